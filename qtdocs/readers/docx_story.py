"""One story of a docx (the body, a header, a comment) as paragraphs and tables with true cells."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from qtdocs.model.document import Cell, Mark, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.readers import docx_names as names
from qtdocs.readers.docx_account import Account, inked, texts_of
from qtdocs.readers.docx_grid import MAXIMUM_COLUMNS, Area, Grid, laid_out
from qtdocs.readers.docx_inline import Inline

_BLOCKS = (names.PARAGRAPH, names.TABLE, names.ALT_CHUNK)
_NO_FLAGS: frozenset[str] = frozenset()
_FLAGS = {
    "inserted": "revised",
    "deleted": "revised",
    "struck": "struck",
    "underlined": "underlined",
    "drawn": "drawn",
    "picture": "picture",
    "object": "picture",
    "covered": "hidden",
    "nested-revised": "revised",
    "nested-struck": "struck",
    "nested-underlined": "underlined",
    "nested-drawn": "drawn",
    "nested-picture": "picture",
    "nested-hidden": "hidden",
}
"""The flag for what was seen; pure deletions count as revised too."""
_REPORTED = (
    ("hidden", "text-hidden", "有隐藏文字：「{}」"),
    ("covered", "text-hidden", "合并单元格里另有文字，Word 中看不到：「{}」"),
    ("cleaned", "text-cleaned", "去掉了看不见的控制字符"),
    ("fetching", "file-active-content", "取外部内容的域 {}"),
)
_UNITS = 36_000
"""English Metric Units a millimetre (ECMA-376)."""
_LARGEST = 2_000.0
_FOREIGN_PART = "这里夹带了另一份文件，里面的内容没有读"
_Placing = Callable[[int, int], Place]


class Numbers:
    """Running numbers of tables and paragraphs of one kind of part."""

    __slots__ = ("paragraph", "table")

    def __init__(self) -> None:
        self.paragraph = 0
        self.table = 0


class _Gathered:
    """What stands at one place: a cell, or a paragraph of the body."""

    __slots__ = ("joins", "lines", "seen", "tables")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.seen: list[tuple[str, str]] = []
        self.tables: list[Table] = []
        self.joins = False

    def add(self, text: str) -> None:
        """Put a line under the others, or behind the last one if its end is deleted."""
        if self.joins:
            self.lines[-1] += text
        else:
            self.lines.append(text)
        self.joins = False

    def words(self, kind: str) -> str:
        """The words that were seen under this kind."""
        return "".join(words for seen, words in self.seen if seen == kind)

    @property
    def flags(self) -> frozenset[str]:
        """The flags of the cell or paragraph."""
        return frozenset(_FLAGS[kind] for kind, _ in self.seen if kind in _FLAGS) if self.seen else _NO_FLAGS

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines).strip("\n")


class Story:
    """Reads the blocks of one story."""

    __slots__ = ("_account", "_inline", "_numbers", "_part", "_place", "blocks", "marks")

    def __init__(self, account: Account, inline: Inline, *, part: str, numbers: Numbers) -> None:
        self._account = account
        self._inline = inline
        self._part = part
        self._numbers = numbers
        self.blocks: list[Paragraph | Table] = []
        self.marks: list[Mark] = []
        self._place = Place(part=part)

    def read(self, root: etree._Element) -> None:
        """Read all blocks under this element."""
        self._read_blocks(root, part=self._part)
        swallowed = "".join(self._inline.unfinished())
        if swallowed.strip():
            detail = f"这些文字夹在没有结束的域里，可能没有读进来：「{swallowed[:200]}」"
            self._account.note("text-unread", detail, Place(part=self._part))

    def _read_blocks(self, parent: etree._Element, *, part: str) -> None:
        inline = self._inline
        gathered = _Gathered()
        boxes: list[etree._Element] = []
        for block in self._account.unwrapped(parent, _BLOCKS):
            if block.tag == names.PARAGRAPH:
                self._account.here = self._next_place(part)
                self._take(block, gathered)
                boxes += inline.boxes
                inline.boxes = []
                if gathered.joins:
                    continue
            self._finish(gathered, boxes, part=part)
            gathered, boxes = _Gathered(), []
            if block.tag != names.PARAGRAPH:
                self._read_other(block, part=part)
        self._finish(gathered, boxes, part=part)

    def _next_place(self, part: str) -> Place:
        """The place of the next paragraph, made once."""
        place, number = self._place, self._numbers.paragraph + 1
        if place.paragraph != number or place.part != part:
            place = self._place = Place(part=part, paragraph=number)
        return place

    def _take(self, paragraph: etree._Element, gathered: _Gathered) -> None:
        """Read a paragraph into what is gathered; its text boxes stay with the inline reader."""
        inline = self._inline
        text = inline.read(paragraph)
        if gathered.joins:
            gathered.add(text)
        else:
            gathered.lines.append(text)
        gathered.joins = inline.joins
        if inline.seen:
            gathered.seen += inline.seen
            inline.seen = []

    def _read_other(self, block: etree._Element, *, part: str) -> None:
        if block.tag == names.ALT_CHUNK:
            self._account.note("text-unread", _FOREIGN_PART, self._next_place(part))
            return
        self._numbers.table += 1
        number = self._numbers.table

        def placing(row: int, column: int) -> Place:
            return Place(part=part, table=number, row=row, column=column)

        self.blocks.append(self._table(block, placing, Place(part=part, table=number)))

    def _finish(self, gathered: _Gathered, boxes: list[etree._Element], *, part: str) -> None:
        """Make a paragraph of what was gathered, then read the text boxes anchored in it."""
        text = gathered.text
        place = self._next_place(part)
        if gathered.seen:
            self._report(gathered, place)
        if text.strip() or (text and "underlined" in gathered.flags):
            self._numbers.paragraph += 1
            self.blocks.append(Paragraph(text=text, flags=gathered.flags, place=place))
        for box in boxes:
            if box.tag == names.BOX_CONTENT:
                self._read_blocks(box, part=part or "文本框")
            else:
                self._read_words(box, part=part or "文本框")

    def _read_words(self, box: etree._Element, *, part: str) -> None:
        gathered = _Gathered()
        gathered.add(self._words(box))
        self._finish(gathered, [], part=part)

    def _words(self, box: etree._Element) -> str:
        """The words of WordArt and of a drawing's own paragraphs."""
        if box.tag == names.VML_TEXT_PATH:
            words = box.get("string", "")
            self._account.added += inked(words)
            return words
        return "".join(texts_of(box))

    # -- tables -------------------------------------------------------------------------------------------------

    def _table(self, element: etree._Element, placing: _Placing, place: Place) -> Table:
        outer_style = self._inline.table_style
        style = element.find(f"{names.TABLE_PROPERTIES}/{names.TABLE_STYLE}")
        self._inline.table_style = "" if style is None else style.get(names.VALUE, "")
        grid = laid_out(element, self._account)
        self._report_grid(grid, place)
        cells = tuple(self._cell(area, placing(area.row, area.column)) for area in grid.areas)
        self._inline.table_style = outer_style
        return Table(rows=grid.rows, columns=grid.columns, cells=cells, place=place)

    def _cell(self, area: Area, place: Place) -> Cell:
        self._account.here = place
        gathered = _Gathered()
        self._read_cell(area.source, gathered, place)
        for covered in area.covered:
            self._read_covered(covered, gathered, place)
        if area.is_inserted:
            gathered.seen.append(("inserted", ""))
        if gathered.seen:
            self._report(gathered, place)
        return Cell(
            row=area.row,
            column=area.column,
            row_span=area.row_span,
            column_span=area.column_span,
            text=gathered.text,
            flags=gathered.flags if gathered.seen else _NO_FLAGS,
            tables=tuple(gathered.tables) if gathered.tables else (),
            place=place,
        )

    def _read_cell(self, parent: etree._Element, gathered: _Gathered, place: Place) -> None:
        for block in self._account.unwrapped(parent, _BLOCKS):
            if block.tag == names.PARAGRAPH:
                self._take(block, gathered)
                if self._inline.boxes:
                    boxes, self._inline.boxes = self._inline.boxes, []
                    self._read_boxes(boxes, gathered, place)
            elif block.tag == names.TABLE:
                gathered.joins = False
                self._read_nested(block, gathered, place)
            else:
                self._account.note("text-unread", _FOREIGN_PART, place)

    def _read_boxes(self, boxes: list[etree._Element], gathered: _Gathered, place: Place) -> None:
        for box in boxes:
            gathered.joins = False
            if box.tag == names.BOX_CONTENT:
                self._read_cell(box, gathered, place)
            else:
                gathered.add(self._words(box))

    def _read_nested(self, element: etree._Element, gathered: _Gathered, place: Place) -> None:
        table = self._table(element, lambda row, column: place, place)
        gathered.tables.append(table)
        gathered.lines += table.lines()
        # The nested cells have reported what was seen in them; here it is a flag only.
        gathered.seen += [(f"nested-{flag}", "") for cell in table.cells for flag in sorted(cell.flags)]

    def _read_covered(self, cell: etree._Element, gathered: _Gathered, place: Place) -> None:
        """A continuation of a merge: Word shows nothing of it, but what somebody typed there is not lost."""
        inner = _Gathered()
        self._read_cell(cell, inner, place)
        gathered.seen += inner.seen
        gathered.tables += inner.tables
        text = inner.text
        if text.strip():
            gathered.add(text)
            gathered.seen.append(("covered", text))

    # -- notes --------------------------------------------------------------------------------------------------

    def _report(self, gathered: _Gathered, place: Place) -> None:
        """Keep the notes and marks of one place."""
        kinds = {kind for kind, _ in gathered.seen}
        if kinds & {"inserted", "deleted"}:
            self._account.note("revision-pending", _changes(gathered, kinds), place)
        for kind, code, words in _REPORTED:
            if kind in kinds:
                self._account.note(code, words.format(gathered.words(kind)[:200]), place)
        shown = [words.split(" ") for kind, words in gathered.seen if kind == "picture"]
        self.marks += [
            Mark(kind="photo", near=gathered.text[:40], place=place, source=link, size=_millimetres(*extent))
            for link, *extent in shown
        ]

    def _report_grid(self, grid: Grid, place: Place) -> None:
        for row, text in grid.deleted:
            self._account.note("revision-pending", f"修订删除了第{row}行处的「{text[:200]}」", place)
        if grid.is_cut:
            self._account.note("sheet-truncated", f"表格只读了前 {grid.rows} 行、{MAXIMUM_COLUMNS} 列以内", place)


def _millimetres(*extent: str) -> tuple[float, float] | None:
    """Width and height out of the English Metric Units of a drawing; none where they are not given."""
    try:
        width, height = (int(each) / _UNITS for each in extent)
    except ValueError:
        return None
    return (width, height) if 0 < width < _LARGEST and 0 < height < _LARGEST else None


def _changes(gathered: _Gathered, kinds: set[str]) -> str:
    """What a clerk should know of tracked changes at one place."""
    inserted, deleted = gathered.words("inserted").strip(), gathered.words("deleted").strip()
    parts = []
    if "inserted" in kinds:
        parts.append(f"修订插入「{inserted[:200]}」" if inserted else "修订插入了单元格")
    if "deleted" in kinds:
        parts.append(f"修订删除「{deleted[:200]}」")
    return "，".join(parts)
