"""Every kind of score sheet that goes out is found again when it comes back: by its code and its words."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from judge_views import judge_view

from qtdocs import readers
from qtdocs.editions import shelf
from qtdocs.judging.score_sheets import score_sheets
from qtdocs.judging.sheet_code import identity_in
from qtdocs.model.ballot import Ballot
from qtdocs.model.score_sheet import ScoreSheet
from qtdocs.pipeline.judging.sheet_ballots import Names, Source, ballot_of
from qtdocs.render.judging.papers import whole_sheet
from qtdocs.render.judging.score_book import score_book
from qtdocs.render.judging.view import JudgeView
from qtdocs.render.scoresheet import SheetOwner, scoresheet

KEYS = ("needs", "planning", "process", "results", "distinction")
SCORES = ("13", "22.5", "26分", "１３", "十二点五")
WHOLE_TEMPLATE = Path(__file__).parents[2] / "templates" / "_base" / "whole-sheet.docx"


def official(view: JudgeView) -> Any:
    """A judge's official sheet, open for filling in."""
    form = view.programme.form("scoresheet")
    assert form is not None
    blank = shelf.blank_path(view.programme, form).read_bytes()
    judged = view.entries[0]
    owner = SheetOwner(judge=view.judge, panel=view.panel, code=judged.code)
    return Document(io.BytesIO(scoresheet(judged.entry, blank, lines=view.lines, owner=owner)))


def in_column(document: Any, scores: Sequence[str] = SCORES) -> Any:
    """Type scores into the column of the official table."""
    for row, score in zip(document.tables[0].rows[1:], scores, strict=False):
        row.cells[-1].text = score
    return document


def read(document: Any, view: JudgeView) -> list[ScoreSheet]:
    stream = io.BytesIO()
    document.save(stream)
    return list(score_sheets(readers.read(stream.getvalue(), name="表"), view.lines))


def ballot(sheet: ScoreSheet, view: JudgeView, kind: str = "docx") -> Ballot | None:
    identity = identity_in(sheet.code)
    assert identity is not None
    entries = {each.entry.number: (each.organisation, each.team) for each in view.entries}
    names = Names(entries=entries, experts={view.expert.id: view.expert.name, "专009": "司马青"})
    source = Source(file=f"表.{kind}", sha256="0" * 64, kind=kind, at="2026-05-06")
    return ballot_of(sheet, identity, view.programme, names, source)


def values(found: Ballot | None) -> list[str]:
    assert found is not None
    return [str(found.scores[key].value) for key in KEYS]


def test_official_table_with_a_column_for_scores() -> None:
    view = judge_view("zhejiang-2026", "material")
    document = in_column(official(view), (*SCORES, "87"))
    (sheet,) = read(document, view)
    found = ballot(sheet, view)
    assert found is not None
    assert (sheet.code, values(found), found.points) == (
        view.entries[0].code,
        ["13", "22.5", "26", "13", "12.5"],
        Decimal("87.0"),
    )
    assert (found.medium, found.total and found.total.value, found.doubts) == ("docx", Decimal(87), ())
    assert found.scores["process"].place == "表.docx 表1 第4行 第5列"


def test_official_table_without_one_has_a_table_of_ours_below() -> None:
    view = judge_view("municipal-2021", "material")
    document = official(view)
    for cell, score in zip(document.tables[1].rows[2].cells[1:], (*SCORES, "87"), strict=True):
        cell.text = score
    (sheet,) = read(document, view)
    assert (sheet.code, values(ballot(sheet, view))) == (view.entries[0].code, ["13", "22.5", "26", "13", "12.5"])


def test_several_sheets_in_one_file_keep_their_codes_apart() -> None:
    view = judge_view("zhejiang-2026", "material")
    first, second = in_column(official(view)), official(view)
    second.paragraphs[-1].runs[0].text = f"编号：{view.entries[1].code}"
    in_column(second, ("10", "20", "20", "10", "10"))
    for element in list(second.element.body)[:-1]:
        first.element.body.insert(len(first.element.body) - 1, element)
    for section in first.sections:  # the foot belongs to the first sheet alone
        for paragraph in section.footer.paragraphs:
            paragraph.clear()
    found = read(first, view)
    assert [each.code for each in found] == [view.entries[0].code, view.entries[1].code]
    assert values(ballot(found[1], view)) == ["10", "20", "20", "10", "10"]


@pytest.mark.parametrize("tick", ["☑", "☒", "√", "■"])
def test_a_tick_before_the_word_keeps_the_judge_away(tick: str) -> None:
    view = judge_view("zhejiang-2026", "material")
    document = official(view)
    line = next(each for each in document.paragraphs if "□ 已回避" in each.text)
    line.runs[0].text = line.runs[0].text.replace("□ 已回避", f"{tick} 已回避")
    (sheet,) = read(document, view)
    found = ballot(sheet, view)
    assert found is not None and found.recused


def test_the_printed_hint_about_keeping_away_says_nothing() -> None:
    view = judge_view("zhejiang-2026", "material")
    (sheet,) = read(in_column(official(view)), view)
    found = ballot(sheet, view)
    assert found is not None and not found.recused
    (empty,) = read(official(view), view)
    assert ballot(empty, view) is None


