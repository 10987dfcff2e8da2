"""The simulation behind docs/judging.md: what the page says follows holds in a few seasons already."""

from __future__ import annotations

import numpy as np

from benchmarks import judging as simulation


def shares(name: str) -> dict[str, float]:
    """The share of right tiers by method."""
    found = simulation.measured(name, 30)
    return {method: float(np.mean([right for _, right in rounds])) for method, rounds in found.items() if rounds}


def test_standard_scores_harm_where_regions_have_their_own_judges_and_the_model_says_nothing() -> None:
    found = shares("每个地区自己的三位评委")
    assert found["按评委标准分"] < found["直接平均"] - 0.04
    assert found["加性模型"] == found["直接平均"]


def test_a_judge_across_groups_lets_the_model_help() -> None:
    found = shares("两位本地区＋一位外地区评委")
    assert found["加性模型"] > found["直接平均"] + 0.02


def test_same_seed_gives_the_same_numbers() -> None:
    name = "三个会场，班组抽签分到会场"
    assert np.array_equal(simulation.measured(name, 2)["加性模型"], simulation.measured(name, 2)["加性模型"])


def test_shares_of_tiers_are_rounded_down() -> None:
    tiers = simulation.tiers([float(number) for number in range(60)])
    assert [tiers.count(tier) for tier in range(3)] == [6, 24, 30]
