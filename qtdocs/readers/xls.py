"""Old workbooks (.xls, .et) by xlrd, into the same tables as .xlsx: what a person sees, only the filled cells.

xlrd gives the stored result of a formula and does not say that it was one; a program that stores no results (Excel and
WPS always do) cannot be told from one that computed 0.
"""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Cell, Document, Note, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.readers.office_compound import has_macros
from qtdocs.readers.refusals import REFUSALS
from qtdocs.readers.xls_records import outside_books, unread_objects
from qtdocs.readers.xlsx_cells import read_cells
from qtdocs.readers.xlsx_formats import BUILTIN
from qtdocs.readers.xlsx_raw import Raw, Sheet
from qtdocs.readers.xlsx_sheet import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from qtdocs.readers.xlsx_strings import rich_text
from qtdocs.readers.xlsx_styles import PLAIN, Style
from qtdocs.zipped import damaged

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
"""xlrd's types of cells."""
_WAYS = (
    {"formatting_info": True},
    {"formatting_info": True, "ignore_workbook_corruption": True},
    {"formatting_info": False, "ignore_workbook_corruption": True},
)
"""How xlrd is asked, one after the other, until it can."""
_DAY = Style(format="yyyy/m/d")


def read_xls(data: bytes, *, name: str) -> Document:
    """The neutral document of an old workbook.

    Args:
        data: the file's bytes.
        name: the file as the clerk knows it.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-encrypted``.
    """
    failure: Exception | None = None
    for number, way in enumerate(_WAYS):
        try:
            reading = _Workbook(_opened(data, way), data)
            reading.read()
        except _failures() as error:
            if "encrypted" in str(error).lower():
                raise UnreadableFileError(*REFUSALS["encrypted"]) from error
            failure = failure or error
            continue
        notes = [*reading.notes, *([_broken()] if number else [])]
        blocks = tuple(reading.blocks + reading.comments)
        return Document(name=name, kind="xls", blocks=blocks, notes=tuple(notes))
    raise damaged("里面的表格数据残缺") from failure


class _Silence(io.TextIOBase):
    """Where xlrd's own messages go."""

    def write(self, text: str) -> int:
        return len(text)


def _opened(data: bytes, way: dict[str, bool]) -> Any:
    import xlrd

    return xlrd.open_workbook(
        file_contents=data, logfile=_Silence(), verbosity=0, on_demand=True, ragged_rows=True, use_mmap=False, **way
    )


def _failures() -> tuple[type[Exception], ...]:
    """What xlrd raises on broken files, beside errors of its own: it takes numbers for offsets and checks little."""
    import xlrd
    import xlrd.compdoc

    return (
        *(xlrd.XLRDError, xlrd.compdoc.CompDocError),
        *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError),
        *(MemoryError, RuntimeError, TypeError, ValueError, struct.error),
    )


def _broken() -> Note:
    return Note(code="file-damaged", detail="文件的结构有损坏，按能读出的部分读取", place=Place())


class _Workbook:
    """The walk over a workbook's sheets."""

    def __init__(self, book: Any, data: bytes) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.comments: list[Paragraph | Table] = []
        self.notes: list[Note] = []
        self._book = book
        self._is_formatted = bool(book.formatting_info)
        self._styles = tuple(_style(book, xf) for xf in book.xf_list) if self._is_formatted else (PLAIN, _DAY)
        self._budget = MOST_CELLS
        stream = bytes(book.mem[book.base : book.base + book.stream_len])
        self._note_records(stream, has_macros=has_macros(data))

    def read(self) -> None:
        """Walk over all worksheets, one in memory at a time."""
        for number, name in enumerate(self._book.sheet_names()):
            self._read_sheet(self._book.sheet_by_index(number), name)
            self._book.unload_sheet(number)
        if not self._is_formatted:
            detail = "数字格式读不出来，数字和日期可能与表上看到的不一样，请看原件"
            self.notes.append(Note(code="field-unsure", detail=detail, place=Place()))

    def _note_records(self, stream: bytes, *, has_macros: bool) -> None:
        if has_macros:
            self.notes.append(Note(code="file-active-content", detail="宏", place=Place()))
        if books := outside_books(stream):
            self.notes.append(Note(code="file-active-content", detail=f"链接到其他文件 {books} 个", place=Place()))
        if objects := unread_objects(stream):
            detail = f"表格上另有{objects}，里面的内容没有读"
            self.notes.append(Note(code="text-unread", detail=detail, place=Place()))

    def _read_sheet(self, sheet: Any, name: str) -> None:
        stored, cleaned = _Stored(sheet, self._book, budget=self._budget).sheet()
        self._budget -= len(stored.cells)
        number = 1 + sum(isinstance(block, Table) for block in self.blocks)
        reading = read_cells(
            stored,
            name=name,
            number=number,
            styles=self._styles,
            date1904=bool(self._book.datemode),
            hidden=bool(sheet.visibility),
        )
        if reading.table is not None:
            self.blocks.append(reading.table if self._is_formatted else _with_doubts(reading.table))
        self.notes += [note for note in reading.notes if reading.table is not None or note.code != "text-hidden"]
        if cleaned:
            self.notes.append(
                Note(code="text-cleaned", detail="文字中有看不见的控制字符，已去掉", place=Place(sheet=name))
            )
        for (row, column), note in sorted(sheet.cell_note_map.items()):
            if note.text.strip():
                place = Place(sheet=name, row=row + 1, column=column + 1, part="批注")
                self.comments.append(Paragraph(text=rich_text(note.text.strip()).text, place=place))


