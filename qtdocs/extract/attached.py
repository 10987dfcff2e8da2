"""A long text that the form wants on a sheet of its own (另附纸) and that was typed below the table instead."""

from __future__ import annotations

from collections.abc import Mapping

from qtdocs.editions.form import FieldSpec
from qtdocs.editions.layout import Layout
from qtdocs.extract.headers import is_title
from qtdocs.model.document import Document, Paragraph, Table
from qtdocs.model.record import Doubt, FieldValue
from qtdocs.text import label_twin

SHORTEST = 200
"""Fewest characters that make a text of their own; less is a remark."""


def attached_text(
    document: Document, layout: Layout, fields: Mapping[str, FieldValue], used: set[int]
) -> dict[str, FieldValue]:
    """The attached text found behind the last table, by key; empty where there is none or its box is filled.

    Args:
        document: the filled form.
        layout: its layout.
        fields: what was read so far.
        used: takes the ``id`` of the paragraphs that are the text.
    """
    spec = next((spec for spec in layout.form.fields if spec.attached), None)
    if spec is None or fields[spec.key].value is not None:
        return {}
    lines = _behind_tables(document, layout)
    text = "\n".join(paragraph.text.strip() for paragraph in lines)
    if len(text) < SHORTEST:
        return {}
    used.update(id(paragraph) for paragraph in lines)
    return {spec.key: _value(spec, text, lines[0])}


def _behind_tables(document: Document, layout: Layout) -> list[Paragraph]:
    tables = [number for number, block in enumerate(document.blocks) if isinstance(block, Table)]
    behind = document.blocks[tables[-1] + 1 :] if tables else ()
    return [
        block
        for block in behind
        if isinstance(block, Paragraph) and not block.place.part and block.text.strip()
        and label_twin(block.text) not in layout.fixed and not is_title(block.text, layout)
    ]  # fmt: skip


def _value(spec: FieldSpec, text: str, first: Paragraph) -> FieldValue:
    doubt = Doubt(code="field-unsure", detail="正文写在表格后面，按这一栏的另附内容读取")
    return FieldValue(
        key=spec.key, value=text, text=text, label=spec.labels[0], place=first.place, method="below", grade="B",
        doubts=(doubt,),
    )  # fmt: skip
