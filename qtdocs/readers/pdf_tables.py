"""The text of a page sorted into its ruled tables, and their rows and columns numbered."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qtdocs.model.document import Cell, Table
from qtdocs.model.place import Place
from qtdocs.readers.pdf_grid import Grid
from qtdocs.readers.pdf_lines import Line, joined, lines_of, paragraphs_of
from qtdocs.readers.pdf_overlaps import OVERLAPPING, stands_out, with_neighbours
from qtdocs.readers.pdf_page import Area, Glyph
from qtdocs.readers.pdf_revisions import Ink

SAME_EDGE = 3.0
"""Points by which one border may differ from row to row or from page to page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCell:
    """A true cell with its text, before rows and columns are numbered."""

    page: int
    """Page it begins on, from 1."""
    area: Area
    """Where on that page."""
    text: str = ""
    """What holds, a line for each paragraph."""
    struck: str = ""
    """What is struck out."""
    flags: frozenset[str] = frozenset()
    """As in ``Cell.flags``."""
    is_full: bool = False
    """Whether its last line runs to the edge without an end of a sentence, so that the text may go on."""
    nested: tuple[PageTable, ...] = ()
    """Tables ruled inside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTable:
    """A table, or its part on one page, by the edges of its cells."""

    area: Area
    """Where on its first page."""
    bands: tuple[tuple[PageCell, ...], ...] = field(default=())
    """Its cells, one band for each page it runs over."""

    @property
    def cells(self) -> tuple[PageCell, ...]:
        """All its cells."""
        return tuple(cell for band in self.bands for cell in band)


def page_tables(found: Sequence[Grid], ink: Ink, *, page: int) -> tuple[list[PageTable], list[int]]:
    """The tables of a page with their text, and the numbers of the characters outside them.

    Args:
        found: the page's grids.
        ink: its characters.
        page: its number.
    """
    smallest_first = sorted(range(len(found)), key=lambda number: found[number].area.size)
    inside: dict[tuple[int, int], list[int]] = {}
    outside: list[int] = []
    last: tuple[int, int] | None = None
    for number, glyph in enumerate(ink.glyphs):
        if last is None or not _runs_on(ink.glyphs[number - 1], glyph):
            last = _cell_around(glyph, found, smallest_first)
        (outside if last is None else inside.setdefault(last, [])).append(number)
    built: dict[int, PageTable] = {}
    holders = {number: _holder(number, found, smallest_first) for number in range(len(found))}
    for number in smallest_first:
        children: dict[int, list[PageTable]] = {}
        for child, holder in holders.items():
            if holder is not None and holder[0] == number:
                children.setdefault(holder[1], []).append(built[child])
        cells = tuple(
            _page_cell(area, inside.get((number, cell), []), ink, nested=children.get(cell, []), page=page)
            for cell, area in enumerate(found[number].cells)
        )
        cells = _with_struck_rows(with_neighbours(cells))
        built[number] = PageTable(area=found[number].area, bands=(cells,))
    return [built[number] for number in range(len(found)) if holders[number] is None], outside


def _cell_around(glyph: Glyph, found: Sequence[Grid], smallest_first: list[int]) -> tuple[int, int] | None:
    """The innermost cell a character stands in, as table and cell."""
    across, down = glyph.middle, glyph.heart
    if glyph.home is not None:  # what does not fit its cell belongs to it nevertheless
        across = min(max(across, glyph.home.left + 1), glyph.home.right - 1)
        down = min(max(down, glyph.home.top + 1), glyph.home.bottom - 1)
    for table in smallest_first:
        cell = found[table].holding(across, down)
        if cell is not None:
            return table, cell
    return None


def _runs_on(before: Glyph, glyph: Glyph) -> bool:
    """Whether a character goes on where the one before it ends, as a number too long for its cell does."""
    return (
        abs(glyph.baseline - before.baseline) < 0.1
        and glyph.size == before.size
        and glyph.home == before.home
        and -0.2 * glyph.size < glyph.left - before.right < 0.1 * glyph.size
    )


def _holder(number: int, found: Sequence[Grid], smallest_first: list[int]) -> tuple[int, int] | None:
    """The grid and the cell in which a grid lies nested."""
    area = found[number].area
    for other in smallest_first:
        if other == number or found[other].area.size <= area.size:
            continue
        cell = found[other].holding((area.left + area.right) / 2, (area.top + area.bottom) / 2)
        if cell is not None:
            around = found[other].cells[cell]
            if around.left <= area.left + 1 and area.right <= around.right + 1 and around.top <= area.top + 1:
                return other, cell
    return None


def _page_cell(area: Area, numbers: list[int], ink: Ink, *, nested: list[PageTable], page: int) -> PageCell:
    """One cell: its paragraphs and nested tables in the order they stand."""
    lines = lines_of(numbers, ink)
    pieces = [(group[0].baseline, joined(group, area)) for group in paragraphs_of(lines, area)]
    pieces += [(table.area.top, text) for table in nested if (text := _flattened(table))]
    pieces += [(area.bottom, text) for text in turned_texts(numbers, ink)]
    flags = frozenset[str]().union(*(line.flags for line in lines))
    if stands_out(numbers, ink.glyphs, area):
        flags |= {OVERLAPPING}
    return PageCell(
        page=page,
        area=area,
        text="\n".join(text for _, text in sorted(pieces, key=lambda piece: piece[0]) if text),
        struck="".join(line.struck for line in lines if line.struck),
        flags=flags,
        is_full=bool(lines) and _is_full(lines[-1], area),
        nested=tuple(nested),
    )


def _with_struck_rows(cells: Sequence[PageCell]) -> tuple[PageCell, ...]:
    """The cells of a table, the filled ones beside two that are struck out whole flagged too: the row is withdrawn."""
    struck = Counter(round(cell.area.top) for cell in cells if cell.struck and not cell.text)
    return tuple(
        replace(cell, flags=cell.flags | {"struck"}) if cell.text and struck[round(cell.area.top)] > 1 else cell
        for cell in cells
    )


def _flattened(table: PageTable) -> str:
    """A nested table's text: a line for each row."""
    rows: dict[int, list[str]] = {}
    for cell in numbered(table, Place()).cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell.text)
    return "\n".join(" ".join(texts) for _, texts in sorted(rows.items()))


