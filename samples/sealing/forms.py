"""Filled forms drawn as a printer lays them out: ruled boxes, labels, values, and a place for each seal."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.sealing import names
from samples.sealing.fonts import HEI, HEI_BOLD, KAI, SONG, SONG_BOLD, font
from samples.sealing.layouts import LAYOUTS, Layout, invented
from samples.sealing.truth import MM, Cell, Pixels, Spot

FACES = (SONG, SONG, HEI, KAI)
_BOLD = {SONG: SONG_BOLD, HEI: HEI_BOLD, KAI: SONG_BOLD}
_TOPPED = ("profile", "seal_applicant", "seal_nominator")
RED = (200, 30, 34)
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a form is set."""

    face: str
    """Font of title and labels."""
    values: str
    """Font of what is filled in."""
    points: float
    """Its size."""
    centred: bool
    """Whether labels and values stand in the middle of their boxes."""
    ruled: int
    """Width of the ruling lines, pixels at 200 dpi."""
    left: float
    """Left edge of the table, millimetres."""
    lines: Colour = (0, 0, 0)
    """Colour of the ruling lines."""
    print: Colour = (15, 15, 15)
    """Colour of title and labels."""


def look(rng: np.random.Generator) -> Look:
    """One way to set a form."""
    face = FACES[int(rng.integers(len(FACES)))]
    values = face if rng.random() < 0.6 else FACES[int(rng.integers(len(FACES)))]
    return Look(
        face=face, values=values, points=float(rng.choice((10.5, 11, 12), p=(0.45, 0.35, 0.2))),
        centred=bool(rng.random() < 0.6), ruled=int(rng.integers(1, 4)), left=float(rng.uniform(20, 24)),
    )  # fmt: skip


def filled(rng: np.random.Generator, organisation: str, nominator: str) -> dict[str, str]:
    """What an invented team writes into the form."""
    return invented(rng, organisation, nominator)


def organisations(rng: np.random.Generator) -> tuple[str, str]:
    """A company and the association that nominates it."""
    return names.company(rng), names.association(rng)


def form(
    rng: np.random.Generator,
    values: dict[str, str],
    *,
    dpi: float,
    layout: str,
    red: tuple[bool, bool] = (False, False),
) -> tuple[Pixels, list[Cell]]:
    """A filled form and its boxes.

    Args:
        rng: chance.
        values: what is filled in, by key; what is missing stays blank.
        dpi: pixels an inch.
        layout: ``top`` (seals in the first row) or ``below``.
        red: whether lines, and whether labels are printed in red.
    """
    dressed = look(rng)
    if red[0]:
        dressed = replace(dressed, lines=RED, ruled=dressed.ruled + 1)
    if red[1]:
        dressed = replace(dressed, print=RED)
    drawing = Drawing(dpi, dressed)
    drawing.draw(LAYOUTS[layout](values, rng), top=float(rng.uniform(16, 21)))
    return drawing.pixels(), drawing.cells


class Drawing:
    """A page on which a form is set, box by box."""

    def __init__(self, dpi: float, dressed: Look) -> None:
        self._page = Image.new("RGB", (round(210 / MM * dpi), round(297 / MM * dpi)), "white")
        self._pen = ImageDraw.Draw(self._page)
        self._dpi = dpi
        self._look = dressed
        self.cells: list[Cell] = []

    def pixels(self) -> Pixels:
        """The page, blue first."""
        return np.ascontiguousarray(np.asarray(self._page)[:, :, ::-1])

    def draw(self, layout: Layout, *, top: float) -> None:
        """Draw the whole form, its title ``top`` millimetres from the page's edge."""
        title = font(_BOLD[self._look.face], self._points(16))
        self._pen.text((self._px(105), self._px(top)), layout.title, fill=self._look.print, font=title, anchor="mm")
        head = font(self._look.face, self._points(12))
        spot = (self._px(self._look.left), self._px(top + 9))
        self._pen.text(spot, layout.header, fill=self._look.print, font=head, anchor="lm")
        y = top + 14
        for height, boxes in layout.rows:
            x = self._look.left
            for key, text, wide in boxes:
                self._box(key, text, (x, y, x + wide, y + height))
                x += wide
            y += height

    def _box(self, key: str, text: str, spot: Spot) -> None:
        left, top, right, bottom = (self._px(each) for each in spot)
        ruled = max(1, round(self._look.ruled * self._dpi / 200))
        self._pen.rectangle((left, top, right, bottom), outline=self._look.lines, width=ruled)
        self.cells.append(Cell(key=key, text=text, box=spot))
        printed = key == "label" or key.startswith("seal_")
        name = self._look.face if printed else self._look.values
        size = self._size(name, text, key, right - left, bottom - top)
        lines = self._lines(name, size, text, right - left)
        y = top + size * 0.5 if key in _TOPPED else (top + bottom - len(lines) * size * 1.35) / 2
        for line in lines:
            self._pen.text(
                (self._start(key, line, font(name, size), left, right), y), line, font=font(name, size),
                fill=self._look.print if printed else (15, 15, 15),
            )  # fmt: skip
            y += size * 1.35

    def _start(self, key: str, line: str, face: ImageFont.FreeTypeFont, left: int, right: int) -> float:
        wide = face.getlength(line)
        if key == "form_date":
            return float(right - wide - self._px(12))
        if self._look.centred and key not in _TOPPED:
            return float((left + right - wide) / 2)
        return left + self._px(1.5)

    def _size(self, name: str, text: str, key: str, wide: int, tall: int) -> int:
        """The size at which a text fits its box: Word's users set it smaller until it does."""
        size = self._points(self._look.points)
        smallest = self._points(8)
        single = key not in ("label", *_TOPPED) and len(text) < 14
        while size > smallest:
            lines = self._lines(name, size, text, wide)
            if len(lines) * size * 1.35 <= tall * 0.98 and not (single and len(lines) > 1):
                break
            size -= 1
        return size

    def _lines(self, name: str, size: int, text: str, wide: int) -> list[str]:
        room = wide - 2 * self._px(1.5)
        return [piece for line in text.split("\n") for piece in _wrapped(line, room, font(name, size))]

    def _points(self, points: float) -> int:
        return round(points / 72 * self._dpi)

    def _px(self, mm: float) -> int:
        return round(mm / MM * self._dpi)


def _wrapped(line: str, room: float, face: ImageFont.FreeTypeFont) -> list[str]:
    """A line cut where it would leave its box."""
    if face.getlength(line) <= room:
        return [line]
    pieces, here, wide = [], "", 0.0
    for letter in line:
        step = _length(face, letter)
        if wide + step > room and here:
            pieces.append(here)
            here, wide = "", 0.0
        here, wide = here + letter, wide + step
    return [*pieces, here]


def _length(face: ImageFont.FreeTypeFont, letter: str) -> float:
    """How wide a letter is; Chinese ones are as wide as they are high."""
    return float(face.getlength(letter)) if letter.isascii() else float(face.size)
