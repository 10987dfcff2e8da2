"""收件登记.xlsx as people leave it: columns moved, dates in every way, cells merged; nothing is swallowed."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from qtdocs.errors import UsageError
from qtdocs.intake.register import read_register
from qtdocs.model.parcel import Registered
from qtdocs.render import register_workbook

TODAY = datetime.date(2026, 5, 6)
ROWS = [Registered(number=f"收000{number}", what=f"文件夹{number}") for number in (1, 2, 3)]


def workbook(change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    data = register_workbook(b"", title="活动", numbers={}, more=ROWS)
    assert data is not None
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(change: Callable[[Any], None]) -> tuple[list[Registered], tuple[tuple[int, str], ...]]:
    rows, problems = read_register(workbook(change), today=TODAY)
    return [row for _, row in rows], problems


@pytest.mark.parametrize(
    ("written", "day", "time"),
    [
        (datetime.datetime(2026, 4, 10), datetime.date(2026, 4, 10), ""),
        (datetime.datetime(2026, 4, 10, 14, 30), datetime.date(2026, 4, 10), "14:30"),
        ("2026年4月10日", datetime.date(2026, 4, 10), ""),
        ("２０２６．４．１０", datetime.date(2026, 4, 10), ""),
        ("2026/4/10 下午3点", datetime.date(2026, 4, 10), "15:00"),
        ("20260410", datetime.date(2026, 4, 10), ""),
        (46122, datetime.date(2026, 4, 10), ""),
    ],
)
def test_day_is_read_however_it_is_typed(written: object, day: datetime.date, time: str) -> None:
    rows, problems = read(lambda sheet: sheet.cell(4, 5).__setattr__("value", written))
    assert (rows[0].received, rows[0].time, problems) == (day, time, ())


@pytest.mark.parametrize(
    "written", ["4月28日", "26-4-20", "昨天", "2026-02-31", "2036-04-20", "1936-04-20", "=TODAY()"]
)
def test_day_that_cannot_be_true_or_read_is_said_and_not_used(written: str) -> None:
    rows, problems = read(lambda sheet: sheet.cell(4, 5).__setattr__("value", written))
    assert (rows[0].received, len(problems)) == (None, 1)
    assert problems[0][1].startswith("第 4 行的“收到日期”")


def test_time_without_its_format_is_a_time() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(4, 5).value, sheet.cell(4, 6).value = "2026-04-10", 0.75

    assert read(change)[0][0].time == "18:00"


def test_merged_day_is_that_of_every_row() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(4, 5).value = "2026-04-10"
        sheet.merge_cells("E4:E6")

    assert [row.received for row in read(change)[0]] == [datetime.date(2026, 4, 10)] * 3


def test_moved_columns_are_found_by_their_headings() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(4, 5).value = "2026-04-10"
        sheet.insert_cols(1, 2)

    rows, _ = read(change)
    assert (rows[0].what, rows[0].number, rows[0].received) == ("文件夹1", "收0001", datetime.date(2026, 4, 10))


def test_sheet_in_front_of_the_register_is_no_hindrance() -> None:
    data = workbook()
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active.title = "登记"
    book.create_sheet("说明", 0)["A1"] = "随便写的"
    stream = io.BytesIO()
    book.save(stream)
    assert len(read_register(stream.getvalue(), today=TODAY)[0]) == 3


def test_row_with_nothing_but_a_remark_is_no_delivery() -> None:
    assert len(read(lambda sheet: sheet.cell(8, 10).__setattr__("value", "以上已核对"))[0]) == 3


@pytest.mark.parametrize("data", [b"", b"no workbook", workbook(lambda sheet: sheet.delete_rows(3))])
def test_register_that_is_none_is_refused_with_the_next_step(data: bytes) -> None:
    with pytest.raises(UsageError, match="收件登记"):
        read_register(data, today=TODAY)


def test_filling_up_touches_nothing_that_people_wrote() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(4, 10).value = "备注不能动"
        sheet.column_dimensions["J"].width = 77

    data = register_workbook(
        workbook(change), title="活动", numbers={4: "收0001"}, more=[Registered(number="收0009", what="新来的")]
    )
    assert data is not None
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert (sheet.cell(4, 10).value, sheet.column_dimensions["J"].width) == ("备注不能动", 77)
    assert (sheet.cell(7, 1).value, sheet.cell(7, 2).value) == ("收0009", "新来的")
    assert register_workbook(data, title="活动", numbers={4: "收0001"}, more=[]) is None


def test_sheet_coloured_to_its_end_costs_nothing_and_grows_below_its_last_row() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(1_048_576, 1).fill = PatternFill("solid", start_color="FFFF00")
        sheet.cell(1_048_575, 2).value = " "

    coloured = workbook(change)
    assert len(read_register(coloured, today=TODAY)[0]) == 3
    data = register_workbook(coloured, title="活动", numbers={}, more=[Registered(number="收0009", what="新来的")])
    assert data is not None
    assert openpyxl.load_workbook(io.BytesIO(data)).active.cell(7, 2).value == "新来的"
    assert len(data) < 30_000
