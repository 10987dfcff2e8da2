"""What is written or printed on a page, without the seals over it: the picture that text is read from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import numpy as np

from qtdocs.scan.ink import blue_ink, red_ink
from qtdocs.scan.paper_white import whitened, working_pixels
from qtdocs.scan.sheet import MM_PER_INCH, Pixels, Sheet

READING_DPI = 220.0
"""Of the picture that is read; a finer one costs more and is read no better."""
MOST_PIXELS = 12_000_000
_DARK = 165
"""Brightness below which a pixel is ink where paper has 245."""
_REACH = 1.6  # millimetres between the strokes of one seal
_SMALLEST = {"red": 12.0, "blue": 20.0}  # millimetres a seal's ink is high and wide at least; a line of text is not
_LINE = 50.0  # millimetres from which a straight stroke is a ruled line and no part of a seal


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextInk:
    """A page ready for reading, brought to ``READING_DPI`` at most."""

    pixels: Pixels
    """Three channels, the paper white, the ink of seals taken out."""
    ink: Pixels
    """255 where something is written, printed or ruled; no seals."""
    seals: Pixels
    """255 where the ink of a seal was."""
    mm: float
    """Millimetres of one of its pixels."""
    scale: float
    """Its pixels to one of the sheet's."""

    def length(self, millimetres: float) -> int:
        """A length in its pixels, at least one."""
        return max(1, round(millimetres / self.mm))


def text_ink(sheet: Sheet) -> TextInk:
    """The page without its seals' ink, and where ink is left."""
    import cv2

    pixels = sheet.pixels if sheet.pixels.ndim == 3 else cv2.cvtColor(sheet.pixels, cv2.COLOR_GRAY2BGR)
    height, width = pixels.shape[:2]
    dpi = max(sheet.dpi, 1.0)
    scale = min(READING_DPI / dpi, math.sqrt(MOST_PIXELS / (height * width)))
    if scale < 0.9:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        pixels = cv2.resize(pixels[:, :, :3], size, interpolation=cv2.INTER_AREA)
    else:
        scale = 1.0
    white = whitened(np.ascontiguousarray(pixels[:, :, :3]))
    seals = np.zeros(white.shape[:2], np.uint8)
    clean = white
    for colour, channel in (("red", 2), ("blue", 0)):
        zone = _seal_zone(sheet, colour, white.shape[:2])
        if zone is not None:
            # In the channel of its own colour a seal's ink is nearly as bright as paper, and black ink stays black.
            inside = zone > 0
            own = _brightened(white[:, :, channel])
            seals[inside & (own.astype(np.int16) - white.min(axis=2) > 40)] = 255
            clean = np.where(inside[:, :, None], own[:, :, None], clean)
    grey = cv2.cvtColor(clean, cv2.COLOR_BGR2GRAY)
    darkest = clean.min(axis=2)
    ink = ((grey < _DARK) | (darkest < _DARK - 45)).astype(np.uint8) * 255
    return TextInk(pixels=clean, ink=ink, seals=seals, mm=MM_PER_INCH / dpi / scale, scale=scale)


def _brightened(channel: Pixels) -> Pixels:
    """A channel in which what is nearly paper is made paper."""
    table = np.clip((np.arange(256) - 60) * 1.5, 0, 245).astype(np.uint8)
    return cast(Pixels, table[channel])


def _seal_zone(sheet: Sheet, colour: str, size: tuple[int, ...]) -> Pixels | None:
    """255 within the outline of every patch of coloured ink that is as large as a seal; none where there is none."""
    import cv2

    work, scale = working_pixels(sheet)
    mm = MM_PER_INCH / max(sheet.dpi, 1.0) / scale
    mask = (red_ink if colour == "red" else blue_ink)(whitened(work))
    if not mask.any():
        return None
    length = max(3, round(_LINE / mm))
    for beside, along in (((3, 1), (1, length)), ((1, 3), (length, 1))):
        wide = cv2.dilate(mask, np.ones(beside, np.uint8))  # a line is never quite level
        lines = cv2.dilate(cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones(along, np.uint8)), np.ones((3, 3), np.uint8))
        mask = np.asarray(cv2.subtract(mask, lines), dtype=np.uint8)
    reach = max(1, round(_REACH / mm))
    near = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    outlines, _ = cv2.findContours(near, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    zone = np.zeros(mask.shape, np.uint8)
    for outline in outlines:
        _, _, across, down = cv2.boundingRect(outline)
        if min(across, down) * mm >= _SMALLEST[colour]:
            cv2.fillPoly(zone, [cv2.convexHull(outline)], 255)
    if not zone.any():
        return None
    return np.asarray(cv2.resize(zone, size[1::-1], interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
