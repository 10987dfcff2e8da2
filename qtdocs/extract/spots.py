"""The filled form's cells as spots, and text as a stream of matching characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from qtdocs.editions.layout import label_core
from qtdocs.model.document import Cell, Document, Table
from qtdocs.text import label_twin

OUTSIDE = frozenset({"页眉", "页脚", "批注", "脚注", "尾注"})
"""Parts of a document whose tables are no part of the form."""
_SILENT = frozenset(":：_＿\u200b\ufeff")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Spot:
    """A filled cell with its matching twin; compared by identity."""

    cell: Cell
    """The cell."""
    table: Table
    """The table that holds it."""
    number: int
    """The table's number, from 1."""
    twin: str
    """Matching twin of the cell's text."""
    core: str
    """The twin without bracketed notes."""

    @property
    def line(self) -> tuple[int, int]:
        """Table number and row: what two spots of one row share."""
        return self.number, self.cell.row


def spots_in(document: Document, labels: frozenset[str]) -> tuple[Spot, ...]:
    """Every cell of the document that holds text, in reading order.

    A nested table is opened only where it holds at least two of the labels; else it is a value's dress.
    """
    spots: list[Spot] = []
    numbers = count(1)
    for table in document.tables:
        _gather(table, labels, spots, numbers=numbers)
    return tuple(spots)


def _gather(table: Table, labels: frozenset[str], spots: list[Spot], *, numbers: Iterator[int]) -> None:
    number = next(numbers)
    for cell in table.cells:
        inner = [nested for nested in cell.tables if _labels_in(nested, labels) >= 2]
        for nested in inner:
            _gather(nested, labels, spots, numbers=numbers)
        if cell.text and not inner:
            twin = label_twin(cell.text) if len(cell.text) < 200 else cell.text
            core = label_core(twin) if len(twin) < 40 else twin
            spots.append(Spot(cell=cell, table=table, number=number, twin=twin, core=core))


def _labels_in(table: Table, labels: Iterable[str]) -> int:
    wanted = frozenset(labels)
    return sum(label_twin(cell.text) in wanted for cell in table.cells)


@lru_cache(maxsize=8192)
def _matching(character: str) -> str:
    """What this character counts as in matching: nothing for spaces and colons, several for a ligature."""
    if character.isspace() or character in _SILENT:
        return ""
    plain = unicodedata.normalize("NFKC", character).lower()
    return "".join(each for each in plain if not each.isspace() and each != ":")


class Stream:
    """A text's matching characters, each knowing where in the raw text it stands.

    >>> stream = Stream("邮　编：100048")
    >>> stream.text, stream.raw_end(2)
    ('邮编100048', 3)
    """

    __slots__ = ("_places", "_spelled", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._spelled = [_matching(character) for character in raw]
        self.text = "".join(self._spelled)
        self._places: list[int] | None = None

    @property
    def places(self) -> list[int]:
        """Raw index of each matching character; few texts are ever asked for it."""
        if self._places is None:
            self._places = [index for index, plain in enumerate(self._spelled) for _ in plain]
        return self._places

    def raw_start(self, position: int) -> int:
        """Raw index of the matching character at this position."""
        return self.places[position] if position < len(self.places) else len(self.raw)

    def raw_end(self, position: int) -> int:
        """Raw index just behind the matching character before this position."""
        return self.places[position - 1] + 1 if position else 0
