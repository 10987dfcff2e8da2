"""台账.xlsx read back: what people changed in it, found by ids and headings, whatever else happened to the sheet."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qtdocs.errors import UsageError
from qtdocs.intake.edited_sheet import EditedSheet, SheetKind, Written
from qtdocs.writing import BASELINE, cell_digest, cell_text, says_the_same, typed_text

_ELSEWHERE = {
    "状态": "改状态请用 qtdocs move",
    "收到时间": "收到时间请写进 收件登记.xlsx",
    "是否迟交": "收到时间请写进 收件登记.xlsx，迟不迟由程序算",
    "检查结果": "问题处理了，它自己会变",
    "级别": "要放行的请在“处理”一格选",
    "人工确认": "请填“处理”和“处理人”两格",
}
"""Where that is done which people type into cells that only show something."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, OSError, IndexError, TypeError, AttributeError,
    EOFError,
)  # fmt: skip
_KINDS = (
    SheetKind(name="班组", mark="编号", anchor="班组编号", unique=True),
    SheetKind(name="问题", mark="记号", anchor="看到什么", unique=False),
    SheetKind(name="印章", mark="记号", anchor="文件", unique=False),
)
"""The sheets that people may change."""


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
    """What stands there now, without what makes no difference."""
    typed: str
    """The same with every blank that was typed within it."""
    was: str
    """Digest of what stood there when the workbook was written."""
    before: str
    """How that began."""
    where: str
    """The cell, as ``班组!C5``."""
    anchor: str = ""
    """What the program wrote into the column by which people know the row."""
    code: str = ""
    """The code of the finding, for a row that is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedLedger:
    """All that a person changed in a ledger workbook."""

    programme: str
    """Id of the programme it was written for."""
    workspace: str
    """What tells the workspace that wrote it from all others; empty where an older version wrote it."""
    changes: tuple[Edited, ...]
    """Changed cells, row by row."""
    texts: Mapping[tuple[str, str, str], tuple[str, str]]
    """Every cell that may be changed: text and place by sheet, row and key."""
    remarks: tuple[str, ...]
    """What else was done to the workbook and has no effect, in Chinese."""


@dataclass(slots=True)
class _Base:
    """What the hidden sheet tells."""

    programme: str = ""
    workspace: str = ""
    sheets: dict[str, Written] = field(default_factory=dict)
    cells: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    fixed: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def of(self, sheet: str) -> Written:
        """What was written into a sheet."""
        return self.sheets.setdefault(sheet, Written())


def read_ledger_workbook(data: bytes) -> EditedLedger:
    """What people changed in a ledger workbook.

    Rows may be sorted, filtered and missing, columns moved, missing and added.

    Raises:
        UsageError: it cannot be opened, is none of ours, or was changed in a way that has no clear meaning; the cell is
            named.
    """
    shown, formulas = _books(data)
    base = _baseline(shown)
    changes: list[Edited] = []
    texts: dict[tuple[str, str, str], tuple[str, str]] = {}
    remarks: list[str] = []
    for kind in _KINDS:
        written = base.of(kind.name)
        if kind.name not in shown.sheetnames:
            if written.rows:
                remarks.append(f"没有“{kind.name}”页，那一页没有看。")
        elif written.rows:
            sheet = EditedSheet(shown[kind.name], formulas[kind.name], kind, written)
            remarks += sheet.remarks
            for row in sheet.rows:
                texts |= {(kind.name, row, key): told for key, told in _texts(sheet, row).items()}
                found = list(_changed(sheet, kind.name, row, base))
                if found:
                    sheet.refuse_torn(row)
                changes += found
            remarks += _without_effect(sheet, kind.name, base)
    return EditedLedger(
        programme=base.programme, workspace=base.workspace, changes=tuple(changes), texts=texts, remarks=tuple(remarks)
    )


def _texts(sheet: EditedSheet, row: str) -> dict[str, tuple[str, str]]:
    """What stands in each cell of a row that may be changed, and where, by the column's key."""
    found = {}
    for key in sheet.places:
        value, number_format = sheet.value(row, key)
        found[key] = cell_text(value, percent="%" in number_format), sheet.spot(row, key)
    return found


def _changed(sheet: EditedSheet, name: str, row: str, base: _Base) -> Iterator[Edited]:
    """The cells of a row that do not say any more what was written into them."""
    written = base.of(name)
    labels = {key: label for label, key in written.heads.items()}
    for key in sheet.places:
        value, number_format = sheet.value(row, key)
        percent = "%" in number_format
        was, before = base.cells.get((name, row, key), ("", ""))
        if was in (cell_digest(cell_text(value)), cell_digest(cell_text(value, percent=percent))):
            continue
        if cell_digest(before) == was and says_the_same(value, before, percent=percent):
            continue
        number = isinstance(value, int | float) and not isinstance(value, bool)
        text = cell_text(value, percent=percent)
        yield Edited(
            sheet=name, row=row, key=key, label=labels[key], text=text, typed=text if number else typed_text(value),
            was=was, before=before, where=sheet.spot(row, key), anchor=written.rows[row], code=base.codes.get(row, ""),
        )  # fmt: skip


def _without_effect(sheet: EditedSheet, name: str, base: _Base) -> Iterator[str]:
    """Cells that a person changed and that cannot be changed here, with the place where it is done."""
    for (page, row, label), was in base.fixed.items():
        there = sheet.fixed(row, label) if page == name and row in sheet.rows else None
        if there is not None and cell_digest(there[0]) != was:
            yield f"{there[1]} 的“{label}”在这里改了不算数：{_ELSEWHERE.get(label, '它随别的内容变')}。"


def _books(data: bytes) -> tuple[Any, Any]:
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True), openpyxl.load_workbook(io.BytesIO(data))
    except _BROKEN as error:
        raise UsageError(
            "这个工作簿打不开，可能没有保存完。", "请用 Excel 或 WPS 打开，另存为 .xlsx 再运行。"
        ) from error


def _baseline(book: Any) -> _Base:
    base = _Base()
    for kind, sheet, *told in _rows(book[BASELINE]) if BASELINE in book.sheetnames else ():
        if kind == "programme":
            base.programme = sheet
        elif kind == "workspace":
            base.workspace = sheet
        elif kind == "head":
            base.of(sheet).heads[told[1]] = told[0]
        elif kind == "other":
            base.of(sheet).others.add(told[1])
        elif kind == "row":
            base.of(sheet).rows[told[0]] = told[1]
            base.codes[told[0]] = told[2]
        elif kind == "cell":
            base.cells[sheet, told[0], told[1]] = told[2], told[3]
        elif kind == "fixed":
            base.fixed[sheet, told[0], told[1]] = told[2]
    if not base.programme or not base.sheets:
        raise UsageError(
            "这不是程序写出的台账，或者里面隐藏的“底稿”页没有了，认不出改了哪些格。",
            "请在 qtdocs collect 写出的 台账.xlsx 上改；复制到新工作簿里的不行。",
        )
    return base


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows(max_col=6, values_only=True):
        yield [cell_text(value) for value in (*row, *[None] * (6 - len(row)))]
