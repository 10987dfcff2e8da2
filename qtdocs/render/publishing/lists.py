"""Lists of the office as workbooks, ready for A4 landscape: a title, a few words, columns, rows, room for a pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtdocs.render import sheets
from qtdocs.writing import saved

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEAD_ROW = 3
"""The row of the headings: a title and a remark stand above."""
_PLAIN_TEXT = "@"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column."""

    label: str
    """Its heading."""
    width: float
    """Its width as Excel counts it."""
    style: str = "text"
    """``text`` or ``centre``."""
    hint: str = ""
    """What to write into it, as a comment on the heading; empty where people write nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A worksheet with a list."""

    name: str
    """Its name."""
    title: str
    """What stands above."""
    remark: str
    """What stands below the title."""
    columns: tuple[ListColumn, ...]
    """The columns."""
    rows: tuple[tuple[object, ...], ...]
    """The rows: texts and numbers."""
    marked: frozenset[tuple[int, int]] = frozenset()
    """Cells that somebody has to look at, as row and column from 0."""
    foot: tuple[str, ...] = ()
    """Lines below the list."""
    header: str = ""
    """What stands at the head of every printed page."""


def list_workbook(title: str, pages: Sequence[ListPage]) -> bytes:
    """The bytes of a workbook with these lists, a worksheet each."""
    book = sheets.new_workbook(title)
    for page in pages:
        put_page(book, page)
    return saved(book)


def put_page(book: Workbook, page: ListPage) -> Worksheet:
    """Put a list into a workbook as a worksheet of its own."""
    sheet: Worksheet = book.create_sheet(page.name)
    widths = [column.width for column in page.columns]
    last = len(page.columns)
    _across(sheet, 1, last, page.title, style="title", height=32)
    lines = sheets.lines_needed(page.remark, sum(widths))
    _across(sheet, 2, last, page.remark, style="plain", height=lines * sheets.LINE_HEIGHT + 8)
    for number, column in enumerate(page.columns, 1):
        sheets.put(sheet.cell(HEAD_ROW, number), column.label, style="head")
        if column.hint:
            sheets.put_comment(sheet.cell(HEAD_ROW, number), column.hint)
    sheet.row_dimensions[HEAD_ROW].height = 26
    for row, contents in enumerate(page.rows):
        _put_row(sheet, row, contents, page)
    for number, text in enumerate(page.foot, HEAD_ROW + len(page.rows) + 1):
        _across(sheet, number, last, text, style="plain", height=26)
    sheets.set_widths(sheet, widths)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheets.set_printing(sheet, heads=f"1:{HEAD_ROW}", header=page.header)
    return sheet


def _put_row(sheet: Worksheet, row: int, contents: Sequence[object], page: ListPage) -> None:
    number = HEAD_ROW + 1 + row
    for place, (content, column) in enumerate(zip(contents, page.columns, strict=True)):
        fill = sheets.COLOURS["error"] if (row, place) in page.marked else ""
        cell = sheet.cell(number, place + 1)
        sheets.put(cell, content, style=column.style, fill=fill)
        if column.hint:
            cell.number_format = _PLAIN_TEXT  # Excel would make days and numbers of what people type
    texts = [str(content) for content in contents]
    sheet.row_dimensions[number].height = max(24.0, sheets.row_height(texts, [each.width for each in page.columns]))


def _across(sheet: Worksheet, row: int, last: int, text: str, *, style: str, height: float) -> None:
    sheets.put(sheet.cell(row, 1), text, style=style)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    sheet.row_dimensions[row].height = height
