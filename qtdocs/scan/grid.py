"""The form's boxes: ruled lines of a page made into tables of true cells, merged ones being one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from qtdocs.scan.rulings import Ruling, Rulings, rulings_of
from qtdocs.scan.sheet import MM_PER_INCH, Sheet

_REACH = 1.3  # millimetres by which a line may miss the one it should meet
_SAME_EDGE = 1.1  # millimetres by which one border may differ from row to row
_OPEN_SIDE = 3.0  # millimetres a line must stand out to hint at a side that is not drawn
_RIM = 3.2  # millimetres a program leaves between a cell's side and a table nested in it
_COVERED = 0.6  # share of a border that must be seen
_SMALLEST = (3.0, 2.5)  # millimetres: a box that a character does not fit into is none
_MOST_LINES = 300
_Spot: TypeAlias = tuple[int, int]
_Size: TypeAlias = tuple[int, int]


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
    across, down = _longest(lines.across), _longest(lines.down)
    down += _open_sides(across, down)
    across, down = _meeting(across, down)
    tables = [table for part in _parts(across, down) if (table := _ruled(*part, lines, sheet.dpi)) is not None]
    outermost = [table for table in tables if not any(_lies_in(table, other) for other in tables)]
    if not outermost:
        return None
    return Grid(tables=tuple(sorted(outermost, key=lambda table: table.bounds[1::-1])))


def _longest(rulings: Sequence[Ruling]) -> list[Ruling]:
    return sorted(rulings, key=lambda each: each.start - each.end)[:_MOST_LINES]


def _meets(one: Ruling, other: Ruling) -> bool:
    """Whether a horizontal and a vertical touch."""
    return one.start - _REACH <= other.at <= one.end + _REACH and other.start - _REACH <= one.at <= other.end + _REACH


def _open_sides(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[Ruling]:
    """Sides that are not drawn: three or more lines of one table that stand out to one common end."""
    ends: list[tuple[float, float]] = []
    for line in across:
        met = [other.at for other in down if _meets(line, other)]
        if met:
            ends += [(line.start, line.at)] * (line.start < min(met) - _OPEN_SIDE)
            ends += [(line.end, line.at)] * (line.end > max(met) + _OPEN_SIDE)
    sides: list[Ruling] = []
    for x, _ in sorted(ends):
        heights = [y for at, y in ends if 0 <= at - x <= 2 * _REACH]
        if len(heights) >= 3 and not any(abs(side.at - x) <= 2 * _REACH for side in sides):
            sides.append(Ruling(x + _REACH / 2, min(heights), max(heights)))
    return sides


def _meeting(across: list[Ruling], down: list[Ruling]) -> tuple[list[Ruling], list[Ruling]]:
    """Only the lines that run from one line of the other direction to another, cut to there."""
    while True:
        kept_across = _cut(across, down)
        kept_down = _cut(down, kept_across)
        if len(kept_across) == len(across) and len(kept_down) == len(down):
            return kept_across, kept_down
        across, down = kept_across, kept_down


def _cut(lines: list[Ruling], others: list[Ruling]) -> list[Ruling]:
    """Each line from the first to the last line it meets; those that meet fewer than two fall out."""
    kept = []
    for line in lines:
        met = [other.at for other in others if _meets(line, other)]
        if len(met) > 1 and max(met) - min(met) > _REACH:
            kept.append(line._replace(start=min(met), end=max(met)))
    return kept


def _parts(across: list[Ruling], down: list[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """The lines sorted into tables: what touches, directly or by others, is one."""
    loose, unseen = set(range(len(across))), set(range(len(down)))
    while loose:
        wave, mine, theirs = [min(loose)], set[int](), set[int]()
        while wave:
            line = wave.pop()
            loose.discard(line)
            mine.add(line)
            for other in [other for other in unseen if _meets(across[line], down[other])]:
                unseen.discard(other)
                theirs.add(other)
                wave += [following for following in loose if _meets(across[following], down[other])]
        yield [across[line] for line in sorted(mine)], [down[other] for other in sorted(theirs)]


def _edges(lines: Sequence[Ruling]) -> list[float]:
    """The distinct places of lines, in order, each at the middle of the lines that lie there."""
    groups: list[list[Ruling]] = []
    for line in sorted(lines):
        if groups and line.at - groups[-1][0].at <= _SAME_EDGE:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [max(group, key=lambda line: line.end - line.start).at for group in groups]


def _drawn(lines: Sequence[Ruling], edges: Sequence[float], along: Sequence[float]) -> frozenset[_Spot]:
    """Which pieces of the raster are drawn, as (number of the edge, number of the piece along it)."""
    seen: dict[_Spot, float] = {}
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


def _ruled(across: list[Ruling], down: list[Ruling], lines: Rulings, dpi: float) -> Ruled | None:
    """One table: raster pieces with no line between them are one true cell; what is open to the outside is none."""
    ys, xs = _edges(across), _edges(down)
    size = (len(ys) - 1, len(xs) - 1)
    if size[0] < 1 or size[1] < 1:
        return None
    floors, walls = _drawn(across, ys, xs), _drawn(down, xs, ys)
    rooms: list[Room] = []
    seen: set[_Spot] = set()
    for row in range(size[0]):
        for column in range(size[1]):
            if (row, column) in seen:
                continue
            room, is_open = _reached((row, column), size, floors, walls)
            seen |= room
            if not is_open:
                blocks = () if _is_rim(room, xs, ys) else _blocks(room)
                rooms += [_room(block, xs, ys, lines, dpi) for block in blocks if _is_large(block, xs, ys)]
    if not rooms:
        return None
    return Ruled(rooms=tuple(sorted(rooms)), rows=size[0], columns=size[1])


def _reached(start: _Spot, size: _Size, floors: frozenset[_Spot], walls: frozenset[_Spot]) -> tuple[set[_Spot], bool]:
    """The raster pieces reached from one without crossing a line, and whether a way leads out of the table."""
    room, wave, is_open = {start}, [start], False
    while wave:
        row, column = wave.pop()
        for there, line, drawn in (
            ((row - 1, column), (row, column), floors),
            ((row + 1, column), (row + 1, column), floors),
            ((row, column - 1), (column, row), walls),
            ((row, column + 1), (column + 1, row), walls),
        ):
            if line in drawn or there in room:
                continue
            if not (0 <= there[0] < size[0] and 0 <= there[1] < size[1]):
                is_open = True
                continue
            room.add(there)
            wave.append(there)
    return room, is_open


def _is_rim(room: set[_Spot], xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether a room is but the rim between a cell and the table nested in it, which fills it to its sides."""
    rows, columns = {row for row, _ in room}, {column for _, column in room}
    if len(rows) * len(columns) == len(room):
        return False
    return any(xs[column + 1] - xs[column] < _RIM for column in (min(columns), max(columns))) or any(
        ys[row + 1] - ys[row] < _RIM for row in (min(rows), max(rows))
    )


def _blocks(room: set[_Spot]) -> list[tuple[int, int, int, int]]:
    """A room as rectangles (top, left, bottom, right): nearly always one, else one for each stretch of a row of it."""
    rows, columns = [row for row, _ in room], [column for _, column in room]
    whole = (min(rows), min(columns), max(rows), max(columns))
    if (whole[2] - whole[0] + 1) * (whole[3] - whole[1] + 1) == len(room):
        return [whole]
    blocks = []
    for row in sorted(set(rows)):
        mine = sorted(column for at, column in room if at == row)
        start = mine[0]
        for column, following in zip(mine, [*mine[1:], -9], strict=True):
            if following != column + 1:
                blocks.append((row, start, row, column))
                start = following
    return blocks


def _is_large(block: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float]) -> bool:
    top, left, bottom, right = block
    return xs[right + 1] - xs[left] >= _SMALLEST[0] and ys[bottom + 1] - ys[top] >= _SMALLEST[1]


def _room(
    block: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float], lines: Rulings, dpi: float
) -> Room:
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
