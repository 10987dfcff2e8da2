"""Workbooks of the presentation: 出场顺序表 with times, and 现场计分表 that adds up while scores are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qtdocs.render import sheets
from qtdocs.render.judging.tabs import tab_names
from qtdocs.writing import saved

_HEADS = ("出场", "时间", "编号", "单位名称", "班组名称", "推荐单位", "发布用PPT", "签到")
_WIDTHS = (7.0, 9.0, 10.0, 34.0, 22.0, 30.0, 30.0, 12.0)
_FIRST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLine:
    """One team in its room's order."""

    time: str
    """When it presents; empty where that is not fixed."""
    number: str
    """The entry's number."""
    organisation: str
    """Its organisation."""
    team: str
    """Its team."""
    nominator: str
    """Who put it forward."""
    slides: str
    """Name of its slides as they lie in the room's folder; empty where there are none that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningRoom:
    """One room."""

    name: str
    """Its name."""
    remark: str
    """Day, place, how the order came about."""
    lines: tuple[RunningLine, ...]
    """The teams in their order."""
    judges: tuple[str, ...] = ()
    """Names of the experts who score there."""


def running_workbook(title: str, rooms: Sequence[RunningRoom]) -> bytes:
    """The bytes of 出场顺序表.xlsx, a sheet a room.

    Args:
        title: what stands above.
        rooms: the rooms.
    """
    book = sheets.new_workbook("出场顺序表")
    for tab, room in zip(tab_names(room.name for room in rooms), rooms, strict=True):
        sheet = book.create_sheet(tab)
        _put_head(sheet, f"{title}（{room.name}）", room.remark, _HEADS)
        for place, line in enumerate(room.lines):
            texts = (
                f"{place + 1:02d}", line.time, line.number, line.organisation, line.team, line.nominator,
                line.slides or "没有，请向班组收", "",
            )  # fmt: skip
            for column, text in enumerate(texts, 1):
                missing = column == 7 and not line.slides
                sheets.put(
                    sheet.cell(_FIRST + place, column), text, style="centre" if column < 4 else "text",
                    fill=sheets.COLOURS["warning"] if missing else "",
                )  # fmt: skip
            sheet.row_dimensions[_FIRST + place].height = sheets.row_height(texts, _WIDTHS)
        sheets.set_widths(sheet, _WIDTHS)
        sheet.freeze_panes = f"A{_FIRST}"
        sheets.set_printing(sheet, heads=f"1:{_FIRST - 1}")
    return saved(book)


def live_workbook(title: str, rooms: Sequence[RunningRoom], *, most: str) -> bytes:
    """The bytes of 现场计分表.xlsx: a row a team, a column a judge, the mean worked out by the workbook itself.

    It is for the hall alone: what counts are the judges' own sheets.

    Args:
        title: what stands above.
        rooms: the rooms with their judges.
        most: what a score is out of, as people read it.
    """
    book = sheets.new_workbook("现场计分表")
    for tab, room in zip(tab_names(room.name for room in rooms), rooms, strict=True):
        sheet = book.create_sheet(tab)
        judges = room.judges or tuple(f"评委{number}" for number in range(1, 6))
        heads = ("出场", "编号", "单位名称", "班组名称", *judges, "平均", "备注")
        remark = f"满分{most}。只供现场看，以评委签名的评分表为准；平均由表格自己算，不去掉最高最低。"
        _put_head(sheet, f"{title}（{room.name}）", remark, heads)
        widths = (7.0, 10.0, 32.0, 20.0, *(9.0 for _ in judges), 10.0, 16.0)
        for place, line in enumerate(room.lines):
            _put_live(sheet, place, line, judges=len(judges), widths=widths)
        sheets.set_widths(sheet, widths)
        sheet.freeze_panes = f"E{_FIRST}"
        sheets.set_printing(sheet, heads=f"1:{_FIRST - 1}")
    return saved(book)


def _put_live(sheet: Any, place: int, line: RunningLine, *, judges: int, widths: Sequence[float]) -> None:
    from openpyxl.utils import get_column_letter

    cell, row = sheet.cell, _FIRST + place
    texts = (f"{place + 1:02d}", line.number, line.organisation, line.team)
    for column, text in enumerate(texts, 1):
        sheets.put(cell(row, column), text, style="centre" if column < 3 else "text")
    for column in range(5, 5 + judges):
        sheets.put(cell(row, column), None, style="centre")
    first, last = get_column_letter(5), get_column_letter(4 + judges)
    mean = cell(row, 5 + judges)
    sheets.put(mean, None, style="centre")
    mean.value = f'=IF(COUNT({first}{row}:{last}{row})=0,"",AVERAGE({first}{row}:{last}{row}))'
    mean.number_format = "0.00"
    sheets.put(cell(row, 6 + judges), "")
    shown = (*texts, *("" for _ in range(judges + 2)))
    sheet.row_dimensions[row].height = sheets.row_height(shown, widths)


def _put_head(sheet: Any, title: str, remark: str, heads: Sequence[str]) -> None:
    cell, merge = sheet.cell, sheet.merge_cells
    for row, text, style, height in ((1, title, "title", 34), (2, remark, "plain", 22)):
        sheets.put(cell(row, 1), text, style=style)
        merge(start_row=row, start_column=1, end_row=row, end_column=len(heads))
        sheet.row_dimensions[row].height = height
    for column, head in enumerate(heads, 1):
        sheets.put(cell(3, column), head, style="head")
