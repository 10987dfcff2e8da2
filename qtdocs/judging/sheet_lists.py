"""Lists with one row of scores an entry, as a room at a presentation fills them in: every row has its own code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs.judging.sheet_code import codes_in
from qtdocs.judging.sheet_tables import POINTS_WORDS, SCORE_WORDS, TOTAL_WORDS, headed, rows_of, twin
from qtdocs.model.ballot import WHOLE
from qtdocs.model.document import Cell, Table
from qtdocs.model.score_book import COMMENT_LABEL, RECUSAL_LABEL, TOTAL_LABEL, ScoreLine
from qtdocs.model.score_sheet import ScoreCell, ScoreSheet


def listed_sheets(table: Table, lines: Sequence[ScoreLine]) -> Iterator[ScoreSheet]:
    """Each row of a list as a sheet of its own, one with scores and without a code too; nothing where it is no list.

    Args:
        table: the table.
        lines: the lines of the stage's score sheet.
    """
    rows = [(row, cells, _code(cells)) for row, cells in rows_of(table)]
    first = min((row for row, _, code in rows if code), default=0)
    columns = _columns(table, lines, above=first)
    if not first or len(columns) < len(lines):
        return
    said = {word: headed(table, frozenset({word}), above=first) for word in (RECUSAL_LABEL, COMMENT_LABEL, TOTAL_LABEL)}
    for row, cells, code in rows:
        filled = any(cell_at(table, row, column).text for column in columns.values())
        if row < first or not (code or filled) or any(twin(cell.text) in TOTAL_WORDS for cell in cells):
            continue
        total = said[TOTAL_LABEL]
        yield ScoreSheet(
            code=code,
            tab=table.place.sheet,
            page=table.place.page,
            cells={key: cell_at(table, row, column) for key, column in columns.items()},
            total=cell_at(table, row, total[0]) if total and total[0] not in columns.values() else None,
            recusal=_text(table, row, said[RECUSAL_LABEL]),
            comment=_text(table, row, said[COMMENT_LABEL]),
            scale=_text(table, row, headed(table, POINTS_WORDS, above=first)),
            words=tuple(cell.text.strip() for cell in cells if cell.column not in columns.values()),
        )


def cell_at(table: Table, row: int, column: int) -> ScoreCell:
    """The cell of a spot, empty where nothing is filled in."""
    cell = table.at(row, column)
    if cell is None:
        return ScoreCell(place=replace(table.place, row=row, column=column, box=None))
    return ScoreCell(text=cell.text.strip(), exact=cell.exact, flags=cell.flags, place=cell.place)


def _code(cells: Sequence[Cell]) -> str:
    return next((code for cell in cells for code in codes_in(cell.text)), "")


def _columns(table: Table, lines: Sequence[ScoreLine], *, above: int) -> Mapping[str, int]:
    """The column of each line: under its title, or under 得分 where there is one line alone."""
    found = {
        line.key: columns[-1]
        for line in lines
        if (columns := headed(table, frozenset({twin(line.title)}), above=above))
    }
    scores = headed(table, SCORE_WORDS, above=above)
    if len(lines) == 1 and lines[0].key == WHOLE and scores:
        return {WHOLE: scores[-1]}
    return found


def _text(table: Table, row: int, columns: Sequence[int]) -> str:
    cell = table.at(row, columns[0]) if columns else None
    return cell.text.strip() if cell is not None else ""
