"""Pages put upright: taken from the desk they were photographed on, made level, turned so that they can be read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qtdocs.scan.page_outline import flattened, page_corners
from qtdocs.scan.recogniser import Recogniser
from qtdocs.scan.sheet import MM_PER_INCH, Sheet
from qtdocs.scan.skew import quarter_turns, skew_of, small_ink, turned

_SMALLEST = 64
"""Pixels a side, below which there is nothing to put upright."""
_LEVEL = 0.3
"""Degrees that nobody sees; turning a page by less only blurs it."""


def put_upright(sheet: Sheet, recogniser: Recogniser | None = None) -> Sheet:
    """The page as a person would hold it; the very same sheet where it lies so already.

    Args:
        sheet: a page of a scan, or a photograph of one.
        recogniser: tells a page on its head by reading some of its lines; without it such a page stays so.
    """
    if min(sheet.pixels.shape[:2]) < _SMALLEST:
        return sheet
    corners = page_corners(sheet.pixels)
    if corners is not None:
        sheet = flattened(sheet, corners)
    ink, mm = small_ink(sheet)
    angle = skew_of(ink)
    if abs(angle) >= _LEVEL:
        sheet = replace(sheet, pixels=turned(sheet.pixels, angle))
        ink, mm = small_ink(sheet)
    turns = quarter_turns(sheet, ink, mm, recogniser)
    return _turned_over(sheet, turns) if turns else sheet


def _turned_over(sheet: Sheet, turns: int) -> Sheet:
    pixels = np.ascontiguousarray(np.rot90(sheet.pixels, turns))
    dpi = sheet.dpi
    if turns % 2 and not sheet.is_measured:
        # Its width was taken for that of an A4 page; what was its height is that now.
        width, height = pixels.shape[1], pixels.shape[0]
        dpi = width / (210.0 if height >= width else 297.0) * MM_PER_INCH
    return replace(sheet, pixels=pixels, dpi=dpi)
