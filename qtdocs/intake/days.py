"""Dates as clerks write them into registers: to the day, the month or the year; what could be two dates is refused."""

from __future__ import annotations

import datetime
import re

from qtdocs.text import narrow, number_in_chinese

_EPOCH = datetime.date(1899, 12, 30)  # day 0 of Excel's calendar
_EARLIEST = datetime.date(1980, 1, 1)
_SERIALS = (29_221, 73_050)  # 1980 to 2099
_YEAR = r"((?:19|20)\d\d)"
_WRITTEN = re.compile(
    rf"{_YEAR}\s*(?:年|[-/.])\s*(\d{{1,2}})(?:\s*(?:月|[-/.])\s*(?:(\d{{1,2}})\s*日?)?)?(?:\s+00:00(?::00)?)?"
)
_RUN_TOGETHER = re.compile(rf"{_YEAR}(\d\d)(\d\d)")
_YEAR_ALONE = re.compile(rf"{_YEAR}\s*年?度?")
_IN_CHINESE = re.compile(
    "([〇○零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?)?"
)
_TWO_MONTHS = re.compile(r"\d{4}\.10?")


def written_day(text: str, *, exact: str = "", is_number: bool = False, today: datetime.date) -> tuple[str, str]:
    """A date as exactly as it is written, and why it cannot be taken; one of the two is empty.

    Args:
        text: what is seen.
        exact: the day that the cell really holds, where its format hides a part of it.
        is_number: whether the cell holds a number; of 2025.1 nobody knows whether 2025.10 was meant.
        today: nothing that is written down can have happened after this day.

    >>> today = datetime.date(2026, 4, 20)
    >>> written_day("2025年3月", today=today), written_day("2025.3.12", today=today)
    (('2025-03', ''), ('2025-03-12', ''))
    """
    told = narrow(_as_shown(text, exact) or text).strip()
    if is_number and _TWO_MONTHS.fullmatch(told):
        return "", f"“{text}”是数字，分不清是 1 月还是 10 月，请写成 {told[:4]}-01 或 {told[:4]}-10"
    day = _iso(told, is_number=is_number)
    if not day:
        return "", f"“{text[:30]}”读不懂，请写成 2025-03-12 或 2025-03"
    first = datetime.date.fromisoformat((day + "-01-01")[:10])
    if not _EARLIEST <= first <= today:
        return "", f"“{text[:30]}”是 {day}，不会是真的"
    return day, ""


def _as_shown(text: str, exact: str) -> str:
    """The day that a cell holds; of 2025年3月, which Excel keeps as the first of March, the month alone.

    >>> _as_shown("2025年3月", "2025-03-01"), _as_shown("Mar-25", "2025-03-01"), _as_shown("3月1日", "2025-03-01")
    ('2025-03', '2025-03', '2025-03-01')
    """
    parts = re.findall(r"[0-9]+|[A-Za-z]+", text)
    if not exact.endswith("-01") or len(parts) > 2 or "日" in text or len(parts[0]) == 8:
        return exact
    return exact[:4] if len(parts) == 1 and exact.endswith("-01-01") and len(parts[0]) == 4 else exact[:7]


def _iso(text: str, *, is_number: bool) -> str:
    """The date in ISO form, down to what is written; empty where it is none."""
    if is_number and text.isdecimal() and _SERIALS[0] < int(text) < _SERIALS[1]:
        return (_EPOCH + datetime.timedelta(days=int(text))).isoformat()
    found = _WRITTEN.fullmatch(text) or _RUN_TOGETHER.fullmatch(text) or _YEAR_ALONE.fullmatch(text)
    if found is not None:
        parts = [int(part) for part in found.groups() if part]
    elif (said := _IN_CHINESE.fullmatch(text)) is not None:
        numbers = [number_in_chinese(part.replace("○", "〇")) for part in said.groups() if part]
        parts = [int(number) for number in numbers if number is not None]
    else:
        return ""
    try:
        datetime.date(*[*parts, 1, 1][:3])
    except ValueError:
        return ""
    return "-".join(f"{part:02}" for part in parts)
