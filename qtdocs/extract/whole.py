"""A free document such as a 总结: all that was written in it is one value."""

from __future__ import annotations

from collections.abc import Iterator

from qtdocs.editions.form import FieldSpec
from qtdocs.editions.layout import Layout
from qtdocs.extract.headers import is_title
from qtdocs.model.document import Document
from qtdocs.model.place import Place
from qtdocs.model.record import FieldValue
from qtdocs.text import label_twin


def whole_value(document: Document, layout: Layout, spec: FieldSpec) -> FieldValue:
    """The document's text without its title and what the blank prints; the headings it must have stay.

    Args:
        document: the filled document.
        layout: its form's layout.
        spec: the field that stands for the whole document.
    """
    lines = list(_written(document, layout))
    typed = any(label_twin(line) not in layout.fixed for line in lines)
    text = "\n".join(lines) if typed else ""
    place = document.blocks[0].place if document.blocks else Place()
    return FieldValue(
        key=spec.key, value=text or None, text=text, label=spec.labels[0], place=place, method="same-cell"
    )  # fmt: skip


def _written(document: Document, layout: Layout) -> Iterator[str]:
    """The lines that somebody wrote, and the headings."""
    headings = [label_twin(section) for section in layout.form.sections]
    for text in document.texts():
        for line in text.split("\n"):
            twin = label_twin(line)
            if not twin or is_title(line, layout):
                continue
            if twin not in layout.fixed or any(heading in twin for heading in headings):
                yield line.strip()
