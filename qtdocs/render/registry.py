"""登记册.xlsx: an empty workbook of the association's register, to be filled in and imported."""

from __future__ import annotations

from qtdocs.model.place import column_letters
from qtdocs.model.registry import REGISTRY_KINDS
from qtdocs.render import sheets
from qtdocs.writing import saved

_HEAD_ROW = 3
_ROWS_READY = 200
_PAGES: dict[str, tuple[str, tuple[tuple[str, float, str], ...]]] = {
    "registration": (
        "班组在协会登记（注册）的日期，一行一个班组。通知要求“注册满一年”的，按这里核对。",
        (
            ("单位", 36, "写全称，与公章一致。例：浙江甲建设有限公司。几个班组同一单位可以合并单元格。"),
            ("班组", 26, "例：测量一班"),
            ("注册日期", 16, "例：2025-03-12；只知道月份的写 2025-03"),
            ("推荐单位", 30, "可以不写。例：甲市建筑业协会"),
            ("编号", 18, "登记编号，可以不写。例：2025-0001"),
        ),
    ),
    "title": (
        "往年得过的等级、称号，一行一个班组一次。",
        (
            ("年度", 10, "例：2024"),
            ("活动", 36, "可以不写。例：2024年度质量信得过班组典型经验"),
            ("单位", 36, "写当时的单位名称；后来更名的，记在“单位更名”页。"),
            ("班组", 26, "例：测量一班"),
            ("等级/称号", 20, "例：示范级；没有等级的写称号"),
            ("证书编号", 20, "可以不写"),
        ),
    ),
    "renaming": (
        "改过名称的单位。申报表上写原名的，程序会提醒核对现名：证书按申报表印。",
        (
            ("原名", 36, "例：甲市第一建筑工程公司"),
            ("现名", 36, "例：浙江甲建设有限公司"),
            ("日期", 16, "更名的日期，可以不写。例：2024-06-30"),
            ("依据", 36, "例：市场监督管理部门的变更登记通知书"),
        ),
    ),
    "complaint": (
        "收到的投诉。只在协会内部提醒，不会写进给申报单位的信。",
        (
            ("单位", 36, "被投诉的单位"),
            ("班组", 26, "只针对某个班组的写班组；对整个单位的空着"),
            ("日期", 16, "例：2025-03-12"),
            ("内容", 44, "例：业主反映渗漏未修"),
            ("处理", 36, "例：已整改，业主认可"),
        ),
    ),
}
"""The note and the columns of each sheet: heading, width, what to write there."""


def registry_workbook() -> bytes:
    """The bytes of an empty 登记册.xlsx, with examples in comments; always the same."""
    book = sheets.new_workbook("登记册")
    for kind, (note, columns) in _PAGES.items():
        name = REGISTRY_KINDS[kind][1]
        page = book.create_sheet(name)
        for row, text, style, height in ((1, name, "title", 30), (2, note, "plain", 34)):
            page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))
            sheets.put(page.cell(row, 1), text, style=style)
            page.row_dimensions[row].height = height
        for column, (label, _, hint) in enumerate(columns, 1):
            sheets.put(page.cell(_HEAD_ROW, column), label, style="head")
            sheets.put_comment(page.cell(_HEAD_ROW, column), hint)
            centred = label in ("年度", "日期", "注册日期", "编号")
            for row in range(_HEAD_ROW + 1, _HEAD_ROW + 1 + _ROWS_READY):
                sheets.put(page.cell(row, column), "", style="centre" if centred else "text")
                if label.endswith("日期"):
                    page.cell(row, column).number_format = "@"  # Excel would make a day of 2025-03
        page.row_dimensions[_HEAD_ROW].height = 24
        sheets.set_widths(page, [width for _, width, _ in columns])
        page.freeze_panes = page.cell(_HEAD_ROW + 1, 1).coordinate
        page.print_area = f"A1:{column_letters(len(columns))}{_HEAD_ROW + 30}"
        sheets.set_printing(page, heads=f"{_HEAD_ROW}:{_HEAD_ROW}", header=f"登记册 {name}")
    return saved(book)
