"""转报清单.xlsx: what of each entry was carried over, what is missing there, and what of persons goes along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.render import sheets
from qtdocs.writing import saved

_HEADS = ("班组", "转报日期", "已填的栏目", "带去的材料", "还缺什么", "请看一看", "交出去的个人信息")
_WIDTHS = (28.0, 12.0, 30.0, 18.0, 38.0, 34.0, 20.0)
_NOTE = "只列栏目名称，不列内容。还缺的补齐、该盖章的盖章以后再报送；得分、名次、等级不带过去。"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryLine:
    """One entry."""

    entry: str
    """Its number and names."""
    filled: str
    """Names of the boxes that were filled."""
    papers: str
    """Files that go along."""
    missing: str
    """What is missing."""
    look: str
    """What somebody should look at."""
    personal: str
    """Names of the boxes that tell of persons."""
    day: str
    """When, ISO 8601."""


def carry_list(title: str, lines: Sequence[CarryLine]) -> bytes:
    """The bytes of 转报清单.xlsx.

    Args:
        title: what stands above.
        lines: the entries.
    """
    book = sheets.new_workbook(title)
    page = book.create_sheet("转报清单")
    for row, text, style, height in ((1, title, "title", 34), (2, _NOTE, "plain", 24)):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_HEADS))
        sheets.put(page.cell(row, 1), text, style=style)
        page.row_dimensions[row].height = height
    for column, head in enumerate(_HEADS, 1):
        sheets.put(page.cell(3, column), head, style="head")
    page.row_dimensions[3].height = 24
    for row, line in enumerate(lines, 4):
        texts = (line.entry, line.day, line.filled, line.papers, line.missing, line.look, line.personal)
        for column, text in enumerate(texts, 1):
            fill = sheets.COLOURS["warning"] if column == 5 and text else ""
            sheets.put(page.cell(row, column), text, fill=fill)
        page.row_dimensions[row].height = sheets.row_height(texts, _WIDTHS)
    sheets.set_widths(page, _WIDTHS)
    page.freeze_panes = "B4"
    sheets.set_printing(page, heads="3:3", header=title)
    return saved(book)
