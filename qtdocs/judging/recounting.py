"""A contest made ready to be counted again and again with other scores, by the very functions that make its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qtdocs.judging.contest import Contest, tallies_of
from qtdocs.judging.firmness import Bounds, Counting, Standing
from qtdocs.judging.outcome import tiers_by_rule, totals_of
from qtdocs.judging.presence import Presence, is_away, presence_of
from qtdocs.judging.ranking import total_of
from qtdocs.judging.statistics import FEWEST_TRIMMED, STATISTICS
from qtdocs.judging.tally import Counted, StageTally
from qtdocs.model.ballot import WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """A contest, counted, and how it is counted."""

    contest: Contest
    """All that the result is made of."""
    tallies: Mapping[str, StageTally]
    """Its stages, counted, by id."""
    here: Presence
    """Who takes part; entries whose ballots are not all in do too, with those that are."""
    now: Standing
    """What it comes to."""
    counting: Counting
    """How other ballots would be counted."""


def recount(contest: Contest) -> Recount:
    """A contest made ready to be counted again."""
    tallies = tallies_of(contest, provisional=True)
    here = presence_of(contest, tallies, provisional=True)
    counting = _counting(contest, tallies, here)
    totals = totals_of(contest, tallies, here)
    ballots = {
        (stage.id, entry): own
        for stage in contest.stages
        for entry, own in tallies[stage.id].ballots.items()
        if entry in totals and own and not is_away(contest, entry, stage)
    }
    points: dict[str, dict[str, Fraction]] = {entry: {} for entry in totals}
    for stage, entry in ballots:
        if (found := tallies[stage].marks[entry].points) is not None:
            points[entry][stage] = found
    now = Standing(ballots=ballots, points=points, totals=totals, tiers=counting.tiers_of(totals))
    return Recount(contest=contest, tallies=tallies, here=here, now=now, counting=counting)


def bounds_of(made: Recount, most: Mapping[tuple[str, str], int]) -> Bounds:
    """What a single score may be.

    Args:
        made: the contest.
        most: the points of each criterion, by stage and criterion.
    """
    wholes = {(stage, WHOLE): tally.scale for stage, tally in made.tallies.items()}
    return Bounds(
        most={**wholes, **{key: Fraction(points) for key, points in most.items()}},
        step={stage: Fraction(tally.stage.step) for stage, tally in made.tallies.items()},
    )


def _counting(contest: Contest, tallies: Mapping[str, StageTally], here: Presence) -> Counting:
    def points_of(stage: str, ballots: tuple[Counted, ...]) -> Fraction | None:
        tally = tallies[stage]
        fewest = FEWEST_TRIMMED if tally.stage.statistic == "trimmed" else 1
        if tally.refused or len(ballots) < fewest:
            return None
        raw = STATISTICS[tally.stage.statistic]([each.points for each in ballots])
        return raw * tally.stage.points / tally.scale

    def total(entry: str, points: Mapping[str, Fraction]) -> Decimal | None:
        needed = [stage for stage in contest.stages if not is_away(contest, entry, stage)]
        if any(stage.id not in points for stage in needed):
            return None
        return total_of((points[stage.id] for stage in needed), decimals=contest.rules.decimals)

    return Counting(
        points_of=points_of,
        total_of=total,
        tiers_of=lambda totals: tiers_by_rule(contest, here, totals),
    )
