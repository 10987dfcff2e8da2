"""人工核查表.xlsx read back: what people looked up elsewhere, row by row, wherever they moved its columns."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qtdocs.errors import UsageError
from qtdocs.intake.register import day_written
from qtdocs.model.document import Cell, Document, Table
from qtdocs.model.inspection import INSPECTION_COLUMNS, TOLD, WORKSPACE, Inspection, row_key
from qtdocs.model.place import column_letters
from qtdocs.text import label_twin, narrow

_NAMES = dict(INSPECTION_COLUMNS)
_NEEDED = ("number", "organisation", "team", "text", "who", "where", "day", "result", "key")
_SHOWN = ("organisation", "team", "text")
_RESULTS = {
    "符合": "符合", "合格": "符合", "不符合": "不符合", "不合格": "不符合",
    "查不到": "查不到", "查不了": "查不到", "没有查到": "查不到", "没查到": "查不到",
}  # fmt: skip
_FIRST_DAY = datetime.date(2000, 1, 1)
_NOTHING = re.compile(r"[\s/\\\-—_、，。.…无]*")
_HEAD_ROWS = 12
_WORKSPACE = re.compile(WORKSPACE.format(r"([0-9a-f]{16})"))
_KEY = re.compile(r"([^/]+)/([^/]+)/[0-9a-f]{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRow:
    """One row of the workbook that speaks of a team and a rule."""

    row: int
    """Its number in the sheet."""
    inspection: Inspection
    """What stands there."""
    is_whole: bool
    """Whether what the program wrote in it still fits its hidden cell; else nothing in it is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionBook:
    """The workbook as people left it."""

    sheet: str
    """The name of its sheet."""
    head: int
    """The row of its headings."""
    places: Mapping[str, int]
    """The column of each heading, by key."""
    workspace: str = ""
    """What tells the workspace that made it from all others; empty where it does not say."""
    rows: tuple[InspectionRow, ...] = ()
    """Its rows."""
    doubts: tuple[str, ...] = ()
    """What in it cannot be understood, each with its cell, in Chinese without a full stop."""


def read_inspections(
    document: Document, *, today: datetime.date, entries: Mapping[str, str], book: str = ""
) -> InspectionBook:
    """What people wrote, and what of that cannot be understood.

    Args:
        document: the workbook as a reader sees it.
        today: nobody can have looked after this day.
        entries: the id of each entry that the ledger knows, by its number.
        book: the name of a copy; empty for the workspace's own.

    Raises:
        UsageError: it has no headings of ours, or one of them is lost or stands there twice.
    """
    table, head, places = _head(document)
    doubts: list[str] = []
    rows: list[InspectionRow] = []
    for row in range(head + 1, table.rows + 1):
        reading = _Row(table, row, places, today, entries)
        found = reading.read(book)
        doubts += reading.doubts
        if found is not None:
            rows.append(found)
    doubts += _twice(rows, places)
    return InspectionBook(
        sheet=table.place.sheet,
        head=head,
        places=places,
        workspace=_workspace(table, head),
        rows=tuple(sorted(_once(rows), key=lambda each: each.row)),
        doubts=tuple(doubts),
    )


def _head(document: Document) -> tuple[Table, int, dict[str, int]]:
    """The table with our headings, their row, and the column of each."""
    keys = {label_twin(label): key for key, label in INSPECTION_COLUMNS}
    for table in (each for each in document.blocks if isinstance(each, Table)):
        for row in range(1, min(_HEAD_ROWS, table.rows) + 1):
            cells = [cell for cell in table.cells if cell.row == row and label_twin(cell.text) in keys]
            found = [(keys[label_twin(cell.text)], cell.column) for cell in cells]
            if {"who", "result"} & {key for key, _ in found} and len(found) > 3:
                return table, row, _unlike(found, row)
    raise UsageError(
        "这不是人工核查表：找不到“谁查的”“结果”这些表头。",
        "请恢复表头（第 3 行）；或者把这一份移走再运行 qtdocs collect，程序会按已登记的内容重新生成一份。",
    )


def _workspace(table: Table, head: int) -> str:
    """The workspace that is named above the headings; empty where none is."""
    texts = (cell.text.strip() for cell in table.cells if cell.row < head)
    return next((found[1] for text in texts if (found := _WORKSPACE.fullmatch(text))), "")


def _unlike(found: list[tuple[str, int]], row: int) -> dict[str, int]:
    places: dict[str, int] = {}
    for key, column in found:
        if key in places:
            cells = f"{column_letters(places[key])}{row} 和 {column_letters(column)}{row}"
            raise UsageError(f"人工核查表有两列“{_NAMES[key]}”（{cells}）。", "请删去多出的一列，再运行一次。")
        places[key] = column
    lost = [_NAMES[key] for key in _NEEDED if key not in places]
    if lost:
        names = "、".join(f"“{name}”" for name in lost)
        raise UsageError(
            f"人工核查表第 {row} 行的表头少了{names}。",
            "请撤销删除的列（最后一列是隐藏的）；或者把这一份移走再运行，程序会按已登记的内容重新生成一份。",
        )
    return places


