"""Lines of names: broken where nothing looks lost, never inside a number or before what may not stand first."""

from __future__ import annotations

import math
import re

from qtdocs.text import display_width

_SHORTEST_LINE = 8
"""A last line shorter than this, in half-width characters, looks lost: 公司 alone."""
_PIECE = re.compile(r"[0-9A-Za-z&.\-]+|[“‘（《(]?.[”’）》)、，。·]*", re.DOTALL)
"""What stays together: numbers and letters, and signs with what they belong to."""


def fits(name: str, room: int) -> bool:
    """Whether a name stands on one line."""
    return display_width(name) <= room


def balanced(name: str, room: int) -> tuple[str, ...]:
    """The lines of a name where it would otherwise leave 公司 alone on a last line; else the whole name in one piece.

    Args:
        name: the name.
        room: half-width characters that fit on a line.

    >>> balanced("东海省滨海新区市政工程建设养护集团有限公司", 40)
    ('东海省滨海新区市政工程', '建设养护集团有限公司')
    >>> balanced("甲" * 30, 40) == ("甲" * 30,)
    True
    """
    lines = name_lines(name, room)
    return lines if lines != _cut(name, room) else (name,)


def name_lines(name: str, room: int) -> tuple[str, ...]:
    """The lines of a name, each within its room; even ones where the last would otherwise be left with 公司 alone.

    >>> name_lines("甲" * 30, 40) == ("甲" * 20, "甲" * 10)
    True
    """
    full = _cut(name, room)
    if len(full) < 2 or display_width(full[-1]) >= _SHORTEST_LINE:
        return full
    even = _cut(name, min(room, math.ceil(display_width(name) / len(full)) + 2))
    return even if len(even) == len(full) else full


def _cut(name: str, room: int) -> tuple[str, ...]:
    lines: list[str] = []
    for piece in _PIECE.findall(name):
        for part in (piece,) if display_width(piece) <= room else tuple(piece):
            if lines and display_width(lines[-1] + part) <= room:
                lines[-1] += part
            else:
                lines.append(part)
    return tuple(lines)


def cover_lines(name: str, *, room: int = 40) -> tuple[str, ...]:
    """The lines of a cover; a name that is too long breaks where its second half begins as a phrase.

    >>> cover_lines("2021年度全国市政工程质量信得过班组建设成果")
    ('2021年度全国市政工程', '质量信得过班组建设成果')
    """
    front, phrase, rest = name.partition("质量信得过")
    if fits(name, room) or not front or not all(fits(each, room) for each in (front, phrase + rest)):
        return balanced(name, room)
    return (front, phrase + rest)
