"""Reads the words of slides (.pptx); they are a legitimate paper of an entry, but no form."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from qtdocs.model.document import Document, Note, Paragraph
from qtdocs.model.place import Place
from qtdocs.readers.package import Package, open_package
from qtdocs.zipped import damaged

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARAGRAPH, _TEXT, _BREAK = _DRAWING + "p", _DRAWING + "t", _DRAWING + "br"


def read_pptx(data: bytes, *, name: str) -> Document:
    """The slides as pages of paragraphs, in the order they are shown; text in pictures is not read.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted`` or ``file-refused``.
    """
    package = open_package(data)
    slides = tuple(_slides(package))
    blocks = [block for number, slide in enumerate(slides, 1) for block in _paragraphs(slide, number)]
    notes = [Note(code="file-active-content", detail=detail, place=Place()) for detail in package.active_content()]
    return Document(name=name, kind="pptx", blocks=tuple(blocks), notes=tuple(notes), pages=len(slides))


def _slides(package: Package) -> Iterator[etree._Element]:
    main = package.main("ppt/presentation.xml")
    root = package.tree(main)
    if root is None:
        raise damaged("里面没有幻灯片")
    relations = package.relations(main)
    for reference in root.iter(_SLIDES + "sldId"):
        relation = relations.get(reference.get(_LINK, ""))
        slide = None if relation is None or relation.external else package.tree(relation.target)
        if slide is not None:
            yield slide


def _paragraphs(slide: etree._Element, page: int) -> Iterator[Paragraph]:
    number = 0
    for element in slide.iter(_PARAGRAPH):
        pieces = ["\n" if part.tag == _BREAK else part.text or "" for part in element.iter(_TEXT, _BREAK)]
        text = "".join(pieces).strip("\n")
        if text.strip():
            number += 1
            yield Paragraph(text=text, place=Place(page=page, paragraph=number))