def turned_texts(numbers: Sequence[int], ink: Ink) -> list[str]:
    """Texts that run sideways, each read in its own direction."""
    glyphs = ink.glyphs
    texts = []
    for turned in sorted({glyphs[number].turned for number in numbers} - {0}):
        mine = [glyphs[number] for number in numbers if glyphs[number].turned == turned]
        downward = turned > 180
        mine.sort(
            key=lambda glyph: (
                round(glyph.left / glyph.size) * (-1 if downward else 1),
                glyph.baseline * (1 if downward else -1),
            )
        )
        texts.append("".join(glyph.text for glyph in mine).strip())
    return [text for text in texts if text]


def _is_full(line: Line, area: Area) -> bool:
    """Whether a line runs to the right edge without an end of a sentence."""
    return area.right - line.right < 5.4 + 1.3 * line.size and line.full[-1] not in "。；：！？;:!?"


def numbered(table: PageTable, place: Place, pairs: list[tuple[PageCell, Cell]] | None = None) -> Table:
    """The table with rows and columns numbered from its edges.

    Args:
        table: by edges.
        place: its number in the document.
        pairs: its numbered cells, where they are at hand.
    """
    pairs = numbered_cells(table, place) if pairs is None else pairs
    return Table(
        rows=max(cell.row + cell.row_span - 1 for _, cell in pairs),
        columns=max(cell.column + cell.column_span - 1 for _, cell in pairs),
        cells=tuple(cell for _, cell in pairs),
        place=replace(place, page=pairs[0][0].page, box=table.area.box),
    )


def numbered_cells(table: PageTable, place: Place) -> list[tuple[PageCell, Cell]]:
    """Each cell by its edges and by its row and column, in reading order."""
    xs = _distinct([edge for cell in table.cells for edge in (cell.area.left, cell.area.right)])
    pairs: list[tuple[PageCell, Cell]] = []
    above = 0
    for band in table.bands:
        ys = _distinct([edge for cell in band for edge in (cell.area.top, cell.area.bottom)])
        for cell in sorted(band, key=lambda cell: (_number(ys, cell.area.top), cell.area.left)):
            pairs.append((cell, _cell(cell, xs, ys, above, place)))
        above += len(ys) - 1
    return pairs


def _cell(cell: PageCell, xs: list[float], ys: list[float], above: int, place: Place) -> Cell:
    """A cell between numbered edges, ``above`` rows of earlier pages over it."""
    top, bottom = _number(ys, cell.area.top), _number(ys, cell.area.bottom)
    left, right = _number(xs, cell.area.left), _number(xs, cell.area.right)
    row, column = above + top + 1, left + 1
    return Cell(
        row=row,
        column=column,
        row_span=max(1, bottom - top),
        column_span=max(1, right - left),
        text=cell.text,
        flags=cell.flags,
        tables=tuple(numbered(inner, place) for inner in cell.nested),
        place=replace(place, page=cell.page, row=row, column=column, box=cell.area.box),
    )


def _distinct(edges: list[float]) -> list[float]:
    """Edges in order, each once."""
    distinct: list[float] = []
    for edge in sorted(edges):
        if not distinct or edge - distinct[-1] > SAME_EDGE:
            distinct.append(edge)
    return distinct


def _number(edges: list[float], edge: float) -> int:
    """The number of the edge nearest to this one."""
    above = bisect_left(edges, edge)
    if above == 0 or (above < len(edges) and edges[above] - edge < edge - edges[above - 1]):
        return above
    return above - 1
