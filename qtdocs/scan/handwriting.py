"""Lines that look written by hand: letters of one line that are not of one height, and the blue of pens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.line_readings import ReadLine
from qtdocs.scan.text_ink import TextInk

_UNEVEN = 0.09
"""How much the upper and lower ends of figures, or of Chinese letters, may vary in print, of their height.

Printed figures vary by 0.03 on most lines (0.06 on 95 of 100), Chinese letters by 0.04 (0.06); invented handwriting by
0.17 and more (on 95 of 100 lines by 0.05 and more).
"""
_BLUE = 22
"""Levels of blue over red from which ink is a pen's, beyond what all of the page has."""
_SOME, _SHARE = 3, 0.1
"""Lines, and share of all lines, from which a page is filled in by hand: then short lines are too."""
_NOT_FULL = frozenset("一二三丶口日曰小工土士心皿四")
"""Chinese letters that do not fill their square in print either."""


def handwritten(lines: Sequence[ReadLine], inked: TextInk) -> list[bool]:
    """For each line whether it looks written by hand; a line of one letter does where the page is filled in by hand."""
    unevenness = [_unevenness(line, inked) for line in lines]
    blueness = [_blueness(line, inked) for line in lines]
    usual = float(np.median(blueness)) if blueness else 0.0
    sure = [
        (uneven is not None and uneven > _UNEVEN) or blue - usual > _BLUE
        for uneven, blue in zip(unevenness, blueness, strict=True)
    ]
    by_hand = sum(sure) >= _SOME and sum(sure) >= _SHARE * len(sure)
    return [is_sure or (by_hand and uneven is None) for is_sure, uneven in zip(sure, unevenness, strict=True)]


def _unevenness(line: ReadLine, inked: TextInk) -> float | None:
    """How much the ends of its letters vary, of their height; none where it has no two letters to compare."""
    text = "".join(line.text.split())
    if len(text) != len(line.spots) or not text:
        return None
    bounds = line.line.bounds
    ink = inked.ink[bounds.top : bounds.bottom, bounds.left : bounds.right] > 0
    middles = [(one + other) / 2 - bounds.left for one, other in zip(line.spots, line.spots[1:], strict=False)]
    edges = [0, *(min(max(0, round(each)), bounds.width) for each in middles), bounds.width]
    figures, letters = [], []
    for sign, start, end in zip(text, edges, edges[1:], strict=False):
        rows = np.flatnonzero(ink[:, start:end].any(axis=1))
        if not len(rows):
            continue
        if sign in "0123456789":
            figures.append((int(rows[0]), int(rows[-1])))
        elif "\u4e00" <= sign <= "\u9fff" and sign not in _NOT_FULL:
            letters.append((int(rows[0]), int(rows[-1])))
    found = [_variation(np.array(ends)) for ends in (figures, letters) if len(ends) >= 2]
    return max(found) if found else None


def _variation(ends: NDArray[np.int64]) -> float:
    height = max(float(np.median(ends[:, 1] - ends[:, 0])), 1.0)
    return float(ends[:, 0].std() + ends[:, 1].std()) / height


def _blueness(line: ReadLine, inked: TextInk) -> float:
    """How much bluer than grey its ink is."""
    bounds = line.line.bounds
    part = inked.pixels[bounds.top : bounds.bottom, bounds.left : bounds.right]
    ink = inked.ink[bounds.top : bounds.bottom, bounds.left : bounds.right] > 0
    if not ink.any():
        return 0.0
    colours = part[ink].astype(np.float32)
    return float((colours[:, 0] - colours[:, 2]).mean())
