"""The ledger's sheet of seals: each one that is asked for, what was seen of it, its picture, and who looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtdocs.model.place import column_letters
from qtdocs.model.seal import ANSWERS
from qtdocs.render import sheets
from qtdocs.render.baseline import Baseline
from qtdocs.render.context import LedgerView, SealLine

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "印章"
"""The worksheet's name."""
LOOKED = (("answer", "人工看到"), ("who", "谁看的"))
"""The columns that people fill in, by key."""
_HEADS = (
    "编号", "班组", "谁的章", "该盖的单位（表上写的）", "该盖在", "看到什么", "说明", "截图", "文件", "位置",
    "人工确认", *(label for _, label in LOOKED), "记号",
)  # fmt: skip
_WIDTHS = (9.0, 20.0, 10.0, 30.0, 18.0, 16.0, 40.0, 8.0, 34.0, 10.0, 22.0, 12.0, 10.0, 14.0)
_OUTCOME, _CROP, _FILE, _CONFIRMED, _ANSWER, _MARK = 6, 8, 9, 11, 12, 14
_OPEN = "待人确认"


def fill(sheet: Worksheet, view: LedgerView, baseline: Baseline) -> None:
    """One row for each seal that is asked for, in the order of the teams."""
    for number, head in enumerate(_HEADS, 1):
        sheets.put(sheet.cell(1, number), head, style="head")
    sheet.row_dimensions[1].height = 22
    links = {line.file: line.link for line in view.files}
    ours = {label for _, label in LOOKED}
    baseline.heads(SHEET, LOOKED, [head for head in _HEADS if head not in ours])
    for row, line in enumerate(view.seals, 2):
        _put(sheet, row, line, view, links.get(line.file, ""))
        baseline.row(SHEET, line.mark, line.file)
        for offset, (key, _) in enumerate(LOOKED, _ANSWER):
            baseline.cell(SHEET, line.mark, key, sheet.cell(row, offset))
    sheets.offer(sheet, _ANSWER, 2, len(view.seals) + 1, tuple(ANSWERS), title="人工看到")
    sheet.column_dimensions[column_letters(_MARK)].hidden = True
    sheets.set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{column_letters(_MARK)}{len(view.seals) + 1}"
    sheets.set_printing(sheet, heads="1:1", header=f"{view.programme.name} 台账 印章")


def _put(sheet: Worksheet, row: int, line: SealLine, view: LedgerView, link: str) -> None:
    confirmed = line.confirmed or (_OPEN if line.severity else "")
    texts = (
        line.number, line.team, line.role, line.organisation, line.box, line.outcome, line.detail, "", line.file,
        line.place, confirmed, line.answer, line.who, line.mark,
    )  # fmt: skip
    for number, text in enumerate(texts, 1):
        coloured = number == _OUTCOME and line.severity
        waiting = number == _CONFIRMED and confirmed == _OPEN
        fill = sheets.COLOURS[line.severity] if coloured else sheets.COLOURS["glance"] if waiting else ""
        sheets.put(sheet.cell(row, number), text, fill=fill)
    if crop := view.crops.get(line.crop, ""):
        sheets.put_link(sheet.cell(row, _CROP), "截图", crop)
    sheets.put_link(sheet.cell(row, _FILE), line.file, link, width=_WIDTHS[_FILE - 1], beside=sheet.cell(row, 1))
    sheet.row_dimensions[row].height = sheets.row_height(texts, _WIDTHS)
