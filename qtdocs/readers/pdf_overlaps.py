"""Texts that stand on one another or beyond their cell, as in a worksheet whose rows are too low."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qtdocs.readers.pdf_page import Area, Glyph
from qtdocs.readers.pdf_strikes import HIGHEST, LOWEST

if TYPE_CHECKING:
    from qtdocs.readers.pdf_tables import PageCell

OVERLAPPING = "overlapping"
"""The flag of a cell whose text may be mixed with another's."""
_COVERED = 0.5  # of the narrower character
_ONE_LINE = 0.03  # font sizes between two baselines that are one
_SAME_EDGE = 0.5  # points


def collide(row: Sequence[int], glyphs: Sequence[Glyph]) -> bool:
    """Whether characters of one line stand on one another; a tick over its box or an underscore does not count.

    Args:
        row: characters from left to right.
        glyphs: all characters of the page.
    """
    before = -1
    for number in row:
        glyph = glyphs[number]
        if not glyph.text[:1].isalnum():
            continue
        if before >= 0:
            other = glyphs[before]
            narrower = min(glyph.right - glyph.left, other.right - other.left)
            if glyph.left < other.right - _COVERED * narrower and (
                abs(number - before) > 1 or abs(glyph.baseline - other.baseline) > _ONE_LINE * glyph.size
            ):
                return True
            if other.right > glyph.right:
                continue
        before = number
    return False


def parted(row: Iterable[int], glyphs: Sequence[Glyph]) -> list[list[int]]:
    """Characters that stand on one another as the lines they were written in, told by their baselines alone.

    Args:
        row: characters of several lines.
        glyphs: all characters of the page.
    """
    lines: list[list[int]] = []
    for number in sorted(row, key=lambda number: glyphs[number].baseline):
        glyph = glyphs[number]
        if lines and glyph.baseline - glyphs[lines[-1][-1]].baseline <= _ONE_LINE * glyph.size:
            lines[-1].append(number)
        else:
            lines.append([number])
    return lines


def stands_out(numbers: Iterable[int], glyphs: Sequence[Glyph], area: Area) -> bool:
    """Whether the upper or lower side of a cell goes through the middle of its text."""
    return any(
        (glyph.baseline - HIGHEST * glyph.size < area.top or glyph.baseline - LOWEST * glyph.size > area.bottom)
        and glyph.home is None
        and glyph.turned == 0
        and glyph.text.isalnum()
        for glyph in (glyphs[number] for number in numbers)
    )


def with_neighbours(cells: Sequence[PageCell]) -> tuple[PageCell, ...]:
    """The cells of a table, those above and below an overlapping one flagged too: the foreign text is theirs."""
    hot = [cell.area for cell in cells if OVERLAPPING in cell.flags]
    if not hot:
        return tuple(cells)
    return tuple(
        replace(cell, flags=cell.flags | {OVERLAPPING})
        if cell.text and any(_is_above_or_below(cell.area, area) for area in hot)
        else cell
        for cell in cells
    )


def _is_above_or_below(one: Area, other: Area) -> bool:
    """Whether two cells of one column touch."""
    touching = min(abs(one.bottom - other.top), abs(one.top - other.bottom)) <= _SAME_EDGE
    return touching and one.left < other.right - 1 and other.left < one.right - 1
