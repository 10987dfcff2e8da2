"""The ledger's sheet of rules: every rule of the notice held against every team, with the reason behind each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qtdocs.editions.programme import RuleUse
from qtdocs.editions.vocabulary import RULE_NAMES
from qtdocs.model.entry import Entry
from qtdocs.model.finding import SEVERITY_NAMES
from qtdocs.model.place import column_letters
from qtdocs.model.verdict import VERDICTS, Verdict
from qtdocs.render import sheets
from qtdocs.render.context import LedgerView, text_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "核对"
"""The worksheet's name."""
_LEAD = ("班组编号", "单位", "班组")
_LEAD_WIDTHS = (10.0, 28.0, 20.0)
_RULE_WIDTH = 9.0
_TEXT_HEIGHT = 62.0
_COLOURS = {"fine": "DDEFE0", "defect": sheets.COLOURS["error"], "unknown": sheets.COLOURS["warning"]}
_LEGEND = (
    ("fine", "材料里看得到，没有不符合的地方；或者有人查过、放行过（批注写明谁）。"),
    ("defect", "材料不符合这一条，或人工核查不符合；轻重照活动的规定，逐条见“问题”页。"),
    ("unknown", "只凭收到的材料说不准，不等于符合；查了以后写进 人工核查表.xlsx。"),
)


def fill(sheet: Worksheet, view: LedgerView) -> None:
    """One row a team, one column a rule of the programme; below, what the three answers mean."""
    rules = view.programme.rules
    heads = (*_LEAD, *(_heading(rule) for rule in rules))
    widths = (*_LEAD_WIDTHS, *(_RULE_WIDTH for _ in rules))
    for column, head in enumerate(heads, 1):
        sheets.put(sheet.cell(1, column), head, style="head")
    for column, rule in enumerate(rules, len(_LEAD) + 1):
        sheets.put_comment(sheet.cell(1, column), _whole(rule))
    sheet.row_dimensions[1].height = _TEXT_HEIGHT
    for row, entry in enumerate(view.entries, 2):
        _put(sheet, row, entry, rules)
    sheets.set_widths(sheet, widths)
    last = len(view.entries) + 1
    sheet.freeze_panes = sheet.cell(2, len(_LEAD) + 1).coordinate
    sheet.auto_filter.ref = f"A1:{column_letters(len(heads))}{last}"
    _put_legend(sheet, last + 2, max(len(heads), len(_LEAD) + 4), rules)
    sheets.set_printing(sheet, heads="1:1", header=f"{view.programme.name} 台账 核对")


def _heading(rule: RuleUse) -> str:
    return f"{rule.id}\n{RULE_NAMES.get(rule.id, rule.text[:8])}"


def _whole(rule: RuleUse) -> str:
    return f"{rule.id}　{rule.text.rstrip('。')}。\n出处：{rule.source}\n不符合的算：{SEVERITY_NAMES[rule.severity]}"


def _put(sheet: Worksheet, row: int, entry: Entry, rules: tuple[RuleUse, ...]) -> None:
    lead = (entry.number, *(text_of(entry, key) for key in ("organisation_name", "team_name")))
    for column, text in enumerate(lead, 1):
        sheets.put(sheet.cell(row, column), text, style="centre" if column == 1 else "text")
    told = {verdict.rule: verdict for verdict in entry.verdicts}
    for column, rule in enumerate(rules, len(_LEAD) + 1):
        cell, verdict = sheet.cell(row, column), told.get(rule.id)
        if verdict is None:
            sheets.put(cell, "", style="centre")
            continue
        sheets.put(cell, VERDICTS[verdict.verdict], style="centre", fill=_COLOURS[verdict.verdict])
        sheets.put_comment(cell, _reason(verdict))
    sheet.row_dimensions[row].height = sheets.row_height(lead, _LEAD_WIDTHS)


def _reason(verdict: Verdict) -> str:
    return f"{verdict.detail}。" + (f"\n怎么查：{verdict.ask}" if verdict.ask else "")


def _put_legend(sheet: Worksheet, row: int, columns: int, rules: tuple[RuleUse, ...]) -> None:
    """What the answers mean, then every rule in full: a comment is not printed."""
    for offset, (verdict, text) in enumerate(_LEGEND):
        sheets.put(sheet.cell(row + offset, 1), VERDICTS[verdict], style="centre", fill=_COLOURS[verdict])
        _put_wide(sheet, row + offset, text, columns)
    start = row + len(_LEGEND) + 1
    for offset, rule in enumerate(rules):
        sheets.put(sheet.cell(start + offset, 1), rule.id, style="centre")
        severity = SEVERITY_NAMES[rule.severity]
        _put_wide(sheet, start + offset, f"{rule.text.rstrip('。')}（{rule.source}；不符合的算{severity}）", columns)


def _put_wide(sheet: Worksheet, row: int, text: str, columns: int) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=columns)
    sheets.put(sheet.cell(row, 2), text, style="plain")
    room = sum(_LEAD_WIDTHS[1:]) + _RULE_WIDTH * (columns - len(_LEAD))
    sheet.row_dimensions[row].height = sheets.row_height((text,), (room,))
