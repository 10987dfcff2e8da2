"""The reader for PDF files with a text layer: pdfium's characters, own lines, own grid."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Mark, Note
from qtdocs.model.place import Place
from qtdocs.readers.electronic_marks import electronic_marks
from qtdocs.readers.pdf_layout import blocks_of
from qtdocs.readers.pdf_page import Area, Page
from qtdocs.readers.pdf_pdfium import page_of
from qtdocs.readers.pdf_plumber import plumbed_page, plumbed_pages
from qtdocs.readers.pdf_preflight import preflight
from qtdocs.readers.pdf_signatures import signatures_in

PAGE_LIMIT = 50
"""Pages read of one file; a form has one to ten."""
_SMALLEST_PICTURE = 200.0  # square points, 25 mm²: smaller ones are bullets and dots
_LITTLE_TEXT = 30  # characters: a page number and a header beside a scanned page


def read_pdf(data: bytes, *, name: str) -> Document:
    """The document in a PDF file.

    Args:
        data: the whole file.
        name: how the clerk knows it.

    Raises:
        UnreadableFileError: ``file-encrypted`` with a password, ``file-damaged`` where no page can be had,
            ``file-refused`` where it would expand beyond all reason.
    """
    preflight(data)
    pages, count = _pages(data)
    notes = [note for page in pages for note in _notes(page)]
    if count > len(pages):
        detail = f"共{count}页，只读了前{len(pages)}页"
        notes.append(Note(code="sheet-truncated", detail=detail, place=Place(page=len(pages) + 1)))
    blocks, revisions = blocks_of(pages)
    if not blocks and not notes:
        detail = "可能是空白页，或文字已转成图形"
        notes.append(Note(code="file-empty", detail=detail, place=Place(page=1)))
    return Document(
        name=name,
        kind="pdf",
        blocks=blocks,
        marks=(*(mark for page in pages for mark in _marks(page)), *electronic_marks(signatures_in(data), blocks)),
        notes=(*notes, *revisions),
        pages=count,
    )


def _pages(data: bytes) -> tuple[list[Page], int]:
    """The first pages, and how many there are."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFileError("file-encrypted", "PDF 有密码") from error
        return _plumbed(data)
    try:
        count = len(document)
        if count == 0:
            return _plumbed(data)
        if document.get_formtype() != pypdfium2.raw.FORMTYPE_NONE:
            document.init_forms()
        pages = [_page(document, data, index) for index in range(min(count, PAGE_LIMIT))]
    finally:
        document.close()
    if all(page.width == 0 for page in pages):
        raise _damaged()
    return pages, count


def _damaged() -> UnreadableFileError:
    return UnreadableFileError("file-damaged", "PDF 一页也打不开")


def _plumbed(data: bytes) -> tuple[list[Page], int]:
    """The pages as pdfplumber finds them, where pdfium finds none."""
    pages, count = plumbed_pages(data, limit=PAGE_LIMIT)
    if not pages:
        raise _damaged()
    return pages, count


def _page(document: Any, data: bytes, index: int) -> Page:
    """One page; by pdfplumber where pdfium fails or gives no character of the text it sees."""
    import pypdfium2

    try:
        page = page_of(document, index)
    except pypdfium2.PdfiumError:
        page = Page(number=index + 1, width=0.0, height=0.0, is_mute=True)
    if not page.is_mute:
        return page
    plumbed = plumbed_page(data, number=index + 1)
    if plumbed is None or _ink(plumbed) > _ink(page):
        return plumbed or page
    return replace(page, is_mute=page.width == 0)


def _ink(page: Page) -> int:
    """How many characters of a page are seen."""
    return sum(not glyph.text.isspace() for glyph in page.glyphs)


def _notes(page: Page) -> list[Note]:
    """What a person should know of one page."""
    place = Place(page=page.number)
    notes = []
    if scan := _scan(page):
        notes.append(Note(code="scan-unread", detail=scan, place=place))
    if page.is_cut:
        detail = f"第{page.number}页只读了一部分"
        notes.append(Note(code="sheet-truncated", detail=detail, place=place))
    if page.cleaned:
        detail = f"这些字在 PDF 里没有正常的编码，按字形还原或照原样保留：{'、'.join(page.cleaned[:20])}"
        notes.append(Note(code="text-cleaned", detail=detail, place=place))
    if page.hidden.strip():
        notes.append(Note(code="text-hidden", detail=f"有看不见的文字：{page.hidden.strip()[:200]}", place=place))
    return notes


def _scan(page: Page) -> str:
    """Why a page's text cannot be had or trusted; empty where it can."""
    written = _ink(page)
    if written and page.garbled > 0.3 * written:
        return f"第{page.number}页的字体没有文字编码，读不出文字"
    if page.is_mute:
        return f"第{page.number}页打不开，或文字读不出"
    if page.painted_over:
        return f"第{page.number}页是扫描件，文字是机器识别的，可能有错"
    covered = any(picture.size > 0.4 * page.width * page.height for picture in page.pictures)
    if (not written and page.pictures) or (covered and written < _LITTLE_TEXT):
        return f"第{page.number}页是扫描件或照片，没有文字可读"
    return ""


def _marks(page: Page) -> list[Mark]:
    """The pictures and signatures of a page."""
    marks = []
    for kind, areas in (("photo", page.pictures), ("signature", page.signatures)):
        for area in areas:
            if kind == "signature" or area.size >= _SMALLEST_PICTURE:
                marks.append(Mark(kind=kind, place=Place(page=page.number, box=_clipped(area, page).box)))
    return marks


def _clipped(area: Area, page: Page) -> Area:
    """The part of an area that lies on the page."""
    return Area(max(area.left, 0), max(area.top, 0), min(area.right, page.width), min(area.bottom, page.height))
