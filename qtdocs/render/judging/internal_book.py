"""Workbooks for the office alone: tables with sentences above them that say what every number means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from qtdocs.render import sheets
from qtdocs.writing import safe_text, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

INTERNAL = "内部资料，不得外传"
"""Stands above every page of such a workbook or paper."""
Shown = str | int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalTab:
    """One sheet: sentences, then a table."""

    name: str
    """What it is called."""
    told: tuple[str, ...]
    """Sentences above the table, a line each."""
    heads: tuple[str, ...] = ()
    """Headings; none where there is no table."""
    widths: tuple[float, ...] = ()
    """Widths of the columns."""
    rows: tuple[tuple[Shown, ...], ...] = ()
    """The table; numbers stay numbers."""
    marked: frozenset[int] = frozenset()
    """Rows, from 0, with a light background; what they are marked for stands in their words too."""


_PLAIN_WIDTH = 110.0
"""Width of a sheet that holds sentences alone."""


def internal_workbook(title: str, tabs: Sequence[InternalTab]) -> bytes:
    """The bytes of such a workbook; the same for the same content."""
    book = sheets.new_workbook(title)
    for tab in tabs:
        _fill(book.create_sheet(tab.name), tab, title)
    return saved(book)


def _fill(sheet: Worksheet, tab: InternalTab, title: str) -> None:
    widths = tab.widths or (_PLAIN_WIDTH,)
    lines = ((f"{INTERNAL}　{title}　{tab.name}", "section"), *((text, "plain") for text in tab.told))
    for row, (text, style) in enumerate(lines, 1):
        sheets.put(sheet.cell(row, 1), text, style=style)
        if len(widths) > 1:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(widths))
        sheet.row_dimensions[row].height = sheets.row_height([text], [sum(widths)])
    top = len(lines) + 1
    if tab.heads:
        _table(sheet, tab, top)
    sheets.set_widths(sheet, widths)
    heads = f"{top}:{top}" if tab.heads else ""
    sheets.set_printing(sheet, heads=heads, header=f"{INTERNAL}　{title}（{tab.name}）")


def _as_written(value: Decimal) -> str:
    """The number format that keeps a number's decimals: 80.00 is not shown as 80."""
    decimals = max(0, -int(value.as_tuple().exponent))
    return f"0.{'0' * decimals}" if decimals else "0"


def _table(sheet: Worksheet, tab: InternalTab, top: int) -> None:
    from openpyxl.utils import get_column_letter

    for column, head in enumerate(tab.heads, 1):
        sheets.put(sheet.cell(top, column), head, style="head")
    sheet.row_dimensions[top].height = sheets.row_height(tab.heads, tab.widths) + 4
    for row, values in enumerate(tab.rows, top + 1):
        fill = sheets.COLOURS["warning"] if row - top - 1 in tab.marked else ""
        for column, value in enumerate(values, 1):
            style = "text" if isinstance(value, str) else "number"
            sheets.put(sheet.cell(row, column), value, style=style, fill=fill)
            if isinstance(value, Decimal):
                sheet.cell(row, column).number_format = _as_written(value)
        texts = ["" if value is None else safe_text(str(value)) for value in values]
        sheet.row_dimensions[row].height = sheets.row_height(texts, tab.widths)
    sheet.freeze_panes = f"A{top + 1}"
    sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(tab.heads))}{top + len(tab.rows)}"
