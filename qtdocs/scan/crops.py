"""Pictures of single spots for a person to look at: small, marked 仅供核对 all over, never transparent."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qtdocs.model.place import Box
from qtdocs.scan.sheet import MM_PER_INCH, Pixels, Sheet

DPI = 150
"""At most: enough to read a seal, too little to forge one from."""
_AROUND = 4.0  # millimetres
_LARGEST = 1_000  # pixels a side
_QUALITY = 70
_VEIL = 0.28  # how much of the words lies over the picture


def crop_of(sheet: Sheet, box: Box) -> bytes:
    """The spot as JPEG, with a little around it.

    Args:
        sheet: the page.
        box: the spot, millimetres.
    """
    import cv2

    part = _part(sheet, box)
    scale = min(1.0, DPI / sheet.dpi, _LARGEST / max(part.shape[:2]))
    if scale < 1:
        size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
        part = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    done, stream = cv2.imencode(".jpg", _marked(part), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return bytes(stream) if done else b""


def _part(sheet: Sheet, box: Box) -> Pixels:
    """The pixels of a spot; at least one of them, wherever the spot lies."""
    height, width = sheet.pixels.shape[:2]
    density = sheet.dpi / MM_PER_INCH
    left = min(max(0, int((box.left - _AROUND) * density)), width - 1)
    top = min(max(0, int((box.top - _AROUND) * density)), height - 1)
    right = min(width, max(left + 1, int((box.right + _AROUND) * density)))
    bottom = min(height, max(top + 1, int((box.bottom + _AROUND) * density)))
    return sheet.pixels[top:bottom, left:right]


def _marked(pixels: Pixels) -> Pixels:
    """The picture with the words over it, laid like tiles."""
    words = _overlay()
    down, across = -(-pixels.shape[0] // words.shape[0]), -(-pixels.shape[1] // words.shape[1])
    veil = np.tile(words, (down, across))[: pixels.shape[0], : pixels.shape[1], None]
    grey = np.float32(110.0)
    return (pixels * (1 - veil) + grey * veil).astype(np.uint8)


@lru_cache(maxsize=1)
def _overlay() -> NDArray[np.float32]:
    """How much of the words lies on each pixel of a tile, 0 to 1; drawn by ``tools/draw_overlay.py``."""
    import cv2

    stream = np.frombuffer(Path(__file__).with_name("overlay.png").read_bytes(), dtype=np.uint8)
    mask = cv2.imdecode(stream, cv2.IMREAD_GRAYSCALE)
    assert mask is not None
    return (mask.astype(np.float32) * np.float32(_VEIL / 255)).astype(np.float32)
