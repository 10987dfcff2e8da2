"""The ring of a seal unrolled, so that its text lies level, straight from the pixels as they came."""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.lettering import coloured
from qtdocs.scan.ring_ink import tinted
from qtdocs.scan.sheet import Colour, Pixels, Print, Sheet

RADIUS = 300
"""Pixels that half the smaller width of a seal is brought to."""
DEPTH = 156
"""Rows of the unrolled ring, from the outer edge inwards."""
OUTSIDE = 12
"""Rows above the outer edge, which is known to a pixel or two only before the ring is laid straight."""
_LEAST_INK = 12
"""Steps of colour under which there is no ring to lay straight."""
_MIDDLE = 0.24
"""How deep the middle of the text lies, as a share of half the smaller width."""


class Unrolled(NamedTuple):
    """A seal's ring, unrolled clockwise from the left."""

    pixels: Pixels
    """Its colours: ``DEPTH`` rows, the outer edge above."""
    colour: Colour
    """Its ink."""

    @property
    def columns(self) -> int:
        """The length of the ring in columns."""
        return int(self.pixels.shape[1])


def unrolled(sheet: Sheet, found: Print) -> Unrolled | None:
    """The ring of a seal, unrolled from the pixels as they came; none where it is too small to be read."""
    import cv2

    long, short = max(found.axes), min(found.axes)
    if not (12 <= short <= long < 8000 and long < 3 * short) or found.shape not in ("round", "oval"):
        return None
    cut = part_around(sheet.pixels, found.centre, long * 1.1, min(1.0, 1.4 * RADIUS / short))
    if cut is None:
        return None
    pixels, left, top, scale = cut
    depths = (np.arange(DEPTH, dtype=np.float64)[:, None] - OUTSIDE) / RADIUS * short
    right, below = (_oval if found.shape == "oval" else _round)(found, depths)
    level = cv2.remap(
        pixels,
        ((found.centre[0] + right - left) * scale).astype(np.float32),
        ((found.centre[1] + below - top) * scale).astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return Unrolled(_straight(cast(Pixels, level), found.colour), found.colour)


def _straight(level: Pixels, colour: Colour) -> Pixels:
    """The same with the outer edge of the ring in one row all along; an outline is a pixel or two off now and then."""
    import cv2

    ink = cv2.GaussianBlur(tinted(level, colour), (9, 3), 0)[: 2 * OUTSIDE + 12]
    least = 0.5 * float(np.percentile(ink.max(axis=0), 60))
    is_there = ink >= max(least, _LEAST_INK)
    columns = np.flatnonzero(is_there.any(axis=0))
    if len(columns) < level.shape[1] / 3:
        return level
    edge = is_there.argmax(axis=0)[columns].astype(np.float64)
    turns = np.arange(level.shape[1]) * 2 * np.pi / level.shape[1]
    waves = np.stack([np.ones_like(turns), *(wave(times * turns) for times in (1, 2) for wave in (np.cos, np.sin))], 1)
    kept = np.ones(len(columns), np.bool_)
    for tolerance in (6.0, 3.0, 2.0):
        fit = np.linalg.lstsq(waves[columns[kept]], edge[kept], rcond=None)[0]
        kept = np.abs(waves[columns] @ fit - edge) < tolerance
        if kept.sum() < level.shape[1] / 4:
            return level
    shift = np.clip(waves @ fit - OUTSIDE, -OUTSIDE, OUTSIDE)
    rows = (np.arange(DEPTH)[:, None] + shift[None, :]).astype(np.float32)
    across = np.broadcast_to(np.arange(level.shape[1], dtype=np.float32), rows.shape)
    return cast(Pixels, cv2.remap(level, across, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))


def part_around(
    pixels: Pixels, centre: tuple[float, float], reach: float, scale: float
) -> tuple[Pixels, int, int, float] | None:
    """The part of a page around a seal, made smaller where it is much finer than needed; its corner and scale."""
    import cv2

    if pixels.ndim not in (2, 3) or not np.isfinite((*centre, reach)).all():
        return None
    height, width = pixels.shape[:2]
    left, right = (int(np.clip(centre[0] + sign * reach, 0, width)) for sign in (-1, 1))
    top, bottom = (int(np.clip(centre[1] + sign * reach, 0, height)) for sign in (-1, 1))
    if min(right - left, bottom - top) < 12:
        return None
    part = coloured(pixels[top:bottom, left:right])
    if scale < 1:
        part = cast(Pixels, cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return part, left, top, scale


def _round(found: Print, depths: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where each spot of the ring lies from the centre; a circle seen askew is a circle pressed together."""
    columns = round(2 * np.pi * RADIUS * (1 - _MIDDLE))
    turn = np.deg2rad(found.angle)
    angles = np.arange(columns)[None, :] * 2 * np.pi / columns - turn
    inwards = 1 - depths / min(found.axes)
    return _turned(-found.axes[0] * inwards * np.cos(angles), -found.axes[1] * inwards * np.sin(angles), turn)


def _oval(found: Print, depths: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same for an oval, whose text is as high everywhere: depth is measured across its edge."""
    long, short = found.axes
    fine = np.linspace(0, 2 * np.pi, 2000)
    middle = _inside(long, short, fine, np.full((1, 1), _MIDDLE * min(found.axes)))
    steps = np.hypot(np.diff(middle[0][0]), np.diff(middle[1][0]))
    length = np.concatenate(([0.0], np.cumsum(steps)))
    columns = round(length[-1] / min(found.axes) * RADIUS)
    angles = np.interp(np.arange(columns) * length[-1] / columns, length, fine)
    return _turned(*_inside(long, short, angles, depths), np.deg2rad(found.angle))


def _inside(
    long: float, short: float, angles: NDArray[np.float64], depths: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Spots so deep inside an oval, counted from its left end clockwise."""
    across, down = -np.cos(angles)[None, :], -np.sin(angles)[None, :]
    normal = np.hypot(across / long, down / short)
    return across * long - depths * across / long / normal, down * short - depths * down / short / normal


def _turned(
    across: NDArray[np.float64], down: NDArray[np.float64], turn: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return across * np.cos(turn) - down * np.sin(turn), across * np.sin(turn) + down * np.cos(turn)
