"""What the QR codes on a picture hold: by the decoders that OpenCV has, each code also cut out and made level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_PIXELS = 40_000_000
"""Of one picture that is looked at."""
_SIDE, _MARGIN = 1000, 60  # pixels of a code that was cut out, and around it
_SIZES = (1.0, 2.0, 0.5)


def qr_texts(pixels: NDArray[Any]) -> tuple[str, ...]:
    """The texts of all QR codes on a grey picture; none where none is read.

    Args:
        pixels: rows of grey values.
    """
    return next((found for look in _looks(pixels) if (found := _decoded(look))), ())


def _looks(pixels: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """The picture in one size after the other, and what looks like a code cut out of it."""
    import cv2

    for size in _SIZES:
        if pixels.size * size * size <= MOST_PIXELS:
            way = cv2.INTER_CUBIC if size > 1 else cv2.INTER_AREA
            yield pixels if size == 1.0 else cv2.resize(pixels, None, fx=size, fy=size, interpolation=way)
        if size == 1.0:
            yield from _cut_out(pixels)


def _cut_out(pixels: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """Each spot that looks like a code, made a level square that is large enough."""
    import cv2
    import numpy as np

    low, high = _MARGIN, _SIDE - _MARGIN
    square = np.array([[low, low], [high, low], [high, high], [low, high]], np.float32)
    for detector in _detectors():
        was_found, corners = detector.detectMulti(pixels)
        for quad in corners if was_found else ():
            matrix = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), square)
            yield cv2.warpPerspective(pixels, matrix, (_SIDE, _SIDE), flags=cv2.INTER_CUBIC, borderValue=(255,))


def _decoded(pixels: NDArray[Any]) -> tuple[str, ...]:
    import cv2

    for detector in _detectors():
        try:
            was_found, texts, _, _ = detector.detectAndDecodeMulti(pixels)
        except (cv2.error, UnicodeDecodeError):  # what is no code may be anything
            continue
        if was_found and (held := tuple(text for text in texts if text)):
            return held
    return ()


def _detectors() -> tuple[Any, ...]:
    """Both detectors: each finds what the other passes over."""
    import cv2

    return cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector()
