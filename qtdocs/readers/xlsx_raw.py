"""What a worksheet stores, before number formats and merges make it what a person sees."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Raw(NamedTuple):
    """One stored cell, before formats."""

    kind: str
    """n a number, text, uncached a formula without a result, bad a number that is none."""
    text: str
    """The text, or the number as stored."""
    style: int
    """Index of its style."""
    formula: str
    """The formula, where its result is missing."""
    struck: bool
    """Whether a part of the text itself is struck through."""

    @property
    def number(self) -> Decimal:
        """The number, for cells that hold one."""
        return Decimal(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one worksheet stores."""

    cells: dict[tuple[int, int], Raw]
    """The filled cells by row and column."""
    merges: tuple[tuple[int, int, int, int], ...]
    """First row, first column, last row, last column of each merged area."""
    hidden_rows: frozenset[int]
    """Rows that are not shown."""
    hidden_columns: frozenset[int]
    """Columns that are not shown."""
    passed_over: tuple[str, ...]
    """References of filled cells beyond the limits, the first few."""
    passed_count: int
    """How many filled cells lie beyond the limits."""
    pictures: tuple[tuple[int, int], ...]
    """Cells that hold a picture as a formula, the way WPS writes them."""
    headers: tuple[tuple[str, str], ...]
    """Printed headers and footers: 页眉 or 页脚, and the text."""