def test_a_sheet_for_the_whole_tells_its_scale_by_a_tick() -> None:
    view = judge_view("cacem-2026", "presentation")
    document = Document(io.BytesIO(whole_sheet(view, view.entries[0], WHOLE_TEMPLATE.read_bytes())))
    row = document.tables[0].rows[1]
    row.cells[1].text = row.cells[1].text.replace("□ 20 分", "☑ 20 分")
    row.cells[2].text = "18.5"
    document.tables[0].rows[2].cells[0].text = "评语（特色、不足）：讲得清楚"
    (sheet,) = read(document, view)
    found = ballot(sheet, view)
    assert found is not None
    assert (str(found.points), str(found.scale), found.comment) == ("18.5", "20", "讲得清楚")


def book(view: JudgeView) -> Any:
    return openpyxl.load_workbook(io.BytesIO(score_book(view)))


def with_scores(page: Any, scores: Sequence[object] = (13, 22.5, 26, 13, 12)) -> None:
    for row, score in enumerate(scores, 7):
        page.cell(row, 5).value = score


Edit = Callable[[Any], object]


def rows_turned(page: Any) -> None:
    """Sort the criteria the other way round."""
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=7, max_row=11, max_col=5)]
    for number, row in enumerate(reversed(rows), 7):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value


def column_before(page: Any) -> None:
    """Put a column of notes before the scores."""
    for area in list(page.merged_cells.ranges):
        page.unmerge_cells(str(area))
    page.insert_cols(5)
    page["E6"], page["E7"] = "备注", "看过原件"


@pytest.mark.parametrize("edit", [lambda page: None, rows_turned, column_before], ids=["as sent", "sorted", "column"])
def test_a_book_whose_cells_people_moved(edit: Edit) -> None:
    view = judge_view("zhejiang-2026", "material")
    made = book(view)
    page = made.worksheets[1]
    with_scores(page)
    edit(page)
    first, second = read(made, view)
    assert values(ballot(first, view, "xlsx")) == ["13", "22.5", "26", "13", "12"]
    assert (first.tab, ballot(second, view, "xlsx")) == (page.title, None)


def test_scores_typed_as_texts_are_left_out_by_the_workbook_and_not_by_us() -> None:
    view = judge_view("zhejiang-2026", "material")
    made = book(view)
    with_scores(made.worksheets[1], (13, "22.5分", 26, 13, 12))
    made.worksheets[1]["E12"] = 64  # what Excel adds up: texts are no numbers to it
    found = ballot(read(made, view)[0], view, "xlsx")
    assert found is not None
    assert (str(found.points), found.total and found.total.value) == ("86.5", None)


def test_a_line_that_stands_there_twice_is_doubted() -> None:
    view = judge_view("zhejiang-2026", "material")
    made = book(view)
    page = made.worksheets[1]
    with_scores(page)
    page["B16"], page["E16"] = "特色", 15
    found = ballot(read(made, view)[0], view, "xlsx")
    assert found is not None
    assert [(each.code, each.detail) for each in found.doubts] == [("score-unsure", "“特色”有 2 行，不知道哪一行算数")]


def test_scores_that_share_a_cell_are_not_taken_for_both_lines() -> None:
    view = judge_view("zhejiang-2026", "material")
    made = book(view)
    page = made.worksheets[1]
    with_scores(page)
    page.merge_cells("E10:E11")
    found = ballot(read(made, view)[0], view, "xlsx")
    assert found is not None
    assert (found.scores["distinction"].value, [each.detail for each in found.doubts]) == (
        None, ["“建设成效”的得分和别的项合并在一格", "“特色”的得分和别的项合并在一格"],
    )  # fmt: skip


def test_a_score_in_several_cells_is_doubted() -> None:
    view = judge_view("zhejiang-2026", "material")
    document = in_column(official(view))
    table = document.tables[0]
    first, second = table.rows[4].cells[1], table.rows[5].cells[1]
    second.text = ""
    first.merge(second).text = "建设成效"
    (sheet,) = read(document, view)
    assert [each.detail for each in sheet.doubts] == ["“建设成效”的得分分成了几格"]


def test_another_experts_name_on_the_sheet_is_doubted() -> None:
    view = judge_view("zhejiang-2026", "material")
    made = book(view)
    page = made.worksheets[1]
    with_scores(page)
    page["A3"] = "组别：第1组　　评委：司马青"
    found = ballot(read(made, view)[0], view, "xlsx")
    assert found is not None
    assert [each.detail for each in found.doubts] == ["编号说评委是专003 欧阳望舒，表上写的是专009 司马青"]


def test_a_list_with_a_code_in_every_row() -> None:
    view = judge_view("cacem-2026", "presentation")
    made = openpyxl.Workbook()
    page = made.active
    page.append(["第1会场评分表"])
    page.append(["序号", "班组", "满分", "得分", "评语", "编号"])
    for number, (each, score) in enumerate(zip(view.entries, (18, "17.5分"), strict=True), 1):
        page.append([number, each.team, 20, score, "好", each.code])
    page.append([3, "编号看不清的", 20, 16, "好", "cacem-2026/presentation/班0003"])
    page.append([4, "还没有打", 20, None, "", ""])
    page.append(["合计", None, None, 51.5])
    found = read(made, view)
    assert [(each.code, each.cells["total"].text, each.comment, each.scale) for each in found] == [
        (view.entries[0].code, "18", "好", "20"), (view.entries[1].code, "17.5分", "好", "20"),
        ("", "16", "好", "20"),
    ]  # fmt: skip


def test_a_table_of_something_else_is_no_score_sheet() -> None:
    view = judge_view("zhejiang-2026", "material")
    made = openpyxl.Workbook()
    made.active.append(["评价项目", "分值", "得分"])
    made.active.append(["安全生产", 50, 48])
    made.active.append(["特色", 15, 14])
    assert read(made, view) == []
