"""推荐汇总表 as Word file: the same pages as in the workbook, in columns grown from the one column of the template."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from typing import Any

from qtdocs.errors import FormError
from qtdocs.render.context import cleaned_label
from qtdocs.render.letters import letter
from qtdocs.render.summary import SummaryPage, column_width_of, is_centred
from qtdocs.writing import safe_text, saved

TEMPLATE = "nomination-summary.docx"
"""The template."""


def summary_document(pages: Sequence[SummaryPage], template: bytes, *, name: str) -> bytes:
    """The bytes of 推荐汇总表.docx.

    Args:
        pages: the lists.
        template: the Word template, with a table of one column and two rows.
        name: what the template is called, for whoever has to mend it.

    Raises:
        FormError: somebody spoiled the template.
    """
    from docx import Document

    told = [
        {"title": each.title, "above": each.above, "total": each.total, "note": each.note, "signature": each.signature}
        for each in pages
    ]
    document = Document(io.BytesIO(letter(template, {"pages": told}, name=name)))
    if len(document.tables) != len(pages) or any(len(table.rows) != 2 for table in document.tables):
        raise FormError(name, ("模板里要有一个两行一列的表：第一行是表头的样子，第二行是内容的样子。",))
    for table, page in zip(document.tables, pages, strict=True):
        _grow(table, page)
    document.core_properties.title = pages[0].title
    return saved(document)


def _grow(table: Any, page: SummaryPage) -> None:
    """Give the table its columns and rows; rows are copied as elements, which stays fast with a thousand of them."""
    widths = _widths(page, sum(int(each.get(_w("w"))) for each in table._tbl.tblGrid))
    _put_grid(table, widths)
    head, body = (row._tr for row in table.rows)
    model = copy.deepcopy(body)
    _fill(head, [cleaned_label(each.labels[0]) for each in page.columns], widths, ["center"] * len(widths))
    align = ["center" if is_centred(each) else "left" for each in page.columns]
    for contents in page.rows:
        row = copy.deepcopy(model)
        _fill(row, [str(content) for content in contents], widths, align)
        body.addprevious(row)
    table._tbl.remove(body)


def _widths(page: SummaryPage, total: int) -> list[int]:
    """Widths in twips that share the template's width as the workbook's columns do."""
    wanted = [
        column_width_of(spec, [str(row[number]) for row in page.rows]) for number, spec in enumerate(page.columns)
    ]
    shares = [int(total * width / sum(wanted)) for width in wanted]
    return [*shares[:-1], total - sum(shares[:-1])]


def _put_grid(table: Any, widths: Sequence[int]) -> None:
    grid = table._tbl.tblGrid
    model = grid[0]
    for width in widths:
        column = copy.deepcopy(model)
        column.set(_w("w"), str(width))
        model.addprevious(column)
    grid.remove(model)


def _fill(row: Any, texts: Sequence[str], widths: Sequence[int], align: Sequence[str]) -> None:
    """A row with a cell for each text, all in the look of its first cell."""
    model = row.tc_lst[0]
    for text, width, side in zip(texts, widths, align, strict=True):
        cell = copy.deepcopy(model)
        cell.find(f".//{_w('tcW')}").set(_w("w"), str(width))
        cell.find(f".//{_w('jc')}").set(_w("val"), side)
        _put_text(cell, text)
        model.addprevious(cell)
    row.remove(model)


def _put_text(cell: Any, text: str) -> None:
    """The text in the cell's first run, line by line."""
    written = cell.find(f".//{_w('t')}")
    run = written.getparent()
    for number, line in enumerate(safe_text(text).split("\n")):
        if number:
            run.append(run.makeelement(_w("br"), {}))
        piece = copy.deepcopy(written)
        piece.text = line
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(piece)
    run.remove(written)


def _w(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{tag}")
