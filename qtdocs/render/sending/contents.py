"""目录清单: every file of a package with its digest, and what is missing or goes on paper; as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtdocs.render import sheets
from qtdocs.writing import saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHORT = 12
"""Digits of a digest that a list shows."""
_HEADS = ("序号", "材料", "形式", "单位和班组", "文件", "大小（KB）", f"SHA-256 前 {SHORT} 位", "说明")
_WIDTHS = (6.0, 20.0, 10.0, 34.0, 46.0, 11.0, 17.0, 30.0)
_ORIGINAL_HEADS = ("序号", "材料", "单位和班组", "盖章扫描件", "收件登记", "份数", "核对人")
_ORIGINAL_WIDTHS = (6.0, 22.0, 38.0, 46.0, 22.0, 8.0, 12.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLine:
    """One file, or something that is missing."""

    paper: str
    """What it is."""
    medium: str
    """In which form: Word, PDF …"""
    whose: str
    """Whose it is."""
    file: str
    """The way to it; empty where it is missing or goes on paper."""
    size: int = 0
    """Bytes."""
    sha256: str = ""
    """Hex digest."""
    remark: str = ""
    """What should be known of it."""
    is_missing: bool = False
    """Whether it is asked for and not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalLine:
    """One original on paper."""

    paper: str
    """What it is."""
    whose: str
    """Whose it is."""
    scan: str
    """The way to its scan; empty where there is none."""
    registered: bool
    """Whether the register tells of it."""


def contents_workbook(title: str, note: str, lines: Sequence[ContentLine], originals: Sequence[OriginalLine]) -> bytes:
    """The bytes of 目录清单.xlsx.

    Args:
        title: what stands above.
        note: a line below it.
        lines: the files and what is missing.
        originals: the originals on paper; a sheet of their own where there are any.
    """
    book = sheets.new_workbook(title)
    page = book.create_sheet("目录清单")
    _head(page, title, note, _HEADS)
    for row, line in enumerate(lines, 4):
        kilobytes = -(-line.size // 1024) if line.file else ""
        values = (
            row - 3, line.paper, line.medium, line.whose, line.file, kilobytes, line.sha256[:SHORT], line.remark,
        )  # fmt: skip
        _row(page, row, values, _WIDTHS, fill=sheets.COLOURS["warning"] if line.is_missing else "")
    _finish(page, _WIDTHS, title)
    if originals:
        page = book.create_sheet("纸质原件和扫描件")
        _head(page, f"{title}：纸质原件和扫描件", "纸质原件另送。份数、核对人由报送的人填。", _ORIGINAL_HEADS)
        for row, each in enumerate(originals, 4):
            seen = "有" if each.registered else "没有登记，请核对"
            _row(page, row, (row - 3, each.paper, each.whose, each.scan or "没有", seen, "", ""), _ORIGINAL_WIDTHS)
        _finish(page, _ORIGINAL_WIDTHS, title)
    return saved(book)


def _head(page: Worksheet, title: str, note: str, heads: Sequence[str]) -> None:
    for row, text, style, height in ((1, title, "title", 34), (2, note, "plain", 36)):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(heads))
        sheets.put(page.cell(row, 1), text, style=style)
        page.row_dimensions[row].height = height
    for column, head in enumerate(heads, 1):
        sheets.put(page.cell(3, column), head, style="head")
    page.row_dimensions[3].height = 24


def _row(page: Worksheet, row: int, values: Sequence[object], widths: Sequence[float], *, fill: str = "") -> None:
    for column, value in enumerate(values, 1):
        centred = column == 1 or isinstance(value, int) or len(str(value)) <= 4
        sheets.put(page.cell(row, column), value, style="centre" if centred else "text", fill=fill)
    page.row_dimensions[row].height = sheets.row_height([str(value) for value in values], widths)


def _finish(page: Worksheet, widths: Sequence[float], title: str) -> None:
    sheets.set_widths(page, widths)
    page.freeze_panes = "A4"
    sheets.set_printing(page, heads="3:3", header=title)
