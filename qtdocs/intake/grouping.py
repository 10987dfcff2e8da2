"""Groups that were given and not drawn: a workbook with the number of each entry and its group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.model.document import Cell, Document, Table
from qtdocs.text import label_twin, narrow

_ENTRY = frozenset(map(label_twin, ("班组编号", "编号", "条目编号")))
_GROUP = frozenset(map(label_twin, ("组别", "组", "分组", "评审组", "评审组别", "专业组")))
_HEAD_ROWS = 15
_LONGEST = 20
_FORBIDDEN = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """What stands in a workbook."""

    groups: Mapping[str, str]
    """The group of each entry, by its number."""
    problems: tuple[str, ...]
    """What was not understood, each with its cell, in Chinese without a full stop."""


def read_grouping(document: Document) -> Grouping:
    """The groups that a workbook gives as a reader sees it."""
    groups: dict[str, str] = {}
    problems: list[str] = []
    seen = False
    for table in document.tables:
        head = _head(table)
        if head is None:
            continue
        seen = True
        for entry, group in _rows(table, head):
            problems += _wrong(entry, group, groups)
            if entry is not None and group is not None:
                groups.setdefault(_number(entry), " ".join(group.text.split()))
    if not seen:
        problems.append("没有找到“班组编号”“组别”两列")
    return Grouping(groups=groups, problems=tuple(problems))


def _head(table: Table) -> tuple[int, int, int] | None:
    """The row of the headings, and the columns of entry and group."""
    for row in range(1, min(_HEAD_ROWS, table.rows) + 1):
        cells = [cell for cell in table.cells if cell.row == row and cell.text.strip()]
        entry = [cell.column for cell in cells if label_twin(cell.text) in _ENTRY]
        group = [cell.column for cell in cells if label_twin(cell.text) in _GROUP]
        if len(entry) == 1 and len(group) == 1:
            return row, entry[0], group[0]
    return None


def _rows(table: Table, head: tuple[int, int, int]) -> Iterator[tuple[Cell | None, Cell | None]]:
    first, *columns = head
    for row in range(first + 1, table.rows + 1):
        cells: Sequence[Cell | None] = [table.at(row, column) for column in columns]
        filled = [cell if cell is not None and cell.text.strip() else None for cell in cells]
        if any(filled):
            yield filled[0], filled[1]


def _wrong(entry: Cell | None, group: Cell | None, known: Mapping[str, str]) -> Iterator[str]:
    if entry is None and group is not None:
        yield f"{group.place} 的组别没有对应的班组编号"
    elif entry is not None and group is None:
        yield f"{entry.place} 的“{entry.text.strip()[:20]}”没有写组别"
    elif entry is not None and group is not None:
        name = " ".join(group.text.split())
        if _FORBIDDEN & set(name) or len(name) > _LONGEST:
            yield f"{group.place} 的组别“{name[:20]}”不能用：最多 {_LONGEST} 个字，不用 / \\ : * ? 这些符号"
        elif known.get(_number(entry), name) != name:
            yield f"{entry.place} 的“{_number(entry)}”写了两个组：{known[_number(entry)]}、{name}"


def _number(cell: Cell) -> str:
    return "".join(narrow(cell.text).split())
