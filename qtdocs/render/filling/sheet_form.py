"""Workbook blanks filled: the rows of the list, and what stands in the lines above and below it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from qtdocs.editions.form import NUMBER_TYPES, FieldSpec, FormSpec
from qtdocs.errors import FormError
from qtdocs.render import official_list
from qtdocs.render.filling.places import Filled, Values, words_of
from qtdocs.text import label_twin
from qtdocs.writing import plain_zip, safe_cell, saved

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_DATE = re.compile(r"[ _＿　]*年[ _＿　]+月[ _＿　]+日")
_COLON = re.compile(r"\s*[:：]")
_BLANKS = " _＿　"


def filled_sheet(blank: bytes, form: FormSpec, values: Values, rows: Sequence[Values]) -> Filled:
    """A workbook's blank with these values in it.

    Args:
        blank: the blank's bytes.
        form: the form that it is the blank of.
        values: what stands above and below the list, by key.
        rows: the rows of the list.

    Raises:
        FormError: the headings of the list were not found in the blank.
    """
    book = _with_rows(blank, form, rows)
    sheet = book.worksheets[0]
    placeless, added = [], []
    for spec in form.fields:
        words = words_of(spec, values)
        if not words or words == spec.preset:
            continue
        if not spec.printed:
            safe_cell(sheet.cell(sheet.max_row + 1, 1), f"{spec.labels[0]}：{words}")
            added.append(spec.key)
        elif not _put(sheet, spec, words):
            placeless.append(spec.key)
    return Filled(data=plain_zip(saved(book)), placeless=tuple(placeless), added=tuple(added))


def _with_rows(blank: bytes, form: FormSpec, rows: Sequence[Values]) -> Workbook:
    """The blank with its rows; with those that were printed where there is none."""
    from openpyxl import load_workbook

    if not rows:
        return load_workbook(io.BytesIO(blank))
    contents = [_contents(form, row, number) for number, row in enumerate(rows, 1)]
    book = official_list.filled(blank, form, contents, nominator="", counted=False)
    if book is None:
        raise FormError(form.id, (f"blank：空白表“{form.blank}”里没有找到列表的表头。",))
    return book


def _contents(form: FormSpec, row: Values, number: int) -> list[official_list.Content]:
    found: list[official_list.Content] = []
    for spec in form.table.columns if form.table else ():
        words = words_of(spec, row)
        if spec.key == "row_no" and not words:
            words = str(number)
        found.append(_number(words, spec))
    return found


def _number(words: str, spec: FieldSpec) -> official_list.Content:
    """Numbers as numbers, so that the association can add them up; a percentage stays what people see."""
    if spec.type not in NUMBER_TYPES - {"percent"} or spec.second:
        return words
    try:
        return int(words) if spec.type == "integer" else Decimal(words)
    except (ValueError, InvalidOperation):
        return words


def _put(sheet: Worksheet, spec: FieldSpec, words: str) -> bool:
    """Put a value behind its label in the label's cell, right of it, or on the date's blank."""
    twins = {label_twin(label) for label in spec.labels}
    for line in sheet.iter_rows():
        for cell in line:
            if not isinstance(cell.value, str):
                continue
            if spec.type == "date" and _DATE.search(cell.value):
                safe_cell(cell, _DATE.sub(lambda _: words, cell.value, count=1))
                return True
            if label_twin(cell.value) in twins and not _COLON.search(cell.value):
                return _beside(sheet, cell, words)
            if (put := _behind(cell.value, spec, words)) is not None:
                safe_cell(cell, put)
                return True
    return False


def _beside(sheet: Worksheet, cell: Any, words: str) -> bool:
    """Right of a label's cell where that is open, else behind the label itself."""
    merged = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
    column = (merged.max_col if merged else cell.column) + 1
    right = sheet.cell(cell.row, column)
    if right.value in (None, "") and column <= sheet.max_column:
        safe_cell(right, words)
    else:
        safe_cell(cell, f"{cell.value}：{words}")
    return True


def _behind(text: str, spec: FieldSpec, words: str) -> str | None:
    """The text with a value behind the label and its colon; none where the label does not stand there."""
    for label in spec.labels:
        start = text.find(label)
        while start >= 0:
            colon = _COLON.match(text, start + len(label))
            if colon and not _within_word(text, start):
                rest = text[colon.end() :]
                open_place = len(rest) - len(rest.lstrip(_BLANKS))
                gap = rest[: open_place - len(words) - 2] if open_place > len(words) + 2 else "    "
                more = f"{gap}{rest[open_place:]}" if rest[open_place:] else ""
                return f"{text[: colon.end()]}{words}{more}"
            start = text.find(label, start + 1)
    return None


def _within_word(text: str, start: int) -> bool:
    """Whether a longer word ends in this label: 手机联系人 is not 联系人."""
    return start > 0 and "\u4e00" <= text[start - 1] <= "\u9fff"
