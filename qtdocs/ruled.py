"""Ruled lines into tables and their true cells, whatever drew the lines: a PDF's paths, or strokes seen on a scan.

Lengths are in the caller's unit: points of a PDF page, millimetres of a scan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, TypeAlias

Spot: TypeAlias = tuple[int, int]
"""A piece of a table's raster, as (row, column); or a piece of a line, as (number of the line, number of the piece)."""


class Line(NamedTuple):
    """A ruled line, horizontal or vertical."""

    at: float
    """Where it lies across its direction: the height of a horizontal, the distance from the left of a vertical."""
    start: float
    """Where it begins along its direction."""
    end: float
    """Where it ends."""


class Block(NamedTuple):
    """A rectangle of raster pieces, its last row and column included, counted from 0."""

    top: int
    """First row."""
    left: int
    """First column."""
    bottom: int
    """Last row."""
    right: int
    """Last column."""


def tables_of(
    across: Sequence[Line], down: Sequence[Line], *, reach: float, open_side: float
) -> Iterator[tuple[list[Line], list[Line]]]:
    """The horizontal and vertical lines of each table; lines that meet no other (a blank, a strike) are none.

    Args:
        across: the page's horizontal lines, one for each.
        down: its vertical lines.
        reach: by how much a line may miss the one it should meet.
        open_side: by how much lines must stand out to hint at a side that is not drawn.
    """
    sides = _open_sides(across, down, reach, open_side)
    yield from _parts(*_meeting(list(across), [*down, *sides], reach), reach)


def closed_rooms(size: Spot, floors: AbstractSet[Spot], walls: AbstractSet[Spot]) -> Iterator[set[Spot]]:
    """The raster pieces of each true cell: those with no line between them; what is open to the outside is none.

    Args:
        size: rows and columns of the raster.
        floors: which pieces of its horizontal lines are drawn.
        walls: which pieces of its vertical lines are.
    """
    seen: set[Spot] = set()
    for row in range(size[0]):
        for column in range(size[1]):
            if (row, column) not in seen:
                room, is_open = _room((row, column), size, floors, walls)
                seen |= room
                if not is_open:
                    yield room


def blocks_of(room: set[Spot], xs: Sequence[float], ys: Sequence[float], *, rim: float) -> list[Block]:
    """A cell as rectangles: nearly always one, else one for each stretch of a row of it.

    None at all for the mere rim between a cell and the table nested in it.

    Args:
        room: its raster pieces.
        xs: where the raster's vertical lines lie.
        ys: where its horizontal lines lie.
        rim: how narrow a rim is.
    """
    rows, columns = [row for row, _ in room], [column for _, column in room]
    whole = Block(min(rows), min(columns), max(rows), max(columns))
    if (whole.bottom - whole.top + 1) * (whole.right - whole.left + 1) == len(room):
        return [whole]
    if _is_rim(room, xs, ys, rim):
        return []
    blocks = []
    for row in sorted(set(rows)):
        mine = sorted(column for at, column in room if at == row)
        start = mine[0]
        for column, following in zip(mine, [*mine[1:], -9], strict=True):
            if following != column + 1:
                blocks.append(Block(row, start, row, column))
                start = following
    return blocks


def _meets(one: Line, other: Line, reach: float) -> bool:
    """Whether a horizontal and a vertical touch."""
    return one.start - reach <= other.at <= one.end + reach and other.start - reach <= one.at <= other.end + reach


def _open_sides(across: Sequence[Line], down: Sequence[Line], reach: float, beyond: float) -> list[Line]:
    """Sides that are not drawn: three or more lines of one table that stand out to one common end."""
    ends: list[tuple[float, float]] = []
    for line in across:
        met = [other.at for other in down if _meets(line, other, reach)]
        if met:
            ends += [(line.start, line.at)] * (line.start < min(met) - beyond)
            ends += [(line.end, line.at)] * (line.end > max(met) + beyond)
    sides: list[Line] = []
    for x, _ in sorted(ends):
        common = [(at, y) for at, y in ends if 0 <= at - x <= 2 * reach]
        if len(common) >= 3 and not any(abs(side.at - x) <= 2 * reach for side in sides):
            heights = [y for _, y in common]
            sides.append(Line(sum(at for at, _ in common) / len(common), min(heights), max(heights)))
    return sides


def _meeting(across: list[Line], down: list[Line], reach: float) -> tuple[list[Line], list[Line]]:
    """Only the lines that run from one line of the other direction to another, cut to there."""
    while True:
        kept_across = _cut(across, down, reach)
        kept_down = _cut(down, kept_across, reach)
        if len(kept_across) == len(across) and len(kept_down) == len(down):
            return kept_across, kept_down
        across, down = kept_across, kept_down


def _cut(lines: list[Line], others: list[Line], reach: float) -> list[Line]:
    """Each line from the first to the last line it meets; those that meet fewer than two fall out."""
    kept = []
    for line in lines:
        met = [other.at for other in others if _meets(line, other, reach)]
        if len(met) > 1 and max(met) - min(met) > reach:
            kept.append(Line(line.at, min(met), max(met)))
    return kept


def _parts(across: list[Line], down: list[Line], reach: float) -> Iterator[tuple[list[Line], list[Line]]]:
    """The lines sorted into tables: what touches, directly or by others, is one."""
    loose, unseen = set(range(len(across))), set(range(len(down)))
    while loose:
        wave, mine, theirs = [min(loose)], set[int](), set[int]()
        while wave:
            line = wave.pop()
            loose.discard(line)
            mine.add(line)
            for other in [other for other in unseen if _meets(across[line], down[other], reach)]:
                unseen.discard(other)
                theirs.add(other)
                wave += [following for following in loose if _meets(across[following], down[other], reach)]
        yield [across[line] for line in sorted(mine)], [down[other] for other in sorted(theirs)]


def _room(start: Spot, size: Spot, floors: AbstractSet[Spot], walls: AbstractSet[Spot]) -> tuple[set[Spot], bool]:
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


def _is_rim(room: set[Spot], xs: Sequence[float], ys: Sequence[float], rim: float) -> bool:
    """Whether a room that is no rectangle is but the rim around a nested table, which fills a cell to its sides."""
    rows, columns = {row for row, _ in room}, {column for _, column in room}
    if len(rows) * len(columns) == len(room):
        return False
    return any(xs[column + 1] - xs[column] < rim for column in (min(columns), max(columns))) or any(
        ys[row + 1] - ys[row] < rim for row in (min(rows), max(rows))
    )
