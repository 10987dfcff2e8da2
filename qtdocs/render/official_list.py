"""An official blank list, filled: its heads and foot stay, its rows become as many as there are teams."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qtdocs.editions.form import FormSpec, TableSpec
from qtdocs.render import sheets
from qtdocs.text import label_twin
from qtdocs.writing import safe_cell

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Content = str | int | Decimal
"""What may stand in a cell of a list."""
_DEEPEST_HEAD = 12
_REMARK_WIDTH = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Where the headings of a blank stand."""

    last_row: int
    """The lowest row of the headings."""
    columns: Mapping[int, int]
    """The worksheet's column by the number of the form's column, from 0."""


def filled(
    blank: bytes,
    form: FormSpec,
    rows: Sequence[Sequence[Content]],
    *,
    nominator: str,
    note: str = "",
    counted: bool = True,
) -> Workbook | None:
    """The blank with the rows in it; none where its headings are not the form's.

    Args:
        blank: the .xlsx blank.
        form: the form it is the blank of.
        rows: the teams, one content a column of the form.
        nominator: the only nominator of all rows, for the line above; else empty.
        note: a line below everything; else empty.
        counted: whether a line that counts the teams follows, in a form that is none of the official ones.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(blank))
    sheet = book.worksheets[0]
    heads = _heads(sheet, form.table) if form.table is not None else None
    if form.table is None or heads is None:
        return None
    first = heads.last_row + 1
    foot = _foot(sheet, first)
    total = 1 if counted and form.provisional else 0  # an official form gets no row that it does not have
    model = [_style(sheet, first, number) for number in range(1, sheet.max_column + 1)]
    height = sheet.row_dimensions[first].height or 24.0
    _move_foot(sheet, first, foot, first + len(rows) + total)
    _widen_remarks(sheet, heads, form.table, rows)
    for row, contents in enumerate(rows, first):
        _put_row(sheet, row, contents, heads, model=model, height=height)
    if total:
        _put_total(sheet, first + len(rows), len(rows), model, height)
    if nominator:
        _put_nominator(sheet, heads, form, nominator)
    if note:
        safe_cell(sheet.cell(sheet.max_row + 1, 1), note)
    sheet.freeze_panes = f"A{first}"
    return book


def _heads(sheet: Worksheet, table: TableSpec) -> Heads | None:
    """The headings, one or two rows deep, found by their words and never by position."""
    anchors = _anchors(sheet)
    best = Heads(last_row=0, columns={})
    for last_row in range(1, min(_DEEPEST_HEAD, sheet.max_row) + 1):
        for depth in (1, 2):
            columns = _columns(sheet, table, anchors, range(max(1, last_row - depth + 1), last_row + 1))
            if len(columns) > len(best.columns):
                best = Heads(last_row=last_row, columns=columns)
    found = {table.columns[number].key for number in best.columns}
    return best if found >= set(table.keys) and len(found) * 2 > len(table.columns) else None


def _columns(
    sheet: Worksheet, table: TableSpec, anchors: Mapping[tuple[int, int], tuple[int, int]], band: range
) -> dict[int, int]:
    """Which of the form's columns stand where, reading these rows together."""
    found: dict[int, int] = {}
    for column in range(1, sheet.max_column + 1):
        cells = dict.fromkeys(anchors.get((row, column), (row, column)) for row in band)
        words = [str(sheet.cell(*cell).value or "") for cell in cells]
        twins = [label_twin("".join(words)), label_twin(words[-1])]
        for twin in twins:
            number = next(
                (
                    number
                    for number, spec in enumerate(table.columns)
                    if number not in found and twin in {label_twin(label) for label in spec.labels}
                ),
                None,
            )
            if number is not None:
                found[number] = column
                break
    return found


