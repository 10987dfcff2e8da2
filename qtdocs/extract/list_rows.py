"""The rows of a list: which rows are entries, and the values that stand under the headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qtdocs.editions.form import NUMBER_TYPES, TableSpec
from qtdocs.extract.list_heads import Column, Head, cells_of
from qtdocs.extract.list_lines import is_count, is_footer, is_group, is_note, is_total, note_goes_on
from qtdocs.extract.list_values import empty_values, shape_doubts, values_in
from qtdocs.model.document import Cell, Table
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue, Row, worded
from qtdocs.text import narrow

_WHOLE = re.compile(r"\d{1,4}(?:\.0)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsFound:
    """What stands under one head."""

    rows: tuple[Row, ...]
    """The entries."""
    around: tuple[Cell, ...]
    """Cells of lines that are no entries: signatures, dates."""
    used: tuple[Cell, ...]
    """Every other cell that is accounted for."""
    doubts: tuple[tuple[Doubt, Place], ...]
    """Text that belongs to no column or no entry."""


class RowReader:
    """Reads the rows under one head.

    Args:
        table: the list's declaration.
        head: its head on this paper.
        before: the entry read last, for 同上 on a new page.
        doubt: a doubt that all values of this part share, such as a head taken from the page before.
    """

    def __init__(self, table: TableSpec, head: Head, *, before: Row | None = None, doubt: Doubt | None = None) -> None:
        self._spec = table
        self._head = head
        self._last = before
        self._doubt = () if doubt is None else (doubt,)
        self._rows: list[Row] = []
        self._around: list[Cell] = []
        self._used: list[Cell] = list(head.cells)
        self._doubts: list[tuple[Doubt, Place]] = []
        self._extras: dict[str, list[Cell]] = {}
        self._notes_began = False
        self._broken: Cell | None = None
        self._under = {place: number for number, column in enumerate(head.columns) for place in column.columns}

    def read(self, table: Table, rows: Iterable[int]) -> RowsFound:
        """The entries among these rows of a table."""
        for row in rows:
            cells = cells_of(table, row)
            own = [cell for cell in cells if cell.row == row and cell.text.strip()]
            if own or any(cell.text.strip() for cell in cells):
                self._read_row(row, cells, own)
        for label, found in self._extras.items():
            samples = "、".join(f"“{cell.text.strip()[:20]}”" for cell in found[:3])
            what = f"“{label}”一栏" if label else "没有标题的一栏"
            detail = f"表上多出{what}，共 {len(found)} 格有字，例如{samples}"
            self._doubts.append((Doubt(code="text-unplaced", detail=detail), found[0].place))
        return RowsFound(
            rows=tuple(self._rows), around=tuple(self._around), used=tuple(self._used), doubts=tuple(self._doubts)
        )

    def _read_row(self, row: int, cells: list[Cell], own: list[Cell]) -> None:
        placed, loose = self._placed(cells)
        total = any(is_total(cell.text) for cell in own[:3])
        total = total or (any(is_count(cell.text) for cell in own[:3]) and not self._numbered(placed, row))
        if total or self._is_note(own):
            self._used += own
        elif self._is_footer(placed, own, row):
            self._around += own
        elif self._is_group(placed, row):
            self._leftover(placed, own)
        elif self._goes_with_last(placed, row):
            self._second_line(own)
        elif self._is_entry(placed, row):
            self._entry(row, placed, loose, own)
        else:
            self._leftover(placed, own)

    def _placed(self, cells: list[Cell]) -> tuple[dict[int, list[Cell]], list[Cell]]:
        """The cells by number of their column of the list, and those that stand under none."""
        placed: dict[int, list[Cell]] = {}
        loose = []
        for cell in cells:
            number = self._number_of(cell)
            if number < 0:
                loose.append(cell)
            elif cell.text.strip() or number not in placed:
                placed.setdefault(number, []).append(cell)
        return placed, loose

    def _number_of(self, cell: Cell) -> int:
        """The number of the column under which most of a cell stands; -1 where that is none of the list's."""
        if cell.column_span == 1:
            return self._under.get(cell.column, -1)
        shares = Counter(self._under.get(column, -1) for column in range(cell.column, cell.column + cell.column_span))
        known = [(share, -number) for number, share in shares.items() if number >= 0]
        return -max(known)[1] if known and max(known)[0] >= shares[-1] else -1

    def _numbered(self, placed: Mapping[int, list[Cell]], row: int) -> bool:
        """Whether the row has a running number of its own."""
        return any(
            self._head.columns[number].spec.key == "row_no"
            and any(cell.row == row and _WHOLE.fullmatch(narrow(cell.text).strip()) for cell in cells)
            for number, cells in placed.items()
        )

    def _is_note(self, own: list[Cell]) -> bool:
        if not own:
            return False
        if is_note(own[0].text):
            self._notes_began = True
            return True
        wide = len(own) == 1 and (own[0].column_span > 1 or len(own[0].text) > 12)
        return self._notes_began and wide and note_goes_on(own[0].text)

    def _is_footer(self, placed: Mapping[int, list[Cell]], own: list[Cell], row: int) -> bool:
        """Whether the row holds names, seals and dates: it begins so, or has such words and no name of its own."""
        if not own or self._numbered(placed, row):
            return False
        named = any(
            cell.row == row and cell.text.strip() and not is_footer(cell.text) and not self._spans_many(cell)
            for number, cells in placed.items()
            if self._keys(self._head.columns[number]) & set(self._spec.keys)
            for cell in cells
        )
        return is_footer(own[0].text) or (not named and any(is_footer(cell.text) for cell in own))

    def _is_entry(self, placed: Mapping[int, list[Cell]], row: int) -> bool:
        """Whether a key column is filled in this row, or one above reaches down and words stand beside it."""
        merged = words = False
        for number, cells in placed.items():
            column = self._head.columns[number]
            filled = [cell for cell in cells if cell.text.strip()]
            if self._keys(column) & set(self._spec.keys):
                if any(cell.row == row and not self._spans_many(cell) for cell in filled):
                    return True
                merged = merged or bool(filled)
            elif column.spec.key != "row_no" and column.spec.type not in NUMBER_TYPES:
                words = words or any(cell.row == row for cell in filled)
        return merged and words

    def _named(self, placed: Mapping[int, list[Cell]]) -> dict[int, list[Cell]]:
        """The filled cells of the row's key columns."""
        found = {
            number: [cell for cell in cells if cell.text.strip()]
            for number, cells in placed.items()
            if self._keys(self._head.columns[number]) & set(self._spec.keys)
        }
        return {number: cells for number, cells in found.items() if cells}

    def _is_group(self, placed: Mapping[int, list[Cell]], row: int) -> bool:
        """Whether the only name in an unnumbered row is the title of a group or its sum."""
        named = self._named(placed)
        if len(named) != 1 or self._numbered(placed, row):
            return False
        number, cells = next(iter(named.items()))
        column = self._head.columns[number]
        own = len(cells) == 1 and cells[0].row == row and column.spec.type == "organisation" and not column.spec.second
        return own and is_group(cells[0].text)

    def _goes_with_last(self, placed: Mapping[int, list[Cell]], row: int) -> bool:
        """Whether number and all names are those of the entry above, merged over both rows: a second contact, say."""
        last = self._rows[-1] if self._rows else None
        keys = {number for number, column in enumerate(self._head.columns) if self._keys(column) & set(self._spec.keys)}
        named = self._named(placed)
        if last is None or set(named) != keys or any(cell.row == row for cells in named.values() for cell in cells):
            return False
        numbers = (cells for number, cells in placed.items() if self._head.columns[number].spec.key == "row_no")
        return not any(cell.row == row and cell.text.strip() for cells in numbers for cell in cells)

    def _second_line(self, own: list[Cell]) -> None:
        """Tells what stands beside the entry above in a row of its own; it is no other entry."""
        self._used += own
        if own:
            text = "、".join(cell.text.strip() for cell in own)[:80]
            detail = f"{text}（在上一个班组的第二行，没有另算一条）"
            self._doubts.append((Doubt(code="text-unplaced", detail=detail), own[0].place))

    def _keys(self, column: Column) -> set[str]:
        return {column.spec.key, column.spec.second, column.other.key if column.other else ""} - {""}

    def _spans_many(self, cell: Cell) -> bool:
        """Whether a cell lies over most of the list: a sub-heading, no name."""
        reach = set(range(cell.column, cell.column + cell.column_span))
        return sum(column.columns <= reach for column in self._head.columns) > max(2, len(self._head.columns) // 2)

    def _leftover(self, placed: Mapping[int, list[Cell]], own: list[Cell]) -> None:
        """A row that is no entry: a pre-numbered blank one, or text that should be shown."""
        idle = [
            cell
            for number, cells in placed.items()
            if self._head.columns[number].spec.key == "row_no" or self._head.columns[number].spec.type in NUMBER_TYPES
            for cell in cells
            if _WHOLE.fullmatch(narrow(cell.text).strip()) or not cell.text.strip()
        ]
        words = [cell for cell in own if all(cell is not other for other in idle)]
        self._used += own
        if words:
            text = "  ".join(cell.text.strip() for cell in words)[:80]
            self._doubts.append((Doubt(code="text-unplaced", detail=f"这一行不是班组，写的是“{text}”"), words[0].place))

    def _entry(self, row: int, placed: Mapping[int, list[Cell]], loose: list[Cell], own: list[Cell]) -> None:
        self._used += [cell for cells in placed.values() for cell in cells] + loose
        for cell in loose:
            if cell.row == row and cell.text.strip():
                self._extras.setdefault(self._extra_label(cell), []).append(cell)
        first = own[0] if own else next(cell for cells in placed.values() for cell in cells)
        place = replace(first.place, row=_row_number(first, row))
        hidden_row = all("hidden" in cell.flags for cell in own)
        fields: dict[str, FieldValue] = {}
        for number, column in enumerate(self._head.columns):
            filled = [cell for cell in placed.get(number, ()) if cell.text.strip() or "uncached" in cell.flags]
            if not filled:
                fields.update(empty_values(column, place))
                continue
            # What is wrong with the whole row is said once, at its names.
            said = hidden_row and not self._keys(column) & set(self._spec.keys)
            shape = shape_doubts(column, filled, self._covered(column, filled))
            fields |= values_in(
                column, filled, above=self._last, doubts=self._doubt, shape=shape, hidden_is_said=said
            )  # fmt: skip
        for key in (key for spec in self._spec.columns for key in (spec.key, spec.second) if key):
            fields.setdefault(key, FieldValue(key=key, place=place, method="column"))
        fields.update(self._over_page_break(placed, fields, place))
        self._last = Row(fields=fields, place=place)
        self._rows.append(self._last)

    def _over_page_break(
        self, placed: Mapping[int, list[Cell]], fields: Mapping[str, FieldValue], place: Place
    ) -> dict[str, FieldValue]:
        """The company of the row above where a page ends inside its merged cell: its lower half is printed empty."""
        above = self._last
        for number, column in enumerate(self._head.columns):
            key = column.spec.key
            if column.spec.type != "organisation" or fields[key].text or above is None or key not in above.fields:
                continue
            cells = placed.get(number, [])
            turned = place.page is not None and above.place.page not in (None, place.page)
            if above.fields[key].value is None or not (turned or any(cell is self._broken for cell in cells)):
                continue
            self._broken = cells[0] if cells else None
            value = above.fields[key].value
            doubt = Doubt(code="field-unsure", detail=f"换页处这一格是空的，按上一行读为“{worded(value)}”")
            return {key: replace(fields[key], value=value, grade="B", doubts=(doubt,))}
        return {}

    def _extra_label(self, cell: Cell) -> str:
        reach = set(range(cell.column, cell.column + cell.column_span))
        return next((extra.label for extra in self._head.extras if extra.columns & reach), "")

    def _covered(self, column: Column, filled: list[Cell]) -> tuple[str, ...]:
        """Headings of other columns over which the first of these cells lies too."""
        if not filled or filled[0].column_span == 1:
            return ()
        reach = set(range(filled[0].column, filled[0].column + filled[0].column_span))
        return tuple(other.label for other in self._head.columns if other is not column and other.columns <= reach)


def _row_number(cell: Cell, row: int) -> int | None:
    """The row as the paper counts it: a cell's place moved down to where the row begins."""
    return None if cell.place.row is None else cell.place.row + row - cell.row
