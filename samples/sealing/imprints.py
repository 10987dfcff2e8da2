"""Seals as they are cut: ring, star, text around, a line across, a number below."""

from __future__ import annotations

import math
import subprocess
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

DPI = 400
FONTS = ("Noto Serif CJK SC:bold", "Noto Serif CJK SC", "Noto Sans CJK SC:bold", "LXGW WenKai:bold")
_PX = DPI / 25.4


@lru_cache(maxsize=16)
def font_file(name: str) -> tuple[str, int]:
    """Where a font lies, and which face of the file it is.

    Raises:
        FileNotFoundError: the font is not installed.
    """
    family = name.partition(":")[0]
    told = subprocess.run(
        ["fc-match", "--format", "%{file}|%{index}|%{family}", name], check=True, capture_output=True, text=True
    ).stdout
    path, index, found = told.split("|")
    if family.split()[0] not in found:
        raise FileNotFoundError(f"没有装字体 {family}")
    return path, int(index) & 0xFFFF


@lru_cache(maxsize=256)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels."""
    path, index = font_file(name)
    return ImageFont.truetype(path, size, index=index)


@lru_cache(maxsize=4096)
def _glyph(letter: str, face: str, height: int, width: int) -> Image.Image:
    """One character filling a box of this size, as cutters stretch it."""
    drawn = Image.new("L", (height * 2, height * 2), 0)
    ImageDraw.Draw(drawn).text((height, height), letter, fill=255, font=font(face, height), anchor="mm")
    box = (height // 2 - 1, height // 2 - 1, height // 2 + height + 1, height // 2 + height + 1)
    return drawn.crop(box).resize((max(width, 4), height), Image.Resampling.BICUBIC)


def mask_of(
    name: str, rng: np.random.Generator, *, shape: str = "round", width: float, height: float, centre_text: str = "",
    serial: bool = True,
) -> Image.Image:  # fmt: skip
    """The strokes of a seal, white on black, at ``DPI``.

    Args:
        name: the text around it; of a square seal its text.
        rng: chance.
        shape: round, oval or square.
        width: millimetres.
        height: millimetres.
        centre_text: the line across.
        serial: whether a number stands below.
    """
    if shape == "square":
        return _square(name, rng, width)
    half_w, half_h = width / 2 * _PX, height / 2 * _PX
    image = Image.new("L", (int(half_w * 2) + 12, int(half_h * 2) + 12), 0)
    pen = ImageDraw.Draw(image)
    middle = (image.width / 2, image.height / 2)
    thick = rng.uniform(0.8, 1.5) * _PX
    _ring(pen, middle, (half_w, half_h), thick)
    if rng.random() < 0.25:
        _ring(pen, middle, (half_w - thick - 0.7 * _PX, half_h - thick - 0.7 * _PX), 0.3 * _PX)
    face = str(rng.choice(FONTS))
    _text_around(image, name, face, half_w, half_h, rng)
    if shape == "round":
        _star(pen, middle, half_w * rng.uniform(0.24, 0.32))
    if centre_text:
        size = int(half_w * 0.155)
        spot = (middle[0], middle[1] + half_h * (0.48 if shape == "round" else 0.02))
        pen.text(spot, centre_text, fill=255, font=font(face, size), anchor="mm")
    if serial and rng.random() < 0.6:
        _number_below(image, "".join(str(rng.integers(10)) for _ in range(13)), half_w, half_h)
    return image


def _ring(pen: ImageDraw.ImageDraw, middle: tuple[float, float], half: tuple[float, float], thick: float) -> None:
    box = (middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1])
    pen.ellipse(box, outline=255, width=max(2, int(thick)))


def _text_around(
    image: Image.Image, name: str, face: str, half_w: float, half_h: float, rng: np.random.Generator
) -> None:
    letters = [letter for letter in name if letter not in "（）()"] if rng.random() < 0.5 else list(name)
    count = len(letters)
    span = math.radians(min(290.0, max(200.0, 15.5 * count + 60)) * rng.uniform(0.95, 1.03))
    tall = int(min(half_h * rng.uniform(0.24, 0.29), 5.6 * _PX))
    wide = int(min(tall * 0.95, span * half_w * 0.72 / count * 0.88))
    for place, letter in enumerate(letters):
        turn = -math.pi / 2 + (place - (count - 1) / 2) * span / max(count - 1, 1)
        _put(
            image,
            _glyph(letter, face, tall, wide),
            turn,
            half_w - tall * 0.5 - 2.6 * _PX,
            half_h - tall * 0.5 - 2.6 * _PX,
        )


def _number_below(image: Image.Image, digits: str, half_w: float, half_h: float) -> None:
    tall = int(1.5 * _PX)
    for place, digit in enumerate(digits):
        turn = math.pi / 2 - (place - (len(digits) - 1) / 2) * math.radians(4.4)
        glyph = _glyph(digit, FONTS[2], tall, int(tall * 0.6))
        _put(image, glyph, turn, half_w - 2.2 * _PX, half_h - 2.2 * _PX, upward=False)


def _put(
    image: Image.Image, glyph: Image.Image, turn: float, across: float, down: float, *, upward: bool = True
) -> None:
    """Put a character on the ring, its foot towards the middle, or its head if it is read from below."""
    lean = math.atan2(math.sin(turn) / down, math.cos(turn) / across)  # along the normal of an ellipse
    degrees = -math.degrees(lean) - (90 if upward else -90)
    turned = glyph.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
    x = image.width / 2 + across * math.cos(turn) - turned.width / 2
    y = image.height / 2 + down * math.sin(turn) - turned.height / 2
    image.paste(255, (round(x), round(y)), turned)


def _star(pen: ImageDraw.ImageDraw, middle: tuple[float, float], reach: float) -> None:
    spots = [
        (
            middle[0] + reach * (1 if corner % 2 == 0 else 0.382) * math.cos(math.radians(-90 + 36 * corner)),
            middle[1] + reach * (1 if corner % 2 == 0 else 0.382) * math.sin(math.radians(-90 + 36 * corner)),
        )
        for corner in range(10)
    ]
    pen.polygon(spots, fill=255)


def _square(name: str, rng: np.random.Generator, width: float) -> Image.Image:
    side = int(width * _PX)
    image = Image.new("L", (side + 12, side + 12), 0)
    pen = ImageDraw.Draw(image)
    pen.rectangle((6, 6, side + 5, side + 5), outline=255, width=int(rng.uniform(0.7, 1.2) * _PX))
    letters = (name[:3] + "印")[:4].ljust(4, "印")
    face = str(rng.choice(FONTS))
    size = int(side * 0.4)
    for place, letter in enumerate(letters):
        column, row = 1 - place // 2, place % 2
        spot = (6 + side * (0.29 + 0.42 * column), 6 + side * (0.29 + 0.42 * row))
        pen.text(spot, letter, fill=255, font=font(face, size), anchor="mm")
    return image
