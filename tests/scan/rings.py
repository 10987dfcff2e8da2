"""Seals drawn for the tests of reading: a red ring, its name, a star, a line in the middle."""

from __future__ import annotations

import math

import numpy as np
from test_recogniser import font_file

from qtdocs.model.place import Place
from qtdocs.scan.sheet import Pixels, Print, Sheet

DPI = 200
RADIUS = 157.0
CENTRE = (300.0, 290.0)


def drawn_seal(
    name: str,
    *,
    turned: float = 0.0,
    centre: str = "",
    colour: tuple[int, int, int] = (205, 30, 40),
    printed: str = "",
    wiped: tuple[float, float] | None = None,
) -> Pixels:
    """A page with one round seal.

    Args:
        name: its ring text.
        turned: degrees clockwise.
        centre: the line below the star.
        colour: of the ink: red, green, blue.
        printed: a line of black print across the ring.
        wiped: degrees clockwise from the top between which there is no ink.
    """
    from PIL import Image, ImageDraw, ImageFont

    scale, radius = 3, RADIUS * 3
    middle = (CENTRE[0] * scale, CENTRE[1] * scale)
    image = Image.new("L", (600 * scale, 580 * scale), 0)
    pen = ImageDraw.Draw(image)
    pen.ellipse([*(each - radius for each in middle), *(each + radius for each in middle)], outline=255, width=24)
    font = ImageFont.truetype(str(font_file()), int(radius * 0.25))
    arc = min(280.0, 22.0 * len(name))
    for number, sign in enumerate(name):
        angle = -arc / 2 + arc * (number + 0.5) / len(name)
        glyph = Image.new("L", (int(radius * 0.32),) * 2, 0)
        ImageDraw.Draw(glyph).text((radius * 0.16,) * 2, sign, fill=255, font=font, anchor="mm")
        glyph = glyph.rotate(-angle, expand=True, resample=Image.Resampling.BICUBIC)
        across, up = math.sin(math.radians(angle)) * radius * 0.76, math.cos(math.radians(angle)) * radius * 0.76
        image.paste(255, (int(middle[0] + across - glyph.width / 2), int(middle[1] - up - glyph.height / 2)), glyph)
    small = ImageFont.truetype(str(font_file()), int(radius * 0.15))
    pen.regular_polygon((*middle, radius * 0.22), 5, fill=255)
    pen.text((middle[0], middle[1] + radius * 0.48), centre, fill=255, font=small, anchor="mm")
    if wiped:
        box = [*(each - radius * 0.93 for each in middle), *(each + radius * 0.93 for each in middle)]
        pen.pieslice(box, wiped[0] - 90, wiped[1] - 90, fill=0)
    image = image.rotate(-turned, center=middle, resample=Image.Resampling.BICUBIC)
    ink = np.asarray(image.resize((600, 580), Image.Resampling.LANCZOS), float)[:, :, None] / 255
    page = 255 * (1 - ink) + np.array(colour[::-1]) * ink
    if printed:
        paper = Image.new("L", (600, 580), 255)
        large = ImageFont.truetype(str(font_file()), 32)
        ImageDraw.Draw(paper).text((20, CENTRE[1] - RADIUS * 0.76), printed, fill=15, font=large, anchor="lm")
        page = page * np.asarray(paper, float)[:, :, None] / 255
    return np.clip(page, 0, 255).astype(np.uint8)


def sheet_of(pixels: Pixels) -> Sheet:
    """The page."""
    return Sheet(pixels=pixels, dpi=DPI, place=Place(page=1))


def print_of(colour: str = "red", **changes: object) -> Print:
    """The seal's outline on it."""
    values: dict[str, object] = {"shape": "round", "colour": colour, "centre": CENTRE, "axes": (RADIUS, RADIUS)}
    return Print(**(values | changes))  # type: ignore[arg-type]
