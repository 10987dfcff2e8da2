"""Pixels made ready for the recogniser's models, and what the models answer made into corners and order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.sheet import Pixels

if TYPE_CHECKING:
    from qtdocs.scan.recogniser import Word

Quad: TypeAlias = NDArray[np.float32]
"""Four corners, clockwise from the upper left one: 4 × 2, right and down, in pixels."""
HEIGHT = 48
"""Pixels that the reading model wants a line to be high."""
_MAX_WIDTH = 3200
"""Longer lines are pressed together; a strip of this width is 66 characters long."""
_MIN_WIDTH = 96
_MAX_PIXELS = 400_000_000
_HOT, _SURE, _GROWTH = 0.3, 0.5, 1.6
"""Of the detector's heat map: where text begins, which pieces count, and how far they are grown (area / outline)."""
_MOST_PIECES = 1500


def is_picture(pixels: Pixels) -> bool:
    """Whether there is anything on it to read: more than a line of pixels, and not beyond all measure."""
    return pixels.ndim in (2, 3) and min(pixels.shape[:2]) >= 4 and pixels.size <= _MAX_PIXELS


def coloured(pixels: Pixels) -> Pixels:
    """The same picture with three channels."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
    return pixels[:, :, :3]


def for_detection(pixels: Pixels, side: int) -> NDArray[np.float32]:
    """A page as the detector takes it: 1 × 3 × height × width, both multiples of 32, from -1 to 1."""
    import cv2

    height, width = pixels.shape[:2]
    scale = min(1.0, side / max(height, width))
    size = [max(32, round(length * scale / 32) * 32) for length in (width, height)]
    image = cv2.resize(coloured(pixels), size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return np.ascontiguousarray((image.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)[None])


def quads(heat: NDArray[np.float32], width: int, height: int) -> list[Quad]:
    """The pieces of text in a heat map as corners on a page of this width and height."""
    import cv2

    mask = cv2.dilate((heat > _HOT).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    scale = np.array([width / heat.shape[1], height / heat.shape[0]], np.float32)
    limit = np.array([width - 1, height - 1], np.float32)
    found = []
    for contour in contours[:_MOST_PIECES]:
        middle, size, angle = cv2.minAreaRect(contour)
        if min(size) < 3 or _mean(heat, cv2.boxPoints((middle, size, angle))) < _SURE:
            continue
        grown = size[0] * size[1] * _GROWTH / (size[0] + size[1])  # twice the distance of growth
        corners = cv2.boxPoints((middle, (size[0] + grown, size[1] + grown), angle))
        quad = np.clip(_clockwise(cast(Quad, corners)) * scale, 0, limit)
        if min(_sides(quad)) > 3:
            found.append(quad)
    return found


def levelled(pixels: Pixels, quad: Quad) -> Pixels:
    """What stands between four corners, laid level; a column of text is turned on its side."""
    import cv2

    left, top, right, bottom = (int(each) for each in bounds(quad))
    part = pixels[top : bottom + 1, left : right + 1]
    width, height = (max(1, round(each)) for each in _sides(quad))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad - np.array([left, top], np.float32), target)
    level = cv2.warpPerspective(part, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return cast(Pixels, np.rot90(level) if height >= 1.5 * width else level)


def strip(pixels: Pixels) -> Pixels:
    """A line of text brought to the height that the reading model wants."""
    import cv2

    height, width = pixels.shape[:2]
    wanted = int(np.clip(round(width * HEIGHT / height), 8, _MAX_WIDTH))
    method = cv2.INTER_AREA if height > 2 * HEIGHT else cv2.INTER_LINEAR
    return cast(Pixels, cv2.resize(coloured(pixels), (wanted, HEIGHT), interpolation=method))


def batch(strips: Sequence[Pixels]) -> tuple[NDArray[np.float32], list[int]]:
    """Strips side by side as the reading model takes them, padded to the widest, and the width of each."""
    widths = [each.shape[1] for each in strips]
    padded = np.zeros((len(strips), 3, HEIGHT, max(_MIN_WIDTH, *widths)), np.float32)
    for place, each in zip(padded, strips, strict=True):
        place[:, :, : each.shape[1]] = each.transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
    return padded, widths


def bounds(quad: Quad) -> tuple[float, float, float, float]:
    """The upright rectangle around four corners: left, top, right, bottom."""
    left, top = quad.min(axis=0)
    right, bottom = quad.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def in_reading_order(words: Sequence[Word]) -> list[Word]:
    """Words line by line from the top, each line from the left; a line is what stands at about the same height."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.top + each.bottom, each.left)):
        middle = (word.top + word.bottom) / 2
        if rows and middle < min(rows[-1][0].bottom, (rows[-1][0].top + 3 * rows[-1][0].bottom) / 4):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [word for row in rows for word in sorted(row, key=lambda each: (each.left, each.top))]


def _mean(heat: NDArray[np.float32], corners: Any) -> float:
    """The mean heat between four corners."""
    import cv2

    height, width = heat.shape
    left, top = np.clip(np.floor(corners.min(axis=0)), 0, [width - 1, height - 1]).astype(int)
    right, bottom = np.clip(np.ceil(corners.max(axis=0)), 0, [width - 1, height - 1]).astype(int)
    mask = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(mask, [(corners - [left, top]).astype(np.int32)], 1)
    return float(cv2.mean(heat[top : bottom + 1, left : right + 1], mask)[0])


def _clockwise(corners: Quad) -> Quad:
    """The corners from the upper left one on: the two on the left, the two on the right, each from the top."""
    across = corners[np.argsort(corners[:, 0], kind="stable")]
    (upper_left, lower_left) = across[:2][np.argsort(across[:2, 1], kind="stable")]
    (upper_right, lower_right) = across[2:][np.argsort(across[2:, 1], kind="stable")]
    return np.array([upper_left, upper_right, lower_right, lower_left], np.float32)


def _sides(quad: Quad) -> tuple[float, float]:
    """The width and height of what stands between four corners."""
    across = max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[3] - quad[2]))
    down = max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2]))
    return float(across), float(down)
