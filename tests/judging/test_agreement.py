"""Strictness and agreement of judges on small tables with known answers."""

from __future__ import annotations

import pytest

from qtdocs.judging.agreement import agreement_read, concordance, judge_views, panel_view
from qtdocs.judging.graph import Score


def table(**columns: list[float | None]) -> list[Score]:
    """Scores by judge; the entries are counted from 1."""
    return [
        Score(entry=f"{number}", judge=judge, points=points)
        for judge, column in columns.items()
        for number, points in enumerate(column, 1)
        if points is not None
    ]


def test_judge_is_as_strict_as_the_distance_from_the_others_on_the_same_entries() -> None:
    views = judge_views(table(a=[70, 80, 90], b=[74, 84, 94], c=[None, 86, None]))
    assert [(view.judge, view.leaning) for view in views] == [("a", pytest.approx(-13 / 3)), ("b", 3), ("c", 4)]
    assert (views[0].mean, views[0].spread, views[2].spread) == (80, 10, 0)


def test_likeness_needs_three_entries_and_differences() -> None:
    views = judge_views(table(a=[70, 80, 90], b=[60, 65, 70], c=[80, 80, 80], d=[None, 70, 75]))
    assert [view.likeness and round(view.likeness, 3) for view in views] == [0.982, 0.961, None, None]


def test_judge_who_sat_alone_is_neither_strict_nor_lenient() -> None:
    (view,) = judge_views(table(a=[70, 80]))
    assert (view.leaning, view.likeness) == (None, None)


def test_concordance_of_a_known_table() -> None:
    # Kendall's own: three judges, six entries, their ranks add up to 8 14 11 11 11 8
    assert concordance([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]) == pytest.approx(0.162, abs=0.0005)


def test_concordance_reckons_with_ties() -> None:
    assert concordance([[1, 1, 2], [1, 1, 2], [5, 5, 9]]) == 1
    assert concordance([[1, 1, 1], [1, 1, 1]]) is None


def test_panel_is_read_over_the_entries_that_all_have_scored() -> None:
    view = panel_view("第1组", table(a=[1, 2, 3, 4], b=[11, 12, 13, 99], c=[1, 2, 3, None], d=[None, None, None, 7]))
    assert (view.judges, view.entries, view.concordance) == (("a", "b", "c"), 3, 1)
    assert view.reading == "评委对先后次序的看法很一致。"


def test_panel_of_one_judge_or_of_two_entries_tells_nothing() -> None:
    assert panel_view("第1组", table(a=[1, 2, 3])).reading == "不足两位评委，看不出一致不一致。"
    assert panel_view("第1组", table(a=[1, 2], b=[1, 2])).reading == "各位评委都评过的班组不足三个，看不出一致不一致。"


def test_two_judges_who_do_not_agree_at_all_are_not_flattered() -> None:
    # W of two judges without any relation is a half
    assert agreement_read(0.5, 2) == "评委对先后次序的看法不一致，请组长看看要不要复议。"
    assert agreement_read(0.8, 2) == "评委对先后次序的看法大体一致。"
    assert agreement_read(0.7, 2) == "评委对先后次序的看法只有几分一致，分数相近的班组谁先谁后不牢靠。"
    assert agreement_read(None, 3) == "评委给各班组的分都一样，看不出先后。"
