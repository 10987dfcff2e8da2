"""A page on a desk, taken with a telephone: perspective, light from one side, a shadow, a tint, the desk around it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.sealing.truth import Pixels
from samples.sealing.wear import Way, noisy, packed

_DESKS = ((90, 130, 175), (60, 85, 120), (150, 160, 165), (95, 95, 98), (45, 42, 40), (190, 195, 200))
"""Light and dark wood, grey, slate, black and nearly white; blue first."""
_COARSE = 8  # light changes slowly: it is drawn this many times smaller


def photographed(pixels: Pixels, rng: np.random.Generator) -> tuple[Pixels, Way]:
    """The picture, and where each spot of the flat page is in it."""
    height, width = pixels.shape[:2]
    zoom = rng.uniform(0.8, 1.08)  # of 200 dpi, 160 to 216 are left
    margins = rng.uniform(0.03, 0.1, 2) * width * zoom
    full = (int(width * zoom + 2 * margins[0]) + 1, int(height * zoom + 2 * margins[1]) + 1)
    way = _seen(width, height, zoom, margins, rng)
    interpolation = cv2.INTER_AREA if zoom < 0.9 else cv2.INTER_LINEAR
    laid = cv2.warpPerspective(pixels, way, full, flags=interpolation)
    there = cv2.warpPerspective(np.full((height, width), 255, np.uint8), way, full)
    scene = _desk(full, rng)
    _shade_under(scene, np.asarray(there, dtype=np.uint8))
    np.copyto(scene, np.asarray(laid, dtype=np.uint8), where=(there > 127)[..., None])
    light = _light(full, rng)[..., None] * rng.uniform((0.84, 0.92, 0.95), (1.0, 1.0, 1.0)).astype(np.float32)
    lit = cv2.multiply(scene, np.ascontiguousarray(light, dtype=np.float32), dtype=cv2.CV_8U)
    blurred = np.asarray(cv2.GaussianBlur(lit, (0, 0), rng.uniform(0.5, 1.0)), dtype=np.uint8)
    return packed(noisy(blurred, rng, 3.0), int(rng.integers(70, 86))), way


def _seen(width: int, height: int, zoom: float, margins: NDArray[np.float64], rng: np.random.Generator) -> Way:
    """Where the corners of the page come to lie: held askew by up to 2°, and not quite from above."""
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    turn = np.radians(rng.uniform(-2, 2))
    middle = np.array([width, height]) / 2
    turned = (corners - middle) @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + middle
    shaken = turned * zoom + margins + rng.uniform(-0.02, 0.02, (4, 2)) * width
    way = cv2.getPerspectiveTransform(corners.astype(np.float32), shaken.astype(np.float32))
    return np.asarray(way, dtype=np.float64)


def _desk(full: tuple[int, int], rng: np.random.Generator) -> Pixels:
    """The top of a desk, of one colour with a grain along it."""
    colour = np.array(_DESKS[int(rng.integers(len(_DESKS)))], dtype=np.float32) + rng.uniform(-15, 15)
    grain = rng.normal(0, 6, (max(2, full[1] // 6), 9)).astype(np.float32)
    streaks = np.asarray(cv2.resize(grain, full, interpolation=cv2.INTER_LINEAR))
    return (streaks[..., None] + colour).clip(0, 255).astype(np.uint8)


def _shade_under(scene: Pixels, there: Pixels) -> None:
    """Darken the desk along the page's edge, where the paper throws its shadow."""
    size = (there.shape[1] // _COARSE + 1, there.shape[0] // _COARSE + 1)
    small = cv2.resize(there, size, interpolation=cv2.INTER_AREA)
    shadow = cv2.resize(cv2.GaussianBlur(small, (0, 0), 3), scene.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    darker = 1 - np.asarray(shadow).astype(np.float32)[..., None] / 255 * 0.45
    scene[:] = (scene * darker).astype(np.uint8)


def _light(full: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    """How bright each pixel is lit: falling off to one side, with the soft shadow of a hand or a telephone."""
    wide, tall = full[0] // _COARSE + 1, full[1] // _COARSE + 1
    across, down = np.meshgrid(np.linspace(-1, 1, wide), np.linspace(-1, 1, tall))
    way = rng.uniform(0, 2 * np.pi)
    light = 0.9 + rng.uniform(0.03, 0.11) * (np.cos(way) * across + np.sin(way) * down)
    edge = np.cos(way + 1.0) * across + np.sin(way + 1.0) * down - rng.uniform(0.3, 0.8)
    shaded = light * (1 - rng.uniform(0.1, 0.3) / (1 + np.exp(-edge * rng.uniform(6, 16))))
    return np.asarray(cv2.resize(shaded.astype(np.float32), full, interpolation=cv2.INTER_LINEAR), dtype=np.float32)
