"""One file seen as pixels: the text of its scanned pages, the seals on all of them, crops for people to look at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qtdocs.model.document import Cell, Document, Imprint, Mark, Note, Over, Paragraph, Table
from qtdocs.model.place import Box, Place
from qtdocs.scan.crops import crop_of
from qtdocs.scan.fingerprint import fingerprint
from qtdocs.scan.form_text import blocks_of
from qtdocs.scan.page_chain import chained
from qtdocs.scan.pages import sheets_of
from qtdocs.scan.recogniser import Recogniser
from qtdocs.scan.ring import read_print
from qtdocs.scan.seals import find_prints
from qtdocs.scan.sheet import Print, Sheet
from qtdocs.scan.upright import put_upright
from qtdocs.scan.worth_a_look import pages_to_look_at

MOST_READ = 12
"""Scanned pages of one file whose text is recognised; a form has one to four."""
MOST_SHOWN = 16
"""Pages of one file that are looked at; each takes 12 MB as long as the file is read."""
MOST_SEARCHED = 4
"""Pages on which the slow search is tried; it takes a second each."""
_KINDS = {"round": "seal", "oval": "seal", "square": "name-seal", "edge": "edge-seal"}
_CHINESE = re.compile("[\u4e00-\u9fff]")
_FEWEST = 2
_SAME_SPOT = 0.5  # share of a print that lies on an electronic seal, from which it is that seal's picture
_LIES_OVER = 0.05  # share of a seal's area from which it is said to lie over a box
_A_PAGE = 150.0  # millimetres across, from which a picture in a Word file may be a scanned page
INSTALL = "没有装文字识别组件，扫描件里的文字没有读；请键入 pip install 'qtdocs[scan]' 装上，再运行一次"
"""What is said where the extra is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A seal's print and the sheet it was found on."""

    sheet: Sheet
    """Upright."""
    seen: Print
    """Its outline."""


