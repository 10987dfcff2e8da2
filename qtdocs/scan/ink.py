"""Where there is ink: red, blue or any, as masks of a picture whose paper was made white."""

from __future__ import annotations

import numpy as np

from qtdocs.scan.sheet import Pixels

REDNESS = 16
"""Red over the larger of green and blue from which a pixel is red ink."""
BLUENESS = 24
"""Blue over the mean of green and red from which a pixel is blue ink; scanners leave a blue fringe on black text."""
WARM = 0.55
"""Share of red over blue that green may have over blue."""
DARKNESS = 22
"""Levels below the paper from which a pixel of a grey page is ink."""
COLOURLESS = 14.0
"""A page on which all but half a percent of the pixels have less chroma is a grey page."""
PATCH = 9.0
"""Millimetres, the side of the squares in which ink is measured."""
FILLED = 0.8
"""Share of such a square with ink that no seal has; around its star it is a half."""
SURE = 0.6
"""Share of a threshold that is enough beside a pixel that reaches it."""


def is_colourless(white: Pixels) -> bool:
    """Whether the page is a grey scan or a photocopy, on which a seal is black, but for a seal or two."""
    some = white[::3, ::3].astype(np.int16)
    chroma = some.max(axis=2) - some.min(axis=2)
    return float(np.percentile(chroma, 99.5)) < COLOURLESS


def red_ink(white: Pixels, threshold: int = REDNESS) -> Pixels:
    """Pixels of red ink as 255; orange and yellow are none."""
    import cv2

    blue, green, red = cv2.split(white)
    redness = cv2.subtract(red, cv2.max(green, blue))
    # Red over blue by much more than over green is orange: rust, skin, a logo.
    warmth = cv2.subtract(cv2.subtract(green, blue), cv2.convertScaleAbs(cv2.subtract(red, blue), alpha=WARM))
    return _held_together(np.asarray(cv2.subtract(redness, cv2.convertScaleAbs(warmth, alpha=8)), np.uint8), threshold)


def blue_ink(white: Pixels, threshold: int = BLUENESS) -> Pixels:
    """Pixels of blue ink as 255; green is none."""
    import cv2

    blue, green, red = cv2.split(white)
    blueness = cv2.subtract(blue, cv2.addWeighted(green, 0.5, red, 0.5, 0))
    return _held_together(np.asarray(cv2.min(blueness, cv2.subtract(blue, green)), np.uint8), threshold)


def dark_ink(white: Pixels, threshold: int = DARKNESS) -> Pixels:
    """Pixels of any ink as 255, whatever its colour."""
    import cv2

    darkness = cv2.bitwise_not(cv2.cvtColor(white, cv2.COLOR_BGR2GRAY))
    return _held_together(np.asarray(darkness, dtype=np.uint8), threshold + 10)


def without_patches(ink: Pixels, pixels_a_mm: float) -> Pixels:
    """The ink without patches that are filled for a centimetre: a desk, a photograph, a logo."""
    import cv2

    side = max(3, round(PATCH * pixels_a_mm))
    filled = (cv2.blur(ink, (side, side)) > FILLED * 255).astype(np.uint8)
    if not filled.any():
        return ink
    # What is around a patch belongs to it: its corners, and its frayed edge.
    around = cv2.dilate(filled, np.ones((side + side // 3, side + side // 3), np.uint8))
    return np.asarray(ink * (1 - around), dtype=np.uint8)


def _held_together(strength: Pixels, threshold: int) -> Pixels:
    """The pixels that reach the threshold, and those beside them that nearly do."""
    import cv2

    near = cv2.dilate((strength > threshold).astype(np.uint8), np.ones((5, 5), np.uint8))
    nearly = strength > SURE * threshold
    return np.asarray(near * nearly.astype(np.uint8) * 255, dtype=np.uint8)
