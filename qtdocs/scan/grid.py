"""The form's boxes: ruled lines of a page made into tables of true cells, merged ones being one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qtdocs.ruled import Block, Line, Spot, blocks_of, closed_rooms, tables_of
from qtdocs.scan.rulings import Ruling, Rulings, rulings_of
from qtdocs.scan.sheet import MM_PER_INCH, Sheet

_REACH = 1.3  # millimetres by which a line may miss the one it should meet
_SAME_EDGE = 1.1  # millimetres by which one border may differ from row to row
_OPEN_SIDE = 3.0  # millimetres a line must stand out to hint at a side that is not drawn
_RIM = 3.2  # millimetres a program leaves between a cell's side and a table nested in it
_COVERED = 0.6  # share of a border that must be seen
_SMALLEST = (3.0, 2.5)  # millimetres: a box that a character does not fit into is none
_MOST_LINES = 300


class Room(NamedTuple):
    """One true cell and where it lies on the sheet, in pixels, to the middle of its borders."""

    row: int
    """First row, from 1."""
    column: int
    """First column of the finest raster, from 1."""
    row_span: int
    """Rows covered."""
    column_span: int
    """Columns covered."""
    left: float
    """Pixels of the sheet."""
    top: float
    """Pixels of the sheet."""
    right: float
    """Pixels of the sheet."""
    bottom: float
    """Pixels of the sheet."""

    def holds(self, x: float, y: float) -> bool:
        """Whether a spot of the sheet lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One ruled table of a page."""

    rooms: tuple[Room, ...]
    """Its cells in reading order."""
    rows: int
    """Rows of the finest raster."""
    columns: int
    """Columns of the finest raster."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the whole, in pixels of the sheet."""
        return (
            min(room.left for room in self.rooms),
            min(room.top for room in self.rooms),
            max(room.right for room in self.rooms),
            max(room.bottom for room in self.rooms),
        )

    def holding(self, x: float, y: float) -> Room | None:
        """The cell around a spot of the sheet."""
        return next((room for room in self.rooms if room.holds(x, y)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The ruled tables of a page."""

    tables: tuple[Ruled, ...]
    """From top to bottom; a table that lies inside a cell of another is left out."""

    def holding(self, x: float, y: float) -> tuple[int, Room] | None:
        """The number of the table, from 0, and the cell around a spot of the sheet."""
        for number, table in enumerate(self.tables):
            room = table.holding(x, y)
            if room is not None:
                return number, room
        return None


def grid_of(sheet: Sheet, rulings: Rulings | None = None) -> Grid | None:
    """The tables that are ruled on a page; none where there are none.

    Args:
        sheet: the page, upright but for some two degrees.
        rulings: its lines, where they are at hand.
    """
    lines = rulings_of(sheet) if rulings is None else rulings
    parts = tables_of(_longest(lines.across), _longest(lines.down), reach=_REACH, open_side=_OPEN_SIDE)
    tables = [table for part in parts if (table := _ruled(*part, lines, sheet.dpi)) is not None]
    outermost = [table for table in tables if not any(_lies_in(table, other) for other in tables)]
    if not outermost:
        return None
    return Grid(tables=tuple(sorted(outermost, key=lambda table: table.bounds[1::-1])))


def _longest(rulings: Sequence[Ruling]) -> list[Line]:
    longest = sorted(rulings, key=lambda each: each.start - each.end)[:_MOST_LINES]
    return [Line(each.at, each.start, each.end) for each in longest]


def _edges(lines: Sequence[Line]) -> list[float]:
    """The distinct places of lines, in order, each at the middle of the lines that lie there."""
    groups: list[list[Line]] = []
    for line in sorted(lines):
        if groups and line.at - groups[-1][0].at <= _SAME_EDGE:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [max(group, key=lambda line: line.end - line.start).at for group in groups]


def _drawn(lines: Sequence[Line], edges: Sequence[float], along: Sequence[float]) -> frozenset[Spot]:
    """Which pieces of the raster are drawn, as (number of the edge, number of the piece along it)."""
    seen: dict[Spot, float] = {}
    for line in lines:
        edge = min(range(len(edges)), key=lambda number: abs(edges[number] - line.at))
        first = max(0, bisect_right(along, line.start) - 1)
        for piece in range(first, len(along) - 1):
            start, end = along[piece], along[piece + 1]
            if start >= line.end:
                break
            shared = min(line.end, end) - max(line.start, start)
            seen[edge, piece] = seen.get((edge, piece), 0.0) + shared / (end - start)
    return frozenset(spot for spot, share in seen.items() if share >= _COVERED)


def _ruled(across: list[Line], down: list[Line], lines: Rulings, dpi: float) -> Ruled | None:
    """One table with its true cells; none where nothing is closed."""
    ys, xs = _edges(across), _edges(down)
    size = (len(ys) - 1, len(xs) - 1)
    rooms = closed_rooms(size, _drawn(across, ys, xs), _drawn(down, xs, ys))
    blocks = [block for room in rooms for block in blocks_of(room, xs, ys, rim=_RIM) if _is_large(block, xs, ys)]
    if not blocks:
        return None
    cells = sorted(_room(block, xs, ys, lines, dpi) for block in blocks)
    return Ruled(rooms=tuple(cells), rows=size[0], columns=size[1])


def _is_large(block: Block, xs: Sequence[float], ys: Sequence[float]) -> bool:
    top, left, bottom, right = block
    return xs[right + 1] - xs[left] >= _SMALLEST[0] and ys[bottom + 1] - ys[top] >= _SMALLEST[1]


def _room(block: Block, xs: Sequence[float], ys: Sequence[float], lines: Rulings, dpi: float) -> Room:
    """A rectangle of raster pieces as a cell on the sheet."""
    top, left, bottom, right = block
    middle_x, middle_y = (xs[left] + xs[right + 1]) / 2, (ys[top] + ys[bottom + 1]) / 2
    density = dpi / MM_PER_INCH
    return Room(
        row=top + 1,
        column=left + 1,
        row_span=bottom - top + 1,
        column_span=right - left + 1,
        left=lines.as_seen(xs[left], middle_y)[0] * density,
        top=lines.as_seen(middle_x, ys[top])[1] * density,
        right=lines.as_seen(xs[right + 1], middle_y)[0] * density,
        bottom=lines.as_seen(middle_x, ys[bottom + 1])[1] * density,
    )


def _lies_in(table: Ruled, other: Ruled) -> bool:
    """Whether a table lies inside a single cell of another."""
    if table is other:
        return False
    left, top, right, bottom = table.bounds
    return any(
        room.left <= left and room.top <= top and right <= room.right and bottom <= room.bottom for room in other.rooms
    )
