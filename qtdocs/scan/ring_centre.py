"""The line in the middle of a seal, below its star: 合同专用章, 财务专用章, 发票专用章, a department."""

from __future__ import annotations

from typing import cast

import numpy as np

from qtdocs.scan.recogniser import Recogniser, Word
from qtdocs.scan.ring_ink import tinted
from qtdocs.scan.sheet import Pixels, Print, Sheet
from qtdocs.scan.unrolling import part_around

_HALF = 200
"""Pixels that half the smaller width of a seal is brought to; the line's characters get about 48."""
_KINDS = (
    *("合同专用章", "财务专用章", "发票专用章", "业务专用章", "人事专用章", "行政专用章"),
    *("质量管理部", "安全管理部", "工程管理部", "技术管理部", "工程项目部"),
)
"""Lines that stand on many seals; no two of them differ in one character alone."""
_SURE = 0.85
_LEAST = 0.6
"""Score from which the line counts as read."""


def centre_of(sheet: Sheet, found: Print, turn: float, recogniser: Recogniser) -> str:
    """The line in the middle; nothing where there is none or it cannot be read.

    Args:
        sheet: The page.
        found: The seal.
        turn: Degrees by which it is turned clockwise, as its ring text tells.
        recogniser: Reads it.
    """
    level = _level(sheet, found, turn)
    if level is None:
        return ""
    short = level.shape[1] // 8
    middle = level[level.shape[0] // 8 : -level.shape[0] // 4, short:-short] if found.shape == "round" else level
    words = [word for word in recogniser.words(_without_print(level, found), side=480) if _is_line(word)]
    read = ["".join("".join(word.text.split()) for word in words if word.score >= _LEAST)]
    for line in recogniser.read([middle, _without_print(middle, found)]) if found.shape == "round" else ():
        read.append("".join(line.text.split()) if line.score >= _SURE and _is_chinese(line.text) else "")
    return next((kind for text in read if (kind := _kind(text))), max(read[1:], key=len, default="") or read[0])


def _kind(text: str) -> str:
    """The usual line that this text is, with one character misread at most, whatever is read beside it."""
    for kind in _KINDS:
        for at in range(len(text) - len(kind) + 1):
            if sum(map(str.__ne__, text[at : at + len(kind)], kind)) <= 1:
                return kind
    return ""


def _without_print(level: Pixels, found: Print) -> Pixels:
    """Only the ink of the seal, dark on white."""
    ink = tinted(level, found.colour)
    paper, full = float(np.percentile(ink, 50)), float(np.percentile(ink, 98))
    return cast(Pixels, (255 * (1 - np.clip((ink - paper) / max(full - paper, 12), 0, 1))).astype(np.uint8))


def _level(sheet: Sheet, found: Print, turn: float) -> Pixels | None:
    """The middle of the seal below its star, turned upright; of an oval, the strip across its middle."""
    import cv2

    short = min(found.axes)
    cut = part_around(sheet.pixels, found.centre, max(found.axes) * 1.1, min(1.0, 1.4 * _HALF / short))
    if cut is None:
        return None
    pixels, left, top, scale = cut
    stretch = max(found.axes) / short if found.shape == "oval" else 1.0
    across = np.arange(-0.66 * _HALF * stretch, 0.66 * _HALF * stretch, dtype=np.float32)[None, :] / _HALF * short
    rows = (-0.45, 0.75) if found.shape == "oval" else (0.22, 0.80)
    down = np.arange(rows[0] * _HALF, rows[1] * _HALF, dtype=np.float32)[:, None] / _HALF * short
    angle = np.deg2rad(found.angle if found.shape == "oval" else turn)
    right = found.centre[0] + across * np.cos(angle) - down * np.sin(angle)
    below = found.centre[1] + across * np.sin(angle) + down * np.cos(angle)
    maps = ((right - left) * scale).astype(np.float32), ((below - top) * scale).astype(np.float32)
    return cast(Pixels, cv2.remap(pixels, *maps, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))


def _is_line(word: Word) -> bool:
    """Whether it is wider than high and Chinese: no star, no serial number, no edge of the ring text."""
    return word.right - word.left > 1.5 * (word.bottom - word.top) and _is_chinese(word.text)


def _is_chinese(text: str) -> bool:
    return sum("\u4e00" <= character <= "\u9fff" for character in text) >= 2
