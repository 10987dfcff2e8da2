"""评价表: the identity is added, the official table stays untouched."""

from __future__ import annotations

import io

import pytest
import season
from docx import Document
from docx.shared import Pt
from lxml import etree

from qtdocs.render import scoresheet, scoresheet_name


@pytest.fixture(scope="module")
def blank() -> bytes:
    document = Document()
    document.add_paragraph("附件3：评价表")
    table = document.add_table(rows=2, cols=5)
    for cell, text in zip(table.rows[0].cells, ("序号", "评价项目", "评价内容", "分值", "得分"), strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.font.size, run.bold = Pt(12), True
    table.rows[1].cells[2].text = "1) 定位明确 & 清晰 <任务>; 得分 100%"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def table_xml(data: bytes) -> str:
    return etree.tostring(Document(io.BytesIO(data)).tables[0]._tbl, method="c14n").decode()


def test_official_table_is_untouched(blank: bytes) -> None:
    assert table_xml(scoresheet(season.entry(), blank)) == table_xml(blank)


def test_identity_stands_in_one_line_above_the_table(blank: bytes) -> None:
    filled = Document(io.BytesIO(scoresheet(season.entry(1, organisation="A&B <质量>公司"), blank)))
    assert [paragraph.text for paragraph in filled.paragraphs] == [
        "附件3：评价表",
        "班组：测量一班　　单位：A&B <质量>公司　　评委：＿＿＿＿＿＿",
    ]
    assert filled.element.body[1] is filled.paragraphs[1]._p


def test_name_that_looks_like_a_template_stays_text(blank: bytes) -> None:
    filled = Document(io.BytesIO(scoresheet(season.entry(1, team="{{ 7*7 }}班"), blank)))
    assert filled.paragraphs[1].text.startswith("班组：{{ 7*7 }}班")


def test_guess_is_left_blank(blank: bytes) -> None:
    guess = season.value("team_name", "甲班", grade="C")
    assert (
        Document(io.BytesIO(scoresheet(season.entry(1, team_name=guess), blank)))
        .paragraphs[1]
        .text.startswith("班组：　　单位")
    )


def test_scoresheet_is_the_same_twice(blank: bytes) -> None:
    assert scoresheet(season.entry(), blank) == scoresheet(season.entry(), blank)


@pytest.mark.parametrize(
    ("organisation", "team", "name"),
    [
        ("东海甲建设有限公司", "测量一班", "07 东海甲建设有限公司 测量一班.docx"),
        ("甲/乙公司", "“一”班:?", "07 甲_乙公司 “一”班_.docx"),
        ("../../etc", "..", "07 _.._etc 未命名.docx"),
    ],
)
def test_file_is_named_safely(organisation: str, team: str, name: str) -> None:
    assert scoresheet_name(7, season.entry(1, organisation=organisation, team=team)) == name


def test_name_of_the_file_fits_every_system_however_rare_its_characters() -> None:
    entry = season.entry(1, organisation="𬭎" * 60, team="堃" * 60)
    assert len(f"{scoresheet_name(1234, entry)} (2)".encode()) <= 255
