"""A page photographed on a desk: its four corners, and the page as if it lay flat under the camera."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.sheet import MM_PER_INCH, Pixels, Sheet

Corners = NDArray[np.float32]
"""Four corners, clockwise from the upper left one: 4 × 2, right and down, in pixels."""
_SIDE = 700
"""Pixels of the longer side of the picture that corners are looked for on."""
_BRIGHT_RIM = 0.8
"""Share of the picture's rim that is as bright as paper from which the page fills the picture."""
_LEAST = 0.3
"""Share of the picture that a page takes at least."""
_AGREEMENT = 0.95
"""Share of the quadrangle and of the paper that is common to both."""
_A4 = (210.0, 297.0)
_LIKE_A4 = 0.08


def page_corners(pixels: Pixels) -> Corners | None:
    """The corners of a page that lies on something darker; none where the page fills the picture, or none is seen."""
    import cv2

    height, width = pixels.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if min(size) < 60:
        return None
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    paper = _paper(np.asarray(small, dtype=np.uint8))
    if paper is None:
        return None
    outlines, _ = cv2.findContours(paper, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea)
    hull = np.asarray(cv2.convexHull(outline), dtype=np.int32)
    if cv2.contourArea(hull) < _LEAST * size[0] * size[1]:
        return None
    corners = _quadrangle(hull)
    if corners is None:
        return None
    corners = _refined(corners, outline.reshape(-1, 2).astype(np.float32))
    if not _fits(corners, hull, paper.shape):
        return None
    return cast(Corners, (corners / np.float32(scale)).astype(np.float32))


def _paper(small: Pixels) -> Pixels | None:
    """255 where there is paper; none where nothing but paper is at the picture's rim, or no difference is seen."""
    import cv2

    dark = small if small.ndim == 2 else np.asarray(small.min(axis=2))
    soft = cv2.medianBlur(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), 5)
    level, mask = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    rim = max(2, min(soft.shape) // 40)
    inside = np.zeros(soft.shape, bool)
    inside[rim:-rim, rim:-rim] = True
    if float((mask[~inside] > 0).mean()) > _BRIGHT_RIM:
        return None
    bright, rest = soft[mask > 0], soft[mask == 0]
    if not bright.size or not rest.size or float(np.median(bright)) - float(np.median(rest)) < 35 or level < 30:
        return None
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8)), dtype=np.uint8)


def _quadrangle(hull: NDArray[np.int32]) -> Corners | None:
    """The four corners that a convex outline has when it is drawn coarsely enough."""
    import cv2

    length = cv2.arcLength(hull, closed=True)
    for coarse in (0.01, 0.015, 0.02, 0.03, 0.04, 0.06):
        found = cv2.approxPolyDP(hull, coarse * length, closed=True)
        if len(found) == 4:
            return _clockwise(found.reshape(4, 2).astype(np.float32))
        if len(found) < 4:
            return None
    return None


def _clockwise(corners: Corners) -> Corners:
    """The corners from the upper left one on."""
    middle = corners.mean(axis=0)
    ordered = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]), kind="stable")]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.roll(ordered, -first, axis=0)


def _refined(corners: Corners, outline: NDArray[np.float32]) -> Corners:
    """The corners where straight lines through the points of the four sides meet."""
    import cv2

    lines = []
    for number in range(4):
        start, end = corners[number], corners[(number + 1) % 4]
        along = (end - start) / max(float(np.linalg.norm(end - start)), 1.0)
        off = outline - start
        place, beside = off @ along, np.abs(off @ np.array([-along[1], along[0]], np.float32))
        length = float(np.linalg.norm(end - start))
        near = outline[(beside < 6) & (place > 0.08 * length) & (place < 0.92 * length)]
        if len(near) < 20:
            return corners
        vx, vy, x, y = (float(each) for each in cv2.fitLine(near, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
        lines.append((vx, vy, x, y))
    found = [_crossing(lines[number - 1], lines[number]) for number in range(4)]
    if any(each is None for each in found):
        return corners
    return np.array(found, np.float32)


def _crossing(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, float] | None:
    """Where two lines (direction, point) meet."""
    below = one[0] * other[1] - one[1] * other[0]
    if abs(below) < 1e-3:
        return None
    step = ((other[2] - one[2]) * other[1] - (other[3] - one[3]) * other[0]) / below
    return one[2] + step * one[0], one[3] + step * one[1]


def _fits(corners: Corners, hull: NDArray[np.int32], shape: tuple[int, ...]) -> bool:
    """Whether the quadrangle is the paper, and one that a page can look like."""
    import cv2

    quad, paper = np.zeros(shape[:2], np.uint8), np.zeros(shape[:2], np.uint8)
    cv2.fillConvexPoly(quad, np.rint(corners).astype(np.int32), 1)
    cv2.fillConvexPoly(paper, hull, 1)
    either = int((quad | paper).sum())
    if not either or int((quad & paper).sum()) / either < _AGREEMENT:
        return False
    sides = [float(np.linalg.norm(corners[number] - corners[number - 1])) for number in range(4)]
    return min(sides) > 0.3 * max(sides) and all(0.6 < sides[n] / max(sides[n + 2], 1.0) < 1.67 for n in range(2))


def flattened(sheet: Sheet, corners: Corners) -> Sheet:
    """The page between these corners as if it lay flat, at the size of A4 where it has that shape."""
    import cv2

    sides = [float(np.linalg.norm(corners[number] - corners[(number + 1) % 4])) for number in range(4)]
    across, down = max(sides[0], sides[2]), max(sides[1], sides[3])
    paper = _A4 if down >= across else _A4[::-1]
    dpi = sheet.dpi
    if abs(down / across / (paper[1] / paper[0]) - 1) < 2 * _LIKE_A4:
        down = across * paper[1] / paper[0]
        dpi = sheet.dpi if sheet.is_measured else across / paper[0] * MM_PER_INCH
    width, height = max(1, round(across)), max(1, round(down))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(
        sheet.pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return replace(sheet, pixels=np.asarray(flat, dtype=np.uint8), dpi=dpi)
