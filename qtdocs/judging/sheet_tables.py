"""Where the scores stand in a table: by the criteria's titles and the heading of the scores, never by position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.model.document import Cell, Table
from qtdocs.model.score_book import COMMENT_LABEL, RECUSAL_LABEL, SCALE_LABEL, TOTAL_LABEL, ScoreLine
from qtdocs.text import label_twin

SCORE_WORDS = frozenset(
    {"得分", "评分", "打分", "分数", "实得分", "评委评分", "专家评分", "评委打分", "专家打分", "评审得分"}
)
"""What stands above the column of the scores."""
TOTAL_WORDS = frozenset({TOTAL_LABEL, "合计", "总计", "总得分", "得分合计", "合计得分"})
"""What stands before the total, or above the column of totals."""
POINTS_WORDS = frozenset({SCALE_LABEL, "分值"})
"""What stands above the column of what may be given at most."""
_NUMBERED = re.compile(r"^(?:[(（]?\d{1,2}[)）.、]?|[一二三四五六七八九十]{1,2}、)")


Spot = tuple[int, int]
"""Row and column in a table, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """A table of the criteria, with the spots that matter found."""

    spots: Mapping[str, tuple[Spot, ...]]
    """Where each line's score stands, by key; several where its title stands there several times."""
    total: Spot | None = None
    """Where the total stands; none where there is none."""
    most: Spot | None = None
    """Where what the whole is out of stands; none where that is no part of the table."""
    doubts: tuple[str, ...] = ()
    """What is strange about it, in Chinese without a full stop."""


def twin(text: str) -> str:
    """A title as it is compared: without its number, blanks, colons and remarks in brackets."""
    bare = re.sub(r"[(（][^()（）]*[)）]\s*$", "", text.strip())
    return label_twin(_NUMBERED.sub("", bare))


def score_table(table: Table, lines: Sequence[ScoreLine]) -> ScoreTable | None:
    """The spots of the scores where the table is one of criteria with room for scores; none else.

    Args:
        table: the table.
        lines: the lines of the stage's score sheet.
    """
    wanted = {twin(line.title): line.key for line in lines}
    titles = [(key, cell) for cell in table.cells if (key := wanted.get(twin(cell.text)))]
    if not titles or 2 * len({key for key, _ in titles}) < len(lines):
        return None
    return _below_heads(table, titles) or _beside_heads(table, titles)


def _below_heads(table: Table, titles: Sequence[tuple[str, Cell]]) -> ScoreTable | None:
    """The usual table: a line a row, the scores under their heading."""
    first = min(cell.row for _, cell in titles)
    columns = headed(table, SCORE_WORDS, above=first)
    if not columns:
        return None
    column = columns[-1]
    points = headed(table, POINTS_WORDS, above=first)
    total = [cell.row for cell in table.cells if cell.row > first and twin(cell.text) in TOTAL_WORDS]
    return ScoreTable(
        spots=_by_key((key, (cell.row, column)) for key, cell in titles if cell.column < column),
        total=(total[-1], column) if total else None,
        most=(first, points[-1]) if points else None,
        doubts=(*(("得分栏不止一栏",) if len(columns) > 1 else ()), *_torn(table, titles, column)),
    )


def _torn(table: Table, titles: Sequence[tuple[str, Cell]], column: int) -> Iterator[str]:
    """Lines whose score shares a cell with another line, or is spread over several."""
    for _, title in titles:
        rows = range(title.row, title.row + title.row_span)
        score = table.at(title.row, column)
        others = {
            cell.row
            for row in rows
            if (cell := table.at(row, column)) is not None and cell.text.strip() and cell != score
        }
        if score is not None and (score.row < title.row or score.row + score.row_span > rows.stop):
            yield f"“{title.text.strip()}”的得分和别的项合并在一格"
        elif others:
            yield f"“{title.text.strip()}”的得分分成了几格"


def _beside_heads(table: Table, titles: Sequence[tuple[str, Cell]]) -> ScoreTable | None:
    """A table that was added below an official one: a line a column, the scores right of their heading."""
    row = titles[0][1].row
    rows = [cell.row for cell in table.cells if cell.column == 1 and cell.row > row and twin(cell.text) in SCORE_WORDS]
    if not rows or any(cell.row != row for _, cell in titles):
        return None
    total = [cell.column for cell in table.cells if cell.row == row and twin(cell.text) in TOTAL_WORDS]
    return ScoreTable(
        spots=_by_key((key, (rows[0], cell.column)) for key, cell in titles),
        total=(rows[0], total[-1]) if total else None,
        doubts=("得分栏不止一行",) if len(rows) > 1 else (),
    )


def _by_key(found: Iterable[tuple[str, Spot]]) -> Mapping[str, tuple[Spot, ...]]:
    spots: dict[str, tuple[Spot, ...]] = {}
    for key, spot in found:
        spots[key] = tuple(dict.fromkeys((*spots.get(key, ()), spot)))
    return spots


def headed(table: Table, words: frozenset[str], *, above: int) -> tuple[int, ...]:
    """The columns whose heading is one of some words, in the lowest row that has one above a row."""
    heads = [cell for cell in table.cells if cell.row < above and twin(cell.text) in words]
    lowest = max((cell.row for cell in heads), default=0)
    return tuple(cell.column for cell in heads if cell.row == lowest)


def value_right_of(table: Table, label: str) -> Cell | None:
    """The filled cell right of a label, or the label's own where the value stands behind a colon; none where none."""
    for cell in table.cells:
        seen = cell.text.strip()
        if twin(seen) == label_twin(label):
            right = [each for each in table.cells if each.row == cell.row and each.column > cell.column]
            return min(right, key=lambda each: each.column, default=None)
    return None


def behind_label(text: str, label: str) -> str | None:
    """What stands behind a label and a colon in one text; none where it begins with anything else.

    >>> behind_label("评语：数据翔实", "评语"), behind_label("评语", "评语")
    ('数据翔实', None)
    """
    found = re.match(rf"\s*{label}\s*(?:[(（][^()（）]*[)）])?\s*[:：]\s*(.+)", text, re.DOTALL)
    return found[1].strip() if found else None


def remark_in(table: Table, label: str) -> str:
    """What is written beside a label, in its own cell or right of it; empty where nothing is."""
    for cell in table.cells:
        if (found := behind_label(cell.text, label)) is not None:
            return found
    right = value_right_of(table, label)
    return right.text.strip() if right is not None else ""


def recusal_in(table: Table) -> str:
    """What stands in the cell for 回避."""
    return remark_in(table, RECUSAL_LABEL)


def comment_in(table: Table) -> str:
    """评语."""
    return remark_in(table, COMMENT_LABEL)


def rows_of(table: Table) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The filled cells of each row that begins there."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    yield from ((row, tuple(cells)) for row, cells in sorted(rows.items()))
