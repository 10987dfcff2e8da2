"""Dates as people type them."""

from __future__ import annotations

import datetime
import re

from qtdocs.extract.reading import NOTHING, SPACE, Reading, unsure
from qtdocs.text import narrow, number_in_chinese, weekday, weekday_number

_BLANK = re.compile(r"(?:20|二[〇零])?[_\s]*年[_\s]*月[_\s]*日?")
_FIGURES = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{2})(?:(?P<nian>年)|(?P<mark>[./-]))(?P<month>[0-9]{1,2})(?(nian)月|(?P=mark))"
    r"(?P<day>[0-9]{1,2})(?(nian)[日号]|\.?)"
)
_CLOCK = re.compile(r"(?:\s+|T)0{1,2}:00(?::00(?:\.0+)?)?$")
_NUMERALS = "[零〇○OＯ0一二三四五六七八九十]"
_SPELLED = re.compile(
    rf"({_NUMERALS}{{4}}|[0-9]{{4}})年({_NUMERALS}{{1,3}}|[0-9]{{1,2}})月({_NUMERALS}{{1,3}}|[0-9]{{1,2}})[日号]"
)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_WEEKDAY = re.compile(r"[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?$")
_LABEL = re.compile(r"^(?:填表|申报|签字|签署|盖章|推荐|落款)?(?:日期|时间):?")
_LOOSE = re.compile(
    r"(?P<year>[0-9]{4})\s*[年./,、\s-]\s*(?P<month>[0-9]{1,2})\s*[月./,、\s-]\s*(?P<day>[0-9]{1,2})\s*[日号]?(?![0-9])"
)
_SOLID = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH_IN_FIGURES = re.compile(r"^[^A-Za-z]*$")
_EPOCH = datetime.date(1899, 12, 30)
_SERIALS = range(20000, 80000)


def read_date(text: str, *, numeric: bool = False) -> Reading:
    """The day as ``YYYY-MM-DD``; a day that does not exist is none.

    Args:
        text: as written.
        numeric: whether the cell holds a number, so that 46093 is a day and no slip of the pen.
    """
    seen = _CLOCK.sub("", SPACE.sub(" ", narrow(text)).strip())  # one space each: the searches below stay linear
    flat = SPACE.sub("", seen)
    if _BLANK.fullmatch(flat) or not flat.strip("年月日_"):
        return NOTHING
    return _certain(flat, seen) or _serial(flat, numeric=numeric) or _likely(seen, flat) or _no_date(seen)


def shows_its_day(text: str, stored: str) -> bool:
    """Whether the display of a stored date tells its day, and not only year and month or the day of the week.

    >>> shows_its_day("3月12日", "2026-03-12"), shows_its_day("2026年3月", "2026-03-01")
    (True, False)
    """
    year, month, day = (int(part) for part in stored.split("-"))
    if re.search("[日号]", _WEEKDAY.sub("", text)):
        return True
    numbers = [int(number) for number in re.findall(r"[0-9]{1,4}", narrow(text))]
    for other in (year if year in numbers else year % 100, month if _MONTH_IN_FIGURES.search(text) else None):
        if other in numbers:
            numbers.remove(other)
    return day in numbers


def _certain(flat: str, seen: str) -> Reading | None:
    day_name = weekday_number(flat) if _WEEKDAY.search(flat) else None
    bare = _WEEKDAY.sub("", flat) if day_name is not None else flat
    if found := _FIGURES.fullmatch(bare):
        year, month, day = (int(found[part]) for part in ("year", "month", "day"))
        short = len(found["year"]) == 2
    elif found := _SPELLED.fullmatch(bare):
        year, month, day = (_numeral(part) for part in found.groups())
        short = False
    else:
        return None
    date = _day(year + 2000 if short else year, month, day)
    if date is None:
        return _impossible(seen)
    if short:
        return unsure(date.isoformat(), f"写的是“{seen}”，年份只有两位，按 {date.year} 年读取")
    if day_name is not None and day_name != date.weekday():
        return unsure(date.isoformat(), f"写的是“{seen}”，但这一天是{weekday(date)}")
    return Reading(value=date.isoformat())


def _numeral(text: str) -> int:
    number = number_in_chinese(text.replace("O", "〇").replace("0", "〇"))
    return int(text) if text.isdigit() and text.isascii() else int(number or 0)


def _serial(flat: str, *, numeric: bool) -> Reading | None:
    found = _SERIAL.fullmatch(flat)
    if found is None or int(found[1]) not in _SERIALS:
        return None
    date = (_EPOCH + datetime.timedelta(days=int(found[1]))).isoformat()
    return Reading(value=date) if numeric else unsure(date, f"写的是“{flat}”，按表格软件的日期序号读取")


def _likely(seen: str, flat: str) -> Reading | None:
    bare = _LABEL.sub("", seen)
    found = list(_LOOSE.finditer(bare))
    parts = found[0].groups() if found else (solid.groups() if (solid := _SOLID.fullmatch(flat)) else None)
    if parts is None:
        inside = _SPELLED.search(flat)
        parts = tuple(str(_numeral(part)) for part in inside.groups()) if inside else None
    if parts is None:
        return None
    date = _day(*(int(part) for part in parts))
    if date is None:
        return _impossible(seen)
    if len(found) > 1:
        return unsure(None, f"写的是“{seen}”，有两个日期", grade="C", code="field-not-date")
    return unsure(date.isoformat(), f"写的是“{seen}”，按 {date.isoformat()} 读取")


def _day(year: int, month: int, day: int) -> datetime.date | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _impossible(seen: str) -> Reading:
    return unsure(None, f"写的是“{seen}”，没有这一天", grade="C", code="field-not-date")


def _no_date(seen: str) -> Reading:
    partial = re.search(r"[0-9〇一二三四五六七八九十]\s*[年月]", seen)
    grade, reason = ("B", "年月日没有写全") if partial else ("C", "读不出日期")
    return unsure(None, f"写的是“{seen[:40]}”，{reason}", grade=grade, code="field-not-date")
