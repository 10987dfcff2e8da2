"""Texts printed on one another: parted as well as can be, and flagged."""

from __future__ import annotations

from paper import Paper

from qtdocs.model.document import Cell
from qtdocs.readers.pdf import read_pdf


def cells_of(paper: Paper) -> tuple[Cell, ...]:
    return read_pdf(paper.bytes(), name="汇总表.pdf").tables[0].cells


def said(paper: Paper) -> list[tuple[str, set[str]]]:
    return [(cell.text, set(cell.flags)) for cell in cells_of(paper)]


def test_lines_that_stand_on_one_another_are_parted_and_flagged() -> None:
    paper = Paper().table([50, 150], [80, 110]).text(55, 96, "浙江甲川建设").text(70, 97, "任公司")
    assert said(paper) == [("浙江甲川建设\n任公司", {"overlapping"})]


def test_two_texts_on_one_baseline_are_flagged() -> None:
    paper = Paper().table([50, 150], [80, 110]).text(55, 96, "浙江甲川").text(57, 96, "台州屿恒")
    assert [flags for _, flags in said(paper)] == [{"overlapping"}]


def test_cells_above_and_below_overlapping_text_are_flagged() -> None:
    paper = Paper().table([50, 150, 200], [80, 95, 110, 125, 140]).text(55, 91, "上格").text(55, 121, "下格")
    paper.text(55, 105, "浙江甲川建设").text(60, 106, "任公司").text(155, 105, "旁格").text(55, 136, "远格")
    assert {cell.text[:2]: set(cell.flags) for cell in cells_of(paper) if cell.text} == {
        "上格": {"overlapping"},
        "浙江": {"overlapping"},
        "旁格": set(),
        "下格": {"overlapping"},
        "远格": set(),
    }


def test_text_over_the_side_of_its_cell_is_flagged() -> None:
    paper = Paper().table([50, 150], [80, 110]).table([50, 150], [300, 330])
    paper.text(55, 85, "班组人数").text(55, 315, "班组名称")
    document = read_pdf(paper.bytes(), name="申报表.pdf")
    assert [(table.cells[0].text, set(table.cells[0].flags)) for table in document.tables] == [
        ("班组人数", {"overlapping"}),
        ("班组名称", set()),
    ]


def test_tick_over_its_box_and_text_over_underscores_are_not_flagged() -> None:
    paper = Paper().table([50, 150], [80, 110]).text(55, 96, "□是").text(56, 95, "√").text(90, 96, "____")
    paper.text(91, 95, "12")
    assert [flags for _, flags in said(paper)] == [set()]
