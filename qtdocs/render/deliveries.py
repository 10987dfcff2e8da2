"""The ledger's sheet of deliveries: what came when from whom, and what became of each file in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtdocs.render import sheets
from qtdocs.render.context import OUTCOMES, FileLine, LedgerView, ParcelLine

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADS = ("受理编号", "来件", "送件人", "主题或渠道", "收到时间", "时间依据", "附件", "结果", "说明")
_WIDTHS = (10.0, 32.0, 28.0, 30.0, 16.0, 16.0, 46.0, 14.0, 44.0)
_COLOURS = {"unread": "error", "skipped": "note"}
_FIRST_OF_FILE = 7


def fill(sheet: Worksheet, view: LedgerView) -> None:
    """One row a file; what is said of the delivery stands in its first row."""
    for number, head in enumerate(_HEADS, 1):
        sheets.put(sheet.cell(1, number), head, style="head")
    sheet.row_dimensions[1].height = 22
    row = 2
    for parcel in view.parcels:
        row = _put_parcel(sheet, row, parcel)
    sheets.set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:I{max(row - 1, 1)}"
    sheets.set_printing(sheet, heads="1:1", header=f"{view.programme.name} 台账 来件")


def _put_parcel(sheet: Worksheet, row: int, parcel: ParcelLine) -> int:
    """The rows of one delivery; gives the next free row. Each row says whose it is, so that it can be filtered."""
    told = (parcel.number, parcel.source, parcel.sender, parcel.subject, parcel.received, parcel.clock)
    for line in parcel.files or (None,):
        own = _words(line)
        for number, text in enumerate((*told, *own), 1):
            style = "centre" if number in (1, 5, 8) else "text"
            sheets.put(sheet.cell(row, number), text, style=style)
        if line is not None:
            colour = sheets.COLOURS.get(_COLOURS.get(line.outcome, ""), "")
            name, outcome = (sheet.cell(row, _FIRST_OF_FILE + offset) for offset in (0, 1))
            sheets.put(outcome, own[1], style="centre", fill=colour)
            sheets.put_link(name, own[0], line.link, width=_WIDTHS[_FIRST_OF_FILE - 1], beside=outcome)
        sheet.row_dimensions[row].height = sheets.row_height((*told, *own), _WIDTHS)
        row += 1
    return row


def _words(line: FileLine | None) -> tuple[str, str, str]:
    """What stands of one file; a delivery without files says so."""
    if line is None:
        return ("（没有文件）", "", "")
    told = line.reason if line.outcome in ("unread", "skipped") else line.kind or line.reason
    return (line.file, OUTCOMES.get(line.outcome, line.outcome), told)
