"""Which cell of the filled form holds which label of the blank.

Exact labels that occur once are pinned; the rest is a best assignment over similarity and row context.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qtdocs.editions.layout import DATE_TWIN, Anchor, Layout, label_core
from qtdocs.extract.segments import Segment, segments_in, twins_of
from qtdocs.extract.spots import Spot
from qtdocs.text import label_twin

THRESHOLD = 0.62
"""Least score of an assigned label; below it two words of a form are no more alike than by chance."""
_MARGIN = 0.04
_SURE_LIKENESS = 0.84
_NEGATIONS = frozenset("不未非无")
_UNIT = re.compile(r"\(([^()]*[元千百万][^()]*)\)")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Candidate:
    """A place where a label may stand: a whole cell, or the front of one."""

    spot: Spot
    """The cell."""
    label: str
    """The words as printed here."""
    twin: str
    """Their twin."""
    segment: Segment | None = None
    """Set where the value follows in the same cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A label found."""

    anchor: Anchor
    """The field."""
    candidate: Candidate
    """Where."""
    quality: str
    """``exact``, ``synonym``, ``similar``, ``distant``, ``unit`` (another unit is printed), ``close`` (another label
    was nearly as good) or ``inferred``."""


def candidates_in(spots: Sequence[Spot], layout: Layout) -> tuple[Candidate, ...]:
    """Every place where one of the form's labels may stand."""
    twins = twins_of(layout.anchors)
    found: list[Candidate] = []
    for spot in spots:
        found.extend(each for each in _candidates(spot, twins) if not _is_printed(each, layout))
    return tuple(found)


def _is_printed(candidate: Candidate, layout: Layout) -> bool:
    """Whether the blank prints this cell word for word and it is no label's own cell."""
    twin = candidate.spot.twin
    if candidate.segment is None or twin not in layout.fixed:
        return False
    return not any(twin in anchor.printed for anchor in candidate.segment.anchors)


def _candidates(spot: Spot, twins: dict[str, tuple[Anchor, ...]]) -> list[Candidate]:
    text = spot.cell.text
    if spot.twin in twins or (spot.core in twins and len(spot.twin) < 40):
        return [Candidate(spot=spot, label=text.strip(), twin=spot.twin)]
    segments = segments_in(text, twins)
    if segments and not text[: segments[0].start].strip():
        if segments[0].anchors[0].spec.type == "long-text":
            segments = segments[:1]
        return [Candidate(spot=spot, label=each.label, twin=each.twin, segment=each) for each in segments]
    front = _front(text)
    if front:
        return [Candidate(spot=spot, label=front.label, twin=front.twin, segment=front)]
    return [Candidate(spot=spot, label=text.strip(), twin=spot.twin)] if len(spot.twin) <= 24 else []


def _front(text: str) -> Segment | None:
    """What stands before the first colon of a cell, where a value follows; its label is none of the form's words."""
    for colon in ("：", ":"):
        front, found, rest = text.partition(colon)
        if found and rest.strip() and 1 < len(front.strip()) < 20:
            end = len(front)
            return Segment(
                anchors=(), twin=label_twin(front), label=front.strip(), start=0, end=end, stop=len(text),
                text=rest.strip(), clear=True,
            )  # fmt: skip
    return None


def matches_in(candidates: Sequence[Candidate], layout: Layout) -> dict[str, Match]:
    """The label of each field, by key; fields whose label is nowhere are left out."""
    pinned = _without_typed(_pinned(candidates, layout), layout)
    taken = {id(match.candidate) for match in pinned.values()}
    anchors = [
        anchor for anchor in layout.anchors
        if anchor.spec.key not in pinned and anchor.spec.where not in ("header", "document")
        and DATE_TWIN not in anchor.official
    ]  # fmt: skip
    free = [candidate for candidate in candidates if id(candidate) not in taken and len(candidate.twin) < 40]
    if anchors and free:
        pinned.update(_assigned(anchors, free, pinned, layout))
    return pinned


def _pinned(candidates: Sequence[Candidate], layout: Layout) -> dict[str, Match]:
    owners = Counter(twin for anchor in layout.anchors for twin in anchor.official)
    seen: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        seen.setdefault(candidate.twin, []).append(candidate)
    found = {}
    for anchor in layout.anchors:
        here = [candidate for twin in anchor.official for candidate in seen.get(twin, ())]
        if len(here) == 1 and all(owners[twin] == 1 for twin in anchor.official):
            found[anchor.spec.key] = Match(anchor=anchor, candidate=here[0], quality="exact")
    return found


def _without_typed(pinned: dict[str, Match], layout: Layout) -> dict[str, Match]:
    """The labels without words of a line above the table that stand where another label has its value.

    Somebody typed them there: a person may be called as a field is.
    """
    context = _Context(pinned, layout)
    return {
        key: match
        for key, match in pinned.items()
        if match.anchor.spec.where != "header" or not context.is_value(match.candidate)
    }


