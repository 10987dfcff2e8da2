"""The visual grid of a docx table: true cells out of gridSpan, vMerge, hMerge and gridBefore."""

from __future__ import annotations

from lxml import etree

from qtdocs.readers import docx_names as names
from qtdocs.readers.docx_account import Account

MAXIMUM_SPAN = 64
"""Word itself allows 63 columns."""
MAXIMUM_COLUMNS = 500
MAXIMUM_SPOTS = 200_000
"""Grid spots in one table; a form has hundreds, a long list some ten thousand."""

_ROWS = (names.ROW,)
_CELLS = (names.CELL,)
_Properties = dict[str, etree._Element]


class Area:
    """A true cell and the ``w:tc`` elements it is made of."""

    __slots__ = ("column", "column_span", "covered", "is_inserted", "row", "row_span", "source")

    def __init__(self, source: etree._Element, *, row: int, column: int, column_span: int) -> None:
        self.source = source
        self.row = row
        self.column = column
        self.row_span = 1
        self.column_span = column_span
        self.covered: list[etree._Element] = []
        """Continuations of a merge; Word does not show what they hold."""
        self.is_inserted = False
        """Whether its row or itself is a tracked insertion."""


class Grid:
    """A table laid out."""

    __slots__ = ("areas", "columns", "deleted", "is_cut", "rows")

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.areas: list[Area] = []
        self.deleted: list[tuple[int, str]] = []
        """Rows and cells deleted under tracking: the row before which they stood, and their text."""
        self.is_cut = False
        """Whether the table is larger than any honest one, and its end was left out."""


def laid_out(table: etree._Element, account: Account) -> Grid:
    """The grid of a ``w:tbl``; deleted rows and cells are left out and counted."""
    grid = Grid()
    merging: dict[int, Area] = {}
    spots = 0
    for row in account.unwrapped(table, _ROWS):
        properties = _properties(row, names.ROW_PROPERTIES)
        if spots > MAXIMUM_SPOTS:
            account.drop(row)
            grid.is_cut = True
        elif names.DELETED in properties:
            grid.deleted.append((grid.rows + 1, account.drop(row)))
        else:
            grid.rows += 1
            before = _number(properties, names.GRID_BEFORE, least=0)
            width = _lay_row(row, grid, merging, account=account, column=before + 1)
            if names.INSERTED in properties:
                _mark_inserted(grid)
            spots += width
    return grid


def _lay_row(row: etree._Element, grid: Grid, merging: dict[int, Area], *, account: Account, column: int) -> int:
    """Lay one row and give its width; ``merging`` holds the open vertical merge by its first column."""
    before: Area | None = None
    for cell in account.unwrapped(row, _CELLS):
        properties = _properties(cell, names.CELL_PROPERTIES)
        if names.CELL_DELETED in properties:
            grid.deleted.append((grid.rows, account.drop(cell)))
            continue
        if column > MAXIMUM_COLUMNS:
            account.drop(cell)
            grid.is_cut = True
            continue
        span = _number(properties, names.GRID_SPAN, least=1) if names.GRID_SPAN in properties else 1
        merge = properties.get(names.VERTICAL_MERGE)
        is_continued = merge is not None and merge.get(names.VALUE, "continue") != "restart"
        above = merging.get(column) if is_continued else None
        if above is not None:
            above.row_span = grid.rows - above.row + 1
            above.covered.append(cell)
            before = above
            column += span
            continue
        if before is not None and _continues_left(properties):
            before.column_span += span if before.row == grid.rows else 0
            before.covered.append(cell)
            column += span
            continue
        before = Area(cell, row=grid.rows, column=column, column_span=span)
        before.is_inserted = names.CELL_INSERTED in properties
        grid.areas.append(before)
        if merging:
            for covered in range(column, column + span):
                merging.pop(covered, None)
        if merge is not None:
            merging[column] = before
        column += span
    grid.columns = max(grid.columns, column - 1)
    return column


def _mark_inserted(grid: Grid) -> None:
    for area in reversed(grid.areas):
        if area.row != grid.rows:
            break
        area.is_inserted = True


def _continues_left(properties: _Properties) -> bool:
    if names.HORIZONTAL_MERGE not in properties:
        return False
    return properties[names.HORIZONTAL_MERGE].get(names.VALUE, "continue") != "restart"


def _properties(parent: etree._Element, tag: str) -> _Properties:
    """The properties of a row or cell by name; they stand first, and asking there is cheaper than searching."""
    element: etree._Element | None = parent[0] if len(parent) else None
    if element is None or element.tag != tag:
        element = parent.find(tag)
    return {} if element is None else {child.tag: child for child in element}


def _number(properties: _Properties, tag: str, *, least: int) -> int:
    element = properties.get(tag)
    if element is None:
        return least
    try:
        number = int(element.get(names.VALUE, ""))
    except ValueError:
        number = least
    return min(max(number, least), MAXIMUM_SPAN)
