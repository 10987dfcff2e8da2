"""How firm tiers are: the smallest change of a single score that moves one; internal, for those who decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from qtdocs.model.ballot import Ballot

Moves = tuple[tuple[str, str, str], ...]
"""Entry, tier as it is, tier as it would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How ballots come to tiers in this season: the same functions as the result itself is made by."""

    points_of: Callable[[str, str, tuple[Ballot, ...]], Fraction | None]
    """Stage, entry and its ballots: the points on the stage's scale; none where they do not suffice."""
    total_of: Callable[[str, Mapping[str, Fraction]], Decimal | None]
    """Entry and its points by stage: the total that ranks go by; none where a stage lacks that it needs."""
    tiers_of: Callable[[Mapping[str, Decimal]], Mapping[str, str]]
    """All totals: the tiers by the rule, by entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a single score may be."""

    most: Mapping[tuple[str, str], Decimal]
    """The most a judge may give, by stage and criterion; where it is not named, what the ballot's sheet is out of."""
    step: Mapping[str, Decimal]
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
    """Which line of the sheet."""
    before: Decimal
    """The score as it is."""
    after: Decimal
    """The score as it would have to be."""
    moves: Moves
    """Every tier that it moves, this entry's or another's."""

    @property
    def by(self) -> Decimal:
        """The change; below zero where the score falls."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The season as it is counted: what every question of firmness begins with."""

    ballots: Mapping[tuple[str, str], tuple[Ballot, ...]]
    """Those that count, by stage and entry."""
    points: Mapping[str, Mapping[str, Fraction]]
    """By entry and stage."""
    totals: Mapping[str, Decimal]
    """By entry."""
    tiers: Mapping[str, str]
    """By entry."""


def standing(ballots: Iterable[Ballot], counting: Counting) -> Standing:
    """What some ballots come to."""
    by_spot: dict[tuple[str, str], tuple[Ballot, ...]] = {}
    for ballot in sorted(ballots, key=lambda each: (each.stage, each.entry, each.judge)):
        by_spot[ballot.stage, ballot.entry] = (*by_spot.get((ballot.stage, ballot.entry), ()), ballot)
    points: dict[str, dict[str, Fraction]] = {}
    for (stage, entry), own in by_spot.items():
        if (found := counting.points_of(stage, entry, own)) is not None:
            points.setdefault(entry, {})[stage] = found
    totals = {entry: total for entry in points if (total := counting.total_of(entry, points[entry])) is not None}
    return Standing(ballots=by_spot, points=points, totals=totals, tiers=counting.tiers_of(totals))


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
            found = _smaller(ballot, moved, bounds, up=up, than=abs(best.by) if best else None)
            best = found or best
    return best


def _smaller(ballot: Ballot, moved: _Moved, bounds: Bounds, *, up: bool, than: Decimal | None) -> Nudge | None:
    """The smallest change of one score of a ballot that moves a tier, if it is smaller than what is known."""
    step = bounds.step[ballot.stage] if up else -bounds.step[ballot.stage]
    # which line does not matter for the total: the one with the most room reaches furthest
    key = max(ballot.scores, key=lambda each: _room(ballot, each, bounds, up=up))
    room = _room(ballot, key, bounds, up=up)
    low, high = 0, int((room if than is None else min(room, than - abs(step))) // abs(step))
    if high < 1 or not moved.by(ballot, key, high * step):
        return None
    while high - low > 1:
        middle = (high + low) // 2
        low, high = (low, middle) if moved.by(ballot, key, middle * step) else (middle, high)
    before = ballot.scores[key].value or Decimal()
    return Nudge(
        entry=ballot.entry, stage=ballot.stage, judge=ballot.judge, criterion=key, before=before,
        after=before + high * step, moves=moved.by(ballot, key, high * step),
    )  # fmt: skip


def _room(ballot: Ballot, key: str, bounds: Bounds, *, up: bool) -> Decimal:
    """How far a score may go up, or down."""
    value = ballot.scores[key].value or Decimal()
    most = bounds.most.get((ballot.stage, key), ballot.scale or Decimal())
    return max(Decimal(), most - value) if up else max(Decimal(), value)


class _Moved:
    """What moves when one ballot of one entry changes; tiers are made once for each total."""

    def __init__(self, entry: str, now: Standing, counting: Counting) -> None:
        self._entry, self._now, self._counting = entry, now, counting
        self._by_total: dict[Decimal | None, Moves] = {now.totals[entry]: ()}

    def by(self, ballot: Ballot, key: str, change: Decimal) -> Moves:
        """The tiers that move when one score of the ballot changes by so much."""
        score = ballot.scores[key]
        other = replace(
            ballot, scores={**ballot.scores, key: replace(score, value=(score.value or Decimal()) + change)}
        )
        own = tuple(other if each is ballot else each for each in self._now.ballots[ballot.stage, self._entry])
        points = self._counting.points_of(ballot.stage, self._entry, own)
        if points is None:
            return ()
        total = self._counting.total_of(self._entry, {**self._now.points[self._entry], ballot.stage: points})
        if total is None:
            return ()
        if total not in self._by_total:
            tiers = self._counting.tiers_of({**self._now.totals, self._entry: total})
            self._by_total[total] = moves_between(self._now.tiers, tiers)
        return self._by_total[total]
