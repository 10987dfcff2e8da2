"""One PDF page as geometry: upright glyphs, ruled lines and pictures, before any reading of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from qtdocs.model.place import Box

POINTS_TO_MM = 25.4 / 72


class Glyph(NamedTuple):
    """One character where it stands; a named tuple because a page has a thousand of them."""

    text: str
    """The character; a whole typed line where a form field gave it."""
    left: float
    """Left edge, points from the upright page's left."""
    right: float
    """Right edge with the character's own advance."""
    baseline: float
    """Baseline, points from the upright page's top."""
    size: float
    """Font size in points, as seen."""
    colour: int = 0
    """Fill colour as 0xRRGGBB."""
    turned: int = 0
    """Degrees against the page's reading direction: 0, 90, 270, or other for a watermark."""
    home: Area | None = None
    """The rectangle it was cut off at, where the page cuts it: a spreadsheet's cell that is too small for its text."""

    @property
    def middle(self) -> float:
        """Half the way across."""
        return (self.left + self.right) / 2

    @property
    def heart(self) -> float:
        """Height of the character's middle, points from the top."""
        return self.baseline - 0.35 * self.size


class Ruling(NamedTuple):
    """A ruled line, horizontal or vertical."""

    at: float
    """Where it lies across its direction: the height of a horizontal, the distance from the left of a vertical."""
    start: float
    """Where it begins along its direction."""
    end: float
    """Where it ends."""
    colour: int = 0
    """Its colour as 0xRRGGBB."""


class Area(NamedTuple):
    """A rectangle in points from the upright page's upper left corner."""

    left: float
    """Left edge."""
    top: float
    """Upper edge."""
    right: float
    """Right edge."""
    bottom: float
    """Lower edge."""

    @property
    def box(self) -> Box:
        """The same in millimetres."""
        return Box(**{name: round(edge * POINTS_TO_MM, 1) for name, edge in self._asdict().items()})

    @property
    def size(self) -> float:
        """Its surface in square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)


class Upright(NamedTuple):
    """The affine way from the page's own space to points from the upper left corner as read."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's own space is seen."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def area(self, left: float, bottom: float, right: float, top: float) -> Area:
        """Where a rectangle of the page's own space is seen."""
        x1, y1 = self.point(left, bottom)
        x2, y2 = self.point(right, top)
        return Area(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def upright(quarter: int, box: tuple[float, float, float, float]) -> Upright:
    """The way that makes text upright which runs at ``quarter`` degrees, counted against the clock.

    Args:
        quarter: 0, 90, 180 or 270.
        box: left, bottom, right and top of the visible page in its own space.
    """
    left, bottom, right, top = box
    return {
        0: Upright(1, 0, 0, -1, -left, top),
        90: Upright(0, 1, 1, 0, -bottom, -left),
        180: Upright(-1, 0, 0, 1, right, -bottom),
        270: Upright(0, -1, -1, 0, top, right),
    }[quarter]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on one page."""

    number: int
    """From 1."""
    width: float
    """Points, as read."""
    height: float
    """Points, as read."""
    glyphs: tuple[Glyph, ...] = ()
    """Characters in the file's own order, real spaces included."""
    horizontals: tuple[Ruling, ...] = ()
    """Horizontal lines: borders, underlines, strikes."""
    verticals: tuple[Ruling, ...] = ()
    """Vertical lines."""
    pictures: tuple[Area, ...] = ()
    """Pictures and stamps."""
    squares: tuple[Area, ...] = ()
    """Small squares, as drawn around a tick or a digit."""
    strokes: tuple[Area, ...] = ()
    """Small drawings that rule nothing, as a tick."""
    signatures: tuple[Area, ...] = ()
    """Signed electronic signature fields."""
    comments: tuple[str, ...] = ()
    """Texts of sticky notes."""
    hidden: str = ""
    """Text that nobody sees on the page."""
    painted_over: bool = False
    """Whether the text lies invisible behind a picture of the page, as scanners' text recognition leaves it."""
    cleaned: tuple[str, ...] = field(default=())
    """Characters that were mapped to others or could not be told, as ``⻓→长``."""
    garbled: int = 0
    """Characters whose font tells nothing of what they are."""
    is_cut: bool = False
    """Whether there was more on it than is read of one page."""
    is_mute: bool = False
    """Whether text is there whose characters could not be had."""
