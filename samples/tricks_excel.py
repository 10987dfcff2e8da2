"""Samples 8, 12 and 18–21: what people do in worksheets, one trick a file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from samples.papers import saved, summary_book, zhejiang
from samples.people import BRIDGE, CURTAIN, FORMWORK, PAVING, PUMP, REBAR, SURVEY, TOWER, TUNNEL, WATER, Team

Samples = Iterator[tuple[str, bytes]]
FIRST = 5
"""First row below the head of the summary's blank."""
SCORES = ((74, 18.5), (72.4, 18), (70.8, 17.5), (69, 17), (68, 16.5), (67.2, 16))
"""Out of 80 for the papers and 20 for the presentation."""
NUMBER, ORGANISATION, TEAM, TITLE, INDUSTRY, PEOPLE, CONTACT, MOBILE, MATERIAL, STAGE, TOTAL, TIER, RANK, REMARK = (
    range(1, 15)
)


def headed(nominator: str, contact: str, phone: str, date: str) -> Any:
    """The summary with the line above its rows filled in."""
    book = summary_book()
    sheet = book.active
    sheet["A2"] = f"推荐单位（盖章）：{nominator}"
    sheet["E2"] = f"联系人：{contact}"
    sheet["H2"] = f"联系电话：{phone}"
    sheet["L2"] = f"填表日期：{date}"
    return book


def put_row(sheet: Any, row: int, number: int, team: Team) -> None:
    material, stage = SCORES[(number - 1) % len(SCORES)]
    values = (
        number, team.organisation, team.team, team.title, team.industry,
        int(team.headcount.strip("人").translate(_WIDE)),
        team.contact, int(_mobile(team.phone)), material, stage, f"=I{row}+J{row}", "示范", number,
    )  # fmt: skip
    for column, value in enumerate(values, 1):
        sheet.cell(row, column).value = value


_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def _mobile(phone: str) -> str:
    return phone.replace(" ", "").split("、")[-1]


def durations() -> Samples:
    book = headed("杭州市建筑业协会", "芮一诺", "0571-00001001", "2026年4月10日")
    sheet = book.active
    for number, team in enumerate((TUNNEL, REBAR, TOWER), 1):
        put_row(sheet, FIRST + number - 1, number, team)
    for row, minutes in ((5, 74), (6, 72)):
        cell = sheet.cell(row, MATERIAL)
        cell.value, cell.number_format = datetime.timedelta(minutes=minutes), '[m]"分"'
    sheet.cell(7, MATERIAL).value = "71分"
    sheet.cell(7, STAGE).value = "17.5 分"
    for row, total in ((5, 92.5), (6, 90), (7, 88.5)):
        sheet.cell(row, TOTAL).value = total
    yield "08-scores-as-durations.xlsx", saved(book)


def phones() -> Samples:
    book = headed("宁波市建筑业协会", "岑见微", "57400002001", "2026年4月12日")
    sheet = book.active
    written: Sequence[object] = (
        13800002103, 13800002188.0, "0574-00002101转801", "13800002104、0574-00002105", "+86 138 0000 2106",
        "13800002107（王工）", 57400002108, "1380000210",
    )  # fmt: skip
    for number, phone in enumerate(written, 1):
        put_row(sheet, FIRST + number - 1, number, PAVING if number % 2 else PUMP)
        sheet.cell(FIRST + number - 1, TEAM).value = f"摊铺{'一二三四五六七八'[number - 1]}班"
        cell = sheet.cell(FIRST + number - 1, MOBILE)
        cell.value = phone
        cell.number_format = "General"
    yield "12-phones.xlsx", saved(book)
    values = {
        **PAVING.application(),
        "department_phone": "(0574)00002101－801",
        "contact_phone": "手机：138-0000-2103\n办公：0574 00002102",
    }
    yield "12-phones.docx", zhejiang(values)


