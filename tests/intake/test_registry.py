"""Registers of teams as associations keep them: headings, dates and merged cells in every way, and what is unclear."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from qtdocs import readers
from qtdocs.intake.days import written_day
from qtdocs.intake.registry import RegistryBook, read_registry
from qtdocs.model.registry import Complaint, Registration, Renaming, Title
from qtdocs.render import registry_workbook

TODAY = datetime.date(2026, 5, 6)
HEADS = ("单位", "班组", "注册日期")
FIRST = ("甲公司", "测量一班", "2024-03-12")
Rows = Sequence[Sequence[object]]


def workbook(sheets: dict[str, Rows], change: Callable[[Any], None] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(rows: Rows, change: Callable[[Any], None] = lambda sheet: None, *, sheet: str = "班组登记") -> RegistryBook:
    data = workbook({sheet: rows}, lambda book: change(book.active))
    return read_registry(readers.read(data, name="登记.xlsx"), name="登记.xlsx", today=TODAY)


def days(book: RegistryBook) -> list[str]:
    return [each.day for each in book.rows if isinstance(each, Registration)]


def test_every_kind_of_sheet_is_known_by_its_headings() -> None:
    data = workbook(
        {
            "Sheet1": [("序号", "企业名称", "班组名称", "注册时间", "推荐协会", "注册编号"),
                       (1, "甲公司", "测量一班", "2024-03-12", "某协会", "2024-1")],
            "Sheet2": [("年度", "活动名称", "单位名称", "班组", "等级", "称号", "证书号"),
                       ("2024年度", "某活动", "甲公司", "测量一班", "一等", "信得过班组", "A-1")],
            "Sheet3": [("原单位名称", "现单位名称", "变更日期", "依据"), ("乙厂", "甲公司", "2023.6", "通知书")],
            "Sheet4": [("单位", "班组", "投诉日期", "投诉内容", "处理结果"),
                       ("甲公司", "", "2025年9月", "渗漏", "已修")],
        }
    )  # fmt: skip
    book = read_registry(readers.read(data, name="a.xlsx"), name="a.xlsx", today=TODAY)
    assert book.rows == (
        Registration(organisation="甲公司", team="测量一班", day="2024-03-12", nominator="某协会", number="2024-1"),
        Title(
            year=2024, programme="某活动", organisation="甲公司", team="测量一班", grade="一等 信得过班组",
            certificate="A-1",
        ),
        Renaming(before="乙厂", after="甲公司", day="2023-06", basis="通知书"),
        Complaint(organisation="甲公司", day="2025-09", content="渗漏", handling="已修"),
    )  # fmt: skip
    assert (book.problems, book.remarks) == ((), ())


def test_titles_notes_totals_and_headings_that_come_again_are_no_rows() -> None:
    rows = [("质量信得过班组登记表",), (), HEADS, FIRST, HEADS, ("乙公司", "木工班", "2024-05-01"), ("合计", 2), (),
            ("注：以纸质登记簿为准。",)]  # fmt: skip
    book = read(rows, lambda sheet: sheet.merge_cells("A1:C1"))
    assert (days(book), book.problems) == (["2024-03-12", "2024-05-01"], ())


def test_company_over_several_teams_counts_in_its_merged_cell_and_not_below() -> None:
    rows = [HEADS, FIRST, (None, "测量二班", "2024-04-01"), (None, "测量三班", "2024-05-01")]
    book = read(rows, lambda sheet: sheet.merge_cells("A2:A3"))
    assert [each.organisation for each in book.rows if isinstance(each, Registration)] == ["甲公司", "甲公司"]
    assert book.problems == ("“班组登记”页第 4 行没有写“单位”；不会照上一行补，要补请合并单元格或写上",)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (datetime.date(2025, 3, 12), "2025-03-12"), ("2025.3", "2025-03"), (2025.3, "2025-03"), (2025.11, "2025-11"),
        ("2025年3月", "2025-03"), ("2025年3月12日", "2025-03-12"), (45728, "2025-03-12"), (20250312, "2025-03-12"),
        ("２０２５／３／１２", "2025-03-12"), ("二〇二五年三月", "2025-03"), (2025, "2025"),
    ],
)  # fmt: skip
def test_dates_are_as_exact_as_they_are_written(written: object, day: str) -> None:
    assert days(read([HEADS, ("甲公司", "测量一班", written)])) == [day]


@pytest.mark.parametrize(
    "written", [2025.1, "25.3.12", "3月12日", "2025-13-01", "2025-02-30", "2027-01-01", "去年", "45728"]
)
def test_date_that_may_be_another_is_refused_by_its_cell(written: object) -> None:
    book = read([HEADS, ("甲公司", "测量一班", written)])
    assert book.rows == ()
    [problem] = book.problems
    assert problem.startswith("班组登记!C2 ")


def test_month_that_excel_keeps_as_its_first_day_stays_a_month() -> None:
    def change(sheet: Any) -> None:
        sheet["C2"].number_format = 'yyyy"年"m"月"'

    assert days(read([HEADS, ("甲公司", "测量一班", datetime.date(2025, 3, 1))], change)) == ["2025-03"]
    assert written_day("2025/3/1", exact="2025-03-01", is_number=True, today=TODAY) == ("2025-03-01", "")


def test_same_team_with_two_dates_is_refused_with_both_and_the_same_row_twice_is_one() -> None:
    book = read([HEADS, FIRST, ("甲公司 ", "测量一班", "2024-03-12")])
    assert (len(book.rows), book.problems) == (1, ())
    book = read([HEADS, FIRST, ("甲公司", "测量一班", "2025-03-12")])
    assert book.problems == (
        "说的是同一件事，内容不同，请核实后只留一行："
        "登记.xlsx “班组登记”第 2 行：甲公司　测量一班　2024年3月12日注册；"
        "登记.xlsx “班组登记”第 3 行：甲公司　测量一班　2025年3月12日注册",
    )


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([("单位", "注册日期"), ("甲公司", "2024-03-12")], "“班组登记”页第 1 行的表头像是班组登记，但没有“班组”这一列"),
        ([(*HEADS, "班组名称"), (*FIRST, "一班")],
         "“班组登记”页“班组”有两列（班组登记!B1 和 班组登记!D1），请删去一列"),
        ([(*HEADS, "年度"), (*FIRST, 2024)], "“班组登记”页第 1 行的表头像是几种表（班组登记、历年称号），请分成几页"),
        ([HEADS, ("甲公司", "测量一班、测量二班", "2024-03-12")],
         "班组登记!B2 “测量一班、测量二班”像是写了几个班组，请分行写，一行一个"),
        ([HEADS, ("甲公司", None, "2024-03-12")], "“班组登记”页第 2 行没有写“班组”"),
        ([HEADS, ("甲公司", "—", "2024-03-12")], "“班组登记”页第 2 行没有写“班组”"),
        ([HEADS, ("注塑公司", "一班", None)], "“班组登记”页第 2 行没有写“注册日期”"),
        ([HEADS, (12, "一班", "2024-03-12")], "班组登记!A2 “12”不像名称，请写全称"),
        ([HEADS, ("甲公司", "测量一班", "=NOW()-400")], "班组登记!C2 是公式，文件里没有结果，请改成数值"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_with_its_place(rows: Rows, problem: str) -> None:
    assert problem in read(rows).problems


def test_row_that_is_struck_through_is_not_taken() -> None:
    def change(sheet: Any) -> None:
        sheet["B2"].font = Font(strike=True)

    book = read([HEADS, FIRST], change)
    assert book.rows == ()
    assert book.problems == ("班组登记!B2 “测量一班”画了删除线，不知道算不算，请删去或去掉删除线",)


def test_hidden_rows_and_unused_columns_and_other_sheets_are_told() -> None:
    def change(book: Any) -> None:
        book["班组登记"].row_dimensions[2].hidden = True

    data = workbook({"班组登记": [(*HEADS, "联系人"), (*FIRST, "王五")], "说明": [("请如实填写",)], "空": []}, change)
    book = read_registry(readers.read(data, name="a.xlsx"), name="a.xlsx", today=TODAY)
    assert len(book.rows) == 1
    assert book.remarks == (
        "“班组登记”页没有用到的列：联系人", "“班组登记”页有 1 行是隐藏的，也读了", "“说明”页没有认得的表头，没有读",
    )  # fmt: skip


def test_blank_workbook_is_read_back_as_nothing_and_filled_in_as_written() -> None:
    blank = registry_workbook()
    assert blank == registry_workbook()
    assert read_registry(readers.read(blank, name="a.xlsx"), name="a.xlsx", today=TODAY) == RegistryBook(
        rows=(), problems=(), remarks=()
    )
    book = openpyxl.load_workbook(io.BytesIO(blank))
    for sheet, values in (
        ("班组登记", (*FIRST, "某协会", "2024-1")),
        ("历年称号", (2024, "某活动", "甲公司", "测量一班", "一等", "A-1")),
        ("单位更名", ("乙厂", "甲公司", "2023-06", "通知书")),
        ("投诉", ("甲公司", "", "2025-09", "渗漏", "已修")),
    ):
        for column, value in enumerate(values, 1):
            book[sheet].cell(4, column).value = value
    stream = io.BytesIO()
    book.save(stream)
    made = read_registry(readers.read(stream.getvalue(), name="a.xlsx"), name="a.xlsx", today=TODAY)
    assert [type(each) for each in made.rows] == [Registration, Title, Renaming, Complaint]
    assert (made.problems, made.remarks) == ((), ())
