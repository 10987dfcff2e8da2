"""Form-text fields that LibreOffice writes several times over, found and taken back.

LibreOffice 7.4 has a field of its own for typed form text. Writing a docx, it makes of one such field ``甲公司`` a
whole row: a Word field with the result 甲公司 for each piece of its text, the pieces between them, and two at the end.
Word itself never writes such a row, so it can be told from what a person typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from qtdocs.model.document import Cell, Document, Note, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.readers import docx_names as names
from qtdocs.readers.package import open_package

_FEWEST = 3
_FORM_TEXT = re.compile(r"\s*(FORMTEXT|FILLIN)\b")
"""What LibreOffice makes of form text out of .doc and .rtf, and out of .odt."""


class Repeat(NamedTuple):
    """A text that stands several times for once."""

    written: str
    """As the docx has it."""
    once: str
    """As it was typed."""
    is_certain: bool
    """Whether there is nothing but fields and the pieces of their text, as LibreOffice writes them; where it wrote the
    .rtf as well, a zero comes in, and then the pieces must be the whole text."""


@dataclass(slots=True)
class _Piece:
    """A field's result, or the text before, between and behind fields."""

    text: str
    is_field: bool


def without_repeats(document: Document, converted: bytes) -> Document:
    """The document with each form text once; where that is not certain, the cell is flagged and a note says so.

    Args:
        document: as read from the package.
        converted: the package that LibreOffice made.

    Raises:
        UnreadableFileError: the package cannot be read.
    """
    repeats = repeats_in(converted)
    if not repeats:
        return document
    notes: list[Note] = []
    # One that runs over several paragraphs of the body is in none of them as a whole.
    texts = tuple(document.texts())
    for repeat in repeats:
        if not any(repeat.written in text for text in texts):
            detail = f"表单域的文字“{repeat.once[:40]}”重复了几遍，没有合成一遍"
            notes.append(Note(code="field-unsure", detail=detail, place=Place()))
    blocks = tuple(_block(block, repeats, notes) for block in document.blocks)
    return replace(document, blocks=blocks, notes=(*document.notes, *notes))


def repeats_in(converted: bytes) -> tuple[Repeat, ...]:
    """The texts that stand several times for once, longest first.

    Raises:
        UnreadableFileError: the package cannot be read.
    """
    package = open_package(converted)
    content = package.part(package.main("word/document.xml")) or b""
    if content.count(b"FORMTEXT") + content.count(b"FILLIN") < _FEWEST:
        return ()
    root = package.tree(package.main("word/document.xml"))
    found: set[Repeat] = set()
    for element in () if root is None else root.iter(names.CELL, names.BODY):
        found.update(_repeats(list(_pieces(element))))
    return tuple(sorted(found, key=lambda repeat: -len(repeat.written)))


def _pieces(element: etree._Element) -> Iterator[_Piece]:
    """The text of a cell, or of the body outside tables, cut at the borders of form-text fields."""
    text = ""
    stack: list[str] = []
    for tag, word in _events(element):
        if tag == "begin":
            stack.append("")
        elif tag == "instruction" and stack:
            stack[-1] += word
        elif tag == "separate" and stack and _FORM_TEXT.match(stack[-1]):
            yield _Piece(text, is_field=False)
            text = ""
        elif tag == "end" and stack and _FORM_TEXT.match(stack.pop()):
            yield _Piece(text, is_field=True)
            text = ""
        elif tag == "text":
            text += word
    yield _Piece(text, is_field=False)


def _events(element: etree._Element) -> Iterator[tuple[str, str]]:
    """What matters of one cell or body, in order; cells inside it stand for themselves."""
    for child in element:
        tag = child.tag
        if tag == names.TEXT:
            yield "text", child.text or ""
        elif tag == names.FIELD_CHARACTER:
            yield str(child.get(names.FIELD_TYPE)), ""
        elif tag == names.INSTRUCTION:
            yield "instruction", child.text or ""
        elif tag not in (names.TABLE, names.DELETED, names.RUN_PROPERTIES):
            yield from _events(child)
            if tag == names.PARAGRAPH:
                yield "text", "\n"


def _repeats(pieces: list[_Piece]) -> Iterator[Repeat]:
    start = 0
    while start < len(pieces):
        end = _end_of_row(pieces, start)
        if end - start >= 2 * _FEWEST - 1:
            yield from _repeat(pieces[start:end])
        start = max(end, start + 1)


def _end_of_row(pieces: list[_Piece], start: int) -> int:
    """Behind the last of the fields that have the same result as this one, one piece of text between each two."""
    once = _inked(pieces[start].text)
    if not pieces[start].is_field or not once:
        return start
    end, between = start + 1, ""
    while end + 1 < len(pieces) and _inked(pieces[end + 1].text) == once:
        between += _inked(pieces[end].text)
        if len(between) > len(once) + 1:
            break
        end += 2
    return end


def _repeat(row: list[_Piece]) -> Iterator[Repeat]:
    """The repeat, if what stands between the fields is their text again, or its end."""
    once = row[0].text.strip()
    between = [_inked(piece.text) for piece in row if not piece.is_field]
    has_zero = len(between) > 1 and between[-1] == "0"
    pieces = "".join(between[:-1] if has_zero else between)
    if pieces and _inked(once).endswith(pieces):
        written = "".join(piece.text for piece in row).strip()
        yield Repeat(written=written, once=once, is_certain=not has_zero or pieces == _inked(once))


def _inked(text: str) -> str:
    return "".join(text.split())


def _block(block: Paragraph | Table, repeats: tuple[Repeat, ...], notes: list[Note]) -> Paragraph | Table:
    if isinstance(block, Table):
        return _table(block, repeats, notes)
    text, is_certain = _once(block.text, repeats)
    if not is_certain:
        notes.append(_note(block))
    return replace(block, text=text, flags=block.flags if is_certain else block.flags | {"overlapping"})


def _table(table: Table, repeats: tuple[Repeat, ...], notes: list[Note]) -> Table:
    return replace(table, cells=tuple(_cell(cell, repeats, notes) for cell in table.cells))


def _cell(cell: Cell, repeats: tuple[Repeat, ...], notes: list[Note]) -> Cell:
    text, is_certain = _once(cell.text, repeats)
    tables = tuple(_table(table, repeats, []) for table in cell.tables)
    if not is_certain:
        notes.append(_note(cell))
    return replace(cell, text=text, tables=tables, flags=cell.flags if is_certain else cell.flags | {"overlapping"})


def _once(text: str, repeats: tuple[Repeat, ...]) -> tuple[str, bool]:
    """The text without repeats, and whether that is certain."""
    is_certain = True
    for repeat in repeats:
        if repeat.written in text:
            text = text.replace(repeat.written, repeat.once)
            is_certain = is_certain and repeat.is_certain
    return text, is_certain


def _note(where: Cell | Paragraph) -> Note:
    return Note(code="field-unsure", detail="表单域的文字重复了几遍，已合成一遍，可能不对", place=where.place)
