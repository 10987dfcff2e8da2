"""Prints on the working picture, and which of several in one place is meant."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from qtdocs.scan.lines import Lines
from qtdocs.scan.outlines import Outline
from qtdocs.scan.sheet import Colour, Shape

MIDDLE = 0.97
"""Radius of the ring's middle, where a line is seen, to that of its outer edge."""
BESIDE = 0.08
"""How far from an outline the pieces of its ring are, in its radii."""
EXPLAINED = 0.4
"""Share of a ring's pieces that belong to better ones, from which there is no ring of its own."""
APART = 0.35
"""Half heights between the centres of two prints that touch or overlap; what is nearer is one seen twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A print on the working picture, and how good it is."""

    shape: Shape
    """What it is."""
    colour: Colour
    """Its ink."""
    outline: Outline
    """In pixels of the working picture."""
    coverage: float
    """Share of the ring with ink."""
    grade: str
    """A, B or C."""
    merit: float
    """By this one of several in the same place is chosen."""


def apart(rings: Iterable[Sighting]) -> list[Sighting]:
    """The rings without those in the place of a better one, best first."""
    kept: list[Sighting] = []
    for ring in sorted(rings, key=lambda each: -each.merit):
        if not any(_in_place_of(ring.outline, other.outline) for other in kept):
            kept.append(ring)
    return kept


def unexplained(sightings: Iterable[Sighting], lines: Lines) -> list[Sighting]:
    """Those, best first, whose ring is not for the most part made of pieces of rings before them.

    Two rings that cross make a lens and a crescent between them, which look like ovals.
    """
    claimed = np.zeros(len(lines.x), dtype=bool)
    kept: list[Sighting] = []
    for sighting in sightings:
        own = lines.along(sighting.outline.scaled(MIDDLE), BESIDE)
        if len(own) and claimed[own].mean() < EXPLAINED:
            kept.append(sighting)
            claimed[own] = True
    return kept


def _in_place_of(one: Outline, other: Outline) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < APART * max(one.minor, other.minor)