def _anchors(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """The first cell of the merged area, by each cell in it."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _foot(sheet: Worksheet, first: int) -> int:
    """The first row below the empty, pre-numbered ones."""
    for row in range(first, sheet.max_row + 1):
        texts = [str(cell.value).strip() for cell in sheet[row] if cell.value not in {None, ""}]
        if any(not text.isdigit() for text in texts):
            return row
    return sheet.max_row + 1


def _move_foot(sheet: Worksheet, first: int, foot: int, target: int) -> None:
    """Clear the empty rows and move what stands below them, with its merged areas and heights."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.cell_range import CellRange

    last = sheet.max_row
    merged = [CellRange(area.coord) for area in sheet.merged_cells.ranges if area.min_row >= first]
    for area in merged:
        sheet.unmerge_cells(area.coord)
    for row in range(first, foot):
        for column in range(1, sheet.max_column + 1):
            sheet._cells.pop((row, column), None)  # openpyxl has no public way to drop a cell with its style
    heights = {row: sheet.row_dimensions[row].height for row in range(foot, last + 1)}
    for row in range(first, last + 1):
        sheet.row_dimensions[row].height = None
    if foot <= last and target != foot:
        sheet.move_range(f"A{foot}:{get_column_letter(sheet.max_column)}{last}", rows=target - foot)
    for row, height in heights.items():
        sheet.row_dimensions[row + target - foot].height = height
    for area in merged:
        if area.min_row >= foot:
            area.shift(row_shift=target - foot)
            sheet.merge_cells(area.coord)


def _widen_remarks(sheet: Worksheet, heads: Heads, table: TableSpec, rows: Sequence[Sequence[Content]]) -> None:
    """Room for the remarks, where there are any."""
    from openpyxl.utils import get_column_letter

    for number, column in heads.columns.items():
        if table.columns[number].key == "remark" and any(row[number] for row in rows):
            letter = get_column_letter(column)
            width = sheet.column_dimensions[letter].width or 0
            sheet.column_dimensions[letter].width = max(width, _REMARK_WIDTH)


def _put_row(
    sheet: Worksheet, row: int, contents: Sequence[Content], heads: Heads, *, model: Sequence[Any], height: float
) -> None:
    """One team, in the style of the blank's first row."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    for column, style in enumerate(model, 1):
        cell = _styled(sheet, row, column, style)
        cell.alignment = Alignment(horizontal=cell.alignment.horizontal or "center", vertical="center", wrap_text=True)
    texts, widths = [], []
    for number, column in heads.columns.items():
        content = contents[number]
        cell = sheet.cell(row, column)
        if isinstance(content, str):
            safe_cell(cell, content)
        else:
            cell.value = content
        texts.append(str(content))
        widths.append((sheet.column_dimensions[get_column_letter(column)].width or 9.0) + 1.5)
    sheet.row_dimensions[row].height = max(height, sheets.row_height(texts, widths))


def _put_total(sheet: Worksheet, row: int, teams: int, model: Sequence[Any], height: float) -> None:
    """The line that counts the teams."""
    from openpyxl.styles import Alignment

    for column, style in enumerate(model, 1):
        _styled(sheet, row, column, style)
    cell = sheet.cell(row, 1)
    safe_cell(cell, f"合计：{teams} 个班组")
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(model))
    sheet.row_dimensions[row].height = height


def _put_nominator(sheet: Worksheet, heads: Heads, form: FormSpec, nominator: str) -> None:
    """Write the nominator behind its label above the headings."""
    spec = next((spec for spec in form.fields if spec.key == "nominator_name"), None)
    twins = {label_twin(label) for label in spec.labels} if spec else set()
    for row in sheet.iter_rows(min_row=1, max_row=heads.last_row):
        for cell in row:
            if isinstance(cell.value, str) and label_twin(cell.value) in twins:
                safe_cell(cell, cell.value.rstrip("_＿ :：") + "：" + nominator)
                return


def _style(sheet: Worksheet, row: int, column: int) -> Any:
    """A cell's whole style; one shared copy is far quicker than font, border and fill each."""
    cell: Any = sheet.cell(row, column)
    return copy.copy(cell._style)


def _styled(sheet: Worksheet, row: int, column: int, style: Any) -> Any:
    """The cell, in this style."""
    cell: Any = sheet.cell(row, column)
    cell._style = copy.copy(style)
    return cell
