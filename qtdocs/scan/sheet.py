"""What is looked at and what is seen: a page as a picture, and the prints of seals on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qtdocs.model.place import Box, Place

Pixels: TypeAlias = NDArray[np.uint8]
"""A picture: height × width × 3 in the order blue, green, red; or height × width for one channel."""
Shape = Literal["round", "oval", "square", "edge"]
"""Of a seal's print: a round or an oval ring, a square name seal, an arc that the page's edge cuts (骑缝章)."""
Colour = Literal["red", "blue", "black"]
"""Of its ink; black is what a photocopy or a grey scan makes of any."""
MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """One page, or one picture in a file, as pixels."""

    pixels: Pixels
    """Colours, blue first; the page as a person would hold it, once it was put upright."""
    dpi: float
    """Pixels an inch on the paper."""
    place: Place
    """The page, or the cell that a picture stands in."""
    is_measured: bool = True
    """Whether ``dpi`` comes from the file; else the picture is taken for an upright A4 page."""

    def mm(self, pixels: float) -> float:
        """A length on the paper, in millimetres."""
        return pixels * MM_PER_INCH / self.dpi

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A rectangle of pixels as millimetres from the page's upper left corner."""
        return Box(left=self.mm(left), top=self.mm(top), right=self.mm(right), bottom=self.mm(bottom))


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The print of one seal on a sheet, as far as its outline goes."""

    shape: Shape
    """What it is."""
    colour: Colour
    """Its ink."""
    centre: tuple[float, float]
    """Pixels of the sheet: right, down."""
    axes: tuple[float, float]
    """Half its width along ``angle`` and half its height across, to the outer edge of the ring, in pixels."""
    angle: float = 0.0
    """Degrees by which the longer axis is turned clockwise from the horizontal."""
    coverage: float = 1.0
    """Share of the ring, by angle, on which ink is seen."""
    grade: str = "A"
    """A beyond doubt, B glance at it, C a guess."""