class View:
    """A file's pages as pixels.

    Args:
        data: the whole file.
        document: what its reader made of it.
        recogniser: reads text; none where it is not installed.
    """

    def __init__(self, data: bytes, document: Document, recogniser: Recogniser | None) -> None:
        self._data = data
        self._document = document
        self._recogniser = recogniser
        self._scanned = _scanned(document)
        self._sheets: dict[Place, Sheet] = {}
        self.crops: dict[str, bytes] = {}
        """Pictures for a person to look at, by digest."""

    def seen(self) -> Document:
        """The document with what its pixels show: seals as marks, and the text of pages that had none."""
        if self._document.kind not in ("pdf", "image", "docx"):
            return self._document
        wanted = frozenset(sorted({*self._scanned, *_worth(self._data, self._document)})[:MOST_SHOWN])
        self._show(wanted)
        read = self._read_text()
        document = self._with_text(read, wanted)
        marks = [mark for sheet in self._sheets.values() for mark in self._marks(sheet, document, thorough=False)]
        told = [self._placed(mark, document) for mark in document.marks]
        return replace(document, marks=(*told, *marks))

    def searched(self, document: Document, *, wanted: int) -> Document:
        """The document after a slower search, where fewer seals than wanted were found; unchanged where it is no use.

        Args:
            document: what ``seen`` gave, or a part of it.
            wanted: how many seals the form asks for.
        """
        if sum(mark.kind == "seal" for mark in document.marks) >= wanted or not self._sheets:
            return document
        known = {(mark.place.page, mark.place.box) for mark in document.marks if mark.imprint}
        sheets = list(self._sheets.values())[:MOST_SEARCHED]
        more = [mark for sheet in sheets for mark in self._marks(sheet, document, thorough=True)]
        fresh = [mark for mark in more if not any(_touches(mark.place, page, box) for page, box in known)]
        if self._recogniser is not None:  # what only the slow search sees must have something to read in it
            fresh = [mark for mark in fresh if mark.grade != "C" or len(_CHINESE.findall(mark.text)) >= _FEWEST]
        return replace(document, marks=(*document.marks, *fresh))

    def crop(self, place: Place) -> str:
        """Keep a picture of a spot; gives its digest, or nothing where there is no such spot."""
        sheet = next((sheet for spot, sheet in self._sheets.items() if spot.page and spot.page == place.page), None)
        if sheet is None or place.box is None:
            return ""
        return self._kept(crop_of(sheet, place.box))

    def _show(self, wanted: frozenset[int]) -> None:
        for sheet in sheets_of(self._data, self._document, pages=wanted):
            place = sheet.place
            if self._document.kind == "docx" and self._scanned:
                place = Place(page=len(self._sheets) + 1)
            scanned = place.page in self._scanned
            turned = put_upright(replace(sheet, place=place), self._recogniser) if scanned else sheet
            self._sheets[place if place not in self._sheets else replace(place, part=f"图{len(self._sheets)}")] = turned

    def _read_text(self) -> dict[int, tuple[Paragraph | Table, ...]]:
        """The text of the scanned pages by page."""
        if self._recogniser is None:
            return {}
        read: dict[int, tuple[Paragraph | Table, ...]] = {}
        tables = len(self._document.tables)
        paragraphs = len(self._document.paragraphs)
        for sheet in self._sheets.values():
            page = sheet.place.page
            if page in self._scanned and page is not None and len(read) < MOST_READ:
                read[page] = blocks_of(
                    sheet, self._recogniser, page=page, first_table=tables + 1, first_paragraph=paragraphs + 1
                )
                tables += sum(isinstance(block, Table) for block in read[page])
                paragraphs += sum(isinstance(block, Paragraph) for block in read[page])
        return read

    def _with_text(self, read: dict[int, tuple[Paragraph | Table, ...]], wanted: frozenset[int]) -> Document:
        """The document with recognised text in the place of pages that had none; a scanner's own guess goes."""
        told = {page for page, blocks in read.items() if blocks}
        kept = [block for block in self._document.blocks if block.place.page not in told or not block.place.page]
        recognised = chained([block for page in sorted(read) for block in read[page]])
        blocks = sorted([*kept, *recognised], key=_page_of)
        notes = [note for note in self._document.notes if not (note.code == "scan-unread" and note.place.page in told)]
        notes += [
            Note(code="scan-read", detail=f"第{page}页是扫描件或照片，文字是机器识别的", place=Place(page=page))
            for page in sorted(told)
        ]
        if self._recogniser is None and self._scanned:
            notes.append(Note(code="scan-unread", detail=INSTALL, place=Place()))
        shown = {place.page for place in self._sheets}
        if self._document.kind != "docx":
            notes += [
                Note(code="file-damaged", detail=f"第{page}页的图像打不开或不完整", place=Place(page=page))
                for page in sorted(wanted - shown)
            ]
        return replace(self._document, blocks=tuple(blocks), notes=tuple(notes))

    def _marks(self, sheet: Sheet, document: Document, *, thorough: bool) -> Iterable[Mark]:
        """The seals of one sheet as marks, in the order of reading."""
        prints = find_prints(sheet, thorough=thorough)
        digital = [mark.place.box for mark in document.marks if mark.electronic and mark.place.page == sheet.place.page]
        for each in sorted(prints, key=lambda each: (each.centre[1], each.centre[0])):
            box = sheet.box(*_around(each))
            if not any(
                _share(box, there) > _SAME_SPOT for there in digital if there
            ):  # its own name is better evidence
                yield self._mark(Found(sheet=sheet, seen=each), document)

    def _placed(self, mark: Mark, document: Document) -> Mark:
        """An electronic seal with its picture, and the words of its box where those were recognised only now."""
        if mark.electronic is None or mark.place.box is None:
            return mark
        over = () if mark.near else _over(mark.place.box, mark.place, document)
        near = over[0].text if over else mark.near
        return replace(mark, near=" ".join(near.split())[:40], crop=self.crop(mark.place))

    def _mark(self, found: Found, document: Document) -> Mark:
        sheet, seen = found.sheet, found.seen
        reach = max(seen.axes)
        box = sheet.box(*_around(seen))
        over = _over(box, sheet.place, document) if sheet.place.page else ()
        readings: tuple[str, ...] = ()
        centre = ""
        if self._recogniser is not None and _KINDS[seen.shape] == "seal":
            read = read_print(sheet, seen, self._recogniser)
            readings, centre = read.readings, read.centre
        imprint = Imprint(
            shape=seen.shape,
            colour=seen.colour,
            width=round(sheet.mm(2 * reach), 1),
            height=round(sheet.mm(2 * min(seen.axes)), 1),
            readings=readings,
            centre=centre,
            over=over,
            pixels=fingerprint(sheet, seen),
        )
        near = over[0].text if over else _near_picture(document, sheet.place)
        return Mark(
            kind=_KINDS[seen.shape],
            text=readings[0] if readings else "",
            near=" ".join(near.split())[:40],
            place=replace(sheet.place, box=box) if sheet.place.page else sheet.place,
            grade=seen.grade,
            imprint=imprint,
            crop=self._kept(crop_of(sheet, box)),
        )

    def _kept(self, picture: bytes) -> str:
        if not picture:
            return ""
        digest = hashlib.sha256(picture).hexdigest()
        self.crops[digest] = picture
        return digest


