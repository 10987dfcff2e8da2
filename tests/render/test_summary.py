"""推荐汇总表.xlsx, read back."""

from __future__ import annotations

import io
from typing import Any

import pytest
import season
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side

from qtdocs.editions.form import FieldSpec, FormSpec, TableSpec
from qtdocs.editions.programme import Programme
from qtdocs.render import summary_workbook
from qtdocs.render.summary import BASE


def sheet_of(programme: Programme, *entries: Any) -> Any:
    return load_workbook(io.BytesIO(summary_workbook(programme, entries).data)).active


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
        "13900000000\n0571-86660001",
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
    assert [cell.value for cell in sheet[3]] == [spec.labels[0] for spec in BASE.columns]
    assert (sheet["D4"].value, sheet["D4"].data_type) == ("=1+1", "s")


def test_summary_is_ready_for_a4_landscape() -> None:
    sheet = sheet_of(season.programme(), *season.entries())
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$3"
    assert any("盖章" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_summary_is_the_same_twice() -> None:
    make = lambda: summary_workbook(season.programme(), season.entries())  # noqa: E731
    assert make() == make()


@pytest.fixture
def blank() -> bytes:
    """A blank with a two-row head, three numbered rows and a note below."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["2026年度推荐汇总表"])
    sheet.append(["推荐单位（盖章）："])
    sheet.append(["序号", "单位名称", "班组名称", "联系人", None, "备注"])
    sheet.append([None, None, None, "姓名", "手机", None])
    for number in (1, 2, 3):
        sheet.append([number])
    sheet.append(["注：单位名称填全称。"])
    for area in ("A1:F1", "A2:F2", "D3:E3", "A3:A4", "B3:B4", "C3:C4", "F3:F4", "A8:F8"):
        sheet.merge_cells(area)
    side = Side(style="thin")
    for row in sheet["A5:F7"]:
        for cell in row:
            cell.border = Border(left=side, right=side, top=side, bottom=side)
    sheet.row_dimensions[8].height = 33
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def official(*, provisional: bool) -> Programme:
    labels = (
        ("row_no", "序号", "integer"),
        ("organisation_name", "单位名称", "organisation"),
        ("team_name", "班组名称", "text"),
        ("contact", "联系人姓名", "person"),
        ("contact_mobile", "联系人手机", "phone"),
        ("remark", "备注", "text"),
    )
    columns = [{"key": key, "labels": (label,), "type": kind} for key, label, kind in labels]
    field = {"key": "nominator_name", "labels": ("推荐单位（盖章）",), "type": "organisation", "where": "header"}
    form = season.SUMMARY.model_dump() | {"table": {"columns": columns}, "fields": (field,), "provisional": provisional}
    return season.programme(forms=(season.APPLICATION.model_dump(), form))


def filled(blank: bytes, entries: Any, *, provisional: bool = False) -> Any:
    made = summary_workbook(official(provisional=provisional), entries, blank=blank)
    assert made.layout == "official"
    assert made.provisional == provisional
    return load_workbook(io.BytesIO(made.data)).active


@pytest.mark.parametrize("teams", [0, 1, 3, 9])
def test_official_blank_keeps_head_and_foot_around_any_number_of_teams(blank: bytes, teams: int) -> None:
    sheet = filled(blank, [season.entry(number) for number in range(1, teams + 1)])
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[:4] == [
        ["2026年度推荐汇总表", *[None] * 5],
        ["推荐单位（盖章）：" + ("甲市建筑业协会" if teams else ""), *[None] * 5],
        ["序号", "单位名称", "班组名称", "联系人", None, "备注"],
        [None, None, None, "姓名", "手机", None],
    ]
    phones = "13900000000\n0571-86660001"
    assert rows[4 : 4 + teams] == [
        [number, "东海甲建设有限公司", "测量一班", "张三", phones, None] for number in range(1, teams + 1)
    ]
    assert rows[4 + teams :] == [["注：单位名称填全称。", *[None] * 5]]
    assert f"A{5 + teams}:F{5 + teams}" in {area.coord for area in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[5 + teams].height == 33
    assert all(sheet.cell(4 + row, 6).border.left.style == "thin" for row in range(1, teams + 1))


def test_provisional_blank_also_gets_a_total(blank: bytes) -> None:
    sheet = filled(blank, [season.entry(1), season.entry(2)], provisional=True)
    assert [sheet.cell(row, 1).value for row in (6, 7, 8)] == [2, "合计：2 个班组", "注：单位名称填全称。"]


def test_several_nominators_stand_in_the_remarks_where_the_list_has_no_column(blank: bytes) -> None:
    broken = season.entry(2, nominator="乙市建筑业协会", findings=(season.finding(),))
    sheet = filled(blank, [season.entry(1), broken])
    assert sheet["A2"].value == "推荐单位（盖章）："
    assert [sheet.cell(row, 6).value for row in (5, 6)] == ["甲市建筑业协会", "乙市建筑业协会\n待补正，见台账"]


def test_blank_that_is_not_the_forms_is_not_used() -> None:
    stream = io.BytesIO()
    book = Workbook()
    book.save(stream)
    made = summary_workbook(official(provisional=False), [season.entry()], blank=stream.getvalue())
    assert made.layout == "columns"


def test_two_names_in_one_column_stand_below_each_other() -> None:
    columns = (
        {"key": "row_no", "labels": ("序号",), "type": "integer"},
        {"key": "organisation_name", "labels": ("企业/班组名称",), "second": "team_name"},
        {"key": "total_score", "labels": ("打分/排序",), "type": "decimal", "second": "rank"},
    )
    form = season.SUMMARY.model_dump() | {"kind": "review-summary", "table": {"columns": columns}}
    programme = season.programme(forms=(season.APPLICATION.model_dump(), form))
    assert table(sheet_of(programme, season.entry()))[:2] == [
        ["序号", "企业/班组名称", "打分/排序"],
        [1, "东海甲建设有限公司\n测量一班", None],
    ]


NOTE = "※：材料有错误，待补正，见台账；补正后请重新生成本表再报送。"


def test_team_with_errors_is_marked_where_the_list_has_no_remarks(blank: bytes) -> None:
    programme = official(provisional=False)
    form = next(form for form in programme.forms if form.id == "nomination-summary").model_dump()
    columns = [column for column in form["table"]["columns"] if column["key"] != "remark"]
    forms = (season.APPLICATION.model_dump(), form | {"table": form["table"] | {"columns": columns}})
    bare, teams = season.programme(forms=forms), (season.entry(1), season.entry(2, findings=(season.finding(),)))
    book = load_workbook(io.BytesIO(blank))
    book.active.unmerge_cells("F3:F4")
    book.active.delete_cols(6)
    stream = io.BytesIO()
    book.save(stream)
    for made in (
        summary_workbook(bare, teams),
        summary_workbook(bare, teams, blank=stream.getvalue()),
    ):
        cells = [cell.value for row in load_workbook(io.BytesIO(made.data)).active.iter_rows() for cell in row]
        assert [cells.count(text) for text in ("东海甲建设有限公司", "※东海甲建设有限公司", NOTE)] == [1, 1, 1]


def test_list_of_sound_teams_carries_no_mark(blank: bytes) -> None:
    sheet = filled(blank, [season.entry(1), season.entry(2)])
    assert not any("※" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_number_that_excel_would_round_stays_text() -> None:
    endless = season.value("headcount", "9" * 400)
    assert table(sheet_of(season.programme(), season.entry(1, headcount=endless)))[1][4] == "9" * 400


def test_list_without_room_for_nominators_has_a_sheet_for_each() -> None:
    table = TableSpec(
        columns=(
            FieldSpec(key="row_no", labels=("序号",)),
            FieldSpec(key="organisation_name", labels=("企业名称",), type="organisation"),
            FieldSpec(key="team_name", labels=("班组名称",)),
        )
    )
    form = FormSpec(
        id="review-summary", kind="review-summary", name="材料评审汇总表", titles=("材料评审汇总表",), table=table,
        fields=(FieldSpec(key="nominator_name", labels=("省、市、自治区、行业",), type="organisation"),),
    )  # fmt: skip
    teams = [season.entry(number, nominator=f"{name}省质协") for number, name in enumerate("甲乙甲", 1)]
    book = load_workbook(io.BytesIO(summary_workbook(season.programme(forms=(form,)), teams).data))
    assert book.sheetnames == ["甲省质协", "乙省质协"]
    first = book["甲省质协"]
    assert "甲省质协" in first["A2"].value
    assert [first.cell(row, 1).value for row in (4, 5)] == [1, 2]