def _style(book: Any, xf: Any) -> Style:
    """A cell style; formats that a file names by number alone are those of Excel in Chinese, as in .xlsx."""
    key = xf.format_key
    code = BUILTIN.get(key) or ("General" if key == 0 else book.format_map[key].format_str)
    return Style(format=code, struck=bool(book.font_list[xf.font_index].struck_out))


def _with_doubts(table: Table) -> Table:
    """The table with its numbers in doubt: a percent may stand there as 0.97."""
    return replace(table, cells=tuple(_with_doubt(cell) for cell in table.cells))


def _with_doubt(cell: Cell) -> Cell:
    return replace(cell, flags=cell.flags | {"drawn"}) if "numeric" in cell.flags else cell


class _Stored:
    """What one sheet stores, gathered as the reader of .xlsx gathers it."""

    def __init__(self, sheet: Any, book: Any, *, budget: int) -> None:
        self._sheet = sheet
        self._book = book
        self._budget = budget
        self._cleaned = False
        self._passed: list[str] = []
        self._passed_count = 0

    def sheet(self) -> tuple[Sheet, bool]:
        """The stored sheet, and whether control characters were taken out."""
        cells: dict[tuple[int, int], Raw] = {}
        for row, column, kind, value in self._filled():
            if row >= MOST_ROWS or column >= MOST_COLUMNS or len(cells) >= self._budget:
                self._pass_over(row)
                continue
            raw = self._raw(row, column, kind, value)
            if raw is not None:
                cells[row + 1, column + 1] = raw
        columns = self._sheet.colinfo_map.items()
        rows = self._sheet.rowinfo_map.items()
        stored = Sheet(
            cells=cells,
            merges=tuple((top + 1, left + 1, end, right) for top, end, left, right in self._sheet.merged_cells),
            hidden_rows=frozenset(row + 1 for row, info in rows if info.hidden or info.height == 0),
            hidden_columns=frozenset(column + 1 for column, info in columns if info.hidden or info.width == 0),
            passed_over=tuple(self._passed),
            passed_count=self._passed_count,
            pictures=(),
            headers=(),
        )
        return stored, self._cleaned

    def _filled(self) -> Iterator[tuple[int, int, int, Any]]:
        """Row and column (from 0), type and value of the cells that hold something."""
        for row in range(self._sheet.nrows):
            values = self._sheet.row_values(row)
            for column, kind in enumerate(self._sheet.row_types(row)):
                if _TEXT <= kind <= _ERROR:
                    yield row, column, kind, values[column]

    def _pass_over(self, row: int) -> None:
        self._passed_count += 1
        if len(self._passed) < 3:
            self._passed.append(f"第{row + 1}行")

    def _raw(self, row: int, column: int, kind: int, value: Any) -> Raw | None:
        """The cell as stored; none where it is empty."""
        style = self._style(row, column, kind)
        if kind in (_NUMBER, _DATE):
            return Raw("n" if math.isfinite(value) else "bad", _digits(value), style, "", False)
        if kind == _BOOLEAN:
            return Raw("text", "TRUE" if value else "FALSE", style, "", False)
        if kind == _ERROR:
            import xlrd

            return Raw("text", xlrd.error_text_from_code.get(value, "#N/A"), style, "", False)
        # Escapes such as _x000A_ are a matter of .xlsx; here they are what was typed.
        text = rich_text(str(value).replace("_x", "_x005F_x"))
        self._cleaned = self._cleaned or text.cleaned
        return Raw("text", text.text, style, "", self._is_struck(row, column, text.text)) if text.text.strip() else None

    def _style(self, row: int, column: int, kind: int) -> int:
        if not self._book.formatting_info:
            return 1 if kind == _DATE else 0
        return int(self._sheet.cell_xf_index(row, column))

    def _is_struck(self, row: int, column: int, text: str) -> bool:
        """Whether a run of the text is struck through; the font of the whole cell is its style's matter."""
        runs = self._sheet.rich_text_runlist_map.get((row, column), ())
        ends = [offset for offset, _ in runs[1:]] + [len(text)]
        return (
            any(
                self._book.font_list[font].struck_out and text[offset:end].strip()
                for (offset, font), end in zip(runs, ends, strict=True)
            )
            if runs
            else False
        )


def _digits(value: float) -> str:
    """A number as .xlsx would store it."""
    return str(int(value)) if math.isfinite(value) and value.is_integer() and abs(value) < 1e15 else repr(value)
