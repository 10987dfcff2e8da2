"""The ledger's sheet of findings: one row each, worst first, with room for what a person says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtdocs.model.correction import RULINGS
from qtdocs.model.entry import Entry
from qtdocs.model.finding import SEVERITY_NAMES, Finding
from qtdocs.model.place import column_letters
from qtdocs.render import sheets
from qtdocs.render.baseline import Baseline
from qtdocs.render.context import LedgerView, text_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "问题"
"""The worksheet's name."""
RULED = (("ruling", "处理"), ("who", "处理人"), ("why", "理由"))
"""The columns that people fill in, by key."""
_NAMES = ("organisation_name", "team_name")
_HEADS = (
    "级别", "文件", "单位／班组", "栏目", "位置", "看到什么", "怎么办", "编号", "截图", "人工确认",
    *(label for _, label in RULED), "记号",
)  # fmt: skip
_WIDTHS = (7.0, 30.0, 30.0, 16.0, 18.0, 44.0, 40.0, 22.0, 8.0, 12.0, 10.0, 10.0, 26.0, 14.0)
_FIXED = ("级别", "人工确认")
"""Columns that people are tempted to change, and that only follow from elsewhere."""
_CROP, _CONFIRMED, _RULING, _MARK = 9, 10, 11, 14


def fill(sheet: Worksheet, view: LedgerView, baseline: Baseline) -> None:
    """One row a finding, worst first; what was let pass or refuted comes last, in grey."""
    for number, head in enumerate(_HEADS, 1):
        sheets.put(sheet.cell(1, number), head, style="head")
    sheet.row_dimensions[1].height = 22
    ours = {label for _, label in RULED}
    baseline.heads(SHEET, RULED, [head for head in _HEADS if head not in ours])
    links = {line.file: line.link for line in view.files}
    pairs = sorted(view.all_findings, key=lambda pair: not pair[1].counts)
    seen: set[str] = set()
    for row, (entry, finding) in enumerate(pairs, 2):
        mark = mark_of(entry, finding)
        again = mark in seen  # what is said twice is settled once
        seen.add(mark)
        ruling = ("", "", "") if again else _ruling(entry, finding, view)
        _put(
            sheet, row, (*_texts(entry, finding), *ruling, "" if again else mark), finding, links.get(finding.file, "")
        )
        _put_crop(sheet, row, finding, view)
        if not again:
            baseline.row(SHEET, mark, finding.message, code=finding.code)
            for offset, (key, _) in enumerate(RULED, _RULING):
                baseline.cell(SHEET, mark, key, sheet.cell(row, offset))
            for label in _FIXED:
                baseline.fixed(SHEET, mark, label, sheet.cell(row, _HEADS.index(label) + 1))
    sheets.offer(sheet, _RULING, 2, len(pairs) + 1, tuple(RULINGS.values()), title="处理")
    sheets.set_widths(sheet, _WIDTHS)
    hidden = column_letters(_MARK)
    sheet.column_dimensions[hidden].hidden = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{hidden}{len(pairs) + 1}"
    sheet.print_area = f"A1:{column_letters(_MARK - 1)}{len(pairs) + 1}"
    sheets.set_printing(sheet, heads="1:1", header=f"{view.programme.name} 台账 问题")


def mark_of(entry: Entry | None, finding: Finding) -> str:
    """What tells the row of a finding from all others."""
    return f"{entry.id if entry else ''}|{finding.key}"


def _ruling(entry: Entry | None, finding: Finding, view: LedgerView) -> tuple[str, str, str]:
    """What a person said of a finding: 处理, 处理人, 理由; empty where nobody did."""
    said = view.said.get((entry.id if entry else "", finding.key))
    return (RULINGS[said.ruling], said.who, said.why) if said else ("", "", "")


def _put(sheet: Worksheet, row: int, texts: tuple[str, ...], finding: Finding, link: str) -> None:
    colour = sheets.COLOURS.get(finding.severity, "") if finding.counts else sheets.COLOURS["settled"]
    for number, text in enumerate(texts, 1):
        first = number == 1
        fill = colour if first or not finding.counts else ""
        sheets.put(sheet.cell(row, number), text, style="centre" if first else "text", fill=fill)
    if finding.file:
        sheets.put_link(sheet.cell(row, 2), finding.file, link, width=_WIDTHS[1], beside=sheet.cell(row, 1))
    sheet.row_dimensions[row].height = sheets.row_height(texts, _WIDTHS)


def _put_crop(sheet: Worksheet, row: int, finding: Finding, view: LedgerView) -> None:
    if link := view.crops.get(finding.crop, ""):
        sheets.put_link(sheet.cell(row, _CROP), "截图", link)
    if finding.counts and finding.basis == "pixels" and not finding.confirmed:
        sheets.put(sheet.cell(row, _CONFIRMED), "待人确认", fill=sheets.COLOURS["glance"])


def _texts(entry: Entry | None, finding: Finding) -> tuple[str, ...]:
    """A finding's row, but for what a person says of it."""
    whose = "" if entry is None else "\n".join(filter(None, (text_of(entry, key) for key in _NAMES)))
    return (
        SEVERITY_NAMES.get(finding.severity, finding.severity),
        finding.file or "（整批）",
        whose,
        finding.label,
        str(finding.place),
        finding.message,
        finding.advice,
        finding.code,
        "",
        finding.confirmed,
    )
