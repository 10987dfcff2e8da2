"""How our workbooks look: fonts, colours, widths for Chinese text, heads, printing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from copy import copy
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote
from weakref import WeakKeyDictionary

from qtdocs.text import display_width
from qtdocs.writing import safe_cell, safe_text

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TEXT_FONT = "宋体"
"""The font of the rows; every Windows since 7 has it."""
HEAD_FONT = "黑体"
"""The font of titles and headings."""
LINE_HEIGHT = 15.0
"""Height of a line of 10.5 points, in points."""
TALLEST = 400.0
"""Highest row, in points; Excel's limit is 409."""
COLOURS = {
    "error": "FBE3E1", "warning": "FFF6D6", "note": "EAF1F8", "unsure": "FBD5A5", "glance": "FFF2B8",
    "corrected": "DCEBDD", "settled": "EDEDED",
}  # fmt: skip
"""Background by severity and grade, light enough to print in grey."""
HEAD_COLOUR = "E8EDF3"
_LONGEST_LINK = 2000  # characters; Excel takes 2079
_LINKED = re.compile(r"[\x00- %#?\"<>\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_EDGE_COLOUR = "A6ADB5"
_DRESSED: WeakKeyDictionary[Any, dict[tuple[str, str], Any]] = WeakKeyDictionary()
"""The looks that a workbook knows already."""


def lines_needed(text: str, width: float) -> int:
    """How many lines the text takes in a column of this width."""
    room = max(width - 2.5, 2.0)
    return sum(max(1, math.ceil(display_width(line) / room)) for line in text.split("\n"))


def column_width(texts: Iterable[str], *, least: float = 6, most: float = 40) -> float:
    """A width that shows the texts: the widest of them, within bounds."""
    return min(most, max(least, max((display_width(text) for text in texts), default=0.0) + 2.5))


def row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """A height that shows every text of the row, in points."""
    lines = max((lines_needed(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(TALLEST, lines * LINE_HEIGHT + 5)


def new_workbook(title: str) -> Workbook:
    """An empty workbook with its title in the properties."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title
    book.properties.creator = "qtdocs"
    return book


def put(cell: Any, value: object, *, style: str = "text", fill: str = "") -> None:
    """Put a value into a cell in one of the styles; text stays text."""
    colour = fill or (HEAD_COLOUR if style == "head" else "")
    dressed = _DRESSED.setdefault(cell.parent.parent, {})
    # openpyxl looks every font and border up by its whole content: half the time of a large workbook
    if (style, colour) in dressed:
        cell._style = copy(dressed[style, colour])
    else:
        _dress(cell, style, colour)
        dressed[style, colour] = copy(cell._style)
    if isinstance(value, str):
        safe_cell(cell, value)
    else:
        cell.value = value


def _dress(cell: Any, style: str, colour: str) -> None:
    from openpyxl.styles import PatternFill

    cell.font, cell.alignment, cell.border = _styles()[style]
    if colour:
        cell.fill = PatternFill("solid", start_color=colour)


def number_or_text(text: str) -> Decimal | str:
    """A canonical number as a workbook should hold it; the text itself where Excel would change it.

    >>> number_or_text("98.5"), number_or_text("36/12.5"), number_or_text("1234567890123456.5")
    (Decimal('98.5'), '36/12.5', '1234567890123456.5')
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    # Excel keeps 15 digits; a longer number would change in silence
    return number if number.is_finite() and len(number.as_tuple().digits) <= 15 else text


def put_link(cell: Any, text: str, link: str, *, width: float = 0.0, beside: Any = None) -> None:
    """Put a file's name into a cell, with a link to it where there is one.

    LibreOffice breaks no line in a cell that is a link. A name that takes several lines stands there whole, and the
    link hangs on a short cell beside it. Chinese characters stay as they are in the link, as Excel itself writes them.

    Args:
        cell: the cell.
        text: the file's name.
        link: the way to it; empty where there is none.
        width: the width of the cell's column.
        beside: the filled cell in the same row that takes the link of a long name.
    """
    put(cell, text)
    target = _LINKED.sub(
        lambda found: quote(found[0], errors="surrogateescape"), unquote(link, errors="surrogateescape")
    )
    # a workbook with a longer link, or with a character that is no text, would not open
    if target and len(target) <= _LONGEST_LINK:
        takes_it = beside if beside is not None and lines_needed(text, width) > 1 else cell
        takes_it.hyperlink = target
        takes_it.font = _link_font()


def put_comment(cell: Any, text: str) -> None:
    """Hang a comment on a cell, big enough for its text."""
    from openpyxl.comments import Comment

    comment = Comment(safe_text(text)[:1000], "qtdocs")
    comment.width = 300
    comment.height = 30 + 18 * lines_needed(comment.text, 40)
    cell.comment = comment


def offer(sheet: Worksheet, column: int, first: int, last: int, words: Sequence[str], *, title: str) -> None:
    """Let people choose from some words in the cells of a column, from one row to another."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if last < first:
        return
    choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    choice.error, choice.errorTitle = f"请选{'、'.join(words)}，或者留空。", title
    letter = get_column_letter(column)
    choice.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(choice)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the columns from the first on."""
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = round(width, 2)


def set_printing(sheet: Worksheet, *, heads: str = "", header: str = "", footer: str = "第 &P 页  共 &N 页") -> None:
    """A4 landscape, as wide as the page, heads repeated, page numbers below."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.45
    margins.top, margins.bottom, margins.header, margins.footer = 0.65, 0.65, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    if heads:
        sheet.print_title_rows = heads
    if sheet.oddHeader is not None and header:
        sheet.oddHeader.center.text = header.replace("&", "&&")
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = footer


def _link_font() -> Any:
    from openpyxl.styles import Font

    return Font(name=TEXT_FONT, size=10.5, color="1F5FA8", underline="single")


_STYLES: dict[str, tuple[Any, Any, Any]] = {}


def _styles() -> dict[str, tuple[Any, Any, Any]]:
    """Font, alignment and border by name of style; made once."""
    if not _STYLES:
        from openpyxl.styles import Alignment, Border, Font, Side

        edge = Side(style="thin", color=_EDGE_COLOUR)
        box = Border(left=edge, right=edge, top=edge, bottom=edge)
        left = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
        flush = Alignment(horizontal="left", vertical="center", wrap_text=True)
        top = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
        middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        right = Alignment(horizontal="right", vertical="center", indent=1)
        text = Font(name=TEXT_FONT, size=10.5)
        _STYLES.update(
            text=(text, left, box),
            long=(text, top, box),
            centre=(text, middle, box),
            number=(text, right, box),
            head=(Font(name=HEAD_FONT, size=10.5, bold=True), middle, box),
            title=(Font(name=HEAD_FONT, size=18, bold=True), middle, Border()),
            section=(Font(name=HEAD_FONT, size=12, bold=True, color="1F3B63"), flush, Border()),
            plain=(text, flush, Border()),
            plain_centre=(text, middle, Border()),
            strong=(Font(name=TEXT_FONT, size=10.5, bold=True), left, box),
        )
    return _STYLES
