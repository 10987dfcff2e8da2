"""收件登记.xlsx: made once, then only filled up; what a person wrote in it is never touched."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qtdocs.model.parcel import REGISTER_CHANNELS, REGISTER_COLUMNS, REGISTER_SHEET, Registered
from qtdocs.render import sheets
from qtdocs.text import label_twin
from qtdocs.writing import saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (10.0, 44.0, 9.0, 24.0, 13.0, 10.0, 13.0, 20.0, 26.0, 26.0)
_NOTE = (
    "邮件以外送到的材料在这里登记，一行一次来件；邮件自己带着时间，不用登记。“来件”写它在收件文件夹里的名称，"
    "只有纸质件的留空。日期写成 2026-04-10。没有登记日期的，是否迟交就无法核对。受理编号由程序填写。"
)
_ROWS_READY = 500


def register_workbook(
    existing: bytes, *, title: str, numbers: Mapping[int, str], more: Sequence[Registered]
) -> bytes | None:
    """The bytes of 收件登记.xlsx; none where nothing is to be changed in the one that is there.

    Args:
        existing: the workbook as people left it; empty where there is none yet.
        title: the programme's name.
        numbers: 受理编号 by the number of the row in the sheet.
        more: deliveries that no row names yet.
    """
    import openpyxl

    if not existing:
        return _new(title, more)
    book = openpyxl.load_workbook(io.BytesIO(existing))
    sheet = book[REGISTER_SHEET] if REGISTER_SHEET in book.sheetnames else book.worksheets[0]
    places = _places(sheet)
    changed = bool(more)
    for row, number in numbers.items():
        cell = sheet.cell(row, places.get("number", 1))
        if str(cell.value or "") != number:
            sheets.put(cell, number, style="centre")
            changed = True
    for row, each in enumerate(more, _last(sheet, places) + 1):
        _put(sheet, row, each, places)
    return saved(book) if changed else None


def _new(title: str, rows: Sequence[Registered]) -> bytes:
    from openpyxl.worksheet.datavalidation import DataValidation

    book = sheets.new_workbook(f"{title}收件登记")
    sheet = book.create_sheet(REGISTER_SHEET)
    last = len(REGISTER_COLUMNS)
    for row, text, style, height in ((1, f"{title}收件登记", "title", 32), (2, _NOTE, "plain", 36)):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        sheets.put(sheet.cell(row, 1), text, style=style)
        sheet.row_dimensions[row].height = height
    for number, (_, label) in enumerate(REGISTER_COLUMNS, 1):
        sheets.put(sheet.cell(3, number), label, style="head")
    sheet.row_dimensions[3].height = 22
    places = {key: number for number, (key, _) in enumerate(REGISTER_COLUMNS, 1)}
    for row, each in enumerate(rows, 4):
        _put(sheet, row, each, places)
    offer = DataValidation(type="list", formula1=f'"{",".join(REGISTER_CHANNELS)}"', allow_blank=True)
    offer.showErrorMessage = False  # another channel may be typed
    offer.add(f"C4:C{_ROWS_READY}")
    sheet.add_data_validation(offer)
    for column in ("E", "G"):
        for row in range(4, 4 + max(40, len(rows))):
            sheet[f"{column}{row}"].number_format = "yyyy-mm-dd"
    sheets.set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "C4"
    sheets.set_printing(sheet, heads="3:3", header=f"{title} 收件登记")
    return saved(book)


def _places(sheet: Worksheet) -> dict[str, int]:
    """The column of each heading, wherever people moved it."""
    twins = {label_twin(label): key for key, label in REGISTER_COLUMNS}
    for row in sheet.iter_rows(max_row=10, max_col=40):
        found = {
            twins[twin]: place
            for place, cell in enumerate(row, 1)
            if (twin := label_twin(str(cell.value or ""))) in twins
        }
        if "what" in found and "received" in found:
            return found
    return {key: number for number, (key, _) in enumerate(REGISTER_COLUMNS, 1)}


def _last(sheet: Worksheet, places: Mapping[str, int]) -> int:
    """The last row in which anything stands; rows that are only coloured do not count."""
    columns = set(places.values())
    # only the cells that are there: asking for a cell makes one, a million times in a sheet coloured to its end
    there = ((row, cell.value) for (row, column), cell in sheet._cells.items() if column in columns)
    return max((row for row, value in there if str(value if value is not None else "").strip()), default=3)


def _put(sheet: Worksheet, row: int, registered: Registered, places: Mapping[str, int]) -> None:
    for key, place in places.items():
        cell: Any = sheet.cell(row, place)
        value = getattr(registered, key)
        sheets.put(cell, value if value else "", style="centre" if key in ("number", "channel", "time") else "text")
        if key in ("received", "postmark"):
            cell.number_format = "yyyy-mm-dd"
    texts = [str(getattr(registered, key) or "") for key, _ in REGISTER_COLUMNS]
    sheet.row_dimensions[row].height = sheets.row_height(texts, _WIDTHS)
