"""Typed values of any shape: whatever is typed is read whole, or doubted, and never breaks the reading."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from qtdocs.extract.numbers import plain
from qtdocs.extract.values import Reading, read_value
from qtdocs.text import chinese_date, chinese_number
from tests.extract.test_values import BOTH_NAMES, CHOICES, COUNT, ORGANISATION, SCORE, TRAINING, YES_NO, field

numbers = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)


@given(number=numbers, places=st.integers(0, 3), wide=st.booleans(), unit=st.sampled_from(["", "%", "％", " %"]))
def test_any_percent_is_read_whole_or_doubted(number, places, wide, unit) -> None:
    text = f"{number:.2f}{'0' * places}"
    typed = (text.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789."}) if wide else text) + unit
    reading = read_value(typed, field("percent"))
    assert reading.value == plain(number)
    assert reading.grade == ("B" if not unit and 0 < number <= 1 else "A")


@given(st.integers(0, 10**8 - 1), st.sampled_from(["", "人", "个"]))
def test_any_chinese_numeral_is_read(number, unit) -> None:
    reading = read_value(chinese_number(number) + unit, COUNT)
    assert reading.value == str(number)


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31)))
def test_any_date_is_read_in_every_form(date) -> None:
    forms = [
        f"{date.year}年{date.month}月{date.day}日", f"{date.year} 年 {date.month} 月 {date.day} 日", chinese_date(date),
        f"{date.year}.{date.month}.{date.day}", f"{date.year}-{date.month:02}-{date.day:02}",
        f"{date.year}/{date.month}/{date.day}", date.isoformat() + " 00:00:00",
    ]  # fmt: skip
    assert {(read_value(text, field("date")).value, read_value(text, field("date")).grade) for text in forms} == {
        (date.isoformat(), "A")
    }


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
landlines = st.builds(
    lambda area, number: f"{area}-{number}",
    st.sampled_from(["010", "021", "0571", "0575", "0755"]),
    st.from_regex(r"[2-9][0-9]{7}", fullmatch=True),
)


@given(
    phones=st.lists(mobiles | landlines, min_size=1, max_size=4, unique=True),
    separator=st.sampled_from(["、", "，", ",", "/", "；", ";", "\n", "  ", " / "]),
)
def test_any_phones_are_read_with_any_separator(phones, separator) -> None:
    assert read_value(separator.join(phones), field("phone")) == Reading(value=tuple(phones))


@given(mobiles, st.integers(3, 10))
def test_any_phone_with_a_digit_lost_is_never_sure(phone, spot) -> None:
    reading = read_value(phone[:spot] + phone[spot + 1 :], field("phone"))
    assert reading.grade in ("B", "C")


@given(st.text(max_size=40), st.sampled_from(["integer", "decimal", "percent", "date", "phone", "email", "postcode"]))
def test_any_text_is_read_without_an_error(text, kind) -> None:
    reading = read_value(text, field(kind))
    assert (reading.grade == "A") == (not reading.doubts)


@given(st.text(max_size=40))
def test_any_text_of_the_compound_types_is_read_without_an_error(text) -> None:
    for spec in (TRAINING, SCORE, BOTH_NAMES, YES_NO, CHOICES, ORGANISATION, field("person"), field("long-text")):
        assert read_value(text, spec).grade in ("A", "B", "C")
