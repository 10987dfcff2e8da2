"""A seal is stamped on paper: turned, with ink that takes unevenly, over what is printed there."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.sealing.imprints import DPI, mask_of
from samples.sealing.truth import MM, Pixels, Truth

INKS = {"red": ((24, 20, 214), (60, 50, 235)), "blue": ((190, 60, 20), (225, 100, 60))}
_SIZES = {"round": (38.0, 45.0), "oval": (40.0, 45.0), "square": (17.0, 24.0), "edge": (40.0, 45.0)}


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
    width = rng.uniform(*_SIZES[shape])
    height = width * rng.uniform(0.64, 0.7) if shape == "oval" else width
    kind = "round" if shape == "edge" else shape
    mask = np.asarray(mask_of(name, rng, shape=kind, width=width, height=height, centre_text=centre_text))
    angle = float(rng.uniform(-20, 20)) if turn is None else turn
    strokes = _laid(mask, dpi, centre, angle, paper.shape[:2])
    left, top, part = strokes
    took = part * _uneven(part, rng, float(rng.uniform(*ink)))
    covered = _covered(paper, left, top, part, width / 2 * dpi / MM)
    _blend(paper, left, top, took * rng.uniform(0.78, 0.95), _ink(colour, rng))
    half = (width / 2, height / 2)
    return Truth(
        shape=shape, colour=colour, name=name, centre_text=centre_text, cell=cell,
        box=(centre[0] - half[0], centre[1] - half[1], centre[0] + half[0], centre[1] + half[1]),
        centre=centre, flat=centre, diameter=width, across=height, angle=angle,
        ink=float(((took > 0.35) & (part > 0.5)).sum() / max(1, (part > 0.5).sum())), covered=covered,
    )  # fmt: skip


def _laid(
    mask: NDArray[np.uint8], dpi: float, centre: tuple[float, float], angle: float, size: tuple[int, int]
) -> tuple[int, int, NDArray[np.float32]]:
    """The strokes at their place on the page: left, top, and how dark each pixel is."""
    scale = dpi / DPI
    side = int(max(mask.shape) * scale * 1.45) + 6
    x, y = centre[0] * dpi / MM, centre[1] * dpi / MM
    left, top = round(x - side / 2), round(y - side / 2)
    way = cv2.getRotationMatrix2D((mask.shape[1] / 2, mask.shape[0] / 2), -angle, scale)
    way[0, 2] += x - left - mask.shape[1] / 2
    way[1, 2] += y - top - mask.shape[0] / 2
    smooth = cv2.GaussianBlur(mask, (0, 0), 0.45 / scale)
    laid = cv2.warpAffine(smooth, way, (side, side), flags=cv2.INTER_LINEAR).astype(np.float32) / 255
    right, bottom = min(size[1], left + side), min(size[0], top + side)
    cut = laid[max(0, -top) : bottom - top, max(0, -left) : right - left]
    return max(left, 0), max(top, 0), np.ascontiguousarray(cut)


def _uneven(part: NDArray[np.float32], rng: np.random.Generator, share: float) -> NDArray[np.float32]:
    """How well the ink took at each pixel: coarse patches, fine grain, one side pressed harder."""
    height, width = part.shape
    coarse = cv2.resize(rng.normal(size=(7, 7)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    fine = cv2.resize(
        rng.normal(size=(height // 4 + 2, width // 4 + 2)).astype(np.float32), (width, height),
        interpolation=cv2.INTER_LINEAR,
    )  # fmt: skip
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    way = rng.uniform(0, 2 * np.pi)
    field = coarse * 0.7 + fine * 0.8 + (np.cos(way) * across + np.sin(way) * down) * rng.uniform(0, 1.0)
    inked = field[part > 0.5]
    level = float(np.quantile(inked, 1 - share)) if inked.size else 0.0
    return (1 / (1 + np.exp(-(field - level) * 4.5))).astype(np.float32)


def _covered(paper: Pixels, left: int, top: int, part: NDArray[np.float32], radius: float) -> float:
    """Share of the text's band, by angle, over which something dark was on the paper already."""
    height, width = part.shape
    dark = paper[top : top + height, left : left + width].min(axis=2) < 140
    down, across = np.mgrid[: dark.shape[0], : dark.shape[1]]
    away = np.hypot(across - dark.shape[1] / 2, down - dark.shape[0] / 2) / radius
    angle = np.arctan2(down - dark.shape[0] / 2, across - dark.shape[1] / 2)
    bins = ((angle + np.pi) / (2 * np.pi) * 72).astype(int).clip(0, 71)
    hit = np.bincount(bins[dark & (away > 0.6) & (away < 0.9)], minlength=72) > 6
    return float(hit.mean())


def _ink(colour: str, rng: np.random.Generator) -> NDArray[np.float32]:
    low, high = INKS[colour]
    return rng.uniform(low, high).astype(np.float32)


def _blend(paper: Pixels, left: int, top: int, took: NDArray[np.float32], ink: NDArray[np.float32]) -> None:
    """Multiply the ink onto the paper, as ink does."""
    height, width = took.shape
    spot = paper[top : top + height, left : left + width].astype(np.float32)
    mixed = spot * (1 - took[..., None] * (1 - ink / 255))
    paper[top : top + height, left : left + width] = mixed.clip(0, 255).astype(np.uint8)
