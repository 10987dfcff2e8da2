"""Public holidays and the weekends worked for them, year by year, as the State Council's office announces them."""

from __future__ import annotations

import datetime
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError, field_validator, model_validator

from qtdocs.editions import shelf
from qtdocs.editions.form import Spec
from qtdocs.editions.mistakes import syntax_mistake, validation_mistakes
from qtdocs.errors import FormError

FILE = "_common/holidays.toml"
"""Where the list lies in every folder of forms; a year in the association's own hides the installed one."""


class HolidayYear(Spec):
    """One year."""

    year: int
    """The year."""
    source: str
    """The announcement."""
    holidays: tuple[str, ...]
    """Days off: one day, or the first and the last with a stroke between them."""
    workdays: tuple[str, ...] = ()
    """Saturdays and Sundays that are worked."""

    @field_validator("holidays", "workdays")
    @classmethod
    def _are_days(cls, spans: tuple[str, ...]) -> tuple[str, ...]:
        for span in spans:
            days_in(span)
        return spans

    @model_validator(mode="after")
    def _are_of_the_year(self) -> HolidayYear:
        for span in (*self.holidays, *self.workdays):
            days = days_in(span)
            if self.year not in (days[0].year, days[-1].year):  # 元旦 may begin in the year before
                raise ValueError(f"“{span}”不在 {self.year} 年。")
        return self

    def is_worked(self, day: datetime.date) -> bool:
        """Whether offices work on a day of this year."""
        if any(day in days_in(span) for span in self.workdays):
            return True
        return day.weekday() < 5 and not any(day in days_in(span) for span in self.holidays)


class _Book(Spec):
    """The file."""

    years: tuple[HolidayYear, ...]
    """The years it knows."""

    @field_validator("years")
    @classmethod
    def _are_named_once(cls, years: tuple[HolidayYear, ...]) -> tuple[HolidayYear, ...]:
        twice = sorted(year for year, times in Counter(each.year for each in years).items() if times > 1)
        if twice:
            raise ValueError(f"{'、'.join(map(str, twice))} 年写了几遍，不知道照哪一遍。")
        return years


def days_in(span: str) -> tuple[datetime.date, ...]:
    """The days from the first to the last that a span names.

    >>> [day.day for day in days_in("2026-04-04/2026-04-06")]
    [4, 5, 6]

    Raises:
        ValueError: it names no days, or the last before the first.
    """
    first, _, last = span.partition("/")
    try:
        start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last or first)
    except ValueError as error:
        raise ValueError(f"“{span}”不是日子，一天写成 2026-05-01，几天写成 2026-05-01/2026-05-05。") from error
    if end < start:
        raise ValueError(f"“{span}”的结束在开始之前。")
    return tuple(start + datetime.timedelta(days=number) for number in range((end - start).days + 1))


def load_holidays(*, workspace: Path | None = None) -> Mapping[int, HolidayYear]:
    """Every year that is known.

    Raises:
        FormError: a list has mistakes.
    """
    found: dict[int, HolidayYear] = {}
    for folder in shelf.folders("forms", workspace=workspace):
        path = folder / FILE
        if path.is_file():
            for year in _read(path).years:
                found.setdefault(year.year, year)
    return found


def _read(path: Path) -> _Book:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FormError(str(path.parent), (f"{path.name} 不是 UTF-8 文本，请另存为 UTF-8。",)) from error
    except tomllib.TOMLDecodeError as error:
        raise FormError(str(path.parent), (syntax_mistake(path.name, error),)) from error
    try:
        return _Book.model_validate(told)
    except ValidationError as error:
        raise FormError(str(path.parent), tuple(validation_mistakes(path.name, error, _Book, told))) from error
