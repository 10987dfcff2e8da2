"""Lines of one box put together into paragraphs again: a line that had no room for the next word was wrapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from qtdocs.scan.line_readings import ReadLine
from qtdocs.scan.text_lines import Bounds

_NUMBERED = re.compile(
    r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十]+[条章节]"
)
_SENTENCE_END = "。；：！？;:!?…"
_OPENING = "（(《〈“‘「『【〔["
_INSIDE = ".@_-"  # signs at which no program wraps an address
_CLOSING = "，。、；：？！）)》〉”’」』】〕]%％,.;:?!…—"
_PADDING = 1.9  # millimetres that Word, WPS and LibreOffice leave beside the text of a cell
_FAR = 1.75  # line heights from line to line that are more than a wrap
_WHOLE = 0.55  # of a square: a narrow letter's width


def paragraphs_of(lines: Sequence[ReadLine], room: Bounds, *, mm: float) -> list[list[ReadLine]]:
    """Lines grouped into the paragraphs they were wrapped from.

    Args:
        lines: from top to bottom.
        room: the box, or the part of the page, the text was set in.
        mm: millimetres of a pixel.
    """
    groups: list[list[ReadLine]] = []
    size = _square(lines)
    pitch = min((b.line.bounds.bottom - a.line.bounds.bottom for a, b in pairwise(lines)), default=0)
    padding = _padding(lines, room, _PADDING / mm)
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, room, size=size, pitch=max(float(pitch), size), padding=padding):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def joined(paragraph: Sequence[ReadLine], room: Bounds) -> str:
    """A paragraph's text with the wrap undone: ``0571-`` and ``64831838`` are one number again."""
    text = ""
    width = 0.92 * (room.right - room.left) / max(_square(paragraph), 1.0)
    for line in paragraph:
        own = line.text.strip()
        if text and own and _at_a_space(text, own, width):
            text += " "
        text += own
    return text


def _at_a_space(text: str, following: str, width: float) -> bool:
    """Whether two lines were parted at a space: two Latin words that would have fitted into one line as one."""
    last, first = text[-1], following[0]
    if not (_is_word(last) and _is_word(first)) or (last.isdigit() and first.isdigit()):
        return False
    start = len(text)
    while start and (_is_word(text[start - 1]) or text[start - 1] in _INSIDE):
        start -= 1
    return _squares(text[start:]) + _lead(following) <= width


def _square(lines: Sequence[ReadLine]) -> float:
    """The width of a Chinese character: as the lines are wide, else as they are high."""
    widths = sorted(line.line.bounds.width / squares for line in lines if (squares := _squares(line.text.strip())) >= 3)
    if widths:
        return widths[len(widths) // 2]
    return max((line.line.bounds.height for line in lines), default=1) * 1.1


def _squares(text: str) -> float:
    """How many squares wide a text is."""
    return sum(1.0 if _is_wide(sign) else _WHOLE for sign in text)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’…—"


def _is_word(sign: str) -> bool:
    return sign.isalnum() and not _is_wide(sign)


def _padding(lines: Sequence[ReadLine], room: Bounds, usual: float) -> float:
    """The room a cell leaves beside its text, from how near the text comes to its sides."""
    if not lines:
        return usual
    left = min(line.line.bounds.left for line in lines) - room.left
    right = room.right - max(line.line.bounds.right for line in lines)
    return min(max(float(min(left, right)), 0.0), usual)


def _goes_on(line: ReadLine, following: ReadLine, room: Bounds, *, size: float, pitch: float, padding: float) -> bool:
    """Whether the second line is the wrapped rest of the first."""
    one, other = line.line.bounds, following.line.bounds
    if not line.text.strip() or not following.text.strip():
        return False
    if other.bottom - one.bottom > _FAR * max(min(pitch, 1.8 * size), size):
        return False
    if _NUMBERED.match(following.text.strip()) and line.text.strip()[-1] in _SENTENCE_END:
        return False
    left, right = room.left + padding, room.right - padding
    before, behind = one.left - left, right - one.right
    next_before, next_behind = other.left - left, right - other.right
    near = 0.6 * size
    centred = abs(before - behind) < near and abs(next_before - next_behind) < near and next_before > near
    if not centred and next_before > before + 1.2 * size and not _NUMBERED.match(line.text.strip()):
        return False
    space = before + behind if centred else behind
    return space < min(_lead(following.text.strip()) * size, right - left) + 0.3 * size


def _lead(text: str) -> float:
    """How many squares a line's first unbreakable piece takes: a square with its punctuation, or a Latin word."""
    end = 0
    last = len(text) - 1
    while end < last and text[end] in _OPENING:
        end += 1
    while end < last and _is_word(text[end]) and (_is_word(text[end + 1]) or text[end + 1] in _INSIDE):
        end += 1
    while end < last and text[end + 1] in _CLOSING:
        end += 1
    return _squares(text[: end + 1])
