"""The additive model: planted strictness is found again, and it keeps silent where it cannot know."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from qtdocs.judging.additive import DISCONNECTED, SINGLE, UNSURE, Additive, additive
from qtdocs.judging.graph import Score

OFFSETS = {"a": -5.0, "b": 1.0, "c": 4.0, "d": 0.0}
PAIRS = tuple(itertools.combinations("abcd", 2))


def planted(noise: float = 0.0, entries: int = 24) -> tuple[dict[str, float], list[Score]]:
    """True levels, and what two judges each gave: every two of the four equally often."""
    chance = random.Random(7)
    levels = {f"{number:02}": 70 + chance.uniform(0, 20) for number in range(entries)}
    scores = [
        Score(entry=entry, judge=judge, points=level + OFFSETS[judge] + noise * chance.gauss(0, 1))
        for number, (entry, level) in enumerate(levels.items())
        for judge in PAIRS[number % 6]
    ]
    return levels, scores


def one_group(scores: list[Score]) -> dict[str, str]:
    return {score.entry: "第1组" for score in scores}


def fitted(scores: list[Score], limit: float = 2.0) -> Additive:
    return additive(scores, one_group(scores), limit=limit)


def test_planted_strictness_is_found_again() -> None:
    levels, scores = planted()
    found = fitted(scores)
    assert {judge: round(value, 1) for judge, value in found.leaning.items()} == OFFSETS
    assert found.refused == ""
    # all judges sit with all others equally often and their offsets add up to nothing: the levels themselves come out
    assert {entry: round(value, 1) for entry, value in found.adjusted.items()} == {
        entry: round(level, 1) for entry, level in levels.items()
    }


def test_adjusted_scores_are_on_average_as_high_as_the_raw_means() -> None:
    _, scores = planted(noise=3)
    found = fitted(scores[:-3])
    raw: dict[str, list[float]] = {}
    for score in scores[:-3]:
        raw.setdefault(score.entry, []).append(score.points)
    means = [sum(points) / len(points) for points in raw.values()]
    assert sum(found.adjusted.values()) / len(means) == pytest.approx(sum(means) / len(means))


def test_judges_who_are_alike_change_nearly_nothing() -> None:
    chance = random.Random(3)
    scores = [
        Score(entry=f"{entry:02}", judge=judge, points=70 + entry + chance.gauss(0, 3))
        for entry in range(24)
        for judge in PAIRS[entry % 6]
    ]
    found = fitted(scores)
    assert found.ridge > 100
    assert max(abs(value) for value in found.leaning.values()) < 0.2


def test_ridge_is_where_the_restricted_likelihood_is_largest() -> None:
    _, scores = planted(noise=3)
    found = fitted(scores)
    ordered = sorted(scores, key=lambda score: (score.entry, score.judge))
    entries = np.array([[score.entry == entry for entry in found.adjusted] for score in ordered], dtype=float)
    judges = np.array([[score.judge == judge for judge in found.leaning] for score in ordered], dtype=float)
    points = np.array([score.points for score in ordered])
    contrasts = np.linalg.svd(entries)[0][:, entries.shape[1] :]

    def likelihood(ratio: float) -> float:
        """Written down from the definition, over contrasts that do not depend on the entries."""
        matrix = contrasts.T @ (np.eye(len(points)) + ratio * judges @ judges.T) @ contrasts
        left = contrasts.T @ points
        variance = left @ np.linalg.solve(matrix, left) / len(left)
        return float(-np.linalg.slogdet(matrix)[1] - len(left) * np.log(variance))

    best = likelihood(1 / found.ridge)
    assert all(best >= likelihood(factor / found.ridge) for factor in (0.5, 0.9, 0.99, 1.01, 1.1, 2))


def test_effects_are_least_squares_with_the_ridge_on_the_judges() -> None:
    _, scores = planted(noise=3)
    found = fitted(scores)
    names = [*found.adjusted, *found.leaning]
    rows = np.array([[name in (score.entry, score.judge) for name in names] for score in scores], dtype=float)
    ridge = np.diag([0.0] * len(found.adjusted) + [found.ridge] * len(found.leaning))
    solved = np.linalg.solve(rows.T @ rows + ridge, rows.T @ np.array([score.points for score in scores]))
    assert list(found.leaning.values()) == pytest.approx(solved[len(found.adjusted) :])


def test_groups_that_share_nobody_are_refused() -> None:
    scores = [Score(entry=f"{entry}", judge=judge, points=80) for entry in "12" for judge in "ab"]
    scores += [Score(entry=f"{entry}", judge=judge, points=60) for entry in "34" for judge in "cd"]
    found = fitted(scores)
    assert (found.refused, found.adjusted, len(found.islands)) == (DISCONNECTED, {}, 2)


def test_one_score_for_each_entry_cannot_tell_judges_from_entries() -> None:
    scores = [Score(entry=f"{number}", judge="a", points=80 + number) for number in range(5)]
    assert fitted(scores).refused == SINGLE
    assert additive([], {}, limit=2).refused == SINGLE


def two_groups(bridge: int) -> tuple[list[Score], dict[str, str]]:
    """Two groups of ten with two judges each; one judge of the first scored some of the second as well."""
    chance = random.Random(11)
    groups = {f"{number:02}": "第1组" if number < 10 else "第2组" for number in range(20)}
    scores = []
    for number, (entry, group) in enumerate(groups.items()):
        judges = ("a", "b") if group == "第1组" else ("a", "d") if number < 10 + bridge else ("c", "d")
        scores += [
            Score(entry=entry, judge=judge, points=75 + OFFSETS[judge] + chance.gauss(0, 3) + number % 7)
            for judge in judges
        ]
    return scores, groups


def test_groups_joined_by_one_score_are_refused_by_the_limit_and_the_error_is_told() -> None:
    weak, groups = two_groups(1)
    found = additive(weak, groups, limit=2)
    assert (found.refused, found.adjusted) == (UNSURE, {})
    assert [(each.one, each.other) for each in found.between] == [("第1组", "第2组")]
    firm, _ = two_groups(8)
    joined = additive(firm, groups, limit=2)
    assert joined.refused == ""
    assert joined.between[0].error < found.between[0].error


def test_order_of_the_scores_does_not_matter() -> None:
    _, scores = planted(noise=3)
    mixed = list(scores)
    random.Random(1).shuffle(mixed)
    assert fitted(mixed) == fitted(scores)


def test_scores_that_are_all_the_same_are_no_error() -> None:
    scores = [Score(entry=f"{entry}", judge=judge, points=80) for entry in range(6) for judge in "abc"]
    found = fitted(scores)
    assert {round(value, 6) for value in found.adjusted.values()} == {80}
