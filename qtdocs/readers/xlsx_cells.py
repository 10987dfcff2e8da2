"""From stored cells to what a person sees: formats, formulas, merged areas, hidden rows and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qtdocs.model.document import Cell, Note, Table
from qtdocs.model.place import Place, column_letters
from qtdocs.readers.xlsx_formats import Seen, plain, seen, seen_text
from qtdocs.readers.xlsx_formulas import Calculator
from qtdocs.readers.xlsx_raw import Raw, Sheet
from qtdocs.readers.xlsx_styles import PLAIN, Style

_MOST_MERGED = 200_000
"""Spots that all merged areas of a sheet may cover together."""
_AS_STORED = re.compile(r"0|-?[1-9]\d{0,6}(?:\.\d{0,6}[1-9])?|[1-9]\d{0,14}")
"""Numbers that stand in the file exactly as they are shown."""
_NUMERIC = frozenset({"numeric"})
_MOST_DIGITS = 15
"""Excel keeps no more digits of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """One worksheet as a person sees it."""

    table: Table | None
    """The cells; none where nothing is filled in."""
    notes: tuple[Note, ...]
    """What a person should know."""


def read_cells(
    sheet: Sheet, *, name: str, number: int, styles: tuple[Style, ...], date1904: bool, hidden: bool
) -> SheetReading:
    """The visible cells of a worksheet.

    Args:
        sheet: what is stored.
        name: the worksheet's name.
        number: the table's number in the document.
        styles: the workbook's cell styles.
        date1904: whether days count from 1904.
        hidden: whether the whole worksheet is hidden.
    """
    reading = _Reading(sheet, name=name, styles=styles, date1904=date1904, hidden=hidden)
    cells = reading.cells()
    table = None
    if cells:
        rows = max(cell.row + cell.row_span - 1 for cell in cells)
        columns = max(cell.column + cell.column_span - 1 for cell in cells)
        table = Table(rows=rows, columns=columns, cells=tuple(cells), place=Place(sheet=name, table=number))
    return SheetReading(table=table, notes=tuple(reading.notes()))


