"""Working days: how long a 公示 lasts, counted by the announced holidays and the weekends worked for them."""

from __future__ import annotations

import datetime
from collections.abc import Callable


def last_working_day(first: datetime.date, days: int, *, is_worked: Callable[[datetime.date], bool]) -> datetime.date:
    """The last day of a period of so many working days that begins on a day; the first day counts where it is worked.

    >>> last_working_day(datetime.date(2026, 4, 30), 5, is_worked=lambda day: day.weekday() < 5)
    datetime.date(2026, 5, 6)

    Args:
        first: the day on which it is posted.
        days: how many working days, at least one.
        is_worked: whether offices work on a day.

    Raises:
        ValueError: fewer than one day.
        Exception: whatever ``is_worked`` raises for a day of a year that nobody announced.
    """
    if days < 1:
        raise ValueError("a period has at least one day")
    day = first
    left = days - is_worked(day)
    while left:
        day += datetime.timedelta(days=1)
        left -= is_worked(day)
    return day
