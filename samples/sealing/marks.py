"""Red, blue and round things that stand on papers and are no seals."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.sealing.fonts import HEI, HEI_BOLD, KAI, SONG, font
from samples.sealing.truth import MM

RED = (204, 24, 28)
_BLUE = (30, 70, 190)
Colour = tuple[int, int, int]
Paint = Callable[[Image.Image, ImageDraw.ImageDraw, np.random.Generator, float], None]


def star(pen: ImageDraw.ImageDraw, spot: tuple[float, float], reach: float, fill: Colour | str) -> None:
    """Draw a star of five points."""
    turns = [(reach * (1, 0.382)[n % 2], math.radians(36 * n - 90)) for n in range(10)]
    pen.polygon([(spot[0] + away * math.cos(turn), spot[1] + away * math.sin(turn)) for away, turn in turns], fill=fill)


def _spot(rng: np.random.Generator, dpi: float) -> tuple[float, float]:
    return float(rng.uniform(45, 165)) / MM * dpi, float(rng.uniform(70, 250)) / MM * dpi


def red_text(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    """Sentences in red, underlined once, twice or with a wave, and a red frame around one."""
    face = font((SONG, HEI, KAI)[int(rng.integers(3))], round(float(rng.uniform(12, 22)) / 72 * dpi))
    mm = dpi / MM
    for place in range(int(rng.integers(3, 6))):
        x, y = float(rng.uniform(24, 80)) * mm, (60 + place * 38 + float(rng.uniform(0, 14))) * mm
        text = ("请务必于截止日期前报送", "注意：单位名称须与公章一致", "已退回，请补正后重报", "重要")[
            int(rng.integers(4))
        ]
        pen.text((x, y), text, fill=RED, font=face)
        box = pen.textbbox((x, y), text, font=face)
        foot = box[3] + 1.2 * mm
        if rng.random() < 0.25:
            pen.rectangle((box[0] - 2 * mm, box[1] - 2 * mm, box[2] + 2 * mm, foot + mm), outline=RED, width=4)
        elif rng.random() < 0.4:
            wave = [(at, foot + 0.7 * mm * math.sin(at / mm * 2)) for at in np.arange(box[0], box[2], 3.0)]
            pen.line(wave, fill=RED, width=3)
        else:
            pen.line([(box[0], foot), (box[2], foot)], fill=RED, width=3)


def signature(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    """Names signed with a red pen: strokes that run together, thick where the pen presses."""
    mm = dpi / MM
    for _ in range(int(rng.integers(1, 4))):
        x, y = _spot(rng, dpi)
        letters = int(rng.integers(2, 4))
        for letter in range(letters):
            middle = np.array([x + letter * rng.uniform(7, 11) * mm, y + rng.normal(0, 1.5) * mm])
            knots = middle + rng.normal(0, 4.0, (int(rng.integers(6, 12)), 2)) * mm
            curve = _curve(knots)
            pressed = 2 + 3 * np.abs(np.sin(np.linspace(0, rng.uniform(4, 9), len(curve))))
            for one, other, thick in zip(curve, curve[1:], pressed, strict=False):
                pen.line([tuple(one), tuple(other)], fill=RED, width=round(thick))


def _curve(knots: NDArray[np.float64]) -> NDArray[np.float64]:
    """A smooth way through knots."""
    stops = np.arange(len(knots))
    fine = np.linspace(0, len(knots) - 1, len(knots) * 14)
    way = np.stack([np.interp(fine, stops, knots[:, axis]) for axis in range(2)], axis=1)
    kernel = np.hanning(17) / np.hanning(17).sum()
    padded = np.pad(way, ((8, 8), (0, 0)), mode="edge")
    return np.stack([np.convolve(padded[:, axis], kernel, "valid") for axis in range(2)], axis=1)


def hand_circles(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    """What a corrector marks in red: rings drawn around words, not quite closed, and ticks and crosses."""
    mm = dpi / MM
    for _ in range(int(rng.integers(2, 6))):
        x, y = _spot(rng, dpi)
        wide, flat = rng.uniform(7, 24) * mm, rng.uniform(0.35, 1.0)
        phases, turns = rng.uniform(0, 6.28, 3), np.linspace(0, 2 * np.pi * rng.uniform(0.95, 1.12), 90)
        wobble = 1 + sum(0.03 * np.sin((n + 1) * turns + phase) for n, phase in enumerate(phases))
        drift = np.linspace(1.0, rng.uniform(0.88, 1.1), 90)
        start = rng.uniform(0, 6.28)
        spots = [
            (x + wide * far * math.cos(turn + start), y + wide * flat * far * math.sin(turn + start))
            for far, turn in zip(wobble * drift, turns, strict=True)
        ]
        pen.line(spots, fill=RED, width=int(rng.integers(2, 7)), joint="curve")
    for _ in range(int(rng.integers(1, 5))):
        x, y = _spot(rng, dpi)
        size = rng.uniform(3, 8) * mm
        pen.line(
            [(x, y), (x + size * 0.3, y + size * 0.4), (x + size, y - size * 0.7)], fill=RED, width=5, joint="curve"
        )


def logo(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    """A firm's emblem: a thick ring, a rounded square, a disc, rings in one another, a hexagon; red or blue."""
    reach = float(rng.uniform(8, 21)) / MM * dpi
    x, y = (float(rng.uniform(32, 60)) / MM * dpi, 34 / MM * dpi) if rng.random() < 0.4 else _spot(rng, dpi)
    colour: Colour = RED if rng.random() < 0.7 else _BLUE
    word = ("QC", "质量", "ZX", "匠", "安全")[int(rng.integers(5))]
    round_box = (x - reach, y - reach, x + reach, y + reach)
    kind = int(rng.integers(5))
    if kind == 0:
        pen.ellipse(round_box, outline=colour, fill="white", width=int(reach * rng.uniform(0.16, 0.34)))
        _worded(pen, (x, y), word, colour, reach * 0.7)
    elif kind == 1:
        pen.rounded_rectangle(round_box, radius=reach * 0.3, fill=colour)
        _worded(pen, (x, y), word, "white", reach * 0.8)
    elif kind == 2:
        pen.ellipse(round_box, fill=colour)
        star(pen, (x, y), reach * rng.uniform(0.5, 0.75), (255, 255, 255))
    elif kind == 3:
        for share in (1.0, 0.72, 0.44):
            box = (x - reach * share, y - reach * share, x + reach * share, y + reach * share)
            pen.ellipse(box, outline=colour, width=max(2, int(reach * 0.12)))
    else:
        turns = [math.radians(60 * n + 30) for n in range(6)]
        pen.polygon([(x + reach * math.cos(turn), y + reach * math.sin(turn)) for turn in turns], fill=colour)
        _worded(pen, (x, y), word, "white", reach * 0.7)


