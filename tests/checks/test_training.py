"""Training rates in running text and tables: what counts, what only looks alike, and what proves nothing."""

from __future__ import annotations

import time

import pytest

from qtdocs.checks.training import EXAM, TRAINING, lowest, training_rates


def told(text: str) -> list[tuple[str, str]]:
    return [(rate.kind, str(rate.percent)) for rate in training_rates(text) if not rate.planned]


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("培训率达95%，效果好。", [(TRAINING, "95")]),
        ("班组成员培训率百分之九十五。", [(TRAINING, "95")]),
        ("年度培训覆盖率：８８％", [(TRAINING, "88")]),
        ("培训合格率：100％", [(EXAM, "100")]),
        ("考试合格率为 88.5%。", [(EXAM, "88.5")]),
        ("培训率和考试合格率均达100%", [(TRAINING, "100"), (EXAM, "100")]),
        ("培训率、考试合格率分别为95%、88%。", [(TRAINING, "95"), (EXAM, "88")]),
        ("全员参加培训，经闭卷考试，合格率98%", [(EXAM, "98")]),
        ("培训率由85%提高到96%", [(TRAINING, "96")]),
        ("目标值90%，实际培训率达96%", [(TRAINING, "96")]),
        ("培训率\n95%\n质量合格率\n80%", [(TRAINING, "95")]),
        ("培训率\n考试合格率\n95%\n88%", [(TRAINING, "95"), (EXAM, "88")]),
        ("培训率（%）：85", [(TRAINING, "85")]),
        ("培训率95%-98%", [(TRAINING, "95"), (TRAINING, "98")]),
        ("三级教育培训率100%、持证上岗率100%、考试通过率89%", [(TRAINING, "100"), (EXAM, "89")]),
    ],
)
def test_rate_is_found_as_people_write_it(text: str, rates: list[tuple[str, str]]) -> None:
    assert told(text) == rates


@pytest.mark.parametrize(
    "text",
    [
        "质量合格率98%，一次合格率 85%，工程合格率80%",
        "质量考核合格率85%",
        "培训后焊缝合格率85%",
        "焊接培训后，一次合格率85%",
        "全员培训率85",
        "培训率0.95",
        "效率提高20%，培训率",
        "组织培训12次，参训240人次",
        "",
    ],
)
def test_other_rates_and_bare_numbers_are_not_taken(text: str) -> None:
    assert training_rates(text) == ()


@pytest.mark.parametrize(
    "text", ["目标：培训率达到90%以上", "考试合格率不低于90%", "培训率达到90%以上的要求", "力争培训率85%"]
)
def test_aim_proves_nothing_and_breaches_nothing(text: str) -> None:
    (rate,) = training_rates(text)
    assert (rate.planned, rate.is_below(95)) == (True, False)


@pytest.mark.parametrize(
    ("text", "below"), [("培训率90%", False), ("培训率89.9%", True), ("培训率不足90%", True), ("培训率低于95%", False)]
)
def test_rate_is_held_against_what_is_asked_for(text: str, below: bool) -> None:
    (rate,) = training_rates(text)
    assert rate.is_below(90) is below


def test_lowest_is_told_with_its_sentence_as_written() -> None:
    rates = training_rates("一、培训情况。\n2024年培训率 ８５％，2025年培训率 96％；考试合格率98%。")
    found = lowest(rates, TRAINING)
    assert found is not None
    assert (str(found.percent), "2024年培训率 ８５％" in found.quote, "一、" in found.quote) == ("85", True, False)
    assert lowest((), EXAM) is None


@pytest.mark.parametrize(
    "text",
    ["率" * 50_000, "培训率 " * 20_000, "培训率" + "为 " * 50_000, "百分之" * 30_000, "培训率达到了" + "1" * 100_000],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    start = time.perf_counter()
    training_rates(text)
    assert time.perf_counter() - start < 2
