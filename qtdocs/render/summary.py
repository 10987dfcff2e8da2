"""The summary table for the nominator's signature: in the programme's own layout, else in ours."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.render import sheets
from qtdocs.render.context import Column, cleaned_label, text_of, year_of
from qtdocs.writing import saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

KINDS = ("nomination-summary", "nomination", "review-summary")
"""Kinds of list that can carry the nominated teams, the best first."""
BASE_COLUMNS = (
    Column(key="row_no", label="序号", type="integer"),
    Column(key="nominator_name", label="推荐单位", type="organisation"),
    Column(key="organisation_name", label="单位名称", type="organisation"),
    Column(key="team_name", label="班组名称", type="text"),
    Column(key="headcount", label="班组人数", type="integer"),
    Column(key="contact", label="联系人", type="person"),
    Column(key="contact_phone", label="联系电话", type="phone"),
    Column(key="remark", label="备注", type="text"),
)
"""Our own layout, for programmes that have no list of their own; it is marked 暂定."""
_STAND_INS = {"contact_phone": "contact_mobile", "contact_mobile": "contact_phone"}
_SIGNATURE = (
    "推荐单位（盖章）：　　　　　　　　　　　填表人：　　　　　　　　联系电话：　　　　　　　　　　　　年　　月　　日"
)


def summary_form(programme: Programme) -> FormSpec | None:
    """The programme's own list of nominated teams, or none."""
    lists = [form for form in programme.forms if form.table is not None and form.kind in KINDS]
    return min(lists, key=lambda form: KINDS.index(form.kind), default=None)


def summary_workbook(programme: Programme, entries: Sequence[Entry], *, today: datetime.date) -> bytes:
    """The bytes of 推荐汇总表.xlsx, ready for A4 landscape."""
    form = summary_form(programme)
    columns = _columns(form)
    title = form.titles[0].replace("{year}", str(year_of(programme, today))) if form else f"{programme.name}推荐汇总表"
    book = sheets.new_workbook(title)
    sheet = book.create_sheet("推荐汇总表")
    rows = [[_content(entry, number, column) for column in columns] for number, entry in enumerate(entries, 1)]
    widths = _widths(columns, rows)
    sheets.set_widths(sheet, widths)
    _put_head(sheet, columns, title=title, provisional=form is None or form.provisional)
    for number, row in enumerate(rows, 4):
        _put_row(sheet, number, row, columns, widths)
    _put_foot(sheet, len(rows) + 4, len(columns), teams=len(rows))
    sheet.freeze_panes = "A4"
    sheets.set_printing(sheet, heads="1:3")
    return saved(book)


def _columns(form: FormSpec | None) -> tuple[Column, ...]:
    """The list's columns."""
    if form is None or form.table is None:
        return BASE_COLUMNS
    return tuple(
        Column(key=spec.key, label=cleaned_label(spec.labels[0]), type=spec.type) for spec in form.table.columns
    )


def _content(entry: Entry, number: int, column: Column) -> str | int | Decimal:
    """What stands in one cell."""
    if column.key in {"row_no", "nomination_no"} and column.label == "序号":
        return number
    if column.key == "remark":
        return "" if entry.sound else "待补正，见台账"
    # the other number only where the form has no such field; a doubtful value stays blank
    key = column.key if column.key in entry.fields else _STAND_INS.get(column.key, column.key)
    text = text_of(entry, key)
    if column.type in {"integer", "decimal", "percent"}:
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    return text


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> list[float]:
    """Widths by content; a column that is still to be filled by hand keeps room for it."""
    widths = []
    for number, column in enumerate(columns):
        texts = [str(row[number]) for row in rows]
        least = 6.5 if column.label == "序号" else (12 if not any(texts) else 8)
        widths.append(sheets.column_width([column.label, *texts], least=least, most=36))
    return widths


def _put_head(sheet: Worksheet, columns: Sequence[Column], *, title: str, provisional: bool) -> None:
    """Title, a line below it, headings."""
    last = len(columns)
    sheets.put(sheet.cell(1, 1), title, style="title")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last)
    sheet.row_dimensions[1].height = 36
    mark = "（暂定版式：主办单位的原表未公开，格式以正式表为准）" if provisional else ""
    sheets.put(sheet.cell(2, 1), mark, style="plain_centre")
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=last)
    sheet.row_dimensions[2].height = 20
    for number, column in enumerate(columns, 1):
        sheets.put(sheet.cell(3, number), column.label, style="head")
    sheet.row_dimensions[3].height = 26


def _put_row(
    sheet: Worksheet,
    number: int,
    row: Sequence[str | int | Decimal],
    columns: Sequence[Column],
    widths: Sequence[float],
) -> None:
    """One team."""
    for offset, (content, column) in enumerate(zip(row, columns, strict=True), 1):
        left = isinstance(content, str) and column.type not in {"person", "phone", "integer", "decimal"}
        sheets.put(sheet.cell(number, offset), content, style="text" if left else "centre")
    sheet.row_dimensions[number].height = max(24.0, sheets.row_height([str(content) for content in row], widths))


def _put_foot(sheet: Worksheet, row: int, last: int, *, teams: int) -> None:
    """The total and the line for seal and signature."""
    for number in range(1, last + 1):
        sheets.put(sheet.cell(row, number), f"合计：{teams} 个班组" if number == 1 else "", style="strong")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    sheet.row_dimensions[row].height = 24
    sheets.put(sheet.cell(row + 2, 1), _SIGNATURE, style="plain")
    sheet.merge_cells(start_row=row + 2, end_row=row + 2, start_column=1, end_column=last)
    sheet.row_dimensions[row + 2].height = 40
