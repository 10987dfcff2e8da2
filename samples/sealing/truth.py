"""What stands on a made page, as it was drawn: the yardstick of every figure."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

MM = 25.4
Pixels = NDArray[np.uint8]
Spot = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One seal on a page."""

    shape: str
    """round, oval, square or edge."""
    colour: str
    """red, blue or black: what is visible; on a grey scan every seal is black."""
    name: str
    """The text around it; a seal may leave out the brackets of it."""
    centre_text: str = ""
    """The line across it; empty for none."""
    box: Spot
    """Millimetres on the picture as given (pixels / dpi): left, top, right, bottom."""
    centre: tuple[float, float]
    """Millimetres on the picture as given."""
    flat: tuple[float, float]
    """Millimetres on the paper before it was scanned askew or photographed."""
    diameter: float
    """The long axis, millimetres on the paper."""
    across: float
    """The short axis, millimetres on the paper."""
    angle: float = 0.0
    """Degrees clockwise by which it was stamped askew."""
    cell: str = ""
    """Key of the form's box it was meant for; empty for none."""
    ink: float
    """Share of the strokes of its ring and of the text around that took ink, 0 to 1, measured on what was drawn."""
    text_ink: float = 0.0
    """The same of the text around alone."""
    covered: float
    """Share of the text around, by angle, that lies over what was on the paper before: print, lines, another seal."""

    @property
    def readable(self) -> bool:
        """Whether a person can be expected to read it; never judged by what a program read."""
        return self.ink >= 0.5 and self.covered <= 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One true box of a form."""

    key: str
    """The field whose value stands in it; ``label`` for a printed label, or a seal's place."""
    text: str
    """What is printed or written in it."""
    box: Spot
    """Millimetres on the flat paper."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """A made page."""

    pixels: Pixels
    """Height × width × 3, blue first."""
    dpi: float
    """Pixels an inch; of a photograph, if its width were that of A4."""
    truths: tuple[Truth, ...] = ()
    """Its seals."""
    cells: tuple[Cell, ...] = ()
    """The boxes of a form; none for other pages."""
    values: dict[str, str] = field(default_factory=dict)
    """What was filled in, by key."""
