"""收件登记.xlsx read back: what people wrote down about deliveries that did not come by mail."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from qtdocs.errors import UsageError
from qtdocs.model.parcel import REGISTER_COLUMNS, Registered
from qtdocs.text import label_twin, narrow

_TELLING = ("what", "channel", "sender", "received", "postmark", "courier_no", "originals")
"""The columns of which one at least makes a row a delivery."""
_DATE = re.compile(r"(20\d\d)\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?!\d)")
_TIME = re.compile(r"(\d{1,2})[:时点](\d{2})?")
_FIRST = datetime.date(1899, 12, 30)  # day 0 of Excel's calendar
_FIRST_DAY = datetime.date(2000, 1, 1)
_ROWS = 20_000
_COLUMNS = 40
_HEADS = {label_twin(label) for key, label in REGISTER_COLUMNS if key in ("what", "received")}


Numbered = tuple[tuple[int, Registered], ...]
"""Rows with their numbers in the sheet."""
Doubts = tuple[tuple[int, str], ...]
"""What cannot be understood, with the number of the row."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    KeyError,
    ValueError,
    OSError,
    IndexError,
    TypeError,
    AttributeError,
)


def read_register(data: bytes, *, today: datetime.date) -> tuple[Numbered, Doubts]:
    """The rows of the register with their numbers in the sheet, and what cannot be understood, a sentence each.

    Columns are found by their headings, wherever they stand. A row with nothing but a remark is no delivery.

    Args:
        data: the workbook.
        today: no delivery can have come after this day.

    Raises:
        UsageError: the file cannot be opened, or has no headings of ours.
    """
    sheet = _sheet(data)
    head, places = _head(sheet)
    rows: list[tuple[int, Registered]] = []
    problems: list[tuple[int, str]] = []
    for number, values in enumerate(sheet[head + 1 :], head + 2):
        told = {key: _text(values, place) for key, place in places.items()}
        if not any(told.get(key) for key in _TELLING):
            continue
        row, doubts = _row(told, values, places, today)
        rows.append((number, row))
        problems.extend((number, f"第 {number} 行{doubt}") for doubt in doubts)
    return tuple(rows), tuple(problems)


def _sheet(data: bytes) -> list[list[Any]]:
    """The cells of the register's sheet, row by row; a merged area says in each of its cells what it says."""
    import openpyxl

    try:
        shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(data))
        name = next((each.title for each in shown.worksheets if _is_register(each)), shown.worksheets[0].title)
        return _cells(shown[name], written[name])
    except _BROKEN as error:
        raise UsageError(
            "收件登记.xlsx 打不开，可能没有保存完，或存成了别的格式。",
            "请用 Excel 或 WPS 另存为 .xlsx；实在打不开的，把它移走再运行，程序会按已登记的内容重新生成一份。",
        ) from error


def _is_register(sheet: Any) -> bool:
    """Whether a sheet has our headings."""
    rows = sheet.iter_rows(max_row=10, max_col=_COLUMNS, values_only=True)
    twins = ({label_twin(str(value)) for value in row if value is not None} for row in rows)
    return any(each >= _HEADS for each in twins)


def _cells(shown: Any, written: Any) -> list[list[Any]]:
    """Every row down to the last in which anything stands, made of the cells that are there alone.

    Raises:
        UsageError: there are more rows than deliveries can be.
    """
    values = {
        spot: cell.value for spot, cell in shown._cells.items() if spot[1] <= _COLUMNS and not _is_blank(cell.value)
    }
    for spot, cell in written._cells.items():
        if isinstance(cell.value, str) and cell.value.startswith("=") and spot not in values and spot[1] <= _COLUMNS:
            values[spot] = f"公式 {cell.value}"  # no result was saved: to be said, not passed over
    last = max((row for row, _ in values), default=0)
    if last > _ROWS:
        raise UsageError(f"收件登记.xlsx 的第 {last} 行还有内容，行数多得反常。", "请把远处的内容删去，保存后再运行。")
    rows: list[list[Any]] = [[None] * _COLUMNS for _ in range(last)]
    for (row, column), value in values.items():
        rows[row - 1][column - 1] = value
    for area in shown.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, last) + 1):
            for column in range(area.min_col, min(area.max_col, _COLUMNS) + 1):
                rows[row - 1][column - 1] = values.get((area.min_row, area.min_col))
    return rows


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _head(sheet: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """The row of the headings, and the place of each column in it."""
    twins = {label_twin(label): key for key, label in REGISTER_COLUMNS}
    for number, values in enumerate(sheet[:10]):
        places = {twins[twin]: place for place, value in enumerate(values) if (twin := label_twin(str(value))) in twins}
        if "what" in places and "received" in places:
            return number, places
    raise UsageError(
        "收件登记.xlsx 里找不到“来件（文件或文件夹）”和“收到日期”这两列。", "请恢复表头；或者把它移走再运行。"
    )


def _text(values: Sequence[Any], place: int) -> str:
    value = values[place] if place < len(values) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a courier's number typed as a number
    return "" if value is None else str(value).strip()


def _row(
    told: dict[str, str], values: Sequence[Any], places: dict[str, int], today: datetime.date
) -> tuple[Registered, list[str]]:
    doubts: list[str] = []
    days = {}
    for key, label in (("received", "收到日期"), ("postmark", "邮戳日期")):
        value = values[places[key]] if key in places and places[key] < len(values) else None
        days[key], time = day_written(value)
        if value not in (None, "") and days[key] is None:
            doubts.append(f"的“{label}”读不懂：“{str(value)[:30]}”，请写成 2026-04-10。")
        day = days[key]
        if day is not None and not _FIRST_DAY <= day <= today:
            doubts.append(f"的“{label}”是 {day}，不会是真的，没有采用。")
            days[key] = None
        if key == "received" and time and not told.get("time"):
            told["time"] = time
    written = values[places["time"]] if "time" in places and places["time"] < len(values) else None
    if isinstance(written, float) and 0 < written < 1:  # a time of day without its format
        told["time"] = f"{int(written * 24):02}:{round(written * 1440) % 60:02}"
    time = _time_of(told.get("time", ""))
    if told.get("time") and not time:
        doubts.append(f"的“收到时间”读不懂：“{told['time'][:30]}”，请写成 14:30。")
    plain = {key: told.get(key, "") for key in ("number", "channel", "sender", "courier_no", "originals", "remark")}
    what = told.get("what", "").replace("\\", "/").strip("/")
    return Registered(what=what, time=time, received=days["received"], postmark=days["postmark"], **plain), doubts


def day_written(value: object) -> tuple[datetime.date | None, str]:
    """A day as a workbook holds it or people type it, and the time of day where that stands with it."""
    if isinstance(value, datetime.datetime):
        return value.date(), f"{value:%H:%M}" if value.time() != datetime.time() else ""
    if isinstance(value, datetime.date):
        return value, ""
    if isinstance(value, int | float) and 30_000 < value < 80_000:
        return _FIRST + datetime.timedelta(days=int(value)), ""
    text = narrow(str(value or ""))
    if found := _DATE.search(text):
        try:
            return datetime.date(*map(int, found.groups())), _time_of(text[found.end() :])
        except ValueError:
            return None, ""
    return None, ""


def _time_of(text: str) -> str:
    """A time of day as ``HH:MM``; empty where there is none."""
    if not (found := _TIME.search(narrow(text))):
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if "下午" in text and hour < 12:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
