"""名称核对表.xlsx: the names that will be printed, one team a row, and cells in which the nominator answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtdocs.model.name_sheet import ASKED, BOOK, HEAD, MARK, NAME_SHEET, REPLIES, TEAM, VERSION, AskedTeam
from qtdocs.model.place import column_letters
from qtdocs.render import sheets
from qtdocs.writing import BASELINE, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SAID = ("正确", "更正")
"""What is chosen in the cell of the answer."""
_WIDTHS: Mapping[str, float] = {
    "serial": 6.0, "entry": 10.0, "organisation": 34.0, "team": 24.0, "leader": 10.0, "tier": 10.0, "said": 13.0,
    "new_organisation": 34.0, "new_team": 24.0, "new_leader": 12.0, "proof": 22.0, "remark": 18.0, "mark": 12.0,
}  # fmt: skip
_CENTRED = frozenset({"serial", "entry", "leader", "tier", "said", "new_leader"})
_NOTE = (
    "左边是将要印在证书、光荣册上的名称，请对照公章和营业执照逐字核对，连括号、空格、数字都算。一个班组一行，浅黄色的格由你们填：\n"
    "对的，在“确认”一格选“正确”；不对的选“更正”，在右边写上完整的正确名称，没有错的那一项空着。"
    "单位更名的，“证明材料”写明是什么（如“更名核准通知书”），一并发来。\n"
    "不要改左边的字，不要复制到别的工作簿里；填好保存，和盖章的核对回执一起发回。"
)
_NOTE_LINES = 4
_HEAD_ROW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """One team in the workbook."""

    asked: AskedTeam
    """The names."""
    tier: str
    """Its tier as it is shown; empty where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameQuestion:
    """One nominator's workbook."""

    programme: str
    """The programme's id."""
    title: str
    """The programme's name."""
    workspace: str
    """What tells the workspace from all others."""
    nominator: str
    """Who is asked."""
    rows: tuple[AskedRow, ...]
    """The teams."""
    leader: bool
    """Whether leaders are printed."""
    tiers: bool
    """Whether there are tiers."""
    draft: bool
    """Whether the result is not final yet."""
    until: str = ""
    """The day until which an answer is asked for, in words; empty where none was set."""


def name_workbook(question: NameQuestion) -> bytes:
    """The bytes of 名称核对表.xlsx; only the cells of the answer can be typed into."""
    book = sheets.new_workbook(f"{question.title}名称核对表")
    page, hidden = book.create_sheet(NAME_SHEET), book.create_sheet(BASELINE)
    columns = _columns(question)
    _top(page, question, columns)
    for number, row in enumerate(question.rows, 1):
        _row(page, number, row, question.workspace, columns)
    last = _HEAD_ROW + len(question.rows)
    place = list(columns).index("said") + 1
    sheets.offer(page, place, _HEAD_ROW + 1, last, SAID, title="确认")
    _hidden(hidden, question, columns)
    sheets.set_widths(page, [_WIDTHS[key] for key in columns])
    page.column_dimensions[column_letters(len(columns))].hidden = True
    page.freeze_panes = f"{column_letters(list(columns).index('organisation') + 1)}{_HEAD_ROW + 1}"
    page.print_area = f"A1:{column_letters(len(columns) - 1)}{last}"
    sheets.set_printing(page, heads=f"{_HEAD_ROW}:{_HEAD_ROW}", header=f"{question.title} 名称核对表")
    page.protection.sheet = True  # without a password: it keeps people from typing over what is asked, not from looking
    page.protection.formatColumns = page.protection.formatRows = False
    return saved(book)


def _columns(question: NameQuestion) -> dict[str, str]:
    """The heading of each column by its key, in their order."""
    passed = set() if question.leader else {"leader", "new_leader"}
    passed |= set() if question.tiers else {"tier"}
    return {key: label for key, label in (*ASKED, *REPLIES, MARK) if key not in passed}


def _top(page: Worksheet, question: NameQuestion, columns: Mapping[str, str]) -> None:
    draft = "（样稿）" if question.draft else ""
    until = f"　请在{question.until}前发回" if question.until else ""
    told = f"推荐单位：{question.nominator}　共 {len(question.rows)} 个班组{until}"
    room = sum(_WIDTHS[key] for key in columns) - _WIDTHS["mark"]
    lines = max(_NOTE_LINES, sheets.lines_needed(_NOTE, room))
    for row, text, style, height in (
        (1, f"{question.title}名称核对表{draft}", "title", 36.0),
        (2, told, "section", 24.0),
        (3, _NOTE, "plain", lines * sheets.LINE_HEIGHT + 4),
    ):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns) - 1)
        sheets.put(page.cell(row, 1), text, style=style)
        page.row_dimensions[row].height = height
    for column, label in enumerate(columns.values(), 1):
        sheets.put(page.cell(_HEAD_ROW, column), label, style="head")
    page.row_dimensions[_HEAD_ROW].height = 34


def _row(page: Worksheet, number: int, row: AskedRow, workspace: str, columns: Mapping[str, str]) -> None:
    from openpyxl.styles import Protection

    asked = row.asked
    shown = {
        "serial": str(number), "entry": asked.entry, "organisation": asked.organisation, "team": asked.team,
        "leader": asked.leader, "tier": row.tier, "mark": asked.mark(workspace),
    }  # fmt: skip
    replies = {key for key, _ in REPLIES}
    for column, key in enumerate(columns, 1):
        cell = page.cell(_HEAD_ROW + number, column)
        style = "centre" if key in _CENTRED else "text"
        if key in replies:
            sheets.put(cell, None, style=style, fill=sheets.COLOURS["warning"])
            cell.number_format = "@"  # a name such as 3-1 stays what was typed
            cell.protection = Protection(locked=False)
        else:
            sheets.put(cell, shown[key], style=style)
    texts = [shown.get(key, "") for key in columns]
    height = sheets.row_height(texts, [_WIDTHS[key] for key in columns])
    page.row_dimensions[_HEAD_ROW + number].height = max(30.0, height)


def _hidden(page: Worksheet, question: NameQuestion, columns: Mapping[str, str]) -> None:
    """What was asked, where nobody sees it."""
    rows: list[Sequence[str]] = [
        (BOOK, VERSION, question.programme, question.workspace, question.nominator),
        *((HEAD, key, label, str(number)) for number, (key, label) in enumerate(columns.items(), 1)),
    ]
    for each in (row.asked for row in question.rows):
        told = (each.entry, each.organisation, each.team, each.leader)
        rows.append((TEAM, each.mark(question.workspace), *told))
    for number, texts in enumerate(rows, 1):
        for column, text in enumerate(texts, 1):
            sheets.put(page.cell(number, column), text, style="plain")
    page.sheet_state = "veryHidden"
