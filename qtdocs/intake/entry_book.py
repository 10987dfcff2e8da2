"""录入表.xlsx read back: what one person typed from signed sheets, row by row, wherever the rows were moved."""

from __future__ import annotations

from collections.abc import Iterator

from qtdocs.errors import UsageError
from qtdocs.model.document import Cell, Document, Table
from qtdocs.model.entry_book import BOOK, KEY_HEAD, SHEET, TYPED_HEAD, EntryBook, TypedSheet
from qtdocs.model.score_sheet import ScoreCell
from qtdocs.text import label_twin
from qtdocs.writing import BASELINE

_HEAD_ROWS = 20
_AGAIN = "请用 qtdocs judge entry-book 重新出一份再录；复制到别的工作簿里的收不了。"


def read_entry_book(document: Document) -> EntryBook:
    """What stands in a workbook of typed scores.

    Args:
        document: the workbook as a reader sees it.

    Raises:
        UsageError: it is none of ours, its headings are gone, or a row stands there twice.
    """
    hidden = next((table for table in document.tables if table.place.sheet == BASELINE), None)
    rows = (
        [[_text(hidden, row, column) for column in range(1, 8)] for row in range(1, hidden.rows + 1)] if hidden else []
    )
    book = next((row for row in rows if row[0] == BOOK), None)
    if book is None:
        raise UsageError("这不是程序出的录入表，或者里面隐藏的“底稿”页没有了。", _AGAIN)
    cells = dict(_typed(document))
    sheets = tuple(
        TypedSheet(
            sha256=row[2], spot=row[3], judge=row[4], entry=row[5], file=row[6],
            cells={key: cell for (number, key), cell in cells.items() if number == row[1]},
        )
        for row in rows
        if row[0] == SHEET
    )  # fmt: skip
    return EntryBook(programme=book[2], stage=book[3], person=book[4], sheets=sheets)


def _typed(document: Document) -> Iterator[tuple[tuple[str, str], ScoreCell]]:
    """Each cell that was typed into, by the number of its sheet and its key; empty ones too."""
    table, head, typed, key = _head(document)
    seen: dict[str, int] = {}
    for row in range(head + 1, table.rows + 1):
        number, _, name = _text(table, row, key).partition("/")
        if not name:
            continue
        told = f"{number}/{name}"
        if told in seen:
            raise UsageError(f"录入表第 {seen[told]} 行和第 {row} 行是同一格。", "请撤销复制的行，再收一次。")
        seen[told] = row
        cell = table.at(row, typed)
        yield (number, name), _cell(cell) if cell is not None else ScoreCell()


def _head(document: Document) -> tuple[Table, int, int, int]:
    """The table, the row of its headings, and the columns of what is typed and of the keys."""
    for table in document.tables:
        for row in range(1, min(_HEAD_ROWS, table.rows) + 1):
            heads = {label_twin(cell.text): cell.column for cell in table.cells if cell.row == row}
            if TYPED_HEAD in heads and KEY_HEAD in heads:
                return table, row, heads[TYPED_HEAD], heads[KEY_HEAD]
    raise UsageError("录入表的表头（录入、编号）找不到了。", _AGAIN)


def _cell(cell: Cell) -> ScoreCell:
    return ScoreCell(text=cell.text.strip(), exact=cell.exact, flags=cell.flags, place=cell.place)


def _text(table: Table | None, row: int, column: int) -> str:
    cell = table.at(row, column) if table else None
    return cell.text.strip() if cell is not None else ""
