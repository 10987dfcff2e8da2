"""Workbooks (.xlsx, .xlsm, and .et saved as such): one table a worksheet, only its filled cells."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Mark, Note, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.readers.package import Package, Relation, open_package
from qtdocs.readers.refusals import REFUSALS
from qtdocs.readers.xlsx_cells import read_cells
from qtdocs.readers.xlsx_drawings import boxes_in, comments_in, drawing_in
from qtdocs.readers.xlsx_sheet import MOST_CELLS, TRUE, read_sheet
from qtdocs.readers.xlsx_strings import shared_strings
from qtdocs.readers.xlsx_styles import styles_in
from qtdocs.zipped import damaged

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_xlsx(data: bytes, *, name: str) -> Document:
    """The neutral document of a workbook: what a person sees on its worksheets, in their order.

    Args:
        data: the file's bytes.
        name: the file as the clerk knows it.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted``, ``file-refused`` or ``file-unsupported``.
    """
    package = open_package(data)
    reading = _Workbook(package)
    reading.read()
    return Document(
        name=name,
        kind="xlsx",
        blocks=tuple(reading.blocks + reading.last_blocks),
        marks=tuple(reading.marks),
        notes=tuple(reading.notes),
    )


class _Workbook:
    """The walk over a workbook's parts."""

    def __init__(self, package: Package) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.last_blocks: list[Paragraph | Table] = []
        self.marks: list[Mark] = []
        self.notes: list[Note] = []
        self._package = package
        self._budget = MOST_CELLS
        self._tables = 0
        self._main = package.main("xl/workbook.xml")
        root = None if self._main.endswith(".bin") else package.tree(self._main)
        if root is None:
            if any(part.lower().endswith("workbook.bin") for part in package.names):
                raise UnreadableFileError(*REFUSALS["xlsb"])
            raise damaged("里面没有工作簿")
        self._root = root
        self._relations = package.relations(self._main)

    def read(self) -> None:
        """Walk over all worksheets."""
        self._strings = shared_strings(self._tree("sharedStrings"))
        self._styles = styles_in(self._tree("styles"))
        properties = self._root.find("{*}workbookPr")
        self._date1904 = properties is not None and properties.get("date1904") in TRUE
        for what in self._package.active_content():
            self.notes.append(Note(code="file-active-content", detail=what, place=Place()))
        if any(text.cleaned for text in self._strings):
            self.notes.append(Note(code="text-cleaned", detail="文字中有看不见的控制字符，已去掉", place=Place()))
        for sheet, relation in self._sheets():
            self._read_sheet(sheet.get("name", ""), relation, hidden=sheet.get("state", "visible") != "visible")

    def _tree(self, kind: str) -> etree._Element | None:
        """The workbook's part of this kind, by its usual name where no link leads to it."""
        usual = posixpath.join(posixpath.dirname(self._main), f"{kind}.xml")
        targets = [relation.target for relation in self._relations.values() if relation.kind == kind]
        return self._package.tree(targets[0] if targets else usual)

    def _sheets(self) -> Iterator[tuple[etree._Element, Relation]]:
        for sheet in self._root.iterfind("{*}sheets/{*}sheet"):
            relation = self._relations.get(sheet.get(_RELATION_ID, ""))
            if relation is not None and relation.kind == "worksheet":
                yield sheet, relation

    def _read_sheet(self, name: str, relation: Relation, *, hidden: bool) -> None:
        content = self._package.part(relation.target)
        if content is None:
            detail = f"工作表“{name}”的内容不在文件里"
            self.notes.append(Note(code="file-damaged", detail=detail, place=Place(sheet=name)))
            return
        sheet = read_sheet(content, self._strings, budget=self._budget)
        self._budget -= len(sheet.cells)
        reading = read_cells(
            sheet, name=name, number=self._tables + 1, styles=self._styles, date1904=self._date1904, hidden=hidden
        )
        if reading.table is not None:
            self._tables += 1
            self.blocks.append(reading.table)
        self.notes += [note for note in reading.notes if reading.table is not None or note.code != "text-hidden"]
        for row, column in sheet.pictures:
            self.marks.append(Mark(kind="photo", place=Place(sheet=name, row=row, column=column)))
        self._read_around(name, relation)
        for part, text in sheet.headers:
            self.last_blocks.append(Paragraph(text=text, place=Place(sheet=name, part=part)))

    def _read_around(self, name: str, sheet: Relation) -> None:
        """Text boxes, tick boxes and pictures over the sheet, and its comments."""
        relations = self._package.relations(sheet.target).values()
        threaded = any(relation.kind == "threadedComment" for relation in relations)
        for relation in relations:
            if relation.kind == "drawing":
                paragraphs, marks = drawing_in(self._package.tree(relation.target), sheet=name)
                self.blocks += paragraphs
                self.marks += marks
            elif relation.kind == "vmlDrawing":
                self.blocks += boxes_in(self._package.part(relation.target) or b"", sheet=name)
            elif relation.kind == ("threadedComment" if threaded else "comments"):
                self.last_blocks += comments_in(self._package.tree(relation.target), sheet=name)
