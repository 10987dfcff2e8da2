"""Counting again gives what the result itself gives, and what it foretells comes true when a ballot is changed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from contests import MATERIAL, PRESENTATION, TIERS, ballots, number

from qtdocs.editions.judging import JudgingRules
from qtdocs.judging.contest import Contest
from qtdocs.judging.firmness import Moves, Nudge, moves_between, nudges
from qtdocs.judging.outcome import result_of
from qtdocs.judging.recounting import bounds_of, recount
from qtdocs.judging.resampling import without_each_judge
from qtdocs.model.ballot import WHOLE, Ballot, BallotScore

SIZE = 12


def two_stages(statistic: str = "mean", *, judges: int = 5, rules: JudgingRules | None = None) -> Contest:
    """Twelve entries, five judges of the material and three of the presentation, half points."""
    chance = random.Random(4)
    material = {
        number(place): [str(70 + place + chance.randint(-8, 8) / 2) for _ in range(judges)]
        for place in range(1, SIZE + 1)
    }
    presentation = {
        number(place): [str(14 + chance.randint(-6, 6) / 2) for _ in range(3)] for place in range(1, SIZE + 1)
    }
    stage = MATERIAL.model_copy(update={"statistic": statistic})
    return Contest(
        stages=(stage, PRESENTATION),
        tiers=TIERS,
        rules=rules or JudgingRules(),
        entries=tuple(material),
        ballots={
            "material": ballots(material),
            "presentation": ballots(presentation, stage="presentation", scale="20"),
        },
        applied=SIZE,
    )


def tiers(contest: Contest) -> Mapping[str, str]:
    return {each.entry: each.rule_tier for each in result_of(contest, provisional=True).ranked if each.rank}


def changed(contest: Contest, nudge: Nudge, steps: int = 0) -> Contest:
    """The contest with the ballot changed as foretold, or by some half points more."""
    value = nudge.after + Fraction(steps, 2)
    made = [
        replace(each, scores={WHOLE: BallotScore(value=Decimal(float(value)), text="", place="")})
        if (each.entry, each.judge) == (nudge.entry, nudge.judge)
        else each
        for each in contest.ballots[nudge.stage]
    ]
    return replace(contest, ballots={**contest.ballots, nudge.stage: tuple(made)})


def moved(before: Contest, after: Contest) -> Moves:
    return moves_between(tiers(before), tiers(after))


@pytest.mark.parametrize("statistic", ["mean", "median", "trimmed"])
def test_counting_again_is_the_result(statistic: str) -> None:
    contest = two_stages(statistic)
    result = result_of(contest)
    made = recount(contest)
    assert made.now.totals == {each.entry: each.total for each in result.ranked}
    assert made.now.tiers == tiers(contest)
    assert sorted(set(made.now.tiers.values())) == ["卓越级", "改进级", "示范级"]


@pytest.mark.parametrize("statistic", ["mean", "median", "trimmed"])
def test_what_nudges_foretell_comes_true_and_half_a_point_less_moves_nothing(statistic: str) -> None:
    contest = two_stages(statistic)
    made = recount(contest)
    found = nudges(made.now, made.counting, bounds_of(made, {}))
    assert len(found) > 3
    for nudge in found:
        assert moved(contest, changed(contest, nudge)) == nudge.moves
        assert moved(contest, changed(contest, nudge, -1 if nudge.by > 0 else 1)) == ()


@pytest.mark.parametrize("statistic", ["mean", "median"])
def test_leaving_a_judge_out_is_the_result_without_the_ballots(statistic: str) -> None:
    contest = two_stages(statistic)
    made = recount(contest)
    for each in without_each_judge(made.now, made.counting):
        left = {stage: tuple(b for b in own if b.judge != each.judge) for stage, own in contest.ballots.items()}
        assert moved(contest, replace(contest, ballots=left)) == each.moves
        assert each.kept == ()


def test_trimming_without_one_of_five_cannot_be_told_and_says_so() -> None:
    made = recount(two_stages("trimmed"))
    assert [len(each.kept) for each in without_each_judge(made.now, made.counting)] == [SIZE] * 5


def test_who_stayed_away_with_no_points_is_counted_again_with_no_points() -> None:
    contest = replace(two_stages(), came={number(12): False}, absence="zero")
    contest = replace(
        contest,
        ballots={
            **contest.ballots,
            "presentation": tuple(b for b in contest.ballots["presentation"] if b.entry != number(12)),
        },
    )
    made = recount(contest)
    assert made.now.totals[number(12)] == next(
        each.total for each in result_of(contest).ranked if each.entry == number(12)
    )
    assert ("presentation", number(12)) not in made.now.ballots


def test_who_gave_up_is_not_counted() -> None:
    contest = replace(two_stages(), came={number(12): False}, absence="withdrawn")
    made = recount(contest)
    assert set(made.now.totals) == {number(place) for place in range(1, 12)}
    assert made.now.tiers == tiers(contest)


def test_equals_at_a_line_wait_where_nothing_is_proposed() -> None:
    contest = two_stages(rules=JudgingRules(ties="ask"))
    same = tuple(
        replace(each, scores={WHOLE: BallotScore(value=Decimal(80), text="80", place="")})
        for each in contest.ballots["material"]
    )
    alike = tuple(
        replace(each, scores={WHOLE: BallotScore(value=Decimal(15), text="15", place="")})
        for each in contest.ballots["presentation"]
    )
    made = recount(replace(contest, ballots={"material": same, "presentation": alike}))
    assert set(made.now.tiers.values()) == {""}


def test_line_that_was_settled_is_a_line_to_be_firm_about_and_lines_of_the_sheet_bound_the_change() -> None:
    stage = MATERIAL.model_copy(update={"points": 100})
    given = {number(1): ("40", "39"), number(2): ("58", "14.5")}
    sheets = tuple(
        Ballot(
            stage=stage.id, entry=entry, judge="专1", scale=Decimal(100),
            scores={key: BallotScore(value=Decimal(text), text=text, place="")
                    for key, text in zip(("needs", "results"), texts, strict=True)},
        )
        for entry, texts in given.items()
    )  # fmt: skip
    contest = Contest(
        stages=(stage,), tiers=(), rules=JudgingRules(), entries=tuple(given), ballots={stage.id: sheets}, applied=2,
        pass_line=Decimal(80),
    )  # fmt: skip
    made = recount(contest)
    assert made.now.tiers == {number(1): "不通过", number(2): "不通过"}
    found = nudges(made.now, made.counting, bounds_of(made, {("material", "needs"): 60, ("material", "results"): 40}))
    assert [(each.entry, each.criterion, each.before, each.after, each.moves) for each in found] == [
        (number(1), "needs", 40, 41, ((number(1), "不通过", "通过"),)),
        (number(2), "results", Fraction("14.5"), 22, ((number(2), "不通过", "通过"),)),
    ]
