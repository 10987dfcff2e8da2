"""A seal is stamped on paper: turned, with ink that takes unevenly, over what is printed there."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.sealing.imprints import DPI, Cut, cut
from samples.sealing.truth import MM, Pixels, Truth

INKS = {"red": ((24, 20, 200), (66, 58, 236)), "blue": ((170, 60, 20), (225, 100, 60))}
SIZES = {"round": (38.0, 45.0), "oval": (40.0, 45.0), "square": (17.0, 24.0), "edge": (40.0, 45.0)}
"""Least and most width, millimetres."""
_BINS = 120
_COVERED = 0.04  # share of a slice of the text's band that print must take to be in the way
Grey = NDArray[np.float32]


def stamp(
    paper: Pixels, dpi: float, rng: np.random.Generator, *, name: str, centre: tuple[float, float],
    shape: str = "round", colour: str = "red", centre_text: str = "", cell: str = "", ink: tuple[float, float],
    turn: float | None = None,
) -> Truth:  # fmt: skip
    """Stamp a seal on a page; gives what was stamped.

    Args:
        paper: the page, changed in place.
        dpi: its density.
        rng: chance.
        name: the text around.
        centre: millimetres on the page.
        shape: round, oval, square or edge (a round one whose middle lies near the page's edge).
        colour: red or blue.
        centre_text: the line across.
        cell: the box it is meant for.
        ink: least and most share of the strokes that take ink.
        turn: degrees; by chance within 20 where none is given.
    """
    width = rng.uniform(*SIZES[shape])
    height = 27.5 + (width - 40) * rng.uniform(0, 0.5) if shape == "oval" else width
    kind = "round" if shape == "edge" else shape
    made = cut(name, rng, shape=kind, width=width, height=height, centre_text=centre_text)
    angle = float(rng.uniform(-20, 20)) if turn is None else turn
    laid = _laid(made, dpi, centre, angle, paper.shape[:2], swollen=bool(rng.random() < 0.12))
    field = _uneven(laid.whole, rng, float(rng.uniform(*ink)))
    took = laid.whole * field
    covered = _covered(paper, laid, made, (width / 2 * dpi / MM, height / 2 * dpi / MM), angle)
    _blend(paper, laid, took * rng.uniform(0.74, 0.95), _ink(colour, rng))
    half = _reach(width, height, angle, square=shape == "square")
    box = (centre[0] - half[0], centre[1] - half[1], centre[0] + half[0], centre[1] + half[1])
    return Truth(
        shape=shape, colour=colour, name=name, centre_text=centre_text, cell=cell, box=box, centre=centre, flat=centre,
        diameter=width, across=height, angle=angle, ink=_share(field, np.maximum(laid.ring, laid.text)),
        text_ink=_share(field, laid.text), covered=covered,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Laid:
    """The strokes at their place on the page, as far as they lie on it."""

    left: int
    top: int
    middle: tuple[float, float]
    """Where the seal's middle is, in pixels from there."""
    whole: Grey
    ring: Grey
    text: Grey


def _laid(
    made: Cut, dpi: float, centre: tuple[float, float], angle: float, size: tuple[int, ...], *, swollen: bool
) -> _Laid:
    """The strokes turned and scaled to their place; ``swollen`` ones have run a little."""
    masks = np.dstack([np.asarray(made.whole), np.asarray(made.ring), np.asarray(made.text)])
    if swollen:
        masks = np.asarray(cv2.dilate(masks, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    scale = dpi / DPI
    side = int(np.hypot(*masks.shape[:2]) * scale) + 6
    x, y = centre[0] * dpi / MM, centre[1] * dpi / MM
    left, top = round(x - side / 2), round(y - side / 2)
    way = cv2.getRotationMatrix2D((masks.shape[1] / 2, masks.shape[0] / 2), -angle, scale)
    way[0, 2] += x - left - masks.shape[1] / 2
    way[1, 2] += y - top - masks.shape[0] / 2
    smooth = cv2.GaussianBlur(masks, (0, 0), max(0.3, 0.45 / scale))
    laid = np.asarray(cv2.warpAffine(smooth, way, (side, side), flags=cv2.INTER_LINEAR), dtype=np.float32)
    right, bottom = max(0, min(size[1], left + side) - left), max(0, min(size[0], top + side) - top)
    cropped = laid[max(0, -top) : bottom, max(0, -left) : right] / np.float32(255)
    left_seen, top_seen = max(left, 0), max(top, 0)
    return _Laid(
        left=left_seen, top=top_seen, middle=(x - left_seen, y - top_seen),
        whole=cropped[..., 0], ring=cropped[..., 1], text=cropped[..., 2],
    )  # fmt: skip


def _uneven(part: Grey, rng: np.random.Generator, share: float) -> Grey:
    """How well the ink took at each pixel: coarse patches, fine grain, one side pressed harder."""
    height, width = part.shape
    if not part.size:
        return part
    coarse = cv2.resize(rng.normal(size=(7, 7)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    grains = rng.normal(size=(height // 4 + 2, width // 4 + 2)).astype(np.float32)
    fine = cv2.resize(grains, (width, height), interpolation=cv2.INTER_LINEAR)
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    way = rng.uniform(0, 2 * np.pi)
    pressed = (np.cos(way) * across + np.sin(way) * down) * rng.uniform(0, 1.0)
    field = coarse * 0.7 + fine * 0.8 + pressed
    inked = field[part > 0.5]
    level = float(np.quantile(inked, 1 - share)) if inked.size else 0.0
    return np.asarray(1 / (1 + np.exp(-(field - level) * 4.5)), dtype=np.float32)


def _share(field: Grey, strokes: Grey) -> float:
    """Share of these strokes on which at least half of the ink arrived."""
    there = strokes > 0.5
    return float((field[there] >= 0.5).mean()) if there.any() else 0.0


def _covered(paper: Pixels, laid: _Laid, made: Cut, half: tuple[float, float], angle: float) -> float:
    """Share of the text around, by angle, under which something dark was on the paper already."""
    height, width = laid.whole.shape
    if not laid.whole.size:
        return 0.0
    dark = paper[laid.top : laid.top + height, laid.left : laid.left + width].min(axis=2) < 140
    across, down = np.meshgrid(np.arange(width) - laid.middle[0], np.arange(height) - laid.middle[1])
    turn = np.radians(angle)
    along = (across * np.cos(turn) + down * np.sin(turn)) / half[0]
    aside = (down * np.cos(turn) - across * np.sin(turn)) / half[1]
    away, bearing = np.hypot(along, aside), np.arctan2(along, -aside)
    band = (away > made.band[0]) & (away < made.band[1]) & (np.abs(bearing) <= made.span / 2)
    slices = ((bearing + np.pi) / (2 * np.pi) * _BINS).astype(int).clip(0, _BINS - 1)
    room = np.bincount(slices[band], minlength=_BINS)
    taken = np.bincount(slices[band & dark], minlength=_BINS)
    there = room > 0
    return float((taken[there] > _COVERED * room[there]).mean()) if there.any() else 0.0


def _reach(width: float, height: float, angle: float, *, square: bool) -> tuple[float, float]:
    """How far a turned seal reaches right and down from its middle, millimetres."""
    cosine, sine = abs(np.cos(np.radians(angle))), abs(np.sin(np.radians(angle)))
    if square:
        return float(width / 2 * (cosine + sine)), float(height / 2 * (cosine + sine))
    across = np.hypot(width / 2 * cosine, height / 2 * sine)
    return float(across), float(np.hypot(width / 2 * sine, height / 2 * cosine))


def _ink(colour: str, rng: np.random.Generator) -> Grey:
    low, high = INKS[colour]
    return rng.uniform(low, high).astype(np.float32)


def _blend(paper: Pixels, laid: _Laid, took: Grey, ink: Grey) -> None:
    """Multiply the ink onto the paper, as ink does."""
    height, width = took.shape
    spot = paper[laid.top : laid.top + height, laid.left : laid.left + width].astype(np.float32)
    mixed = spot * (1 - took[..., None] * (1 - ink / 255))
    paper[laid.top : laid.top + height, laid.left : laid.left + width] = mixed.clip(0, 255).astype(np.uint8)
