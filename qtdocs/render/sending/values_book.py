"""填写表: a workbook with a row for each box of a form, and for a list with a sheet of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtdocs.model.record import Value, worded
from qtdocs.render import sheets
from qtdocs.writing import saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADS = ("栏目", "内容", "说明")
_WIDTHS = (30.0, 60.0, 30.0)
_HEAD_ROW = 3
_ROWS_READY = 30
_NOTE = "只填“内容”一列；不填的就空着。百分数写 98.5%，日期写 2026-04-10，几个电话用顿号分开。"
_LIST_NOTE = "一行一个班组；列可以少，不可以改名。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """One box."""

    name: str
    """What it is called."""
    value: str
    """What is known of it; empty where nothing is."""
    is_text: bool
    """Whether the cell is to hold text, so that no spreadsheet program makes a number of a telephone."""
    note: str
    """How it is to be filled in."""


def values_workbook(
    title: str, lines: Iterable[ValueLine], columns: Sequence[tuple[str, str]], rows: Sequence[Mapping[str, Value]]
) -> bytes:
    """The bytes of a workbook to be filled in.

    Args:
        title: whose form it is for.
        lines: the boxes of the form.
        columns: name and key of each column of the list; none where it is no list.
        rows: the rows that are known.
    """
    book = sheets.new_workbook(title)
    page = book.create_sheet("内容")
    _put_head(page, title, _NOTE, _HEADS)
    for row, line in enumerate(lines, _HEAD_ROW + 1):
        for column, text in enumerate((line.name, line.value, line.note), 1):
            sheets.put(page.cell(row, column), text)
        if line.is_text:
            page.cell(row, 2).number_format = "@"
        page.row_dimensions[row].height = sheets.row_height((line.name, line.value, line.note), _WIDTHS)
    sheets.set_widths(page, _WIDTHS)
    page.freeze_panes = page.cell(_HEAD_ROW + 1, 2).coordinate
    sheets.set_printing(page, heads=f"{_HEAD_ROW}:{_HEAD_ROW}", header=title)
    if columns:
        _put_list(book.create_sheet("名单"), title, columns, rows)
    return saved(book)


def _put_list(
    page: Worksheet, title: str, columns: Sequence[tuple[str, str]], rows: Sequence[Mapping[str, Value]]
) -> None:
    names = [name for name, _ in columns]
    widths = [sheets.column_width([name], least=12) for name in names]
    _put_head(page, title, _LIST_NOTE, names)
    for row in range(_HEAD_ROW + 1, _HEAD_ROW + 1 + max(_ROWS_READY, len(rows))):
        values = rows[row - _HEAD_ROW - 1] if row - _HEAD_ROW <= len(rows) else {}
        for column, (_, key) in enumerate(columns, 1):
            cell = page.cell(row, column)
            sheets.put(cell, worded(values.get(key)))
            cell.number_format = "@"
    sheets.set_widths(page, widths)
    sheets.set_printing(page, heads=f"{_HEAD_ROW}:{_HEAD_ROW}", header=title)


def _put_head(page: Worksheet, title: str, note: str, heads: Sequence[str]) -> None:
    for row, text, style, height in ((1, title, "title", 32), (2, note, "plain", 24)):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(heads))
        sheets.put(page.cell(row, 1), text, style=style)
        page.row_dimensions[row].height = height
    for column, head in enumerate(heads, 1):
        sheets.put(page.cell(_HEAD_ROW, column), head, style="head")
    page.row_dimensions[_HEAD_ROW].height = 24
