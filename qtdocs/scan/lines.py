"""Lines in a mask of ink: which of its pixels belong to a line, and in what direction the line runs there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.outlines import Floats, Outline
from qtdocs.scan.sheet import Pixels

HALF = 0.5
"""Lines are looked for on a picture of half the size, on which a ring is two pixels wide."""
NEIGHBOURHOOD = 1.6
"""Pixels of that picture, the radius of what a direction is taken from."""
COHERENT = 0.35
"""Least agreement of the directions around a pixel of a line, 0 to 1; a blot or a crossing has less."""
MOST_PIECES = 60_000
"""Pixels of lines on a page; a page full of text has half as many."""
ALONG = 0.94
"""Cosine of the 20 degrees by which a line may be off the direction of an outline that it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """Pixels of lines, on the picture of the whole page."""

    x: Floats
    """To the right."""
    y: Floats
    """Down."""
    across_x: Floats
    """The unit vector across the line, to the right."""
    across_y: Floats
    """The unit vector across the line, down."""
    weight: Floats
    """How much of a line it is, 0 to 1."""
    size: tuple[int, int]
    """Height and width of the page."""

    def along(self, outline: Outline, window: float) -> NDArray[np.intp]:
        """Which of the pixels are on lines that run along the outline, within a window in its radii."""
        reach = outline.major * (1 + window)
        around = np.nonzero((np.abs(self.x - outline.x) <= reach) & (np.abs(self.y - outline.y) <= reach))[0]
        near = around[np.abs(outline.radii_of(self.x[around], self.y[around]) - 1) < window]
        outward_x, outward_y = outline.normals(self.x[near], self.y[near])
        return near[np.abs(outward_x * self.across_x[near] + outward_y * self.across_y[near]) > ALONG]


def lines_of(ink: Pixels) -> Lines:
    """The lines of a mask, found by the structure tensor."""
    import cv2

    half = cv2.resize(ink, None, fx=HALF, fy=HALF, interpolation=cv2.INTER_AREA)
    grey = half.astype(np.float32) / 255
    right, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    difference = cv2.GaussianBlur(right * right - down * down, (0, 0), NEIGHBOURHOOD)
    product = cv2.GaussianBlur(right * down, (0, 0), NEIGHBOURHOOD) * 2
    total = cv2.GaussianBlur(right * right + down * down, (0, 0), NEIGHBOURHOOD) + 1e-6
    coherence = np.hypot(difference, product) / total
    rows, columns = np.nonzero((half > 70) & (coherence > COHERENT))
    if len(rows) > MOST_PIECES:
        some = np.linspace(0, len(rows) - 1, MOST_PIECES).astype(np.intp)
        rows, columns = rows[some], columns[some]
    angle = np.arctan2(product[rows, columns], difference[rows, columns]) / 2
    return Lines(
        x=((columns + 0.5) / HALF - 0.5).astype(np.float32),
        y=((rows + 0.5) / HALF - 0.5).astype(np.float32),
        across_x=np.cos(angle).astype(np.float32),
        across_y=np.sin(angle).astype(np.float32),
        weight=np.asarray(coherence[rows, columns] * grey[rows, columns], dtype=np.float32),
        size=(ink.shape[0], ink.shape[1]),
    )
