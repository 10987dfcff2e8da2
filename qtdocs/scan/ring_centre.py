"""The line in the middle of a seal, below its star: 合同专用章, 财务专用章, a department, a branch, a trade union."""

from __future__ import annotations

from typing import cast

import numpy as np

from qtdocs.model.document import UNREAD
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
_BAND = (0.32, 0.68)
"""Where the line stands below the middle, in parts of the radius: under the star, above a serial number."""
_BAND_OF_OVAL = (-0.25, 0.6)
_INSIDE = 0.58
"""Part of the radius within which no character of the ring stands."""
_INKED, _INKED_IN_A_ROW, _INKED_ROWS = 0.4, 4, 2
"""Of the ring's own ink; spots of a row of 100; rows. A clean middle shows none, the faintest two characters two."""
_SURE = 0.85
_LEAST = 0.6
"""Score from which the line counts as read."""


def centre_of(sheet: Sheet, found: Print, turn: float, recogniser: Recogniser) -> str:
    """The line in the middle: nothing where there is none, ``UNREAD`` where there is one that cannot be read.

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
    text = next((kind for text in read if (kind := _kind(text))), max(read[1:], key=len, default="") or read[0])
    return text or (UNREAD if _has_line(sheet, found, turn) else "")


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


def _has_line(sheet: Sheet, found: Print, turn: float) -> bool:
    """Whether there is ink of the seal where a line would stand."""
    half = _HALF // 2
    whole = _turned(sheet, found, turn, across=(-1.0, 1.0), down=(-1.0, 1.0), half=half)
    if whole is None:
        return False
    ink = tinted(whole, found.colour)
    rows, columns = (np.linspace(-1, 1, size, endpoint=False)[:, None] for size in ink.shape)
    columns = columns.T
    away = np.hypot(rows, columns)
    full = float(np.percentile(ink[(away > 0.85) & (away < 1)], 90))
    paper = float(np.percentile(ink[away < 0.7], 40))
    band = _BAND_OF_OVAL if found.shape == "oval" else _BAND
    inside = (rows > band[0]) & (rows < band[1]) & (away < _INSIDE)
    inked = ((ink - paper) / max(full - paper, 12) > _INKED) & inside
    return int((inked.sum(axis=1) >= _INKED_IN_A_ROW).sum()) >= _INKED_ROWS


def _level(sheet: Sheet, found: Print, turn: float) -> Pixels | None:
    """The middle of the seal below its star, turned upright; of an oval, the strip across its middle."""
    rows = (-0.45, 0.75) if found.shape == "oval" else (0.22, 0.80)
    return _turned(sheet, found, turn, across=(-0.66, 0.66), down=rows, half=_HALF)


def _turned(
    sheet: Sheet, found: Print, turn: float, *, across: tuple[float, float], down: tuple[float, float], half: int
) -> Pixels | None:
    """A part of the seal, turned upright.

    Args:
        sheet: The page.
        found: The seal.
        turn: Degrees by which it is turned clockwise.
        across: From where to where, in parts of the long radius.
        down: The same, in parts of the short radius.
        half: Pixels that the short radius is brought to.
    """
    import cv2

    short = min(found.axes)
    cut = part_around(sheet.pixels, found.centre, max(found.axes) * 1.1, min(1.0, 1.4 * half / short))
    if cut is None:
        return None
    pixels, left, top, scale = cut
    stretch = half * (max(found.axes) / short if found.shape == "oval" else 1.0)
    right_by = np.arange(across[0] * stretch, across[1] * stretch, dtype=np.float32)[None, :] / half * short
    down_by = np.arange(down[0] * half, down[1] * half, dtype=np.float32)[:, None] / half * short
    angle = np.deg2rad(found.angle if found.shape == "oval" else turn)
    right = found.centre[0] + right_by * np.cos(angle) - down_by * np.sin(angle)
    below = found.centre[1] + right_by * np.sin(angle) + down_by * np.cos(angle)
    maps = ((right - left) * scale).astype(np.float32), ((below - top) * scale).astype(np.float32)
    return cast(Pixels, cv2.remap(pixels, *maps, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))


def _is_line(word: Word) -> bool:
    """Whether it is wider than high and Chinese: no star, no serial number, no edge of the ring text."""
    return word.right - word.left > 1.5 * (word.bottom - word.top) and _is_chinese(word.text)


def _is_chinese(text: str) -> bool:
    return sum("\u4e00" <= character <= "\u9fff" for character in text) >= 2
