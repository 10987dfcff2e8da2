"""How firm tiers are: the smallest change of a single score that moves one; internal, for those who decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from qtdocs.judging.tally import Counted
from qtdocs.model.ballot import WHOLE

Moves = tuple[tuple[str, str, str], ...]
"""Entry, tier as it is, tier as it would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How ballots come to tiers in this season: the same functions as the result itself is made by."""

    points_of: Callable[[str, tuple[Counted, ...]], Fraction | None]
    """Stage and an entry's ballots: the points on the stage's scale; none where they do not suffice."""
    total_of: Callable[[str, Mapping[str, Fraction]], Decimal | None]
    """Entry and its points by stage: the total that ranks go by; none where a stage lacks that it needs."""
    tiers_of: Callable[[Mapping[str, Decimal]], Mapping[str, str]]
    """All totals: the tiers by the rule, by entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a single score may be."""

    most: Mapping[tuple[str, str], Fraction]
    """The most a judge may give, by stage and criterion; ``total`` where the stage has no criteria."""
    step: Mapping[str, Fraction]
    """The smallest step of a score, by stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """The smallest change of one score of an entry, one way, that moves a tier."""

    entry: str
    """Whose score it is."""
    stage: str
    """In which stage."""
    judge: str
    """Who gave it."""
    criterion: str
    """Which line of the sheet; ``total`` where it has one alone."""
    before: Fraction
    """The score as it is, on the scale of the stage's sheet."""
    after: Fraction
    """The score as it would have to be."""
    moves: Moves
    """Every tier that it moves, this entry's or another's."""

    @property
    def by(self) -> Fraction:
        """The change; below zero where the score falls."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The season as it is counted: what every question of firmness begins with."""

    ballots: Mapping[tuple[str, str], tuple[Counted, ...]]
    """Those that count, by stage and entry."""
    points: Mapping[str, Mapping[str, Fraction]]
    """By entry and stage."""
    totals: Mapping[str, Decimal]
    """By entry."""
    tiers: Mapping[str, str]
    """By entry."""


def moves_between(before: Mapping[str, str], after: Mapping[str, str]) -> Moves:
    """Every entry whose tier is another, by number."""
    return tuple(
        (entry, tier, after[entry]) for entry, tier in sorted(before.items()) if after.get(entry, tier) != tier
    )


def nudges(now: Standing, counting: Counting, bounds: Bounds) -> tuple[Nudge, ...]:
    """For every entry and each way the smallest change of one of its scores that moves a tier; smallest first.

    An entry that is not named keeps every tier whatever a single judge had given it on a single line.
    """
    found = [
        nudge
        for entry in sorted(now.totals)
        for up in (True, False)
        if (nudge := _smallest(entry, now, counting, bounds, up=up)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (abs(each.by), each.entry, each.by)))


def _smallest(entry: str, now: Standing, counting: Counting, bounds: Bounds, *, up: bool) -> Nudge | None:
    moved = _Moved(entry, now, counting)
    best: Nudge | None = None
    for (stage, whose), own in sorted(now.ballots.items()):
        if whose != entry or stage not in now.points[entry]:
            continue
        for ballot in own:
            found = _smaller(stage, ballot, moved, bounds, up=up, than=abs(best.by) if best else None)
            best = found or best
    return best


def _smaller(
    stage: str, ballot: Counted, moved: _Moved, bounds: Bounds, *, up: bool, than: Fraction | None
) -> Nudge | None:
    """The smallest change of one score of a ballot that moves a tier, if it is smaller than what is known."""
    step = bounds.step[stage] if up else -bounds.step[stage]
    scores = ballot.criteria or {WHOLE: ballot.points}
    rooms = {key: bounds.most.get((stage, key), value) - value if up else value for key, value in scores.items()}
    # which line does not matter for the total: the one with the most room reaches furthest
    key = max(rooms, key=lambda each: rooms[each])
    low, high = 0, int((rooms[key] if than is None else min(rooms[key], than - abs(step))) // abs(step))
    if high < 1 or not moved.by(stage, ballot, high * step):
        return None
    while high - low > 1:
        middle = (high + low) // 2
        low, high = (low, middle) if moved.by(stage, ballot, middle * step) else (middle, high)
    return Nudge(
        entry=moved.entry, stage=stage, judge=ballot.judge, criterion=key, before=scores[key],
        after=scores[key] + high * step, moves=moved.by(stage, ballot, high * step),
    )  # fmt: skip


class _Moved:
    """What moves when one ballot of one entry changes; tiers are made once for each total."""

    def __init__(self, entry: str, now: Standing, counting: Counting) -> None:
        self.entry = entry
        self._now, self._counting = now, counting
        self._by_total: dict[Decimal | None, Moves] = {None: (), now.totals[entry]: ()}

    def by(self, stage: str, ballot: Counted, change: Fraction) -> Moves:
        """The tiers that move when one score of the ballot changes by so much."""
        other = replace(ballot, points=ballot.points + change)
        own = tuple(other if each is ballot else each for each in self._now.ballots[stage, self.entry])
        points = self._counting.points_of(stage, own)
        total = None
        if points is not None:
            total = self._counting.total_of(self.entry, {**self._now.points[self.entry], stage: points})
        if total is not None and total not in self._by_total:
            tiers = self._counting.tiers_of({**self._now.totals, self.entry: total})
            self._by_total[total] = moves_between(self._now.tiers, tiers)
        return self._by_total[total]
