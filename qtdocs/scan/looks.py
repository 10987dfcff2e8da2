"""How a ring looks: how whole and how thick it is, what is around it, and whether there is anything like text in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.lines import Lines
from qtdocs.scan.outlines import STEPS, Floats, Outline, angles_around, unrolled
from qtdocs.scan.sheet import Pixels

Mask: TypeAlias = NDArray[np.bool_]
SECTORS = 48
"""Parts of the ring over which its distance from the centre is averaged, to see how steady it is."""
MIDDLE = 0.97
"""Radius of the ring's middle, where a line is seen, to that of its outer edge."""
INK = 0.45
"""From here on a smoothed pixel of a mask counts as ink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was measured of a ring; shares are of what lies on the page."""

    visible: float
    """Share of the ring, by angle, that is on the page."""
    coverage: float
    """Share of the ring, by angle, where there is ink."""
    chance: float
    """The same share on circles beside the ring: what text and lines that run through give."""
    drawn: float
    """Share of the ring, by angle, where a line runs along it: text does not, however much of it there is."""
    wobble: float
    """How far the ring strays from the outline, in its radii: a seal's is cut, a hand's is not steady."""
    thickness: float
    """Of the ring, in its radii."""
    outside: float
    """Share of ink in the band around it."""
    occupied: float
    """Share of angles with ink where text stands."""
    density: float
    """Share of ink where text stands."""
    changes: float
    """How often a circle through the text goes from paper to ink."""
    evenness: float
    """Share of the sixths of the ring that are mostly covered."""


def look(ink: Pixels, lines: Lines, outline: Outline) -> Look:
    """What is seen of the ring along this outline."""
    rolled = unrolled(ink, outline)
    on_page = _on_page(ink, outline)
    ring = _crossed(rolled, 0.93, 1.03)
    seen = on_page[:, STEPS - 3]
    beside = [_share(_crossed(rolled, low, low + 0.10), seen) for low in (1.08, 1.18)]
    text = rolled[:, round(0.52 * STEPS) : round(0.86 * STEPS)]
    text_seen = on_page[:, round(0.7 * STEPS)]
    return Look(
        visible=float(seen.mean()),
        coverage=_share(ring, seen),
        chance=min(beside),
        drawn=_drawn(lines, outline, seen),
        wobble=_wobble(lines, outline),
        thickness=_thickness(rolled[ring & seen]),
        outside=_mean(rolled[:, round(1.06 * STEPS) : round(1.25 * STEPS)][on_page[:, round(1.15 * STEPS)]]),
        occupied=_share(text.max(axis=1) > INK, text_seen),
        density=_mean(text[text_seen]),
        changes=_changes(text) / max(0.1, float(text_seen.mean())),
        evenness=_evenness(ring, seen),
    )


def _on_page(ink: Pixels, outline: Outline) -> Mask:
    """Which spots of the rolled-out picture are on the page."""
    radii = ((np.arange(round(STEPS * 1.32)) + 0.5) / STEPS).astype(np.float32)
    right, down = outline.points(angles_around()[:, None], radii[None, :])
    height, width = ink.shape[:2]
    return np.asarray((right >= 1) & (right < width - 1) & (down >= 1) & (down < height - 1))


def _crossed(rolled: Floats, low: float, high: float) -> Mask:
    """The angles at which there is ink between these radii."""
    band = rolled[:, round(low * STEPS) : round(high * STEPS)]
    sums = np.cumsum(np.pad(band, ((0, 0), (1, 0))), axis=1)
    return np.asarray(((sums[:, 3:] - sums[:, :-3]) / 3).max(axis=1) > INK)


def _drawn(lines: Lines, outline: Outline, seen: Mask) -> float:
    """Share of the angles at which a line runs along the outline, within some degrees."""
    near = lines.along(outline.scaled(MIDDLE), 0.05)
    angles = outline.angles_of(lines.x[near], lines.y[near])
    rows = (angles * (len(seen) / (2 * math.pi))).astype(np.int32) % len(seen)
    drawn = np.zeros(len(seen), dtype=bool)
    for beside in (-1, 0, 1):
        drawn[(rows + beside) % len(seen)] = True
    return _share(drawn, seen)


def _wobble(lines: Lines, outline: Outline) -> float:
    """How far the lines that run along the outline stray from the median of them, at two thirds of the angles."""
    near = lines.along(outline.scaled(MIDDLE), 0.12)
    x, y = lines.x[near], lines.y[near]
    places = (outline.angles_of(x, y) * (SECTORS / (2 * math.pi))).astype(np.intp) % SECTORS
    counts = np.bincount(places, minlength=SECTORS)
    sums = np.bincount(places, weights=outline.radii_of(x, y), minlength=SECTORS)
    means = sums[counts > 0] / counts[counts > 0]
    return float(np.percentile(np.abs(means - np.median(means)), 67)) if len(means) else 1.0


def _thickness(rows: Floats) -> float:
    """How far the ink goes on inwards from the outer edge, in the median of these angles."""
    if not len(rows):
        return 1.0
    inwards = rows[:, : round(1.04 * STEPS)][:, ::-1] > INK
    first = inwards.argmax(axis=1)
    columns = np.arange(inwards.shape[1])[None, :]
    ends = (columns > first[:, None]) & ~inwards
    last = np.where(ends.any(axis=1), ends.argmax(axis=1), inwards.shape[1])
    return float(np.median(last - first)) / STEPS


def _changes(text: Floats) -> float:
    """How often circles through the text go from paper to ink, in the median of several."""
    circles = text[:, 4::5] > 0.5
    return float(np.median((circles & ~np.roll(circles, 1, axis=0)).sum(axis=0)))


def _evenness(ring: Mask, seen: Mask) -> float:
    """Share of the sixths of the ring that are covered by half."""
    sixths = zip(np.array_split(ring, 6), np.array_split(seen, 6), strict=True)
    shares = [_share(part, visible) for part, visible in sixths if visible.any()]
    return float(np.mean([share > 0.5 for share in shares])) if shares else 0.0


def _share(mask: Mask, among: Mask) -> float:
    return float(mask[among].mean()) if among.any() else 0.0


def _mean(values: Floats) -> float:
    return float(values.mean()) if values.size else 0.0
