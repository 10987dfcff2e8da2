"""Sheets of names as nominators send them back: everything said to be right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

_RIGHT = "正确"
_HEAD = "确认"
_NAMES = "班组名称"


def filled(workspace: Path, folder: Path) -> Iterator[Path]:
    """Copy the sheets of names of a workspace into a folder, each with every name said to be right.

    Args:
        workspace: the workspace.
        folder: where the replies go.
    """
    for source in sorted((workspace / "名称核对").rglob("*.xlsx")):
        book = load_workbook(source)
        sheet = book.worksheets[0]
        heads = next(
            (row for row in sheet.iter_rows() if any(str(cell.value or "").startswith(_HEAD) for cell in row)), None
        )
        if heads is None:
            continue
        said = next(cell.column for cell in heads if str(cell.value or "").startswith(_HEAD))
        team = next(cell.column for cell in heads if str(cell.value or "") == _NAMES)
        for row in range(heads[0].row + 1, sheet.max_row + 1):
            if sheet.cell(row, team).value:
                sheet.cell(row, said).value = _RIGHT
        target = folder / source.parent.name / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        book.save(target)
        yield target
