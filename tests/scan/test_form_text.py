"""What stands in the boxes of a scanned page: wraps undone, ticks seen, doubts shown, hands told from print."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from qtdocs.model.document import Cell, Paragraph, Table
from qtdocs.model.place import Box, Place
from qtdocs.scan.form_text import blocks_of
from qtdocs.scan.page_chain import chained
from qtdocs.scan.recogniser import recogniser
from qtdocs.scan.sheet import Pixels, Sheet
from samples.sealing.fonts import HEI, SONG, font
from samples.sealing.stamping import stamp

RECOGNISER = recogniser()
pytestmark = pytest.mark.skipif(RECOGNISER is None, reason="没有装 qtdocs[scan]")
BLACK = (20, 20, 20)
LEFT, RIGHT, TOP, HIGH = 160, 1400, 260, 110
MIDDLE = 460


def page_of(rows: list[tuple[str, str]], *, heading: str = "", size: int = 32, face: str = SONG) -> Pixels:
    """An A4 page with a table of labels and values; a value may have several lines."""
    from PIL import Image, ImageDraw

    page = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(page)
    letters = font(face, size)
    pen.text((LEFT, 140), heading, fill=BLACK, font=letters)
    for number, (label, value) in enumerate(rows):
        top = TOP + number * HIGH
        pen.rectangle((LEFT, top, MIDDLE, top + HIGH), outline=(0, 0, 0), width=2)
        pen.rectangle((MIDDLE, top, RIGHT, top + HIGH), outline=(0, 0, 0), width=2)
        pen.text((LEFT + 15, top + 34), label, fill=BLACK, font=letters)
        lines = value.split("\n")
        for line, text in enumerate(lines):
            pen.text((MIDDLE + 15, top + (34 if len(lines) == 1 else 10 + 46 * line)), text, fill=BLACK, font=letters)
    return np.ascontiguousarray(np.asarray(page)[:, :, ::-1])


def blocks_on(pixels: Pixels, *, page: int = 1) -> tuple[Paragraph | Table, ...]:
    assert RECOGNISER is not None
    sheet = Sheet(pixels=pixels, dpi=200, place=Place(page=page))
    return blocks_of(sheet, RECOGNISER, page=page, first_table=3, first_paragraph=7)


def cells_on(pixels: Pixels) -> list[Cell]:
    return [cell for block in blocks_on(pixels) if isinstance(block, Table) for cell in block.cells]


def value_on(pixels: Pixels, row: int = 1) -> Cell:
    return next(cell for cell in cells_on(pixels) if (cell.row, cell.column) == (row, 2))


def test_boxes_become_cells_with_their_place() -> None:
    table = next(
        block for block in blocks_on(page_of([("单位名称", "浙江甲建设有限公司")])) if isinstance(block, Table)
    )
    assert [cell.text for cell in table.cells] == ["单位名称", "浙江甲建设有限公司"]
    place = table.cells[1].place
    assert (place.page, place.table, place.row, place.column) == (1, 3, 1, 2)
    assert place.box is not None
    wanted = [edge / 200 * 25.4 for edge in (MIDDLE, TOP, RIGHT, TOP + HIGH)]
    found = [place.box.left, place.box.top, place.box.right, place.box.bottom]
    assert max(abs(one - other) for one, other in zip(found, wanted, strict=True)) < 0.5


def test_lines_outside_the_table_become_paragraphs_in_their_order() -> None:
    blocks = blocks_on(page_of([("班组", "测量一班")], heading="质量信得过班组申报表"))
    assert [type(block) for block in blocks] == [Paragraph, Table]
    assert isinstance(blocks[0], Paragraph)
    assert (blocks[0].text, blocks[0].place.paragraph) == ("质量信得过班组申报表", 7)


def test_wide_gap_in_a_line_is_a_space() -> None:
    block = blocks_on(page_of([("班组", "测量一班")], heading="推荐编号：12　　　推荐单位：甲市协会"))[0]
    assert isinstance(block, Paragraph)
    assert block.text.split() == ["推荐编号：12", "推荐单位：甲市协会"]


def wrapped(text: str, size: int) -> str:
    """The text broken where a box has no room for the next letter."""
    for end in range(1, len(text)):
        if font(SONG, size).getlength(text[: end + 1]) > RIGHT - MIDDLE - 30:
            return f"{text[:end]}\n{text[end:]}"
    return text


@pytest.mark.parametrize(
    "text",
    [
        "沿江大道与云屿路交叉口东南角甲川大厦十二楼一二零三室甲",
        "juyiruo.of.the.quality.team@long.name.of.an.association.example.com",
    ],
)
def test_wrapped_lines_are_joined(text: str) -> None:
    assert value_on(page_of([("说明", wrapped(text, 36))], size=36)).text == text


def test_ended_lines_are_not_joined() -> None:
    assert value_on(page_of([("意见", "同意推荐。\n情况属实")])).text == "同意推荐。\n情况属实"


def test_plain_print_is_read_twice_and_agreed() -> None:
    pages = [
        page_of([("班组名称", "钢筋加工班"), ("人数", "18"), ("电话", "0571-00001201")], face=face)
        for face in (SONG, HEI)
    ]
    for page in pages:
        values = [cell for cell in cells_on(page) if cell.column == 2]
        assert [(cell.text, cell.flags) for cell in values] == [
            ("钢筋加工班", {"agreed"}), ("18", {"agreed"}), ("0571-00001201", {"agreed"})
        ]  # fmt: skip


@pytest.mark.parametrize("value", ["面积82㎡", "代号O0l1"])
def test_signs_that_cannot_be_read_or_told_apart_are_never_agreed(value: str) -> None:
    assert "agreed" not in value_on(page_of([("说明", value)])).flags


def test_empty_box_is_empty_and_beyond_doubt() -> None:
    cell = value_on(page_of([("说明", "")]))
    assert (cell.text, cell.flags) == ("", frozenset())


def test_boxes_to_tick_are_seen_with_what_is_in_them() -> None:
    page = page_of([("是否", "　是　　　否"), ("归口部门", "归口国家")])
    for x in (MIDDLE + 14, MIDDLE + 14 + 4 * 32):
        cv2.rectangle(page, (x, TOP + 40), (x + 27, TOP + 67), (0, 0, 0), 2)
    cv2.line(page, (MIDDLE + 19, TOP + 52), (MIDDLE + 26, TOP + 62), (0, 0, 0), 3)
    cv2.line(page, (MIDDLE + 26, TOP + 62), (MIDDLE + 38, TOP + 44), (0, 0, 0), 3)
    assert value_on(page).text.replace(" ", "") == "☑是□否"
    assert "agreed" not in value_on(page).flags
    assert value_on(page, 2).text == "归口国家"


def test_what_lies_under_a_seal_is_never_beyond_doubt() -> None:
    page = page_of([("单位名称", "浙江甲建设有限公司"), ("班组", "测量一班")])
    stamp(
        page,
        200,
        np.random.default_rng(5),
        name="浙江甲建设有限公司",
        centre=(75.0, 40.0),
        shape="round",
        colour="red",
        ink=(0.9, 1.0),
    )
    first, second = value_on(page), value_on(page, 3 - 1)
    assert first.text.startswith("浙江甲建设有限公司")  # a stroke of the seal may be read behind it
    assert "sealed" in first.flags
    assert "agreed" not in first.flags
    assert second.text == "测量一班"


def test_red_print_is_text() -> None:
    page = page_of([("班组", "测量一班")])
    part = page[TOP + 5 : TOP + HIGH - 5, MIDDLE + 5 : RIGHT - 5]
    part[part.min(axis=2) < 200] = (40, 40, 210)
    assert value_on(page).text == "测量一班"


def test_letters_of_uneven_height_and_blue_ink_are_handwriting() -> None:
    page = page_of([("班组", "钢筋加工班"), ("电话", "13800001201")])
    uneven, blue = page.copy(), page.copy()
    for number, x in enumerate(range(MIDDLE + 15, MIDDLE + 15 + 32 * 5, 32)):
        part = page[TOP + 10 : TOP + 95, x : x + 32]
        uneven[TOP + 10 : TOP + 95, x : x + 32] = np.roll(part, (number * 7 % 5 - 2) * 3, axis=0)
    part = blue[TOP + 5 : TOP + HIGH - 5, MIDDLE + 5 : RIGHT - 5]
    part[part.max(axis=2) < 120] = (150, 40, 30)
    assert ["handwritten" in value_on(each).flags for each in (page, uneven, blue)] == [False, True, True]


@pytest.mark.parametrize("shape", [(1, 1, 3), (5, 900, 3), (300, 300, 3), (400, 300)])
@pytest.mark.parametrize("level", [0, 130, 255])
def test_pictures_of_nothing_have_no_text(shape: tuple[int, ...], level: int) -> None:
    assert blocks_on(np.full(shape, level, np.uint8)) == ()


def row(number: int, text: str, *, page: int, flags: frozenset[str] = frozenset()) -> Cell:
    place = Place(page=page, table=1, row=number, column=1, box=Box(left=20, top=200, right=190, bottom=280))
    return Cell(row=number, column=1, text=text, flags=flags, place=place)


def table_of(*cells: Cell) -> Table:
    return Table(rows=len(cells), columns=1, cells=cells, place=replace(cells[0].place, row=None, column=None))


CUT = frozenset({"cut"})


def test_row_cut_by_the_foot_of_a_page_is_one_again() -> None:
    first = table_of(row(1, "简介", page=1), row(2, "全年组织技能培训和工具方", page=1, flags=CUT))
    second = table_of(row(1, "法应用培训。", page=2), row(2, "2026年3月1日", page=2))
    (table,) = chained([first, Paragraph(text="- 1 -", place=Place(page=1)), second][::2])
    assert isinstance(table, Table)
    assert [(cell.row, cell.text, cell.flags) for cell in table.cells] == [
        (1, "简介", frozenset()),
        (2, "全年组织技能培训和工具方法应用培训。", frozenset()),
        (3, "2026年3月1日", frozenset()),
    ]  # fmt: skip
    assert [cell.place.page for cell in table.cells] == [1, 1, 2]


@pytest.mark.parametrize(
    ("last", "first"), [("同意推荐。盖章 2026年1月2日", "协会推荐理由：情况属实"), ("情况属实", "推荐单位意见：同意")]
)
def test_row_that_ended_is_not_joined_to_the_next(last: str, first: str) -> None:
    blocks = chained([table_of(row(1, last, page=1, flags=CUT)), table_of(row(1, first, page=2))])
    assert [[(cell.row, cell.text) for cell in block.cells] for block in blocks if isinstance(block, Table)] == [
        [(1, last), (2, first)]
    ]


def test_tables_with_text_between_them_stay_two() -> None:
    between = Paragraph(text="附件二", place=Place(page=2))
    assert len(chained([table_of(row(1, "甲", page=1)), between, table_of(row(1, "乙", page=2))])) == 3
