"""``registry.xlsx``: the association's register as its clerk keeps it, for the season of ``inbox``."""

from __future__ import annotations

import datetime
import random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from samples.papers import saved
from samples.people import BRIDGE, CURTAIN, FORMWORK, PAVING, PUMP, REBAR, SURVEY, TOWER, TUNNEL, WATER

TEAMS = (TUNNEL, REBAR, TOWER, PUMP, PAVING, WATER, CURTAIN, SURVEY, FORMWORK, BRIDGE)
"""The teams that are registered, those of one company beside each other."""
OLD_NAME = "绍兴市镜禾路桥工程公司"
"""What the surveyors' company was called before."""
MOULD = "温州砚瓯建筑工程有限责任公司"
"""The carpenters' company as the clerk wrote it: not quite as on its seal."""


def registry() -> bytes:
    """The workbook; the same for the same seed."""
    chance = random.Random(20260420)
    book = Workbook()
    book.remove(book.active)
    _registered(book, chance)
    _titles(book)
    _sheet(
        book, "单位更名", ("序号", "原名", "现名", "更名日期", "依据"),
        ((1, OLD_NAME, SURVEY.organisation, "2024年6月", "变更登记通知书"),),
    )  # fmt: skip
    _sheet(
        book, "投诉", ("单位", "班组", "日期", "内容", "处理"),
        ((BRIDGE.organisation, BRIDGE.team, datetime.date(2025, 9, 16), "业主反映焊缝返锈", "已返修，业主认可"),),
    )  # fmt: skip
    return saved(book)


def _registered(book: Workbook, chance: random.Random) -> None:
    """Dates as people write them: days, months, and the month that Excel made a number of."""
    rows = []
    for number, team in enumerate(TEAMS, 1):
        day = datetime.date(2019, 1, 1) + datetime.timedelta(days=chance.randrange(1800))
        written: object = (day, f"{day.year}年{day.month}月", f"{day.year}.{day.month}.{day.day}")[number % 3]
        company = MOULD if team is FORMWORK else team.organisation
        rows.append((number, company, team.team, written, team.nominator, f"{day.year}-{number:04}"))
    sheet = _sheet(book, "班组登记", ("序号", "单位名称", "班组名称", "注册日期", "推荐单位", "编号"), rows)
    first = next(number for number, team in enumerate(TEAMS, 3) if team is PUMP)
    sheet.merge_cells(start_row=first, end_row=first + 1, start_column=2, end_column=2)  # two teams of one company
    sheet.cell(len(rows) + 3, 1).value = "注：以纸质登记簿为准。"


def _titles(book: Workbook) -> None:
    _sheet(
        book, "历年称号", ("年度", "活动", "单位", "班组", "等级/称号", "证书编号"),
        (
            ("2023", "2023年度质量信得过班组典型经验", OLD_NAME, SURVEY.team, "典型经验", "2023-0017"),
            ("2024年", "2024年度质量信得过班组典型经验", TUNNEL.organisation, TUNNEL.team, "典型经验", "2024-0003"),
            (2025, "2025年度质量信得过班组典型经验", WATER.organisation, WATER.team, "典型经验", "2025-0011"),
        ),
    )  # fmt: skip


def _sheet(book: Workbook, name: str, heads: tuple[str, ...], rows: object) -> object:
    """A title across the page, the headings, the rows."""
    sheet = book.create_sheet(name)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heads))
    sheet.cell(1, 1).value = f"质量信得过班组{name}"
    sheet.cell(1, 1).font, sheet.cell(1, 1).alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    for row, values in enumerate((heads, *rows), 2):  # type: ignore[misc]
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value
    for column, width in zip("ABCDEF", (8, 34, 30, 16, 28, 16), strict=True):
        sheet.column_dimensions[column].width = width
    return sheet
