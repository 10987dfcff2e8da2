"""Ruled lines into grids of true cells; what meets no other line (an underlined blank, a strike) is none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qtdocs.readers.pdf_page import Area, Ruling
from qtdocs.ruled import Line, Spot, blocks_of, closed_rooms, tables_of

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
    parts = tables_of(_joined(horizontals), _joined(verticals), reach=_REACH, open_side=_OPEN_SIDE)
    found = [grid for part in parts if (grid := _grid(*part))]
    return tuple(sorted(found, key=lambda grid: (grid.area.top, grid.area.left)))


def _joined(rulings: Iterable[Ruling]) -> list[Line]:
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
                joined.append(Line(at, start, end))
                start, end = piece.start, piece.end
        joined.append(Line(at, start, end))
    return sorted(joined, key=lambda ruling: ruling.start - ruling.end)[:LINE_LIMIT]


def _edges(lines: Sequence[Line]) -> list[float]:
    """The distinct places of lines, in order."""
    edges: list[float] = []
    for at in sorted(line.at for line in lines):
        if not edges or at - edges[-1] > _REACH:
            edges.append(at)
    return edges


def _covered(lines: Sequence[Line], edges: list[float], along: list[float]) -> set[Spot]:
    """Which pieces of the raster are drawn, as (number of the edge, number of the piece along it)."""
    drawn = set()
    for line in lines:
        edge = max(0, bisect_right(edges, line.at + 0.01) - 1)
        for piece in range(len(along) - 1):
            middle = (along[piece] + along[piece + 1]) / 2
            if line.start - 0.5 <= middle <= line.end + 0.5:
                drawn.add((edge, piece))
    return drawn


def _grid(across: list[Line], down: list[Line]) -> Grid | None:
    """One table with its true cells; none where nothing is closed."""
    ys, xs = _edges(across), _edges(down)
    rooms = closed_rooms((len(ys) - 1, len(xs) - 1), _covered(across, ys, xs), _covered(down, xs, ys))
    blocks = [block for room in rooms for block in blocks_of(room, xs, ys, rim=_RIM)]
    if not blocks:
        return None
    cells = tuple(Area(xs[left], ys[top], xs[right + 1], ys[bottom + 1]) for top, left, bottom, right in blocks)
    return Grid(area=Area(xs[0], ys[0], xs[-1], ys[-1]), cells=cells)
