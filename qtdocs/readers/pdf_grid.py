"""Ruled lines into grids of true cells; what meets no other line (an underlined blank, a strike) is none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qtdocs.readers.pdf_page import Area, Ruling

RULING_LIMIT = 4_000
"""Rulings of one direction used for a grid; a form has some dozen."""
LINE_LIMIT = 400
"""Lines of one direction after joining; a page of a list has some fifty."""
_REACH = 2.5  # points by which a line may miss the one it should meet
_JOINT = 3.0  # points between the pieces of one line: each cell draws its own border
_RIM = 9.0  # points a program leaves between a cell's side and a table nested in it
_OPEN_SIDE = 8.0  # points a line must stand out to hint at a side that is not drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One ruled table of a page."""

    area: Area
    """Where."""
    cells: tuple[Area, ...]
    """True cells in reading order."""
    _xs: list[float] = field(init=False, repr=False, compare=False, default_factory=list)
    _ys: list[float] = field(init=False, repr=False, compare=False, default_factory=list)
    _raster: dict[tuple[int, int], int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._xs.extend(sorted({edge for cell in self.cells for edge in (cell.left, cell.right)}))
        self._ys.extend(sorted({edge for cell in self.cells for edge in (cell.top, cell.bottom)}))
        for number, cell in enumerate(self.cells):
            for row in range(bisect_right(self._ys, cell.top), bisect_right(self._ys, cell.bottom - 0.01) + 1):
                for column in range(bisect_right(self._xs, cell.left), bisect_right(self._xs, cell.right - 0.01) + 1):
                    self._raster.setdefault((row, column), number)

    def holding(self, x: float, y: float) -> int | None:
        """The number of the cell around a point."""
        left, top, right, bottom = self.area
        if not (left <= x < right and top <= y < bottom):
            return None
        return self._raster.get((bisect_right(self._ys, y), bisect_right(self._xs, x)))

    def borders(self, ruling: Ruling) -> bool:
        """Whether a horizontal ruling is drawn on the edge of a cell."""
        middle = (ruling.start + ruling.end) / 2
        return any(
            min(abs(ruling.at - cell.top), abs(ruling.at - cell.bottom)) <= _REACH
            and cell.left - _REACH <= middle <= cell.right + _REACH
            for cell in self.cells
        )


def grids(horizontals: Iterable[Ruling], verticals: Iterable[Ruling]) -> tuple[Grid, ...]:
    """The ruled tables of a page, from top to bottom.

    Args:
        horizontals: all horizontal rulings of the page.
        verticals: all vertical rulings.
    """
    across = _joined(horizontals)
    down = _joined(verticals)
    down += _open_sides(across, down)
    across, down = _meeting(across, down)
    found = [grid for part in _parts(across, down) if (grid := _grid(*part))]
    return tuple(sorted(found, key=lambda grid: (grid.area.top, grid.area.left)))


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings on one line as one: borders are drawn cell by cell, dotted ones dot by dot."""
    ordered = sorted(rulings)[:RULING_LIMIT]
    lines: list[list[Ruling]] = []
    for ruling in ordered:
        if lines and ruling.at - lines[-1][0].at <= _REACH:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    joined = []
    for line in lines:
        at = max(line, key=lambda ruling: ruling.end - ruling.start).at
        pieces = sorted(line, key=lambda ruling: ruling.start)
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start <= end + _JOINT:
                end = max(end, piece.end)
            else:
                joined.append(Ruling(at, start, end))
                start, end = piece.start, piece.end
        joined.append(Ruling(at, start, end))
    return sorted(joined, key=lambda ruling: ruling.start - ruling.end)[:LINE_LIMIT]


def _meets(one: Ruling, other: Ruling) -> bool:
    """Whether a horizontal and a vertical touch."""
    return one.start - _REACH <= other.at <= one.end + _REACH and other.start - _REACH <= one.at <= other.end + _REACH


def _open_sides(across: list[Ruling], down: list[Ruling]) -> list[Ruling]:
    """Sides that are not drawn: three or more lines of one table that stand out to one common end."""
    ends: list[tuple[float, float]] = []
    for line in across:
        met = [other.at for other in down if _meets(line, other)]
        if met:
            ends += [(line.start, line.at)] * (line.start < min(met) - _OPEN_SIDE)
            ends += [(line.end, line.at)] * (line.end > max(met) + _OPEN_SIDE)
    sides: list[Ruling] = []
    for x in sorted({round(x) for x, _ in ends}):
        heights = [y for at, y in ends if abs(at - x) <= _REACH]
        if len(heights) >= 3 and not any(abs(side.at - x) <= _REACH for side in sides):
            sides.append(Ruling(float(x), min(heights), max(heights)))
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
        if len(met) > 1:
            kept.append(Ruling(line.at, min(met), max(met)))
    return kept


def _parts(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """The lines sorted into tables: what touches, directly or by others, is one."""
    parts: list[tuple[list[Ruling], list[Ruling]]] = []
    unseen = set(range(len(down)))
    loose = set(range(len(across)))
    while loose:
        wave, mine, theirs = [min(loose)], set[int](), set[int]()
        while wave:
            line = wave.pop()
            loose.discard(line)
            mine.add(line)
            for other in [other for other in unseen if _meets(across[line], down[other])]:
                unseen.discard(other)
                theirs.add(other)
                wave += [next_line for next_line in loose if _meets(across[next_line], down[other])]
        parts.append(([across[line] for line in mine], [down[other] for other in theirs]))
    return parts


def _edges(lines: Sequence[Ruling]) -> list[float]:
    """The distinct places of lines, in order."""
    edges: list[float] = []
    for at in sorted(line.at for line in lines):
        if not edges or at - edges[-1] > _REACH:
            edges.append(at)
    return edges


def _covered(lines: Sequence[Ruling], edges: list[float], along: list[float]) -> set[tuple[int, int]]:
    """Which pieces of the raster are drawn, as (number of the edge, number of the piece along it)."""
    drawn = set()
    for line in lines:
        edge = max(0, bisect_right(edges, line.at + 0.01) - 1)
        for piece in range(len(along) - 1):
            middle = (along[piece] + along[piece + 1]) / 2
            if line.start - 0.5 <= middle <= line.end + 0.5:
                drawn.add((edge, piece))
    return drawn


def _grid(across: list[Ruling], down: list[Ruling]) -> Grid | None:
    """One table: raster pieces with no line between them are one true cell; what is open to the outside is none."""
    ys, xs = _edges(across), _edges(down)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1:
        return None
    floors, walls = _covered(across, ys, xs), _covered(down, xs, ys)
    cells = []
    seen: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in seen:
                continue
            room, is_open = _room((row, column), (rows, columns), floors, walls)
            seen |= room
            if not is_open:
                cells += [_cell(block, xs, ys) for block in _blocks(room) if not _is_rim(room, xs, ys)]
    if not cells:
        return None
    return Grid(area=Area(xs[0], ys[0], xs[-1], ys[-1]), cells=tuple(cells))


def _room(
    start: tuple[int, int], size: tuple[int, int], floors: set[tuple[int, int]], walls: set[tuple[int, int]]
) -> tuple[set[tuple[int, int]], bool]:
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


def _is_rim(room: set[tuple[int, int]], xs: list[float], ys: list[float]) -> bool:
    """Whether a room is but the rim between a cell and the table nested in it, which fills it to its sides."""
    rows, columns = {row for row, _ in room}, {column for _, column in room}
    if len(rows) * len(columns) == len(room):
        return False
    return any(xs[column + 1] - xs[column] < _RIM for column in (min(columns), max(columns))) or any(
        ys[row + 1] - ys[row] < _RIM for row in (min(rows), max(rows))
    )


def _blocks(room: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """A room as rectangles (top, left, bottom, right): nearly always one, else one for each row of it."""
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


def _cell(block: tuple[int, int, int, int], xs: list[float], ys: list[float]) -> Area:
    """A rectangle of raster pieces as a cell."""
    top, left, bottom, right = block
    return Area(xs[left], ys[top], xs[right + 1], ys[bottom + 1])
