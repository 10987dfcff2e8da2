"""What a document says that may be a label or a title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from qtdocs.editions.layout import label_core
from qtdocs.model.document import Document, Paragraph, Table
from qtdocs.text import label_twin

_LINES_OF_A_CELL = 12
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
    for table in tables:
        rows = _add_table(cells, table)
        heads.extend(frozenset(rows[row] | rows.get(row + 1, set())) for row in rows if row <= _HEAD_ROWS)
        titles.extend(cell.text.replace("\n", "") for cell in table.cells if cell.row <= 4 and len(cell.text) < 80)
    return Words(
        cells=frozenset(cells),
        lines=frozenset(lines),
        titles=tuple(line for line in titles if 6 <= len(line) <= 90),
        heads=tuple(heads),
    )


def _add_table(words: set[str], table: Table) -> dict[int, set[str]]:
    """Adds the table's words, and gives them by row."""
    rows: dict[int, set[str]] = {}
    for cell in table.cells:
        here = rows.setdefault(cell.row, set())
        _add(here, cell.text, fronts="：" in cell.text or ":" in cell.text or "\n" in cell.text)
        for nested in cell.tables:
            _add_table(here, nested)
    words.update(*rows.values())
    return rows


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
