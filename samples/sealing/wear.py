"""What scanners and copiers do to a page."""

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
_ASKEW = {"hard": 2.2, "photocopy": 1.0}


def worn(pixels: Pixels, profile: str, rng: np.random.Generator) -> tuple[Pixels, Way]:
    """The page after its wear, and where each spot went.

    Args:
        pixels: the page, blue first.
        profile: one of ``PROFILES``.
        rng: chance.
    """
    if profile not in PROFILES:
        raise ValueError(f"没有“{profile}”这种扫描效果；可选：{'、'.join(PROFILES)}")
    if profile == "phone":
        from samples.sealing.photograph import photographed

        return photographed(pixels, rng)
    if profile == "clean":
        return noisy(pixels, rng, 1.0), np.eye(3)
    askew = _ASKEW.get(profile, 0.5)
    turned, way = _turned(pixels, float(rng.uniform(-askew, askew)))
    if profile == "hard":
        blurred = np.asarray(cv2.GaussianBlur(turned, (0, 0), rng.uniform(0.7, 1.1)), dtype=np.uint8)
        return packed(noisy(blurred, rng, 5.0), int(rng.integers(35, 56))), way
    scanned = noisy(np.asarray(cv2.GaussianBlur(turned, (0, 0), rng.uniform(0.3, 0.7)), dtype=np.uint8), rng, 3.0)
    if profile in ("grey", "photocopy"):
        grey = np.asarray(cv2.cvtColor(scanned, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
        grey = _copied(grey, rng) if profile == "photocopy" else grey
        as_colours = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
        return (as_colours if profile == "photocopy" else packed(as_colours, 70)), way
    return packed(scanned, 70), way


def noisy(pixels: Pixels, rng: np.random.Generator, strength: float) -> Pixels:
    """The picture with a sensor's grain, two pixels wide."""
    height, width = pixels.shape[:2]
    noise = rng.standard_normal((height // 2 + 1, width // 2 + 1), dtype=np.float32) * np.float32(strength)
    grain = np.asarray(cv2.resize(noise, (width, height), interpolation=cv2.INTER_NEAREST)).round().astype(np.int16)
    added = cv2.add(pixels, cv2.cvtColor(grain.astype(np.float32), cv2.COLOR_GRAY2BGR), dtype=cv2.CV_8U)
    return np.asarray(added, dtype=np.uint8)


def packed(pixels: Pixels, quality: int) -> Pixels:
    """The picture as JPEG leaves it."""
    _, stream = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(stream, cv2.IMREAD_COLOR), dtype=np.uint8)


def _copied(grey: Pixels, rng: np.random.Generator) -> Pixels:
    """Black or white by what is near, as copiers do, with specks of dust."""
    size = (grey.shape[1] // 4 + 1, grey.shape[0] // 4 + 1)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    around = cv2.resize(cv2.GaussianBlur(small, (0, 0), 4), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    level = np.asarray(around).astype(np.int16) - int(rng.integers(18, 34))
    black = grey < level
    dust = int(grey.size * rng.uniform(0.0001, 0.0005))
    down, across = rng.integers(0, grey.shape[0], dust), rng.integers(0, grey.shape[1], dust)
    black[down, across] = ~black[down, across]
    return np.where(black, 0, 255).astype(np.uint8)


def _turned(pixels: Pixels, degrees: float) -> tuple[Pixels, Way]:
    height, width = pixels.shape[:2]
    way = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
    turned = cv2.warpAffine(pixels, way[:2], (width, height), flags=cv2.INTER_LINEAR, borderValue=(252, 252, 252))
    return np.asarray(turned, dtype=np.uint8), way
