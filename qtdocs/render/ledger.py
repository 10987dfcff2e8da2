"""The ledger workbook: an overview that adds up, one row a team, one row a finding."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from qtdocs.editions.form import NUMBER_TYPES
from qtdocs.editions.programme import Programme
from qtdocs.model.correction import Correction
from qtdocs.model.entry import Entry
from qtdocs.model.place import column_letters
from qtdocs.model.record import FieldValue, worded
from qtdocs.render import conformity, deliveries, findings, overview, seals, sheets
from qtdocs.render.baseline import Baseline
from qtdocs.render.context import (
    Column,
    LedgerView,
    form_columns,
    value_of,
)
from qtdocs.text import display_width
from qtdocs.writing import cell_text, fitting_cell, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TEAMS = "班组"
"""The sheet with one row a team."""
_NAMES = ("organisation_name", "team_name")
_LEAD = ("序号", "班组编号", "检查结果", "状态", "错误", "提醒", "收到时间", "是否迟交")
_FIXED = ("检查结果", "状态", "收到时间", "是否迟交")
"""Columns that people are tempted to change, and that only follow from elsewhere."""
_TAIL = ("来源文件", "编号")
LATE = {True: "迟交", False: "按时", None: "无法核对"}
"""What is said of the time of arrival; without a time it is neither late nor in time."""
_LONG_WIDTH = 60.0
_TEAM_HEIGHT = 36.0
_FIRST_YEAR = 1900  # Excel knows no earlier day


def ledger_workbook(view: LedgerView) -> bytes:
    """The bytes of 台账.xlsx; the same for the same values."""
    book = sheets.new_workbook(f"{view.programme.name}台账")
    columns = team_columns(view.programme, view.entries)
    baseline = Baseline(view.programme.id, workspace=view.workspace)
    overview.fill(book.create_sheet("总览"), view, columns)
    _fill_teams(book.create_sheet(TEAMS), view, columns, baseline)
    findings.fill(book.create_sheet(findings.SHEET), view, baseline)
    conformity.fill(book.create_sheet(conformity.SHEET), view)
    if view.seals:
        seals.fill(book.create_sheet(seals.SHEET), view, baseline)
    deliveries.fill(book.create_sheet("来件"), view)
    if view.may_be_corrected:
        baseline.write(book)
    return saved(book)


def status_of(entry: Entry) -> str:
    """One word on a team: 有错误, 有提醒 or 无问题."""
    severities = {finding.severity for finding in entry.findings if finding.counts}
    return "有错误" if "error" in severities else ("有提醒" if "warning" in severities else "无问题")


def received_shown(entry: Entry) -> str:
    """When an entry's first paper arrived, to the minute where that is known; empty where nothing tells."""
    return entry.received_at[:16].replace("T", " ")


def team_columns(programme: Programme, entries: Sequence[Entry]) -> tuple[Column, ...]:
    """The form's fields: the two names first, in sight while the others scroll; long texts last, off the print."""
    columns = [
        replace(column, label=f"{column.label}（申报表）") if column.label in (*_LEAD, *_TAIL) else column
        for column in form_columns(programme, entries)
    ]
    names = [column for key in _NAMES for column in columns if column.key == key]
    short = [column for column in columns if column.key not in _NAMES and column.type != "long-text"]
    return (*names, *short, *(column for column in columns if column.type == "long-text"))


def _fill_teams(sheet: Worksheet, view: LedgerView, columns: Sequence[Column], baseline: Baseline) -> None:
    """One row a team."""
    editable = [(column.key, column.label) for column in columns]
    baseline.heads(TEAMS, editable, (*_LEAD, *_TAIL))
    widths = _team_widths(view.entries, columns)
    heads = (*_LEAD, *(column.label for column in columns), *_TAIL)
    for number, head in enumerate(heads, 1):
        sheets.put(sheet.cell(1, number), head, style="head")
    sheet.row_dimensions[1].height = sheets.row_height(heads, widths)
    links = {line.file: line.link for line in view.files}
    short = sum(column.type != "long-text" for column in columns)
    for number, entry in enumerate(view.entries, 1):
        _put_team(sheet, number, entry, columns, links.get(entry.source.file, ""), width=widths[-len(_TAIL)])
        baseline.row(TEAMS, entry.id, entry.number)
        for offset, column in enumerate(columns, len(_LEAD) + 1):
            baseline.cell(TEAMS, entry.id, column.key, sheet.cell(number + 1, offset))
        for label in _FIXED:
            baseline.fixed(TEAMS, entry.id, label, sheet.cell(number + 1, _LEAD.index(label) + 1))
        texts = [*(shown(column, entry) for column in columns[:short]), entry.source.file]
        height = sheets.row_height(texts, [*widths[len(_LEAD) : len(_LEAD) + short], widths[-len(_TAIL)]])
        sheet.row_dimensions[number + 1].height = max(_TEAM_HEIGHT, height)
    sheets.set_widths(sheet, widths)
    hidden = column_letters(len(heads))
    sheet.column_dimensions[hidden].hidden = True
    named = sum(column.key in _NAMES for column in columns)
    sheet.freeze_panes = sheet.cell(2, len(_LEAD) + named + 1).coordinate
    sheet.auto_filter.ref = f"A1:{hidden}{len(view.entries) + 1}"
    sheet.print_area = f"A1:{column_letters(len(_LEAD) + short)}{len(view.entries) + 1}"
    sheets.set_printing(sheet, heads="1:1", header=f"{view.programme.name} 台账 班组")


