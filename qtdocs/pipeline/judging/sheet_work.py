"""What runs in a limited worker: one document that may hold score sheets, looked through; JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from qtdocs import readers, writing
from qtdocs.codec import Json, encoded
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import score_lines
from qtdocs.errors import UnreadableFileError
from qtdocs.judging.score_sheets import score_sheets
from qtdocs.judging.sheet_code import codes_in, identity_in
from qtdocs.judging.sheet_remarks import keeps_away
from qtdocs.model.document import Document
from qtdocs.model.score_sheet import ScoreSheet
from qtdocs.pipeline.judging.sheet_pictures import Pictured, pictured_sheets, pictures_of
from qtdocs.scan.recogniser import recogniser
from qtdocs.scan.view import View

PAGES_AT_ONCE = 8
"""Scanned pages that one job looks at; each takes seconds and memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """What a document holds of score sheets."""

    outcome: str
    """``sheets``, ``none``, ``blank`` (a book as the program wrote it), ``pixels`` or ``unread``."""
    kind: str = ""
    """What its bytes are."""
    sheets: tuple[ScoreSheet, ...] = ()
    """Score sheets with their text."""
    pictured: tuple[Pictured, ...] = ()
    """Sheets on pages that are pictures, or that were filled in by hand on a page with text."""
    left: int = 0
    """The number of the first scanned page, counted from 1, that was not looked at for want of room; 0 for none."""
    pictures: Mapping[str, str] = field(default_factory=dict)
    """These pictures by digest, as base64."""
    codes: tuple[str, ...] = ()
    """Sound codes that stand anywhere in it."""
    code: str = ""
    """Why it could not be read, as the code of a finding."""
    detail: str = ""
    """The same in words."""
    advice: str = ""
    """What can be done about it."""


@lru_cache(maxsize=1)
def programme(workspace: str, programme_id: str) -> Programme:
    """The programme, read once in each worker."""
    return shelf.load_programme(programme_id, workspace=Path(workspace))


def read_sheets(path: str, converted: str, asked: Json) -> Json:
    """The score sheets in one document.

    Args:
        path: where its bytes lie.
        converted: where the same document lies in a format of today; empty where it needed no conversion.
        asked: ``workspace``, ``programme``, ``pixels``: whether pictures are looked at (``look``), only asked for
            (``ask``) or left out (``leave``); and ``first``: from which of the scanned pages on, counted from 0.
    """
    edition = programme(asked["workspace"], asked["programme"])
    try:
        return encoded(_reading(Path(path), converted, edition, asked))
    except UnreadableFileError as error:
        return encoded(SheetReading(outcome="unread", code=error.code, detail=error.detail, advice=error.advice))


def _reading(path: Path, converted: str, edition: Programme, asked: Json) -> SheetReading:
    data = path.read_bytes()
    if writing.is_own_work(data):
        return SheetReading(outcome="blank", kind=readers.sniff(data))
    document = _document(data, converted)
    found = list(_sheets_in(document, edition))
    by_hand = frozenset(sheet.page or 1 for _, sheet in found if _may_be_written_on(sheet, document))
    if asked["pixels"] == "ask" and (scanned_pages(document) or by_hand or _is_album(document, data, found)):
        return SheetReading(outcome="pixels")
    if asked["pixels"] == "look":
        return _looked_at(data, document, edition, by_hand=by_hand, first=asked["first"])
    return _told(document, found, scanned_pages(document) | by_hand, pictured_sheets(document, found, by_hand, None))


def _looked_at(
    data: bytes, document: Document, edition: Programme, *, by_hand: frozenset[int], first: int
) -> SheetReading:
    """The reading with some of its scanned pages recognised, from one of them on."""
    pages = sorted(scanned_pages(document))
    chunk = frozenset(pages[first : first + PAGES_AT_ONCE]) if document.kind == "pdf" else frozenset(pages)
    if chunk:
        notes = tuple(note for note in document.notes if not note.code.startswith("scan-") or note.place.page in chunk)
        document = replace(document, notes=notes)
    view = View(data, document, recogniser())
    seen = view.seen()
    found = list(_sheets_in(seen, edition))
    pictured = pictured_sheets(seen, found, by_hand if not first else frozenset(), view)
    if by_hand and not first:
        pictured = pictures_of(data, document, pictured, by_hand)
    reading = _told(seen, found, scanned_pages(seen) | by_hand, pictured)
    left = first + PAGES_AT_ONCE if first + PAGES_AT_ONCE < len(pages) and document.kind == "pdf" else 0
    if first:  # what has text was told with the first pages
        reading = replace(reading, sheets=(), codes=())
    return replace(reading, left=left)


def _told(
    document: Document,
    found: list[tuple[str, ScoreSheet]],
    elsewhere: frozenset[int],
    pictured: tuple[tuple[Pictured, ...], Mapping[str, str]],
) -> SheetReading:
    sheets = tuple(sheet for _, sheet in found if (sheet.page or 1) not in elsewhere or sheet.tab)
    return SheetReading(
        outcome="sheets" if sheets or pictured[0] else "none",
        kind=document.kind,
        sheets=sheets,
        pictured=pictured[0],
        pictures=pictured[1],
        codes=tuple(dict.fromkeys(code for text in document.texts() for code in codes_in(text))),
    )


def _document(data: bytes, converted: str) -> Document:
    if not converted:
        return readers.read(data, name="")
    made = Path(converted).read_bytes()
    return readers.read_converted(made, original_kind=readers.sniff(data), original=data, name="")


def scanned_pages(document: Document) -> frozenset[int]:
    """The pages of a document that are pictures."""
    found = {note.place.page or 1 for note in document.notes if note.code in ("scan-read", "scan-unread")}
    return frozenset(found | ({1} if document.kind == "image" else set()))


def _may_be_written_on(sheet: ScoreSheet, document: Document) -> bool:
    """Whether a page with text may have been filled in with a pen: a score is lacking, and nobody keeps away."""
    empty = any(not cell.text.strip() for cell in sheet.cells.values())
    return document.kind in ("pdf", "ofd") and empty and keeps_away(sheet.recusal, sheet.words) is not True


def _is_album(document: Document, data: bytes, found: list[tuple[str, ScoreSheet]]) -> bool:
    """Whether a Word file has no sheet in its text but pictures that may be one."""
    return document.kind == "docx" and not found and View(data, document, None).is_worth_it


def _sheets_in(document: Document, edition: Programme) -> Iterator[tuple[str, ScoreSheet]]:
    """Every sheet with its stage: the one its code names, else the first whose lines fit."""
    taken: set[tuple[str, int | None, str]] = set()
    for stage in edition.stages:
        for sheet in score_sheets(document, score_lines(edition, stage)):
            identity = identity_in(sheet.code)
            if identity and identity.programme == edition.id and identity.stage != stage.id:
                continue
            spot = (sheet.tab, sheet.page, sheet.code or str(next(iter(sheet.cells.values())).place))
            if spot not in taken or (identity is not None and identity.stage == stage.id):
                taken.add(spot)
                yield stage.id, sheet