def _assigned(
    anchors: list[Anchor], free: list[Candidate], pinned: Mapping[str, Match], layout: Layout
) -> dict[str, Match]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    context = _Context(pinned, layout)
    scores = np.array([[_score(anchor, candidate, context) for candidate in free] for anchor in anchors])
    rows, columns = linear_sum_assignment(scores, maximize=True)
    found = {}
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if scores[row][column] < THRESHOLD:
            continue
        anchor, candidate = anchors[row], free[column]
        rivals = np.delete(scores[row], column)
        close = bool(rivals.size and rivals.max() > scores[row][column] - _MARGIN)
        found[anchor.spec.key] = Match(
            anchor=anchor, candidate=candidate, quality="close" if close else _quality(anchor, candidate, context)
        )
    return found


class _Context:
    """The rows where labels have been pinned, and the cells that are their values."""

    def __init__(self, pinned: Mapping[str, Match], layout: Layout) -> None:
        self.rows = {key: match.candidate.spot.line for key, match in pinned.items()}
        self.spots = {key: match.candidate.spot for key, match in pinned.items()}
        self.mates = layout.mates
        self.values = frozenset(
            (match.candidate.spot.number, match.candidate.spot.cell.row, _behind(match.candidate.spot))
            for match in pinned.values()
            if match.anchor.spec.where == "right" and match.candidate.segment is None
        )

    def agreement(self, anchor: Anchor, candidate: Candidate) -> float:
        """1 where a row-mate of the blank stands in this row too, -1 where all stand elsewhere, 0 unknown."""
        if anchor.spec.beside:
            return self._beside(anchor, candidate)
        known = [self.rows[key] for key in self.mates[anchor.spec.key] if key in self.rows]
        if not known:
            return 0.0
        return 1.0 if candidate.spot.line in known else -1.0

    def _beside(self, anchor: Anchor, candidate: Candidate) -> float:
        owner = self.spots.get(anchor.spec.beside)
        if owner is None:
            return 0.0
        if owner.line != candidate.spot.line:
            return -1.0
        return 1.0 if owner.cell.column <= candidate.spot.cell.column else 0.5

    def is_value(self, candidate: Candidate) -> bool:
        """Whether the candidate stands where a pinned label has its value."""
        cell = candidate.spot.cell
        return (candidate.spot.number, cell.row, cell.column) in self.values


def _behind(spot: Spot) -> int:
    return spot.cell.column + spot.cell.column_span


def _score(anchor: Anchor, candidate: Candidate, context: _Context) -> float:
    words = _likeness(anchor, candidate.twin)
    if words < 0.45:
        return 0.0
    return words + 0.15 * context.agreement(anchor, candidate) - 0.25 * context.is_value(candidate)


def _likeness(anchor: Anchor, twin: str) -> float:
    """How alike the printed words and the field's labels are, 0 to 1."""
    from rapidfuzz import fuzz

    if twin in anchor.official:
        return 1.0
    if twin in anchor.synonyms:
        return 0.95
    core = label_core(twin)
    if core in anchor.synonyms:
        return 0.92
    best = 0.0
    for label in anchor.official | anchor.synonyms:
        if _NEGATIONS & set(label) != _NEGATIONS & set(twin):  # 合格率 is no misprint of 不合格率
            continue
        best = max(best, fuzz.ratio(label, twin), fuzz.ratio(label, core), 0.95 * _shuffled(label, twin))
    return min(best / 100, 0.9)


def _shuffled(first: str, second: str) -> float:
    """Likeness of two words regardless of order: 联系电话（班组） and 班组联系电话."""
    from rapidfuzz import fuzz

    return fuzz.ratio("".join(sorted(first)), "".join(sorted(second.strip("()").replace("(", "").replace(")", ""))))


def _quality(anchor: Anchor, candidate: Candidate, context: _Context) -> str:
    agreement = context.agreement(anchor, candidate)
    if candidate.twin in anchor.official:
        return "exact" if agreement > 0 or not anchor.spec.beside else "close"
    if _unit_differs(anchor, candidate.twin):
        return "unit"
    known = candidate.twin in anchor.synonyms or label_core(candidate.twin) in anchor.synonyms
    if not known and _likeness(anchor, candidate.twin) < _SURE_LIKENESS:
        return "distant"
    return "synonym" if known and (agreement > 0 or not context.mates[anchor.spec.key]) else "similar"


def _unit_differs(anchor: Anchor, twin: str) -> bool:
    """Whether this paper prints another unit for a number than the blank does: 元 for 万元."""
    if anchor.spec.type not in ("integer", "decimal", "percent"):
        return False
    known = [_UNIT.findall(word) for word in anchor.official | anchor.synonyms]
    return bool(_UNIT.search(twin)) and _UNIT.findall(twin) not in known