def _put_team(
    sheet: Worksheet, number: int, entry: Entry, columns: Sequence[Column], link: str, *, width: float
) -> None:
    """The cells of one team; ``width`` is that of the column with the file."""
    row = number + 1
    status = status_of(entry)
    colour = {"有错误": sheets.COLOURS["error"], "有提醒": sheets.COLOURS["warning"]}.get(status, "")
    standing = [finding.severity for finding in entry.findings if finding.counts]
    counts = [standing.count(severity) for severity in ("error", "warning")]
    late = sheets.COLOURS["warning"] if entry.late else ""
    lead = (number, entry.number, status, entry.state, *counts, received_shown(entry), LATE[entry.late])
    for place, (value, fill) in enumerate(zip(lead, ("", "", colour, "", "", "", "", late), strict=True), 1):
        sheets.put(sheet.cell(row, place), value, style="centre", fill=fill)
    for offset, column in enumerate(columns, len(_LEAD) + 1):
        _put_field(sheet, row, offset, column, entry)
    last = len(_LEAD) + len(columns)
    sheets.put_link(sheet.cell(row, last + 1), entry.source.file, link, width=width, beside=sheet.cell(row, 1))
    sheets.put(sheet.cell(row, last + 2), entry.id)


def _put_field(sheet: Worksheet, row: int, number: int, column: Column, entry: Entry) -> None:
    """One field: typed, coloured by its grade, with the reason in a comment."""
    cell = sheet.cell(row, number)
    found = entry.fields.get(column.key)
    said = (each for each in entry.corrections if each.field == column.key)
    correction = next(said, None) if found is not None and found.method == "correction" else None
    fill = {"B": sheets.COLOURS["glance"], "C": sheets.COLOURS["unsure"]}.get(found.grade if found else "A", "")
    fill = sheets.COLOURS["corrected"] if correction else fill
    value = _typed(column, shown(column, entry))
    style = "number" if isinstance(value, Decimal) else ("long" if column.type == "long-text" else "text")
    sheets.put(cell, value, style="centre" if isinstance(value, datetime.date) else style, fill=fill)
    if isinstance(value, datetime.date):
        cell.number_format = "yyyy-mm-dd"
    if correction is not None:
        sheets.put_comment(cell, _corrected(correction))
    elif found is not None and fill:
        sheets.put_comment(cell, _why(found))


def _corrected(correction: Correction) -> str:
    """Who corrected a value, when and why, and what stood there; or who says that what was read is right."""
    who = f"{correction.who}，{correction.at[:10]}，{correction.why}"
    if correction.old == correction.new:
        return f"确认：{who}\n材料上读出的也是这样"
    return f"更正：{who}\n更正前：{worded(correction.old) or '（空）'}"


def shown(column: Column, entry: Entry) -> str:
    """The value as text, one telephone number a line."""
    value = value_of(entry, column.key)
    return "\n".join(value) if column.type == "phone" and isinstance(value, tuple) else worded(value)


def _typed(column: Column, text: str) -> str | Decimal | datetime.date:
    """The value as the workbook should hold it: numbers as numbers, dates as dates, all else as text."""
    if column.type in NUMBER_TYPES:
        return sheets.number_or_text(text)
    try:
        found = datetime.date.fromisoformat(text) if column.type == "date" else None
    except ValueError:
        return text
    return found if found and found.year >= _FIRST_YEAR else text


def exported(column: Column, entry: Entry) -> str:
    """What stands in a team's cell, as it is read back."""
    value = _typed(column, shown(column, entry))
    return cell_text(fitting_cell(value) if isinstance(value, str) else value)


def _why(found: FieldValue) -> str:
    """Why a value is coloured, with what is written on the paper."""
    head = "只是猜测，未采用，请人工确认。" if found.grade == "C" else "请看一眼。"
    reasons = [doubt.detail for doubt in found.doubts]
    guess = [f"读作：{worded(found.value)}"] if found.grade == "C" and found.value is not None else []
    return "\n".join([head, *reasons, f"原文：{found.text or '（空）'}", *guess])


def _team_widths(entries: Sequence[Entry], columns: Sequence[Column]) -> list[float]:
    """Widths by content, narrow enough to print: headings wrap onto three lines, long values onto two or three."""
    widths = [6.0, 10.0, 9.0, 9.0, 6.0, 6.0, 17.0, 10.0]
    for column in columns:
        if column.type == "long-text":
            widths.append(_LONG_WIDTH)
            continue
        most = 30 if column.key in _NAMES else 22
        head = display_width(column.label) / 3 + 3
        texts = [shown(column, entry) for entry in entries]
        widths.append(sheets.column_width(texts, least=max(7, head), most=most))
    files = [entry.source.file for entry in entries]
    return [*widths, sheets.column_width(files, least=12, most=46), 14.0]
