"""名称核对表 read back: what a nominator says of each name, wherever rows and columns were moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, Paragraph, Table
from qtdocs.model.name_sheet import (
    BOOK,
    HEAD,
    MARK,
    NAMES,
    REPLIES,
    TEAM,
    VERSION,
    AskedTeam,
    FilledCell,
    FilledRow,
    NameSheet,
)  # fmt: skip
from qtdocs.model.place import Place, column_letters
from qtdocs.text import label_twin
from qtdocs.writing import BASELINE

NO_SHEET = "reply-foreign"
"""Code of what is refused here: the workbook is none of ours, or cannot be told."""
_HEAD_ROWS = 40
_LEAST_HEADS = 3
_AGAIN = "请让对方在发去的 名称核对表.xlsx 上填；或者看过以后用 qtdocs confirm say 记下。"
_OTHER_HEADS: Mapping[str, tuple[str, ...]] = {
    "said": ("确认", "是否正确", "核对结果", "正确/更正"),
    "new_organisation": ("正确单位名称", "更正后的单位名称", "更正后单位名称", "正确的企业名称"),
    "new_team": ("正确班组名称", "更正后的班组名称", "更正后班组名称"),
    "new_leader": ("正确班组长", "更正后的班组长", "更正后班组长"),
    "proof": ("证明", "证明文件"),
    "remark": ("说明", "备考"),
}
"""Headings that people put in the place of ours."""


def read_name_sheet(document: Document) -> NameSheet:
    """What stands in a workbook of names.

    Args:
        document: the workbook as a reader sees it.

    Raises:
        UnreadableFileError: it is none of ours, or its headings cannot be told; the cell is named.
    """
    hidden = next((table for table in document.tables if table.place.sheet == BASELINE), None)
    told = list(_told(hidden)) if hidden else []
    book = next((row for row in told if row[0][0] == BOOK), None)
    if hidden is None or book is None:
        raise UnreadableFileError(NO_SHEET, "不是程序写的名称核对表，或者里面隐藏的“底稿”页没有了", _AGAIN)
    (_, version, programme, workspace, nominator, *_), line = book
    if version != VERSION:
        raise UnreadableFileError(NO_SHEET, f"是另一版程序写的名称核对表（第 {version} 版）", "请升级 qtdocs 后再收。")
    heads = {row[1]: (row[2], int(row[3])) for row, _ in told if row[0] == HEAD and row[3].isdigit()}
    teams = {
        row[1]: AskedTeam(entry=row[2], organisation=row[3], team=row[4], leader=row[5])
        for row, _ in told
        if row[0] == TEAM
    }
    page, head = _page(document, heads)
    places, remarks = _places(page, head, heads)
    return NameSheet(
        programme=programme, workspace=workspace, nominator=nominator, teams=teams, remarks=tuple(remarks),
        place=Place(sheet=BASELINE, row=line, column=4),
        rows=tuple(_rows(page, head, places, teams, _comments(document, page))),
    )  # fmt: skip


def _told(hidden: Table) -> Iterator[tuple[tuple[str, ...], int]]:
    """The rows of the hidden sheet, each with its number."""
    for row in range(1, hidden.rows + 1):
        yield tuple(_text(hidden, row, column) for column in range(1, 7)), row


def _page(document: Document, heads: Mapping[str, tuple[str, int]]) -> tuple[Table, int]:
    """The sheet that was filled in and the row of its headings.

    Raises:
        UnreadableFileError: there is none, or there are two and nobody can say which counts.
    """
    labels = {label_twin(label) for label, _ in heads.values()}
    found = [
        (table, row)
        for table in document.tables
        if table.place.sheet != BASELINE
        for row in [_head_row(table, labels)]
        if row
    ]
    if len(found) > 1:
        named = "、".join(f"“{table.place.sheet}”" for table, _ in found)
        raise UnreadableFileError(
            NO_SHEET, f"有 {len(found)} 页核对表（{named}），不知道以哪一页为准", "请让对方只留一页。"
        )
    if not found:
        raise UnreadableFileError(NO_SHEET, "核对表的表头找不到了", _AGAIN)
    return found[0]


def _head_row(table: Table, labels: set[str]) -> int:
    """The row that has most of our headings; 0 where none has enough."""
    counts: dict[int, int] = {}
    for cell in table.cells:
        if cell.row <= _HEAD_ROWS and label_twin(cell.text) in labels:
            counts[cell.row] = counts.get(cell.row, 0) + 1
    best = max(counts, key=lambda row: (counts[row], -row), default=0)
    return best if counts.get(best, 0) >= _LEAST_HEADS else 0


def _places(table: Table, head: int, heads: Mapping[str, tuple[str, int]]) -> tuple[dict[str, int], list[str]]:
    """The column of each heading, and what was done to the headings.

    A heading that somebody changed is taken by its column, as long as all others still stand in theirs.

    Raises:
        UnreadableFileError: a heading stands there twice, or one is gone and nobody can say where it was.
    """
    there = {cell.column: label_twin(cell.text) for cell in table.cells if cell.row == head}
    places: dict[str, int] = {}
    for key, (label, _) in heads.items():
        known = {label_twin(each) for each in (label, *_OTHER_HEADS.get(key, ()))}
        columns = [column for column, text in there.items() if text in known]
        if len(columns) > 1:
            named = "、".join(_spot(table, head, column) for column in columns)
            raise UnreadableFileError(NO_SHEET, f"有 {len(columns)} 列“{label}”（{named}）", "请删去多出的一列再收。")
        if columns:
            places[key] = columns[0]
    remarks = []
    unmoved = all(heads[key][1] == column for key, column in places.items())
    for key, (label, column) in heads.items():
        if key in places:
            continue
        if not unmoved or column in places.values():
            raise UnreadableFileError(
                NO_SHEET, f"第 {head} 行的表头没有“{label}”", f"请恢复 {_spot(table, head, column)} 的表头再收。"
            )
        places[key] = column
        if key != MARK[0]:
            now = _text(table, head, column) or "空"
            remarks.append(f"{_spot(table, head, column)} 的表头写成了“{now}”，按“{label}”收")
    return places, remarks


def _rows(
    table: Table,
    head: int,
    places: Mapping[str, int],
    teams: Mapping[str, AskedTeam],
    comments: Mapping[int, Sequence[str]],
) -> Iterator[FilledRow]:
    """Every row in which something stands that is ours to look at: a team's, or one with an answer."""
    replies = {key for key, _ in REPLIES}
    for row in range(head + 1, table.rows + 1):
        cells = dict(_cells(table, row, places))
        mark = cells.pop(MARK[0], None)
        told = mark.text if mark else _by_names(cells, teams)
        if told or replies & set(cells):
            place = Place(sheet=table.place.sheet, row=row, column=min(places.values()))
            yield FilledRow(mark=told, cells=cells, place=place, comments=tuple(comments.get(row, ())))


