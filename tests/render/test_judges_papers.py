"""What judges sign: official score sheets with whose they are, pledges, attendance lists, lists of files."""

from __future__ import annotations

import importlib
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from judge_views import AVOIDED, EXPERT, PHONE, judge_view
from lxml import etree

from qtdocs.editions import shelf
from qtdocs.judging.sheet_code import identity_in
from qtdocs.model.expert import LEADER, MEMBER, Expert, Panel, Seat
from qtdocs.model.score_book import ADDED_CAPTION, ADDED_HEADS
from qtdocs.render.judging.manifest import ManifestLine, manifest
from qtdocs.render.judging.papers import attendance, pledge, whole_sheet
from qtdocs.render.scoresheet import SheetOwner, scoresheet

TEMPLATES = Path(__file__).parents[2] / "templates" / "_base"


def template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def texts(data: bytes) -> list[str]:
    """Every paragraph of a Word file, those in tables and in the foot too."""
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    foot = [each.text for section in document.sections for each in section.footer.paragraphs]
    return [each.text for each in document.paragraphs] + cells + foot


def official(programme: str) -> tuple[bytes, bytes, str]:
    """The blank sheet, the sheet of one judge, and its code."""
    view = judge_view(programme, "material")
    form = view.programme.form("scoresheet")
    assert form is not None
    blank = shelf.blank_path(view.programme, form).read_bytes()
    judged = view.entries[0]
    owner = SheetOwner(judge=view.judge, panel="第1组（组长）", code=judged.code)
    return blank, scoresheet(judged.entry, blank, lines=view.lines, owner=owner), judged.code


def table_xml(data: bytes) -> str:
    return etree.tostring(Document(io.BytesIO(data)).tables[0]._tbl, method="c14n").decode()


@pytest.mark.parametrize("programme", ["zhejiang-2026", "municipal-2021"])
def test_official_table_and_its_heading_stay_untouched(programme: str) -> None:
    blank, made, _ = official(programme)
    assert table_xml(made) == table_xml(blank)
    before = [each.text for each in Document(io.BytesIO(blank)).paragraphs if each.text.strip()]
    assert [each.text for each in Document(io.BytesIO(made)).paragraphs][: len(before)] == before


def test_judge_signature_and_code_stand_outside_the_table_and_say_that_they_were_added() -> None:
    _, made, code = official("zhejiang-2026")
    document = Document(io.BytesIO(made))
    added = [each.text for each in document.paragraphs][2:]
    assert added == [
        "班组：测量一班　　单位：东海甲建设有限公司",
        "评委：欧阳望舒（专003）　第1组（组长）　签字：＿＿＿＿＿＿　　年　月　日　□ 已回避",
        f"编号：{code}　　表格以外的文字由程序另加。应当回避的勾“已回避”，不打分；评语写在背面。",
    ]
    assert [each.text for each in document.sections[0].footer.paragraphs] == [code]
    assert identity_in(code) is not None
    assert len(document.tables) == 1


def test_table_for_scores_is_added_where_the_official_one_has_no_column_for_them() -> None:
    _, made, _ = official("municipal-2021")
    document = Document(io.BytesIO(made))
    added = [[cell.text for cell in row.cells] for row in document.tables[1].rows]
    assert added == [
        [ADDED_HEADS[0], "需求确定", "建设策划", "建设过程", "建设成效", "特色", "总分"],
        [ADDED_HEADS[1], "15 分", "25 分", "30 分", "15 分", "15 分", "100 分"],
        [ADDED_HEADS[2], "", "", "", "", "", ""],
    ]
    assert document.tables[1]._tbl.getprevious().xpath("string(.)") == ADDED_CAPTION


def test_sheet_without_an_official_form_says_so_and_offers_both_scales() -> None:
    view = judge_view("cacem-2026", "presentation")
    found = texts(whole_sheet(view, view.entries[0], template("whole-sheet.docx")))
    assert "□ 20 分　□ 100 分" in found
    assert "通知没有写满分是多少：请先勾选一种，全部班组只用一种。" in found
    note = "得分只写数字，须是0.5 分的整数倍（通知没有写，暂按此）。本表由程序拟制，不是主办单位的正式表格（暂定）。"
    assert note in found
    assert found.count(view.entries[0].code) == 1
    assert f"编号：{view.entries[0].code}" in found


def test_scale_that_is_settled_is_printed_alone() -> None:
    view = judge_view("caq-2020", "material")
    found = texts(whole_sheet(view, view.entries[0], template("whole-sheet.docx")))
    assert "100 分" in found
    assert not any(each.startswith("通知没有写满分") for each in found)


def test_pledge_lists_what_is_judged_and_what_is_avoided() -> None:
    view = judge_view("zhejiang-2026", "material")
    document = Document(io.BytesIO(pledge(view, template("pledge.docx"))))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:]
    assert rows == [
        ["1", "班0001", "东海甲建设有限公司", "测量一班", ""],
        ["2", "班0002", "东海甲建设有限公司", "木工班", ""],
    ]
    paragraphs = [each.text for each in document.paragraphs]
    assert f"已经按规定回避、不在本人评审范围内的班组：{AVOIDED[0]}。" in paragraphs


def test_attendance_lists_the_group_with_room_for_others_and_no_telephone() -> None:
    view = judge_view("zhejiang-2026", "material")
    seats = (Seat(expert="专003", role=LEADER), Seat(expert="专004", role=MEMBER))
    other = Expert(id="专004", name="A&B <李>", organisation="=1+1", phone=PHONE)
    data = attendance(
        view.programme, view.stage, Panel(name="第1组", seats=seats, entries=()), [EXPERT, other],
        template("attendance.docx"),
    )  # fmt: skip
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[0].rows][1:]
    assert rows == [
        ["1", "欧阳望舒", "东海工程质量研究院", "组长", "", ""],
        ["2", "A&B <李>", "=1+1", "成员", "", ""],
        ["", "", "", "", "", ""],
        ["", "", "", "", "", ""],
    ]
    assert not any(PHONE in each for each in texts(data))


def test_manifest_names_files_with_their_digest_and_what_is_missing() -> None:
    lines = (
        ManifestLine(number="班0001", team="测量一班", file="班0001 材料.pdf", size=2049, sha256="ab" * 32),
        ManifestLine(number="班0002", team="木工班", file="", remark="没有收到材料"),
    )
    page: Any = openpyxl.load_workbook(io.BytesIO(manifest(judge_view("zhejiang-2026", "material"), lines))).active
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=5)] == [
        [1, "班0001", "测量一班", "班0001 材料.pdf", 3, "abababababab", None],
        [2, "班0002", "木工班", None, None, None, "没有收到材料"],
    ]


def test_templates_are_what_their_maker_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TEMPLATES.parents[1] / "tools"))
    maker = importlib.import_module("make_judging_papers")
    for name, data in maker.papers():
        kept = Document(str(TEMPLATES / name))
        assert Document(io.BytesIO(data)).element.xml == kept.element.xml
        assert Document(io.BytesIO(data)).sections[0].footer._element.xml == kept.sections[0].footer._element.xml
