"""收件登记.xlsx read back: what people wrote down about deliveries that did not come by mail."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from qtdocs.errors import UsageError
from qtdocs.model.parcel import REGISTER_COLUMNS, REGISTER_SHEET, Registered
from qtdocs.text import label_twin, narrow

_EXAMPLE = "例"
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_TIME = re.compile(r"(\d{1,2})[:时](\d{2})?")
_FIRST = datetime.date(1899, 12, 30)  # day 0 of Excel's calendar
_ROWS = 5_000


def read_register(data: bytes) -> tuple[tuple[tuple[int, Registered], ...], tuple[str, ...]]:
    """The rows of the register with their numbers in the sheet, and what cannot be understood, a sentence each.

    Columns are found by their headings, wherever they stand. A row with nothing but a date or a channel counts too.

    Raises:
        UsageError: the file cannot be opened, or has no headings of ours.
    """
    sheet = _sheet(data)
    head, places = _head(sheet)
    rows: list[tuple[int, Registered]] = []
    problems: list[str] = []
    for number, values in enumerate(sheet[head + 1 :], head + 2):
        told = {key: _text(values, place) for key, place in places.items()}
        if not any(told[key] for key in told if key != "number") or told["number"].startswith(_EXAMPLE):
            continue
        row, doubts = _row(told, values, places)
        rows.append((number, row))
        problems.extend(f"第 {number} 行{doubt}" for doubt in doubts)
    return tuple(rows), tuple(problems)


def _sheet(data: bytes) -> list[Sequence[Any]]:
    """The cells of the register's sheet, row by row."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        sheet = book[REGISTER_SHEET] if REGISTER_SHEET in book.sheetnames else book.worksheets[0]
        return list(sheet.iter_rows(max_row=min(sheet.max_row, _ROWS), max_col=40, values_only=True))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError, TypeError, AttributeError) as error:
        raise UsageError(
            "收件登记.xlsx 打不开，可能没有保存完，或存成了别的格式。",
            "请用 Excel 或 WPS 另存为 .xlsx；实在打不开的，把它移走再运行，程序会重新生成一份。",
        ) from error


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


def _row(told: dict[str, str], values: Sequence[Any], places: dict[str, int]) -> tuple[Registered, list[str]]:
    doubts: list[str] = []
    days = {}
    for key, label in (("received", "收到日期"), ("postmark", "邮戳日期")):
        value = values[places[key]] if key in places and places[key] < len(values) else None
        days[key], time = _day(value)
        if value not in (None, "") and days[key] is None:
            doubts.append(f"的“{label}”读不懂：“{str(value)[:30]}”，请写成 2026-04-10。")
        if key == "received" and time and not told.get("time"):
            told["time"] = time
    time = _time_of(told.get("time", ""))
    if told.get("time") and not time:
        doubts.append(f"的“收到时间”读不懂：“{told['time'][:30]}”，请写成 14:30。")
    plain = {key: told.get(key, "") for key in ("number", "channel", "sender", "courier_no", "originals", "remark")}
    what = told.get("what", "").replace("\\", "/").strip("/")
    return Registered(what=what, time=time, received=days["received"], postmark=days["postmark"], **plain), doubts


def _day(value: object) -> tuple[datetime.date | None, str]:
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
