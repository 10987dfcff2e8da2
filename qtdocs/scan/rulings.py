"""Ruled lines on a page as pixels: long straight strokes of any colour, also broken, faint or a little askew."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.sheet import MM_PER_INCH, Pixels, Sheet

LINES_DPI = 200.0
"""At which lines are looked for at most: there a hairline of 0.35 points is still a pixel."""
MOST_PIXELS = 8_000_000
"""A3 at that resolution; what is larger is looked at more coarsely."""
_SHORTEST = (8.0, 4.4)
"""Millimetres of a horizontal and of a vertical piece: a dash of a title is 7 mm, the lowest row of a list 4.5 mm."""
_GAP = 3.0
"""Millimetres that a line may be broken for; 10 would run through a merged cell from the row above to the row below."""
_SLACK = 0.5
"""Millimetres that the pieces of one line may lie beside it."""
_THICKEST = 1.6
"""Millimetres; more is a bar or a picture."""
_CONTRAST = 10
_MOST = 3_000


class Ruling(NamedTuple):
    """A ruled line, horizontal or vertical, in millimetres on the page turned upright by ``Rulings.slope``."""

    at: float
    """Where it lies across its direction: the height of a horizontal, the distance from the left of a vertical."""
    start: float
    """Where it begins along its direction."""
    end: float
    """Where it ends."""
    slope: float = 0.0
    """How far it goes down for each step to the right, or to the left for each step down, beyond the page's slope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """The ruled lines of a page."""

    across: tuple[Ruling, ...]
    """Horizontal ones."""
    down: tuple[Ruling, ...]
    """Vertical ones."""
    slope: float
    """How far the page's lines go down for each step to the right."""

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """A spot of the page, in millimetres, as it lies when the lines are made level."""
        return x + self.slope * y, y - self.slope * x

    def as_seen(self, x: float, y: float) -> tuple[float, float]:
        """The opposite of ``upright``."""
        return x - self.slope * y, y + self.slope * x


class _Pieces(NamedTuple):
    """Straight strokes of one direction, along and across it in pixels of the working picture."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    middle: NDArray[np.float64]
    """Where the middle of the stroke lies across the direction."""
    slope: NDArray[np.float64]


def rulings_of(sheet: Sheet) -> Rulings:
    """All ruled lines of the page, also such as belong to no table."""
    dark, mm = dark_pixels(sheet)
    across = _pieces(dark, mm, _SHORTEST[0])
    down = _pieces(np.ascontiguousarray(dark.T), mm, _SHORTEST[1])
    slope = _common_slope(across, down)
    return Rulings(across=_lines(across, slope, mm), down=_lines(down, -slope, mm), slope=slope)


def dark_pixels(sheet: Sheet) -> tuple[Pixels, float]:
    """What is darker than the paper around it, in any colour, as 255; and the millimetres of one of its pixels."""
    import cv2

    pixels = sheet.pixels
    height, width = pixels.shape[:2]
    dpi = max(sheet.dpi, 1.0)
    scale = min(1.0, LINES_DPI / dpi, math.sqrt(MOST_PIXELS / (height * width)))
    darkest = pixels if pixels.ndim == 2 else np.asarray(cv2.min(cv2.min(*cv2.split(pixels)[:2]), pixels[:, :, 2]))
    if scale < 0.9:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        darkest = cv2.resize(darkest, size, interpolation=cv2.INTER_AREA)
    else:
        scale = 1.0
    mm = MM_PER_INCH / dpi / scale
    if min(darkest.shape) < 16:
        return np.zeros(darkest.shape, np.uint8), mm
    around = max(3, round(6.0 / mm) | 1)
    paper = cv2.blur(darkest, (around, around), borderType=cv2.BORDER_REPLICATE)
    return np.asarray((cv2.subtract(paper, darkest) > _CONTRAST).astype(np.uint8) * 255), mm


def _pieces(dark: Pixels, mm: float, shortest: float) -> _Pieces:
    """The horizontal strokes that are long and thin enough."""
    import cv2

    length = max(8, round(shortest / mm))
    # Widened, a line that is askew by two degrees still holds a level piece of this length.
    wide = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    long = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8, ltype=cv2.CV_32S)
    if count <= 1:
        nothing = np.zeros(0)
        return _Pieces(nothing, nothing, nothing, nothing)
    rows, columns = np.nonzero(long)
    of = labels[rows, columns]
    number = np.bincount(of, minlength=count).astype(np.float64)
    number[number == 0] = 1.0
    x = np.bincount(of, columns, count) / number
    y = np.bincount(of, rows, count) / number
    right, off = columns - x[of], rows - y[of]
    spread = np.bincount(of, right * right, count)
    slope = np.bincount(of, right * off, count) / np.maximum(spread, 1.0)
    thick = 4 * np.sqrt(np.bincount(of, (off - slope[of] * right) ** 2, count) / number)
    start = stats[:, cv2.CC_STAT_LEFT].astype(np.float64)
    width = stats[:, cv2.CC_STAT_WIDTH].astype(np.float64)
    good = (thick * mm <= _THICKEST + 3 * mm) & (width >= length) & (np.abs(slope) < 0.3)
    good[0] = False
    chosen = np.flatnonzero(good)[np.argsort(-width[good], kind="stable")][:_MOST]
    middle = y + slope * (start + width / 2 - x)
    return _Pieces(start[chosen], start[chosen] + width[chosen], middle[chosen], slope[chosen])


def _common_slope(across: _Pieces, down: _Pieces) -> float:
    """The slope of most of the lines' length."""
    slopes = np.concatenate([across.slope, -down.slope])
    lengths = np.concatenate([across.end - across.start, down.end - down.start])
    if not len(slopes):
        return 0.0
    order = np.argsort(slopes, kind="stable")
    half = np.cumsum(lengths[order])
    return float(slopes[order][np.searchsorted(half, half[-1] / 2)])


