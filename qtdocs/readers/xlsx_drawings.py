"""What lies over or beside the cells of a worksheet: text boxes, tick boxes, pictures, comments."""

from __future__ import annotations

import re

from lxml import etree

from qtdocs.model.document import TICKED, UNTICKED, Mark, Paragraph
from qtdocs.model.place import Place
from qtdocs.readers.xlsx_references import cell_of
from qtdocs.readers.xlsx_strings import rich_text

_BOX = re.compile(rb"ObjectType=[\"'](?:Checkbox|Radio)")


def drawing_in(root: etree._Element | None, *, sheet: str) -> tuple[list[Paragraph], list[Mark]]:
    """The text boxes and pictures of a drawing part, each once."""
    paragraphs: list[Paragraph] = []
    marks: list[Mark] = []
    for anchor in () if root is None else root:
        row, column = _corner(anchor)
        for shape in anchor.iter("{*}txBody", "{*}pic"):
            if any(True for _ in shape.iterancestors("{*}Fallback")):
                continue
            if shape.tag.endswith("}pic"):
                marks.append(Mark(kind="photo", place=Place(sheet=sheet, row=row, column=column)))
            elif text := _text(shape):
                place = Place(sheet=sheet, row=row, column=column, part="文本框")
                paragraphs.append(Paragraph(text=text, place=place))
    return paragraphs, marks


def comments_in(root: etree._Element | None, *, sheet: str) -> list[Paragraph]:
    """The comments (批注) of a comments part."""
    found = []
    for comment in () if root is None else root.iter("{*}comment", "{*}threadedComment"):
        bodies = [comment] if comment.tag.endswith("}threadedComment") else list(comment.iterchildren("{*}text"))
        text = "\n".join(_comment_text(body) for body in bodies).strip()
        row, column = cell_of(comment.get("ref", ""))
        if text:
            place = Place(sheet=sheet, row=row or None, column=column or None, part="批注")
            found.append(Paragraph(text=text, place=place))
    return found


def boxes_in(content: bytes, *, sheet: str) -> list[Paragraph]:
    """The tick boxes (form controls) over a worksheet, each with its words.

    Args:
        content: the old drawing part (VML), which is no sound XML in many files.
        sheet: the worksheet's name.
    """
    if not _BOX.search(content):
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    root = etree.fromstring(content.replace(b"<br>", b"<br/>"), parser)
    found = []
    for data in () if root is None else root.iter("{*}ClientData"):
        shape = data.getparent()
        if data.get("ObjectType") not in {"Checkbox", "Radio"} or shape is None:
            continue
        words = "".join("".join(str(text) for text in box.itertext()) for box in shape.iterfind("{*}textbox")).strip()
        sign = TICKED if data.findtext("{*}Checked") == "1" else UNTICKED
        corner = (data.findtext("{*}Anchor") or "").replace(" ", "").split(",")
        column, row = (int(corner[i]) + 1 if len(corner) > i and corner[i].isdigit() else None for i in (0, 2))
        place = Place(sheet=sheet, row=row, column=column, part="文本框")
        found.append(Paragraph(text=f"{sign}{' '.join(words.split())}", place=place))
    return found


def _comment_text(body: etree._Element) -> str:
    if body.tag.endswith("}threadedComment"):
        return "".join(child.text or "" for child in body.iterchildren("{*}text"))
    return rich_text(body).text


def _corner(anchor: etree._Element) -> tuple[int | None, int | None]:
    """Row and column, from 1, of a drawing's upper left corner."""
    row, column = (anchor.findtext(f"{{*}}from/{{*}}{key}") or "" for key in ("row", "col"))
    return (int(row) + 1 if row.isdigit() else None), (int(column) + 1 if column.isdigit() else None)


def _text(body: etree._Element) -> str:
    lines = [
        "".join(piece.text or "" if piece.tag.endswith("}t") else "\n" for piece in line.iter("{*}t", "{*}br"))
        for line in body.iterchildren("{*}p")
    ]
    return "\n".join(lines).strip()
