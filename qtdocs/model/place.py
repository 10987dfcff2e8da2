"""Where on the papers something stands."""

from __future__ import annotations

from dataclasses import dataclass


def column_letters(column: int) -> str:
    """The letters a spreadsheet prints above a column.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in millimetres from the page's upper left corner."""

    left: float
    """Left edge, mm."""
    top: float
    """Upper edge, mm."""
    right: float
    """Right edge, mm."""
    bottom: float
    """Lower edge, mm."""

    def share_in(self, other: Box) -> float:
        """The share of its surface that lies within another rectangle, 0 to 1."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        size = (self.right - self.left) * (self.bottom - self.top)
        return max(0.0, across) * max(0.0, down) / size if size > 0 else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A spot in one file; ``str()`` is what the clerk reads.

    >>> str(Place(table=1, row=6, column=2))
    '表1 第6行 第2列'
    >>> str(Place(sheet="Sheet1", row=5, column=3))
    'Sheet1!C5'
    >>> str(Place(page=2))
    '第2页'
    """

    page: int | None = None
    """Page number from 1, where the format has pages."""
    sheet: str = ""
    """Worksheet name, for workbooks only."""
    table: int | None = None
    """Table number from 1, in reading order."""
    row: int | None = None
    """Row from 1: in the table, or in the worksheet."""
    column: int | None = None
    """Column from 1: in the table, or in the worksheet."""
    paragraph: int | None = None
    """Paragraph number from 1, for text outside tables."""
    part: str = ""
    """Where else the text stands: 页眉, 页脚, 文本框, 批注, 脚注."""
    box: Box | None = None
    """The rectangle on the page, where it is known."""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.sheet}!{column_letters(self.column)}{self.row}" if self.column and self.row else self.sheet
        numbered = (
            ("第{}页", self.page),
            ("表{}", self.table),
            ("第{}行", self.row),
            ("第{}列", self.column),
            ("第{}段", self.paragraph),
        )
        words = [pattern.format(number) for pattern, number in numbered if number]
        return " ".join([self.part, *words] if self.part else words)
