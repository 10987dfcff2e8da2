"""The walk over a web page's elements, without recursion: paragraphs and tables with true cells come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from qtdocs.model.document import Cell, Mark, Note, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.readers import html_looks as looks
from qtdocs.readers.docx_symbols import as_seen
from qtdocs.readers.html_table import Grid
from qtdocs.readers.html_text import Gathered

_MOST_NESTED = 20
"""Tables inside one another; deeper ones are read as text."""


class _Frame(NamedTuple):
    """An element that is open."""

    role: str
    """table, row, cell, block, inline, deleted, inserted or passed."""
    is_struck: bool = False
    font: str = ""
    is_kept: bool = False
    """Whether white space stays as written."""


@dataclass(slots=True)
class _Open:
    """A table that is open, with its open cell."""

    place: Place
    is_outer: bool
    grid: Grid = field(default_factory=Grid)
    spot: tuple[int, int, int, int] | None = None
    cell: Gathered | None = None
    cell_place: Place = field(default_factory=Place)
    nested: list[Table] = field(default_factory=list)


class Walk:
    """Reads one page; what it found stands in ``blocks``, ``marks`` and ``notes``."""

    def __init__(self) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.marks: list[Mark] = []
        self.notes: list[Note] = []
        self.acting: dict[str, None] = {}
        self._frames = [_Frame("block")]
        self._tables: list[_Open] = []
        self._body = Gathered()
        self._deleting: list[str] = []
        self._numbers = {"table": 0, "paragraph": 0}

    def read(self, root: etree._Element) -> None:
        """Read everything below an element."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
            elif not self._enter(element):
                walk.skip_subtree()
        self._flush()

    # -- elements -----------------------------------------------------------------------------------------------

    def _enter(self, element: etree._Element) -> bool:
        """Whether what is inside the element is to be walked over as well."""
        tag = str(element.tag).rpartition(":")[2]
        frame = self._frame(element, tag)
        self._frames.append(frame)
        if frame.role == "passed":
            return False
        if frame.role == "table":
            self._open_table()
        elif frame.role == "row" and self._tables:
            self._close_cell()
            self._tables[-1].grid.next_row()
        elif frame.role == "cell" and self._tables:
            self._open_cell(element)
        elif frame.role in ("block", "row", "cell"):
            self._border()
        self._text(element.text)
        return True

    def _frame(self, element: etree._Element, tag: str) -> _Frame:
        """The element's role and looks; small elements that stand for text are read at once."""
        outer = self._frames[-1]
        if looks.is_hidden(element) or tag in looks.UNREAD or tag in looks.ACTING:
            self._pass_over(element, tag)
            return outer._replace(role="passed")
        if self._read_small(element, tag):
            return outer._replace(role="passed")
        font = looks.sign_font(element)
        role = _ROLES.get(tag, "block" if tag in looks.BLOCKS else "inline")
        if role == "table" and len(self._tables) >= _MOST_NESTED:
            role = "block"
        return _Frame(
            role=role,
            is_struck=outer.is_struck or looks.is_struck(element),
            font=outer.font if font is None else font,
            is_kept=outer.is_kept or tag in ("pre", "textarea"),
        )

    def _pass_over(self, element: etree._Element, tag: str) -> None:
        if tag in looks.ACTING:
            self.acting[tag] = None
        elif tag == "link" and element.get("href") and "stylesheet" in element.get("rel", "").lower():
            self.acting["样式表"] = None
        elif tag not in looks.UNREAD:
            self._here().hidden += looks.words_in(element)

    def _read_small(self, element: etree._Element, tag: str) -> bool:
        """Whether the element stands for a piece of text or a picture, which is read here."""
        if tag == "br":
            self._here().line()
        elif tag == "input":
            self._text(looks.shown_value(element))
        elif tag == "select":
            self._text(looks.chosen_option(element))
        elif tag in ("img", "imagedata"):
            self._here().pictures += 1
            if element.get("src", "").lower().startswith(("http:", "https:", "//", "\\\\")):
                self.acting[f"外部链接 {element.get('src', '')[:200]}"] = None
        else:
            return False
        return True

    def _leave(self, element: etree._Element) -> None:
        frame = self._frames.pop()
        if frame.role == "table":
            self._close_table()
        elif frame.role in ("row", "cell") and self._tables:
            self._close_cell()
        elif frame.role in ("block", "row", "cell"):
            self._border()
        self._text(element.tail)

    # -- text ---------------------------------------------------------------------------------------------------

    def _here(self) -> Gathered:
        """Where text goes: the open cell, or the body; words between the cells of a table go above it."""
        return next((table.cell for table in reversed(self._tables) if table.cell is not None), self._body)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        here, frame = self._here(), self._frames[-1]
        if any(each.role == "deleted" for each in self._frames):
            here.deleted += text
            return
        if not text.strip() and self._tables and self._tables[-1].cell is None:
            return
        shown = as_seen(text, frame.font)
        here.add(shown, kept=frame.is_kept)
        if text.strip():
            if frame.is_struck:
                here.flags.add("struck")
            if any(each.role == "inserted" for each in self._frames):
                here.inserted += shown

    def _border(self) -> None:
        """The border of a block: a new line in a cell, a new paragraph in the body."""
        if any(table.cell is not None for table in self._tables):
            self._here().block()
        elif not self._tables:
            self._flush()

    def _flush(self) -> None:
        """Make a paragraph of what stands in the body."""
        gathered, self._body = self._body, Gathered()
        place = Place(paragraph=self._numbers["paragraph"] + 1)
        gathered.report(place, self.notes, self.marks)
        if gathered.text:
            self._numbers["paragraph"] += 1
            self.blocks.append(Paragraph(text=gathered.text, flags=frozenset(gathered.flags), place=place))

    # -- tables -------------------------------------------------------------------------------------------------

    def _open_table(self) -> None:
        outer = next((table for table in reversed(self._tables) if table.cell is not None), None)
        if outer is not None:
            self._tables.append(_Open(place=outer.cell_place, is_outer=False))
            return
        self._flush()
        self._numbers["table"] += 1
        self._tables.append(_Open(place=Place(table=self._numbers["table"]), is_outer=True))

    def _open_cell(self, element: etree._Element) -> None:
        self._close_cell()
        table = self._tables[-1]
        table.spot = table.grid.claim(looks.span_of(element, "rowspan"), looks.span_of(element, "colspan"))
        table.cell, table.nested = Gathered(), []
        table.cell_place = table.place
        if table.is_outer and table.spot is not None:
            row, column, _, _ = table.spot
            table.cell_place = Place(table=table.place.table, row=row, column=column)

    def _close_cell(self) -> None:
        table = self._tables[-1]
        gathered, table.cell = table.cell, None
        if gathered is None or table.spot is None:
            return
        gathered.report(table.cell_place, self.notes, self.marks)
        row, column, row_span, column_span = table.spot
        table.grid.put(
            Cell(
                row=row,
                column=column,
                row_span=row_span,
                column_span=column_span,
                text=gathered.text,
                flags=frozenset(gathered.flags),
                tables=tuple(table.nested),
                place=table.cell_place,
            )
        )

    def _close_table(self) -> None:
        self._close_cell()
        opened = self._tables.pop()
        if opened.grid.is_cut:
            detail = "表格太大，只读了一部分"
            self.notes.append(Note(code="sheet-truncated", detail=detail, place=opened.place))
        table = opened.grid.table(opened.place)
        if opened.is_outer:
            self._flush()
            if table is not None:
                self.blocks.append(table)
        elif table is not None:
            self._nest(table)

    def _nest(self, table: Table) -> None:
        outer = next((each for each in reversed(self._tables) if each.cell is not None), None)
        if outer is None or outer.cell is None:
            return
        outer.nested.append(table)
        outer.cell.block()
        for line in table.lines():
            outer.cell.add(line, kept=True)
            outer.cell.line()
        outer.cell.flags |= {flag for cell in table.cells for flag in cell.flags}


_ROLES = {
    "table": "table",
    "tr": "row",
    "td": "cell",
    "th": "cell",
    "caption": "block",
    "del": "deleted",
    "ins": "inserted",
}
