"""Small contests for tests: the national programme's rules, entries, and ballots made of plain numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from qtdocs.editions.judging import JudgingRules, Stage, Tier
from qtdocs.judging.contest import Contest
from qtdocs.model.ballot import WHOLE, Ballot, BallotScore

MATERIAL = Stage(id="material", name="申报材料审核", points=80)
PRESENTATION = Stage(id="presentation", name="成果发布", points=20)
TIERS = (
    Tier(name="卓越级", at_most=0.1),
    Tier(name="示范级", at_most=0.4),
    Tier(name="改进级", at_least=0.5),
)


def number(position: int) -> str:
    """The number of an entry: 班0001 for the first."""
    return f"班{position:04}"


def ballot(entry: str, judge: str, score: str | None, *, stage: str = "material", scale: str = "100") -> Ballot:
    """One ballot with one number for the whole."""
    value = None if score is None else Decimal(score)
    return Ballot(
        stage=stage, entry=entry, judge=judge, scale=Decimal(scale),
        scores={WHOLE: BallotScore(value=value, text=score or "", place="")},
    )  # fmt: skip


def ballots(scores: Mapping[str, Sequence[str]], *, stage: str = "material", scale: str = "100") -> tuple[Ballot, ...]:
    """Ballots of judges 专1, 专2 … for each entry."""
    return tuple(
        ballot(entry, f"专{judge}", score, stage=stage, scale=scale)
        for entry, several in scores.items()
        for judge, score in enumerate(several, 1)
    )


def contest(
    scores: Mapping[str, Sequence[str]], *, tiers: Sequence[Tier] = TIERS, rules: JudgingRules | None = None
) -> Contest:
    """A contest of one stage of 100 points, in which every judge whose ballot is there was drawn."""
    stage = MATERIAL.model_copy(update={"points": 100})
    return Contest(
        stages=(stage,),
        tiers=tuple(tiers),
        rules=rules or JudgingRules(),
        entries=tuple(scores),
        ballots={stage.id: ballots(scores)},
        judges={stage.id: {entry: tuple(f"专{each}" for each in range(1, len(scores[entry]) + 1)) for entry in scores}},
        applied=len(scores),
    )


def of_totals(*totals: str, rules: JudgingRules | None = None, tiers: Sequence[Tier] = TIERS) -> Contest:
    """A contest of one ballot each: 班0001 has the first total."""
    return contest({number(place): [total] for place, total in enumerate(totals, 1)}, rules=rules, tiers=tiers)
