"""Where the scores stand in a table: rows by the criteria's titles, the column by its heading, never by position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qtdocs.model.ballot import WHOLE
from qtdocs.model.document import Cell, Table
from qtdocs.model.score_book import COMMENT_LABEL, RECUSAL_LABEL, SCALE_LABEL, TOTAL_LABEL, ScoreLine
from qtdocs.text import label_twin

SCORE_WORDS = frozenset(
    {"得分", "评分", "打分", "分数", "实得分", "评委评分", "专家评分", "评委打分", "专家打分", "评审得分"}
)
"""What stands above the column of the scores."""
_TOTAL_WORDS = frozenset({TOTAL_LABEL, "合计", "总计", "总得分", "得分合计", "合计得分"})
_POINTS_WORDS = frozenset({SCALE_LABEL, "分值"})
_NUMBERED = re.compile(r"^(?:[(（]?\d{1,2}[)）.、]?|[一二三四五六七八九十]{1,2}、)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """A table of the criteria, with the spots that matter found."""

    rows: Mapping[str, tuple[int, ...]]
    """The rows that bear each line's title, by key."""
    column: int | None
    """The column of the scores; none where no heading says so."""
    columns: tuple[int, ...] = ()
    """All columns under a heading of scores."""
    points: int | None = None
    """The column of what may be given at most; none where there is none."""
    total: int | None = None
    """The row of the total; none where there is none."""
    doubts: tuple[str, ...] = field(default_factory=tuple)
    """What is strange about it, in Chinese without a full stop."""


def twin(text: str) -> str:
    """A title as it is compared: without its number, blanks, colons and remarks in brackets."""
    bare = re.sub(r"[(（][^()（）]*[)）]\s*$", "", text.strip())
    return label_twin(_NUMBERED.sub("", bare))


def score_table(table: Table, lines: Sequence[ScoreLine]) -> ScoreTable | None:
    """The table's rows and columns where it is one of criteria; none where it is something else.

    Args:
        table: the table.
        lines: the lines of the stage's score sheet.
    """
    wanted = {twin(line.title): line.key for line in lines}
    rows: dict[str, list[int]] = {}
    for cell in table.cells:
        if key := wanted.get(twin(cell.text)):
            rows.setdefault(key, []).append(cell.row)
    if not rows:
        return None
    first = min(row for found in rows.values() for row in found)
    columns = headed(table, SCORE_WORDS, above=first)
    if not columns and (WHOLE in rows or 2 * len(rows) < len(lines)):
        return None  # the stage's name in a heading is no line of a table
    points = headed(table, _POINTS_WORDS, above=first)
    return ScoreTable(
        rows={key: tuple(dict.fromkeys(found)) for key, found in rows.items()},
        column=columns[-1] if columns else None,
        columns=columns,
        points=points[-1] if points else None,
        total=_total_row(table, below=first),
        doubts=("得分栏不止一栏",) if len(columns) > 1 else (),
    )


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
    found = re.match(rf"\s*{label}\s*[:：]\s*(.+)", text, re.DOTALL)
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


def _total_row(table: Table, *, below: int) -> int | None:
    rows = [cell.row for cell in table.cells if cell.row > below and twin(cell.text) in _TOTAL_WORDS]
    return rows[-1] if rows else None
