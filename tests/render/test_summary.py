"""推荐汇总表.xlsx, read back."""

from __future__ import annotations

import io
from typing import Any

import season
from openpyxl import load_workbook

from qtdocs.editions.programme import Programme
from qtdocs.render import summary_workbook
from qtdocs.render.summary import BASE_COLUMNS


def sheet_of(programme: Programme, *entries: Any) -> Any:
    return load_workbook(io.BytesIO(summary_workbook(programme, entries, today=season.TODAY))).active


def table(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


def test_summary_uses_the_programmes_own_columns() -> None:
    rows = table(sheet_of(season.programme(), *season.entries()))
    assert rows[0] == ["序号", "推荐单位", "单位名称", "班组名称", "班组人数", "班组联系人", "联系电话", "评分", "备注"]
    assert rows[1] == [
        1,
        "甲市建筑业协会",
        "东海甲建设有限公司",
        "测量一班",
        12,
        "张三",
        "13900000000、0571-86660001",
        None,
        None,
    ]
    assert rows[6][-1] == "待补正，见台账"
    assert rows[13][0] == "合计：12 个班组"


def test_summary_leaves_a_guess_blank_and_puts_nobody_else_in_its_place() -> None:
    guess = season.value("contact_mobile", ("13900000000",), grade="C")
    phone = season.value("contact_phone", ("0571-86660001",))
    row = table(sheet_of(season.programme(), season.entry(1, contact_mobile=guess, contact_phone=phone)))[1]
    assert row[6] is None


def test_summary_without_a_list_of_its_own_uses_the_base_layout_and_says_so() -> None:
    sheet = sheet_of(season.programme(forms=(season.APPLICATION,)), season.entry(3, team="=1+1"))
    assert sheet["A1"].value == "2026年度东海省工程建设质量信得过班组活动推荐汇总表"
    assert "暂定" in sheet["A2"].value
    assert [cell.value for cell in sheet[3]] == [column.label for column in BASE_COLUMNS]
    assert (sheet["D4"].value, sheet["D4"].data_type) == ("=1+1", "s")


def test_summary_is_ready_for_a4_landscape() -> None:
    sheet = sheet_of(season.programme(), *season.entries())
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$3"
    assert any("盖章" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_summary_is_the_same_twice() -> None:
    make = lambda: summary_workbook(season.programme(), season.entries(), today=season.TODAY)  # noqa: E731
    assert make() == make()
