"""What a cell of a workbook says, whatever program saved it: the same text for what a person did not touch."""

from __future__ import annotations

import datetime
import hashlib
from decimal import Decimal

BASELINE = "底稿"
"""The hidden sheet of the ledger workbook that tells what each cell said when it was written."""


def cell_text(value: object, *, percent: bool = False) -> str:
    r"""A cell's value as text: numbers plain, days as ISO, line breaks alike, no blanks around it.

    Args:
        value: as openpyxl gives it.
        percent: whether the cell shows its number as a percentage.

    >>> cell_text(98.50), cell_text(0.985, percent=True), cell_text(13800000001.0), cell_text("甲\r\n乙 ")
    ('98.5', '98.5', '13800000001', '甲\n乙')
    >>> cell_text(datetime.datetime(2026, 3, 12)), cell_text(None), cell_text(True)
    ('2026-03-12', '', '是')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(repr(value) if isinstance(value, float) else value) * (100 if percent else 1))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def cell_digest(text: str) -> str:
    """What tells whether a cell was changed, without telling what stood in it."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def _number(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    shown = f"{number:f}"
    return (shown.rstrip("0").rstrip(".") or "0") if "." in shown else shown
