"""Score sheets with the team's identity filled in; the official table stays as it is."""

from __future__ import annotations

import copy
import io
from typing import Any

from qtdocs.model.entry import Entry
from qtdocs.render.context import text_of
from qtdocs.writing import safe_name, safe_text, saved

IDENTITY = "班组：{{ team }}　　单位：{{ organisation }}　　评委：＿＿＿＿＿＿"
"""The one line that is added above the official table; the official form has no place for it."""
_NAME_BYTES = 230  # of the 255 that a file name may have, with room for the number, the ending and " (2)"


def scoresheet(entry: Entry, template: bytes) -> bytes:
    """One team's score sheet as .docx.

    Args:
        entry: the team.
        template: the official blank form.
    """
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    sheet = DocxTemplate(io.BytesIO(template))
    sheet.init_docx()
    add_identity_line(sheet.docx)
    values = {key: safe_text(text_of(entry, f"{key}_name")) for key in ("team", "organisation")}
    # docxtpl's own default silently drops text after & and <, hence autoescape
    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    sheet.render(values, jinja_env=shop, autoescape=True)
    return saved(sheet)


def scoresheet_name(number: int, entry: Entry) -> str:
    """The file's name: ``01 单位 班组.docx``.

    Args:
        number: the team's number in the ledger, so that the folder sorts as the ledger does.
        entry: the team.
    """
    name = " ".join(safe_name(text_of(entry, key)) for key in ("organisation_name", "team_name"))
    short = name[:80].encode()[:_NAME_BYTES].decode(errors="ignore").rstrip()
    return f"{number:02d} {short}.docx"


def add_identity_line(document: Any) -> None:
    """Put the line with the identity above the first table, in the type of the table's text."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    table = document.tables[0]
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    run = paragraph.add_run(IDENTITY)
    model = next((run for cell in table.rows[0].cells for found in cell.paragraphs for run in found.runs), None)
    if model is not None and model._r.rPr is not None:
        run._r.insert(0, copy.deepcopy(model._r.rPr))
        for bold in run._r.rPr.findall(qn("w:b")):
            run._r.rPr.remove(bold)
    table._tbl.addprevious(paragraph._p)
