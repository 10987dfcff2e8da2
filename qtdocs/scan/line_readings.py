"""What stands in a line of text, read twice from different cuts; how far both agree is what is known of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from qtdocs.scan.recogniser import Line, Recogniser
from qtdocs.scan.sheet import Pixels
from qtdocs.scan.text_ink import TextInk
from qtdocs.scan.text_lines import Bounds, TextLine
from qtdocs.scan.tick_boxes import with_boxes

_SURE = 0.9
"""Mean certainty of a line below which it is read again, and doubted."""
_CERTAIN = 0.98
"""Mean certainty that both readings need to be beyond doubt."""
_EVERY_LETTER = 0.9
"""Certainty that the weakest letter needs for the line to be beyond doubt."""
_NARROW, _WIDE = 0.18, 0.42
"""Margins, of a line's height, with which it is cut out a second and a third time."""
_SPACE = 0.6
"""Of a square: where so much ink is missing between two letters stands a space; programs put up to a quarter of a
square between Chinese and Latin by themselves, and a letter leaves a tenth of its own square empty."""
_UNREAD = 0.9
"""Of a square: ink further from every letter was not read."""
_SEALED = 0.04
"""Share of a spot with a seal's ink on it from which the seal lies there."""
_HALF_SQUARE = 0.5
"""The empty side of Chinese punctuation."""
_ENDS, _BEGINS = "，。、；：？！）》〉”’」』】〕,.:;)", "（《〈“‘「『【〔("


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A line and what was read in it."""

    line: TextLine
    """Where it stands."""
    text: str
    """The better reading."""
    certainty: float
    """From 0 to 1: of its weaker reading, where there are two that agree."""
    is_agreed: bool
    """Whether two readings from different cuts agree and are both certain of every letter."""
    is_unsure: bool
    """Whether they differ, or the line is read with little certainty."""
    spots: tuple[float, ...] = ()
    """Where the letters that were read stand, in pixels of the picture that is read."""
    is_handwritten: bool = False
    """Whether it looks written by hand."""


def read_lines(
    lines: Sequence[TextLine], inked: TextInk, recogniser: Recogniser, *, twice: Sequence[bool]
) -> list[ReadLine]:
    """The lines with what stands in them.

    Args:
        lines: where they stand.
        inked: the page.
        recogniser: reads text.
        twice: for each line whether it is worth a second reading in any case.
    """
    firsts = [_first(line) for line in lines]
    wanted = [
        number
        for number, first in enumerate(firsts)
        if first is None or twice[number] or first.certainty < _CERTAIN or min(first.sure, default=0.0) < 0.7
    ]
    seconds = dict(zip(wanted, recogniser.read([_cut(lines[n], inked, _NARROW) for n in wanted]), strict=True))
    open_ = [n for n in wanted if not _agree(firsts[n], seconds[n])]
    thirds = dict(zip(open_, recogniser.read([_cut(lines[n], inked, _WIDE) for n in open_]), strict=True))
    found = []
    for number, line in enumerate(lines):
        cuts = [
            _reading(each[number], _cut_bounds(line, inked, margin))
            for each, margin in ((seconds, _NARROW), (thirds, _WIDE))
            if number in each
        ]
        judged = _judged(line, firsts[number], cuts)
        found.append(replace(judged, text="") if _is_rest_of_a_seal(judged, inked) else judged)
    return found


def _is_rest_of_a_seal(read: ReadLine, inked: TextInk) -> bool:
    """Whether a sign or two that the detector passed over stand among the ink of a seal; the line stays unsure."""
    if read.line.pieces or len(plain(read.text)) > 2:
        return False
    left, top, right, bottom = read.line.bounds
    around = inked.length(1.0)
    part = inked.seals[max(0, top - around) : bottom + around, max(0, left - around) : right + around]
    return float((part > 0).mean()) > _SEALED


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    text: str
    certainty: float
    sure: tuple[float, ...]
    spots: tuple[float, ...]


_SPELLED = str.maketrans({"〜": "～", "・": "·"})
_ALIKE = re.compile(r"[0OoQDIl1|Z2S5B8]")
_MIXED = re.compile(r"[A-Za-z0-9|]*(?:[A-Za-z|][0-9]|[0-9][A-Za-z|])[A-Za-z0-9|]*")


def _may_be_mistaken(text: str) -> bool:
    """Whether something in a text is easily taken for something else.

    Letters and figures stand in one word and some of them are alike (O and 0, l and 1), or a letter is none of the 6763
    that simplified print gets by with: rare ones are few in what the models learned, and 悅 is read for 悦.
    """
    if any(sign >= "\u4e00" and not _is_common(sign) for sign in text):
        return True
    return any(_ALIKE.search(word) for word in _MIXED.findall(text))


def _is_common(sign: str) -> bool:
    """Whether GB 2312 has the letter or sign; full-width ones count as narrow."""
    try:
        unicodedata.normalize("NFKC", sign).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def plain(text: str) -> str:
    """The text as two readings are compared: without spaces, full-width signs as narrow ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _first(line: TextLine) -> _Reading | None:
    """The detector's pieces as one reading; none where it passed over some of the line."""
    if not line.pieces:
        return None
    text = "".join(piece.line.text for piece in line.pieces).translate(_SPELLED)
    sure = tuple(each for piece in line.pieces for each in piece.line.sure)
    spots = tuple(each for piece in line.pieces for each in _spots(piece.line, piece.around))
    weights = [max(len(piece.line.text), 1) for piece in line.pieces]
    certainty = float(np.average([piece.line.score for piece in line.pieces], weights=weights))
    return _Reading(text=text, certainty=certainty, sure=sure, spots=spots)


