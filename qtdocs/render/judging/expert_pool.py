"""专家库.xlsx: an empty pool of experts to be filled in and imported, each column explained."""

from __future__ import annotations

from qtdocs.render import sheets
from qtdocs.writing import saved

TITLE = "专家库"
_NOTE = (
    "一行一名专家，填好后运行 qtdocs judge experts import 专家库.xlsx --by 姓名。每一列怎样填，把鼠标停在表头上看。"
    "列可以增减、换次序；姓名、单位两列要有。导入以这份表为准：表上没有了的专家，就不再参加抽取。"
)
_HEAD_ROW = 3
_ROWS_READY = 200
POOL_COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("编号", 11, "协会给的编号，例：专001。可以不写，由程序编；一届之内不要改，抽取的次序是按编号算的。"),
    ("姓名", 12, "一行写一个人。同名的人靠单位和编号区分。"),
    ("单位", 32, "现在的工作单位，写全称：同一单位、上下级单位的班组，专家要回避。退休的写“退休（原单位）”。"),
    ("推荐单位", 28, "由谁推荐进专家库，可以不写。同一推荐单位推荐的班组，专家要回避。"),
    ("地区", 10, "例：浙江"),
    ("专业", 18, "几个专业用顿号分开。例：市政工程、隧道"),
    ("培训有效期至", 15, "例：2027-12-31；只知道月份的写 2027-12。过期的不参加抽取。"),
    ("曾任职单位", 32, "以前的工作单位，几个用顿号分开。这些单位的班组，专家要回避。"),
    ("声明回避", 32, "专家自己说要回避的单位、班组或班组编号，几个用顿号分开。"),
    ("能否任组长", 11, "写能或否；空着的按否。"),
    ("电话", 16, "只在“专家库”的清单里用，不印在抽取记录和评分表上。例：138-0000-0000"),
    ("备注", 20, "可以不写"),
)
"""Heading, width and what to write, column by column."""
_CENTRED = ("编号", "姓名", "地区", "培训有效期至", "能否任组长")
_LEAD = ("能", "否")


def expert_pool_workbook() -> bytes:
    """The bytes of an empty 专家库.xlsx; always the same."""
    book = sheets.new_workbook(TITLE)
    page = book.create_sheet(TITLE)
    last = _HEAD_ROW + _ROWS_READY
    for row, text, style, height in ((1, TITLE, "title", 30), (2, _NOTE, "plain", 36)):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(POOL_COLUMNS))
        sheets.put(page.cell(row, 1), text, style=style)
        page.row_dimensions[row].height = height
    for column, (label, _, hint) in enumerate(POOL_COLUMNS, 1):
        sheets.put(page.cell(_HEAD_ROW, column), label, style="head")
        sheets.put_comment(page.cell(_HEAD_ROW, column), hint)
        for row in range(_HEAD_ROW + 1, last + 1):
            sheets.put(page.cell(row, column), "", style="centre" if label in _CENTRED else "text")
            if label in ("编号", "培训有效期至", "电话"):
                page.cell(row, column).number_format = "@"  # Excel would make numbers and days of them
        if label == "能否任组长":
            sheets.offer(page, column, _HEAD_ROW + 1, last, _LEAD, title=label)
    page.row_dimensions[_HEAD_ROW].height = 24
    sheets.set_widths(page, [width for _, width, _ in POOL_COLUMNS])
    page.freeze_panes = page.cell(_HEAD_ROW + 1, 3).coordinate
    sheets.set_printing(page, heads=f"{_HEAD_ROW}:{_HEAD_ROW}", header=TITLE)
    return saved(book)
