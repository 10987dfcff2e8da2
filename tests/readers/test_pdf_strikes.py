"""Lines that strike whole cells and rows out, told from borders."""

from __future__ import annotations

from paper import Paper

from qtdocs.model.document import Table
from qtdocs.readers.pdf import read_pdf


def table_of(paper: Paper) -> Table:
    (table,) = read_pdf(paper.bytes(), name="汇总表.pdf").tables
    return table


def said(table: Table) -> list[tuple[int, int, str, set[str]]]:
    return [(cell.row, cell.column, cell.text, set(cell.flags)) for cell in table.cells]


def two_rows() -> Paper:
    paper = Paper().table([50, 94, 138, 200], [80, 110, 140])
    for y, words in ((98, ("测量一班", "样板引路", "符望舒")), (128, ("测量二班", "三检制度", "虞雨亭"))):
        for x, word in zip((51, 95, 140), words, strict=True):
            paper.text(x, y, word, size=10.4)
    return paper


def test_strikes_as_wide_as_their_cells_leave_the_rows_whole() -> None:
    paper = two_rows().line(50.5, 94, 93, 94).line(94.5, 94, 137, 94).line(140, 94, 171.2, 94)
    assert said(table_of(paper)) == [
        (1, 1, "", {"struck"}),
        (1, 2, "", {"struck"}),
        (1, 3, "", {"struck"}),
        (2, 1, "测量二班", set()),
        (2, 2, "三检制度", set()),
        (2, 3, "虞雨亭", set()),
    ]


def test_line_from_wall_to_wall_strikes_a_cell_or_a_row() -> None:
    cell = table_of(two_rows().line(138, 94, 200, 94))
    assert said(cell)[:3] == [(1, 1, "测量一班", set()), (1, 2, "样板引路", set()), (1, 3, "", {"struck"})]
    row = table_of(two_rows().line(50, 94, 200, 94))
    assert [cell.text for cell in row.cells] == ["", "", "", "测量二班", "三检制度", "虞雨亭"]


def test_rest_of_a_row_of_which_two_cells_are_struck_is_flagged() -> None:
    table = table_of(two_rows().line(51, 94, 92.6, 94).line(95, 94, 136.6, 94))
    assert said(table)[2:4] == [(1, 3, "符望舒", {"struck"}), (2, 1, "测量二班", set())]


def test_border_that_text_ran_over_stays_a_border() -> None:
    paper = Paper().table([50, 100, 200], [80, 100, 120]).text(55, 94, "单位").text(105, 94, "甲川公司")
    paper.text(55, 114, "班组").text(105, 103, "测量班")
    table = table_of(paper)
    assert (table.rows, table.columns) == (2, 2)
    assert [cell.text for cell in table.cells if cell.column == 1] == ["单位", "班组"]
