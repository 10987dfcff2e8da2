"""What stages really count, on small tables with known answers."""

from __future__ import annotations

import pytest

from qtdocs.judging.variance import StageWeight, stage_weights

NOMINAL = {"material": 80, "presentation": 20}


def weights(material: list[float], presentation: list[float]) -> list[float | None]:
    points = {
        "material": {f"{number}": value for number, value in enumerate(material)},
        "presentation": {f"{number}": value for number, value in enumerate(presentation)},
    }
    return [each.effective for each in stage_weights(points, NOMINAL)]


def test_shares_are_those_of_the_variance() -> None:
    # uncorrelated, variances 4 and 1 times the same
    assert weights([60, 62, 60, 62], [10, 10, 11, 11]) == [pytest.approx(0.8), pytest.approx(0.2)]


def test_stage_in_which_all_are_alike_decides_nothing_whatever_it_counts() -> None:
    assert weights([64, 64, 64], [10, 12, 17]) == [0, 1]


def test_stages_that_go_together_share_what_they_have_in_common() -> None:
    assert weights([60, 62, 64], [10, 11, 12]) == [pytest.approx(2 / 3), pytest.approx(1 / 3)]


def test_all_shares_make_one_and_one_may_be_below_nothing() -> None:
    material, presentation = weights([60, 70, 80], [20, 19, 18])
    assert material == pytest.approx(10 / 9)
    assert presentation == pytest.approx(-1 / 9)


def test_totals_that_do_not_differ_or_are_too_few_tell_nothing() -> None:
    assert weights([60, 61, 62], [12, 11, 10]) == [None, None]
    assert weights([60, 70], [10, 12]) == [None, None]


def test_entries_that_lack_a_stage_are_left_out() -> None:
    points = {"material": {"1": 60, "2": 62, "3": 64, "4": 99}, "presentation": {"1": 10, "2": 10, "3": 10}}
    assert stage_weights(points, NOMINAL) == (
        StageWeight(stage="material", nominal=0.8, effective=1, spread=2),
        StageWeight(stage="presentation", nominal=0.2, effective=0, spread=0),
    )
