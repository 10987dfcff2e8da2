"""How far a page is turned: by a few degrees, told by its lines of text and rulings, or on its side or its head."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.recogniser import Recogniser
from qtdocs.scan.sheet import MM_PER_INCH, Pixels, Sheet

_DPI = 100.0
_MOST_PIXELS = 3_000_000
_MOST_POINTS = 40_000
_WIDEST = 15.0
"""Degrees that a page may be askew; more than that nobody lays it down."""
_COARSE, _FINE = 0.5, 0.1
_SMEAR = 0.9  # millimetres: more than between two letters, less than between two lines
_LETTERS = (1.6, 9.0)  # millimetres that a line of text is high
_LONG = 2.8  # heights that a line of text is long at least
_CLEARLY = 1.5
_READ = 6
"""Lines that are read to tell a page that stands on its head."""
_WELL_READ = 0.85


class TextBar(NamedTuple):
    """A line of text as a bar on the small picture."""

    left: int
    """First column."""
    top: int
    """First row."""
    width: int
    """Columns."""
    height: int
    """Rows."""


def small_ink(sheet: Sheet) -> tuple[Pixels, float]:
    """What is dark on the page as 255 on a small picture, and the millimetres of one of its pixels."""
    import cv2

    height, width = sheet.pixels.shape[:2]
    scale = min(1.0, _DPI / max(sheet.dpi, 1.0), math.sqrt(_MOST_PIXELS / (height * width)))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(sheet.pixels, size, interpolation=cv2.INTER_AREA)
    grey = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    paper = cv2.blur(grey, (31, 31), borderType=cv2.BORDER_REPLICATE)
    dark = (cv2.subtract(paper, grey) > 18).astype(np.uint8) * 255
    return np.asarray(dark, dtype=np.uint8), MM_PER_INCH / max(sheet.dpi, 1.0) / scale


def skew_of(ink: Pixels) -> float:
    """Degrees by which the page must be turned counter-clockwise to be level; 0 where nothing tells."""
    down, right = np.nonzero(ink)
    if len(down) < 200:
        return 0.0
    step = -(-len(down) // _MOST_POINTS)
    x, y = right[::step].astype(np.float32), down[::step].astype(np.float32)
    coarse = np.arange(-_WIDEST, _WIDEST + _COARSE / 2, _COARSE)
    rough = [_sharpness(x, y, float(angle), 3.0) for angle in coarse]
    best = float(coarse[int(np.argmax(rough))])
    if max(rough) < 1.08 * float(np.median(rough)):
        return 0.0
    fine = np.arange(best - 0.8, best + 0.8 + _FINE / 2, _FINE)
    sharp = [_sharpness(x, y, float(angle), 1.0) for angle in fine]
    return round(float(fine[int(np.argmax(sharp))]), 2)


def _sharpness(x: NDArray[np.float32], y: NDArray[np.float32], angle: float, bin_size: float) -> float:
    """How unevenly the ink falls into rows and columns when the page is turned by this angle."""
    turn = math.radians(angle)
    cosine, sine = math.cos(turn) / bin_size, math.sin(turn) / bin_size
    total = 0.0
    for places in (y * cosine - x * sine, x * cosine + y * sine):
        counts = np.bincount((places - places.min()).astype(np.int32)).astype(np.float64)
        total += float((counts**2).sum()) / max(float(counts.sum()) ** 2 / len(counts), 1.0)
    return total


def turned(pixels: Pixels, angle: float) -> Pixels:
    """The page turned counter-clockwise by some degrees, on a picture that is large enough for it."""
    import cv2

    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turn = math.radians(abs(angle))
    across = math.ceil(width * math.cos(turn) + height * math.sin(turn))
    down = math.ceil(height * math.cos(turn) + width * math.sin(turn))
    # A little skew costs nothing but an empty margin; what a page has there is kept at its size.
    if abs(angle) <= 3:
        across, down = width, height
    matrix[:, 2] += ((across - width) / 2, (down - height) / 2)
    some = pixels[::9, ::9].reshape(-1, 1 if pixels.ndim == 2 else pixels.shape[2])
    paper = [float(each) for each in np.percentile(some, 90, axis=0)]
    level = cv2.warpAffine(pixels, matrix, (across, down), flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(level, dtype=np.uint8)


def quarter_turns(sheet: Sheet, ink: Pixels, mm: float, recogniser: Recogniser | None) -> int:
    """How many quarters the page must be turned counter-clockwise to be read.

    Args:
        sheet: the page, level.
        ink: its ink on the small picture.
        mm: millimetres of a pixel of that picture.
        recogniser: reads some lines to tell a page on its head; without it only lying pages are put up.
    """
    lying, standing = text_bars(ink, mm), text_bars(np.ascontiguousarray(np.rot90(ink)), mm)
    flat, upright = _amount(standing), _amount(lying)
    sides = [0, 1] if upright >= flat else [1, 0]
    if max(flat, upright) < _CLEARLY * min(flat, upright) and recogniser is not None:
        scores = {turn: _read_well(sheet, bars, mm, turn, recogniser) for turn, bars in ((0, lying), (1, standing))}
        return _best_of(sheet, {0: lying, 1: standing}, scores, mm, recogniser)
    turn, bars = sides[0], lying if sides[0] == 0 else standing
    if recogniser is None:
        return 0 if turn == 0 else (1 if _starts_alike(bars) else 3)
    return _best_of(sheet, {turn: bars}, {turn: _read_well(sheet, bars, mm, turn, recogniser)}, mm, recogniser)


def _best_of(
    sheet: Sheet, bars: dict[int, list[TextBar]], scores: dict[int, float], mm: float, recogniser: Recogniser
) -> int:
    """The turn whose lines are read best; turned over only where that reads clearly better."""
    turn = max(scores, key=lambda each: scores[each])
    if scores[turn] >= _WELL_READ:
        return turn
    over = {each + 2: _read_well(sheet, bars[each], mm, each + 2, recogniser) for each in bars}
    other = max(over, key=lambda each: over[each])
    return other if over[other] > scores[turn] + 0.15 else turn


def text_bars(ink: Pixels, mm: float) -> list[TextBar]:
    """The level lines of text, the longest first."""
    import cv2

    ruled = np.zeros(ink.shape, np.uint8)
    length = max(3, round(9.0 / mm))
    for kernel in (np.ones((1, length), np.uint8), np.ones((length, 1), np.uint8)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
        ruled |= np.asarray(cv2.dilate(lines, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    text = cv2.subtract(ink, ruled)
    smeared = cv2.morphologyEx(text, cv2.MORPH_CLOSE, np.ones((1, max(3, round(_SMEAR / mm) | 1)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=8, ltype=cv2.CV_32S)
    low, high = (each / mm for each in _LETTERS)
    found = [
        TextBar(*(int(each) for each in row[:4]))
        for row in stats[1:]
        if low <= row[3] <= high and row[2] >= _LONG * row[3]
    ]
    return sorted(found, key=lambda bar: -bar.width)


def _amount(bars: list[TextBar]) -> float:
    return float(sum(bar.width for bar in bars))


def _starts_alike(bars: list[TextBar]) -> bool:
    """Whether lines begin one below the other rather than end so: text is set from the left."""
    if not bars:
        return True
    begins = np.bincount([bar.left // 3 for bar in bars])
    ends = np.bincount([(bar.left + bar.width) // 3 for bar in bars])
    return int((begins**2).sum()) >= int((ends**2).sum())


def _read_well(sheet: Sheet, bars: list[TextBar], mm: float, turn: int, recogniser: Recogniser) -> float:
    """How certainly some of the lines are read when the page is turned by so many quarters.

    Args:
        sheet: the page.
        bars: its lines of text on the small picture turned by ``turn`` modulo 2 quarters.
        mm: millimetres of a pixel of that picture.
        turn: quarters, counter-clockwise.
        recogniser: reads them.
    """
    scale = mm * max(sheet.dpi, 1.0) / MM_PER_INCH
    page = np.rot90(sheet.pixels, turn % 2)
    cuts = []
    for bar in [bar for bar in bars if bar.width < 16 * bar.height][:_READ] or bars[:_READ]:
        more = 0.25 * bar.height
        top, bottom = max(0, bar.top - more) * scale, (bar.top + bar.height + more) * scale
        left, right = max(0, bar.left - more) * scale, (bar.left + bar.width + more) * scale
        part = page[int(top) : int(bottom) + 1, int(left) : int(right) + 1]
        cuts.append(np.ascontiguousarray(np.rot90(part, 2) if turn >= 2 else part))
    if not cuts:
        return 0.0
    read = recogniser.lines(cuts)
    return float(np.mean([score if len(text.strip()) > 1 else 0.0 for text, score in read]))
