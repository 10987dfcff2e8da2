"""台账.xlsx, read back as a clerk's program would read it."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import season
from openpyxl import load_workbook

from qtdocs import checks
from qtdocs.render import ledger_workbook, sheets
from qtdocs.render.context import FileLine, LedgerView, ParcelLine

LEAD = ("序号", "班组编号", "检查结果", "状态", "错误", "提醒", "收到时间", "是否迟交")


@pytest.fixture(scope="module")
def book() -> Any:
    return load_workbook(io.BytesIO(ledger_workbook(season.view())))


def rows(sheet: Any) -> list[dict[str, Any]]:
    heads = [cell.value for cell in sheet[1]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


def test_ledger_has_its_sheets(book: Any) -> None:
    assert book.sheetnames == ["总览", "班组", "问题", "核对", "来件", "底稿"]
    assert [sheet.title for sheet in book if sheet.sheet_state == "veryHidden"] == ["底稿"]


def test_ledger_is_the_same_twice() -> None:
    assert ledger_workbook(season.view()) == ledger_workbook(season.view())


def test_overview_adds_up(book: Any) -> None:
    counts = {row[0].value: row[2].value for row in book["总览"].iter_rows() if isinstance(row[2].value, int)}
    assert counts == {
        "收到文件": 16,
        "　其中：申报表等表格": 13,
        "　其中：其他材料": 1,
        "　其中：跳过": 1,
        "　其中：未能读取": 1,
        "　其中：邮件和压缩包": 0,
        "班组": 12,
        "　其中：没有错误": 11,
        "　其中：有错误": 1,
        "问题": 5,
        "　其中：错误": 2,
        "　其中：提醒": 2,
        "　其中：说明": 1,
    }


def test_overview_lists_every_file_with_its_reason(book: Any) -> None:
    texts = [tuple(cell.value for cell in row) for row in book["总览"].iter_rows()]
    assert (16, "甲市/坏.docx", "未能读取", None, "压缩包损坏，打不开") in texts
    listed = [
        row[1]
        for row in texts
        if isinstance(row[0], int) and row[2] in {"申报表等表格", "其他材料", "跳过", "未能读取"}
    ]
    assert listed == [line.file for line in season.files()]


def test_overview_lists_the_guesses_that_were_left_blank(book: Any) -> None:
    texts = [tuple(cell.value for cell in row) for row in book["总览"].iter_rows()]
    assert (1, "东海甲建设有限公司／𬭎堃测量班", "联系人", "王一王二", "王二\n甲市/05 𬭎堃测量班.docx") in texts


def test_teams_have_every_field_once_under_unlike_headings(book: Any) -> None:
    assert [cell.value for cell in book["班组"][1]] == [
        "序号", "班组编号", "检查结果", "状态", "错误", "提醒", "收到时间", "是否迟交",
        "单位名称", "班组名称", "推荐编号", "推荐单位", "通讯地址", "班组长", "手机",
        "联系人", "手机（联系人）", "班组人数", "班组工作完成率%", "产品/服务一次合格%", "年培训人数", "年培训时数",
        "质量成本(万元/年)", "年月日", "质量信得过班组简介及活动结果", "来源文件", "编号",
    ]  # fmt: skip


def test_teams_hold_numbers_as_numbers_and_phones_as_text(book: Any) -> None:
    first = rows(book["班组"])[0]
    assert (first["班组人数"].value, first["班组工作完成率%"].value) == (12, 98.5)
    assert (first["手机"].value, first["手机"].data_type) == ("13800000001", "s")
    assert first["手机（联系人）"].value == "13900000000\n0571-86660001"
    assert first["年月日"].value.date().isoformat() == "2026-04-10"
    assert first["推荐编号"].data_type == "s"


def test_team_named_like_a_formula_stays_text(book: Any) -> None:
    third = rows(book["班组"])[2]
    assert (third["班组名称"].value, third["班组名称"].data_type) == ("=1+1", "s")
    assert third["单位名称"].value == "A&B <质量> 建设（集团）有限公司"


def test_no_cell_of_the_workbook_is_a_formula(book: Any) -> None:
    assert [
        cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ] == []


def test_doubtful_values_are_coloured_and_say_why(book: Any) -> None:
    second, fifth = rows(book["班组"])[1], rows(book["班组"])[4]
    assert second["班组人数"].value == 20
    assert second["班组人数"].comment.text == "请看一眼。\n“约20”按20读入。\n原文：约20"
    assert fifth["联系人"].value is None
    assert (
        fifth["联系人"].comment.text
        == "只是猜测，未采用，请人工确认。\n两处文字都可能是联系人。\n原文：王一王二\n读作：王二"
    )
    assert fifth["联系人"].fill.start_color.rgb != second["班组人数"].fill.start_color.rgb


def test_teams_say_how_they_stand_and_where_they_come_from(book: Any) -> None:
    teams = rows(book["班组"])
    assert [team["检查结果"].value for team in teams] == [
        "无问题",
        "有提醒",
        "无问题",
        "无问题",
        "有提醒",
        "有错误",
        *["无问题"] * 6,
    ]
    assert teams[0]["来源文件"].hyperlink.target == "../inbox/甲市/01%20测量一班.docx"
    assert [team["编号"].value for team in teams] == [f"test-2026-{number}" for number in range(1, 13)]
    assert book["班组"].column_dimensions["AA"].hidden


def test_findings_stand_worst_first_with_file_box_and_advice(book: Any) -> None:
    findings = rows(book["问题"])
    assert [row["级别"].value for row in findings] == ["错误", "错误", "提醒", "提醒", "说明"]
    assert [cell.value for cell in findings[0].values()] == [
        "错误", "申报表.docx", "丙市政工程有限公司\n管网养护班", "班组联系人", "表1 第6行 第2列",
        "“班组联系人”没有填写。", "请申报单位补填后重新发送。", "field-missing", None, None, None, None, None,
        f"test-2026-6|{season.finding().key}",
    ]  # fmt: skip
    assert findings[-1]["文件"].value == "（整批）"


@pytest.mark.parametrize("name", ["班组", "问题", "来件"])
def test_lists_are_frozen_filtered_and_ready_to_print(book: Any, name: str) -> None:
    sheet = book[name]
    assert sheet.freeze_panes == {"班组": "K2", "问题": "A2", "来件": "B2"}[name]
    assert sheet.auto_filter.ref == {"班组": "A1:AA13", "问题": "A1:N6", "来件": "A1:I1"}[name]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
        "landscape",
        9,
        1,
    )
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.center.text == "第 &P 页  共 &N 页"


def test_number_that_excel_would_round_stays_text() -> None:
    entry = season.entry(1, quality_cost=season.value("quality_cost", "1234567890123456.5"))
    view = LedgerView(programme=season.programme(), today=season.TODAY, files=(), entries=(entry,))
    cell = rows(load_workbook(io.BytesIO(ledger_workbook(view)))["班组"])[0]["质量成本(万元/年)"]
    assert (cell.value, cell.data_type) == ("1234567890123456.5", "s")
    assert Decimal(cell.value) == Decimal("1234567890123456.5")


def test_ledger_of_nothing_is_still_a_ledger() -> None:
    view = LedgerView(programme=season.programme(forms=()), today=season.TODAY, files=(), entries=())
    book = load_workbook(io.BytesIO(ledger_workbook(view)))
    assert [cell.value for cell in book["班组"][1]] == [*LEAD, "来源文件", "编号"]


def test_link_keeps_chinese_and_escapes_what_a_link_cannot_hold() -> None:
    entry = season.entry(1, team="一#班 100%")
    line = FileLine(file=entry.source.file, outcome="form", link="../inbox/%E7%94%B2/01%20%E4%B8%80%23%20100%25.docx")
    view = LedgerView(programme=season.programme(), today=season.TODAY, files=(line,), entries=(entry,))
    book = load_workbook(io.BytesIO(ledger_workbook(view)))
    assert rows(book["班组"])[0]["来源文件"].hyperlink.target == "../inbox/甲/01%20一%23%20100%25.docx"


def test_long_file_name_stands_whole_and_its_link_hangs_beside_it() -> None:
    """LibreOffice breaks no line in a cell that is a link: such a name would be cut."""
    name = "甲市建筑业协会推荐材料（含盖章扫描件）/" * 4 + "01 测量一班申报表（最终版）.docx"
    entry = season.entry(1)
    finding = checks.finding("file-damaged", file=name, detail="")
    entry = replace(entry, source=replace(entry.source, file=name), findings=(finding,))
    line = FileLine(file=name, outcome="form", link="a.docx")
    parcel = ParcelLine(number="收0001", source="来信", sender="", subject="", received="", clock="", files=(line,))
    view = LedgerView(
        programme=season.programme(), today=season.TODAY, files=(line,), entries=(entry,), parcels=(parcel,)
    )
    book = load_workbook(io.BytesIO(ledger_workbook(view)))
    for sheet, column, beside in (
        ("总览", "文件", "序号"), ("班组", "来源文件", "序号"), ("问题", "文件", "级别"), ("来件", "附件", "结果"),
    ):  # fmt: skip
        page = book[sheet]
        (cell,) = [cell for row in page.iter_rows() for cell in row if cell.value == name]
        head = {each.value: each.column for row in page.iter_rows() for each in row if each.value in (column, beside)}
        assert (sheet, cell.column, cell.hyperlink, cell.alignment.wrap_text) == (sheet, head[column], None, True)
        assert page.cell(cell.row, head[beside]).hyperlink.target == "a.docx"
        width = page.column_dimensions[cell.column_letter].width
        assert page.row_dimensions[cell.row].height >= sheets.row_height([name], [width])


def test_field_named_like_a_heading_of_ours_is_told_apart() -> None:
    form = season.APPLICATION.model_dump() | {"fields": ({"key": "nomination_no", "labels": ("序号",)},)}
    view = LedgerView(programme=season.programme(forms=(form,)), today=season.TODAY, files=(), entries=())
    book = load_workbook(io.BytesIO(ledger_workbook(view)))
    assert [cell.value for cell in book["班组"][1]] == [
        *LEAD,
        "序号（申报表）",
        "来源文件",
        "编号",
    ]


def test_control_characters_reach_no_cell_link_or_comment() -> None:
    unsure = season.value("headcount", "20", grade="B", text="约\x0120", why="\x00“约20”按20读入\ufffe。")
    entry = season.entry(1, team="一\x01班", headcount=unsure)
    line = FileLine(file=entry.source.file, outcome="form", link="../a%01b%EF%BF%BE%FF.docx")
    view = LedgerView(programme=season.programme(), today=season.TODAY, files=(line,), entries=(entry,))
    team = rows(load_workbook(io.BytesIO(ledger_workbook(view)))["班组"])[0]
    assert team["来源文件"].value == "甲市/01 一班.docx"
    assert team["来源文件"].hyperlink.target == "../a%01b%EF%BF%BE%FF.docx"
    assert team["班组人数"].comment.text == "请看一眼。\n“约20”按20读入。\n原文：约20"


def test_link_longer_than_excel_takes_is_left_out() -> None:
    entry = season.entry(1)
    line = FileLine(file=entry.source.file, outcome="form", link="../" + "a" * 2500)
    view = LedgerView(programme=season.programme(), today=season.TODAY, files=(line,), entries=(entry,))
    assert rows(load_workbook(io.BytesIO(ledger_workbook(view)))["班组"])[0]["来源文件"].hyperlink is None


def test_day_before_excels_first_stays_text() -> None:
    entry = season.entry(1, form_date=season.value("form_date", "1026-04-10"))
    view = LedgerView(programme=season.programme(), today=season.TODAY, files=(), entries=(entry,))
    assert rows(load_workbook(io.BytesIO(ledger_workbook(view)))["班组"])[0]["年月日"].value == "1026-04-10"
