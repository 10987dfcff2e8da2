"""What a cell of a workbook says, whatever program saved it: the same text for what a person did not touch."""

from __future__ import annotations

import datetime
import hashlib
import re
from decimal import Decimal, InvalidOperation

BASELINE = "底稿"
"""The hidden sheet of the ledger workbook that tells what each cell said when it was written."""
EXCERPT = 80
"""Characters of a cell that are kept beside its digest, so that a person can be told what it said."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST_DAY = datetime.datetime(1899, 12, 30)
_LEAP_THAT_NEVER_WAS = 60  # Excel counts a 29th of February 1900, so that days before it stand one further
_ROUNDING = 1e-5
_LINE = re.compile(r"[^\S\n]*\n[^\S\n]*")


def cell_text(value: object, *, percent: bool = False) -> str:
    r"""A cell's value as text: numbers plain, days as ISO, line breaks alike, no blanks around it.

    Args:
        value: as openpyxl gives it.
        percent: whether the cell shows its number as a percentage.

    >>> cell_text(98.50), cell_text(0.985, percent=True), cell_text(13800000001.0), cell_text("甲 \r\n乙 ")
    ('98.5', '98.5', '13800000001', '甲\n乙')
    >>> cell_text(datetime.datetime(2026, 3, 12)), cell_text(None), cell_text(True), cell_text("_x005F_x0041_")
    ('2026-03-12', '', '是', '_x0041_')
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _number(Decimal(repr(value) if isinstance(value, float) else value) * (100 if percent else 1))
    return _LINE.sub("\n", typed_text(value))


def typed_text(value: object) -> str:
    r"""A cell's value as text with the blanks that somebody typed within it.

    >>> typed_text("　甲\r\n　　乙 ")
    '甲\n　　乙'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return cell_text(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def says_the_same(value: object, before: str, *, percent: bool = False) -> bool:
    """Whether a cell still says what was written into it, whatever a spreadsheet program made of its looks.

    Args:
        value: as openpyxl gives it.
        before: what was written, as ``cell_text`` tells it.
        percent: whether the cell shows its number as a percentage.

    >>> says_the_same(1, "01"), says_the_same("1", "01"), says_the_same(46093, "2026-03-12")
    (True, False, True)
    """
    if before in (cell_text(value), cell_text(value, percent=percent)):
        return True
    was = _as_number(before)
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float | Decimal):
        now = Decimal(cell_text(value)) if was is not None or _is_day(before) else None
        return now is not None and now == (_serial(before) if was is None else was)
    if isinstance(value, datetime.datetime) and was is not None:  # a number that somebody formatted as a day
        days = (value - _FIRST_DAY).total_seconds() / 86_400
        return abs(days - (days <= _LEAP_THAT_NEVER_WAS) - float(was)) < _ROUNDING
    return False


def cell_digest(text: str) -> str:
    """What tells whether a cell was changed, without telling what stood in it."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def _number(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    shown = f"{number:f}"
    return (shown.rstrip("0").rstrip(".") or "0") if "." in shown else shown


def _as_number(text: str) -> Decimal | None:
    try:
        number = Decimal(text) if text.isascii() else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _serial(text: str) -> Decimal:
    return Decimal((datetime.datetime.fromisoformat(text) - _FIRST_DAY).days)
