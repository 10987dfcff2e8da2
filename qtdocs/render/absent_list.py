"""未报名单.xlsx: the teams of which nothing has come, by nominator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.render import sheets
from qtdocs.writing import saved

_HEADS = ("序号", "推荐单位", "单位名称", "班组名称", "依据", "说明")
_WIDTHS = (7.0, 26.0, 36.0, 24.0, 36.0, 30.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentLine:
    """One team of which nothing has come."""

    nominator: str
    """Its nominator; empty where that is not known."""
    organisation: str
    """Its company."""
    team: str
    """Its name."""
    source: str
    """The list and row, or the season, that it is known from."""
    why: str
    """Why it is listed, in Chinese."""


def absent_workbook(title: str, lines: Sequence[AbsentLine], *, remark: str) -> bytes:
    """The bytes of 未报名单.xlsx.

    Args:
        title: what stands above the list.
        lines: the teams.
        remark: a line below the title: until when papers may come.
    """
    book = sheets.new_workbook("未报名单")
    sheet = book.create_sheet("未报名单")
    for row, text, style, height in ((1, title, "title", 34), (2, remark, "plain", 22)):
        sheets.put(sheet.cell(row, 1), text, style=style)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_HEADS))
        sheet.row_dimensions[row].height = height
    for column, head in enumerate(_HEADS, 1):
        sheets.put(sheet.cell(3, column), head, style="head")
    sheet.row_dimensions[3].height = 22
    for number, line in enumerate(lines, 1):
        texts = (line.nominator, line.organisation, line.team, line.source, line.why)
        sheets.put(sheet.cell(3 + number, 1), number, style="centre")
        for column, text in enumerate(texts, 2):
            sheets.put(sheet.cell(3 + number, column), text)
        sheet.row_dimensions[3 + number].height = sheets.row_height(("", *texts), _WIDTHS)
    sheets.set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "A4"
    sheet.auto_filter.ref = f"A3:F{3 + max(len(lines), 1)}"
    sheets.set_printing(sheet, heads="1:3")
    return saved(book)
