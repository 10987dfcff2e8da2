"""Ballots counted: exact, one statistic for a whole stage, every ballot that does not count told with its reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtdocs.editions.judging import Stage
from qtdocs.judging.exact import half_up
from qtdocs.judging.statistics import mean, median, trimmed, variance
from qtdocs.judging.tally import StageTally, tallied
from qtdocs.model.ballot import Ballot, BallotScore
from tests.judging.contests import MATERIAL, PRESENTATION, ballot, ballots

ONE, TWO = "班0001", "班0002"
JUDGES = ("专1", "专2", "专3")


def tally(
    *found: Ballot, stage: Stage = MATERIAL, judges: tuple[str, ...] | None = JUDGES, provisional: bool = False
) -> StageTally:
    entries = sorted({each.entry for each in found} | {ONE})
    return tallied(
        stage, found, entries=entries, judges=None if judges is None else dict.fromkeys(entries, judges),
        panels=dict.fromkeys(entries, "第1组"), scale=None, re_judge_spread=Decimal(10), provisional=provisional,
    )  # fmt: skip


def test_a_mean_of_three_is_kept_whole_and_scaled_to_the_stage() -> None:
    mark = tally(*ballots({ONE: ["85", "85", "84"]})).marks[ONE]
    assert (mark.raw, mark.points, mark.scale) == (Fraction(254, 3), Fraction(254, 3) * 80 / 100, Fraction(100))
    assert (mark.is_whole, mark.panel, mark.judges) == (True, "第1组", JUDGES)


def test_a_sheet_of_the_stages_own_points_is_not_scaled() -> None:
    found = ballots({ONE: ["18", "17.5", "19"]}, stage="presentation", scale="20")
    assert tally(*found, stage=PRESENTATION).marks[ONE].points == Fraction("54.5") / 3


def test_sheets_of_two_scales_come_to_one() -> None:
    found = (
        ballot(ONE, "专1", "18", stage="presentation", scale="20"),
        ballot(ONE, "专2", "90", stage="presentation", scale="100"),
    )
    mark = tally(*found, stage=PRESENTATION, judges=("专1", "专2")).marks[ONE]
    assert (mark.raw, mark.points, mark.variance) == (90, 18, 0)


def test_each_statistic_is_what_it_is_called() -> None:
    values = [Fraction(each) for each in (70, 90, 80, 100, 75)]
    assert (mean(values), median(values), trimmed(values)) == (83, 80, Fraction(245, 3))
    assert median(values[:4]) == 85
    assert (variance(values), variance(values[:1])) == (Fraction(145), 0)


def test_trimming_is_refused_for_the_whole_stage_where_one_entry_has_fewer_than_five() -> None:
    stage = MATERIAL.model_copy(update={"statistic": "trimmed"})
    judges = tuple(f"专{each}" for each in range(1, 6))
    full = ballots({ONE: ["80"] * 5})
    recused = replace(ballot(TWO, "专5", None), recused=True)
    refused = tally(*full, *ballots({TWO: ["80"] * 4}), recused, stage=stage, judges=judges)
    assert refused.refused == (
        "“申报材料审核”用“去掉最高最低”要每个班组都有 5 份评分，班0002（4 份）不够；一个阶段只能用一种办法"
    )
    assert [mark.points for mark in refused.marks.values()] == [None, None]
    assert tally(*full, stage=stage, judges=judges).marks[ONE].raw == 80


def test_trimming_waits_for_ballots_that_are_still_to_come_but_for_a_provisional_count() -> None:
    stage = MATERIAL.model_copy(update={"statistic": "trimmed"})
    judges = tuple(f"专{each}" for each in range(1, 6))
    found = (*ballots({ONE: ["80"] * 5}), *ballots({TWO: ["80"] * 5})[:4])
    waiting = tally(*found, stage=stage, judges=judges)
    assert (waiting.refused, waiting.marks[ONE].raw) == ("", 80)
    assert (waiting.marks[TWO].raw, waiting.marks[TWO].missing) == (None, ("专5",))
    assert tally(*found, stage=stage, judges=judges, provisional=True).refused != ""


@pytest.mark.parametrize(
    ("changed", "reason", "is_missing"),
    [
        ({"recused": True}, "已回避", False),
        ({"judge": "专9"}, "不是评这个班组的评委", True),
        ({"scores": {"total": BallotScore(value=None, text="？", place="")}}, "分数没有填全", True),
        (
            {"scores": {"total": BallotScore(value=Decimal(8), text="8", place="", certain=False)}},
            "有分数待人核对",
            True,
        ),
        ({"scale": None}, "不知道满分是多少", True),
        ({"scale": Decimal(20)}, "分数超出满分", True),
    ],
)
def test_a_ballot_that_does_not_count_is_told_with_its_reason(
    changed: dict[str, object], reason: str, *, is_missing: bool
) -> None:
    first, second, third = ballots({ONE: ["80", "90", "70"]})
    odd = replace(third, **changed)  # type: ignore[arg-type]
    mark = tally(first, second, odd).marks[ONE]
    assert mark.set_aside == ((odd.judge, reason),)
    assert mark.missing == (("专3",) if is_missing else ())
    assert (mark.raw, mark.judges) == (85, ("专1", "专2"))


def test_two_ballots_of_one_judge_count_neither() -> None:
    first, second, third = ballots({ONE: ["80", "90", "70"]})
    mark = tally(first, second, third, replace(third, medium="docx")).marks[ONE]
    assert (mark.set_aside, mark.missing, mark.raw) == ((("专3", "同一评委有两份，都先不计"),), ("专3",), 85)


def test_without_a_draw_nobody_is_missing_and_uneven_numbers_are_told() -> None:
    found = tally(*ballots({ONE: ["80", "90"], TWO: ["70"]}), judges=None)
    assert (found.marks[TWO].missing, found.uneven, found.drawn) == ((), (TWO,), False)
    recused = replace(ballot(TWO, "专2", None), recused=True)
    assert tally(*ballots({ONE: ["80", "90"], TWO: ["70"]}), recused, judges=None).uneven == ()


def test_an_entry_without_any_ballot_has_no_points() -> None:
    mark = tally().marks[ONE]
    assert (mark.raw, mark.points, mark.missing, mark.is_whole) == (None, None, JUDGES, False)


def test_ballots_far_apart_ask_to_be_judged_again_from_just_above_the_limit() -> None:
    # the standard deviation of 70, 80, 90 is 10 exactly
    assert tally(*ballots({ONE: ["70", "80", "90"]})).re_judge == ()
    assert tally(*ballots({ONE: ["70", "80", "90.01"]})).re_judge == (ONE,)
    small = ballots({ONE: ["14", "16", "18.1"]}, stage="presentation", scale="20")
    assert tally(*small, stage=PRESENTATION).re_judge == (ONE,)


def test_subtotals_of_criteria_add_up_to_the_mean() -> None:
    found = [
        replace(
            ballot(ONE, judge, "0"),
            scores={
                "needs": BallotScore(value=Decimal(needs), text="", place=""),
                "planning": BallotScore(value=Decimal(planning), text="", place=""),
            },
        )
        for judge, needs, planning in (("专1", "12", "20"), ("专2", "13.5", "21"), ("专3", "14", "25"))
    ]
    mark = tally(*found).marks[ONE]
    assert mark.criteria == {"needs": Fraction("39.5") / 3, "planning": Fraction(22)}
    assert sum(mark.criteria.values()) == mark.raw


@given(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_ballots_changes_nothing(scores: list[Decimal], chance: object) -> None:
    found = list(ballots({ONE: [str(each) for each in scores], TWO: [str(each) for each in reversed(scores)]}))
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert tally(*found, judges=None) == tally(*mixed, judges=None)


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [("84.125", 2, "84.13"), ("84.135", 2, "84.14"), ("84.1249", 2, "84.12"), ("2.5", 0, "3"), ("0", 2, "0.00")],
)
def test_a_five_always_goes_up(value: str, decimals: int, printed: str) -> None:
    assert str(half_up(Fraction(value), decimals)) == printed


def test_nothing_is_rounded_before_the_end() -> None:
    # 84.666… × 0.8 + 17.5 = 85.2333…, and not 84.67 × 0.8 + 17.5 = 85.236
    assert half_up(Fraction(254, 3) * 8 / 10 + Fraction("17.5"), 3) == Decimal("85.233")
