"""评分表.xlsx of one judge: a front page, a sheet for each entry, and a hidden sheet that tells which cell is what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qtdocs.model.score_book import (
    BOOK_VERSION,
    COMMENT,
    FRONT_SCALE_CELL,
    FRONT_SHEET,
    RECUSAL,
    RECUSAL_CELL,
    RECUSED,
    SCALE_LABEL,
    TOTAL,
    BookRow,
    comment_cell,
    score_cell,
    total_cell,
)
from qtdocs.render import sheets
from qtdocs.render.judging.entry_page import across, entry_page, lock, open_cell, print_upright
from qtdocs.render.judging.tabs import tab_names
from qtdocs.render.judging.view import JudgedEntry, JudgeView
from qtdocs.writing import BASELINE, saved

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (6.0, 12.0, 36.0, 34.0, 10.0, 14.0)
_LIST_HEADS = ("序号", "班组编号", "班组", "单位", "得分", "填写情况")
_LIST_ROW = 7


def score_book(view: JudgeView) -> bytes:
    """The bytes of one judge's score book; the same for the same view.

    Args:
        view: the judge, what is scored, and the entries.
    """
    from openpyxl.workbook.protection import WorkbookProtection

    book = sheets.new_workbook(f"{view.title}评分表")
    tabs = tab_names(
        (f"{each.entry.number} {each.team}" for each in view.entries), taken=(FRONT_SHEET, BASELINE, "History")
    )
    _front(book.create_sheet(FRONT_SHEET), view, tabs)
    for judged, tab in zip(view.entries, tabs, strict=True):
        entry_page(book.create_sheet(tab), view, judged)
    _write_layout(book, view, tabs)
    book.security = WorkbookProtection(lockStructure=True)
    return saved(book)


def _front(page: Worksheet, view: JudgeView, tabs: Sequence[str]) -> None:
    sheets.set_widths(page, _WIDTHS)
    across(page, 1, f"{view.title}评分表", last="F", style="title", height=40)
    whose = f"评委：{view.judge}　　组别：{view.panel}（{view.seat.role}）　　班组 {len(view.entries)} 个"
    across(page, 2, whose, last="F", style="plain", height=24)
    told = "\n".join(f"{number}. {line}" for number, line in enumerate(_instructions(view), 1))
    height = sheets.row_height([told], [sum(_WIDTHS)]) + 12
    across(page, 3, told, last="F", style="plain", height=height)
    _scale(page, view)
    for column, label in enumerate(_LIST_HEADS, 1):
        sheets.put(page.cell(_LIST_ROW - 1, column), label, style="head")
    page.row_dimensions[_LIST_ROW - 1].height = 22
    for position, (judged, tab) in enumerate(zip(view.entries, tabs, strict=True)):
        _list_row(page, view, position, judged, tab)
    if view.avoided:
        told = "按规定回避、不在本册里的班组：" + "；".join(view.avoided) + "。"
        height = sheets.row_height([told], [sum(_WIDTHS)]) + 6
        across(page, _LIST_ROW + len(view.entries), told, last="F", style="plain", height=height)
    print_upright(page, footer=f"{view.programme.id}/{view.stage.id}/{view.expert.id}", header=view.title)
    page.print_title_rows = f"{_LIST_ROW - 1}:{_LIST_ROW - 1}"
    page.freeze_panes = f"A{_LIST_ROW}"
    lock(page)


def _instructions(view: JudgeView) -> Iterator[str]:
    yield "一个班组一页，点下面的班组编号就到那一页。只有浅黄色的格可以填。"
    yield f"{view.step_said}；不写“分”字。总分自己会加。"
    if view.is_open:
        yield f"通知没有写满分是多少。请先在下面选{_either(view.scales)}，选了才能打分；整本只用一种。"
    yield f"应当回避的班组，在“是否回避”里选“{RECUSED}”，不打分，并告诉工作人员。"
    yield "请不要增删行列、改页名，也不要把一页另存成别的文件：每页的编号用来认这是谁给哪个班组的分。"
    yield "填完保存，把这个文件交回；要求签字的，打印出来在每页签字，一起交回。签了字的纸质表为准。"


def _either(scales: Sequence[int]) -> str:
    return " 或 ".join(str(each) for each in scales)


def _scale(page: Worksheet, view: JudgeView) -> None:
    cell = page[FRONT_SCALE_CELL]
    row = cell.row
    across(page, row, SCALE_LABEL, last="B", style="centre", height=24)
    if view.is_open:
        open_cell(cell, style="centre")
        sheets.offer(page, cell.column, row, row, [str(each) for each in view.scales], title=SCALE_LABEL)
    else:
        sheets.put(cell, view.scales[0], style="centre")
    told = f"必须先选：{_either(view.scales)}" if view.is_open else "每个班组的总分最多是这么多"
    across(page, row, told, first="D", last="F", style="text")


def _list_row(page: Worksheet, view: JudgeView, position: int, judged: JudgedEntry, tab: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    row, count = _LIST_ROW + position, len(view.lines)
    texts = (position + 1, judged.entry.number, judged.team, judged.organisation, None, None)
    for column, text in enumerate(texts, 1):
        sheets.put(page.cell(row, column), text, style="text" if column in (3, 4) else "centre")
    link = page.cell(row, 2)
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{tab}'!{score_cell(0)}", display=judged.entry.number)
    link.font = Font(name=sheets.TEXT_FONT, size=10.5, color="1F5FA8", underline="single")
    scores = f"'{tab}'!{score_cell(0)}:{score_cell(count - 1)}"
    recused = f"'{tab}'!{RECUSAL_CELL}=\"{RECUSED}\""
    page.cell(row, 5).value = f"=IF(OR({recused},COUNT({scores})<{count}),\"\",'{tab}'!{total_cell(count)})"
    lacking = f'"还差"&({count}-COUNT({scores}))&"项"'
    page.cell(row, 6).value = f'=IF({recused},"{RECUSED}",IF(COUNT({scores})<{count},{lacking},"已填"))'
    shown = [judged.team, judged.organisation]
    page.row_dimensions[row].height = max(24.0, sheets.row_height(shown, _WIDTHS[2:4]))


def _write_layout(book: Workbook, view: JudgeView, tabs: Sequence[str]) -> None:
    page = book.create_sheet(BASELINE)
    for row, texts in enumerate(_layout(view, tabs), 1):
        for column, text in enumerate(texts, 1):
            sheets.put(page.cell(row, column), text, style="plain")
    page.sheet_state = "veryHidden"
    lock(page)


def _layout(view: JudgeView, tabs: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The rows of the hidden sheet, as ``BookRow`` tells."""
    count = len(view.lines)
    yield (
        BookRow.BOOK, BOOK_VERSION, view.programme.id, view.stage.id, view.expert.id, view.panel, str(view.draw),
    )  # fmt: skip
    yield BookRow.SCALE, FRONT_SCALE_CELL, ",".join(str(each) for each in view.scales), view.stage.step
    for judged, tab in zip(view.entries, tabs, strict=True):
        yield BookRow.SHEET, judged.code, tab, judged.entry.number
        for position, line in enumerate(view.lines):
            most = "" if line.maximum is None else str(line.maximum)
            yield BookRow.CELL, judged.code, line.key, score_cell(position), most
        for key, cell in ((RECUSAL, RECUSAL_CELL), (TOTAL, total_cell(count)), (COMMENT, comment_cell(count))):
            yield BookRow.CELL, judged.code, key, cell
