"""The fine structure of a seal's print, small enough to compare each with each: ink never takes twice alike."""

from __future__ import annotations

from typing import cast

import numpy as np

from qtdocs.scan.ring_ink import tinted
from qtdocs.scan.sheet import Pixels, Print, Sheet

SIDE = 40
"""Cells a side; at this size a shift of a pixel on the page makes no difference, the spots of the ink still do."""
_LEVELS = "0123456789abcdef"


def fingerprint(sheet: Sheet, seen: Print) -> str:
    """How dark the ink is in each cell of a square around the print: ``SIDE`` × ``SIDE`` levels as hexadecimal digits.

    Empty where nothing of the print lies on the page.
    """
    import cv2

    reach = max(seen.axes)
    height, width = sheet.pixels.shape[:2]
    left, top = seen.centre[0] - reach, seen.centre[1] - reach
    if reach < SIDE / 4 or left + 2 * reach < 0 or top + 2 * reach < 0 or left > width or top > height:
        return ""
    scale = 2 * reach / SIDE
    steps = 4  # samples a cell each way, so that none falls between the strokes
    grid = (np.arange(SIDE * steps) + 0.5) * scale / steps
    across, down = np.meshgrid((left + grid).astype(np.float32), (top + grid).astype(np.float32))
    part = cv2.remap(sheet.pixels, across, down, cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    ink = tinted(cast(Pixels, part), seen.colour).reshape(SIDE, steps, SIDE, steps).mean(axis=(1, 3))
    darkest = float(ink.max())
    if darkest <= 0:
        return ""
    return "".join(_LEVELS[level] for level in np.minimum(ink / darkest * 16, 15).astype(int).ravel())
