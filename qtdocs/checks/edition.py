"""The edition itself: dates that contradict their weekday, rules that no form can prove."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from qtdocs.checks.making import finding
from qtdocs.editions.programme import Deadline, Programme
from qtdocs.model.finding import Finding
from qtdocs.text import plain_date, weekday, weekday_number


def check_programme(programme: Programme, *, today: datetime.date) -> tuple[Finding, ...]:
    """What a clerk should know of the notice, once for each run.

    Args:
        programme: the edition.
        today: the day of the run, to say what can still be done.
    """
    return (*_weekdays(programme, today), *_uncheckable(programme))


def _weekdays(programme: Programme, today: datetime.date) -> Iterator[Finding]:
    for deadline in programme.deadlines:
        written = weekday_number(deadline.weekday)
        if written is None or written == deadline.date.weekday():
            continue
        nearest = _nearest(deadline, written)
        first = min(nearest, deadline.date)
        advice = f"以日期为准：{plain_date(deadline.date)}当天收到的算按时；{plain_date(first)}之后收到的请一并说明。"
        if today <= deadline.date:
            advice += "请尽快与主办单位核实并告知各推荐单位。"
        yield finding(
            "date-weekday-differs", printed=deadline.printed, date=plain_date(deadline.date),
            true=weekday(deadline.date), written=deadline.weekday, nearest=plain_date(nearest), advice=advice,
        )  # fmt: skip


def _nearest(deadline: Deadline, written: int) -> datetime.date:
    """The day nearest to the deadline that falls on the printed weekday."""
    days = (deadline.date + datetime.timedelta(days=shift) for shift in range(-3, 4))
    return next(day for day in days if day.weekday() == written)


def _uncheckable(programme: Programme) -> Iterator[Finding]:
    for rule in programme.rules:
        if not rule.provable:
            yield finding("rule-uncheckable", text=rule.text.rstrip("。"), where=rule.source, advice=rule.advice)
