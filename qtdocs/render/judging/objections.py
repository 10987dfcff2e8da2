"""异议登记表.xlsx: every objection, in the order of its number; it holds how to reach who objected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qtdocs.model.decision import Objection
from qtdocs.render import sheets
from qtdocs.writing import saved

_HEADS = (
    "编号",
    "收到日期",
    "提出人",
    "联系方式",
    "涉及班组",
    "异议内容",
    "处理结果",
    "处理意见",
    "决定日期",
    "决定人",
    "签字",
)
_WIDTHS = (7.0, 12.0, 14.0, 18.0, 30.0, 40.0, 10.0, 40.0, 12.0, 10.0, 12.0)


def objection_register(title: str, objections: Iterable[Objection], names: Mapping[str, str]) -> bytes:
    """The bytes of 异议登记表.xlsx.

    Args:
        title: what stands above.
        objections: all of them.
        names: what each entry is called, by its number.
    """
    book = sheets.new_workbook("异议登记表")
    sheet = book.create_sheet("异议登记表")
    remark = "内部资料：有提出人的联系方式，不外传。没有写处理结果的，定稿以前要处理完。"
    for row, text, style, height in ((1, title, "title", 34), (2, remark, "plain", 22)):
        sheets.put(sheet.cell(row, 1), text, style=style)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_HEADS))
        sheet.row_dimensions[row].height = height
    for column, head in enumerate(_HEADS, 1):
        sheets.put(sheet.cell(3, column), head, style="head")
    for row, each in enumerate(objections, 4):
        texts = _texts(each, names)
        for column, text in enumerate(texts, 1):
            sheets.put(sheet.cell(row, column), text, fill=sheets.COLOURS["warning"] if each.is_open else "")
        sheet.row_dimensions[row].height = sheets.row_height(texts, _WIDTHS)
    sheets.set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "A4"
    sheets.set_printing(sheet, heads="1:3")
    return saved(book)


def _texts(each: Objection, names: Mapping[str, str]) -> tuple[str, ...]:
    return (
        str(each.number), each.day, each.objector, each.contact, names.get(each.entry, "整个结果"), each.words,
        each.outcome, each.answer, each.decided_on, each.decided_by, "",
    )  # fmt: skip
