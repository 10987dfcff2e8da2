"""Boxes to tick that are drawn and not written: small squares, empty or with strokes inside."""

from __future__ import annotations

from collections.abc import Sequence

from qtdocs.model.document import TICKED, UNTICKED
from qtdocs.readers.pdf_page import Area, Glyph, Ruling

SMALLEST, LARGEST = 5.0, 18.0
"""Sides of a box to tick, points."""
_SQUARE = 2.5  # points by which its sides may differ
_TOUCHING = 1.0


def is_small_square(area: Area) -> bool:
    """Whether a rectangle has the size and shape of a box to tick.

    >>> is_small_square(Area(0, 0, 11, 11.5)), is_small_square(Area(0, 0, 60, 11))
    (True, False)
    """
    width, height = area.right - area.left, area.bottom - area.top
    return min(width, height) >= SMALLEST and max(width, height) <= LARGEST and abs(width - height) <= _SQUARE


def drawn_boxes(squares: Sequence[Area], strokes: Sequence[Area], glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """A ☑ or □ for each square that stands alone and holds no written character.

    Args:
        squares: small squares drawn on the page.
        strokes: other small drawings, which tick the square they lie in.
        glyphs: the page's characters.
    """
    alone = [square for square in squares if is_alone(square, squares, glyphs)]
    return tuple(
        Glyph(
            TICKED if any(_is_inside(stroke, square) for stroke in strokes) else UNTICKED,
            square.left,
            square.right,
            square.bottom - 0.12 * (square.bottom - square.top),
            square.bottom - square.top,
        )
        for square in dict.fromkeys(alone)
    )


def is_alone(square: Area, squares: Sequence[Area], glyphs: Sequence[Glyph]) -> bool:
    """Whether a square is a box to tick: a row of squares, or one around a digit, is a table."""
    neighbours = any(other != square and _touch(square, other) for other in squares)
    return not neighbours and not any(
        square.left < glyph.middle < square.right and square.top < glyph.heart < square.bottom
        for glyph in glyphs
        if not glyph.text.isspace()
    )


def sides(square: Area) -> tuple[tuple[Ruling, Ruling], tuple[Ruling, Ruling]]:
    """A square as two horizontal and two vertical rulings."""
    left, top, right, bottom = square
    return (
        (Ruling(top, left, right), Ruling(bottom, left, right)),
        (Ruling(left, top, bottom), Ruling(right, top, bottom)),
    )


def _touch(one: Area, other: Area) -> bool:
    return (
        one.left - _TOUCHING <= other.right
        and other.left <= one.right + _TOUCHING
        and one.top - _TOUCHING <= other.bottom
        and other.top <= one.bottom + _TOUCHING
    )


def _is_inside(stroke: Area, square: Area) -> bool:
    """Whether a stroke's middle lies in the square; a tick may stand out of it."""
    x, y = (stroke.left + stroke.right) / 2, (stroke.top + stroke.bottom) / 2
    return square.left < x < square.right and square.top < y < square.bottom
