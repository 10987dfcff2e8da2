"""Tables of a web page being gathered: true cells out of rowspan and colspan."""

from __future__ import annotations

from dataclasses import replace

from qtdocs.model.document import Cell, Table
from qtdocs.model.place import Place

MOST_ROWS = 20_000
MOST_COLUMNS = 256
_MOST_SPOTS = 200_000
"""Spots of the grid that all cells of a table may cover together."""


class Grid:
    """The grid of one table; rows and cells come in their order."""

    __slots__ = ("_cells", "_spots", "_taken", "is_cut", "row")

    def __init__(self) -> None:
        self.row = 0
        self.is_cut = False
        self._cells: list[Cell] = []
        self._taken: set[tuple[int, int]] = set()
        self._spots = 0

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1

    def claim(self, row_span: int, column_span: int) -> tuple[int, int, int, int] | None:
        """Row, column and spans of the next cell of this row; none beyond the limits."""
        self.row = max(self.row, 1)
        column = 1
        while (self.row, column) in self._taken:
            column += 1
        column_span = max(1, min(column_span, MOST_COLUMNS - column + 1))
        row_span = max(1, min(row_span, MOST_ROWS - self.row + 1))
        self._spots += row_span * column_span
        if column > MOST_COLUMNS or self.row > MOST_ROWS or self._spots > _MOST_SPOTS:
            self.is_cut = True
            return None
        rows = range(self.row, self.row + row_span)
        self._taken |= {(row, each) for row in rows for each in range(column, column + column_span)}
        return self.row, column, row_span, column_span

    def put(self, cell: Cell) -> None:
        """Keep a finished cell."""
        self._cells.append(cell)

    def table(self, place: Place) -> Table | None:
        """The finished table, spans beyond its last row cut off; none where it has no cells."""
        if not self._cells:
            return None
        rows = min(max(self.row, *(cell.row for cell in self._cells)), MOST_ROWS)
        cells = [
            replace(cell, row_span=min(cell.row_span, rows - cell.row + 1))
            for cell in sorted(self._cells, key=lambda cell: (cell.row, cell.column))
        ]
        columns = max(cell.column + cell.column_span - 1 for cell in cells)
        return Table(rows=rows, columns=columns, cells=tuple(cells), place=place)