def _comments(document: Document, table: Table) -> Mapping[int, Sequence[str]]:
    """What people wrote in comments on the sheet, by row."""
    found: dict[int, list[str]] = {}
    for each in document.blocks:
        if isinstance(each, Paragraph) and each.place.part == "批注" and each.place.sheet == table.place.sheet:
            found.setdefault(each.place.row or 0, []).append(" ".join(each.text.split()))
    return found


def _by_names(cells: Mapping[str, FilledCell], teams: Mapping[str, AskedTeam]) -> str:
    """The mark of a row whose mark is gone, by its number and names as they were written; empty where that fails."""
    shown = {key: cells[key].text if key in cells else "" for key in ("entry", *NAMES)}
    wanted = (shown["entry"], shown["organisation"], shown["team"])
    found = [mark for mark, each in teams.items() if (each.entry, each.organisation, each.team) == wanted]
    return found[0] if len(found) == 1 else ""


def _cells(table: Table, row: int, places: Mapping[str, int]) -> Iterable[tuple[str, FilledCell]]:
    for key, column in places.items():
        cell = table.at(row, column)
        if cell is None or not (cell.text.strip() or "uncached" in cell.flags):
            continue
        merged = frozenset({"merged"}) if cell.row_span > 1 or cell.column_span > 1 else frozenset()
        place = Place(sheet=table.place.sheet, row=row, column=column)
        yield key, FilledCell(text=cell.text.strip(), place=place, flags=cell.flags | merged)


def _spot(table: Table, row: int, column: int) -> str:
    return f"{table.place.sheet}!{column_letters(column)}{row}"


def _text(table: Table, row: int, column: int) -> str:
    cell = table.at(row, column)
    return cell.text.strip() if cell is not None else ""
