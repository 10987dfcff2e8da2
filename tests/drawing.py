"""Documents drawn as text, for tests that need no file."""

from __future__ import annotations

from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.layout import Layout, layout
from qtdocs.model.document import Cell, Document, Paragraph, Table
from qtdocs.model.place import Place

BLANK = """
测量班组申报表
推荐单位 _____
| 单位名称 | (填全称)     |          |          |
| 联系人   |              | 手机     |          |
| 班组长   |              | 手机     |          |
| 班组人数 |              | 完成率%  |          |
| 简介(简要说明):⏎1. 成员组成和主要工作。⏎2. 基础管理情况。 < < < |
| 年 月 日 < < < |
"""
FORM = FormSpec(
    id="application",
    kind="application",
    name="申报表",
    titles=("{year}年测量班组申报表", "测量班组申报表"),
    per_entry=True,
    fields=(
        FieldSpec(key="nominator_name", labels=("推荐单位", "推荐协会"), type="organisation", where="header"),
        FieldSpec(
            key="organisation_name",
            labels=("单位名称", "企业名称"),
            type="organisation",
            required=True,
            hints=("(填全称)",),
        ),
        FieldSpec(key="contact", labels=("联系人", "直接联系人"), type="person"),
        FieldSpec(key="contact_mobile", labels=("手机", "联系电话"), type="phone", beside="contact"),
        FieldSpec(key="team_leader", labels=("班组长",), type="person"),
        FieldSpec(key="team_leader_mobile", labels=("手机", "联系电话"), type="phone", beside="team_leader"),
        FieldSpec(key="headcount", labels=("班组人数",), type="integer", unit="人"),
        FieldSpec(key="completion_rate", labels=("完成率%",), type="percent"),
        FieldSpec(
            key="profile",
            labels=("简介(简要说明)", "简介"),
            type="long-text",
            where="same-cell",
            prompts=("1. 成员组成和主要工作。", "2. 基础管理情况。"),
        ),
        FieldSpec(key="form_date", labels=("年 月 日",), type="date", where="same-cell"),
    ),
)


def document(drawn: str, *, name: str = "申报表.docx") -> Document:
    """A document of paragraphs and tables: ``|`` parts cells, a trailing ``<`` widens one, ``⏎`` breaks its lines."""
    blocks: list[Paragraph | Table] = []
    rows: list[list[tuple[str, int]]] = []
    for line in [*drawn.strip().split("\n"), ""]:
        if line.startswith("|"):
            rows.append([_cell(part) for part in line.strip().strip("|").split("|")])
            continue
        if rows:
            blocks.append(_table(rows, number=1 + sum(isinstance(block, Table) for block in blocks)))
            rows = []
        if line.strip():
            blocks.append(Paragraph(text=line, place=Place(paragraph=len(blocks) + 1)))
    return Document(name=name, kind="docx", sha256="0" * 64, blocks=tuple(blocks))


def form_layout(form: FormSpec = FORM, blank: str = BLANK, *, programme: str = "demo-2026") -> Layout:
    """The demonstration form laid beside its drawn blank."""
    return layout(form, document(blank), programme=programme, year=2026)


def _cell(part: str) -> tuple[str, int]:
    wide = part.rstrip().count("<") if part.rstrip().endswith("<") else 0
    return part.replace("<", "").strip().replace("⏎", "\n"), 1 + wide


def _table(rows: list[list[tuple[str, int]]], *, number: int) -> Table:
    cells = []
    for row, drawn in enumerate(rows, 1):
        column = 1
        for text, span in drawn:
            place = Place(table=number, row=row, column=column)
            cells.append(Cell(row=row, column=column, column_span=span, text=text, place=place))
            column += span
    columns = max(sum(span for _, span in drawn) for drawn in rows)
    return Table(rows=len(rows), columns=columns, cells=tuple(cells), place=Place(table=number))