def two_row_heads() -> Samples:
    book = headed("浙江省市政行业协会", "元一舟", "0571-00003001", "2026年4月15日")
    for number, team in enumerate((SURVEY, FORMWORK, BRIDGE), 1):
        put_row(book.active, FIRST + number - 1, number, team)
    yield "18-two-row-head.xlsx", saved(book)
    yield "18-own-layout.xlsx", saved(own_layout())


def own_layout() -> Any:
    """A summary made by the association itself: title over two rows, its own words, its own order."""
    import openpyxl

    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "推荐"
    sheet["A1"], sheet["A2"] = "2026年度浙江省工程建设质量信得过班组典型经验", "推荐汇总表"
    sheet["A3"] = "推荐协会：嘉兴市建筑业协会"
    sheet["G3"] = "2026.4.16"
    heads = ("推荐\n排序", "班组全称", "所属单位", "成果名称", "人数", "联系人", None, "总得分", "说明")
    for column, head in enumerate(heads, 1):
        sheet.cell(4, column).value = head
    sheet["F5"], sheet["G5"] = "姓名", "手 机"
    rows = ((1, WATER, 91.5, None), (2, CURTAIN, 87, "首次申报"))
    for row, (rank, team, total, remark) in enumerate(rows, 6):
        values = (
            rank,
            team.team,
            team.organisation,
            team.title,
            team.headcount,
            team.contact,
            team.phone,
            total,
            remark,
        )
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value
    for area in ("A1:I1", "A2:I2", "F4:G4", *(f"{column}4:{column}5" for column in "ABCDEHI")):
        sheet.merge_cells(area)
    return book


def totals_and_blank_rows() -> Samples:
    book = headed("杭州市建筑业协会", "芮一诺", "0571-00001001", "2026年4月10日")
    sheet = book.active
    for row, number, team in ((5, 1, TUNNEL), (6, 2, REBAR), (8, 3, TOWER)):
        put_row(sheet, row, number, team)
    sheet.cell(7, NUMBER).value, sheet.cell(7, ORGANISATION).value = "小计", None
    sheet.cell(7, PEOPLE).value = "=SUM(F5:F6)"
    sheet.cell(15, NUMBER).value = "合计"
    sheet.cell(15, PEOPLE).value = "=SUM(F5:F14)-F7"
    sheet.cell(15, REMARK).value = "共3个班组"
    sheet.cell(16, NUMBER).value = "说明：得分按材料80分、发布20分计。"
    sheet.cell(18, NUMBER).value = "负责人签字：            填表人：芮一诺            2026年4月10日"
    yield "19-totals-and-blank-rows.xlsx", saved(book)


def several_sheets() -> Samples:
    book = headed("宁波市建筑业协会", "岑见微", "0574-00002001", "2026年4月12日")
    first = book.active
    first.title = "市政类"
    second = book.copy_worksheet(first)
    second.title = "安装类"
    old = book.copy_worksheet(first)
    old.title = "旧版勿用"
    old.sheet_state = "hidden"
    book.create_sheet("Sheet3")
    put_row(first, 5, 1, PAVING)
    put_row(first, 6, 2, SURVEY)
    put_row(first, 7, 3, BRIDGE)
    first.row_dimensions[6].hidden = True
    first.column_dimensions["E"].hidden = True
    first.auto_filter.ref = "A4:N7"
    put_row(second, 5, 1, PUMP)
    put_row(old, 5, 1, FORMWORK)
    yield "20-several-sheets.xlsx", saved(book)


def merged_companies() -> Samples:
    book = headed("宁波市建筑业协会", "岑见微", "0574-00002001", "2026年4月12日")
    sheet = book.active
    for number, team in enumerate((PAVING, PUMP, TUNNEL, WATER), 1):
        put_row(sheet, FIRST + number - 1, number, team)
    for area in ("B5:B6", "E5:E6"):
        sheet.merge_cells(area)
    sheet["B8"] = None
    yield "21-merged-companies.xlsx", saved(book)
