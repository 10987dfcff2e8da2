"""光荣册.docx, read back from its XML."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import season
from docx import Document
from lxml import etree

from qtdocs.render import honour_roll
from qtdocs.render.honour_roll import balanced

TEMPLATE = (Path(__file__).parents[2] / "templates" / "_base" / "honour-roll.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def roll(**changes: object) -> bytes:
    return honour_roll(season.programme(), season.entries(), template=TEMPLATE, **changes)  # type: ignore[arg-type]


def listed(data: bytes) -> list[list[str]]:
    """The rows as printed: true cells, breaks inside names joined."""
    table = Document(io.BytesIO(data)).tables[0]
    return [
        [cell.text.replace("\n", "") for cell in (row.cells if len(set(row._tr.tc_lst)) == 3 else row.cells[:1])]
        for row in table.rows
    ]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_roll_lists_sound_teams_by_nominator_with_running_numbers() -> None:
    rows = listed(roll())
    assert rows[0] == ["序号", "企业名称", "班组名称"]
    assert [row[0] for row in rows if len(row) == 1] == [
        "甲市建筑业协会（9 个）",
        "乙市建筑业协会（1 个）",
        "丁市建筑业协会（1 个）",
    ]
    assert [row[0] for row in rows[1:] if len(row) == 3] == [str(number) for number in range(1, 12)]


def test_roll_prints_names_exactly_as_typed() -> None:
    rows = listed(roll())
    assert ["2", "东海乙集团有限公司", "“鲁班”木工班组"] in rows
    assert ["10", "A&B <质量> 建设（集团）有限公司", "=1+1"] in rows
    assert ["3", season.LONG_COMPANY, "跨海大桥维护保养与应急抢险机械设备操作综合班组"] in rows


def test_roll_leaves_out_teams_with_errors_scores_and_phones() -> None:
    text = "".join(etree.fromstring(part(roll(), "word/document.xml").encode()).itertext())
    assert "管网养护班" not in text
    assert "1380000" not in text
    assert "排名不分先后" in text


def test_draft_mark_stands_in_every_header_and_goes_with_the_final() -> None:
    for draft in (True, False):
        data = roll(draft=draft)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            headers = [package.read(name).decode() for name in package.namelist() if name.startswith("word/header")]
        assert [("样稿" in header) for header in headers] == [draft] * 2
        assert all("{%" not in header for header in headers)


def test_roll_is_the_same_twice() -> None:
    assert roll() == roll()


def test_roll_repeats_its_head_and_never_splits_a_row() -> None:
    root = etree.fromstring(part(roll(), "word/document.xml").encode())
    table = root.find(f".//{W}tbl")
    assert table is not None
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_roll_names_its_chinese_fonts() -> None:
    root = etree.fromstring(part(roll(), "word/document.xml").encode())
    fonts = [run.find(f"{W}rPr/{W}rFonts") for run in root.iter(f"{W}r") if run.find(f"{W}t") is not None]
    assert all(font is not None and font.get(f"{W}eastAsia") in {"宋体", "黑体", "楷体"} for font in fonts)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("东海甲建设有限公司", ["东海甲建设有限公司"]),
        ("东海省滨海新区市政工程建设养护集团有限公司", ["东海省滨海新区市政工程", "建设养护集团有限公司"]),
        (season.LONG_COMPANY, [season.LONG_COMPANY]),
    ],
)
def test_balanced_leaves_no_lone_word_on_the_last_line(name: str, lines: list[str]) -> None:
    assert balanced(name, 40).split("\n") == lines
