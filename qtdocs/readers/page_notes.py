"""What a person should know of a page that was read as geometry, and the pictures on it; for PDF and OFD alike."""

from __future__ import annotations

from collections.abc import Iterator

from qtdocs.model.document import NO_TEXT, Mark, Note
from qtdocs.model.place import Place
from qtdocs.readers.pdf_page import Area, Page

_SMALLEST_PICTURE = 200.0  # square points, 25 mm²: smaller ones are bullets and dots
_LITTLE_TEXT = 30  # characters: a page number and a header beside a scanned page


def notes_on(page: Page, *, where: str = "") -> list[Note]:
    """What a person should know of one page.

    Args:
        page: the page.
        where: where its characters come from, as put into a sentence: ``在 PDF 里``.
    """
    place = Place(page=page.number)
    notes = []
    if scan := _scan(page):
        notes.append(Note(code="scan-unread", detail=scan, place=place))
    if page.is_cut:
        notes.append(Note(code="sheet-truncated", detail=f"第{page.number}页只读了一部分", place=place))
    if page.cleaned:
        detail = f"这些字{where}没有正常的编码，按字形还原或照原样保留：{'、'.join(page.cleaned[:20])}"
        notes.append(Note(code="text-cleaned", detail=detail, place=place))
    if page.hidden.strip():
        notes.append(Note(code="text-hidden", detail=f"有看不见的文字：{page.hidden.strip()[:200]}", place=place))
    return notes


def marks_on(page: Page) -> Iterator[Mark]:
    """The pictures and signatures of a page."""
    for kind, areas in (("photo", page.pictures), ("signature", page.signatures)):
        for area in areas:
            if kind == "signature" or area.size >= _SMALLEST_PICTURE:
                yield Mark(kind=kind, place=Place(page=page.number, box=_clipped(area, page).box))


def ink_on(page: Page) -> int:
    """How many characters of a page are seen."""
    return sum(not glyph.text.isspace() for glyph in page.glyphs)


def _scan(page: Page) -> str:
    """Why a page's text cannot be had or trusted; empty where it can."""
    written = ink_on(page)
    if written and page.garbled > 0.3 * written:
        return f"第{page.number}页的字体没有文字编码，读不出文字"
    if page.is_mute:
        return f"第{page.number}页打不开，或文字读不出"
    if page.painted_over:
        return f"第{page.number}页是扫描件，文字是机器识别的，可能有错"
    covered = any(picture.size > 0.4 * page.width * page.height for picture in page.pictures)
    if (not written and page.pictures) or (covered and written < _LITTLE_TEXT):
        return f"第{page.number}页是扫描件或照片，{NO_TEXT}"
    return ""


def _clipped(area: Area, page: Page) -> Area:
    """The part of an area that lies on the page."""
    return Area(max(area.left, 0), max(area.top, 0), min(area.right, page.width), min(area.bottom, page.height))
