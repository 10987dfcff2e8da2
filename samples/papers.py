"""Filled forms of any programme, ready to be changed and saved."""

from __future__ import annotations

import copy
import io
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from samples import wordml
from samples.filling import fill, settled
from samples.wordml import Dress, Edit, W, text_of

Rows = Sequence[Mapping[str, str]]


@cache
def programme(name: str) -> Programme:
    return shelf.load_programme(name)


def filled(
    programme_id: str,
    form_id: str,
    values: Mapping[str, str],
    *,
    rows: Rows = (),
    dress: Mapping[str, Dress] | None = None,
    edit: Edit | None = None,
) -> bytes:
    """The programme's blank of this form with these values."""
    edition = programme(programme_id)
    form = edition.form(form_id)
    assert form is not None
    blank = shelf.blank_path(edition, form).read_bytes()
    return fill(blank, form, values, rows=rows, dress=dress, edit=edit)


def zhejiang(values: Mapping[str, str], *, dress: Mapping[str, Dress] | None = None, edit: Edit | None = None) -> bytes:
    """The Zhejiang application."""
    return filled("zhejiang-2026", "application", values, dress=dress, edit=edit)


def joined(*papers: bytes) -> bytes:
    """Several forms in one Word file, one after the other."""
    first = wordml.open_package(papers[0])
    body = wordml.body_of(first)
    end = body.find(f"{W}body")[-1]
    for paper in papers[1:]:
        for element in list(wordml.body_of(wordml.open_package(paper)).find(f"{W}body"))[:-1]:
            end.addprevious(copy.deepcopy(element))
    return wordml.with_body(first, body)


def with_page_header(paper: bytes, text: str) -> bytes:
    """The paper with a page header."""
    parts = wordml.open_package(paper)
    body = wordml.body_of(parts)
    section = body.find(f"{W}body/{W}sectPr")
    section.insert(0, wordml.elements('<w:headerReference w:type="default" r:id="rId901"/>')[0])
    content = f'<w:hdr xmlns:w="{wordml.NAMESPACES["w"]}">{wordml.paragraph(text)}</w:hdr>'
    parts["word/header9.xml"] = content.encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    relation = f"{wordml.NAMESPACES['r']}/header"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/header9.xml" ContentType="{kind}"/></Types>'.encode()
    )
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId901" Type="{relation}" Target="header9.xml"/></Relationships>'.encode(),
    )
    return wordml.with_body(parts, body)


def as_workbook(paper: bytes) -> Any:
    """The paper retyped in a worksheet, as people do who like Excel better: one row a row, cells merged alike."""
    import openpyxl

    body = wordml.body_of(wordml.open_package(paper)).find(f"{W}body")
    book: Any = openpyxl.Workbook()
    sheet = book.active
    number = 1
    for block in body:
        if block.tag == f"{W}p" and text_of(block).strip():
            sheet.cell(number, 1).value = text_of(block).strip()
            number += 1
        for row in block.iterchildren(f"{W}tr"):
            column = 1
            for cell in row.iterchildren(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                width = int(span.get(f"{W}val")) if span is not None else 1
                sheet.cell(number, column).value = text_of(cell).strip() or None
                if width > 1:
                    sheet.merge_cells(
                        start_row=number, end_row=number, start_column=column, end_column=column + width - 1
                    )
                column += width
            number += 1
    return book


def summary_book() -> Any:
    """The Zhejiang summary's blank as a workbook."""
    import openpyxl

    edition = programme("zhejiang-2026")
    form = edition.form("nomination-summary")
    assert form is not None
    return openpyxl.load_workbook(io.BytesIO(shelf.blank_path(edition, form).read_bytes()))


def saved(book: Any) -> bytes:
    """The workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return settled(stream.getvalue())


def plain_document(lines: Sequence[str]) -> bytes:
    """A Word file of nothing but paragraphs, the first one a title."""
    parts = wordml.open_package(zhejiang({}))
    body = wordml.body_of(parts)
    content = body.find(f"{W}body")
    for element in list(content)[:-1]:
        content.remove(element)
    for number, line in enumerate(lines):
        content.insert(number, wordml.elements(wordml.paragraph(line, centred=not number))[0])
    return wordml.with_body(parts, body)
