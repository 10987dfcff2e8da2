"""签收表.xlsx read back: who took what, row by row, wherever people moved the rows and columns."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from qtdocs.errors import UsageError
from qtdocs.intake.register import day_written
from qtdocs.model.document import Document, Table
from qtdocs.model.place import column_letters
from qtdocs.model.publication import SIGNING_COLUMNS
from qtdocs.text import label_twin

_NEEDED = ("entry", "organisation", "team", "taker", "day")
_HEAD_ROWS = 20
_DITTO = {"同上", "〃", "″", "”", '"', "同左"}
_NOTHING = {"/", "-", "—", "无", "未领", "未签"}
_NAMES = dict(SIGNING_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRow:
    """One row on which somebody signed."""

    row: int
    """Its number in the sheet."""
    entry: str
    """班组编号 as it stands there."""
    organisation: str
    """单位名称 as it stands there."""
    team: str
    """班组名称 as it stands there."""
    number: str
    """证书编号 as it stands there."""
    taker: str
    """Who signed; empty where nobody did."""
    day: str
    """When, ISO 8601; empty where nothing or nothing sure stands there."""
    remark: str
    """Whatever else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSheet:
    """The sheet as people left it."""

    rows: tuple[SigningRow, ...]
    """Every row that names an entry."""
    doubts: tuple[str, ...] = ()
    """What in it cannot be understood, each with its cell, in Chinese without a full stop."""


def read_signing_sheet(document: Document, *, today: datetime.date) -> SigningSheet:
    """What stands in a sheet of signatures.

    Args:
        document: the workbook as a reader sees it.
        today: nobody can have signed after this day.

    Raises:
        UsageError: it has no headings of ours.
    """
    table, head, places = _head(document)
    doubts: list[str] = []
    rows = [row for number in range(head + 1, table.rows + 1) if (row := _row(table, number, places, today, doubts))]
    return SigningSheet(rows=tuple(rows), doubts=tuple(doubts))


def _head(document: Document) -> tuple[Table, int, dict[str, int]]:
    keys = {label_twin(label): key for key, label in SIGNING_COLUMNS}
    for table in document.tables:
        for row in range(1, min(_HEAD_ROWS, table.rows) + 1):
            places: dict[str, int] = {}
            for cell in (each for each in table.cells if each.row == row):
                if (key := keys.get(label_twin(cell.text))) and places.setdefault(key, cell.column) != cell.column:
                    raise UsageError(f"签收表有两列“{_NAMES[key]}”。", "请删去多出的一列，再运行。")
            if len(set(_NEEDED) & set(places)) < 3:
                continue
            if lost := [_NAMES[key] for key in _NEEDED if key not in places]:
                raise UsageError(f"签收表少了这些列：{'、'.join(lost)}。", "请恢复表头，再运行。")
            return table, row, places
    raise UsageError("这不是签收表：找不到“班组编号”“签收人”这些表头。", "请用 qtdocs publish 签收表 写出的那一份。")


def _row(
    table: Table, number: int, places: dict[str, int], today: datetime.date, doubts: list[str]
) -> SigningRow | None:
    texts = {key: _text(table, number, place) for key, place in places.items()}
    taker = "" if texts["taker"] in _NOTHING else texts["taker"]
    if not texts["entry"]:
        if taker:
            doubts.append(f"第 {number} 行有签收人，没有班组编号")
        return None

    def spot(key: str) -> str:
        return f"{column_letters(places[key])}{number}"

    if taker in _DITTO:
        doubts.append(f"{spot('taker')} 写的是“{taker}”，请写上姓名")
        taker = ""
    day = _day(table, number, places["day"])
    if texts["day"] and texts["day"] not in _NOTHING and day is None:
        doubts.append(f"{spot('day')} 日期“{texts['day'][:30]}”读不懂，请写成 2026-05-20")
    elif day is not None and day > today:
        doubts.append(f"{spot('day')} 日期 {day} 还没有到")
        day = None
    if day is not None and not taker:
        doubts.append(f"{spot('taker')} 有日期，没有签收人")
    return SigningRow(
        row=number, entry=texts["entry"], organisation=texts["organisation"], team=texts["team"],
        number=texts.get("number", ""), taker=taker, day=day.isoformat() if day else "",
        remark=texts.get("remark", ""),
    )  # fmt: skip


def _text(table: Table, row: int, column: int) -> str:
    cell = table.at(row, column)
    return " ".join(cell.text.split()) if cell is not None else ""


def _day(table: Table, row: int, column: int) -> datetime.date | None:
    cell = table.at(row, column)
    if cell is None:
        return None
    for text in _written(cell.exact, cell.text):
        day, _ = day_written(text)
        if day is not None:
            return day
    return None


def _written(exact: str, text: str) -> Iterator[object]:
    """A cell's day as a workbook holds it, and as people typed it."""
    for each in (exact, text):
        if each:
            yield float(each) if each.replace(".", "", 1).isdigit() and len(each) < 12 else each
