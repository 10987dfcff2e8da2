"""核分表 of one group: entry by judge, what each gave, sums and means; on which the office counts, checks and signs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qtdocs.render import sheets
from qtdocs.render.judging.tabs import tab_names
from qtdocs.render.letters import letter
from qtdocs.text import plain_number
from qtdocs.writing import saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COUNT_TEMPLATE = "count-sheet.docx"
_LINE = "＿" * 10
SIGNED = f"计分：{_LINE}　　　复核：{_LINE}　　　监督：{_LINE}　　　＿＿＿＿年＿＿月＿＿日"
"""The line on which the office signs."""
_HEAD_ROW = 4
_BEFORE, _BEHIND = (1.2, 2.2, 5.6, 4.2), (1.2, 1.8, 1.8)
"""Widths of the columns before and behind those of the judges on paper, in centimetres."""
_CENTIMETRE = 567  # twentieths of a point
_EMU_A_TWIP = 635


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """One entry."""

    entry: str
    """Its number."""
    organisation: str
    """Its organisation."""
    team: str
    """Its team."""
    scores: tuple[Decimal | str, ...]
    """What each judge gave, in the order of the judges; a word where that is no number: 回避, 缺, 待定."""
    mean: str
    """The mean as it is printed; empty where it cannot be told yet."""

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The scores that are numbers."""
        return tuple(each for each in self.scores if isinstance(each, Decimal))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPanel:
    """One group."""

    name: str
    """Its name."""
    judges: tuple[str, ...]
    """Its judges as they are printed, the leader first."""
    lines: tuple[CountLine, ...]
    """Its entries."""
    note: str
    """What the reader has to know: the scale, what the words mean."""


def count_workbook(title: str, panels: Sequence[CountPanel]) -> bytes:
    """The bytes of 核分表.xlsx, a sheet a group; sums are worked out by the workbook itself.

    Args:
        title: programme and stage.
        panels: the groups.
    """
    book = sheets.new_workbook(f"{title}核分表")
    for tab, panel in zip(tab_names(panel.name for panel in panels), panels, strict=True):
        _put_panel(book.create_sheet(tab), title, panel)
    return saved(book)


def count_paper(programme: str, stage: str, panel: CountPanel, template: bytes) -> bytes:
    """One group's 核分表 as .docx.

    Args:
        programme: the programme's name.
        stage: the stage's name.
        panel: the group.
        template: the Word template.
    """
    rows = [
        {
            "number": str(number), "entry": line.entry, "organisation": line.organisation, "team": line.team,
            "scores": [_shown(score) for score in line.scores], "count": str(len(line.numbers)),
            "sum": _shown(sum(line.numbers, Decimal())) if line.numbers else "", "mean": line.mean,
        }
        for number, line in enumerate(panel.lines, 1)
    ]  # fmt: skip
    values = {
        "programme": programme, "stage": stage, "panel": panel.name, "judges": list(panel.judges), "rows": rows,
        "note": panel.note,
    }  # fmt: skip
    return _fitted(letter(template, values, name=COUNT_TEMPLATE))


def _fitted(paper: bytes) -> bytes:
    """The paper with its table as wide as the page, the judges' columns alike: their number is known only now."""
    from docx import Document
    from docx.oxml.ns import qn

    document: Any = Document(io.BytesIO(paper))
    section, table = document.sections[0], document.tables[0]._tbl
    room = section.page_width - section.left_margin - section.right_margin
    cells = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
    fixed = [int(width * _CENTIMETRE) for width in (*_BEFORE, *_BEHIND)]
    judges = len(cells[0]) - len(fixed)
    each = max(int(1.2 * _CENTIMETRE), (room // _EMU_A_TWIP - sum(fixed)) // max(judges, 1))
    widths = [*fixed[: len(_BEFORE)], *([min(each, int(3 * _CENTIMETRE))] * judges), *fixed[len(_BEFORE) :]]
    grid = table.find(qn("w:tblGrid"))
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        grid.append(grid.makeelement(qn("w:gridCol"), {qn("w:w"): str(width)}))
    for row in cells:
        for cell, width in zip(row, widths, strict=True):
            cell.tcPr.find(qn("w:tcW")).set(qn("w:w"), str(width))
    table.tblPr.find(qn("w:tblW")).set(qn("w:w"), str(sum(widths)))
    return saved(document)


def _put_panel(page: Worksheet, title: str, panel: CountPanel) -> None:
    heads = ("序号", "班组编号", "单位", "班组", *panel.judges, "份数", "合计", "平均")
    widths = (6.0, 10.0, 32.0, 20.0, *(11.0 for _ in panel.judges), 7.0, 10.0, 10.0)
    for row, text, style, height in (
        (1, f"{title}核分表（{panel.name}）", "title", 34.0),
        (2, panel.note, "plain", 36.0),
    ):
        _across(page, row, text, len(heads), style=style, height=height)
    for column, head in enumerate(heads, 1):
        sheets.put(page.cell(_HEAD_ROW, column), head, style="head")
    page.row_dimensions[_HEAD_ROW].height = 32
    for position, line in enumerate(panel.lines):
        _put_line(page, _HEAD_ROW + 1 + position, position + 1, line, widths)
    _across(page, _HEAD_ROW + 2 + len(panel.lines), SIGNED, len(heads), style="plain", height=40.0)
    sheets.set_widths(page, widths)
    page.freeze_panes = f"E{_HEAD_ROW + 1}"
    sheets.set_printing(page, heads=f"1:{_HEAD_ROW}")


def _put_line(page: Worksheet, row: int, number: int, line: CountLine, widths: Sequence[float]) -> None:
    from openpyxl.utils import get_column_letter

    texts = (number, line.entry, line.organisation, line.team)
    for column, text in enumerate(texts, 1):
        sheets.put(page.cell(row, column), text, style="text" if column in (3, 4) else "centre")
    for column, score in enumerate(line.scores, 5):
        waits = isinstance(score, str) and score not in ("回避", "—")
        sheets.put(page.cell(row, column), score, style="centre", fill=sheets.COLOURS["warning"] if waits else "")
    last = 4 + len(line.scores)
    area = f"E{row}:{get_column_letter(last)}{row}"
    for column, formula in ((last + 1, f"=COUNT({area})"), (last + 2, f"=SUM({area})")):
        sheets.put(page.cell(row, column), None, style="centre")
        page.cell(row, column).value = formula
    sheets.put(page.cell(row, last + 3), line.mean, style="centre")
    page.row_dimensions[row].height = sheets.row_height([line.organisation, line.team], widths[2:4])


def _across(page: Worksheet, row: int, text: str, columns: int, *, style: str, height: float) -> None:
    sheets.put(page.cell(row, 1), text, style=style)
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    page.row_dimensions[row].height = height


def _shown(score: Decimal | str) -> str:
    return score if isinstance(score, str) else plain_number(score)
