"""Where rings may be: every piece of a line votes for the places where the centre of its circle would be."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from qtdocs.scan.lines import HALF, Lines
from qtdocs.scan.outlines import Floats, Outline

ROUND = (17.0, 24.2)
"""Least and greatest radius of round seals in millimetres: 38 to 45 mm across are usual, and scans are a little off."""
OVAL = (13.4, 15.8)
"""Half the height of oval seals in millimetres."""
FLAT = 1.47
"""Length over height of oval seals: 45 × 30, 40 × 30, 42 × 28, 40 × 27.5 mm."""
TURNS = (-32.0, -16.0, 0.0, 16.0, 32.0)
"""Degrees by which an oval seal may be turned; further, and it is not found as one."""
STEP = 1.075
"""From one radius that is tried to the next."""
SMOOTH = 2.6
"""Pixels by which the votes are smoothed."""
FEWEST = 40
"""Pixels of lines: with fewer there is no ring."""
LEAST = 0.16
"""Share of a whole ring's votes that makes a candidate."""
LEAST_VISIBLE = 0.15
"""Share of a ring that is on the page where the page's edge cuts a seal."""
LEAST_OVAL = 0.9
"""Of an oval that is cut too little is left to tell it from a curve in a text."""
MOST = 18
"""Candidates looked at on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place where a ring may be."""

    outline: Outline
    """In pixels of the whole picture."""
    share: float
    """Its votes over those of a ring that is as much on the page."""
    visible: float
    """Share of it that is on the page."""


def candidates(lines: Lines, pixels_a_mm: float, *, slack: float = 1.0) -> list[Candidate]:
    """The places with the most votes, best first; by ``slack`` the page's scale may be off."""
    if len(lines.x) < FEWEST:
        return []
    found: list[Candidate] = []
    for outline in _shapes(pixels_a_mm, slack):
        found += _peaks(lines, outline)
    return _apart(sorted(found, key=lambda each: -each.share))


def _shapes(pixels_a_mm: float, slack: float) -> Iterator[Outline]:
    """The outlines that are tried at every place, all around the same centre."""
    for radius in _steps(ROUND[0] / slack, ROUND[1] * slack):
        yield Outline(x=0, y=0, major=radius * pixels_a_mm, minor=radius * pixels_a_mm)
    for half in _steps(OVAL[0] / slack, OVAL[1] * slack):
        for turn in TURNS if slack == 1 else TURNS[::2]:
            yield Outline(x=0, y=0, major=half * FLAT * pixels_a_mm, minor=half * pixels_a_mm, angle=turn)


def _steps(least: float, most: float) -> Iterator[float]:
    """Radii from the least to the most, each larger by the same factor."""
    count = math.ceil(math.log(most / least) / math.log(STEP))
    return (least * (most / least) ** (step / count) for step in range(count + 1))


def _peaks(lines: Lines, outline: Outline) -> list[Candidate]:
    """The places with more votes than all around them."""
    import cv2

    votes, left, top = _cast(lines, outline)
    highest = cv2.dilate(votes, np.ones((15, 15), np.uint8))
    rows, columns = np.nonzero((votes >= highest) & (votes > LEAST * LEAST_VISIBLE))
    x, y = (columns + left + 0.5) / HALF - 0.5, (rows + top + 0.5) / HALF - 0.5
    visible = _visible(outline, x, y, lines.size)
    shares = votes[rows, columns] / np.maximum(visible, LEAST_VISIBLE)
    good = (shares > LEAST) & (visible > (LEAST_VISIBLE if outline.flatness == 1 else LEAST_OVAL))
    return [
        Candidate(
            outline=replace(outline, x=float(x[each]), y=float(y[each])),
            share=float(shares[each]),
            visible=float(visible[each]),
        )
        for each in np.nonzero(good)[0].tolist()
    ]


def _cast(lines: Lines, outline: Outline) -> tuple[Floats, int, int]:
    """The votes of all lines for centres of this outline, smoothed, and where they begin; a whole ring gives 1."""
    import cv2

    right, down = _to_the_centre(lines, outline)
    x, y = (lines.x + 0.5) * HALF, (lines.y + 0.5) * HALF
    margin = math.ceil(outline.major * HALF) + 8
    left, top = int(x.min()) - margin, int(y.min()) - margin
    width, height = int(x.max()) + margin - left, int(y.max()) + margin - top
    votes = np.zeros(height * width)
    for sign in (1, -1):
        columns, rows = (x + sign * right - left).astype(np.int32), (y + sign * down - top).astype(np.int32)
        votes += np.bincount(rows * width + columns, weights=lines.weight, minlength=height * width)
    smooth = cv2.GaussianBlur(votes.reshape(height, width).astype(np.float32), (0, 0), SMOOTH)
    # A ring is somewhat more than a pixel wide here; smoothing spreads a point over the area below the line.
    whole = 2 * math.pi * outline.radius * HALF * 1.4 / (2 * math.pi * SMOOTH**2)
    return np.asarray(smooth / whole, dtype=np.float32), left, top


def _to_the_centre(lines: Lines, outline: Outline) -> tuple[Floats, Floats]:
    """The way from each piece of a line to the outline's centre, in pixels of the half picture, but for its sign."""
    turn = math.radians(outline.angle)
    cosine, sine = math.cos(turn), math.sin(turn)
    # The point of an ellipse with a given normal: the squared half axes times the normal, over its length.
    along = outline.major * (lines.across_x * cosine + lines.across_y * sine)
    across = outline.minor * (-lines.across_x * sine + lines.across_y * cosine)
    length = np.hypot(along, across) / HALF
    along, across = along * outline.major / length, across * outline.minor / length
    right, down = along * cosine - across * sine, along * sine + across * cosine
    return right.astype(np.float32), down.astype(np.float32)


def _visible(outline: Outline, x: Floats, y: Floats, size: tuple[int, int]) -> Floats:
    """About what share of the outline, by angle, is on the page when its centre is there."""
    turn = math.radians(outline.angle)
    reach_x = math.hypot(outline.major * math.cos(turn), outline.minor * math.sin(turn))
    reach_y = math.hypot(outline.major * math.sin(turn), outline.minor * math.cos(turn))
    hidden = np.zeros(len(x))
    for room in (x / reach_x, (size[1] - x) / reach_x, y / reach_y, (size[0] - y) / reach_y):
        hidden += np.arccos(np.clip(room, -1, 1)) / math.pi
    return np.asarray(np.clip(1 - hidden, 0, 1), dtype=np.float32)


def _apart(ranked: list[Candidate]) -> list[Candidate]:
    """The candidates without those near a better one of about the same shape."""
    kept: list[Candidate] = []
    for each in ranked:
        if not any(_alike(each.outline, other.outline) for other in kept):
            kept.append(each)
        if len(kept) >= MOST:
            break
    return kept


def _alike(one: Outline, other: Outline) -> bool:
    near = math.hypot(one.x - other.x, one.y - other.y) < 0.3 * other.minor
    return near and abs(one.flatness - other.flatness) < 0.2 and 0.8 < one.radius / other.radius < 1.25
