"""When a mail arrived: the topmost Received before Date, always in Beijing time.

Only the topmost Received was written by our own server. Those below it, and Date, the sender can write as he likes.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from qtdocs.model.parcel import BEIJING
from qtdocs.text import narrow

_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6}
_MONTHS |= {"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
_ZONES = {"ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3}
_ZONES |= {"hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11}
_ZONES |= {"edt": -4, "est": -5, "cdt": -5, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8}
"""Hours from Greenwich of the zones that mean one thing; ``CST`` stands for China as well as for Chicago."""
_LONGEST = 200
"""A date that is longer, in characters, is none."""
_YEARS = range(1990, 2100)

_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?:\s*(?P<half>[ap]\.?m\.?)(?![a-z]))?"
)
_WEEKDAY = r"(?:[a-z]{3,9}\.?\s*,?\s*)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_ZONE = r"\s*(?P<zone>(?![ap]m)[a-z]{1,5}|(?:gmt|utc|ut)?\s*[+-]\s*\d{1,2}:?(?:\d\d)?(?:\s*[a-z]{1,5})?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})[\s-]+{_MONTH}[\s-]+(?P<year>\d{{4}}|\d\d)\s*,?\s+{_TIME}{_ZONE}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+{_TIME}\s+(?P<year>\d{{4}}){_ZONE}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}}),?\s+{_TIME}{_ZONE}",
        rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?:\s*t\s*|\s+){_TIME}{_ZONE}",
    )
)
_CHINESE = re.compile(
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]\s*,?"
    r"(?:\s*(?:星期|周|礼拜)[一二三四五六日天]\s*,?)?"
    r"\s*(?P<half>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|am|pm)?"
    r"\s*(?P<hour>\d{1,2})(?::|[时点])\s*(?P<minute>\d{1,2})?(?:(?::|分)\s*(?:(?P<second>\d{1,2})秒?)?)?" + _ZONE,
    re.IGNORECASE,
)
_AFTERNOON = {"下午", "傍晚", "晚上", "夜间", "pm"}
_MORNING = {"凌晨", "清晨", "早上", "早晨", "上午", "am"}


class Arrived(NamedTuple):
    """When a mail arrived, and which header told."""

    at: datetime.datetime | None = None
    """Beijing time; none where no header tells."""
    clock: str = ""
    """``received`` or ``date``; empty where no header tells."""
    zone_assumed: bool = False
    """Whether Beijing was assumed, for the header's zone says nothing that can be relied on."""


def arrived(received: str, date: str) -> Arrived:
    """When a mail arrived: by its topmost Received if that holds a date, else by its Date, never by a lower Received.

    Args:
        received: the text of the topmost Received header; empty where there is none.
        date: the text of the Date header; empty where there is none.
    """
    for clock, text in (("received", without_comments(received).rpartition(";")[2]), ("date", date)):
        if (found := moment(text)) is not None:
            return Arrived(found[0], clock, found[1])
    return Arrived()


def moment(text: str) -> tuple[datetime.datetime, bool] | None:
    """The moment that a date with a time of day says, in Beijing time, and whether the zone was assumed.

    >>> str(moment("Mon, 27 Apr 2026 15:59:00 +0000 (UTC)")[0]), moment("27 Apr 2026 23:59 CST")[1]
    ('2026-04-27 23:59:00+08:00', True)
    """
    plain = " ".join(without_comments(narrow(text)).split())
    if not plain or len(plain) > _LONGEST:
        return None
    for form in (*_FORMS, _CHINESE):
        if found := form.fullmatch(plain):
            return _moment(found)
    return None


def without_comments(text: str) -> str:
    """The text without what stands in brackets, however they are nested; one that is never closed takes the rest.

    >>> without_comments("27 Apr 2026 23:59 +0800 (CST (China; Beijing))")
    '27 Apr 2026 23:59 +0800 '
    """
    kept, depth, quoted = [], 0, False
    for character in text:
        if character == '"' and depth == 0:
            quoted = not quoted
        depth += (character == "(" and not quoted) - (character == ")" and depth > 0)
        if depth == 0 and (character != ")" or quoted):
            kept.append(character)
    return "".join(kept)


def _moment(found: re.Match[str]) -> tuple[datetime.datetime, bool] | None:
    parts = found.groupdict()
    hour = _hour(int(parts["hour"]), (parts["half"] or "").lower().replace(".", ""))
    year, month = _year(parts["year"]), _month(parts["month"])
    if year not in _YEARS or month is None or hour is None:
        return None
    zone, assumed = _zone(parts["zone"] or "")
    second = min(int(parts["second"] or 0), 59) if int(parts["second"] or 0) <= 60 else 99  # 60 is a leap second
    try:
        told = datetime.datetime(year, month, int(parts["day"]), hour, int(parts["minute"] or 0), second, tzinfo=zone)
    except ValueError:
        return None
    return told.astimezone(BEIJING), assumed


def _year(digits: str) -> int:
    """The year; of two digits as RFC 5322 reads them."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else _MONTHS.get(text[:3].lower())


def _hour(hour: int, half: str) -> int | None:
    """The hour of the day; none where the hour does not fit its half of the day, or stays open."""
    if not half:
        return hour
    if half == "中午":
        return hour + 12 if hour == 1 else hour if hour in {11, 12} else None
    if half in _MORNING:
        if hour > 12 or (hour == 12 and half not in {"am", "凌晨"}):
            return None
        return hour % 12
    if half == "pm" or half in _AFTERNOON:
        if hour == 12 and half in {"晚上", "夜间"}:  # the midnight before or after that day
            return None
        return hour + 12 if hour < 12 else hour
    return None


def _zone(text: str) -> tuple[datetime.timezone, bool]:
    """The zone, and whether it was assumed."""
    letters = re.match(r"[a-z]*", text.lower())
    name = letters[0] if letters else ""
    if number := re.search(r"([+-])\s*(\d\d?):?(\d\d)?", text):
        sign, hours, minutes = number[1], int(number[2]), int(number[3] or 0)
        told_nothing = sign == "-" and hours == minutes == 0 and not name  # RFC 5322: the sender does not know
        if not told_nothing and hours * 60 + minutes <= 14 * 60 and minutes < 60 and name in {"", "gmt", "utc", "ut"}:
            offset = datetime.timedelta(hours=hours, minutes=minutes)
            return datetime.timezone(-offset if sign == "-" else offset), False
        return BEIJING, True
    if name in _ZONES:
        return datetime.timezone(datetime.timedelta(hours=_ZONES[name])), False
    return BEIJING, True
