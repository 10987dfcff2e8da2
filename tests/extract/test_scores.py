"""Scores as people write them, and what is doubted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qtdocs.extract.scores import read_score


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("85", "85"), ("85分", "85"), ("85 分", "85"), ("８５．５", "85.5"), ("８５分", "85"), ("八十五", "85"),
        ("十三点五分", "13.5"),
        ("13分半", "13.5"), ("十三分半", "13.5"), ("0", "0"), ("0分", "0"), ("13.50", "13.5"), ("一百", None),
    ],
)  # fmt: skip
def test_a_plain_score(text: str, value: str | None) -> None:
    reading = read_score(text)
    assert reading.value == (Decimal(value) if value else reading.value)
    assert not reading.doubt or value is None


@pytest.mark.parametrize("text", ["", "  ", "/", "—", "____", "分"])
def test_nothing_is_nothing_and_no_doubt(text: str) -> None:
    assert (read_score(text).value, read_score(text).doubt) == (None, "")


@pytest.mark.parametrize(
    "text", ["优", "88左右", "约88", "85-90", "13/15", "85%", "1月13日", "13+2", "第3", "85万", "l3", "TRUE", "88?"]
)
def test_whatever_else_is_doubted(text: str) -> None:
    assert read_score(text).doubt != ""


def test_what_a_display_hides_is_told() -> None:
    reading = read_score("87", exact="86.5", flags=frozenset({"numeric"}))
    assert (reading.value, reading.doubt) == (Decimal("86.5"), "显示的是“87”，存的是 86.5")


@pytest.mark.parametrize("flag", ["struck", "hidden", "revised", "uncached"])
def test_looks_that_speak_against_a_score(flag: str) -> None:
    reading = read_score("13", flags=frozenset({"numeric", flag}))
    assert (reading.value, bool(reading.doubt)) == (Decimal(13), True)


def test_a_formula_without_a_result_is_no_empty_cell() -> None:
    assert read_score("", flags=frozenset({"uncached"})).doubt == "是公式，文件里没有保存结果"