def _worded(pen: ImageDraw.ImageDraw, spot: tuple[float, float], word: str, fill: Colour | str, size: float) -> None:
    pen.text(spot, word, fill=fill, font=font(HEI_BOLD, int(size)), anchor="mm")


def photo(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    """A picture of a site: sky, ground, a building with windows, people in helmets and vests, a red banner, a sign."""
    mm = dpi / MM
    wide, tall = int(rng.uniform(80, 150) * mm), int(rng.uniform(55, 100) * mm)
    horizon = int(tall * rng.uniform(0.35, 0.55))
    scene = np.empty((tall, wide, 3), np.float32)
    scene[:horizon] = np.linspace((150, 190, 230), (215, 225, 235), horizon)[:, None]
    scene[horizon:] = np.linspace((150, 140, 120), (95, 85, 70), tall - horizon)[:, None]
    for coarse, strength in ((9, 14), (60, 9)):
        noise = rng.normal(0, strength, (coarse, coarse, 1)) + rng.normal(0, 2, (coarse, coarse, 3))
        scene += np.asarray(cv2.resize(noise.astype(np.float32), (wide, tall), interpolation=cv2.INTER_CUBIC))
    picture = Image.fromarray(scene.clip(0, 255).astype(np.uint8))
    brush = ImageDraw.Draw(picture)
    _building(brush, rng, wide, horizon)
    for _ in range(int(rng.integers(3, 8))):
        _person(brush, rng, (float(rng.uniform(0.05, 0.95)) * wide, tall * float(rng.uniform(0.6, 0.9))), tall * 0.3)
    left, top = wide * rng.uniform(0.05, 0.3), horizon * rng.uniform(0.5, 0.8)
    brush.rectangle((left, top, left + wide * 0.55, top + tall * 0.09), fill=(190, 20, 25))
    face = font(HEI_BOLD, int(tall * 0.055))
    brush.text((left + wide * 0.275, top + tall * 0.045), "质量信得过班组", fill="white", font=face, anchor="mm")
    if rng.random() < 0.5:
        x, y, reach = wide * rng.uniform(0.7, 0.9), tall * rng.uniform(0.3, 0.5), tall * rng.uniform(0.06, 0.13)
        brush.ellipse(
            (x - reach, y - reach, x + reach, y + reach), fill="white", outline=(200, 20, 20), width=int(reach * 0.3)
        )
    blurred = cv2.GaussianBlur(np.asarray(picture), (0, 0), rng.uniform(1.0, 2.2))
    spot = (int(rng.uniform(22, max(23, 188 - wide / mm)) * mm), int(rng.uniform(80, 180) * mm))
    page.paste(Image.fromarray(np.asarray(blurred, dtype=np.uint8)), spot)


def _building(brush: ImageDraw.ImageDraw, rng: np.random.Generator, wide: int, horizon: int) -> None:
    left, right = wide * rng.uniform(0.0, 0.4), wide * rng.uniform(0.6, 1.0)
    shade = tuple(int(each) for each in rng.uniform(130, 200, 3))
    brush.rectangle((left, horizon * 0.25, right, horizon + 8), fill=shade)
    for x in np.arange(left + 14, right - 22, 34):
        for y in np.arange(horizon * 0.3, horizon - 20, 30):
            brush.rectangle((x, y, x + 16, y + 16), fill=(70, 85, 100))


def _person(brush: ImageDraw.ImageDraw, rng: np.random.Generator, feet: tuple[float, float], tall: float) -> None:
    x, y = feet
    vest = ((225, 80, 30), (205, 30, 35), (60, 90, 150), (230, 200, 60))[int(rng.integers(4))]
    helmet = ((210, 25, 25), (240, 210, 40), (240, 240, 240), (40, 80, 190))[int(rng.integers(4))]
    brush.rectangle((x - tall * 0.09, y - tall * 0.45, x + tall * 0.09, y), fill=(45, 50, 70))
    brush.rounded_rectangle((x - tall * 0.14, y - tall * 0.82, x + tall * 0.14, y - tall * 0.4), tall * 0.05, fill=vest)
    brush.ellipse((x - tall * 0.09, y - tall, x + tall * 0.09, y - tall * 0.8), fill=(224, 180, 150))
    brush.pieslice((x - tall * 0.11, y - tall * 1.05, x + tall * 0.11, y - tall * 0.82), 180, 360, fill=helmet)


def thumbprint(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    """Thumbprints in red: ridges that curl around a core, on an oval pad, unevenly inked."""
    for _ in range(int(rng.integers(1, 4))):
        x, y = _spot(rng, dpi)
        wide, tall = int(rng.uniform(7.5, 10.5) / MM * dpi), int(rng.uniform(10, 13.5) / MM * dpi)
        across, down = np.meshgrid(np.linspace(-1, 1, 2 * wide), np.linspace(-1, 1, 2 * tall))
        bent = np.asarray(
            cv2.resize(
                rng.normal(0, 0.12, (6, 6)).astype(np.float32), (2 * wide, 2 * tall), interpolation=cv2.INTER_CUBIC
            )
        )
        arch = np.hypot(across * rng.uniform(0.8, 1.2), (down - 0.1) * rng.uniform(0.7, 1.0)) + bent + 0.12 * down
        ridges = np.sin(arch * tall / (0.45 / MM * dpi) * 3.14 * 0.55) > -0.1
        uneven = np.asarray(
            cv2.resize(
                rng.normal(0.75, 0.4, (9, 7)).astype(np.float32), (2 * wide, 2 * tall), interpolation=cv2.INTER_CUBIC
            )
        )
        pad = (across**2 + down**2 < 1 - 0.08 * np.abs(bent)) & (uneven > 0.2)
        ink = (ridges & pad).astype(np.float32) * uneven.clip(0, 0.95) * 255
        mask = Image.fromarray(np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.7)).clip(0, 255).astype(np.uint8))
        mask = mask.rotate(float(rng.uniform(-40, 40)), expand=True)
        page.paste(RED, (round(x - mask.width / 2), round(y - mask.height / 2)), mask)


