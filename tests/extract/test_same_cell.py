"""Dates that sign a cell, told from dates in its sentences."""

from __future__ import annotations

import pytest

from qtdocs.editions.form import FieldSpec
from qtdocs.extract.same_cell import signing_date, typed_in
from qtdocs.extract.values import read_value


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("同意。    盖章 2026年4月5日", "2026年4月5日"),
        ("同意。\n2026年4月5日 （盖章）", "2026年4月5日"),
        ("推荐质协章          2020年1月1日", "2020年1月1日"),
        ("同意。二〇二六年四月五日", "二〇二六年四月五日"),
        ("盖章：2026.4.5", "2026.4.5"),
        ("同意。\n盖章     2021年8月30日上午", "2021年8月30日上午"),
        ("同意。\n盖章 2021.8.30.", "2021.8.30."),
        ("同意。\n\xa02021年08月30号\xa0", "2021年08月30号"),
        ("同意。 盖章 20210830", "20210830"),
        ("同意。\n盖章    年  月  日", "年  月  日"),
        ("2026年3月", "2026年3月"),
        ("情况属实，班组成立于2019年5月1日，同意申报。", ""),
        ("班组成立于2019年5月1日", ""),
        ("同意。", ""),
    ],
)
def test_only_a_date_that_stands_apart_signs(text: str, date: str) -> None:
    assert signing_date(text) == date


def test_date_in_a_sentence_stays_in_the_opinion() -> None:
    opinion = "情况属实，班组成立于2019年5月1日，同意申报。"
    found = typed_in(f"本企业意见：\n{opinion}\n盖章", ("本企业意见", "盖章年月日"), dated=True)
    assert found.text == opinion


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("见申报表（盖章）.pdf", "见申报表（盖章）.pdf"),
        ("（盖章）同意推荐", "同意推荐"),
        ("同意推荐（盖章）", "同意推荐"),
    ],
)
def test_words_of_a_hint_within_a_sentence_are_a_part_of_it(typed: str, value: str) -> None:
    spec = FieldSpec(key="nomination_reason", labels=("推荐理由",), type="long-text", hints=("盖章", "年 月 日"))
    assert read_value(typed, spec).value == value
