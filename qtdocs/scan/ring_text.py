"""One reading of a seal's ring out of the readings of its strips: character by character, by where each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from statistics import median
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qtdocs.model.document import UNREAD
from qtdocs.scan.recogniser import Line

Columns: TypeAlias = NDArray[np.bool_]
"""Something that is so or not in each column of an unrolled ring."""
_SURE = 0.6
"""Mean certainty of a character, over all strips that see something in its place, from which it counts as read."""
_HIGHEST = 0.995
"""Certainty above which a strip's word weighs no more."""
_LEAST_LOOKS = 1.7
"""Certainties of strips that see the same character, added up, from which it counts fully."""
_HIGH = 0.25
"""Share of columns with ink in the upper half of the characters, from which a run of them is text of the ring."""
_STRAY = 0.75
_GAP = 1.6
"""Times the usual distance of two characters from which something stands between them that no strip shows."""


class Sighting(NamedTuple):
    """One character as one strip shows it."""

    strip: int
    """Number of the strip."""
    column: float
    """Where it stands, in columns from the start of the text."""
    character: str
    """What it looks like."""
    sure: float
    """From 0 to 1."""


class Agreement(NamedTuple):
    """What several strips agree on."""

    text: str = ""
    """What stands on the ring, ``UNREAD`` for each character that is there and cannot be read beyond doubt."""
    sure: float = 0.0
    """Mean certainty from 0 to 1."""
    middle: float = 0.0
    """The middle of the name, in columns from the start of the text."""


@dataclass(slots=True)
class _Spot:
    """A place on the ring where strips see a character."""

    seen: list[Sighting] = field(default_factory=list)

    @property
    def column(self) -> float:
        return sum(each.column for each in self.seen) / len(self.seen)

    def moved(self, columns: int) -> _Spot:
        """The same place, so many columns further on."""
        return _Spot([each._replace(column=each.column + columns) for each in self.seen])

    def verdict(self, strips: int) -> tuple[str, float]:
        """The character that stands here and how sure that is: what other strips take it for speaks against it.

        Black print across a character hides it in some views, so strips that see nothing here only weigh a little;
        but one strip alone is never enough.
        """
        weight: dict[str, float] = defaultdict(float)
        for each in self.seen:
            weight[each.character] -= log(1 - min(each.sure, _HIGHEST))
        character = max(weight, key=lambda each: (weight[each], each))
        alike = weight[character] / sum(weight.values())
        sure = sorted((each.sure for each in self.seen if each.character == character), reverse=True)
        enough = sum(sure) / max(_LEAST_LOOKS, strips / 3) if strips > 1 else 1.0
        return character, alike * sure[0] * min(1.0, enough)


def sightings(lines: Iterable[tuple[Line, int]]) -> list[Sighting]:
    """Every character of every strip.

    Args:
        lines: What each strip reads as, and its width in columns; all begin at the start of the text.
    """
    return [
        Sighting(number, spot * width, character, sure)
        for number, (line, width) in enumerate(lines)
        for character, sure, spot in zip(line.text, line.sure, line.spots, strict=True)
        if not character.isspace()
    ]


def agreed(seen: Sequence[Sighting], strips: int, inked: Columns, worn: Columns) -> Agreement:
    """What the strips agree on, character by character.

    Args:
        seen: All characters of all strips.
        strips: How many strips were read.
        inked: For each column of the ring, from the start of the text, whether there is ink at the height of the text.
        worn: For each column of the ring, from the same start, whether the seal left no ink at all.
    """
    spots = [spot for spot in _spots(seen) if len({each.strip for each in spot.seen}) * 3 >= strips]
    if not spots:
        return Agreement()
    pitch = median(b.column - a.column for a, b in pairwise(spots)) if len(spots) > 1 else float(len(inked))
    spots = _from_the_widest_gap(spots, pitch, len(inked))
    runs = _runs(spots, pitch, inked)
    texts = [_text(run, pitch, strips, inked) for run in runs]
    begins, ends = _open_ends(runs[0][0].column, runs[-1][-1].column, pitch, worn)
    longest = max(range(len(texts)), key=lambda at: (len(texts[at][0]), texts[at][1]))
    # What stands apart from the name, reads badly and does not reach as high is a line in the middle of the seal.
    kept = [
        text
        for at, (run, text) in enumerate(zip(runs, texts, strict=True))
        if at == longest or text[1] > _STRAY or _is_high(run, pitch, inked)
    ]
    length = sum(len(text) for text, _ in kept)
    return Agreement(
        # What is worn off between two parts of a name leaves no ink either: they are never joined without a sign.
        begins + UNREAD.join(text for text, _ in kept) + ends,
        sum(len(text) * sure for text, sure in kept) / length,
        (runs[longest][0].column + runs[longest][-1].column) / 2,
    )


