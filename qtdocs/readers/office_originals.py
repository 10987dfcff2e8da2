"""What only the original of a converted file tells: passwords, macros, links, boxes whose state was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import UNTICKED, Cell, Document, Note, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.readers import office_rtf
from qtdocs.readers.office_compound import has_macros, is_encrypted_word
from qtdocs.readers.refusals import REFUSALS
from qtdocs.zipped import directory, refuse_unsafe, unpacked

_OPEN_DOCUMENTS = frozenset({"odt", "ods"})
_LARGEST_CONTENT = 50_000_000
_FETCHING = re.compile(rb"<(?:text:section-source|office:dde-source|table:table-source|table:cell-range-source)\b")
_PAGE_NUMBER = re.compile(r"\s*(Page|第\s*页|页)\s*", re.IGNORECASE)


def refuse_encrypted(data: bytes, *, kind: str) -> None:
    """Nothing, where the file may be given to LibreOffice.

    Raises:
        UnreadableFileError: ``file-encrypted``; for packages also ``file-damaged`` and ``file-refused``.
    """
    if kind == "doc" and is_encrypted_word(data):
        raise UnreadableFileError(*REFUSALS["encrypted"])
    if kind in _OPEN_DOCUMENTS or kind == "xlsb":
        entries = directory(data)
        refuse_unsafe(entries)
        manifest = next((entry for entry in entries if entry.name == "META-INF/manifest.xml"), None)
        if manifest is not None and b"encryption-data" in unpacked(data, manifest):
            raise UnreadableFileError(*REFUSALS["encrypted"])


def seen_in_original(document: Document, original: bytes, *, kind: str) -> Document:
    """The document with notes on what conversion hides, and without what it adds.

    Raises:
        UnreadableFileError: the original is a package and cannot be read.
    """
    notes = list(document.notes)
    for detail in _active_content(original, kind):
        note = Note(code="file-active-content", detail=detail, place=Place())
        if note not in notes:
            notes.append(note)
    blocks = tuple(block for block in document.blocks if not _is_page_number(block))
    unknown = office_rtf.boxes_without_state(original) if kind == "rtf" else 0
    if unknown:
        detail = f"{unknown} 个勾选框没有存下是否勾选，请看原件"
        notes.append(Note(code="field-unsure", detail=detail, place=Place()))
        blocks = tuple(_with_doubtful_boxes(block) for block in blocks)
    return replace(document, blocks=blocks, notes=tuple(notes))


def _active_content(data: bytes, kind: str) -> Iterator[str]:
    """What in the original could act or fetch by itself, in Chinese."""
    if kind == "doc" and has_macros(data):
        yield "宏"
    if kind == "rtf":
        yield from office_rtf.active_content(data)
    if kind in _OPEN_DOCUMENTS:
        yield from _active_in_package(data)


def _active_in_package(data: bytes) -> Iterator[str]:
    entries = directory(data)
    modules = [entry.name for entry in entries if re.match(r"(Basic/[^/]+/(?!script-lb)|Scripts/)", entry.name)]
    if modules:
        yield "宏"
    content = next((entry for entry in entries if entry.name == "content.xml"), None)
    if content is not None and content.size < _LARGEST_CONTENT and _FETCHING.search(unpacked(data, content)):
        yield "取外部内容的区域"


def _is_page_number(block: Paragraph | Table) -> bool:
    """Whether this is the running foot that LibreOffice gives every worksheet."""
    is_margin = isinstance(block, Paragraph) and block.place.part in ("页眉", "页脚") and bool(block.place.sheet)
    return is_margin and isinstance(block, Paragraph) and _PAGE_NUMBER.fullmatch(block.text) is not None


def _with_doubtful_boxes(block: Paragraph | Table) -> Paragraph | Table:
    if isinstance(block, Table):
        return replace(block, cells=tuple(_with_doubtful_box(cell) for cell in block.cells))
    return replace(block, flags=block.flags | {"drawn"}) if UNTICKED in block.text else block


def _with_doubtful_box(cell: Cell) -> Cell:
    return replace(cell, flags=cell.flags | {"drawn"}) if UNTICKED in cell.text else cell
