"""人工核查表.xlsx: made once, then only filled up; what a person wrote in it is never touched."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtdocs.model.inspection import INSPECTION_COLUMNS, INSPECTION_SHEET, RESULTS, TOLD, WORKSPACE, Inspection, row_key
from qtdocs.model.place import column_letters
from qtdocs.render import sheets
from qtdocs.writing import safe_text, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (10.0, 28.0, 20.0, 36.0, 44.0, 16.0, 10.0, 26.0, 13.0, 10.0, 26.0, 12.0)
_NOTE = (
    "表上证明不了的规定，请人查了以后写在这里，一行一条。谁查的、查了哪里、日期（写成 2026-04-10）、结果都写了才算数；"
    "“查不到”仍算查不了。前六列由程序填写。写好保存，再运行 qtdocs inspect 或 collect；写过的不会被改动，也不会丢。"
)
_HEAD_ROW = 3
_ROWS_READY = 5000
_LONGEST = 1000  # characters; a longer name is a mistake of a reader, and a cell would be cut
_PROGRAM = ("number", "organisation", "team", "text", "ask", "standing")


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionLine:
    """One rule that cannot be told for one team, or could not when it got its row."""

    entry: str
    """The entry's id."""
    number: str
    """The entry's number."""
    rule: str
    """The rule's id."""
    organisation: str
    """The organisation, as the entry has it."""
    team: str
    """The team, as the entry has it."""
    text: str
    """What the rule says, and where."""
    ask: str
    """How a person can find out."""
    standing: str
    """Where it stands now: 待查 …"""
    known: Inspection | None = None
    """What people wrote of it before; none where nobody did."""

    @property
    def cells(self) -> dict[str, str]:
        """What the program writes into the row, by column."""
        shown = {key: safe_text(getattr(self, key))[:_LONGEST] for key in _PROGRAM}
        key = row_key(self.entry, shown["number"], self.rule, [shown["organisation"], shown["team"], shown["text"]])
        return {**shown, "key": key}


def inspection_workbook(
    existing: bytes,
    *,
    title: str,
    workspace: str,
    sheet: str = "",
    places: Mapping[str, int] | None = None,
    rows: Mapping[int, InspectionLine],
    more: Sequence[InspectionLine],
) -> bytes | None:
    """The bytes of 人工核查表.xlsx; none where nothing is to be changed in the one that is there.

    Args:
        existing: the workbook as people left it; empty where there is none yet.
        title: the programme's name.
        workspace: what tells the workspace from all others.
        sheet: the name of its sheet.
        places: the column of each heading.
        rows: what the program says of the rows that are there, by their number in the sheet.
        more: rows that are not there yet.
    """
    import openpyxl

    if not existing:
        return _new(title, workspace, more) if more else None
    book = openpyxl.load_workbook(io.BytesIO(existing))
    page, columns = book[sheet], dict(places or {})
    changed = [_name_workspace(page, columns, workspace)]
    changed += [_refresh(page, row, line, columns) for row, line in rows.items()]
    last = max((row for (row, column), cell in page._cells.items() if cell.value is not None), default=_HEAD_ROW)
    for row, line in enumerate(more, last + 1):
        _put(page, row, line, columns)
    return saved(book) if any(changed) or more else None


def _name_workspace(page: Worksheet, places: Mapping[str, int], workspace: str) -> bool:
    """Say above the hidden column whose the workbook is, where nothing stands there yet; whether it was said now."""
    cell = page.cell(1, places["key"])
    if cell.value is not None or type(cell).__name__ == "MergedCell":
        return False
    sheets.put(cell, WORKSPACE.format(workspace))
    return True


def _new(title: str, workspace: str, lines: Sequence[InspectionLine]) -> bytes:
    from openpyxl.worksheet.datavalidation import DataValidation

    book = sheets.new_workbook(f"{title}人工核查表")
    page = book.create_sheet(INSPECTION_SHEET)
    last = len(INSPECTION_COLUMNS) - 1
    for row, text, style, height in ((1, f"{title}人工核查表", "title", 32), (2, _NOTE, "plain", 36)):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        sheets.put(page.cell(row, 1), text, style=style)
        page.row_dimensions[row].height = height
    for column, (_, label) in enumerate(INSPECTION_COLUMNS, 1):
        sheets.put(page.cell(_HEAD_ROW, column), label, style="head")
    page.row_dimensions[_HEAD_ROW].height = 22
    places = {key: column for column, (key, _) in enumerate(INSPECTION_COLUMNS, 1)}
    _name_workspace(page, places, workspace)
    for row, line in enumerate(lines, _HEAD_ROW + 1):
        _put(page, row, line, places)
    offer = DataValidation(type="list", formula1=f'"{",".join(RESULTS)}"', allow_blank=True)
    offer.error, offer.errorTitle = "请选符合、不符合或查不到。", "结果"
    letter = column_letters(places["result"])
    offer.add(f"{letter}{_HEAD_ROW + 1}:{letter}{max(_ROWS_READY, _HEAD_ROW + len(lines))}")
    page.add_data_validation(offer)
    sheets.set_widths(page, _WIDTHS)
    page.column_dimensions[column_letters(places["key"])].hidden = True
    page.freeze_panes = page.cell(_HEAD_ROW + 1, 4).coordinate
    page.auto_filter.ref = f"A{_HEAD_ROW}:{column_letters(places['key'])}{_HEAD_ROW + len(lines)}"
    page.print_area = f"A1:{column_letters(last)}{_HEAD_ROW + len(lines)}"
    sheets.set_printing(page, heads=f"{_HEAD_ROW}:{_HEAD_ROW}", header=f"{title} 人工核查表")
    return saved(book)


def _put(page: Worksheet, row: int, line: InspectionLine, places: Mapping[str, int]) -> None:
    """A row of its own."""
    texts = line.cells
    for key, column in places.items():
        centred = key in ("number", "standing", "who", "day", "result")
        sheets.put(page.cell(row, column), texts.get(key, ""), style="centre" if centred else "text")
    page.cell(row, places["day"]).number_format = "yyyy-mm-dd"
    _fill(page, row, line, places)
    shown = [texts.get(key, "") for key, _ in INSPECTION_COLUMNS[:-1]]
    page.row_dimensions[row].height = sheets.row_height(shown, _WIDTHS[:-1])


def _fill(page: Worksheet, row: int, line: InspectionLine, places: Mapping[str, int]) -> bool:
    """What people wrote before comes back into a row in which nothing is written; nothing else is touched."""
    cells = {key: page.cell(row, places[key]) for key in TOLD if key in places}
    if line.known is None or any(str(cell.value or "").strip() for cell in cells.values()):
        return False
    for key, cell in cells.items():
        value = getattr(line.known, key)
        if value:
            sheets.put(cell, value, style="centre" if key in ("who", "day", "result") else "text")
        if key == "day":
            cell.number_format = "yyyy-mm-dd"
    return True


def _refresh(page: Worksheet, row: int, line: InspectionLine, places: Mapping[str, int]) -> bool:
    """The program's own cells as they should be now; whether anything was changed."""
    changed = False
    for key, text in line.cells.items():
        cell = page.cell(row, places[key]) if key in places else None
        if cell is not None and type(cell).__name__ != "MergedCell" and str(cell.value or "") != text:
            sheets.put(cell, text, style="centre" if key in ("number", "standing") else "text")
            changed = True
    return _fill(page, row, line, places) or changed
