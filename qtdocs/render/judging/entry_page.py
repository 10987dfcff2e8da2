"""One entry's sheet in a judge's score book: the criteria, cells for scores, a total, a comment, and whose it is."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from qtdocs.model.ballot import WHOLE
from qtdocs.model.score_book import (
    CODE_CELL,
    CODE_LABEL,
    COMMENT_LABEL,
    FRONT_SCALE_CELL,
    FRONT_SHEET,
    HEAD_ROW,
    RECUSAL_CELL,
    RECUSAL_HINT,
    RECUSAL_LABEL,
    RECUSED,
    SCORE_HEADS,
    TOTAL_LABEL,
    ScoreLine,
    comment_cell,
    score_cell,
    total_cell,
)
from qtdocs.render import sheets
from qtdocs.render.judging.view import JudgedEntry, JudgeView

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = (6.0, 13.0, 52.0, 9.0, 11.0)
"""Widths of the five columns."""
OPEN_COLOUR = sheets.COLOURS["warning"]
"""Background of the cells that a judge fills in."""
_LAST = "E"
_ONE_PAGE = 860.0
"""Points of height up to which a sheet is made to fit on one page."""
_NOT_CHOSEN = '[=0]"请先选";General'
_NOTHING_YET = '[=0]"";General'  # or an empty sheet would print a total of 0


def entry_page(page: Worksheet, view: JudgeView, judged: JudgedEntry) -> None:
    """Fill one entry's sheet.

    Args:
        page: the sheet, empty.
        view: whose book it is.
        judged: the entry, with its code.
    """
    _head(page, view, judged)
    for position, line in enumerate(view.lines):
        _line(page, view, position, line)
    _total(page, view)
    _foot(page, view, judged)
    _offer_recusal(page)
    _limit_scores(page, view)
    sheets.set_widths(page, WIDTHS)
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    print_upright(page, footer=judged.code, header=view.title)
    heights = sum(page.row_dimensions[row].height or 15 for row in range(1, page.max_row + 1))
    page.page_setup.fitToHeight = 1 if heights <= _ONE_PAGE else 0
    lock(page)


def _head(page: Worksheet, view: JudgeView, judged: JudgedEntry) -> None:
    texts = (
        (1, f"{view.title}评分表", "title", 34.0),
        (2, f"班组：{judged.team}　　单位：{judged.organisation}　　班组编号：{judged.entry.number}", "plain", 0.0),
        (3, f"组别：{view.panel}（{view.seat.role}）　　评委：{view.judge}", "plain", 0.0),
        (4, f"{CODE_LABEL}：{judged.code}", "plain", 18.0),
    )
    for row, text, style, height in texts:
        across(page, row, text, style=style, height=height)
    page[CODE_CELL].font = small()
    row = page[RECUSAL_CELL].row
    across(page, row, RECUSAL_LABEL, last="B", style="centre", height=22)
    open_cell(page[RECUSAL_CELL], style="text")
    across(page, row, RECUSAL_HINT, first="D", style="centre")
    page.cell(row, 4).font = small()
    for column, label in enumerate(SCORE_HEADS, 1):
        sheets.put(page.cell(HEAD_ROW, column), label, style="head")
    page.row_dimensions[HEAD_ROW].height = 22


def _line(page: Worksheet, view: JudgeView, position: int, line: ScoreLine) -> None:
    row = HEAD_ROW + 1 + position
    text = line.text.strip() or _WITHOUT_CRITERIA
    for column, value in enumerate((position + 1, line.title, text), 1):
        sheets.put(page.cell(row, column), value, style="text" if column == 3 else "centre")
    full = page.cell(row, 4)
    sheets.put(full, line.maximum, style="centre")
    if line.maximum is None:
        full.value, full.number_format = f"=N('{FRONT_SHEET}'!{absolute(FRONT_SCALE_CELL)})", _NOT_CHOSEN
    open_cell(page[score_cell(position)], style="centre")
    least = 60.0 if line.key == WHOLE else 30.0
    page.row_dimensions[row].height = max(least, sheets.row_height([text], [WIDTHS[2]]) + 4)


_WITHOUT_CRITERIA = "评分标准没有公布，请按通知和活动准则整体评分。"


def _total(page: Worksheet, view: JudgeView) -> None:
    count, total = len(view.lines), page[total_cell(len(view.lines))]
    row = total.row
    across(page, row, TOTAL_LABEL, last="C", style="head", height=26)
    sheets.put(page.cell(row, 4), None, style="head")
    page.cell(row, 4).value = f"=SUM(D{HEAD_ROW + 1}:D{HEAD_ROW + count})"
    page.cell(row, 4).number_format = _NOT_CHOSEN if view.is_open else "General"
    sheets.put(total, None, style="head")
    total.value = f"=SUM({score_cell(0)}:{score_cell(count - 1)})"
    total.number_format = _NOTHING_YET


def _foot(page: Worksheet, view: JudgeView, judged: JudgedEntry) -> None:
    comment = page[comment_cell(len(view.lines))]
    row = comment.row
    across(page, row, COMMENT_LABEL, last="B", style="centre", height=96)
    across(page, row, "", first="C", style="long")
    open_cell(comment, style="long")
    for column in (4, 5):  # a merged area can be changed only where all of it can
        page.cell(row, column).protection = copy(comment.protection)
    across(page, row + 1, "评委签字：＿＿＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日", style="plain", height=30)
    note = (
        f"{view.step_said}，不超过满分；浅黄色的格可以填，变红的是填得不合适。评语请写特色和不足各一两句。"
        "总分自己会加，请不要改动别的格。"
    )
    across(page, row + 2, note, style="plain")
    page.cell(row + 2, 1).font = small()


def _offer_recusal(page: Worksheet) -> None:
    row = page[RECUSAL_CELL].row
    sheets.offer(page, page[RECUSAL_CELL].column, row, row, [RECUSED], title=RECUSAL_LABEL)


def _limit_scores(page: Worksheet, view: JudgeView) -> None:
    """What may be typed as a score: between 0 and the maximum; what is too fine a step turns red."""
    from openpyxl.formatting import rule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    reddening: Any = rule.FormulaRule
    red = PatternFill("solid", bgColor="F4B6B0")
    for position, line in enumerate(view.lines):
        cell = score_cell(position)
        most = line.maximum if line.maximum is not None else f"$D${HEAD_ROW + 1 + position}"
        limit = DataValidation(type="decimal", operator="between", formula1="0", formula2=str(most), allow_blank=True)
        said = str(line.maximum) if line.maximum is not None else "满分"
        first = "" if line.maximum is not None else f"请先在“{FRONT_SHEET}”页选满分。"
        limit.errorTitle, limit.error = "得分不对", f"{first}请填 0 到 {said} 之间的数字。"
        limit.promptTitle, limit.prompt = line.title[:30], f"{first}0 到 {said}；{view.step_said}。"
        limit.showInputMessage = limit.showErrorMessage = True
        limit.add(cell)
        page.add_data_validation(limit)
        parts = f"{cell}/{view.stage.step}"
        fine = f"AND(ISNUMBER({cell}),ABS({parts}-ROUND({parts},0))>0.000001)"
        wrong = f"OR({fine},ISTEXT({cell}),AND(ISNUMBER({cell}),OR({cell}<0,{cell}>{most})))"
        page.conditional_formatting.add(cell, reddening(formula=[wrong], fill=red))


def across(
    page: Worksheet, row: int, text: str, *, first: str = "A", last: str = _LAST, style: str, height: float = 0
) -> None:
    """Put a text across several columns; as high as it needs where no height is given."""
    start, end = ord(first) - 64, ord(last) - 64
    for column in range(start, end + 1):
        sheets.put(page.cell(row, column), text if column == start else None, style=style)
    if end > start:
        page.merged_cells.add(f"{first}{row}:{last}{row}")  # merge_cells would look every border up again
    room = sum(WIDTHS[start - 1 : end])
    if height or first == "A":
        page.row_dimensions[row].height = height or sheets.row_height([text], [room]) + 3


def open_cell(cell: Any, *, style: str) -> None:
    """Make a cell one that a judge fills in."""
    from openpyxl.styles import Protection

    sheets.put(cell, None, style=style, fill=OPEN_COLOUR)
    cell.protection = Protection(locked=False)


def small() -> Any:
    """The font of what is only to be found, not read."""
    from openpyxl.styles import Font

    return Font(name=sheets.TEXT_FONT, size=8)


def absolute(cell: str) -> str:
    """A cell as formulas on other sheets name it.

    >>> absolute("C5")
    '$C$5'
    """
    return f"${cell[0]}${cell[1:]}"


def print_upright(page: Worksheet, *, footer: str, header: str) -> None:
    """A4 upright, as wide as the page, a code at the left of the foot."""
    sheets.set_printing(page, header=header)
    page.page_setup.orientation = "portrait"
    foot: Any = page.oddFooter
    head: Any = page.oddHeader
    foot.left.text, foot.left.size = footer.replace("&", "&&"), 8
    foot.right.text, foot.right.size = "第 &P 页  共 &N 页", 8
    head.right.text, head.right.size = header.replace("&", "&&"), 8
    foot.center.text = head.center.text = ""


def lock(page: Worksheet) -> None:
    """Only open cells can be changed; no password, for people must be able to mend what we did not foresee."""
    page.protection.sheet = True
    page.protection.formatRows = False
    page.protection.formatColumns = False
