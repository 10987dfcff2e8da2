"""Seals as they are cut: ring, star, text around, a line across, a number below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from samples.sealing.fonts import HEI, HEI_BOLD, KAI_BOLD, SONG, SONG_BOLD, font, font_file

__all__ = ["DPI", "FONTS", "Cut", "cut", "font", "font_file", "mask_of"]
DPI = 400
FONTS = (SONG_BOLD, SONG, HEI_BOLD, KAI_BOLD)
_FONT_ODDS = (0.4, 0.25, 0.15, 0.2)
_PX = DPI / 25.4
_MARGIN = 6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cut:
    """A seal as its maker cut it: strokes white on black at ``DPI``."""

    whole: Image.Image
    """Every stroke."""
    ring: Image.Image
    """The ring alone."""
    text: Image.Image
    """The text around alone."""
    band: tuple[float, float]
    """Between which shares of the radius the text around stands."""
    span: float
    """Radians of the circle that it takes, its middle at the top."""


def mask_of(
    name: str, rng: np.random.Generator, *, shape: str = "round", width: float, height: float, centre_text: str = "",
    serial: bool = True,
) -> Image.Image:  # fmt: skip
    """The strokes of a seal, white on black, at ``DPI``; the arguments are those of ``cut``."""
    return cut(name, rng, shape=shape, width=width, height=height, centre_text=centre_text, serial=serial).whole


def cut(
    name: str, rng: np.random.Generator, *, shape: str = "round", width: float, height: float, centre_text: str = "",
    serial: bool = True,
) -> Cut:  # fmt: skip
    """A seal with this text.

    Args:
        name: the text around it; of a square seal its text.
        rng: chance.
        shape: round, oval or square.
        width: millimetres.
        height: millimetres.
        centre_text: the line across.
        serial: whether a number may stand in it.
    """
    if shape == "square":
        return _square(name, rng, width)
    half = (width / 2 * _PX, height / 2 * _PX)
    ring = _blank(half)
    _rings(ring, half, rng)
    text = _blank(half)
    band, span = _text_around(text, name, half, rng, room=bool(centre_text))
    whole = Image.fromarray(np.maximum(np.asarray(ring), np.asarray(text)))
    if shape == "round":
        _star(whole, half[0] * rng.uniform(0.24, 0.3))
    if centre_text:
        _line_across(whole, centre_text, half, down=0.5 if shape == "round" else 0.46)
    if serial and rng.random() < 0.65:
        _number(whole, half, rng, straight=shape == "oval")
    return Cut(whole=whole, ring=ring, text=text, band=band, span=span)


def _blank(half: tuple[float, float]) -> Image.Image:
    return Image.new("L", (int(half[0] * 2) + 2 * _MARGIN, int(half[1] * 2) + 2 * _MARGIN), 0)


def _rings(image: Image.Image, half: tuple[float, float], rng: np.random.Generator) -> None:
    """The ring, in one seal of four with a thin one inside."""
    thick = rng.uniform(0.8, 1.4) * _PX
    _ring(image, half, thick)
    if rng.random() < 0.25:
        inner = thick + rng.uniform(0.5, 0.9) * _PX
        _ring(image, (half[0] - inner, half[1] - inner), 0.3 * _PX)


def _ring(image: Image.Image, half: tuple[float, float], thick: float) -> None:
    x, y = image.width / 2, image.height / 2
    box = (x - half[0], y - half[1], x + half[0], y + half[1])
    ImageDraw.Draw(image).ellipse(box, outline=255, width=max(2, int(thick)))


def _text_around(
    image: Image.Image, name: str, half: tuple[float, float], rng: np.random.Generator, *, room: bool
) -> tuple[tuple[float, float], float]:
    """Set the text along the ring, evenly by length; gives its band and the angle it takes.

    Many cutters leave brackets out. ``room`` keeps the ends of the text clear of a line across.
    """
    letters = [letter for letter in name if letter not in "（）()"] if rng.random() < 0.5 else list(name)
    count, face = len(letters), str(rng.choice(FONTS, p=_FONT_ODDS))
    widest = 238.0 if room else 300.0 if count > 14 else 285.0
    span = math.radians(min(widest, max(170.0, 13.0 * count + 80)) * rng.uniform(0.95, 1.0))
    tall = min(half[1] * rng.uniform(0.25, 0.3), rng.uniform(4.8, 6.0) * _PX)
    away = tall / 2 + rng.uniform(2.0, 2.7) * _PX
    track = (half[0] - away, half[1] - away)
    angles, length = _even(track, span, count)
    wide = int(min(tall * 0.96, length / max(count - 1, 1) * rng.uniform(0.8, 0.93)))
    for letter, angle in zip(letters, angles, strict=True):
        _put(image, _glyph(letter, face, int(tall), wide), angle, track)
    middle, reach = 1 - away / half[1], tall / half[1] / 2
    return (middle - reach, middle + reach), span + wide / track[0]


def _even(track: tuple[float, float], span: float, count: int) -> tuple[list[float], float]:
    """Angles of an ellipse at which characters stand evenly, and the length of the way."""
    angles = np.linspace(-math.pi / 2 - span / 2, -math.pi / 2 + span / 2, 361)
    steps = np.hypot(np.diff(track[0] * np.cos(angles)), np.diff(track[1] * np.sin(angles)))
    way = np.concatenate([[0.0], np.cumsum(steps)])
    stops = np.linspace(0, way[-1], count) if count > 1 else np.array([way[-1] / 2])
    return [float(each) for each in np.interp(stops, way, angles)], float(way[-1])


@lru_cache(maxsize=4096)
def _glyph(letter: str, face: str, height: int, width: int) -> Image.Image:
    """One character filling a box of this size, as cutters stretch it."""
    drawn = Image.new("L", (height * 2, height * 2), 0)
    ImageDraw.Draw(drawn).text((height, height), letter, fill=255, font=font(face, height), anchor="mm")
    box = (height // 2 - 1, height // 2 - 1, height // 2 + height + 1, height // 2 + height + 1)
    return drawn.crop(box).resize((max(width, 4), height), Image.Resampling.BICUBIC)


def _put(
    image: Image.Image, glyph: Image.Image, angle: float, track: tuple[float, float], *, upward: bool = True
) -> None:
    """Put a character on the ring, its foot towards the middle, or its head if it is read from below."""
    lean = math.atan2(math.sin(angle) / track[1], math.cos(angle) / track[0])  # along the normal of an ellipse
    degrees = -math.degrees(lean) - (90 if upward else -90)
    turned = glyph.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
    x = image.width / 2 + track[0] * math.cos(angle) - turned.width / 2
    y = image.height / 2 + track[1] * math.sin(angle) - turned.height / 2
    image.paste(255, (round(x), round(y)), turned)


def _line_across(image: Image.Image, text: str, half: tuple[float, float], *, down: float) -> None:
    size = int(min(half[0] * 0.155, half[0] * 0.86 / len(text)))
    spot = (image.width / 2, image.height / 2 + half[1] * down)
    ImageDraw.Draw(image).text(spot, text, fill=255, font=font(SONG_BOLD, size), anchor="mm")


def _number(image: Image.Image, half: tuple[float, float], rng: np.random.Generator, *, straight: bool) -> None:
    """The number of the seal along the foot; on an oval the tax number, across the middle."""
    if straight:
        digits = "91" + "".join(str(each) for each in rng.integers(0, 10, 16))
        ImageDraw.Draw(image).text(
            (image.width / 2, image.height / 2), digits, fill=255, font=font(HEI, int(half[0] * 0.105)), anchor="mm"
        )
        return
    digits = "".join(str(each) for each in rng.integers(0, 10, int(rng.integers(10, 14))))
    tall = int(rng.uniform(1.3, 1.7) * _PX)
    track = (half[0] - 2.4 * _PX, half[1] - 2.4 * _PX)
    for place, digit in enumerate(digits):
        angle = math.pi / 2 - (place - (len(digits) - 1) / 2) * math.radians(4.2)
        _put(image, _glyph(digit, HEI_BOLD, tall, int(tall * 0.7)), angle, track, upward=False)


def _star(image: Image.Image, reach: float) -> None:
    x, y = image.width / 2, image.height / 2
    reaches = [reach * (1 if corner % 2 == 0 else 0.382) for corner in range(10)]
    turns = [math.radians(36 * corner - 90) for corner in range(10)]
    spots = [(x + far * math.cos(turn), y + far * math.sin(turn)) for far, turn in zip(reaches, turns, strict=True)]
    ImageDraw.Draw(image).polygon(spots, fill=255)


def _square(name: str, rng: np.random.Generator, width: float) -> Cut:
    """A person's seal: four characters in two columns, read from the right."""
    side = int(width * _PX)
    blank = (side + 2 * _MARGIN, side + 2 * _MARGIN)
    ring, text = Image.new("L", blank, 0), Image.new("L", blank, 0)
    frame = (_MARGIN, _MARGIN, side + _MARGIN, side + _MARGIN)
    ImageDraw.Draw(ring).rectangle(frame, outline=255, width=int(rng.uniform(0.7, 1.2) * _PX))
    letters = (name[:3] + "印")[:4].ljust(4, "印")
    face = font(str(rng.choice(FONTS)), int(side * 0.42))
    for place, letter in enumerate(letters):
        column, row = 1 - place // 2, place % 2
        spot = (_MARGIN + side * (0.28 + 0.44 * column), _MARGIN + side * (0.28 + 0.44 * row))
        ImageDraw.Draw(text).text(spot, letter, fill=255, font=face, anchor="mm")
    whole = Image.fromarray(np.maximum(np.asarray(ring), np.asarray(text)))
    return Cut(whole=whole, ring=ring, text=text, band=(0.1, 0.9), span=2 * math.pi)
