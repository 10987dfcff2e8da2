"""Square name seals: four even sides of a centimetre or two, with a few strokes of large characters inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from qtdocs.scan.outlines import Floats, Outline
from qtdocs.scan.sheet import Pixels
from qtdocs.scan.sightings import Sighting

SIDES = (12.0, 25.4)
"""Millimetres; name seals are 17 to 24 mm wide."""
SQUAREST = 1.25
"""Longer side over shorter: a box for the date of arrival is longer."""
COVERED = 0.7
"""Least share of three sides with ink."""
CUT = 0.4
"""Least share of the fourth, which a round seal beside it or worn rubber may have cost."""
DENSITY = (0.15, 0.72)
"""Share of ink inside; characters in red on white or in white on red."""
CHANGES = 2.0
"""Least number of strokes across the middle, in the median of several lines."""
SIZE = 64
"""Pixels of the straightened print."""
MOST = 12
"""Patches of ink looked at on one page."""


def name_seals(ink: Pixels, rings: Sequence[Outline], pixels_a_mm: float) -> list[Sighting]:
    """The square prints in this ink that are in none of the rings."""
    import cv2

    alone = ink.copy()
    for ring in rings:
        axes = round(ring.major * 1.05), round(ring.minor * 1.05)
        cv2.ellipse(alone, (round(ring.x), round(ring.y)), axes, ring.angle, 0, 360, 0, -1)
    found = []
    for corners in _patches(alone, pixels_a_mm):
        (x, y), (width, height), _ = corners
        coverage = _coverage(_straightened(alone, corners))
        if coverage:
            radius = (width * height) ** 0.5 / 2
            outline = Outline(x=x, y=y, major=radius, minor=radius, angle=_turn(corners))
            found.append(
                Sighting(shape="square", colour="red", outline=outline, coverage=coverage, grade="B", merit=0.5)
            )
    return found


Rectangle = tuple[tuple[float, float], tuple[float, float], float]


def _patches(ink: Pixels, pixels_a_mm: float) -> Iterator[Rectangle]:
    """The upright or turned rectangles around patches of ink of a name seal's size."""
    import cv2

    reach = max(1, round(1.0 * pixels_a_mm)) | 1
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(closed)
    low, high = (side * pixels_a_mm for side in SIDES)
    sized = (boxes[1:, 2:4] >= low).all(axis=1) & (boxes[1:, 2:4] <= high * 1.4).all(axis=1)
    for label in (np.nonzero(sized)[0] + 1)[:MOST].tolist():
        left, top, width, height = boxes[label, :4].tolist()
        rows, columns = np.nonzero(labels[top : top + height, left : left + width] == label)
        (x, y), (first, second), angle = cv2.minAreaRect(np.stack([columns, rows], axis=1).astype(np.float32))
        if low <= min(first, second) and max(first, second) <= min(high, SQUAREST * min(first, second)):
            yield (x + left, y + top), (first, second), angle


def _turn(rectangle: Rectangle) -> float:
    """Degrees by which the upper side is turned clockwise, between -45 and 45."""
    return (rectangle[2] + 45) % 90 - 45


def _straightened(ink: Pixels, rectangle: Rectangle) -> Floats:
    """The ink in this rectangle as a square, upright; 0 to 1."""
    import cv2

    corners = cv2.boxPoints(rectangle).astype(np.float32)[:3]
    target = np.array([[0, SIZE - 1], [0, 0], [SIZE - 1, 0]], dtype=np.float32)
    square = cv2.warpAffine(ink, cv2.getAffineTransform(corners, target), (SIZE, SIZE))
    return np.asarray(square / np.float32(255), dtype=np.float32)


def _coverage(square: Floats) -> float:
    """Share of the sides with ink; 0 where it is no name seal's print."""
    rim = 6
    sides = [
        square[:rim].max(axis=0),
        square[-rim:].max(axis=0),
        square[:, :rim].max(axis=1),
        square[:, -rim:].max(axis=1),
    ]
    covered = [float((side > 0.5).mean()) for side in sides]
    middle = square[12:-12, 12:-12] > 0.5
    across = [np.median((part[:, 1:] & ~part[:, :-1]).sum(axis=1)) for part in (middle, middle.T)]
    least, *others = sorted(covered)
    is_whole = least >= CUT and min(others) >= COVERED
    is_one = is_whole and DENSITY[0] <= float(middle.mean()) <= DENSITY[1] and min(across) >= CHANGES
    return sum(covered) / 4 if is_one else 0.0
