"""The list of public holidays: the announced days, the association's own year, mistakes told with their place."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from qtdocs.editions.holidays import HolidayYear, load_holidays
from qtdocs.errors import FormError
from qtdocs.judging.workdays import last_working_day


def test_announced_year_knows_days_off_and_weekends_that_are_worked() -> None:
    year = load_holidays()[2026]
    days = ("2026-02-14", "2026-02-15", "2026-02-23", "2026-02-24", "2026-02-28", "2026-03-01")
    assert [year.is_worked(datetime.date.fromisoformat(day)) for day in days] == [True, False, False, True, True, False]


def test_period_over_labour_day_ends_on_the_saturday_that_is_worked() -> None:
    year = load_holidays()[2026]
    assert last_working_day(datetime.date(2026, 4, 30), 5, is_worked=year.is_worked) == datetime.date(2026, 5, 9)


def test_own_list_hides_the_installed_year_and_adds_one(tmp_path: Path) -> None:
    folder = tmp_path / "forms" / "_common"
    folder.mkdir(parents=True)
    own = "".join(f'[[years]]\nyear = {year}\nsource = "自定"\nholidays = []\n' for year in (2026, 2027))
    (folder / "holidays.toml").write_text(own, encoding="utf-8")
    found = load_holidays(workspace=tmp_path)
    assert (found[2026], found[2027].source) == (HolidayYear(year=2026, source="自定", holidays=()), "自定")


def told_of(text: str, home: Path) -> tuple[str, ...]:
    """What is said of an own list of holidays."""
    folder = home / "forms" / "_common"
    folder.mkdir(parents=True)
    (folder / "holidays.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as refused:
        load_holidays(workspace=home)
    return refused.value.mistakes


def test_days_of_another_year_are_refused(tmp_path: Path) -> None:
    text = '[[years]]\nyear = 2027\nsource = "自定"\nholidays = ["2026-12-31/2027-01-02", "2026-05-01"]\n'
    assert told_of(text, tmp_path) == ("holidays.toml → years[1]：“2026-05-01”不在 2027 年。",)


def test_year_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = '[[years]]\nyear = 2027\nsource = "自定"\nholidays = []\n' * 2
    assert told_of(text, tmp_path) == ("holidays.toml → years：2027 年写了几遍，不知道照哪一遍。",)


@pytest.mark.parametrize("span", ["2026-13-01", "2026-05-05/2026-05-01"])
def test_what_is_no_day_is_told_with_its_place(span: str, tmp_path: Path) -> None:
    folder = tmp_path / "forms" / "_common"
    folder.mkdir(parents=True)
    text = f'[[years]]\nyear = 2027\nsource = "自定"\nholidays = ["{span}"]\n'
    (folder / "holidays.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FormError, match=r"years\[1\]\.holidays"):
        load_holidays(workspace=tmp_path)
