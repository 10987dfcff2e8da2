"""What can be said of the judges of a season: strictness, agreement, adjusted scores where they may be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qtdocs.editions.judging import Stage
from qtdocs.judging.additive import Additive, additive
from qtdocs.judging.agreement import JudgeView, PanelView, judge_views, panel_view
from qtdocs.judging.exact import half_up
from qtdocs.judging.graph import Joint, Score, joints
from qtdocs.judging.ranking import ranks_of
from qtdocs.judging.recounting import Recount
from qtdocs.judging.tally import StageTally
from qtdocs.judging.variance import StageWeight, stage_weights

_UNGROUPED = "未分组"
"""What entries are called that are in no group while others are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFairness:
    """One stage: its judges, its groups, and what the additive model says."""

    stage: Stage
    """The stage."""
    scale: float
    """What its sheet is out of."""
    limit: float
    """The largest standard error between groups with which adjusted scores are given, on the sheet's scale."""
    scores: tuple[Score, ...]
    """Every ballot that counts, as points of the whole sheet."""
    groups: Mapping[str, str]
    """The group of each entry that was scored; an empty name where nobody was drawn."""
    judges: tuple[JudgeView, ...]
    """Each judge beside the others."""
    panels: tuple[PanelView, ...]
    """Each group."""
    model: Additive
    """The additive model."""
    joints: tuple[Joint, ...]
    """Who would join what does not hang together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One entry by the raw rule and by adjusted scores."""

    entry: str
    """The entry's number."""
    total: Decimal
    """The total that counts."""
    rank: int
    """The rank that counts."""
    tier: str
    """The tier that the rule gives; adjusted scores give none."""
    adjusted: Decimal
    """The total with adjusted scores of the stages that have them."""
    adjusted_rank: int
    """The rank that it would be."""
    error: float
    """Standard error of the adjusted total against the mean of all."""


def fairness_of(made: Recount) -> tuple[StageFairness, ...]:
    """Every stage that has ballots."""
    error = made.contest.rules.group_error
    return tuple(_stage(tally, error) for tally in made.tallies.values() if any(tally.ballots.values()))


def weights_of(made: Recount) -> tuple[StageWeight, ...]:
    """What each stage really counts among the entries that are ranked."""
    points = {
        stage.id: {entry: float(own[stage.id]) for entry, own in made.now.points.items() if stage.id in own}
        for stage in made.contest.stages
    }
    return stage_weights(points, {stage.id: stage.points for stage in made.contest.stages})


def compared(made: Recount, stages: Sequence[StageFairness]) -> tuple[Compared, ...]:
    """Every ranked entry by both, best first by the raw rule; none where no stage has adjusted scores."""
    fitted = [each for each in stages if each.model.adjusted]
    if not fitted:
        return ()
    totals = {entry: _adjusted_total(made, fitted, entry) for entry in made.now.totals}
    ranks, adjusted_ranks = ranks_of(made.now.totals), ranks_of(totals)
    found = [
        Compared(
            entry=entry,
            total=total,
            rank=ranks[entry],
            tier=made.now.tiers.get(entry, ""),
            adjusted=totals[entry],
            adjusted_rank=adjusted_ranks[entry],
            error=sum((_factor(each) * each.model.errors.get(entry, 0.0)) ** 2 for each in fitted) ** 0.5,
        )
        for entry, total in made.now.totals.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.rank, each.entry)))


def _stage(tally: StageTally, error: Decimal) -> StageFairness:
    scores = tuple(
        Score(entry=entry, judge=each.judge, points=float(each.points))
        for entry, own in sorted(tally.ballots.items())
        for each in own
    )
    groups = {entry: tally.marks[entry].panel for entry, own in tally.ballots.items() if own}
    if any(groups.values()):
        groups = {entry: name or _UNGROUPED for entry, name in groups.items()}
    limit = float(Fraction(error) * tally.scale / 100)
    model = additive(scores, groups, limit=limit)
    names = sorted(set(groups.values()))
    return StageFairness(
        stage=tally.stage,
        scale=float(tally.scale),
        limit=limit,
        scores=scores,
        groups=groups,
        judges=judge_views(scores),
        panels=tuple(panel_view(name, [each for each in scores if groups[each.entry] == name]) for name in names),
        model=model,
        joints=joints(model.islands, scores),
    )


def _adjusted_total(made: Recount, fitted: Sequence[StageFairness], entry: str) -> Decimal:
    own = dict(made.now.points[entry])
    for each in fitted:
        if each.stage.id in own and entry in each.model.adjusted:
            own[each.stage.id] = Fraction(each.model.adjusted[entry] * _factor(each))
    return half_up(sum(own.values(), Fraction()), made.contest.rules.decimals)


def _factor(each: StageFairness) -> float:
    """What a point of the sheet counts in the total."""
    return each.stage.points / each.scale
