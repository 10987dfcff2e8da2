"""光荣册.docx before anybody was judged, read back from its XML."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import season
from docx import Document
from lxml import etree

from qtdocs.render import honour_roll

TEMPLATE = (Path(__file__).parents[2] / "templates" / "_base" / "honour-roll.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def roll() -> bytes:
    return honour_roll(season.programme(), season.entries(), template=TEMPLATE)


def listed(data: bytes) -> list[list[list[str]]]:
    """The rows of each table as printed, breaks inside names joined."""
    tables = Document(io.BytesIO(data)).tables
    return [[[cell.text.replace("\n", "") for cell in row.cells] for row in table.rows] for table in tables]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_roll_lists_sound_teams_by_nominator_with_running_numbers() -> None:
    data = roll()
    tables = listed(data)
    assert [table[0] for table in tables] == [["序号", "单位和班组", ""]] * 3
    assert [row[0] for table in tables for row in table[1:]] == [str(number) for number in range(1, 12)]
    heads = [each.text for each in Document(io.BytesIO(data)).paragraphs if each.style.name == "光荣册单位"]
    assert heads == ["甲市建筑业协会", "乙市建筑业协会", "丁市建筑业协会"]


def test_roll_prints_names_exactly_as_typed_and_quotes_once() -> None:
    names = {row[0]: row[1] for table in listed(roll()) for row in table[1:]}
    assert names["2"] == "东海乙集团有限公司“鲁班”木工班组"
    assert names["10"] == "A&B <质量> 建设（集团）有限公司“=1+1”"
    assert names["3"] == f"{season.LONG_COMPANY}“跨海大桥维护保养与应急抢险机械设备操作综合班组”"


def test_roll_leaves_out_teams_with_errors_scores_and_phones() -> None:
    text = "".join(etree.fromstring(part(roll(), "word/document.xml").encode()).itertext())
    assert "管网养护班" not in text
    assert "1380000" not in text
    assert "排名不分先后" in text


def test_draft_mark_stands_in_every_header() -> None:
    with zipfile.ZipFile(io.BytesIO(roll())) as package:
        headers = [package.read(name).decode() for name in package.namelist() if name.startswith("word/header")]
    assert [("样稿" in header) for header in headers] == [True] * 6
    assert all("{%" not in header for header in headers)


def test_roll_is_the_same_twice() -> None:
    assert roll() == roll()


def test_roll_repeats_its_heads_and_never_splits_a_row() -> None:
    root = etree.fromstring(part(roll(), "word/document.xml").encode())
    for table in root.findall(f".//{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_roll_names_its_chinese_fonts() -> None:
    root = etree.fromstring(part(roll(), "word/document.xml").encode())
    cells = [run for table in root.iter(f"{W}tbl") for run in table.iter(f"{W}r") if run.find(f"{W}t") is not None]
    fonts = [run.find(f"{W}rPr/{W}rFonts") for run in cells]
    assert {None if font is None else font.get(f"{W}eastAsia") for font in fonts} == {"宋体", "黑体"}