class _Row:
    """One row being read."""

    def __init__(
        self, table: Table, row: int, places: Mapping[str, int], today: datetime.date, entries: Mapping[str, str]
    ) -> None:
        self._table, self._row, self._places, self._today, self._entries = table, row, places, today, entries
        self.doubts: list[str] = []

    def read(self, book: str) -> InspectionRow | None:
        """What stands in it; none for a row that speaks of no team."""
        texts = {key: self._text(key) for key in self._places}
        written = any(texts.get(key) for key in TOLD)
        key = _KEY.fullmatch(texts["key"])
        if key is None:
            if written:
                self._doubt("number", "这一行没有编号，不知道查的是哪个班组的哪一条，没有采用")
            return None
        entry, shown = self._entries.get(key[1]), [texts[each] for each in _SHOWN]
        is_whole = entry is not None and row_key(entry, texts["number"], key[2], shown) == key[0]
        if entry is None and written:
            self._doubt("number", f"台账里没有 {key[1]}，可能是别的工作区的表，没有采用")
        elif not is_whole and written:
            self._doubt("number", "这一行与隐藏的编号对不上，可能只排了一部分列，或者是别的活动的表，没有采用")
        inspection = Inspection(number=key[1], rule=key[2], book=book)
        if is_whole:
            inspection = self._told(inspection, texts)
            self._complete(inspection)
        return InspectionRow(row=self._row, inspection=inspection, is_whole=is_whole)

    def _told(self, bare: Inspection, texts: Mapping[str, str]) -> Inspection:
        who, where = ("" if _NOTHING.fullmatch(texts[key]) else texts[key] for key in ("who", "where"))
        day, result = self._day(texts["day"]), self._result(texts["result"])
        return replace(bare, who=who, where=where, day=day, result=result, remark=texts.get("remark", ""))

    def _text(self, key: str) -> str:
        cell = self._table.at(self._row, self._places[key])
        if cell is None:
            return ""
        if "uncached" in cell.flags and not cell.text:
            self._doubt(key, "是公式，文件里没有结果，没有采用")
        return _written(cell, exact=key == "day")

    def _day(self, text: str) -> datetime.date | None:
        value = float(text) if re.fullmatch(r"\d{5}(\.\d+)?", text) else text
        day, _ = day_written(value)
        if text and day is None:
            self._doubt("day", f"日期“{text[:30]}”读不懂，请写成 2026-04-10")
        elif day is not None and not _FIRST_DAY <= day <= self._today:
            self._doubt("day", f"日期是 {day}，不会是真的，没有采用")
            return None
        return day

    def _result(self, text: str) -> str:
        found = _RESULTS.get(label_twin(narrow(text)), "")
        if text and not found:
            self._doubt("result", f"结果“{text[:30]}”读不懂，请写符合、不符合或查不到")
        return found

    def _complete(self, inspection: Inspection) -> None:
        """Say what is lacking where somebody began to fill a row in."""
        if inspection.is_complete or not any(inspection.said[:4]):
            return
        lacking = [
            key
            for key in ("who", "where", "day", "result")
            if not getattr(inspection, key) and not any(self._cell(key) in doubt for doubt in self.doubts)
        ]
        if lacking:
            names = "、".join(f"“{_NAMES[key]}”" for key in lacking)
            self._doubt(lacking[0], f"没有写{names}，{inspection.number} 的 {inspection.rule} 这一行先不算数")

    def _cell(self, key: str) -> str:
        return f"{column_letters(self._places[key])}{self._row}"

    def _doubt(self, key: str, detail: str) -> None:
        told = f"{self._cell(key)} {detail}"
        if told not in self.doubts:
            self.doubts.append(told)


def _written(cell: Cell, *, exact: bool) -> str:
    return ((cell.exact if exact else "") or cell.text).strip()


def _twice(rows: Iterable[InspectionRow], places: Mapping[str, int]) -> Iterator[str]:
    """Two rows about the same rule and team that say different things."""
    for several in _by_key(rows).values():
        if len({each.inspection.said for each in several}) > 1:
            cells = " 和 ".join(f"{column_letters(places['number'])}{each.row}" for each in several)
            yield f"{cells} 说的是同一个班组的同一条规定，内容不同，都没有采用，请只留一行"


def _once(rows: Sequence[InspectionRow]) -> Iterator[InspectionRow]:
    """Each rule and team once: the first row in which something is written; none is taken that others contradict."""
    written = _by_key(rows)
    for key, each in {(each.inspection.number, each.inspection.rule): each for each in reversed(rows)}.items():
        several = written.get(key, [each])
        agree = len({other.inspection.said for other in several}) == 1
        yield several[0] if agree else replace(several[0], is_whole=False)


def _by_key(rows: Iterable[InspectionRow]) -> dict[tuple[str, str], list[InspectionRow]]:
    """The rows in which something is written, by the team and the rule."""
    found: dict[tuple[str, str], list[InspectionRow]] = {}
    for each in rows:
        if not each.inspection.is_empty:
            found.setdefault((each.inspection.number, each.inspection.rule), []).append(each)
    return found
