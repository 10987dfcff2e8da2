"""Whether a ring is a seal's, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from qtdocs.scan.looks import Look
from qtdocs.scan.outlines import Outline
from qtdocs.scan.sheet import Shape

ROUNDEST = 1.2
"""Length over height up to which a ring is round: a photograph from the side makes a circle a little flat."""
FLATTEST = 1.9
"""Of oval seals: 45 × 27.5 mm, a little flatter from the side."""
USUAL = (1.12, 1.26)
"""Between these a ring is flatter than a scanned circle and rounder than any oval: everything must be seen of it."""
ROUND_RADII = (15.5, 26.0)
"""Millimetres; round seals are 38 to 50 mm across (GB/T 33481: 40 to 45 for most), a scan is off by some percent."""
OVAL_RADII = (14.5, 21.5)
"""Millimetres, of the circle of the same area: 40 × 27.5 to 50 × 32 mm."""
SCALE_UNKNOWN = 1.35
"""How far a page's scale may be off that was only taken for A4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a ring must be to be a seal's."""

    coverage: float = 0.62
    """Least share of the ring with ink."""
    over_chance: float = 0.45
    """Least share of the ring with ink beyond what the circles beside it have."""
    drawn: float = 0.62
    """Least share of the ring along which a line runs."""
    wobble: float = 0.028
    """Greatest, in radii; of a seal 0.005 to 0.015, of a faint one 0.02; what a hand draws strays further."""
    thickness: float = 0.15
    """Greatest, in radii: 3 mm; real rings are 1 to 1.5 mm, and blurred ones 2 to 2.5."""
    outside: float = 0.3
    """Greatest share of ink around it."""
    occupied: float = 0.2
    """Least share of angles with ink where text stands."""
    density: tuple[float, float] = (0.03, 0.6)
    """Share of ink where text stands."""
    changes: float = 4.0
    """Least number of strokes on a circle through the text."""


COLOURED = Limits()
OVALS = Limits(coverage=0.7, over_chance=0.55, drawn=0.7, wobble=0.025, thickness=0.19, changes=4.5)
"""An oval fits by chance to more; its ring is thicker in radii, and more so where there is an inner ring."""
GREY = Limits(
    coverage=0.78,
    over_chance=0.4,
    drawn=0.76,
    wobble=0.016,
    thickness=0.13,
    outside=0.5,
    occupied=0.3,
    density=(0.05, 0.75),
    changes=7.0,
)
GREY_OVALS = Limits(
    coverage=0.82,
    over_chance=0.45,
    drawn=0.82,
    wobble=0.016,
    thickness=0.17,
    outside=0.5,
    occupied=0.3,
    density=(0.05, 0.75),
    changes=5.0,
)
"""On a grey page text and table stand in and around a seal in the same ink."""
WHOLE = Limits(
    coverage=0.9,
    over_chance=0.75,
    drawn=0.9,
    wobble=0.016,
    thickness=0.14,
    occupied=0.15,
    density=(0.02, 0.6),
    changes=2.5,
)
"""A steady ring that is all there needs less text in it: some seals have four characters, some rubbers are worn."""
FAINT = Limits(coverage=0.5, over_chance=0.42, drawn=0.5, wobble=0.022, density=(0.02, 0.65), changes=4.0)
"""Of a guess that somebody has to look at anyway."""
ARCS = Limits(
    coverage=0.8, over_chance=0.5, drawn=0.75, wobble=0.02, thickness=0.14, outside=0.2, occupied=0.25, changes=4.0
)
"""Of a short arc everything must be seen."""
COMFORTABLE = Limits(
    coverage=0.8, over_chance=0.5, drawn=0.75, wobble=0.016, thickness=0.13, outside=0.25, occupied=0.35, changes=7.0
)
"""What makes a print one beyond doubt."""


def shape_of(outline: Outline, pixels_a_mm: float, *, is_measured: bool) -> Shape | None:
    """Round or oval; none where the ring has no seal's size."""
    slack = 1.0 if is_measured else SCALE_UNKNOWN
    radius = outline.radius / pixels_a_mm
    if outline.flatness > FLATTEST:
        return None
    shape: Shape = "round" if outline.flatness <= ROUNDEST else "oval"
    low, high = ROUND_RADII if shape == "round" else OVAL_RADII
    return shape if low / slack <= radius <= high * slack else None


def meets(seen: Look, limits: Limits) -> bool:
    """Whether a ring is all that the limits ask for."""
    return (
        seen.coverage >= limits.coverage
        and seen.coverage - seen.chance >= limits.over_chance
        and seen.drawn >= limits.drawn
        and seen.wobble <= limits.wobble
        and seen.thickness <= limits.thickness
        and seen.outside <= limits.outside
        and seen.occupied >= limits.occupied
        and limits.density[0] <= seen.density <= limits.density[1]
        and seen.changes >= limits.changes
    )
