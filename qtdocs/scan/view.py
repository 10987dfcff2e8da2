"""One file seen as pixels: the text of its scanned pages, the seals on all of them, crops for people to look at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from qtdocs.model.document import NO_TEXT, Document, Imprint, Mark, Note, Paragraph, Table, under
from qtdocs.model.place import Place
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
_SAME_SPOT = 0.3  # share of a print that lies on a seal that is known, from which it is that seal
_A_PAGE = 150.0  # millimetres across, from which a picture in a Word file may be a scanned page
_A_LINE = 60  # characters typed beside pictures of pages in a Word file: a heading, a remark, no form
INSTALL = "没有装文字识别组件，扫描件里的文字没有读；请键入 pip install 'qtdocs[scan]' 装上，再运行一次"
"""What is said where the extra is missing."""


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
        self._pictures, self._left_out = _pictures(document)
        self._scanned = _scanned(document, self._pictures)
        worth = pages_to_look_at(data) if document.kind == "pdf" else ()
        pages = sorted({*self._scanned, *worth})
        self._wanted = frozenset(pages[:MOST_SHOWN])
        self._passed_over = pages[MOST_SHOWN:]
        self._sheets: dict[Place, Sheet] = {}
        self.crops: dict[str, bytes] = {}
        """Pictures for a person to look at, by digest."""

    @property
    def is_worth_it(self) -> bool:
        """Whether anything can be seen that its reader did not read: a scanned page, a picture, a drawing."""
        return bool(self._wanted or self._pictures)

    def seen(self) -> Document:
        """The document with what its pixels show: seals as marks, and the text of pages that had none."""
        if not self.is_worth_it:
            return self._document
        self._show()
        document = self._with_text(self._read_text())
        marks = [mark for sheet in self._sheets.values() for mark in self._marks(sheet, document)]
        told = [self._placed(mark, document) for mark in document.marks]
        return replace(document, marks=(*told, *marks))

    def searched(self, document: Document, *, wanted: int) -> Document:
        """The document after a slower search, where fewer seals than wanted were found; unchanged where it is no use.

        Args:
            document: what ``seen`` gave, or a part of it.
            wanted: how many seals the form asks for.
        """
        if sum(mark.kind in ("seal", "electronic-seal") for mark in document.marks) >= wanted:
            return document
        pages = {block.place.page for block in document.blocks}
        sheets = [sheet for sheet in self._sheets.values() if sheet.place.page in pages or not pages]
        more = [mark for sheet in sheets[:MOST_SEARCHED] for mark in self._marks(sheet, document, thorough=True)]
        return replace(document, marks=(*document.marks, *more))

    def crop(self, place: Place) -> str:
        """Keep a picture of a spot; gives its digest, or nothing where there is no such spot."""
        sheet = next((sheet for spot, sheet in self._sheets.items() if spot.page and spot.page == place.page), None)
        if sheet is None or place.box is None:
            return ""
        return self._kept(crop_of(sheet, place.box))

    def _show(self) -> None:
        document = replace(self._document, marks=self._pictures)
        for sheet in sheets_of(self._data, document, pages=self._wanted):
            place = sheet.place
            turned = put_upright(sheet, self._recogniser) if place.page in self._scanned else sheet
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

    def _with_text(self, read: dict[int, tuple[Paragraph | Table, ...]]) -> Document:
        """The document with recognised text in the place of pages that had none; a scanner's own guess goes."""
        told = {page for page, blocks in read.items() if blocks}
        kept = [block for block in self._document.blocks if block.place.page not in told or not block.place.page]
        recognised = chained([block for page in sorted(read) for block in read[page]])
        blocks = sorted([*kept, *recognised], key=_page_of)
        notes = [*self._document.notes, *self._notes_on_pictures(), *self._notes_on_what_is_unseen()]
        notes = [note for note in notes if not (note.code == "scan-unread" and note.place.page in told)]
        notes = [
            self._looked_at(note) if note.code == "scan-unread" and note.place.page in read else note for note in notes
        ]
        notes += [
            Note(code="scan-read", detail=f"第{page}页是扫描件或照片，文字是机器识别的", place=Place(page=page))
            for page in sorted(told)
        ]
        if self._recogniser is None:
            notes = [
                replace(note, detail=f"{note.detail}；{INSTALL}") if note.code == "scan-unread" else note
                for note in notes
            ]
        shown = {place.page for place in self._sheets}
        if self._document.kind != "docx":
            notes += [
                Note(
                    code="file-damaged",
                    detail=f"第{page}页的图像没有看成：打不开、不完整，或者纸面大小不合常理",
                    place=Place(page=page),
                )
                for page in sorted(self._wanted - shown)
            ]
        return replace(self._document, blocks=tuple(blocks), notes=tuple(notes))

    def _looked_at(self, note: Note) -> Note:
        """A note on a page on which no text was recognised, with what is seen of it."""
        sheet = next(sheet for sheet in self._sheets.values() if sheet.place.page == note.place.page)
        odd = self._document.kind == "pdf" and not sheet.is_measured
        why = (
            "纸面大小记得不合常理，缩得太小，认不出文字" if odd else "看过了，没有认出文字，可能是空白的一面或只有图形"
        )
        return replace(note, detail=note.detail.replace(NO_TEXT, why))

    def _notes_on_pictures(self) -> list[Note]:
        """A note on each scanned page of a Word file, as its reader makes one of any other scanned page."""
        if self._document.kind != "docx":
            return []
        return [
            Note(code="scan-unread", detail=f"第{page}张图是扫描件或照片，{NO_TEXT}", place=Place(page=page))
            for page in sorted(self._scanned)
        ]

    def _notes_on_what_is_unseen(self) -> list[Note]:
        if self._left_out:
            detail = f"文件里的图片太多，还有{self._left_out}张没有看"
            return [Note(code="page-unseen", detail=detail, place=Place())]
        if self._passed_over:
            first, last = self._passed_over[0], self._passed_over[-1]
            detail = (
                f"带图像的页太多，只看了{MOST_SHOWN}页，从第{first}页到第{last}页还有{len(self._passed_over)}页没有看图"
            )
            return [Note(code="page-unseen", detail=detail, place=Place(page=first))]
        return []

    def _marks(self, sheet: Sheet, document: Document, *, thorough: bool = False) -> Iterable[Mark]:
        """The seals of one sheet that are no marks yet, in the order of reading.

        The picture of an electronic seal is none: its own name is better evidence.
        """
        marks = [mark for mark in document.marks if mark.imprint or mark.electronic]
        known = [mark.place.box for mark in marks if mark.place.page == sheet.place.page and mark.place.box]
        prints = find_prints(sheet, thorough=thorough)
        for each in sorted(prints, key=lambda each: (each.centre[1], each.centre[0])):
            if not any(sheet.box(*_around(each)).share_in(there) > _SAME_SPOT for there in known):
                yield self._mark(sheet, each, document)

    def _placed(self, mark: Mark, document: Document) -> Mark:
        """An electronic seal with its picture, and the words of its box where those were recognised only now."""
        if mark.electronic is None or mark.place.box is None:
            return mark
        over = () if mark.near else under(mark.place, document.blocks)
        near = over[0].text if over else mark.near
        return replace(mark, near=" ".join(near.split())[:40], crop=self.crop(mark.place))

    def _mark(self, sheet: Sheet, seen: Print, document: Document) -> Mark:
        box = sheet.box(*_around(seen))
        over = under(replace(sheet.place, box=box), document.blocks) if sheet.place.page else ()
        readings: tuple[str, ...] = ()
        centre = ""
        if self._recogniser is not None and _KINDS[seen.shape] == "seal":
            read = read_print(sheet, seen, self._recogniser)
            readings, centre = read.readings, read.centre
        imprint = Imprint(
            shape=seen.shape,
            colour=seen.colour,
            width=round(sheet.mm(2 * max(seen.axes)), 1),
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


def _pictures(document: Document) -> tuple[tuple[Mark, ...], int]:
    """The pictures of a Word file that are looked at, and how many are not.

    Where there is a line of words beside them at most, the large ones are pages; they alone have numbers, in their
    order. Each picture comes before any that shows the same one again.
    """
    if document.kind != "docx":
        return (), 0
    typed = sum(len("".join(text.split())) for text in document.texts())
    found: list[Mark] = []
    pages = 0
    for mark in (mark for mark in document.marks if mark.source):
        is_page = typed <= _A_LINE and (mark.size is None or mark.size[0] >= _A_PAGE)
        pages += is_page
        found.append(replace(mark, place=Place(page=pages)) if is_page else mark)
    sources: dict[str, int] = {}
    again = []
    for mark in found:
        again.append(sources.get(mark.source, 0))
        sources[mark.source] = again[-1] + 1
    first = sorted(range(len(found)), key=lambda at: (found[at].place.page is None, again[at], at))[:MOST_SHOWN]
    return tuple(found[at] for at in sorted(first)), max(0, len(found) - MOST_SHOWN)


def _scanned(document: Document, pictures: tuple[Mark, ...]) -> frozenset[int]:
    """The pages without reliable text."""
    if document.kind == "docx":
        return frozenset(mark.place.page for mark in pictures if mark.place.page)
    return frozenset(
        note.place.page for note in document.notes if note.code == "scan-unread" and note.place.page is not None
    )


def _around(seen: Print) -> tuple[float, float, float, float]:
    """The upright rectangle around a print, in pixels."""
    import math

    turn = math.radians(seen.angle)
    long, short = seen.axes
    across = math.hypot(long * math.cos(turn), short * math.sin(turn))
    down = math.hypot(long * math.sin(turn), short * math.cos(turn))
    return seen.centre[0] - across, seen.centre[1] - down, seen.centre[0] + across, seen.centre[1] + down


def _near_picture(document: Document, place: Place) -> str:
    """The words beside a picture in a Word file."""
    return next((mark.near for mark in document.marks if mark.kind == "photo" and mark.place == place), "")


def _page_of(block: Paragraph | Table) -> int:
    return block.place.page or 0
