"""One sheet of a ledger workbook as people left it: its rows by their marks, its columns by their headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qtdocs.errors import UsageError
from qtdocs.model.place import column_letters
from qtdocs.writing import EXCERPT, cell_text

_MOST_ROWS = 100_000
_MOST_COLUMNS = 500
_HEAD_ROWS = 20
_AGAIN = "恢复不了的，请从程序写出的 台账.xlsx 重新改。"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKind:
    """A sheet that people may change."""

    name: str
    """Its name."""
    mark: str
    """The heading of the hidden column that tells its rows apart."""
    anchor: str
    """The heading of the column by which people know a row."""
    unique: bool
    """Whether no two rows have the same anchor, so that it can stand in for the mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the program wrote into a sheet."""

    heads: dict[str, str] = field(default_factory=dict)
    """Keys of the columns that may be changed, by heading."""
    others: set[str] = field(default_factory=set)
    """All other headings."""
    rows: dict[str, str] = field(default_factory=dict)
    """The anchor of each row, by its mark."""


class EditedSheet:
    """A sheet with its headings and rows found.

    Args:
        shown: the sheet with the results of formulas.
        formulas: the same sheet with the formulas themselves.
        kind: which sheet.
        written: what the program wrote into it.

    Raises:
        UsageError: headings or marks are gone, or stand there twice; the cell is named.
    """

    def __init__(self, shown: Any, formulas: Any, kind: SheetKind, written: Written) -> None:
        self._shown, self._formulas, self._kind, self._written = shown, formulas, kind, written
        if shown.max_row > _MOST_ROWS or shown.max_column > _MOST_COLUMNS:
            size = f"{shown.max_row} 行 {shown.max_column} 列"
            raise UsageError(f"“{kind.name}”页有 {size}，多得反常。", "请把远处的内容和格式删去，保存后再运行。")
        self._head, self._labels = self._headings()
        self.places = {written.heads[label]: place for label, place in self._labels.items() if label in written.heads}
        self.remarks: list[str] = []
        self.rows = dict(self._rows())
        self._refuse_merged()
        self._remark()

    def value(self, row: str, key: str) -> tuple[Any, str]:
        """What stands in a cell, and the format of its number.

        Raises:
            UsageError: it is a formula without a result, or shows an error.
        """
        number, column = self.rows[row], self.places[key]
        cell = self._shown.cell(number, column)
        if cell.value is None and self._formulas.cell(number, column).data_type == "f":
            told = f"{self.spot(row, key)} 是公式，文件里没有存下结果。"
            raise UsageError(told, "请直接填数或文字，保存后再运行。")
        if cell.data_type == "e":
            raise UsageError(
                f"{self.spot(row, key)} 显示的是错误值 {cell.value}。", "请填上内容，或者撤销这一格的改动。"
            )
        return cell.value, str(cell.number_format or "")

    def spot(self, row: str, key: str) -> str:
        """A cell as people name it: ``班组!C5``."""
        return self._spot(self.rows[row], self.places[key])

    def fixed(self, row: str, label: str) -> tuple[str, str] | None:
        """What stands in a cell of a column that cannot be changed, and where; none where the column is gone."""
        place = self._labels.get(label)
        return (self._text(self.rows[row], place), self._spot(self.rows[row], place)) if place else None

    def refuse_torn(self, row: str) -> None:
        """Refuse a changed row whose anchor is another's: people sorted some of the columns alone.

        Raises:
            UsageError: it is so.
        """
        place = self._labels.get(self._kind.anchor)
        if place and self._text(self.rows[row], place)[:EXCERPT] != self._written.rows[row]:
            raise UsageError(
                f"{self._spot(self.rows[row], place)} 的“{self._kind.anchor}”和这一行隐藏的“{self._kind.mark}”对不上，"
                "可能只排了一部分列，或者粘贴时盖住了别的行。",
                "请撤销，连整行一起排序；" + _AGAIN,
            )

    def _headings(self) -> tuple[int, dict[str, int]]:
        """The row of the headings, and the column of each."""
        ours = {*self._written.heads, *self._written.others}
        for number, values in enumerate(self._shown.iter_rows(max_row=_HEAD_ROWS, values_only=True), 1):
            labels = [cell_text(value) for value in values]
            if len(ours & set(labels)) < 2:
                continue
            for label in (*self._written.heads, self._kind.mark):
                if labels.count(label) > 1:
                    spots = [place for place, each in enumerate(labels, 1) if each == label]
                    named = " 和 ".join(self._spot(number, place) for place in spots)
                    raise UsageError(
                        f"“{self._kind.name}”页有两列都叫“{label}”（{named}）。", "请删去多出的一列再运行。"
                    )
            return number, {label: place for place, label in enumerate(labels, 1) if label}
        raise UsageError(f"“{self._kind.name}”页找不到表头。", "请恢复表头这一行；" + _AGAIN)

    def _rows(self) -> Iterator[tuple[str, int]]:
        """The number of each row, by its mark."""
        place, anchor = self._labels.get(self._kind.mark), self._labels.get(self._kind.anchor)
        if place is None and not (self._kind.unique and anchor):
            raise UsageError(
                f"“{self._kind.name}”页隐藏的“{self._kind.mark}”一列没有了，认不出每一行是哪一个。",
                "请撤销删除；" + _AGAIN,
            )
        by_anchor = {text: mark for mark, text in self._written.rows.items() if text and self._kind.unique}
        seen: dict[str, int] = {}
        for number in range(self._head + 1, self._shown.max_row + 1):
            mark = self._text(number, place) or by_anchor.get(self._text(number, anchor), "")
            if not mark:
                self._pass_over(number)
                continue
            spot = self._spot(number, place or anchor or 1)
            if mark not in self._written.rows:
                raise UsageError(f"{spot} 的“{self._kind.mark}”不是台账里的：“{mark[:30]}”。", "请撤销；" + _AGAIN)
            if mark in seen:
                spots = f"{self._spot(seen[mark], place or anchor or 1)} 和 {spot}"
                raise UsageError(
                    f"{spots} 两行是同一个（{self._kind.mark}相同），不知道以哪一行为准。", "请只留一行再运行。"
                )
            seen[mark] = number
            yield mark, number

    def _pass_over(self, number: int) -> None:
        """A row that is none of ours; what stands in it is not looked at."""
        if any(self._text(number, place) for place in self.places.values()):
            self.remarks.append(f"“{self._kind.name}”页第 {number} 行不是台账里的，没有看。")

    def _refuse_merged(self) -> None:
        """A merged area leaves no trace of what stood below it."""
        columns, rows = set(self.places.values()), set(self.rows.values())
        for area in self._shown.merged_cells.ranges:
            across = set(range(area.min_col, min(area.max_col, _MOST_COLUMNS) + 1)) & columns
            down = set(range(area.min_row, min(area.max_row, _MOST_ROWS) + 1)) & rows
            if across and down:
                raise UsageError(
                    f"{self._kind.name}!{area.coord} 合并了单元格，分不清各格原来写的是什么。",
                    "请取消合并、逐格填好再运行。",
                )

    def _remark(self) -> None:
        """What was taken out of the sheet, and what was put in."""
        name = self._kind.name
        if missing := [label for label in self._written.heads if label not in self._labels]:
            self.remarks.append(f"“{name}”页没有这些列，没有看，也没有当作清空：{'、'.join(missing)}。")
        if gone := len(self._written.rows) - len(self.rows):
            self.remarks.append(f"“{name}”页少了 {gone} 行，没有看，也没有当作删除。")
        own = {*self._written.heads, *self._written.others, self._kind.mark}
        if more := [label for label in self._labels if label not in own]:
            self.remarks.append(f"“{name}”页的这些列不是台账里的，没有看：{'、'.join(more)}。")
        labelled = set(self._labels.values())
        for place in range(1, self._shown.max_column + 1):
            if place not in labelled and any(self._text(number, place) for number in self.rows.values()):
                self.remarks.append(f"“{name}”页 {column_letters(place)} 列没有表头，没有看。")

    def _text(self, row: int, column: int | None) -> str:
        return cell_text(self._shown.cell(row, column).value) if column else ""

    def _spot(self, row: int, column: int) -> str:
        return f"{self._kind.name}!{column_letters(column)}{row}"