def chart(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    """A pie or a ring chart in reds with its legend, and columns on an axis."""
    mm = dpi / MM
    reach = float(rng.uniform(16, 32)) * mm
    x, y = float(rng.uniform(50, 150)) * mm, float(rng.uniform(90, 170)) * mm
    pen.rectangle((x - reach * 1.3, y - reach * 1.3, x + reach * 2.3, y + reach * 1.3), fill="white")
    shares = rng.dirichlet(np.full(int(rng.integers(3, 7)), 2.0)) * 360
    turn, face = float(rng.uniform(0, 360)), font(HEI, round(9 / 72 * dpi))
    for place, share in enumerate(shares):
        tint = tuple(int(each) for each in rng.uniform((150, 15, 20), (245, 160, 150)))
        pen.pieslice(
            (x - reach, y - reach, x + reach, y + reach), turn, turn + share, fill=tint, outline="white", width=3
        )
        turn += float(share)
        at = (x + reach * 1.35, y - reach + place * 6 * mm)
        pen.rectangle((*at, at[0] + 3 * mm, at[1] + 3 * mm), fill=tint)
        pen.text(
            (at[0] + 4.5 * mm, at[1] - 0.4 * mm),
            f"{'ABCDEF'[place]}类 {share / 3.6:.1f}%",
            fill=(40, 40, 40),
            font=face,
        )
    if rng.random() < 0.6:
        hole = reach * float(rng.uniform(0.5, 0.8))
        pen.ellipse((x - hole, y - hole, x + hole, y + hole), fill="white")
    base, left = float(rng.uniform(240, 268)) * mm, 32 * mm
    pen.rectangle((left - 4 * mm, base - 45 * mm, left + 80 * mm, base + 6 * mm), fill="white")
    pen.line([(left, base - 42 * mm), (left, base), (left + 78 * mm, base)], fill=(60, 60, 60), width=2)
    for n in range(6):
        high = float(rng.uniform(4, 40)) * mm
        pen.rectangle((left + (4 + 12 * n) * mm, base - high, left + (11 + 12 * n) * mm, base), fill=RED)


def receipt_box(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    """The box that an office stamps on what comes in: its name, a number, a day; a little askew."""
    mm = dpi / MM
    wide, tall = int(rng.uniform(45, 75) * mm), int(rng.uniform(20, 32) * mm)
    box = Image.new("L", (wide + 8, tall + 8), 0)
    brush = ImageDraw.Draw(box)
    brush.rectangle((4, 4, wide, tall), outline=230, width=int(rng.integers(3, 6)))
    rows = int(rng.integers(2, 4))
    face = font(HEI if rng.random() < 0.5 else SONG, int(tall / rows * 0.55))
    day = f"2026年{rng.integers(1, 12)}月{rng.integers(1, 28)}日"
    texts = (("收 文", day), (names_office(rng), f"收文 第{rng.integers(1, 400)}号", day))[rows - 2]
    for place, text in enumerate(texts):
        middle = tall * (place + 0.5) / rows
        fitted = face if face.getlength(text) < wide * 0.92 else font(HEI, int(wide * 0.9 / len(text)))
        brush.text((wide / 2, middle), text, fill=230, font=fitted, anchor="mm")
        if place:
            brush.line([(4, tall * place / rows), (wide, tall * place / rows)], fill=230, width=3)
    turned = box.rotate(float(rng.uniform(-5, 5)), expand=True, resample=Image.Resampling.BICUBIC)
    page.paste(RED, (int(rng.uniform(100, 125) * mm), int(rng.uniform(8, 30) * mm)), turned)


def names_office(rng: np.random.Generator) -> str:
    """The office that receives."""
    return ("办公室", "秘书处", "质量管理部")[int(rng.integers(3))]
