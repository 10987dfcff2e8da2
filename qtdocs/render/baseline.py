"""What the ledger workbook said when it was written: a hidden sheet by which a person's changes are told later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qtdocs.writing import BASELINE, EXCERPT, cell_digest, cell_text, safe_text

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


class Baseline:
    """Every cell that a person may change, as it was written.

    Args:
        programme: id of the programme.
        workspace: what tells the workspace from all others.
    """

    def __init__(self, programme: str, *, workspace: str) -> None:
        self._rows: list[tuple[str, ...]] = [("programme", programme), ("workspace", workspace)]

    def heads(self, sheet: str, editable: Iterable[tuple[str, str]], others: Iterable[str]) -> None:
        """The headings of a sheet: key and heading of each column that may be changed, and the others."""
        self._rows += [("head", sheet, key, label) for key, label in editable]
        self._rows += [("other", sheet, "", label) for label in others]

    def row(self, sheet: str, row: str, anchor: str, *, code: str = "") -> None:
        """A row that may be changed: its mark, what the column says that people know it by, the finding's code."""
        self._rows.append(("row", sheet, row, cell_text(safe_text(anchor))[:EXCERPT], code))

    def cell(self, sheet: str, row: str, key: str, cell: Any) -> None:
        """A cell that may be changed: its sheet, the row's mark, the column's key, and what was just put into it."""
        text = cell_text(cell.value)
        self._rows.append(("cell", sheet, row, key, cell_digest(text), text[:EXCERPT]))

    def fixed(self, sheet: str, row: str, label: str, cell: Any) -> None:
        """A cell that people may see and not change here: what they type into it is told, not taken over."""
        self._rows.append(("fixed", sheet, row, label, cell_digest(cell_text(cell.value))))

    def write(self, book: Workbook) -> None:
        """Put it into the workbook where nobody sees it."""
        from qtdocs.render.sheets import put

        sheet = book.create_sheet(BASELINE)
        for number, row in enumerate(self._rows, 1):
            for column, text in enumerate(row, 1):
                put(sheet.cell(number, column), text, style="plain")
        sheet.sheet_state = "veryHidden"