def _reading(line: Line, bounds: Bounds) -> _Reading:
    return _Reading(
        text=line.text.translate(_SPELLED), certainty=line.score, sure=line.sure, spots=_spots(line, bounds)
    )


def _spots(line: Line, bounds: Bounds) -> tuple[float, ...]:
    return tuple(bounds.left + spot * bounds.width for spot in line.spots)


def _cut(line: TextLine, inked: TextInk, margin: float) -> Pixels:
    """The pixels of a line with a margin (of its height) that stays inside its box."""
    cut = _cut_bounds(line, inked, margin)
    return inked.pixels[cut.top : cut.bottom, cut.left : cut.right]


def _cut_bounds(line: TextLine, inked: TextInk, margin: float) -> Bounds:
    bounds, limits = line.bounds, line.limits
    height = max(bounds.height, inked.length(2.2))  # a dash alone is no letter of that height
    more = round(margin * height)
    middle = (bounds.top + bounds.bottom) // 2
    top, bottom = min(bounds.top - more, middle - height // 2), max(bounds.bottom + more, middle + height // 2)
    left, right = bounds.left - round(1.6 * margin * height), bounds.right + round(1.6 * margin * height)
    return Bounds(
        max(limits.left, left, 0), max(limits.top, top, 0), min(limits.right, right), min(limits.bottom, bottom)
    )


def _agree(first: _Reading | None, second: Line) -> bool:
    return first is not None and plain(first.text) == plain(second.text)


def _judged(line: TextLine, first: _Reading | None, cuts: Sequence[_Reading]) -> ReadLine:
    """The best of the readings, and how far they agree."""
    readings = [*([first] if first else []), *cuts]
    votes = {plain(each.text): 0.0 for each in readings}
    for each in readings:
        votes[plain(each.text)] += each.certainty * (1.0 if each.text else 0.3)
    chosen = max(votes, key=lambda text: votes[text])
    agreeing = [each for each in readings if plain(each.text) == chosen]
    best = max(agreeing, key=lambda each: (each is first, each.certainty))
    certainty = min(each.certainty for each in agreeing)
    weakest = min(min(each.sure, default=0.0) for each in agreeing)
    is_twice = first is not None and len(cuts) == 1
    differ = len(agreeing) < len(readings)
    text, spots, has_boxes = best.text, best.spots, False
    if len(spots) == len(text):
        text, spots, has_boxes = with_boxes(text, spots, best.sure, line.boxes)
    is_whole = len(spots) == len(text) and not _is_passed_over(spots, line)
    is_certain = certainty >= _CERTAIN and weakest >= _EVERY_LETTER and not has_boxes and not _may_be_mistaken(text)
    return ReadLine(
        line=line,
        text=_with_spaces(text, spots, line),
        certainty=certainty,
        is_agreed=bool(chosen) and is_twice and is_certain and is_whole,
        is_unsure=differ or certainty < _SURE or first is None or not is_whole,
        spots=spots,
    )


def _is_passed_over(spots: Sequence[float], line: TextLine) -> bool:
    """Whether there is ink in the line that no letter stands for, such as a sign that the recogniser does not know."""
    size = max(1.08 * line.bounds.height, 1.0)
    edges = [line.bounds.left, *(edge for gap in line.gaps for edge in gap), line.bounds.right]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        inside = [spot for spot in spots if start - 0.3 * size <= spot <= end + 0.3 * size]
        if not inside:
            if end - start > 0.3 * size:
                return True
            continue
        if inside[0] - start > _UNREAD * size or end - inside[-1] > _UNREAD * size:
            return True
        if any(after - before > 2 * _UNREAD * size for before, after in pairwise(inside)):
            return True
    return False


def _with_spaces(text: str, spots: Sequence[float], line: TextLine) -> str:
    """The text with a space wherever one is seen and none was read."""
    if not line.gaps or len(spots) != len(text):
        return text
    size = 1.08 * line.bounds.height
    spaces: dict[int, int] = {}
    for left, right in line.gaps:
        behind = next((number for number, spot in enumerate(spots) if spot > (left + right) / 2), 0)
        if behind == 0 or text[behind].isspace() or text[behind - 1].isspace():
            continue
        empty = (right - left) / size - _HALF_SQUARE * ((text[behind - 1] in _ENDS) + (text[behind] in _BEGINS))
        if empty >= _SPACE:
            spaces[behind] = max(1, min(8, round((empty - 0.1) / 0.5)))
    return "".join(" " * spaces.get(number, 0) + sign for number, sign in enumerate(text))
