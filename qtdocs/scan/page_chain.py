"""Tables of scanned pages that run over the foot of a page, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from qtdocs.model.document import Cell, Paragraph, Table
from qtdocs.model.place import Box
from qtdocs.pagebreaks import BROKEN, HEAD, LABEL, SIGNED

_SAME_WIDTH = 4.0  # millimetres: two scans of one paper are never of quite the same size
_SAME_EDGE = 2.5
_PAGE_NUMBER = re.compile(r"[-—–·.\s]*(第?\s*\d{1,3}\s*页?)([\s/,，]*共?\s*\d{1,3}\s*页?)?[-—–·.\s]*")
CUT = "cut"
"""Flag of a cell whose text runs to the end of its last line at the foot of a page."""


def chained(blocks: Sequence[Paragraph | Table]) -> tuple[Paragraph | Table, ...]:
    """The blocks of consecutive pages, a table that goes on at the top of the next page as one.

    Args:
        blocks: of all pages, in order.
    """
    done: list[Paragraph | Table] = []
    open_at: int | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            if not block.place.part and not _PAGE_NUMBER.fullmatch(block.text):
                open_at = None
            done.append(block)
            continue
        before = done[open_at] if open_at is not None else None
        if isinstance(before, Table) and open_at is not None and _continues(before, block):
            done[open_at] = _joined(before, block)
        else:
            done.append(block)
            open_at = len(done) - 1
    return tuple(_settled(block) if isinstance(block, Table) else block for block in done)


def _settled(table: Table) -> Table:
    """The table with only those cells flagged as cut that nothing else explains."""
    cells = tuple(
        replace(cell, flags=cell.flags - {CUT}) if CUT in cell.flags and not _is_broken_off(cell) else cell
        for cell in table.cells
    )
    return replace(table, cells=cells)


def _is_broken_off(cell: Cell) -> bool:
    return len(cell.text) >= BROKEN and not SIGNED.search(cell.text)


def _last_page(table: Table) -> int:
    return max(cell.place.page or 0 for cell in table.cells)


def _continues(table: Table, following: Table) -> bool:
    """Whether the second table begins on the next page and is as wide as the part before."""
    page = _last_page(table)
    if not table.cells or not following.cells or following.place.page != page + 1:
        return False
    one, other = _around(cell for cell in table.cells if cell.place.page == page), _around(following.cells)
    if one is None or other is None:
        return False
    return abs((one.right - one.left) - (other.right - other.left)) <= _SAME_WIDTH


def _around(cells: Iterable[Cell]) -> Box | None:
    boxes = [cell.place.box for cell in cells if cell.place.box is not None]
    if not boxes:
        return None
    return Box(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def _joined(table: Table, following: Table) -> Table:
    """Both as one table; a row that was cut by the foot of the page is one again."""
    page = _last_page(table)
    last = [cell for cell in table.cells if cell.place.page == page and cell.row + cell.row_span - 1 == table.rows]
    top = min(cell.row for cell in following.cells)
    first = [cell for cell in following.cells if cell.row == top]
    going_on = dict(_going_on(last, first))
    kept = [_healed(cell, going_on[id(cell)]) if id(cell) in going_on else cell for cell in table.cells]
    gone = {id(cell) for cell in going_on.values()}
    # The pieces of a row go together only when all of them do.
    below = table.rows - (top if gone else top - 1)
    moved = [
        replace(
            cell,
            row=cell.row + below,
            place=replace(cell.place, table=table.place.table, row=cell.row + below),
        )
        for cell in following.cells
        if id(cell) not in gone
    ]
    cells = _columned([*kept, *moved], page, following)
    rows = max(cell.row + cell.row_span - 1 for cell in cells)
    columns = max(cell.column + cell.column_span - 1 for cell in cells)
    return Table(rows=rows, columns=columns, cells=tuple(cells), place=table.place)


def _going_on(last: Sequence[Cell], first: Sequence[Cell]) -> Iterable[tuple[int, Cell]]:
    """The cells of a row at the foot of a page with those that hold their rest, if the row was cut there."""
    if len(last) != len(first) or not last:
        return ()
    pairs = list(zip(_ordered(last), _ordered(first), strict=True))
    going = [CUT in one.flags and not SIGNED.search(one.text) for one, other in pairs if other.text]
    is_new = bool(pairs[0][1].text) if len(pairs) > 1 else bool(HEAD.match(first[0].text) or LABEL.match(first[0].text))
    if not going or not all(going) or is_new:
        return ()
    return [(id(one), other) for one, other in pairs]


def _ordered(cells: Sequence[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: cell.column)


def _healed(cell: Cell, rest: Cell) -> Cell:
    """A cell with the rest of its text, as sure as both are."""
    flags = (cell.flags | rest.flags) - {CUT, "agreed"}
    if "agreed" in cell.flags and ("agreed" in rest.flags or not rest.text):
        flags |= {"agreed"}
    return replace(cell, text=cell.text + rest.text, flags=flags | (rest.flags & {CUT}))


def _columned(cells: Sequence[Cell], page: int, following: Table) -> list[Cell]:
    """The cells with columns numbered anew from the edges of all of them."""
    one, other = _around(cell for cell in cells if cell.place.page == page), _around(following.cells)
    shift = one.left - other.left if one and other else 0.0
    edges: list[float] = []
    spans: list[tuple[float, float]] = []
    for cell in cells:
        box = cell.place.box
        assert box is not None
        move = shift if (cell.place.page or 0) > page else 0.0
        spans.append((box.left + move, box.right + move))
    for edge in sorted(edge for span in spans for edge in span):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    found = []
    for cell, (left, right) in zip(cells, spans, strict=True):
        first, behind = _nearest(edges, left), _nearest(edges, right)
        place = replace(cell.place, column=first + 1)
        found.append(replace(cell, column=first + 1, column_span=max(1, behind - first), place=place))
    return found


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - edge))
