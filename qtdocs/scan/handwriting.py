"""Lines that look written by hand: letters of one line that are not of one height, and the blue of pens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.line_readings import ReadLine
from qtdocs.scan.text_ink import TextInk

_UNEVEN = 0.05
"""How much the upper and lower ends of figures, or of Chinese letters, may vary in print, of their height.

They vary by 0.04 at most on 98 of 100 printed lines, and by 0.12 on most lines of invented handwriting.
"""
_UNEVEN_HERE = 0.04
"""The same on a page that is filled in by hand."""
_TELLING = 4
"""Letters that must be even on such a page for a line to be printed."""
_BLUE = 22
"""Levels of blue over red from which ink is a pen's, beyond what all of the page has."""
_SOME, _SHARE = 3, 0.1
"""Lines, and share of all lines, from which a page is filled in by hand: then short lines are too."""
_NOT_FULL = frozenset("一二三丶口日曰小工土士心皿四")
"""Chinese letters that do not fill their square in print either."""


class _Evenness(NamedTuple):
    """How even the letters of a line are."""

    variation: float
    """Of their upper and lower ends, of their height."""
    compared: int
    """How many letters that is known of."""


def handwritten(lines: Sequence[ReadLine], inked: TextInk) -> list[bool]:
    """For each line whether it looks written by hand; one of a few letters does where the page is filled in by hand."""
    evenness = [_evenness(line, inked) for line in lines]
    blueness = [_blueness(line, inked) for line in lines]
    usual = float(np.median(blueness)) if blueness else 0.0
    sure = [even.variation > _UNEVEN or blue - usual > _BLUE for even, blue in zip(evenness, blueness, strict=True)]
    if sum(sure) < _SOME or sum(sure) < _SHARE * len(sure):
        return sure
    return [
        is_sure or even.compared < _TELLING or even.variation > _UNEVEN_HERE
        for is_sure, even in zip(sure, evenness, strict=True)
    ]


def _evenness(line: ReadLine, inked: TextInk) -> _Evenness:
    text = "".join(line.text.split())
    if len(text) != len(line.spots) or not text:
        return _Evenness(0.0, 0)
    figures, letters = [], []
    for sign, rows in zip(text, _heights(line, inked), strict=True):
        if rows is None:
            continue
        if sign in "0123456789":
            figures.append(rows)
        elif "\u4e00" <= sign <= "\u9fff" and sign not in _NOT_FULL:
            letters.append(rows)
    found = [np.array(ends) for ends in (figures, letters) if len(ends) >= 2]
    return _Evenness(max((_variation(ends) for ends in found), default=0.0), sum(len(ends) for ends in found))


def _heights(line: ReadLine, inked: TextInk) -> list[tuple[int, int] | None]:
    """The first and last row of the ink of each letter; a stroke belongs to the letter nearest to its middle."""
    import cv2

    bounds = line.line.bounds
    ink = inked.ink[bounds.top : bounds.bottom, bounds.left : bounds.right]
    underline = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 2 * max(bounds.height, 4)), np.uint8))
    ink = np.asarray(cv2.subtract(ink, cv2.dilate(underline, np.ones((3, 1), np.uint8))), dtype=np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    spots = np.array(line.spots) - bounds.left
    rows: list[tuple[int, int] | None] = [None] * len(spots)
    for left, top, width, height, area in stats[1:].tolist():
        if area < 4:
            continue
        letter = int(np.abs(spots - (left + width / 2)).argmin())
        before = rows[letter]
        here = (top, top + height)
        rows[letter] = here if before is None else (min(before[0], here[0]), max(before[1], here[1]))
    return rows


def _variation(ends: NDArray[np.int64]) -> float:
    """How far the upper and lower ends are from the usual ones, without the quarter that is furthest off.

    A stroke of a neighbour that was counted in makes a printed letter high; in handwriting nearly every letter varies.
    """
    height = max(float(np.median(ends[:, 1] - ends[:, 0])), 1.0)
    off = np.sort(np.abs(ends - np.median(ends, axis=0)), axis=0)
    kept = off[: len(off) - len(off) // 4]
    return float(kept.mean(axis=0).sum()) / height


def _blueness(line: ReadLine, inked: TextInk) -> float:
    """How much bluer than grey its ink is."""
    bounds = line.line.bounds
    part = inked.pixels[bounds.top : bounds.bottom, bounds.left : bounds.right]
    ink = inked.ink[bounds.top : bounds.bottom, bounds.left : bounds.right] > 0
    if not ink.any():
        return 0.0
    colours = part[ink].astype(np.float32)
    return float((colours[:, 0] - colours[:, 2]).mean())
