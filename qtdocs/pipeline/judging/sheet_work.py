"""What runs in a limited worker: one document that may hold score sheets, looked through; JSON in, JSON out."""

from __future__ import annotations

import base64
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
from qtdocs.model.document import Document, Paragraph, Table
from qtdocs.model.place import Box, Place
from qtdocs.model.score_sheet import ScoreSheet
from qtdocs.scan.recogniser import recogniser
from qtdocs.scan.view import View

PAGE = "#page"
"""The key of the picture of a whole page."""
_WHOLE = Box(left=0, top=0, right=1000, bottom=1500)  # cut to the page by whoever makes the picture
_SPEAKS_OF_SCORES = ("评分", "评价表", "得分", "打分")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """What a document holds of score sheets."""

    outcome: str
    """``sheets``, ``none``, ``blank`` (a book as the program wrote it), ``pixels`` or ``unread``."""
    kind: str = ""
    """What its bytes are."""
    sheets: tuple[ScoreSheet, ...] = ()
    """Score sheets with their text."""
    stages: tuple[str, ...] = ()
    """The stage whose lines each sheet has."""
    pictured: tuple[ScoreSheet, ...] = ()
    """Sheets on pages that are pictures: their scores are no text that anybody may believe."""
    crops: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Digests of pictures of the cells of each pictured sheet, by page and by key."""
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
        asked: ``workspace``, ``programme`` and ``pixels``: whether pictures are looked at (``look``), only asked for
            (``ask``) or left out (``leave``).
    """
    edition = programme(asked["workspace"], asked["programme"])
    try:
        return encoded(_reading(Path(path), converted, edition, asked["pixels"]))
    except UnreadableFileError as error:
        return encoded(SheetReading(outcome="unread", code=error.code, detail=error.detail, advice=error.advice))


def _reading(path: Path, converted: str, edition: Programme, pixels: str) -> SheetReading:
    data = path.read_bytes()
    if writing.is_own_work(data):
        return SheetReading(outcome="blank", kind="xlsx")
    document = _document(data, converted)
    view = View(data, document, recogniser() if pixels == "look" else None)
    found = list(_sheets_in(document, edition))
    if pixels == "ask" and (_scanned(document) or (document.kind == "docx" and not found and view.is_worth_it)):
        return SheetReading(outcome="pixels")
    if pixels == "look":
        document = view.seen()
        found = list(_sheets_in(document, edition))
    scanned = _scanned(document)
    texts = [(stage, sheet) for stage, sheet in found if sheet.page not in scanned]
    reading = SheetReading(
        outcome="none",
        kind=document.kind,
        sheets=tuple(sheet for _, sheet in texts),
        stages=tuple(stage for stage, _ in texts),
        codes=tuple(dict.fromkeys(code for text in document.texts() for code in codes_in(text))),
    )
    if scanned:
        reading = _with_pictures(reading, document, view, found, scanned)
    return replace(reading, outcome="sheets" if reading.sheets or reading.pictured else "none")


def _document(data: bytes, converted: str) -> Document:
    if not converted:
        return readers.read(data, name="")
    made = Path(converted).read_bytes()
    return readers.read_converted(made, original_kind=readers.sniff(data), original=data, name="")


def _scanned(document: Document) -> frozenset[int]:
    """The pages of a document that are pictures."""
    found = {note.place.page or 1 for note in document.notes if note.code in ("scan-read", "scan-unread")}
    return frozenset(found | ({1} if document.kind == "image" else set()))


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


def _with_pictures(
    reading: SheetReading,
    document: Document,
    view: View,
    found: list[tuple[str, ScoreSheet]],
    scanned: frozenset[int],
) -> SheetReading:
    """The reading with pictures of the cells of every page that may be a score sheet."""
    pictured: list[ScoreSheet] = []
    crops: dict[str, dict[str, str]] = {}
    for page in sorted(scanned):
        own = [sheet for _, sheet in found if sheet.page == page]
        words = [text for block in document.blocks if block.place.page == page for text in _texts(block)]
        codes = dict.fromkeys(code for text in words for code in codes_in(text))
        if words and not own and not codes and not any(word in text for text in words for word in _SPEAKS_OF_SCORES):
            continue  # something that was read, and is no score sheet
        sheet = own[0] if own else ScoreSheet(page=page, code=next(iter(codes), ""))
        pictured.append(sheet)
        spots = {key: cell.place for key, cell in sheet.cells.items()} | {PAGE: Place(page=page, box=_WHOLE)}
        crops[str(page)] = {key: digest for key, place in spots.items() if (digest := view.crop(place))}
    return replace(reading, pictured=tuple(pictured), crops=crops, pictures=_as_text(view.crops, crops))


def _texts(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    else:
        yield from (cell.text for cell in block.cells)


def _as_text(pictures: Mapping[str, bytes], crops: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The pictures that are wanted, as JSON can hold them."""
    wanted = {digest for each in crops.values() for digest in each.values()}
    return {digest: base64.b64encode(pictures[digest]).decode("ascii") for digest in sorted(wanted)}
