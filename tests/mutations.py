"""What people do to a form's table, one change at a time: rows and columns moved, labels reworded, cells joined."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from qtdocs.model.document import Cell, Document, Table
from qtdocs.model.place import Place
from qtdocs.text import label_twin

Rows = list[list[Cell]]
EXTRA = (
    "统一社会信用代码",
    "法定代表人",
    "传真",
    "项目名称",
    "项目地址",
    "班组成立时间",
    "部门负责人",
    "手机号",
    "电话",
)
TYPED = ("91330000MA00000000", "凌听澜", "0571-00000001", "钢筋班", "13800000009", "30")
SLIPS = "的名数量位本"
REWORDINGS: tuple[Callable[[str], str], ...] = (
    lambda label: f"{label}（必填）",
    lambda label: f"*{label}",
    lambda label: f"{label}：",
    lambda label: f"本{label}",
    lambda label: label.replace("班组", ""),
    lambda label: label.replace("联系", "联络"),
    lambda label: label.replace("名称", "全称"),
    lambda label: label.replace("率%", "率"),
    lambda label: label.replace("人数", "总人数"),
    lambda label: f"{label}情况",
    lambda label: f"{label}（如实填写）",
)


class Mutator:
    """Changes a form's table at random, always so that a person could still read it.

    Args:
        labels: twins of the form's labels.
        seed: the same seed gives the same changes.
    """

    def __init__(self, labels: frozenset[str], seed: int) -> None:
        self.labels = labels
        self.random = random.Random(seed)
        self.done: list[str] = []

    def mutated(self, document: Document, times: int) -> Document:
        """The document with so many changes in its first table."""
        table = document.tables[0]
        rows = [[cell for cell in table.cells if cell.row == row] for row in range(1, table.rows + 1)]
        for _ in range(times):
            change = self.random.choice(CHANGES)
            self.done.append(change.__name__)
            change(self, rows)
        changed = _laid_out(rows)
        return replace(document, blocks=tuple(changed if block is table else block for block in document.blocks))

    def label(self, rows: Rows) -> tuple[int, int]:
        """Row and place of some label."""
        found = [
            (number, place) for number, row in enumerate(rows)
            for place, cell in enumerate(row) if label_twin(cell.text) in self.labels
        ]  # fmt: skip
        return self.random.choice(found) if found else (0, 0)


def swap_rows(by: Mutator, rows: Rows) -> None:
    first, second = (by.random.randrange(1, len(rows) - 1) for _ in range(2))
    rows[first], rows[second] = rows[second], rows[first]


def swap_columns(by: Mutator, rows: Rows) -> None:
    number, _ = by.label(rows)
    pairs = [rows[number][start : start + 2] for start in range(0, len(rows[number]), 2)]
    by.random.shuffle(pairs)
    rows[number] = [cell for pair in pairs for cell in pair]


def slip(by: Mutator, rows: Rows) -> None:
    number, place = by.label(rows)
    cell = rows[number][place]
    spot = by.random.randrange(len(cell.text))
    behind = cell.text[spot + by.random.randrange(2) :]
    rows[number][place] = replace(cell, text=cell.text[:spot] + by.random.choice(SLIPS) + behind)


def reword(by: Mutator, rows: Rows) -> None:
    number, place = by.label(rows)
    cell = rows[number][place]
    rows[number][place] = replace(cell, text=by.random.choice(REWORDINGS)(cell.text))


def join_label_and_value(by: Mutator, rows: Rows) -> None:
    number, place = by.label(rows)
    row = rows[number]
    if place + 1 < len(row) and label_twin(row[place + 1].text) not in by.labels:
        label, value = row[place], row[place + 1]
        wide = label.column_span + value.column_span
        row[place : place + 2] = [replace(label, text=f"{label.text}：{value.text}", column_span=wide)]


def insert_empty_row(by: Mutator, rows: Rows) -> None:
    rows.insert(by.random.randrange(1, len(rows)), [_cell(by.random.choice(EXTRA)), _cell("", 5)])


def insert_filled_row(by: Mutator, rows: Rows) -> None:
    pairs = [_cell(text) for _ in range(2) for text in (by.random.choice(EXTRA), by.random.choice(TYPED))]
    rows.insert(by.random.randrange(1, len(rows)), pairs)


def empty_value(by: Mutator, rows: Rows) -> None:
    number, place = by.label(rows)
    if place + 1 < len(rows[number]) and label_twin(rows[number][place + 1].text) not in by.labels:
        rows[number][place + 1] = replace(rows[number][place + 1], text="")


def part_row(by: Mutator, rows: Rows) -> None:
    number, _ = by.label(rows)
    if len(rows[number]) >= 4:
        rows[number : number + 1] = [rows[number][:2], rows[number][2:]]


def add_unit_cell(by: Mutator, rows: Rows) -> None:
    number, place = by.label(rows)
    if place + 1 < len(rows[number]):
        rows[number].insert(place + 2, _cell(by.random.choice(("%", "人", "个", "万元"))))


def drop_row(by: Mutator, rows: Rows) -> None:
    number, _ = by.label(rows)
    if len(rows[number]) <= 4:
        rows.pop(number)


def join_rows(by: Mutator, rows: Rows) -> None:
    number, _ = by.label(rows)
    if number + 1 < len(rows) and len(rows[number]) == len(rows[number + 1]) == 2:
        rows[number : number + 2] = [rows[number] + rows[number + 1]]


def wipe_label(by: Mutator, rows: Rows) -> None:
    number, place = by.label(rows)
    rows[number][place] = replace(rows[number][place], text="")


CHANGES = (
    swap_rows, swap_columns, slip, reword, reword, join_label_and_value, insert_empty_row, insert_filled_row,
    empty_value, part_row, add_unit_cell, drop_row, join_rows, wipe_label,
)  # fmt: skip


def _cell(text: str, wide: int = 1) -> Cell:
    return Cell(row=1, column=1, column_span=wide, text=text, place=Place())


def _laid_out(rows: Rows) -> Table:
    cells = []
    for number, row in enumerate(rows, 1):
        column = 1
        for cell in row:
            place = Place(table=1, row=number, column=column)
            cells.append(replace(cell, row=number, column=column, row_span=1, place=place))
            column += cell.column_span
    columns = max(sum(cell.column_span for cell in row) for row in rows if row)
    return Table(rows=len(rows), columns=columns, cells=tuple(cells), place=Place(table=1))