def _from_the_widest_gap(spots: list[_Spot], pitch: float, columns: int) -> list[_Spot]:
    """The characters in the order of reading: after the widest gap, where the strips began at a narrower one.

    They begin where the widest stretch without ink ends, and that may be a worn character, while the true gap below
    holds a number or the ends of a line.
    """
    steps = [b.column - a.column for a, b in pairwise(spots)]
    around = spots[0].column + columns - spots[-1].column
    if not steps or max(steps) < around + pitch:
        return spots
    cut = steps.index(max(steps)) + 1
    return [*spots[cut:], *(spot.moved(columns) for spot in spots[:cut])]


def _runs(spots: Sequence[_Spot], pitch: float, inked: Columns) -> list[list[_Spot]]:
    """The characters, parted where there is room for one and no ink at all."""
    runs = [[spots[0]]]
    for last, spot in pairwise(spots):
        if spot.column - last.column > _GAP * pitch and not _ink(inked, last.column, spot.column, pitch):
            runs.append([])
        runs[-1].append(spot)
    return runs


def _text(run: Sequence[_Spot], pitch: float, strips: int, inked: Columns) -> tuple[str, float]:
    """The characters of a run, ``UNREAD`` where ink stands beside or between them, and the mean certainty."""
    found = [spot.verdict(strips) for spot in run]
    first, last = run[0].column, run[-1].column
    text = UNREAD if _ink(inked, first - 1.6 * pitch, first, pitch) else ""
    for number, (character, sure) in enumerate(found):
        if number:
            text += UNREAD * _missing(run[number].column - run[number - 1].column, pitch)
        text += character if sure >= _SURE else UNREAD
    text += UNREAD if _ink(inked, last, last + 1.6 * pitch, pitch) else ""
    return text, sum(sure for _, sure in found) / len(text)


def _is_high(run: Sequence[_Spot], pitch: float, inked: Columns) -> bool:
    """Whether a run has ink where the upper halves of characters are."""
    spread = range(round(run[0].column - pitch / 2), round(run[-1].column + pitch / 2))
    return bool(np.take(inked, spread, mode="wrap").mean() > _HIGH)


def _open_ends(first: float, last: float, pitch: float, worn: Columns) -> tuple[str, str]:
    """``UNREAD`` before and after the text where the seal left no ink next to it: the name may go on there."""
    before = np.take(worn, range(round(first - 1.5 * pitch), round(first - 0.5 * pitch)), mode="wrap")
    after = np.take(worn, range(round(last + 0.5 * pitch), round(last + 1.5 * pitch)), mode="wrap")
    return UNREAD * bool(before.size and before.mean() > 0.5), UNREAD * bool(after.size and after.mean() > 0.5)


def _ink(inked: Columns, left: float, right: float, pitch: float) -> bool:
    """Whether there is ink between two characters, beyond what belongs to them."""
    between = np.take(inked, range(round(left + 0.6 * pitch), round(right - 0.6 * pitch)), mode="wrap")
    return bool(between.sum() > 0.1 * pitch)


def _missing(distance: float, pitch: float) -> int:
    """How many characters would fit between two that stand so far apart."""
    return max(0, round(distance / pitch) - 1) if distance > _GAP * pitch else 0


def _spots(seen: Sequence[Sighting]) -> list[_Spot]:
    """The places where characters stand, from the start: sightings of several strips close together are one."""
    by_strip: dict[int, list[Sighting]] = defaultdict(list)
    for each in seen:
        by_strip[each.strip].append(each)
    pitch = _pitch(by_strip.values())
    spots: list[_Spot] = []
    for each in sorted(seen, key=lambda one: (one.column, one.strip)):
        near = spots[-1] if spots and each.column - spots[-1].column < 0.5 * pitch else None
        if near is not None and all(one.strip != each.strip for one in near.seen):
            near.seen.append(each)
        else:
            spots.append(_Spot([each]))
    return spots


def _pitch(strips: Iterable[list[Sighting]]) -> float:
    """The usual distance from one character to the next."""
    steps = [b.column - a.column for strip in strips for a, b in pairwise(strip)]
    return median(steps) if steps else 1.0
