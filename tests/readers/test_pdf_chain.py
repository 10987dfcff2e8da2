"""Text that breaks off at the foot of a page: joined where it surely goes on, flagged where it may."""

from __future__ import annotations

import pytest
from paper import Paper

from qtdocs.model.document import Cell
from qtdocs.readers.pdf import read_pdf

LONG = "坚持图纸会审、综合排布、样板交底三道手续，隐蔽前拍照。"


def full_page(*, lines: int = 20) -> Paper:
    paper = Paper().table([50, 545], [60, 800]).text(55, 75, "简介：")
    for number in range(1, lines + 1):
        paper.text(55, 60 + 35 * number, f"{number}. {LONG}")
    return paper


def cells_of(paper: Paper) -> list[Cell]:
    return [cell for table in read_pdf(paper.bytes(), name="申报表.pdf").tables for cell in table.cells]


def test_numbered_list_goes_on_though_a_sentence_names_a_signature() -> None:
    paper = full_page().page().table([50, 545], [60, 200]).text(55, 75, "21. 用三检单，缺一个签字不进下一道。")
    (whole,) = cells_of(paper)
    assert whole.text.endswith(f"20. {LONG}\n21. 用三检单，缺一个签字不进下一道。")
    assert whole.flags == frozenset()


def test_numbered_label_of_the_next_row_does_not_go_on() -> None:
    paper = full_page().page().table([50, 545], [60, 200]).text(55, 75, "21. 协会意见（盖章）")
    assert [(cell.text[:6], set(cell.flags)) for cell in cells_of(paper)] == [
        ("简介：\n1.", set()),
        ("21. 协会", set()),
    ]


@pytest.mark.parametrize(
    ("following", "flags"),
    [
        ("情况属实，同意申报。", {"cut"}),
        ("推荐单位意见：同意。", set()),
        ("2026年2月27日", set()),
    ],
)
def test_cell_at_the_foot_is_flagged_where_the_next_row_is_no_label(following: str, flags: set[str]) -> None:
    paper = full_page().page().table([50, 545], [60, 200]).text(55, 75, following)
    first, second = cells_of(paper)
    assert (set(first.flags), second.text) == (flags, following)


def test_value_whose_row_goes_on_without_its_label_is_flagged() -> None:
    paper = Paper().table([50, 150, 545], [700, 800]).text(55, 715, "主要经验").text(155, 790, "样板引路。")
    paper.page().table([50, 150, 545], [60, 90]).text(155, 75, "一料一码。")
    assert [(cell.text, set(cell.flags)) for cell in cells_of(paper)] == [
        ("主要经验", set()),
        ("样板引路。", {"cut"}),
        ("", set()),
        ("一料一码。", set()),
    ]


def test_cell_that_breaks_off_before_a_page_of_text_is_flagged() -> None:
    words = "质量第一顾客至上质量第一顾客至上质量第一顾客"
    broken = Paper().table([50, 300], [700, 800]).text(55, 770, words).text(55, 787, words)
    broken.page().text(50, 75, "注：一式两份。")
    whole = Paper().table([50, 300], [700, 800]).text(55, 770, words).text(55, 787, f"{words[:-1]}。")
    whole.page().text(50, 75, "注：一式两份。")
    assert [set(cells_of(paper)[0].flags) for paper in (broken, whole)] == [{"cut"}, set()]
