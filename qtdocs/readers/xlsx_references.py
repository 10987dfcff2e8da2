"""References to cells: ``$H$6`` as row and column, and shared formulas moved to their own cell."""

from __future__ import annotations

import re
from functools import lru_cache

from qtdocs.model.place import column_letters

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_LETTERS = re.compile("[A-Za-z]{1,3}")
_REFERENCE = re.compile(r"""("[^"]*"|'[^']*')|(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b(?![(!])""", re.IGNORECASE)


def cell_of(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as ``$H$6``; (0, 0) where it is none.

    >>> cell_of("AA10")
    (10, 27)
    """
    match = _CELL.fullmatch(reference)
    return (int(match[2]), _column(match[1])) if match else (0, 0)


def column_of(reference: str) -> int:
    """The column of a reference without signs, such as ``H6``; 0 where it is none.

    >>> column_of("H6")
    8
    """
    return _column(reference.rstrip("0123456789"))


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    if not _LETTERS.fullmatch(letters):
        return 0
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def shifted(formula: str, rows: int, columns: int) -> str:
    """A shared formula as it reads so many rows down and columns to the right.

    >>> shifted("H6+$I$6", 2, 0)
    'H8+$I$6'
    """

    def moved(match: re.Match[str]) -> str:
        if match[1]:
            return match[0]
        row, column = cell_of(match[3] + match[5])
        letters = match[3] if match[2] or not columns else column_letters(column + columns)
        return f"{match[2]}{letters}{match[4]}{match[5] if match[4] else row + rows}"

    return _REFERENCE.sub(moved, formula)
