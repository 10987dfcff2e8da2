"""What scanners, copiers and telephones do to a page."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.sealing.truth import Pixels

PROFILES = ("clean", "typical", "hard", "faint", "grey", "photocopy", "phone")
INK = {
    "clean": (0.92, 1.0), "typical": (0.7, 0.95), "hard": (0.5, 0.8), "faint": (0.28, 0.45), "grey": (0.7, 0.95),
    "photocopy": (0.7, 0.95), "phone": (0.65, 0.95),
}  # fmt: skip
"""Least and most share of a seal's strokes that take ink, by profile."""
Way = NDArray[np.float64]
"""How spots of the flat page move: a 3 × 3 matrix on pixels."""


def worn(pixels: Pixels, profile: str, rng: np.random.Generator) -> tuple[Pixels, Way]:
    """The page after its wear, and where each spot went."""
    if profile == "phone":
        return _photographed(pixels, rng)
    if profile == "clean":
        return _noisy(pixels, rng, 1.0), np.eye(3)
    askew = {"hard": 2.2, "photocopy": 1.0}.get(profile, 0.5)
    turned, way = _turned(pixels, float(rng.uniform(-askew, askew)))
    if profile == "hard":
        turned = _packed(
            _noisy(cv2.GaussianBlur(turned, (0, 0), rng.uniform(0.7, 1.1)), rng, 5.0), int(rng.integers(35, 56))
        )
        return turned, way
    turned = _noisy(cv2.GaussianBlur(turned, (0, 0), rng.uniform(0.3, 0.7)), rng, 3.0)
    if profile in ("grey", "photocopy"):
        grey = cv2.cvtColor(turned, cv2.COLOR_BGR2GRAY)
        if profile == "photocopy":
            level = cv2.GaussianBlur(grey, (0, 0), 15).astype(np.float32) - rng.uniform(18, 34)
            grey = np.where(grey < level, 0, 255).astype(np.uint8)
            specks = rng.random(grey.shape) < 0.0004
            grey = np.where(specks, 255 - grey, grey).astype(np.uint8)
            return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), way
        return _packed(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), 70), way
    return _packed(turned, 70), way


def _noisy(pixels: Pixels, rng: np.random.Generator, strength: float) -> Pixels:
    height, width = pixels.shape[:2]
    noise = rng.standard_normal((height // 2 + 1, width // 2 + 1), dtype=np.float32) * strength
    grain = cv2.resize(noise, (width, height), interpolation=cv2.INTER_NEAREST)
    return (pixels.astype(np.float32) + grain[..., None]).clip(0, 255).astype(np.uint8)


def _packed(pixels: Pixels, quality: int) -> Pixels:
    _, stream = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(stream, cv2.IMREAD_COLOR), dtype=np.uint8)


def _turned(pixels: Pixels, degrees: float) -> tuple[Pixels, Way]:
    height, width = pixels.shape[:2]
    way = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
    turned = cv2.warpAffine(pixels, way[:2], (width, height), flags=cv2.INTER_LINEAR, borderValue=(252, 252, 252))
    return np.asarray(turned, dtype=np.uint8), way


def _photographed(pixels: Pixels, rng: np.random.Generator) -> tuple[Pixels, Way]:
    """The page on a desk, seen from a hand: perspective, light from one side, a shadow, a tint."""
    height, width = pixels.shape[:2]
    margin = int(width * rng.uniform(0.04, 0.1))
    full = (width + 2 * margin, height + 2 * margin)
    shake = width * 0.025
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    seen = corners + margin + rng.uniform(-shake, shake, (4, 2)).astype(np.float32)
    way = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    desk = rng.uniform((50, 70, 90), (110, 140, 170))
    grain = cv2.resize(rng.normal(0, 9, (full[1] // 40, 12)).astype(np.float32), full, interpolation=cv2.INTER_CUBIC)
    scene = (np.ones((full[1], full[0], 3), dtype=np.float32) * desk + grain[..., None]).clip(0, 255).astype(np.uint8)
    laid = cv2.warpPerspective(pixels, way, full, flags=cv2.INTER_LINEAR)
    there = cv2.warpPerspective(np.full((height, width), 255, np.uint8), way, full)[..., None] > 127
    scene = np.where(there, laid, scene)
    lit = scene.astype(np.float32) * _light(full, rng)[..., None] * rng.uniform((0.86, 0.93, 0.95), (1.0, 1.0, 1.0))
    blurred = cv2.GaussianBlur(lit.clip(0, 255).astype(np.uint8), (0, 0), rng.uniform(0.5, 1.0))
    return _packed(_noisy(blurred, rng, 3.0), 75), np.asarray(way, dtype=np.float64)


def _light(size: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    """How bright each pixel is lit: falling off to one side, with the soft shadow of a hand or a telephone."""
    across, down = np.meshgrid(np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1]))
    way = rng.uniform(0, 2 * np.pi)
    light = 0.9 + rng.uniform(0.03, 0.11) * (np.cos(way) * across + np.sin(way) * down)
    edge = np.cos(way + 1.0) * across + np.sin(way + 1.0) * down - rng.uniform(0.3, 0.8)
    return (light * (1 - rng.uniform(0.1, 0.3) / (1 + np.exp(-edge * 9)))).astype(np.float32)
