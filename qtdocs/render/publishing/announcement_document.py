"""The announcement as Word file: the association's template, filled in, with the programme's fonts in its styles."""

from __future__ import annotations

import io
from typing import Any

from qtdocs.editions.announcing import Fonts
from qtdocs.render.letters import letter
from qtdocs.render.publishing.announcement import Announcement
from qtdocs.writing import saved

_CHARACTER = 15.75
"""Width of a character of the text in the template, in points."""


def announcement_document(paper: Announcement, template: bytes, *, name: str) -> bytes:
    """The bytes of 通报.docx.

    Args:
        paper: what stands on it.
        template: the Word template.
        name: what the template is called, for whoever has to mend it.

    Raises:
        FormError: somebody spoiled the template.
    """
    from docx import Document
    from docx.shared import Pt

    document = Document(io.BytesIO(letter(template, _values(paper), name=name)))
    _put_fonts(document, paper.fonts)
    indents = dict(zip(("通报署名", "通报日期"), paper.signature_indents, strict=True))
    for paragraph in document.paragraphs:
        style = str(getattr(paragraph.style, "name", ""))
        if style in indents:
            paragraph.paragraph_format.right_indent = Pt(indents[style] * _CHARACTER)
        elif style == "通报标志":
            for run in paragraph.runs:
                run.font.size = Pt(paper.head_size)
    document.core_properties.title = "".join(paper.title)
    document.core_properties.author = paper.association
    return saved(document)


def _values(paper: Announcement) -> dict[str, object]:
    """What the template may name, all of it text, numbers, lists and mappings."""
    return {
        "association": paper.association,
        "head": paper.head,
        "number": paper.number,
        "letterhead": paper.letterhead,
        "title": list(paper.title),
        "text": [{"kind": each.kind, "lead": each.lead, "rest": each.rest} for each in paper.text],
        "annexes": [
            {
                "number": annex.number,
                "title": annex.title,
                "lines": list(annex.lines),
                "rows": [
                    {"number": each.number, "name": "\n".join(each.lines), "nominator": "\n".join(each.by)}
                    for each in annex.rows
                ],
            }
            for annex in paper.annexes
        ],
        "date": paper.date,
        "note": paper.note,
        "draft": paper.draft,
    }  # fmt: skip


def _put_fonts(document: Any, fonts: Fonts) -> None:
    """Put the programme's fonts into the styles of the template; styles that it lacks are passed over."""
    from docx.oxml.ns import qn

    wanted = {
        "Normal": fonts.body, "通报标志": fonts.title, "通报标题": fonts.title, "通报一级": fonts.first,
        "通报二级": fonts.second, "通报二级字": fonts.second, "通报署名": fonts.body, "通报日期": fonts.body,
        "通报表格": fonts.body, "通报表头": fonts.first,
    }  # fmt: skip
    for style in document.styles:
        if font := wanted.get(style.name):
            found = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                found.set(qn(kind), font)
