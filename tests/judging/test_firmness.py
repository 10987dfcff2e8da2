"""Which single score moves a tier, and what other judges would have made of it: small seasons with known answers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest

from qtdocs.judging.firmness import Bounds, Counting, Moves, Nudge, Standing, nudges
from qtdocs.judging.resampling import Redrawn, WithoutJudge, redrawn, without_each_judge
from qtdocs.judging.tally import Counted

STAGE = "material"
BOUNDS = Bounds(most={(STAGE, "one"): Fraction(60), (STAGE, "two"): Fraction(40)}, step={STAGE: Fraction(1, 2)})
Rows = Mapping[str, Mapping[str, str]]
"""By entry and judge the score of the first line; the second is always 20."""


def season(rows: Rows, counting: Counting) -> Standing:
    ballots = {
        (STAGE, entry): tuple(
            Counted(judge=judge, points=Fraction(text) + 20, criteria={"one": Fraction(text), "two": Fraction(20)})
            for judge, text in row.items()
        )
        for entry, row in rows.items()
    }
    points = {entry: {STAGE: counting.points_of(STAGE, own) or Fraction()} for (_, entry), own in ballots.items()}
    totals = {entry: counting.total_of(entry, own) or Decimal() for entry, own in points.items()}
    return Standing(ballots=ballots, points=points, totals=totals, tiers=counting.tiers_of(totals))


def mean(_: str, ballots: tuple[Counted, ...]) -> Fraction | None:
    return sum((each.points for each in ballots), Fraction()) / len(ballots)


def middle(_: str, ballots: tuple[Counted, ...]) -> Fraction | None:
    return median(each.points for each in ballots)


def total(_: str, points: Mapping[str, Fraction]) -> Decimal | None:
    return (Decimal(points[STAGE].numerator) / points[STAGE].denominator).quantize(Decimal("0.01"))


def best_one(totals: Mapping[str, Decimal]) -> Mapping[str, str]:
    """One place above; entries that tie for it all stay below."""
    return {
        entry: "上" if sum(other >= own for other in totals.values()) == 1 else "下" for entry, own in totals.items()
    }


MEAN = Counting(points_of=mean, total_of=total, tiers_of=best_one)
MEDIAN = Counting(points_of=middle, total_of=total, tiers_of=best_one)


def changes(now: Standing) -> list[tuple[str, str, Fraction, Moves]]:
    return [(each.entry, each.criterion, each.by, each.moves) for each in nudges(now, MEAN, BOUNDS)]


def test_smallest_change_is_found_each_way_with_all_that_it_moves() -> None:
    now = season({"1": {"a": "50", "b": "50"}, "2": {"a": "48", "b": "48"}, "3": {"a": "10", "b": "10"}}, MEAN)
    assert now.tiers == {"1": "上", "2": "下", "3": "下"}
    # two points between the means are four on one sheet; on a tie nobody is above
    assert changes(now) == [
        ("1", "one", Fraction(-4), (("1", "上", "下"),)),
        ("2", "two", Fraction(4), (("1", "上", "下"),)),
    ]


def test_change_needs_room_on_one_line_of_the_sheet() -> None:
    now = season({"1": {"a": "50", "b": "50"}, "2": {"a": "39", "b": "40"}}, MEAN)
    # a lacks 21 points: one line of b has no more than 20 left, one of a has 21
    assert [(each.judge, each.criterion, each.after) for each in nudges(now, MEAN, BOUNDS) if each.entry == "2"] == [
        ("a", "one", Fraction(60))
    ]
    far = season({"1": {"a": "60", "b": "60"}, "2": {"a": "28", "b": "28"}}, MEAN)
    assert [each.entry for each in nudges(far, MEAN, BOUNDS)] == []


def test_median_looks_at_each_sheet_for_itself() -> None:
    now = season({"1": {"a": "50", "b": "52", "c": "60"}, "2": {"a": "40", "b": "51", "c": "55"}}, MEDIAN)
    first, second, *_ = nudges(now, MEDIAN, BOUNDS)
    assert (first.entry, first.judge, first.by) == ("1", "b", Fraction(-1))
    assert (second.entry, second.judge, second.by) == ("2", "b", Fraction(1))


def test_steps_are_those_of_the_sheet() -> None:
    now = season({"1": {"a": "50"}, "2": {"a": "49.8"}}, MEAN)
    whole = Bounds(most=BOUNDS.most, step={STAGE: Fraction(1)})
    assert [each.by for each in nudges(now, MEAN, whole)] == [Fraction(-1), Fraction(1)]


def test_leaving_one_judge_out_finds_the_entries_that_owe_their_tier_to_this_judge() -> None:
    rows = {
        "1": {"a": "60", "b": "40", "c": "41"},
        "2": {"a": "42", "b": "44", "c": "43"},
    }
    now = season(rows, MEAN)
    assert now.tiers == {"1": "上", "2": "下"}
    swapped = (("1", "上", "下"), ("2", "下", "上"))
    assert without_each_judge(now, MEAN) == (
        WithoutJudge(judge="a", moves=swapped),
        WithoutJudge(judge="b", moves=()),
        WithoutJudge(judge="c", moves=()),
    )


def test_entry_that_only_this_judge_scored_keeps_its_points() -> None:
    now = season({"1": {"a": "60"}, "2": {"a": "50", "b": "50"}}, MEAN)
    assert without_each_judge(now, MEAN)[0] == WithoutJudge(judge="a", moves=(), kept=("1",))


def test_total_of_nothing_is_a_total_too() -> None:
    now = season({"1": {"a": "60", "b": "-20"}, "2": {"b": "10"}}, MEAN)
    swapped = (("1", "上", "下"), ("2", "下", "上"))
    assert without_each_judge(now, MEAN)[0] == WithoutJudge(judge="a", moves=swapped)


def panels(now: Standing) -> dict[tuple[str, str], str]:
    return dict.fromkeys(now.ballots, "第1组")


def drawn(rows: Rows, *, seed: int = 1, times: int = 400) -> Redrawn:
    now = season(rows, MEAN)
    return redrawn(now, MEAN, panels(now), times=times, seed=seed)


def test_tier_that_all_judges_agree_on_is_kept_in_every_draw() -> None:
    rows = {"1": {"a": "50", "b": "52", "c": "54"}, "2": {"a": "40", "b": "42", "c": "44"}}
    assert drawn(rows).kept == {"1": 1, "2": 1}


def test_tier_that_hangs_on_one_of_three_is_kept_as_often_as_this_one_is_drawn() -> None:
    rows = {"1": {"a": "60", "b": "40", "c": "40"}, "2": {"a": "42", "b": "42", "c": "42"}}
    found = drawn(rows, times=4000)
    # three draws of three judges: at least one is a with 1 − (2/3)³ = 19/27
    assert found.kept == {"1": pytest.approx(19 / 27, abs=0.03), "2": pytest.approx(19 / 27, abs=0.03)}


def test_same_seed_gives_the_same_draws() -> None:
    rows = {"1": {"a": "60", "b": "40", "c": "40"}, "2": {"a": "42", "b": "42", "c": "42"}}
    assert drawn(rows, seed=5) == drawn(rows, seed=5)
    assert drawn(rows, seed=5).kept != drawn(rows, seed=6).kept


def test_groups_of_fewer_than_three_judges_are_not_drawn() -> None:
    found = drawn({"1": {"a": "60", "b": "40"}, "2": {"a": "42", "b": "42"}})
    assert (found.kept, found.fixed, found.without) == ({}, ((STAGE, "第1组"),), ("1", "2"))


def test_entry_with_fewer_than_three_ballots_gets_no_share() -> None:
    found = drawn({"1": {"a": "60", "b": "50", "c": "55"}, "2": {"a": "42", "b": "42"}})
    assert (found.kept, found.without) == ({"1": 1}, ("2",))


def test_draws_leave_no_entry_without_a_judge() -> None:
    found = drawn({"1": {"a": "60", "b": "60", "c": "60"}, "2": {"a": "42"}})
    assert found.kept == {"1": 1}


def test_nudge_says_by_how_much() -> None:
    nudge = Nudge(
        entry="1", stage=STAGE, judge="a", criterion="one", before=Fraction(21), after=Fraction("19.5"), moves=()
    )
    assert nudge.by == Fraction("-1.5")
