"""What a file's pixels add to what was read in it: a second search for seals that are missing, crops of its boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qtdocs.editions.form import FormSpec
from qtdocs.model.document import Document
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record, Row
from qtdocs.scan.view import View

_LONGEST = 200
"""Characters; of a longer text there is no picture, for it would be the page."""


def searched_again(document: Document, form: FormSpec | None, view: View) -> Document:
    """The document after the slower search for seals, where fewer were found than are asked for on such a paper.

    Args:
        document: a file or a part of it, with the seals that were found at first.
        form: the form it is; none for what is no form.
        view: the file's pages.
    """
    is_scan = any(note.code in ("scan-read", "scan-unread") for note in document.notes)
    if document.kind not in ("pdf", "image") and not (document.kind == "docx" and is_scan):
        return document
    asked = [seal for seal in form.seals if "pdf" in seal.media or is_scan] if form else []
    wanted = len(asked) if form else int(is_scan)
    return view.searched(document, wanted=wanted) if wanted else document


def with_crops(record: Record, view: View) -> Record:
    """The record, each value that was recognised on a picture with a picture of its box."""
    if not record.scanned:
        return record
    rows = tuple(Row(fields=_cropped(row.fields, view), place=row.place) for row in record.rows)
    return replace(record, fields=_cropped(record.fields, view), rows=rows)


def seen_in_pixels(findings: tuple[Finding, ...], record: Record) -> tuple[Finding, ...]:
    """The findings about a record; those of a scan say that they come from pixels, each with the picture of its box."""
    if not record.scanned:
        return findings
    crops = {key: value.crop for key, value in record.fields.items()}
    return tuple(replace(each, basis="pixels", crop=crops.get(each.field, "")) for each in findings)


def _cropped(fields: Mapping[str, FieldValue], view: View) -> dict[str, FieldValue]:
    return {
        key: replace(value, crop=view.crop(value.place)) if _is_worth_it(value) else value
        for key, value in fields.items()
    }


def _is_worth_it(value: FieldValue) -> bool:
    """Whether a person may want to see the box: it holds something short, or nothing though something was seen."""
    return bool(value.text or value.doubts) and len(value.text) <= _LONGEST and value.place.box is not None
