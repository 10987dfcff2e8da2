"""评分表.xlsx: the layout that its reader knows, what may be filled in, whose it is, and names that Excel takes."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from judge_views import PHONE, judge_view

from qtdocs.judging.sheet_code import identity_in
from qtdocs.model.ballot import WHOLE
from qtdocs.model.score_book import (
    CODE_CELL,
    FRONT_SCALE_CELL,
    FRONT_SHEET,
    HEAD_ROW,
    RECUSAL_CELL,
    RECUSED,
    SCORE_HEADS,
    BookRow,
    comment_cell,
    score_cell,
    total_cell,
)
from qtdocs.render.judging.score_book import score_book
from qtdocs.render.judging.tabs import tab_names
from qtdocs.writing import BASELINE, is_own_work

ZHEJIANG, CACEM = ("zhejiang-2026", "material"), ("cacem-2026", "presentation")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(score_book(judge_view(*ZHEJIANG)))


@pytest.fixture(scope="module")
def whole() -> Any:
    return opened(score_book(judge_view(*CACEM)))


def open_cells(sheet: Any) -> list[str]:
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]


def limits(sheet: Any) -> dict[str, tuple[str, str, str]]:
    return {
        str(each.sqref): (each.type, each.formula1, each.formula2)
        for each in sheet.data_validations.dataValidation
        if each.type == "decimal"
    }


def test_book_has_a_front_a_sheet_an_entry_and_a_hidden_sheet(book: Any) -> None:
    assert book.sheetnames == [FRONT_SHEET, "班0001 测量一班", "班0002 木工班", BASELINE]
    assert [each.sheet_state for each in book.worksheets] == ["visible", "visible", "visible", "veryHidden"]


def test_criteria_stand_where_the_layout_says_with_their_maxima(book: Any) -> None:
    sheet = book["班0001 测量一班"]
    assert tuple(cell.value for cell in sheet[HEAD_ROW]) == SCORE_HEADS
    lines = [[cell.value for cell in sheet[HEAD_ROW + 1 + position]] for position in range(5)]
    assert [(line[1], line[3], line[4]) for line in lines] == [
        ("需求确定", 15, None), ("建设策划", 25, None), ("建设过程", 30, None), ("建设成效", 15, None),
        ("特色", 15, None),
    ]  # fmt: skip
    assert lines[0][2].startswith("1) 班组在生产或服务中的定位明确")
    assert sheet[total_cell(5)].value == "=SUM(E7:E11)"
    assert sheet[f"D{sheet[total_cell(5)].row}"].value == "=SUM(D7:D11)"


def test_only_scores_recusal_and_comment_can_be_changed(book: Any, whole: Any) -> None:
    sheet, one = book["班0001 测量一班"], whole["班0001 测量一班"]
    assert open_cells(sheet) == [RECUSAL_CELL, *(score_cell(each) for each in range(5)), "C13", "D13", "E13"]
    assert comment_cell(5) == "C13"
    assert open_cells(one) == [RECUSAL_CELL, score_cell(0), "C9", "D9", "E9"]
    assert (open_cells(book[FRONT_SHEET]), open_cells(whole[FRONT_SHEET])) == ([], [FRONT_SCALE_CELL])
    for each in (*book.worksheets, *whole.worksheets):
        assert (each.protection.sheet, each.protection.password) == (True, None)
    assert (book.security.lockStructure, book.security.workbookPassword) == (True, None)


def test_scores_are_limited_to_their_maximum(book: Any, whole: Any) -> None:
    assert limits(book["班0002 木工班"]) == {
        f"E{row}": ("decimal", "0", most)
        for row, most in zip(range(7, 12), ("15", "25", "30", "15", "15"), strict=True)
    }
    assert limits(whole["班0002 木工班"]) == {"E7": ("decimal", "0", "$D$7")}
    prompt = book["班0002 木工班"].data_validations.dataValidation[1].prompt
    assert prompt == "0 到 15；得分只写数字，须是0.5 分的整数倍（通知没有写，暂按此）。"


def test_recusal_and_an_open_scale_are_chosen_from_a_list(book: Any, whole: Any) -> None:
    def lists(sheet: Any) -> dict[str, str]:
        return {str(e.sqref): e.formula1 for e in sheet.data_validations.dataValidation if e.type == "list"}

    assert lists(book["班0001 测量一班"]) == {RECUSAL_CELL: f'"{RECUSED}"'}
    assert lists(whole[FRONT_SHEET]) == {FRONT_SCALE_CELL: '"20,100"'}
    assert lists(book[FRONT_SHEET]) == {}
    assert book[FRONT_SHEET][FRONT_SCALE_CELL].value == 100
    assert whole[FRONT_SHEET][FRONT_SCALE_CELL].value is None
    assert whole["班0001 测量一班"]["D7"].value == "=N('首页'!$C$5)"


def test_every_sheet_bears_its_code_on_the_page_and_in_its_foot(book: Any) -> None:
    for number, sheet in enumerate(book.worksheets[1:-1], 1):
        identity = identity_in(sheet[CODE_CELL].value)
        assert identity is not None
        assert (identity.entry, identity.judge, identity.stage) == (f"班000{number}", "专003", "material")
        assert identity_in(sheet.oddFooter.left.text) == identity


def test_hidden_sheet_tells_the_layout(whole: Any) -> None:
    rows = [tuple(cell for cell in row if cell is not None) for row in whole[BASELINE].iter_rows(values_only=True)]
    code = judge_view(*CACEM).entries[0].code
    assert rows[:7] == [
        (BookRow.BOOK, "1", "cacem-2026", "presentation", "专003", "第1组", "1"),
        (BookRow.SCALE, FRONT_SCALE_CELL, "20,100", "0.5"),
        (BookRow.SHEET, code, "班0001 测量一班", "班0001"),
        (BookRow.CELL, code, WHOLE, "E7"),
        (BookRow.CELL, code, "#recusal", "C5"),
        (BookRow.CELL, code, "#total", "E8"),
        (BookRow.CELL, code, "#comment", "C9"),
    ]


def test_every_sheet_prints_on_upright_a4_as_wide_as_the_page(book: Any) -> None:
    for sheet in book.worksheets[:-1]:
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation, setup.fitToWidth) == (9, "portrait", 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_front_tells_the_judge_and_what_is_avoided(book: Any) -> None:
    texts = [str(cell.value) for row in book[FRONT_SHEET].iter_rows() for cell in row if cell.value is not None]
    assert "评委：欧阳望舒（专003）　　组别：第1组（组长）　　班组 2 个" in texts
    assert "按规定回避、不在本册里的班组：班0009　东海丙公司　电焊班。" in texts


def test_book_is_our_own_work_the_same_twice_and_without_a_telephone() -> None:
    data = score_book(judge_view(*ZHEJIANG))
    assert is_own_work(data)
    assert data == score_book(judge_view(*ZHEJIANG))
    texts = [str(cell.value) for sheet in opened(data) for row in sheet.iter_rows() for cell in row]
    assert not any(PHONE in text or "1380000" in text for text in texts)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["班0001 甲/乙:班*?[1]\\'"], ["班0001 甲_乙_班_1_"]),
        (["班0001 一班", "班0001 一班"], ["班0001 一班", "班0001 一班 (2)"]),
        (["首页"], ["首页 (2)"]),
        (["", "\n"], ["未命名", "未命名 (2)"]),
        (["ABC", "abc"], ["ABC", "abc (2)"]),
        (["班0001 " + "长" * 40, "班0001 " + "长" * 41], ["班0001 " + "长" * 25, "班0001 " + "长" * 21 + " (2)"]),
    ],
)
def test_tabs_are_named_as_excel_takes_them(wanted: list[str], names: list[str]) -> None:
    assert list(tab_names(wanted, taken=[FRONT_SHEET])) == names


def test_rare_characters_count_twice_in_a_tab() -> None:
    (name,) = tab_names(["班0001 " + "𬭎" * 20])
    assert len(name.encode("utf-16-le")) // 2 == 30


def test_names_that_look_like_formulas_or_markup_stay_text() -> None:
    data = score_book(judge_view(*ZHEJIANG, teams=("=1+1", "A&B <质量>班", "x" * 40)))
    book = opened(data)
    front = [(cell.value, cell.data_type) for cell in (book[FRONT_SHEET][f"C{row}"] for row in (7, 8, 9))]
    assert front == [("=1+1", "s"), ("A&B <质量>班", "s"), ("x" * 40, "s")]
    assert book.sheetnames[1:4] == ["班0001 =1+1", "班0002 A&B <质量>班", "班0003 " + "x" * 25]
