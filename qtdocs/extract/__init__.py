"""A document and the form it is become a record: labels aligned with the blank, values typed and graded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qtdocs.editions.form import FieldSpec
from qtdocs.editions.layout import Layout
from qtdocs.extract.attached import attached_text
from qtdocs.extract.date_lines import dates_in
from qtdocs.extract.grading import empty_values, field_values, is_blank
from qtdocs.extract.headers import headers_in
from qtdocs.extract.holes import inferred_in
from qtdocs.extract.labels import Found, Picker, turned_rows
from qtdocs.extract.matching import Match, candidates_in, matches_in
from qtdocs.extract.remainder import unplaced_in
from qtdocs.extract.scanned import rows_with_scans_doubted, with_scans_doubted
from qtdocs.extract.spots import OUTSIDE, spots_in
from qtdocs.extract.tables import extract_lists
from qtdocs.extract.whole import whole_value
from qtdocs.model.document import UNSEEN, Document
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue, Record, Row

__all__ = ["extract"]


def extract(document: Document, layout: Layout, *, part: int = 0) -> Record:
    """The record of a filled form.

    Args:
        document: the filled form, or the part of a file that holds one.
        layout: the form laid beside its blank.
        part: number of the form in its file from 1, or 0 where it is the only one.
    """
    if layout.form.table is not None:
        return _list_record(document, layout, part)
    if whole := next((spec for spec in layout.form.fields if spec.where == "document"), None):
        return _whole_record(document, layout, part, whole)
    return _form_record(document, layout, part)


def _whole_record(document: Document, layout: Layout, part: int, whole: FieldSpec) -> Record:
    fields = _fields({}, {}, layout) | {whole.key: whole_value(document, layout, whole)}
    return _record(document, layout, part, fields, ())


def _form_record(document: Document, layout: Layout, part: int) -> Record:
    labels = frozenset(twin for anchor in layout.anchors for twin in anchor.official)
    everywhere = spots_in(document, labels)
    spots = tuple(spot for spot in everywhere if spot.table.place.part not in OUTSIDE)
    matches = matches_in(candidates_in(spots, layout), layout)
    picker = Picker(layout, matches)
    found = {key: picker.value(match) for key, match in matches.items()}
    inferred = inferred_in(spots, layout, matches, picker.used)
    found.update((key, picker.value(match)) for key, match in inferred.items())
    matches = {**matches, **inferred}
    found.update(turned_rows(found, matches, spots, picker.used))
    found.update(headers_in(document, layout, frozenset(found), picker.used))
    found.update(dates_in(document, layout, matches, spots, picker.used))
    fields = _fields(found, matches, layout)
    fields |= attached_text(document, layout, fields, picker.used)
    doubts = unplaced_in(document, layout, everywhere, picker.used)
    return _record(document, layout, part, fields, doubts)


def _fields(found: Mapping[str, Found], matches: Mapping[str, Match], layout: Layout) -> dict[str, FieldValue]:
    fields: dict[str, FieldValue] = {}
    for spec in layout.form.fields:
        if spec.key in found:
            fields.update(field_values(spec, found[spec.key], matches.get(spec.key), layout))
        else:
            fields.update(empty_values(spec, Place()))
    return fields


def _list_record(document: Document, layout: Layout, part: int) -> Record:
    reading = extract_lists(document, layout.form)
    spots = spots_in(document, frozenset())
    if reading is None:
        headless = ((Doubt(code="form-altered", detail="没有找到列表的表头"), Place()),)
        return replace(_record(document, layout, part, _fields({}, {}, layout), headless), blank=False)
    doubts = (*reading.doubts, *unplaced_in(document, layout, spots, set(reading.used)))
    return _record(document, layout, part, reading.fields, doubts, rows=reading.rows)


def _record(
    document: Document,
    layout: Layout,
    part: int,
    fields: Mapping[str, FieldValue],
    doubts: tuple[tuple[Doubt, Place], ...],
    *,
    rows: tuple[Row, ...] = (),
) -> Record:
    fields = with_scans_doubted(document, fields)
    return Record(
        programme=layout.programme,
        form=layout.form.id,
        file=document.name,
        sha256=document.sha256,
        kind=document.kind,
        part=part,
        fields=fields,
        rows=rows_with_scans_doubted(document, rows),
        marks=document.marks,
        # Also where the text is the scanner's own guess: no person has seen either.
        scanned=any(note.code in ("scan-read", "scan-unread") for note in document.notes),
        unseen=any(note.code in UNSEEN for note in document.notes),
        doubts=doubts,
        blank=not rows and is_blank(fields, {spec.key: spec.preset for spec in layout.form.fields if spec.preset}),
    )
