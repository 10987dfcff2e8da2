"""What a document says that may be a label or a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qtdocs.editions.layout import label_core
from qtdocs.model.document import Document, Paragraph, Table
from qtdocs.text import label_twin

_LINES_OF_A_CELL = 12
_TITLE_ROWS = 4
_HEAD_ROWS = 20
_PARTS = frozenset({"", "文本框", "页眉"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The twins of words that may be labels, and the lines that may be titles."""

    cells: frozenset[str]
    """From table cells: whole texts, lines, and what stands before a colon."""
    lines: frozenset[str]
    """The same from paragraphs; a label there counts only where the form itself prints it outside the table."""
    titles: tuple[str, ...]
    """Lines short enough to be a title."""
    heads: tuple[frozenset[str], ...] = ()
    """The words of each two rows of a table one below the other: where the heads of a list stand together."""

    @property
    def both(self) -> frozenset[str]:
        """From anywhere."""
        return self.cells | self.lines


def words_in(document: Document) -> Words:
    """The words of a document that recognition looks at."""
    return words_of(document.tables, document.paragraphs)


def words_of(tables: Iterable[Table], paragraphs: Iterable[Paragraph]) -> Words:
    """The words of some tables and paragraphs."""
    cells: set[str] = set()
    lines: set[str] = set()
    titles: list[str] = []
    for paragraph in paragraphs:
        if paragraph.place.part in _PARTS:
            titles.extend(paragraph.text.split("\n"))
        if not paragraph.place.part:
            _add(lines, paragraph.text, fronts=True)
    heads: list[frozenset[str]] = []
    for table in _with_nested(tables):
        rows = _rows(table)
        cells.update(*rows.values())
        heads.extend(frozenset(rows[row] | rows.get(row + 1, set())) for row in rows if row <= _HEAD_ROWS)
        titles.extend(line for cell in table.cells if cell.row <= _TITLE_ROWS for line in _lines(cell.text))
    return Words(
        cells=frozenset(cells),
        lines=frozenset(lines),
        titles=tuple(line for line in titles if 6 <= len(line) <= 90),
        heads=tuple(heads),
    )


def _with_nested(tables: Iterable[Table]) -> Iterator[Table]:
    for table in tables:
        yield table
        for cell in table.cells:
            yield from _with_nested(cell.tables)


def _rows(table: Table) -> dict[int, set[str]]:
    """The table's words by row; what stands in a nested table belongs to that table alone."""
    rows: dict[int, set[str]] = {}
    for cell in table.cells:
        if not cell.tables:
            fronts = "：" in cell.text or ":" in cell.text or "\n" in cell.text
            _add(rows.setdefault(cell.row, set()), cell.text, fronts=fronts)
    return rows


def _lines(text: str) -> list[str]:
    """The lines of a cell that may be a title; a short text is one line however it is wrapped."""
    return [text.replace("\n", "")] if len(text) < 80 else text.split("\n")[:_LINES_OF_A_CELL]


def _add(words: set[str], text: str, *, fronts: bool) -> None:
    if not text:
        return
    if len(text) < 60:
        twin = label_twin(text)
        words.add(twin)
        words.add(label_core(twin))
    if not fronts:
        return
    for line in text.split("\n")[:_LINES_OF_A_CELL]:
        pieces = re.split(r"[:：_＿]|\s{2,}|[(（]", line[:400])
        words.update(label_twin(piece) for piece in (*pieces, line[:60], *line[:60].split()) if piece)
