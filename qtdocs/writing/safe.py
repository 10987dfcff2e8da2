"""Text and names made safe: nothing that Excel runs, Word stumbles over or a file system refuses."""

from __future__ import annotations

import re
from typing import Any

CELL_LIMIT = 32_000
"""Most characters of one cell; Excel refuses a workbook with more than 32,767."""

_NOT_PRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

_LIKE_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet program would take for a character written as its number."""

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')

_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(text: str) -> str:
    """A file name that every system takes, made of text from a form; at most 200 bytes long.

    >>> safe_name('杭州/甲<1>公司 "一班".')
    '杭州_甲_1_公司_一班_'
    """
    name = _NOT_IN_NAMES.sub("_", safe_text(text)).strip()
    name = name.encode()[:200].decode(errors="ignore").strip(".") or "未命名"
    return f"_{name}" if _DEVICES.fullmatch(name) else name


def safe_text(text: str) -> str:
    r"""The text without control characters, turners of direction and lone surrogates; line breaks and tabs stay.

    >>> safe_text("一\x00班\r\n二班")
    '一班\n二班'
    """
    return _NOT_PRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fitting_cell(text: str) -> str:
    """The text as a workbook's cell can hold it: safe, and cut where it is too long."""
    kept = safe_text(text)
    kept = kept if len(kept) <= CELL_LIMIT else kept[:CELL_LIMIT] + "……（过长，以下从略，见原文件）"
    return _LIKE_ESCAPED.sub("_x005F_", kept)


def safe_cell(cell: Any, text: str) -> None:
    """Put text into a workbook's cell as text, whatever it looks like: ``=1+1`` never becomes a formula."""
    kept = fitting_cell(text)
    cell.value = kept
    cell.data_type = "s"
    if kept[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True  # or Excel makes a formula of it as soon as somebody edits the cell
