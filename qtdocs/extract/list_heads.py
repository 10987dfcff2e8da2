"""The head of a list: which rows it takes, and which columns stand under which heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qtdocs.editions.form import FieldSpec
from qtdocs.extract.list_headings import Headings, Meaning
from qtdocs.model.document import Cell, Table
from qtdocs.model.record import Doubt
from qtdocs.text import label_twin

_ROWS_SEARCHED = 12
_DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the list as it stands on this paper."""

    spec: FieldSpec
    """What it holds."""
    other: FieldSpec | None
    """What it holds besides: 联系人及电话."""
    columns: frozenset[int]
    """The columns of the grid it takes."""
    label: str
    """The heading as printed here, upper and lower words joined."""
    doubts: tuple[Doubt, ...] = ()
    """Set where the heading is not one of the known words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A column that the form does not know."""

    label: str
    """Its heading; empty where it has none."""
    columns: frozenset[int]
    """The columns of the grid it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A list's head."""

    first: int
    """First row."""
    last: int
    """Last row."""
    columns: tuple[Column, ...]
    """Known columns from left to right."""
    extras: tuple[Extra, ...]
    """The others that have a heading."""
    cells: tuple[Cell, ...]
    """The cells of the head."""
    score: float
    """How well it fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    path: tuple[Cell, ...]
    columns: frozenset[int]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(" ".join(cell.text.split()) for cell in self.path)


def head_in(table: Table, headings: Headings) -> Head | None:
    """The best head among the first rows of a table; none where no row reads like one."""
    rows = sorted({cell.row for cell in table.cells if cell.text.strip()})[:_ROWS_SEARCHED]
    found = [head for row in rows if (head := head_at(table, row, headings)) is not None]
    return max(found, key=lambda head: (head.score, -head.first), default=None)


def head_at(table: Table, row: int, headings: Headings) -> Head | None:
    """The head that begins in this row; none where the row is none."""
    here = [cell for cell in cells_of(table, row) if cell.row == row]
    if len(here) < 2 or not any(headings.known(cell.text) for cell in here):
        return None
    heads = [_head(table, row, depth, headings) for depth in range(1, _DEEPEST + 1)]
    return max((head for head in heads if head is not None), key=lambda head: head.score, default=None)


def cells_of(table: Table, row: int) -> list[Cell]:
    """The cells of a row from left to right, those reaching down into it included."""
    found: dict[int, Cell] = {}
    for column in range(1, table.columns + 1):
        cell = table.at(row, column)
        if cell is not None:
            found.setdefault(id(cell), cell)
    return list(found.values())


def _head(table: Table, row: int, depth: int, headings: Headings) -> Head | None:
    printed = _headings_of(table, row, depth)
    meant = _assigned(printed, headings)
    keys = {key for meaning in meant.values() for key in _keys_of(meaning)}
    unknown = len(printed) - len(meant)
    if len(keys) < 2 or not keys & set(headings.keys) or unknown > (1 if len(keys) == 2 else 2 * len(keys)):
        return None
    columns, extras = [], []
    for number, heading in enumerate(printed):
        label = "/".join(dict.fromkeys(heading.texts))
        if number in meant:
            columns.append(_column(heading, meant[number], label))
        else:
            extras.append(Extra(label=label, columns=heading.columns))
    cells = tuple({id(cell): cell for heading in printed for cell in heading.path}.values())
    score = sum(1.0 if meaning.rank < 2 else 0.5 for meaning in meant.values()) + 0.5 * (len(keys) - len(meant))
    last = max(row + depth - 1, *(cell.row + cell.row_span - 1 for cell in cells))
    return Head(
        first=row,
        last=last,
        columns=tuple(columns),
        extras=tuple(extras),
        cells=cells,
        score=score - 0.1 * len(extras) - 0.01 * depth - 0.3 * (last - row - depth + 1),
    )


def _column(heading: _Heading, meaning: Meaning, label: str) -> Column:
    doubts: tuple[Doubt, ...] = ()
    if meaning.rank == 2:
        doubts = (Doubt(code="field-unsure", detail=f"表上的栏目是“{label}”，按“{meaning.word}”读取"),)
    return Column(spec=meaning.spec, other=meaning.other, columns=heading.columns, label=label, doubts=doubts)


def _headings_of(table: Table, row: int, depth: int) -> list[_Heading]:
    """The headings of so many rows; neighbours under the same cells are one."""
    found: list[_Heading] = []
    for column in range(1, table.columns + 1):
        path = _path(table, row, depth, column)
        if depth > 1 and found and path and path[0].row > row and found[-1].path[0].row <= row < path[0].row:
            upper = found[-1].path[0]
            if len(found[-1].path) > 1 and upper.row_span == 1:
                path = (upper, *path)
        if not path:
            continue
        if found and [id(cell) for cell in found[-1].path] == [id(cell) for cell in path]:
            found[-1] = _Heading(path=path, columns=found[-1].columns | {column})
        else:
            found.append(_Heading(path=path, columns=frozenset({column})))
    return found


def _path(table: Table, row: int, depth: int, column: int) -> tuple[Cell, ...]:
    cells: dict[int, Cell] = {}
    for level in range(row, row + depth):
        cell = table.at(level, column)
        if cell is not None and cell.text.strip() and cell.row >= row:
            cells.setdefault(id(cell), cell)
    return tuple(cells.values())


def _assigned(printed: Sequence[_Heading], headings: Headings) -> dict[int, Meaning]:
    """For each heading its meaning, each key once, the surest first."""
    options = [
        (meaning.rank, meaning.order, number, meaning)
        for number, heading in enumerate(printed)
        for meaning in headings.meanings(heading.texts)
    ]
    found, taken = _take({}, set(), options)
    if len(found) < 2:
        return found
    left = [
        (meaning.rank, meaning.order, number, meaning)
        for number, heading in enumerate(printed)
        if number not in found
        for meaning in headings.similar(heading.texts)
    ]
    return _take(found, taken, left)[0]


def _take(
    found: dict[int, Meaning], taken: set[str], options: Iterable[tuple[int, int, int, Meaning]]
) -> tuple[dict[int, Meaning], set[str]]:
    for _, _, number, meaning in sorted(options, key=lambda option: option[:3]):
        keys = _keys_of(meaning)
        if number in found or taken & keys:
            continue
        found[number] = meaning
        taken |= keys
    return found, taken


def _keys_of(meaning: Meaning) -> set[str]:
    keys = {meaning.spec.key, meaning.spec.second, meaning.other.key if meaning.other else ""}
    return keys - {""}


def same_words(first: Head, second: Head) -> bool:
    """Whether two heads print the same headings over the same columns."""

    def words(head: Head) -> list[tuple[str, list[int]]]:
        return [(label_twin(column.label), sorted(column.columns)) for column in head.columns]

    return words(first) == words(second)
