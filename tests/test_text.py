"""Chinese numbers and dates, word count, widths."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtdocs.text import (
    chinese_date,
    chinese_number,
    display_width,
    narrow,
    number_in_chinese,
    plain_date,
    weekday,
    weekday_number,
    word_count,
)  # fmt: skip


@given(st.integers(0, 10**8 - 1))
def test_chinese_number_is_read_back(number: int) -> None:
    assert number_in_chinese(chinese_number(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两百", 200), ("壹拾贰", 12), ("廿五", 25), ("一万二千三百", 12300), ("三亿", 3 * 10**8), ("一〇五", 105),
        ("二〇二六", 2026),
    ],
)  # fmt: skip
def test_number_in_chinese_takes_other_spellings(text: str, number: int) -> None:
    assert number_in_chinese(text) == number


@pytest.mark.parametrize(
    "text", ["", "三四", "一百二", "一万二", "二三十", "十十", "百", "一千千", "点五", "五点", "甲", "12", "一二三"]
)
def test_number_in_chinese_refuses_what_is_unclear(text: str) -> None:
    assert number_in_chinese(text) is None


def test_number_in_chinese_takes_a_fraction() -> None:
    assert number_in_chinese("九十八点五") == Decimal("98.5")


def test_chinese_number_refuses_what_it_cannot_say() -> None:
    for number in (-1, 10**8):
        with pytest.raises(ValueError, match="chinese_number"):
            chinese_number(number)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (datetime.date(2026, 6, 18), "二〇二六年六月十八日"), (datetime.date(2020, 10, 10), "二〇二〇年十月十日"),
        (datetime.date(2019, 12, 31), "二〇一九年十二月三十一日"), (datetime.date(2026, 1, 20), "二〇二六年一月二十日"),
    ],
)  # fmt: skip
def test_chinese_date_is_as_papers_are_signed(date: datetime.date, said: str) -> None:
    assert chinese_date(date) == said


@given(st.dates())
def test_weekday_is_read_back(date: datetime.date) -> None:
    assert weekday_number(weekday(date)) == date.weekday()


def test_plain_date_has_no_zeros() -> None:
    assert plain_date(datetime.date(2026, 4, 7)) == "2026年4月7日"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0), (" \n　", 0), ("班组", 2), ("班组，质量。", 6), ("“尖刀”班", 5), ("QC小组", 3), ("合格率98.5%", 4),
        ("a b\nc", 3),
        ("2026年3月12日", 6), ("——", 2), ("①甲", 2), ("𠮷", 1), ("ISO 9001:2015标准", 4),
    ],
)  # fmt: skip
def test_words_are_counted_as_word_counts_them(text: str, words: int) -> None:
    assert word_count(text) == words


@given(st.text("甲乙，。“”", max_size=30), st.text("甲乙，。“”", max_size=30))
def test_word_count_of_chinese_adds_up(first: str, second: str) -> None:
    assert word_count(first + second) == word_count(first) + word_count(second) == len(first + second)


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("班组", 4), ("ａ", 2), ("甲\n乙丙", 4), ("“甲”", 6), ("e\u0301", 1)]
)
def test_width_counts_chinese_twice(text: str, width: int) -> None:
    assert display_width(text) == width


def test_narrow_changes_widths_only() -> None:
    assert narrow("（９８．５％）　Ａ㎡²①Ⅲ·") == "(98.5%) A㎡²①Ⅲ·"


@given(st.text(max_size=50))
def test_narrow_keeps_every_place(text: str) -> None:
    assert len(narrow(text)) == len(text)


@pytest.mark.parametrize(
    ("said", "number"),
    [("一亿二千万", 120_000_000), ("三亿零五万", 300_050_000), ("一百亿三千万", 10_030_000_000), ("一万亿", 10**12),
     ("二亿三千四百五十六万七千八百九十一", 234_567_891), ("两千万", 20_000_000), ("一亿零三", 100_000_003)],
)  # fmt: skip
def test_hundred_millions_and_ten_thousands_are_carried_apart(said: str, number: int) -> None:
    assert number_in_chinese(said) == number


@pytest.mark.parametrize("said", ["一万二万", "一亿二亿", "万", "一亿五"])
def test_numerals_that_say_no_number_are_none(said: str) -> None:
    assert number_in_chinese(said) is None
