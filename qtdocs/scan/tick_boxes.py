"""Boxes to tick as they are drawn or printed, and whether something is in them; a recogniser often passes them over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from qtdocs.model.document import TICKED, UNTICKED
from qtdocs.scan.text_ink import TextInk

_SIDES = (2.0, 6.0)
"""Millimetres of a box's side."""
_STROKE = 1.5
"""Millimetres of the shortest straight stroke that may be a side."""
_SQUARE = 1.28
"""Length of the longer side to that of the shorter, at most."""
_CLOSED = 0.86
"""Share of each side that must be drawn."""
_FILLED = 0.06
"""Share of its inside from which something is in it."""
_BOX_SIGNS = "□☐☑☒■√✓✔×✗✘区囗"
"""What a recogniser makes of a box."""
_MISTAKEN = 0.7
"""Certainty below which another letter may be a box that was mistaken for it."""


class TickBox(NamedTuple):
    """A box to tick."""

    left: int
    """First column, in pixels of the picture that is read."""
    top: int
    """First row."""
    right: int
    """Column behind the last."""
    bottom: int
    """Row below the last."""
    is_ticked: bool
    """Whether something is in it."""


def tick_boxes(inked: TextInk) -> list[TickBox]:
    """Every small square on a page, also letters that look like one (口, 国)."""
    import cv2

    stroke = inked.length(_STROKE)
    across = cv2.morphologyEx(inked.ink, cv2.MORPH_OPEN, np.ones((1, stroke), np.uint8))
    down = cv2.morphologyEx(inked.ink, cv2.MORPH_OPEN, np.ones((stroke, 1), np.uint8))
    frames = cv2.bitwise_or(across, down)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(frames, connectivity=8, ltype=cv2.CV_32S)
    least, most = (inked.length(side) for side in _SIDES)
    found = []
    for number in range(1, len(stats)):
        left, top, width, height = (int(each) for each in stats[number][:4])
        if least <= min(width, height) and max(width, height) <= min(most, _SQUARE * min(width, height)):
            part = labels[top : top + height, left : left + width] == number
            if _is_closed(part):
                inside = inked.ink[top : top + height, left : left + width]
                found.append(TickBox(left, top, left + width, top + height, _is_filled(inside)))
    return found


def _is_closed(part: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> bool:
    """Whether all four sides are drawn, flush with each other: the legs of 口 stand out below."""
    depth = max(2, round(0.14 * min(part.shape)))
    sides = (
        part[:depth].any(axis=0),
        part[-depth:].any(axis=0),
        part[:, :depth].any(axis=1),
        part[:, -depth:].any(axis=1),
    )
    return all(float(side.mean()) >= _CLOSED for side in sides)


def _is_filled(part: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> bool:
    rim_y, rim_x = max(2, round(0.24 * part.shape[0])), max(2, round(0.24 * part.shape[1]))
    inside = part[rim_y:-rim_y, rim_x:-rim_x]
    return bool(inside.size) and float((inside > 0).mean()) > _FILLED


def with_boxes(
    text: str, spots: Sequence[float], sure: Sequence[float], boxes: Sequence[TickBox]
) -> tuple[str, tuple[float, ...], bool]:
    """A line's text with ☑ and □ where boxes are seen, where its letters stand, and whether there are any.

    Args:
        text: what was read.
        spots: where each letter stands.
        sure: how certain each letter is.
        boxes: the squares in the line.
    """
    letters = list(zip(text, spots, sure, strict=True))
    has_boxes = False
    for box in boxes:
        middle, width = (box.left + box.right) / 2, box.right - box.left
        near = min(range(len(letters)), key=lambda n: abs(letters[n][1] - middle), default=-1)
        is_near = near >= 0 and abs(letters[near][1] - middle) < 0.62 * width
        sign = TICKED if box.is_ticked else UNTICKED
        if is_near and (letters[near][0] in _BOX_SIGNS or letters[near][0] == "口" or letters[near][2] < _MISTAKEN):
            letters[near] = (sign, middle, 1.0)
        elif not is_near:
            behind = next((n for n, letter in enumerate(letters) if letter[1] > middle), len(letters))
            letters.insert(behind, (sign, middle, 1.0))
        else:
            continue
        has_boxes = True
    has_boxes = has_boxes or any(letter[0] in "□☐☑☒■" for letter in letters)
    return "".join(letter[0] for letter in letters), tuple(letter[1] for letter in letters), has_boxes
