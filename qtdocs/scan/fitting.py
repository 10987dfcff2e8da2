"""An outline moved to where its ring really is: first by the lines that run along it, then by where their ink ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from qtdocs.scan.lines import Lines
from qtdocs.scan.outlines import STEPS, Floats, Outline, angles_around, circle_of, ellipse_of, unrolled
from qtdocs.scan.sheet import Pixels

ROUGH = (0.14, 0.09, 0.06)
"""How far from the outline lines are taken for its ring's, round by round."""
FINE = (0.07, 0.045)
"""How far from the outline the end of its ink is looked for, round by round."""
MIDDLE = 0.97
"""Radius of the ring's middle, where a line is seen, to that of its outer edge."""
FEWEST = 20
"""Points: with fewer, two in five degrees of a circle, there is no arc."""
DEPTH = 5
"""Hundredths of a radius inside an edge that are ink, and outside that are paper."""
Fit: TypeAlias = Callable[[Floats, Floats], Outline | None]


def fitted(ink: Pixels, lines: Lines, outline: Outline, *, as_circle: bool = False) -> Outline | None:
    """The outline moved to the outer edge of the ring near it; none where there is no such ring.

    Of an arc much less is known than of a ring: ``as_circle`` looks for nothing but a circle.
    """
    fit_to: Fit = circle_of if as_circle else ellipse_of
    for window in ROUGH:
        middle = outline.scaled(MIDDLE)
        near = lines.along(middle, window)
        moved = _moved(lines.x[near], lines.y[near], middle, fit_to)
        if moved is None:
            return None
        outline = moved.scaled(1 / MIDDLE)
    for window in FINE:
        edge = _through(*_outer_edge(unrolled(ink, outline), outline, window), outline, window, fit_to)
        if edge is None:
            return None
        outline = edge
    return outline


def _through(right: Floats, down: Floats, outline: Outline, window: float, fit_to: Fit) -> Outline | None:
    """The curve through most of the points, those that are off left out step by step."""
    found: Outline | None = outline
    for tolerance in (window, window * 0.6, window * 0.4):
        if found is not None:
            keep = np.abs(found.radii_of(right, down) - 1) <= max(tolerance, 0.025)
            found = _moved(right[keep], down[keep], found, fit_to)
    return found


def _moved(right: Floats, down: Floats, outline: Outline, fit_to: Fit) -> Outline | None:
    """The curve through these points; none where there are too few, or where it is quite another one."""
    fit = fit_to(right, down) if len(right) >= FEWEST else None
    return fit if fit is not None and 0.6 < fit.radius / outline.radius < 1.6 else None


def _outer_edge(rolled: Floats, outline: Outline, window: float) -> tuple[Floats, Floats]:
    """The points where ink ends outwards near the outline, one an angle where there is one."""
    sums = np.cumsum(np.pad(rolled, ((0, 0), (1, 0))), axis=1)
    columns = np.arange(round(STEPS * (1 - window)), min(round(STEPS * (1 + window)), rolled.shape[1] - DEPTH))
    inside = sums[:, columns] - sums[:, columns - DEPTH]
    outside = sums[:, columns + DEPTH] - sums[:, columns]
    contrast = (inside - outside) / DEPTH
    # Of two edges of the same contrast the outer one is the ring's: what is inside may be an inner ring or text.
    best = (contrast + np.linspace(0, 0.3, len(columns))).argmax(axis=1)
    found = contrast[np.arange(len(best)), best] > 0.35
    radii = (columns[best] / STEPS).astype(np.float32)
    return outline.points(angles_around()[found], radii[found])
