"""How much ink of a seal lies on each spot of a picture: by its colour, or by its darkness."""

from __future__ import annotations

from typing import TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.sheet import Colour, Pixels

Map: TypeAlias = NDArray[np.float32]
"""How much ink lies on each spot."""


def tinted(pixels: Pixels, colour: Colour) -> Map:
    """How strongly each spot shows the colour of the ink, whatever black is printed beneath it."""
    blue, green, red = (channel.astype(np.float32) for channel in np.moveaxis(pixels, 2, 0))
    if colour == "red":
        return cast(Map, np.maximum(red - np.maximum(green, blue), 0))
    return cast(Map, np.maximum(blue - red, 0)) if colour == "blue" else dark(pixels, colour)


def dark(pixels: Pixels, colour: Colour) -> Map:
    """How dark each spot is in the light that the ink swallows: sharper than its colour, but black print shows."""
    blue, green, red = (channel.astype(np.float32) for channel in np.moveaxis(pixels, 2, 0))
    light = {"red": (green + blue) / 2, "blue": red, "black": 0.3 * red + 0.59 * green + 0.11 * blue}[colour]
    return cast(Map, (255 - light).astype(np.float32))
