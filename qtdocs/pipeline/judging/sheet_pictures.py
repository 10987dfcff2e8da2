"""Signed sheets as pictures: whose they are by the printed code, and a picture of every cell; no score is read here."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qtdocs.judging.sheet_code import codes_in
from qtdocs.model.document import Document, Paragraph, Table
from qtdocs.model.place import Box, Place
from qtdocs.model.score_book import TOTAL
from qtdocs.model.score_sheet import ScoreSheet
from qtdocs.scan.crops import crop_of
from qtdocs.scan.pages import sheets_of
from qtdocs.scan.view import View

PAGE = "#page"
"""The key of the picture of a whole page."""
_WHOLE = Box(left=0, top=0, right=1000, bottom=1500)  # cut to the page by whoever makes the picture
_SPEAKS_OF_SCORES = ("评分", "评价表", "得分", "打分")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A sheet on a page that is a picture, or that was filled in with a pen."""

    page: int
    """The page."""
    code: str = ""
    """The code that was recognised; empty where none is legible."""
    spots: Mapping[str, Place] = field(default_factory=dict)
    """Where its cells are, by criterion id, ``#total`` and ``#page``."""
    crops: Mapping[str, str] = field(default_factory=dict)
    """Digests of pictures of them, by the same keys."""


def pictured_sheets(
    document: Document, found: Sequence[tuple[str, ScoreSheet]], by_hand: frozenset[int], view: View | None
) -> tuple[tuple[Pictured, ...], Mapping[str, str]]:
    """The sheets on pages that are pictures and on pages that a pen may have filled in; and their pictures, base64.

    Args:
        document: what was seen.
        found: the sheets whose tables were found.
        by_hand: pages with text that a pen may have filled in.
        view: the pages as pixels; none where they were not looked at.
    """
    scanned = {note.place.page or 1 for note in document.notes if note.code in ("scan-read", "scan-unread")}
    scanned |= {1} if document.kind == "image" else set()
    sheets: list[Pictured] = []
    for page in sorted(scanned | by_hand):
        own = next((sheet for _, sheet in found if (sheet.page or 1) == page), None)
        words = [text for block in document.blocks if block.place.page == page for text in _texts(block)]
        codes = dict.fromkeys(code for text in words for code in codes_in(text))
        if own is None and words and not codes and not _speaks_of_scores(words):
            continue  # something that was read, and is no score sheet
        spots = _spots(own, page)
        crops = {key: digest for key, place in spots.items() if view and (digest := view.crop(place))}
        code = own.code if own and own.code else next(iter(codes), "")
        sheets.append(Pictured(page=page, code=code, spots=spots, crops=crops))
    wanted = {digest for each in sheets for digest in each.crops.values()}
    pictures = {digest: _as_text(view.crops[digest]) for digest in sorted(wanted)} if view else {}
    return tuple(sheets), pictures


def pictures_of(
    data: bytes,
    document: Document,
    pictured: tuple[tuple[Pictured, ...], Mapping[str, str]],
    pages: frozenset[int],
) -> tuple[tuple[Pictured, ...], Mapping[str, str]]:
    """The sheets with pictures of those pages that nobody looks at as pixels, because they have text."""
    sheets, pictures = pictured[0], dict(pictured[1])
    shown = {sheet.place.page: sheet for sheet in sheets_of(data, document, pages=pages)}
    made = []
    for each in sheets:
        if each.page not in shown or each.crops:
            made.append(each)
            continue
        crops = {}
        for key, place in each.spots.items():
            picture = crop_of(shown[each.page], place.box) if place.box else b""
            if picture:
                crops[key] = hashlib.sha256(picture).hexdigest()
                pictures[crops[key]] = _as_text(picture)
        made.append(replace(each, crops=crops))
    return tuple(made), pictures


def _spots(sheet: ScoreSheet | None, page: int) -> dict[str, Place]:
    spots = {key: cell.place for key, cell in sheet.cells.items()} if sheet else {}
    if sheet is not None and sheet.total is not None:
        spots[TOTAL] = sheet.total.place
    return {**spots, PAGE: Place(page=page, box=_WHOLE)}


def _speaks_of_scores(words: Sequence[str]) -> bool:
    return any(word in text for text in words for word in _SPEAKS_OF_SCORES)


def _texts(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    else:
        yield from (cell.text for cell in block.cells)


def _as_text(picture: bytes) -> str:
    return base64.b64encode(picture).decode("ascii")