class _Reading:
    """The work on one sheet, and what it found on the way."""

    def __init__(self, sheet: Sheet, *, name: str, styles: tuple[Style, ...], date1904: bool, hidden: bool) -> None:
        self._sheet = sheet
        self._name = name
        self._styles = styles
        self._date1904 = date1904
        self._hidden = hidden
        self._all_shown = not (hidden or sheet.hidden_rows or sheet.hidden_columns)
        self._calculator = Calculator(sheet.cells)
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}
        self._uncached: list[tuple[str, bool]] = []
        self._covered: list[str] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._hidden_formats: list[str] = []
        self._notes: list[Note] = []

    def cells(self) -> list[Cell]:
        """The cells in reading order, merged areas as one."""
        self._merged, covered = self._spans()
        result = []
        for spot in sorted(self._sheet.cells):
            (row, column), raw = spot, self._sheet.cells[spot]
            if spot in covered:
                if raw.kind != "uncached":
                    self._covered.append(_reference(row, column))
                continue
            row_span, column_span = self._merged.get(spot, (1, 1))
            seen_here = self._seen(row, column, raw)
            if not seen_here.text.strip() and "uncached" not in seen_here.flags:
                continue
            result.append(
                Cell(
                    row=row,
                    column=column,
                    row_span=row_span,
                    column_span=column_span,
                    text=seen_here.text,
                    exact=seen_here.exact,
                    flags=seen_here.flags,
                    place=Place(sheet=self._name, row=row, column=column),
                )
            )
        return result

    def notes(self) -> list[Note]:
        """What was found, one note a matter."""
        self._note_hidden()
        if self._uncached:
            named = "、".join(reference for reference, _ in self._uncached[:5])
            done = sum(known for _, known in self._uncached)
            self._note(
                "formula-uncached",
                f"{len(self._uncached)} 个公式没有保存计算结果（{named}{'等' if len(self._uncached) > 5 else ''}），"
                f"其中 {done} 个已按公式重新计算",
            )
        if self._sheet.passed_count:
            named = "、".join(self._sheet.passed_over)
            self._note("sheet-truncated", f"有 {self._sheet.passed_count} 个单元格没有读（从 {named} 起）")
        return self._notes

    def _note_hidden(self) -> None:
        if self._hidden:
            self._note("text-hidden", f"工作表“{self._name}”是隐藏的，其中的行不算汇总表的条目")
        parts = []
        if self._hidden_rows:
            parts.append("第" + "、".join(str(row) for row in sorted(self._hidden_rows)[:20]) + "行")
        if self._hidden_columns:
            letters = [column_letters(column) for column in sorted(self._hidden_columns)[:20]]
            parts.append("第" + "、".join(letters) + "列")
        if parts and not self._hidden:
            self._note("text-hidden", "、".join(parts) + "被隐藏，内容已读出")
        if self._hidden_formats:
            named = "、".join(self._hidden_formats[:10])
            self._note("text-hidden", f"单元格 {named} 的数字格式使内容不显示，已读出")
        if self._covered:
            self._note("text-hidden", "合并单元格盖住了 " + "、".join(self._covered[:10]) + " 的内容，没有读出")

    def _note(self, code: str, detail: str, *, row: int | None = None, column: int | None = None) -> None:
        self._notes.append(Note(code=code, detail=detail, place=Place(sheet=self._name, row=row, column=column)))

    def _spans(self) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
        """Rows and columns of each merged area that begins with a filled cell, and the spots the areas cover."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        covered: set[tuple[int, int]] = set()
        cells = self._sheet.cells
        last_row = max((row for row, _ in cells), default=0)
        last_column = max((column for _, column in cells), default=0)
        spent = 0
        for top, left, lowest, rightmost in self._sheet.merges:
            bottom, right = min(lowest, last_row), min(rightmost, last_column)
            spent += max(0, bottom - top + 1) * max(0, right - left + 1)
            if bottom < top or right < left or spent > _MOST_MERGED:
                continue
            area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
            if area & covered or (top, left) in spans:
                continue
            covered |= area - {(top, left)}
            spans[top, left] = (bottom - top + 1, right - left + 1)
        return spans, covered

    def _seen(self, row: int, column: int, raw: Raw) -> Seen:
        style = self._styles[raw.style] if raw.style < len(self._styles) else PLAIN
        if raw.kind == "text" and "@" not in style.format:
            result = Seen(raw.text)
        elif raw.kind == "n" and style.format == "General" and _AS_STORED.fullmatch(raw.text):
            result = Seen(raw.text, "", _NUMERIC)
        elif raw.kind == "n":
            if raw.number.adjusted() >= _MOST_DIGITS:
                detail = f"{plain(raw.number)} 超过 15 位，Excel 已把末尾几位变成 0，请核对"
                self._note("field-unsure", detail, row=row, column=column)
            result = seen(raw.number, style.format, date1904=self._date1904)
        elif raw.kind == "uncached":
            result = self._recomputed(row, column, style)
        elif raw.kind == "bad":
            what = f"按原样读出：{raw.text[:50]}" if raw.text else "没有读出文字"
            self._note("field-unsure", f"单元格内容已损坏，{what}", row=row, column=column)
            result = Seen(text=raw.text)
        else:
            result = Seen(text=seen_text(raw.text, style.format))
        if self._all_shown and not style.struck and not raw.struck and "hidden" not in result.flags:
            return result
        return result._replace(flags=result.flags | self._flags(row, column, raw, style, result))

    def _flags(self, row: int, column: int, raw: Raw, style: Style, result: Seen) -> frozenset[str]:
        flags = set()
        if style.struck or raw.struck:
            flags.add("struck")
        if not result.text.strip():
            return frozenset(flags)
        if "hidden" in result.flags:
            self._hidden_formats.append(_reference(row, column))
        rows, columns = self._merged.get((row, column), (1, 1))
        # A merged area is hidden only where all its rows or all its columns are.
        if self._sheet.hidden_rows.issuperset(range(row, row + rows)):
            self._hidden_rows.add(row)
            flags.add("hidden")
        if self._sheet.hidden_columns.issuperset(range(column, column + columns)):
            self._hidden_columns.add(column)
            flags.add("hidden")
        if self._hidden:
            flags.add("hidden")
        return frozenset(flags)

    def _recomputed(self, row: int, column: int, style: Style) -> Seen:
        number = self._calculator.result(row, column)
        self._uncached.append((_reference(row, column), number is not None))
        if number is None:
            return Seen(text="", flags=frozenset({"uncached"}))
        result = seen(number, style.format, date1904=self._date1904)
        return result._replace(flags=result.flags | {"uncached"})


def _reference(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"
