"""The paper as a whole: blank, altered, with revisions or hidden text, of another programme or year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qtdocs.checks.case import Case
from qtdocs.checks.making import finding
from qtdocs.editions.programme import Programme
from qtdocs.model.document import Document, Note
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record

_PLACES_SHOWN = 5
_NUMBER = re.compile(r"[0-9]+")
_BY_THE_DOZEN = frozenset({"revision-pending", "text-cleaned", "scan-unread", "scan-read"})


def check_paper(case: Case) -> Iterator[Finding]:
    """One finding for a blank form, and one for each doubt about the paper."""
    if case.record.blank:
        severity = "note" if case.form.kind == "scoresheet" else ""  # nobody sends a score sheet to be filled again
        yield finding("form-blank", file=case.record.file, form=case.form.name, severity=severity)
    for doubt, place in case.record.doubts:
        yield finding(doubt.code, file=case.record.file, place=place, detail=doubt.detail)


def check_document(document: Document) -> tuple[Finding, ...]:
    """What the reader saw in a file: one finding for each note, but one for all of a kind that comes by the dozen."""
    groups: dict[tuple[str, str], list[Note]] = {}
    for note in dict.fromkeys(document.notes):
        groups.setdefault((note.code, _kind_of(note)), []).append(note)
    return tuple(
        finding(code, file=document.name, place=notes[0].place, detail=_all_places(notes))
        for (code, _), notes in groups.items()
    )  # fmt: skip


def _kind_of(note: Note) -> str:
    """What notes of one code have in common that are told together."""
    if note.code == "scan-unread":  # a page without words is not one whose letters cannot be read
        return _NUMBER.sub("", note.detail)
    return "" if note.code in _BY_THE_DOZEN else note.detail


def _all_places(notes: Sequence[Note]) -> str:
    """The first note in full, of the others where they stand: a clerk opens the file anyway."""
    first = notes[0].detail.rstrip("。")
    places = "、".join(dict.fromkeys(str(note.place) for note in notes[1:] if str(note.place)))
    if len(notes) == 1:
        return first
    some = "、".join(places.split("、")[:_PLACES_SHOWN])
    return f"{first}。全文共 {len(notes)} 处" + (f"，还有：{some}" if some else "")


def check_recognition(
    document: Document, outcome: str, names: Sequence[str], *, titled: bool = False
) -> tuple[Finding, ...]:
    """Why a document is no known form.

    Args:
        document: what the reader made of the file.
        outcome: ``none`` or ``undecided``.
        names: the nearest forms, as people name them.
        titled: whether it carries the title of the nearest form all the same.
    """
    if outcome == "undecided":
        return (finding("form-ambiguous", file=document.name, detail="；".join(names)),)
    if not any(text.strip() for text in document.texts()):
        if any(note.code in ("scan-unread", "file-empty") for note in document.notes):
            return ()
        pictures = "文件里只有图片，没有文字" if document.marks else ""
        code, detail = ("scan-unread", pictures) if pictures else ("file-empty", "打开后没有任何文字")
        return (finding(code, file=document.name, detail=detail),)
    nearest = f"，最接近的是{names[0]}" if names else ""
    severity = "warning" if titled else ""
    return (finding("form-unrecognised", file=document.name, detail=nearest, severity=severity),)


def check_edition(record: Record, edition: Programme, *, year: int | None, asked: str) -> tuple[Finding, ...]:
    """Whether the form belongs to the programme and the year that were asked for.

    Args:
        record: the record.
        edition: the programme its form belongs to.
        year: the year printed in the title; none where there is none.
        asked: id of the programme that was asked for, or empty.
    """
    found = []
    form = edition.form(record.form)
    if asked and asked != edition.id:
        name = form.name if form else "表"
        found.append(finding("form-other-programme", file=record.file, found=edition.name, form=name))
    if year and edition.year and year != edition.year:
        found.append(finding("edition-differs", file=record.file, printed=str(year), year=str(edition.year)))
    return tuple(found)
