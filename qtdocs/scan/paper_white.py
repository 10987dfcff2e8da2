"""The paper made white: light, shadow and tint of a photograph taken out, so that ink means the same everywhere."""

from __future__ import annotations

import math

import numpy as np

from qtdocs.scan.sheet import Pixels, Sheet

WORKING_DPI = 100.0
"""Seals are looked for at this resolution: a ring is four pixels wide there, and any page costs the same."""
MOST_PIXELS = 4_000_000
"""A2 at the working resolution; what is larger is looked at more coarsely."""
MOST_ENLARGED = 4.0
"""A small picture gains nothing from more."""
PAPER = 245.0
"""The brightness that paper gets."""
DARKEST_PAPER = 70
"""What is darker in all its surroundings is no paper in a shadow but something black."""


def working_pixels(sheet: Sheet) -> tuple[Pixels, float]:
    """The sheet in three channels at about the working resolution, and how many of its pixels a sheet's pixel makes."""
    import cv2

    pixels = sheet.pixels if sheet.pixels.ndim == 3 else cv2.cvtColor(sheet.pixels, cv2.COLOR_GRAY2BGR)
    height, width = pixels.shape[:2]
    scale = min(WORKING_DPI / max(sheet.dpi, 1.0), MOST_ENLARGED, math.sqrt(MOST_PIXELS / (height * width)))
    if abs(scale - 1.0) < 0.01:
        return np.ascontiguousarray(pixels[:, :, :3]), 1.0
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    means = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels[:, :, :3], size, interpolation=means), dtype=np.uint8), scale


def whitened(pixels: Pixels) -> Pixels:
    """The picture with its paper at the same white everywhere, each channel for itself."""
    import cv2

    height, width = pixels.shape[:2]
    quarter = cv2.resize(pixels, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    # The brightest spot within 9 mm: between the strokes of a seal and of a text there is paper that near.
    bright = cv2.dilate(quarter, np.ones((9, 9), np.uint8))
    small = cv2.resize(bright, (max(1, width // 16), max(1, height // 16)), interpolation=cv2.INTER_AREA)
    if min(small.shape[:2]) >= 5:
        small = cv2.GaussianBlur(cv2.medianBlur(small, 5), (0, 0), 1.5)
    # A dark desk becomes grey, not brown: its channels are raised by the same factor.
    small = small.reshape(*small.shape[:2], 3).astype(np.float32)
    raised = small * np.maximum(1.0, DARKEST_PAPER / np.maximum(small.max(axis=2, keepdims=True), 1))
    paper = cv2.resize(np.clip(raised, 1, 255).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(pixels, paper, scale=PAPER), dtype=np.uint8)
