"""Handwriting as far as it can be made: letters of a brush typeface, each bent, turned and inked by chance.

No hand writes like this; it serves to see that irregular writing is told from print, not how well it is read.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qtdocs.scan.sheet import Pixels
from samples.sealing.fonts import font

FACES = ("LXGW WenKai:light", "LXGW WenKai")
INKS = ((45, 40, 40), (120, 45, 25), (70, 60, 55))
"""Black, blue and grey pens, blue first."""


def write(page: Pixels, text: str, spot: tuple[int, int], chance: np.random.Generator, *, size: int = 40) -> None:
    """Writes a text on a page as if by hand.

    Args:
        page: blue first; it is changed.
        text: one line.
        spot: where its first letter stands: right, down, in pixels.
        chance: chance.
        size: of a letter, pixels.
    """
    ink = np.array(INKS[int(chance.integers(len(INKS)))], np.float32)
    face = FACES[int(chance.integers(len(FACES)))]
    weight = float(chance.uniform(0.2, 1.0))
    rise, x = float(chance.uniform(-0.05, 0.03)), float(spot[0])
    for letter in text:
        mask = _letter(letter, face, size, weight, chance)
        y = spot[1] + rise * (x - spot[0]) + chance.normal(0, 0.06) * size
        _lay(page, mask, int(x - size / 2), int(y - size / 2), ink * chance.uniform(0.85, 1.2))
        wide = 1.0 if ord(letter) > 255 else 0.6
        x += size * wide * float(chance.uniform(0.8, 1.12))


def _letter(letter: str, face: str, size: int, weight: float, chance: np.random.Generator) -> NDArray[np.float32]:
    """How much ink is on each pixel of a letter, on a square twice its size."""
    import cv2
    from PIL import Image, ImageDraw

    canvas = Image.new("L", (2 * size, 2 * size), 0)
    ImageDraw.Draw(canvas).text((size / 2, size / 2 - 0.1 * size), letter, fill=255, font=font(face, size))
    mask = np.asarray(canvas, dtype=np.float32)
    turn, grow = float(chance.normal(0, 4)), float(chance.uniform(0.82, 1.15))
    matrix = cv2.getRotationMatrix2D((size, size), turn, grow)
    slant = float(chance.normal(0, 0.12))
    matrix[0] += slant * np.array([0.0, 1.0, -float(size)])
    mask = cv2.warpAffine(mask, matrix, mask.shape[::-1], flags=cv2.INTER_LINEAR)
    bend = [cv2.GaussianBlur(chance.normal(0, 1, mask.shape).astype(np.float32), (0, 0), size / 6) for _ in range(2)]
    down, right = np.mgrid[0 : 2 * size, 0 : 2 * size].astype(np.float32)
    strength = 0.05 * size / max(float(np.std(bend[0])), 1e-6)
    mask = cv2.remap(mask, right + bend[0] * strength, down + bend[1] * strength, cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(mask, (0, 0), 0.9)
    return np.clip((soft / 255 - 0.35 + 0.2 * weight) * 2.2, 0, 1).astype(np.float32)


def _lay(page: Pixels, mask: NDArray[np.float32], left: int, top: int, ink: NDArray[np.float32]) -> None:
    height, width = page.shape[:2]
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + mask.shape[1]), min(height, top + mask.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    part = page[y0:y1, x0:x1].astype(np.float32)
    share = mask[y0 - top : y1 - top, x0 - left : x1 - left, None]
    page[y0:y1, x0:x1] = np.clip(part * (1 - share) + ink * share, 0, 255).astype(np.uint8)
