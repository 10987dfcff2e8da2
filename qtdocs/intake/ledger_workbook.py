"""台账.xlsx read back: what people changed in it, found by ids and headings, whatever else happened to the sheet."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qtdocs.errors import UsageError
from qtdocs.writing import BASELINE, cell_digest, cell_text

_BROKEN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, OSError, IndexError, TypeError, AttributeError,
    EOFError,
)  # fmt: skip
_MOST_ROWS = 100_000
_MARKS = {"班组": "编号", "问题": "记号", "印章": "记号"}
"""Each sheet that people may change, and the heading of the column that tells its rows apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """One cell that a person changed."""

    sheet: str
    """The sheet."""
    row: str
    """What tells the row from all others."""
    key: str
    """The column's key."""
    label: str
    """The column's heading."""
    text: str
    """What stands there now."""
    was: str
    """Digest of what stood there when the workbook was written."""
    where: str
    """The cell, as ``班组!C5``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedLedger:
    """All that a person changed in a ledger workbook."""

    programme: str
    """Id of the programme it was written for."""
    changes: tuple[Edited, ...]
    """Changed cells, row by row."""
    texts: Mapping[tuple[str, str, str], tuple[str, str]]
    """Every cell that may be changed: text and place by sheet, row and key."""
    remarks: tuple[str, ...]
    """What else was done to the workbook and has no effect, in Chinese."""


def read_ledger_workbook(data: bytes) -> EditedLedger:
    """What people changed in a ledger workbook.

    Rows may be sorted, filtered and missing, columns moved, missing and added.

    Raises:
        UsageError: it cannot be opened, is none of ours, or was changed in a way that has no clear meaning; the cell is
            named.
    """
    shown, written = _books(data)
    heads, base, programme = _baseline(shown)
    changes: list[Edited] = []
    texts: dict[tuple[str, str, str], tuple[str, str]] = {}
    remarks: list[str] = []
    for sheet, mark in _MARKS.items():
        if sheet in shown.sheetnames:
            found = _Sheet(shown[sheet], written[sheet], mark=mark, heads=heads.get(sheet, {}))
            remarks.extend(found.remarks(set(base)))
            for row, key, text, where in found.cells():
                texts[sheet, row, key] = text, where
                was = base.get((row, key))
                if was is None:
                    raise UsageError(f"{where} 这一行的“{mark}”不是台账里的。", _NO_NEW_ROWS)
                if cell_digest(text) != was:
                    label = heads[sheet][key]
                    changes.append(Edited(sheet=sheet, row=row, key=key, label=label, text=text, was=was, where=where))
        elif heads.get(sheet):
            remarks.append(f"没有“{sheet}”页，那一页没有看。")
    return EditedLedger(programme=programme, changes=tuple(changes), texts=texts, remarks=tuple(remarks))


_NO_NEW_ROWS = "台账里不能加行：新的班组请收它的材料（qtdocs collect）；多出的行请删去，粘贴坏的请从 台账.xlsx 重新改。"


def _books(data: bytes) -> tuple[Any, Any]:
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True), openpyxl.load_workbook(io.BytesIO(data))
    except _BROKEN as error:
        raise UsageError(
            "这个工作簿打不开，可能没有保存完。", "请用 Excel 或 WPS 打开，另存为 .xlsx 再运行。"
        ) from error


def _baseline(book: Any) -> tuple[dict[str, dict[str, str]], dict[tuple[str, str], str], str]:
    """Headings by sheet and key, digests by row and key, and the programme."""
    heads: dict[str, dict[str, str]] = {}
    base: dict[tuple[str, str], str] = {}
    programme = ""
    for kind, one, key, last in _rows(book[BASELINE]) if BASELINE in book.sheetnames else ():
        if kind == "programme":
            programme = one
        elif kind == "head":
            heads.setdefault(one, {})[key] = last
        else:
            base[one, key] = last
    if not programme or not heads:
        raise UsageError(
            "这不是程序写出的台账，或者里面隐藏的“底稿”页没有了，认不出改了哪些格。",
            "请在 qtdocs collect 写出的 台账.xlsx 上改；复制到新工作簿里的、隐去电话的副本都不行。",
        )
    return heads, base, programme


def _rows(sheet: Any) -> Iterator[tuple[str, str, str, str]]:
    for row in sheet.iter_rows(max_col=4, values_only=True):
        kind, one, key, last = (cell_text(value) for value in row)
        yield kind, one, key, last


class _Sheet:
    """One sheet with its headings found; every cell that may be changed can be asked for."""

    def __init__(self, shown: Any, written: Any, *, mark: str, heads: Mapping[str, str]) -> None:
        self._shown, self._written, self._mark = shown, written, mark
        self._name = shown.title
        if shown.max_row > _MOST_ROWS:
            raise UsageError(f"“{self._name}”页有 {shown.max_row} 行，多得反常。", "请把远处的内容删去再运行。")
        self._row, self._places, self._mark_place = self._headings(heads)
        self._missing = [label for key, label in heads.items() if key not in self._places]
        self._refuse_merged()

    def _headings(self, heads: Mapping[str, str]) -> tuple[int, dict[str, int], int]:
        """The row of the headings, the column of each key, and that of the mark."""
        keys = {label: key for key, label in heads.items()}
        for number, row in enumerate(self._shown.iter_rows(max_row=20, values_only=True), 1):
            labels = [cell_text(value) for value in row]
            if self._mark in labels and sum(label in keys for label in labels) >= 1:
                marks = [place for place, label in enumerate(labels, 1) if label == self._mark]
                twice = [label for label in keys if labels.count(label) > 1]
                if twice:
                    raise UsageError(f"“{self._name}”页有两列都叫“{twice[0]}”。", "请删去多出的一列再运行。")
                places = {keys[label]: place for place, label in enumerate(labels, 1) if label in keys}
                return number, places, marks[-1]
        raise UsageError(
            f"“{self._name}”页找不到表头，或隐藏的“{self._mark}”一列没有了。",
            f"请恢复表头和“{self._mark}”列；恢复不了的，请从 台账.xlsx 重新改。",
        )

    def _refuse_merged(self) -> None:
        """A merged area leaves no trace of what stood below it."""
        known = {self._mark_place, *self._places.values()}
        for area in self._shown.merged_cells.ranges:
            columns = set(range(area.min_col, area.max_col + 1))
            if area.max_row > self._row and columns & known:
                raise UsageError(
                    f"{self._name}!{area.coord} 合并了单元格，分不清各格原来写的是什么。",
                    "请取消合并、逐格填好再运行。",
                )

    def cells(self) -> Iterator[tuple[str, str, str, str]]:
        """Row's mark, column's key, text and place of every cell that may be changed."""
        seen: dict[str, int] = {}
        for number in range(self._row + 1, self._shown.max_row + 1):
            mark = cell_text(self._shown.cell(number, self._mark_place).value)
            values = {key: self._text(number, place) for key, place in self._places.items()}
            if not mark:
                if any(values.values()):
                    spot = self._spot(number, self._mark_place)
                    raise UsageError(f"{spot} 是空的，第 {number} 行认不出是哪一个。", _NO_NEW_ROWS)
                continue
            if mark in seen:
                raise UsageError(
                    f"“{self._name}”页第 {seen[mark]} 行和第 {number} 行是同一个（{self._mark}相同）。",
                    "请只留一行再运行。",
                )
            seen[mark] = number
            for key, text in values.items():
                yield mark, key, text, self._spot(number, self._places[key])

    def _text(self, row: int, column: int) -> str:
        cell = self._shown.cell(row, column)
        if cell.value is None and self._written.cell(row, column).data_type == "f":
            told = f"{self._spot(row, column)} 是公式，文件里没有存下结果。"
            raise UsageError(told, "请直接填数或文字，保存后再运行。")
        return cell_text(cell.value, percent="%" in str(cell.number_format or ""))

    def _spot(self, row: int, column: int) -> str:
        return f"{self._name}!{self._shown.cell(row, column).coordinate}"

    def remarks(self, base: set[tuple[str, str]]) -> Iterator[str]:
        """What was taken out of the sheet and therefore not looked at."""
        if self._missing:
            yield f"“{self._name}”页没有这些列，没有看，也没有当作清空：{'、'.join(self._missing)}。"
        if self._places:
            key = next(iter(self._places))
            there = {cell_text(self._shown.cell(row, self._mark_place).value) for row in self._numbers()}
            gone = sum(each == key and row not in there for row, each in base)
            if gone and key in {each for _, each in base}:
                yield f"“{self._name}”页少了 {gone} 行，没有看，也没有当作删除。"

    def _numbers(self) -> Sequence[int]:
        return range(self._row + 1, self._shown.max_row + 1)
