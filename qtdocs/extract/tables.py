"""List forms: one row an entry, under headings that are found by their words, never by their position."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qtdocs.editions.form import FormSpec, TableSpec
from qtdocs.editions.layout import title_pattern
from qtdocs.extract.list_around import Line, around_in, lines_of
from qtdocs.extract.list_headings import Headings
from qtdocs.extract.list_heads import Head, head_at, head_in, same_words
from qtdocs.extract.list_lines import is_footer, is_note
from qtdocs.extract.list_rows import RowReader
from qtdocs.extract.spots import OUTSIDE
from qtdocs.model.document import Cell, Document, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue, Row
from qtdocs.text import label_twin, narrow

__all__ = ["ListReading", "extract_lists"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """What a list form says."""

    rows: tuple[Row, ...]
    """The entries in their order, all tables joined."""
    fields: dict[str, FieldValue]
    """What stands above and below: every key of the form's own fields."""
    doubts: tuple[tuple[Doubt, Place], ...]
    """Text that belongs nowhere, columns that are not there."""
    used: frozenset[int]
    """``id`` of every cell and paragraph that is accounted for; the others are for the caller to show."""


def extract_lists(document: Document, form: FormSpec) -> ListReading | None:
    """The rows of a list form and what stands around them; none where no table has such a head.

    Args:
        document: a workbook, or any document whose tables have true cells.
        form: a form with a table.
    """
    if form.table is None:
        return None
    reading = _Lists(form, form.table)
    tables = [table for table in document.tables if not _is_hidden(table)] or list(document.tables)
    for table in document.tables:
        if any(table is other for other in tables):
            reading.read(table)
        else:
            reading.pass_over(table)
    if not reading.heads:
        return None
    for paragraph in document.paragraphs:
        if paragraph.place.part not in OUTSIDE:
            reading.read_paragraph(paragraph)
    return reading.found()


class _Lists:
    """The way through all tables of a document."""

    def __init__(self, form: FormSpec, table: TableSpec) -> None:
        self.heads: list[Head] = []
        self._form = form
        self._spec = table
        known = {spec.key for spec in table.columns}
        owners = tuple(spec for spec in form.fields if spec.type == "organisation" and spec.key not in known)
        self._headings = Headings(table, owners)
        self._titles = [title_pattern(title) for title in form.titles]
        self._notes = tuple(label_twin(note) for note in form.notes)
        self._rows: list[Row] = []
        self._doubts: list[tuple[Doubt, Place]] = []
        self._used: set[int] = set()
        self._around: list[Line] = []
        self._paragraphs: dict[int, int] = {}
        self._width = 0

    def found(self) -> ListReading:
        around = around_in(self._around, self._form)
        fields = {key: self._from_rows(value) for key, value in around.fields.items()}
        self._used |= {self._paragraphs.get(id(cell), id(cell)) for cell in around.used}
        return ListReading(
            rows=tuple(self._rows),
            fields=fields,
            doubts=(*self._missing_columns(), *self._doubts, *around.doubts),
            used=frozenset(self._used),
        )

    def read(self, table: Table) -> None:
        head = head_in(table, self._headings)
        if head is None and self._goes_on(table):
            head = replace(self.heads[-1], first=0, last=0, cells=())
            self._read_rows(table, head, 1, doubt=self._borrowed(table))
        elif head is None:
            self._keep_around(table.cells)
        else:
            self._keep_around(cell for cell in table.cells if cell.row < head.first)
            self._read_rows(table, head, head.last + 1)
            self.heads.append(head)
            self._width = table.columns

    def pass_over(self, table: Table) -> None:
        """Leave a hidden worksheet out; the reader has said so."""
        self._used |= {id(cell) for cell in table.cells}

    def read_paragraph(self, paragraph: Paragraph) -> None:
        cell = Cell(row=0, column=0, text=paragraph.text, flags=paragraph.flags, place=paragraph.place)
        if self._is_printed(paragraph.text):
            self._used.add(id(paragraph))
        elif paragraph.text.strip():
            self._around.append(Line(cell=cell, paragraph=True))
            self._paragraphs[id(cell)] = id(paragraph)

    def _read_rows(self, table: Table, head: Head, first: int, *, doubt: Doubt | None = None) -> None:
        """The rows under a head, up to another head that may follow in the same table."""
        filled = sorted({row for cell in table.cells for row in range(cell.row, cell.row + cell.row_span)})
        rows: list[int] = []
        following: Head | None = None
        skip = 0
        for row in (row for row in filled if row >= first):
            if row <= skip:
                continue
            again = head_at(table, row, self._headings)
            if again is not None and same_words(again, head):
                self._used |= {id(cell) for cell in again.cells}
                skip = again.last
            elif again is not None and again.score > 3:
                following = again
                break
            else:
                rows.append(row)
        before = self._rows[-1] if self._rows else None
        result = RowReader(self._spec, head, before=before, doubt=doubt).read(table, rows)
        self._rows += result.rows
        self._doubts += result.doubts
        self._used |= {id(cell) for cell in result.used}
        self._keep_around(result.around)
        if following is not None:
            self._read_rows(table, following, following.last + 1)

    def _keep_around(self, cells: Iterable[Cell]) -> None:
        typed = []
        for cell in cells:
            if self._is_printed(cell.text):
                self._used.add(id(cell))
            elif cell.text.strip():
                typed.append(cell)
        self._around += lines_of(typed)

    def _is_printed(self, text: str) -> bool:
        """Whether a line is the form's title or one of its notes."""
        twin = label_twin(text)
        if is_note(text) or any(pattern.search(twin) for pattern in self._titles):
            return True
        return len(twin) > 3 and any(twin in note for note in self._notes)

    def _goes_on(self, table: Table) -> bool:
        """Whether a table without head goes on with the list of the page before."""
        if not self.heads or table.columns != self._width:
            return False
        return sum(is_footer(cell.text) for cell in table.cells) < table.rows

    def _borrowed(self, table: Table) -> Doubt | None:
        """A doubt about the borrowed head, unless the running numbers go on too."""
        last = self._rows[-1].fields["row_no"].value if self._rows and "row_no" in self._rows[-1].fields else None
        number = next((column for column in self.heads[-1].columns if column.spec.key == "row_no"), None)
        first = table.at(1, min(number.columns)) if number else None
        counted = int(last) if isinstance(last, str) and last.isdigit() else None
        if first is not None and counted is not None and narrow(first.text).strip() == str(counted + 1):
            return None
        return Doubt(code="field-unsure", detail="这张表没有表头，按前一张表的栏目读取")

    def _from_rows(self, value: FieldValue) -> FieldValue:
        """A field that stands in a column of its own, the same in every row: 推荐单位."""
        there = [row.fields[value.key] for row in self._rows if value.key in row.fields]
        alike = {str(each.value) for each in there}
        column = any(spec.key == value.key for spec in self._spec.columns)
        return there[0] if value.value is None and len(alike) == 1 and not column else value

    def _missing_columns(self) -> list[tuple[Doubt, Place]]:
        here = {
            key
            for head in self.heads
            for column in head.columns
            for key in (column.spec.key, column.spec.second, column.other.key if column.other else "")
        }
        missing = [spec for spec in self._spec.columns if spec.required and spec.key not in here]
        if not missing:
            return []
        words = "、".join(f"“{spec.labels[0]}”" for spec in missing)
        return [(Doubt(code="form-altered", detail=f"表上没有{words}一栏"), self.heads[0].cells[0].place)]


def _is_hidden(table: Table) -> bool:
    """Whether a whole worksheet is hidden; its rows are no entries."""
    return all("hidden" in cell.flags for cell in table.cells)
