"""Tiers as they would be with other judges of the same groups: one left out, or as many drawn again from among them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qtdocs.judging.firmness import Counting, Moves, Standing, moves_between
from qtdocs.judging.tally import Counted

LEAST_JUDGES = 3
"""Judges of a group below which drawing again from among them says nothing."""
_TRIES = 200
"""Draws of a group until each of its entries has a judge; an entry that one judge alone scored may prevent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutJudge:
    """What would be if one judge had given no scores."""

    judge: str
    """The expert's id."""
    moves: Moves
    """Every tier that would be another."""
    kept: tuple[str, ...] = ()
    """Entries that could not be counted without this judge: they keep their points here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """In how many of many draws of judges each entry keeps its tier."""

    times: int
    """How many draws."""
    seed: int
    """What the draws come from: the same seed, the same draws."""
    kept: Mapping[str, float]
    """Share of the draws in which an entry has the tier that it has, 0 to 1."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Groups that were not drawn again, stage and name: fewer than three judges."""
    without: tuple[str, ...] = ()
    """Entries of which nothing is said: all their groups have fewer than three judges, or they do."""


def without_each_judge(now: Standing, counting: Counting) -> tuple[WithoutJudge, ...]:
    """For every judge, which tiers would be others without this judge's scores, by the judge's id."""
    judges = sorted({ballot.judge for own in now.ballots.values() for ballot in own})
    return tuple(_without(judge, now, counting) for judge in judges)


def _without(judge: str, now: Standing, counting: Counting) -> WithoutJudge:
    totals, kept = dict(now.totals), set()
    points = {entry: dict(own) for entry, own in now.points.items()}
    for (stage, entry), own in now.ballots.items():
        left = tuple(ballot for ballot in own if ballot.judge != judge)
        if len(left) == len(own) or entry not in totals:
            continue
        found = counting.points_of(stage, left) if left else None
        if found is None:
            kept.add(entry)
        else:
            points[entry][stage] = found
            total = counting.total_of(entry, points[entry])
            totals[entry] = totals[entry] if total is None else total
    moves = moves_between(now.tiers, counting.tiers_of(totals))
    return WithoutJudge(judge=judge, moves=moves, kept=tuple(sorted(kept)))


def redrawn(
    now: Standing, counting: Counting, panels: Mapping[tuple[str, str], str], *, times: int, seed: int
) -> Redrawn:
    """Judges drawn again with replacement within each group, many times; who keeps the tier how often.

    A draw that leaves an entry of the group without any judge is drawn again.

    Args:
        now: the season as it is counted.
        counting: how ballots come to tiers.
        panels: the name of the group that judged, by stage and entry.
        times: how many draws (B).
        seed: what the draws come from.
    """
    groups = _groups(now, panels)
    drawn = [group for group in groups if len(group.judges) >= LEAST_JUDGES]
    touched = {entry for group in drawn for entry, own in group.ballots.items() if len(own) >= LEAST_JUDGES}
    chance, known = random.Random(seed), _Known(counting)
    counts = dict.fromkeys(sorted(touched & now.totals.keys()), 0)
    for _ in range(times):
        tiers = counting.tiers_of(_totals(now, drawn, chance, known))
        for entry in counts:
            counts[entry] += tiers[entry] == now.tiers[entry]
    return Redrawn(
        times=times,
        seed=seed,
        kept={entry: count / times for entry, count in counts.items()},
        fixed=tuple((group.stage, group.name) for group in groups if len(group.judges) < LEAST_JUDGES),
        without=tuple(sorted(now.totals.keys() - counts.keys())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """One group of one stage and its ballots by entry."""

    stage: str
    name: str
    judges: tuple[str, ...]
    ballots: Mapping[str, tuple[Counted, ...]]


def _groups(now: Standing, panels: Mapping[tuple[str, str], str]) -> tuple[_Group, ...]:
    inside: dict[tuple[str, str], dict[str, tuple[Counted, ...]]] = {}
    for (stage, entry), own in sorted(now.ballots.items()):
        if entry in now.totals:
            inside.setdefault((stage, panels[stage, entry]), {})[entry] = own
    return tuple(
        _Group(
            stage=stage,
            name=name,
            judges=tuple(sorted({ballot.judge for own in ballots.values() for ballot in own})),
            ballots=ballots,
        )
        for (stage, name), ballots in sorted(inside.items())
    )


class _Known:
    """Points of an entry by the judges that were drawn for it; few draws are unlike all earlier ones."""

    def __init__(self, counting: Counting) -> None:
        self.counting = counting
        self._points: dict[tuple[str, str, tuple[int, ...]], Fraction | None] = {}

    def points(self, stage: str, entry: str, own: Sequence[Counted], often: Sequence[int]) -> Fraction | None:
        """The points with each of its ballots taken so many times."""
        key = (stage, entry, tuple(often))
        if key not in self._points:
            taken = tuple(ballot for ballot, count in zip(own, often, strict=True) for _ in range(count))
            self._points[key] = self.counting.points_of(stage, taken)
        return self._points[key]


def _totals(now: Standing, groups: Sequence[_Group], chance: random.Random, known: _Known) -> dict[str, Decimal]:
    points = {entry: dict(own) for entry, own in now.points.items()}
    for group in groups:
        often = _draw(group, chance)
        for entry, own in group.ballots.items():
            found = known.points(group.stage, entry, own, [often.get(ballot.judge, 0) for ballot in own])
            if found is not None:
                points[entry][group.stage] = found
    return {
        entry: now.totals[entry] if (total := known.counting.total_of(entry, points[entry])) is None else total
        for entry in now.totals
    }


def _draw(group: _Group, chance: random.Random) -> dict[str, int]:
    """How often each judge of a group was drawn, as many draws as there are judges."""
    for _ in range(_TRIES):
        names = chance.choices(group.judges, k=len(group.judges))
        often = {judge: names.count(judge) for judge in group.judges}
        if all(any(often[ballot.judge] for ballot in own) for own in group.ballots.values()):
            return often
    return dict.fromkeys(group.judges, 1)
