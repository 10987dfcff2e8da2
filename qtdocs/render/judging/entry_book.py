"""录入表.xlsx: what one person types from signed sheets, each cell's picture beside the cell to type into."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qtdocs.model.entry_book import BOOK, ENTRY, ENTRY_HEADS, ENTRY_SHEET, JUDGE, NOTHING, SHEET, VERSION
from qtdocs.model.score_book import COMMENT, RECUSAL, RECUSED, TOTAL, ScoreLine
from qtdocs.render import sheets
from qtdocs.writing import BASELINE, saved

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

PAGE = "#page"
"""The key of the picture of a whole page."""
_WIDTHS = (22.0, 18.0, 18.0, 8.0, 30.0, 16.0, 10.0, 60.0)
_HEAD_ROW = 4
_ROW = 44.0
"""Height of a row with a picture, in points."""
_CROP = (205, 54)
"""Room for the picture of a cell, in pixels."""
_PAGE_WIDTH = 420
"""Room for the picture of a page, in pixels."""
_POINTS = 0.75  # a pixel of a screen


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One signed sheet that is to be typed."""

    sha256: str
    """Digest of the file it is in; empty for a sheet on paper alone."""
    spot: str
    """The page."""
    file: str
    """The way to the file as people name it."""
    judge: str
    """The expert's id; empty where the code is not legible."""
    entry: str
    """The entry's number; empty where the code is not legible."""
    whom: str
    """The expert as people say it."""
    what: str
    """The entry as people say it."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures of its cells by key, ``#total``, and ``#page`` for the whole."""


def entry_book(
    lines: Sequence[ScoreLine],
    waiting: Sequence[EntryLine],
    *,
    title: str,
    programme: str,
    stage: str,
    person: str,
    most: str,
) -> bytes:
    """The bytes of one person's workbook.

    Args:
        lines: the lines of the stage's score sheet.
        waiting: the sheets to type.
        title: what stands above: programme and stage.
        programme: the programme's id.
        stage: the stage's id.
        person: who types.
        most: what the whole is out of, where a line has no maximum of its own.
    """
    book = sheets.new_workbook(f"{title}录入表")
    page, hidden = book.create_sheet(ENTRY_SHEET), book.create_sheet(BASELINE)
    _head(page, title, person)
    _put_row(hidden, 1, (BOOK, VERSION, programme, stage, person))
    row = _HEAD_ROW + 1
    for number, each in enumerate(waiting, 1):
        row = _block(page, row, f"{number}", each, _rows(each, lines, most))
        _put_row(hidden, number + 1, (SHEET, str(number), each.sha256, each.spot, each.judge, each.entry, each.file))
    hidden.sheet_state = "veryHidden"
    sheets.set_widths(page, _WIDTHS)
    page.column_dimensions["G"].hidden = True
    page.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheets.set_printing(page, heads=f"{_HEAD_ROW}:{_HEAD_ROW}")
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False
    return saved(book)


def _head(page: Worksheet, title: str, person: str) -> None:
    note = (
        "只看截图和原件录，不看别人录的。写的是多少就录多少，写错了也照录；原件上空着的录“空”。"
        "浅黄色的格都要录，评语可以不录。录完保存，由另一个人用自己的录入表再录一遍，两份都交给收的人。"
    )
    for row, text, style, height in (
        (1, f"{title} 签字评分表录入", "title", 34.0),
        (2, f"录入人：{person}", "section", 24.0),
        (3, note, "plain", 40.0),
    ):
        sheets.put(page.cell(row, 1), text, style=style)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(ENTRY_HEADS) - 1)
        page.row_dimensions[row].height = height
    for column, label in enumerate((*ENTRY_HEADS, "原件"), 1):
        sheets.put(page.cell(_HEAD_ROW, column), label, style="head")


def _rows(each: EntryLine, lines: Sequence[ScoreLine], most: str) -> list[tuple[str, str, str]]:
    """What is to be typed of one sheet: key, label, maximum."""
    rows = [(line.key, line.title, str(line.maximum) if line.maximum is not None else most) for line in lines]
    rows += [(TOTAL, "总分", "")] if len(lines) > 1 else []
    rows += [(RECUSAL, "是否回避", ""), (COMMENT, "评语（可以不录）", "")]
    if not each.entry:
        rows = [(JUDGE, "评委（编号或姓名）", ""), (ENTRY, "班组编号", ""), *rows]
    return rows


def _block(page: Worksheet, row: int, number: str, each: EntryLine, rows: Sequence[tuple[str, str, str]]) -> int:
    """Put the rows of one sheet into the workbook; gives the row behind them."""
    first = row
    for key, label, full in rows:
        texts = (each.what or "编号读不出", each.whom or "编号读不出", label, full, "")
        for column, text in enumerate(texts, 1):
            sheets.put(page.cell(row, column), text, style="centre" if column > 3 else "text")
        _typed_cell(page, row, key)
        sheets.put(page.cell(row, 7), f"{number}/{key}", style="plain")
        page.row_dimensions[row].height = _ROW
        _picture(page, f"E{row}", each.pictures.get(key, b""), *_CROP)
        row += 1
    shown = f"{each.file} {each.spot}".strip() if each.file else "照纸质原件录"
    sheets.put(page.cell(first, 8), shown, style="plain")
    height = _picture(page, f"H{first + 1}", each.pictures.get(PAGE, b""), _PAGE_WIDTH, 900)
    lacking = height * _POINTS + 10 - _ROW * (row - first - 1)
    sheets.put(page.cell(row, 1), None, style="plain")
    page.row_dimensions[row].height = max(14.0, min(sheets.TALLEST, lacking))
    return row + 1


def _typed_cell(page: Worksheet, row: int, key: str) -> None:
    from openpyxl.styles import Protection

    cell = page.cell(row, 6)
    sheets.put(cell, None, style="centre", fill=sheets.COLOURS["warning"])
    cell.protection = Protection(locked=False)
    if key == RECUSAL:
        sheets.offer(page, 6, row, row, [RECUSED, NOTHING], title="是否回避")


def _picture(page: Worksheet, anchor: str, data: bytes, width: int, height: int) -> float:
    """Put a picture over a cell, as large as there is room; gives its height in pixels."""
    from openpyxl.drawing.image import Image

    if not data:
        return 0.0
    picture: Any = Image(io.BytesIO(data))
    scale = min(1.0, width / picture.width, height / picture.height)
    picture.width, picture.height = picture.width * scale, picture.height * scale
    page.add_image(picture, anchor)
    return float(picture.height)


def _put_row(page: Worksheet, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, 1):
        sheets.put(page.cell(row, column), text, style="plain")