def _scanned(document: Document) -> frozenset[int]:
    """The pages without reliable text; pictures of a Word file count where there is nothing else in it."""
    if document.kind != "docx":
        return frozenset(
            note.place.page for note in document.notes if note.code == "scan-unread" and note.place.page is not None
        )
    large = [mark for mark in document.marks if mark.source and (mark.size is None or mark.size[0] >= _A_PAGE)]
    wordless = not any(text.strip() for text in document.texts())
    return frozenset(range(1, len(large) + 1)) if wordless else frozenset()


def _worth(data: bytes, document: Document) -> tuple[int, ...]:
    return pages_to_look_at(data) if document.kind == "pdf" else ()


def _around(seen: Print) -> tuple[float, float, float, float]:
    """The upright rectangle around a print, in pixels."""
    import math

    turn = math.radians(seen.angle)
    long, short = seen.axes
    across = math.hypot(long * math.cos(turn), short * math.sin(turn))
    down = math.hypot(long * math.sin(turn), short * math.cos(turn))
    return seen.centre[0] - across, seen.centre[1] - down, seen.centre[0] + across, seen.centre[1] + down


def _over(box: Box, place: Place, document: Document) -> tuple[Over, ...]:
    """What a seal lies over: the boxes of tables, and lines outside them."""
    found = [
        Over(text=spot.text, share=round(share, 2))
        for spot in _spots(document.blocks)
        if spot.place.page == place.page and spot.place.box is not None
        if (share := _share(box, spot.place.box)) >= _LIES_OVER
    ]
    return tuple(sorted(found, key=lambda each: -each.share))


def _spots(blocks: Iterable[Paragraph | Table]) -> Iterable[Cell | Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from block.cells


def _share(box: Box, other: Box) -> float:
    """The share of a rectangle that lies within another."""
    across = min(box.right, other.right) - max(box.left, other.left)
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    area = (box.right - box.left) * (box.bottom - box.top)
    return max(0.0, across) * max(0.0, down) / area if area > 0 else 0.0


def _touches(place: Place, page: int | None, box: Box | None) -> bool:
    return place.page == page and place.box is not None and box is not None and _share(place.box, box) > 0.3


def _near_picture(document: Document, place: Place) -> str:
    """The words beside a picture in a Word file."""
    return next((mark.near for mark in document.marks if mark.kind == "photo" and mark.place == place), "")


def _page_of(block: Paragraph | Table) -> int:
    return block.place.page or 0


def seals_in(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The seals that can be an organisation's: rings on paper, and electronic ones."""
    return tuple(mark for mark in marks if mark.kind in ("seal", "electronic-seal"))
