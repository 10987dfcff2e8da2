"""Ruled lines that strike text out, told from the borders of a table that they look like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from qtdocs.readers.pdf_page import Glyph, Ruling

LOWEST, HIGHEST = 0.12, 0.62
"""Where above the baseline a line goes through a character, in font sizes."""
_EXACT = 0.8  # points: programs draw a strike from the first character to the last, and half its thickness more
_NEAR = 0.9  # font sizes from a character's middle: nearer than the next line of text
_TOUCHING = 0.7  # points between two pieces of one line
_WALL = 2.5  # points by which a line may miss the wall it runs to
_MOST = 2 / 3  # of the cells a line crosses: a border goes through few texts, a line through a row through all


class _Bar(NamedTuple):
    """Pieces of line that touch, as one."""

    at: float
    start: float
    end: float
    pieces: tuple[Ruling, ...]


def strikes_of(
    horizontals: Sequence[Ruling], verticals: Sequence[Ruling], glyphs: Iterable[Glyph]
) -> frozenset[Ruling]:
    """The horizontal rulings that strike text out.

    A strike goes through the middle of characters and ends where they end. One drawn by hand from wall to wall, or
    through a whole row, goes through all text near it; a border that text ran over does not.

    Args:
        horizontals: all horizontal rulings of the page.
        verticals: all vertical rulings.
        glyphs: the page's characters.
    """
    rows: dict[tuple[float, float], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.turned == 0 and not glyph.text.isspace():
            rows.setdefault((round(glyph.baseline, 1), glyph.size), []).append(glyph)
    heights: dict[float, list[Ruling]] = {}
    for ruling in horizontals:
        heights.setdefault(round(ruling.at, 1), []).append(ruling)
    found: set[Ruling] = set()
    for at, level in heights.items():
        near = [(key, row) for key, row in rows.items() if abs(key[0] - 0.35 * key[1] - at) <= _NEAR * key[1]]
        through = [glyph for key, row in near if is_through(at, *key) for glyph in row if _is_seen_at(at, glyph)]
        if not through:
            continue
        found.update(ruling for ruling in level if _is_exact(ruling, through))
        beside = [glyph for key, row in near if not is_through(at, *key) for glyph in row]
        for bar in _bars([ruling for ruling in level if ruling not in found]):
            if not _within(bar, beside) and _crosses_most(bar, through, verticals):
                found.update(bar.pieces)
    return frozenset(found)


def is_through(at: float, baseline: float, size: float) -> bool:
    """Whether a line at this height goes through the middle of a text."""
    return LOWEST <= (baseline - at) / size <= HIGHEST


def _is_seen_at(at: float, glyph: Glyph) -> bool:
    """Whether a character is seen at this height, and not cut off there by the border of its cell."""
    return glyph.home is None or glyph.home.top + _WALL < at < glyph.home.bottom - _WALL


def _within(bar: Ruling | _Bar, glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The characters over whose middle a line runs."""
    return [glyph for glyph in glyphs if bar.start <= glyph.middle <= bar.end]


def _is_exact(ruling: Ruling, through: Sequence[Glyph]) -> bool:
    """Whether a line begins and ends with the characters it goes through."""
    mine = _within(ruling, through)
    return bool(mine) and (
        abs(min(glyph.left for glyph in mine) - ruling.start) <= _EXACT
        and abs(max(glyph.right for glyph in mine) - ruling.end) <= _EXACT
    )


def _bars(level: list[Ruling]) -> list[_Bar]:
    """Lines of one height, with the pieces that touch as one."""
    bars: list[_Bar] = []
    for ruling in sorted(level, key=lambda ruling: ruling.start):
        if bars and ruling.start <= bars[-1].end + _TOUCHING:
            last = bars.pop()
            bars.append(last._replace(end=max(last.end, ruling.end), pieces=(*last.pieces, ruling)))
        else:
            bars.append(_Bar(ruling.at, ruling.start, ruling.end, (ruling,)))
    return bars


def _crosses_most(bar: _Bar, through: Sequence[Glyph], verticals: Sequence[Ruling]) -> bool:
    """Whether most cells that a line crosses from wall to wall have text that it goes through."""
    low, high = bar.at - _WALL, bar.at + _WALL
    met = [
        wall
        for wall in verticals
        if wall.start <= high and wall.end >= low and bar.start - _WALL <= wall.at <= bar.end + _WALL
    ]
    if any(wall.start >= low or wall.end <= high for wall in met):  # walls begin and end at borders
        return False
    walls = sorted({wall.at for wall in met})
    rooms = [(left, right) for left, right in pairwise(walls) if right - left > _WALL]
    struck = sum(any(left < glyph.middle < right for glyph in _within(bar, through)) for left, right in rooms)
    return bool(rooms) and struck >= _MOST * len(rooms)
