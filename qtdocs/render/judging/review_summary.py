"""材料评审汇总表: in the programme's own form where it has one, its words untouched; else in ours, marked 暂定."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qtdocs.editions.form import FormSpec
from qtdocs.errors import FormError
from qtdocs.render import sheets
from qtdocs.text import label_twin
from qtdocs.writing import safe_text, saved

HEADS = ("序号", "企业/班组名称", "材料评价（符合标准程度/特色/不足之处）", "打分/排序", "评委")
"""The headings of the official form, and of ours."""
_WIDTHS = (7.0, 36.0, 60.0, 14.0, 24.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One team in the summary."""

    names: str
    """企业/班组名称."""
    comment: str
    """材料评价 in the judges' words."""
    score: str
    """打分/排序: ``88.53/2``."""
    judges: str
    """Names of the experts."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything but the number of the row."""
        return (self.names, self.comment, self.score, self.judges)


def review_document(blank: bytes, form: FormSpec, lines: Sequence[ReviewLine]) -> bytes:
    """The official .docx form with a row a team; heads, notes and the line to sign stay as they are.

    Args:
        blank: the form's blank.
        form: the form it is the blank of.
        lines: the teams, the best first.

    Raises:
        FormError: the blank has no table with the form's headings.
    """
    from docx import Document

    document = Document(io.BytesIO(blank))
    known = {label_twin(label) for column in (form.table.columns if form.table else ()) for label in column.labels}
    table = next(
        (each for each in document.tables if sum(label_twin(cell.text) in known for cell in each.rows[0].cells) >= 3),
        None,
    )
    if table is None or len(table.rows) < 2:
        raise FormError(form.id, (f"{form.name}的空白表里没有找到表头：{'、'.join(HEADS)}。",))
    model = table.rows[1]._tr
    for row in table.rows[2:]:
        table._tbl.remove(row._tr)
    for number, line in enumerate(lines, 1):
        model.addprevious(copy.deepcopy(model))
        _fill(table.rows[number], (str(number), *line.texts))
    table._tbl.remove(model)
    return saved(document)


def review_workbook(title: str, lines: Sequence[ReviewLine], *, remark: str) -> bytes:
    """The bytes of 材料评审汇总表.xlsx, with the columns of the official form.

    Args:
        title: what stands above.
        lines: the teams, the best first.
        remark: a line below the title.
    """
    book = sheets.new_workbook("材料评审汇总表")
    sheet = book.create_sheet("材料评审汇总表")
    for row, text, style, height in ((1, title, "title", 34), (2, remark, "plain", 22)):
        sheets.put(sheet.cell(row, 1), text, style=style)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(HEADS))
        sheet.row_dimensions[row].height = height
    for column, head in enumerate(HEADS, 1):
        sheets.put(sheet.cell(3, column), head, style="head")
    for row, line in enumerate(lines, 4):
        sheets.put(sheet.cell(row, 1), row - 3, style="centre")
        for column, text in enumerate(line.texts, 2):
            sheets.put(sheet.cell(row, column), text)
        sheet.row_dimensions[row].height = sheets.row_height(("", *line.texts), _WIDTHS)
    sheets.set_widths(sheet, _WIDTHS)
    sheet.freeze_panes = "A4"
    sheets.set_printing(sheet, heads="1:3")
    return saved(book)


def _fill(row: Any, texts: Sequence[str]) -> None:
    """Put texts into the cells of a row, in the type of the cells."""
    for cell, text in zip(row.cells, texts, strict=False):
        paragraph = cell.paragraphs[0]
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        run = paragraph.runs[0] if paragraph.runs else paragraph.add_run()
        run.text = safe_text(text)
