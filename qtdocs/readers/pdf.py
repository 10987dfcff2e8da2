"""The reader for PDF files with a text layer: pdfium's characters, own lines, own grid."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Note
from qtdocs.model.place import Place
from qtdocs.readers.electronic_marks import electronic_marks
from qtdocs.readers.page_notes import ink_on, marks_on, notes_on
from qtdocs.readers.pdf_layout import blocks_of
from qtdocs.readers.pdf_page import Page
from qtdocs.readers.pdf_pdfium import page_of
from qtdocs.readers.pdf_plumber import plumbed_page, plumbed_pages
from qtdocs.readers.pdf_preflight import preflight
from qtdocs.readers.pdf_signatures import signatures_in

PAGE_LIMIT = 50
"""Pages read of one file; a form has one to ten."""


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
    notes = [note for page in pages for note in notes_on(page, where="在 PDF 里")]
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
        marks=(*(mark for page in pages for mark in marks_on(page)), *electronic_marks(signatures_in(data), blocks)),
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
    if plumbed is None or ink_on(plumbed) > ink_on(page):
        return plumbed or page
    return replace(page, is_mute=page.width == 0)
