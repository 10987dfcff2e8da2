"""Days, times and durations of worksheets, as their formats show them."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

from qtdocs.text import weekday

Tokens = tuple[tuple[str, str], ...]
"""Kind and text of each piece of a format section."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LAST_DAY = 2_958_465
"""9999-12-31, the last day that a worksheet knows."""


def is_duration(tokens: Tokens) -> bool:
    """Whether a section shows a length of time: ``[m]"分"``."""
    return any(kind == "elapsed" for kind, _ in tokens)


def is_date(tokens: Tokens) -> bool:
    """Whether a section shows a day or a time of day."""
    return any(kind == "date" for kind, _ in tokens)


def moment_of(serial: Decimal, *, date1904: bool) -> datetime.datetime | None:
    """The moment of a serial number, to the second; none outside the calendar.

    Excel believes in 29 February 1900 (serial 60): days before it lie one further on.

    >>> moment_of(Decimal(46093), date1904=False)
    datetime.datetime(2026, 3, 12, 0, 0)
    """
    if not 0 <= serial < _LAST_DAY + 1:
        return None
    seconds = int((serial * 86400).to_integral_value(rounding=ROUND_HALF_UP))
    days, rest = divmod(seconds, 86400)
    if date1904:
        first = datetime.datetime(1904, 1, 1)
    elif days == 60:
        return None
    else:
        first = datetime.datetime(1899, 12, 31) if days < 60 else datetime.datetime(1899, 12, 30)
    try:
        return first + datetime.timedelta(days=days, seconds=rest)
    except OverflowError:
        return None


def date_text(tokens: Tokens, moment: datetime.datetime) -> str:
    """A moment as a section shows it."""
    half_day = any(kind == "date" and word.upper() in {"AM/PM", "A/P", "上午/下午"} for kind, word in tokens)
    hour = (moment.hour + 11) % 12 + 1 if half_day else moment.hour
    parts: list[str] = []
    for index, (kind, word) in enumerate(tokens):
        if kind == "date":
            minutes = word[0] in "mM" and _is_minute(tokens, index)
            parts.append(_date_part(word.lower(), moment, hour, minutes=minutes))
        elif kind in {"digit", "exponent", "at", "general"} or (kind, word) == ("other", "."):
            parts.append("" if kind != "other" or _next_is_digit(tokens, index) else word)
        else:
            parts.append(word)
    return "".join(parts).strip()


def duration_text(tokens: Tokens, serial: Decimal) -> str:
    """A length of time as a section shows it: whole hours, minutes or seconds in all.

    >>> duration_text((("elapsed", "m"), ("literal", "分")), Decimal("0.000694444444444444"))
    '1分'
    """
    rest = int((serial * 86400).to_integral_value(rounding=ROUND_HALF_UP))
    parts: list[str] = []
    for kind, word in tokens:
        unit = word[0].lower() if word else ""
        if kind in {"elapsed", "date"} and unit in "hms":
            amount, rest = divmod(rest, {"h": 3600, "m": 60, "s": 1}[unit])
            parts.append(str(amount).zfill(len(word)))
        elif kind not in {"digit", "date"}:
            parts.append(word)
    return "".join(parts).strip()


def hidden_length(tokens: Tokens, serial: Decimal) -> Decimal | None:
    """The whole length in the one unit that a section shows, where it shows whole ones alone; none where all is shown.

    >>> str(hidden_length((("elapsed", "m"), ("literal", "分")), Decimal("85.5") / 1440))
    '85.5'
    """
    units = [word[0].lower() for kind, word in tokens if kind in {"elapsed", "date"} and word[:1].lower() in {*"hms"}]
    if len(units) != 1:
        return None
    length = (serial * {"h": 24, "m": 1440, "s": 86400}[units[0]]).quantize(Decimal("0.0001"))
    return None if length == length.to_integral_value() else length.normalize()


def _next_is_digit(tokens: Tokens, index: int) -> bool:
    """Whether a point begins fractions of seconds."""
    return index + 1 < len(tokens) and tokens[index + 1][0] == "digit"


def _is_minute(tokens: Tokens, index: int) -> bool:
    """Whether an ``m`` is a minute: after hours or before seconds."""
    before = [word.lower() for kind, word in tokens[:index] if kind == "date" and word[0].lower() in "ymdhs"]
    after = [word.lower() for kind, word in tokens[index + 1 :] if kind == "date" and word[0].lower() in "ymdhs"]
    return (bool(before) and before[-1][0] == "h") or (bool(after) and after[0][0] == "s")


def _date_part(word: str, moment: datetime.datetime, hour: int, *, minutes: bool) -> str:
    """One piece of a date."""
    if minutes:
        return str(moment.minute).zfill(len(word))
    if word in {"am/pm", "a/p"}:
        return word.split("/")[moment.hour >= 12].upper()
    if word == "上午/下午":
        return "下午" if moment.hour >= 12 else "上午"
    if re.fullmatch("[ye]+", word):
        return f"{moment.year % 100:02d}" if word in {"y", "yy"} else f"{moment.year:04d}"
    if word[0] == "a":
        return weekday(moment) if len(word) == 4 else weekday(moment)[2:]
    if len(word) >= 3 and word[0] in "md":
        return _MONTHS[moment.month - 1] if word[0] == "m" else _DAYS[moment.weekday()]
    amount = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[word[0]]
    return str(amount).zfill(min(len(word), 2))
