"""Official score sheets with whose they are added; the official table stays as it is."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qtdocs.model.entry import Entry
from qtdocs.model.score_book import ADDED_CAPTION, ADDED_HEADS, CODE_LABEL, RECUSED, TOTAL_LABEL, ScoreLine
from qtdocs.render.context import text_of
from qtdocs.render.file_names import entry_stem
from qtdocs.writing import safe_text, saved

NOBODY = "＿＿＿＿＿＿"
"""What stands where a judge's name is to be written."""
_SIGNED = f"签字：＿＿＿＿＿＿　　年　月　日　□ {RECUSED}"
_MARKED = "表格以外的文字由程序另加。应当回避的勾“已回避”，不打分；评语写在背面。"
_SMALL = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOwner:
    """Who fills a sheet in."""

    judge: str
    """The judge as printed: 张三（专003）."""
    panel: str
    """The group as printed: 第1组（组长）."""
    code: str
    """The sheet's code."""


def scoresheet(
    entry: Entry, template: bytes, *, lines: Sequence[ScoreLine] = (), owner: SheetOwner | None = None
) -> bytes:
    """One team's score sheet as .docx.

    Args:
        entry: the team.
        template: the official blank form.
        lines: what is scored; where the official table has no column for scores, a table for them is added below.
        owner: the judge whose sheet it is; none where that is not settled.
    """
    from docx import Document

    sheet: Any = Document(io.BytesIO(template))
    table = sheet.tables[0]
    team, organisation = (safe_text(text_of(entry, f"{key}_name")) for key in ("team", "organisation"))
    identity = f"班组：{team}　　单位：{organisation}"
    if owner is None:
        identity += f"　　评委：{NOBODY}"
    above, below = _paragraph(sheet, identity, table), []
    if lines and not _has_scores(table):
        below += _score_table(sheet, table, lines)
    if owner is not None:
        judge = f"评委：{safe_text(owner.judge)}　{safe_text(owner.panel)}　{_SIGNED}"
        below.append(_paragraph(sheet, judge, table, before=8))
        below.append(_paragraph(sheet, f"{CODE_LABEL}：{safe_text(owner.code)}　　{_MARKED}", table, size=_SMALL))
        _tighten(sheet, table)
        _foot(sheet, safe_text(owner.code))
    table._tbl.addprevious(above)
    _place(table, below)
    return saved(sheet)


def scoresheet_name(number: int, entry: Entry) -> str:
    """The file's name: ``01 单位 班组.docx``.

    Args:
        number: the team's number in the ledger, so that the folder sorts as the ledger does.
        entry: the team.
    """
    return f"{number:02d} {entry_stem(entry)}.docx"


def _has_scores(table: Any) -> bool:
    """Whether the official table has a column for scores of its own."""
    return any("".join(cell.text.split()) == "得分" for cell in table.rows[0].cells)


def _paragraph(sheet: Any, text: str, table: Any, *, size: float = 0, before: float = 0) -> Any:
    """A line in the type of the table's text, not yet in its place."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = sheet.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    look = paragraph.paragraph_format
    look.first_line_indent, look.space_before, look.space_after = Pt(0), Pt(before), Pt(0 if size else 4)
    run = paragraph.add_run(text)
    _dress(run, table)
    if size:
        run.font.size = Pt(size)
    return paragraph._p


def _dress(run: Any, table: Any) -> None:
    """The fonts of the table's first text for a run, without its weight."""
    from docx.oxml.ns import qn

    model = next((run for cell in table.rows[0].cells for found in cell.paragraphs for run in found.runs), None)
    if model is not None and model._r.rPr is not None:
        run._r.insert(0, copy.deepcopy(model._r.rPr))
        for bold in run._r.rPr.findall(qn("w:b")):
            run._r.rPr.remove(bold)


def _score_table(sheet: Any, table: Any, lines: Sequence[ScoreLine]) -> list[Any]:
    """A table for the scores, below a line that says that it is ours."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    caption = _paragraph(sheet, ADDED_CAPTION, table, before=8)
    total = sum(line.maximum or 0 for line in lines)
    columns = [(line.title, f"{line.maximum} 分", "") for line in lines] + [(TOTAL_LABEL, f"{total} 分", "")]
    added = sheet.add_table(rows=len(ADDED_HEADS), cols=len(columns) + 1)
    _rule(added)
    for column, texts in enumerate([ADDED_HEADS, *columns]):
        for row, text in enumerate(texts):
            paragraph = added.cell(row, column).paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _dress(paragraph.add_run(text), table)
    for row in added.rows:
        row.height = Cm(0.8 if row.cells[0].text == ADDED_HEADS[-1] else 0.6)
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return [caption, added._tbl]


def _rule(table: Any) -> None:
    """Lines around every cell, whatever styles the official form has."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    if layout is not None:
        layout.addprevious(borders)
    else:
        table._tbl.tblPr.append(borders)


def _foot(sheet: Any, code: str) -> None:
    """The code in the foot of every page."""
    from docx.shared import Pt

    for section in sheet.sections:
        foot = section.footer
        foot.is_linked_to_previous = False
        empty = next((each for each in foot.paragraphs if not each.text.strip() and not len(each.runs)), None)
        run = (empty if empty is not None else foot.add_paragraph()).add_run(code)
        run.font.size = Pt(_SMALL)


def _tighten(sheet: Any, table: Any) -> None:
    """Room on the one page for what is added: narrower margins, and no empty line behind the table."""
    from docx.shared import Cm

    for section in sheet.sections:
        section.top_margin, section.bottom_margin = (min(each, Cm(1.0)) for each in _margins(section))
        section.header_distance = section.footer_distance = Cm(0.5)
    behind = table._tbl.getnext()
    if behind is not None and behind.tag.endswith("}p") and not _holds_something(behind):
        behind.getparent().remove(behind)


def _holds_something(paragraph: Any) -> bool:
    """Whether a paragraph has text, a picture or the end of a section in it."""
    ends = ("}sectPr", "}drawing", "}pict", "}br")
    return bool("".join(paragraph.itertext()).strip()) or any(str(each.tag).endswith(ends) for each in paragraph.iter())


def _margins(section: Any) -> tuple[int, int]:
    return section.top_margin or 0, section.bottom_margin or 0


def _place(table: Any, below: Sequence[Any]) -> None:
    """Put what was made below the official table, in its order."""
    last = table._tbl
    for element in below:
        last.addnext(element)
        last = element