def _lines(pieces: _Pieces, slope: float, mm: float) -> tuple[Ruling, ...]:
    """The pieces in millimetres on the levelled page, those of one line joined."""
    middle = (pieces.start + pieces.end) / 2
    at = (pieces.middle - slope * middle) * mm
    shift = slope * pieces.middle
    found = [
        Ruling(*each)
        for each in zip(
            at.tolist(),
            ((pieces.start + shift) * mm).tolist(),
            ((pieces.end + shift) * mm).tolist(),
            (pieces.slope - slope).tolist(),
            strict=True,
        )
    ]
    return _joined(found)


def _joined(rulings: list[Ruling]) -> tuple[Ruling, ...]:
    """Rulings with what goes on behind a short gap on the same height."""
    open_lines: list[list[Ruling]] = []
    done: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda each: (each.start, each.at)):
        going = [line for line in open_lines if ruling.start - line[-1].end <= _GAP]
        done += [line for line in open_lines if ruling.start - line[-1].end > _GAP]
        open_lines = going
        near = [line for line in going if abs(_height_at(line[-1], ruling.start) - ruling.at) <= _SLACK]
        if near:
            best = min(near, key=lambda line: abs(_height_at(line[-1], ruling.start) - ruling.at))
            best.append(ruling._replace(end=max(ruling.end, best[-1].end)))
        else:
            open_lines.append([ruling])
    return tuple(sorted(_one(line) for line in (*done, *open_lines)))


def _height_at(ruling: Ruling, along: float) -> float:
    return ruling.at + ruling.slope * (along - (ruling.start + ruling.end) / 2)


def _one(line: list[Ruling]) -> Ruling:
    """The pieces of one line as one, at the height of most of it."""
    weights = np.array([max(piece.end - piece.start, 0.1) for piece in line])
    at = float(np.average([piece.at for piece in line], weights=weights))
    slope = float(np.average([piece.slope for piece in line], weights=weights))
    return Ruling(at, line[0].start, line[-1].end, slope)
