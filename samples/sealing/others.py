"""Pages without a seal, with things on them that look like one: eleven kinds."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from samples.sealing import names
from samples.sealing.forms import FACES, filled, form, organisations
from samples.sealing.imprints import font
from samples.sealing.truth import MM, Pixels

RED = (204, 24, 28)
Paint = Callable[[Image.Image, ImageDraw.ImageDraw, np.random.Generator, float], None]


def letter(rng: np.random.Generator, *, dpi: float, heading: bool) -> Image.Image:
    """A page of text, under a red heading with a line where asked for."""
    page = Image.new("RGB", (round(210 / MM * dpi), round(297 / MM * dpi)), "white")
    pen = ImageDraw.Draw(page)
    body = font(str(rng.choice(FACES)), round(14 / 72 * dpi))
    y = 40.0
    if heading:
        big = font("Noto Serif CJK SC:bold", round(34 / 72 * dpi))
        pen.text(
            (page.width / 2, 38 / MM * dpi), f"{names.association(rng)}文件"[-11:], fill=RED, font=big, anchor="mm"
        )
        line = 62 / MM * dpi
        pen.line([(26 / MM * dpi, line), (184 / MM * dpi, line)], fill=RED, width=5)
        if rng.random() < 0.5:
            _star_at(pen, (page.width / 2, line), 4 / MM * dpi, RED)
        y = 74.0
    for _ in range(int(rng.integers(8, 17))):
        text = "".join(
            rng.choice(
                list("关于开展质量信得过班组活动的通知各单位请按要求做好推荐工作现将有关事项如下"),
                int(rng.integers(18, 30)),
            )
        )
        pen.text((28 / MM * dpi, y / MM * dpi), text, fill=(25, 25, 25), font=body)
        y += 9.5
    return page


def _star_at(pen: ImageDraw.ImageDraw, spot: tuple[float, float], reach: float, fill: tuple[int, int, int]) -> None:
    turns = [(reach * (1, 0.382)[n % 2], math.radians(36 * n - 90)) for n in range(10)]
    pen.polygon([(spot[0] + away * math.cos(turn), spot[1] + away * math.sin(turn)) for away, turn in turns], fill=fill)


def _spot(rng: np.random.Generator, dpi: float) -> tuple[float, float]:
    return float(rng.uniform(45, 165)) / MM * dpi, float(rng.uniform(70, 250)) / MM * dpi


def _red_text(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    face = font(str(rng.choice(FACES)), round(14 / 72 * dpi))
    for _ in range(4):
        x, y = _spot(rng, dpi)
        pen.text((x * 0.5, y), "请务必于截止日期前报送", fill=RED, font=face)
        pen.line([(x * 0.5, y + 42), (x * 0.5 + 420, y + 42)], fill=RED, width=3)


def _signature(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    for _ in range(2):
        x, y = _spot(rng, dpi)
        spots = [
            (x + 12 * n + rng.normal(0, 9), y + 34 * math.sin(n * rng.uniform(0.7, 1.6)) + rng.normal(0, 8))
            for n in range(26)
        ]
        pen.line(spots, fill=RED, width=4, joint="curve")


def _hand_circles(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    for _ in range(4):
        x, y = _spot(rng, dpi)
        reach = rng.uniform(10, 24) / MM * dpi
        wobble = rng.normal(0, 0.05, 41)
        away = [(reach * (1 + wobble[n]), n / 40 * 6.6, rng.uniform(0.55, 0.6)) for n in range(41)]
        spots = [(x + far * math.cos(turn), y + far * flat * math.sin(turn)) for far, turn, flat in away]
        pen.line(spots, fill=RED, width=int(rng.integers(3, 7)), joint="curve")
    for _ in range(3):
        x, y = _spot(rng, dpi)
        pen.line([(x, y), (x + 20, y + 26), (x + 66, y - 40)], fill=RED, width=6, joint="curve")


def _logo(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    x, y = _spot(rng, dpi)
    reach = rng.uniform(12, 21) / MM * dpi
    colour = RED if rng.random() < 0.7 else (30, 70, 190)
    kind = int(rng.integers(3))
    if kind == 0:
        pen.ellipse(
            (x - reach, y - reach, x + reach, y + reach), outline=colour, width=int(reach * rng.uniform(0.2, 0.34))
        )
        pen.text((x, y), "QC", fill=colour, font=font("Noto Sans CJK SC:bold", int(reach * 0.8)), anchor="mm")
    elif kind == 1:
        pen.rounded_rectangle((x - reach, y - reach, x + reach, y + reach), radius=reach * 0.3, fill=colour)
        pen.text((x, y), "质量", fill="white", font=font("Noto Sans CJK SC:bold", int(reach * 0.8)), anchor="mm")
    else:
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)
        _star_at(pen, (x, y), reach * 0.7, (255, 255, 255))


def _photo(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    wide, tall = int(rng.uniform(90, 140) / MM * dpi), int(rng.uniform(60, 95) / MM * dpi)
    down = np.linspace(0, 1, tall)[:, None, None]
    sky = np.array([150, 185, 225]) * (1 - down) + np.array([120, 110, 90]) * down
    noise = np.asarray(
        Image.fromarray(rng.integers(0, 60, (24, 36, 3), dtype=np.uint8)).resize((wide, tall), Image.Resampling.BICUBIC)
    )
    scene = Image.fromarray((np.broadcast_to(sky, (tall, wide, 3)) + noise - 30).clip(0, 255).astype(np.uint8))
    brush = ImageDraw.Draw(scene)
    for _ in range(7):
        x, y, reach = rng.uniform(0, wide), rng.uniform(tall * 0.4, tall), rng.uniform(14, 60)
        tint = tuple(int(each) for each in rng.uniform((120, 20, 20), (235, 90, 80)))
        if rng.random() < 0.5:
            brush.ellipse((x - reach, y - reach, x + reach, y + reach), fill=tint)
        else:
            brush.rectangle((x - reach, y - reach * 1.6, x + reach, y + reach), fill=tint)
    page.paste(scene, (int(30 / MM * dpi), int(rng.uniform(90, 180) / MM * dpi)))


def _thumbprint(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    for _ in range(2):
        x, y = _spot(rng, dpi)
        wide, tall = rng.uniform(7, 10) / MM * dpi, rng.uniform(9, 13) / MM * dpi
        for n in range(1, 12):
            share = n / 12
            box = (x - wide * share, y - tall * share, x + wide * share, y + tall * share)
            start = rng.uniform(0, 360)
            pen.arc(box, start, start + rng.uniform(200, 340), fill=RED, width=4)


def _chart(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    x, y = _spot(rng, dpi)
    reach = rng.uniform(16, 30) / MM * dpi
    turn = 0.0
    while turn < 360:
        step = float(rng.uniform(30, 120))
        tint = tuple(int(each) for each in rng.uniform((150, 20, 20), (240, 160, 150)))
        pen.pieslice(
            (x - reach, y - reach, x + reach, y + reach), turn, min(360, turn + step), fill=tint, outline="white"
        )
        turn += step
    if rng.random() < 0.6:
        hole = reach * rng.uniform(0.5, 0.75)
        pen.ellipse((x - hole, y - hole, x + hole, y + hole), fill="white")
    for n in range(6):
        tall = rng.uniform(20, 200)
        left = 30 / MM * dpi + n * 60
        pen.rectangle((left, 268 / MM * dpi - tall, left + 40, 268 / MM * dpi), fill=RED)


def _receipt_box(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    x, y = rng.uniform(110, 130) / MM * dpi, rng.uniform(14, 40) / MM * dpi
    wide, tall = 60 / MM * dpi, 24 / MM * dpi
    pen.rectangle((x, y, x + wide, y + tall), outline=RED, width=5)
    pen.line([(x, y + tall / 2), (x + wide, y + tall / 2)], fill=RED, width=3)
    face = font("Noto Sans CJK SC", round(12 / 72 * dpi))
    pen.text((x + wide / 2, y + tall * 0.25), "收 文", fill=RED, font=face, anchor="mm")
    pen.text(
        (x + wide / 2, y + tall * 0.75),
        f"2026年{rng.integers(1, 12)}月{rng.integers(1, 28)}日",
        fill=RED,
        font=face,
        anchor="mm",
    )


def _nothing(page: Image.Image, pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float) -> None:
    """A plain page stays plain."""


KINDS: dict[str, Paint] = {
    "red_heading": _nothing, "red_table": _nothing, "red_text": _red_text, "red_signature": _signature,
    "hand_circles": _hand_circles, "logo": _logo, "photo": _photo, "thumbprint": _thumbprint, "chart": _chart,
    "receipt_box": _receipt_box, "plain": _nothing,
}  # fmt: skip


def page_without_seal(rng: np.random.Generator, kind: str, *, dpi: float) -> Pixels:
    """A page of this kind, blue first."""
    if kind in ("red_table", "red_signature", "thumbprint") or (kind == "plain" and rng.random() < 0.5):
        organisation, nominator = organisations(rng)
        pixels, _ = form(rng, filled(rng, organisation, nominator), dpi=dpi, layout=str(rng.choice(["top", "below"])))
        page = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
        if kind == "red_table":
            dark = np.asarray(page).min(axis=2) < 128
            page = Image.fromarray(np.where(dark[..., None], np.array(RED, dtype=np.uint8), np.asarray(page)))
    else:
        page = letter(rng, dpi=dpi, heading=kind == "red_heading")
    KINDS[kind](page, ImageDraw.Draw(page), rng, dpi)
    return np.ascontiguousarray(np.asarray(page)[:, :, ::-1])
