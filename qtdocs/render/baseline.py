"""What the ledger workbook said when it was written: a hidden sheet by which a person's changes are told later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qtdocs.writing import BASELINE, cell_digest, cell_text

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


class Baseline:
    """Every cell that a person may change, as it was written.

    Args:
        programme: id of the programme.
    """

    def __init__(self, programme: str) -> None:
        self._rows: list[tuple[str, str, str, str]] = [("programme", programme, "", "")]

    def head(self, sheet: str, key: str, label: str) -> None:
        """A column whose cells may be changed, by its key and its heading."""
        self._rows.append(("head", sheet, key, label))

    def cell(self, row: str, key: str, cell: Any) -> None:
        """A cell that may be changed: the row's id, the column's key, and what was just put into it."""
        self._rows.append(("cell", row, key, cell_digest(cell_text(cell.value))))

    def write(self, book: Workbook) -> None:
        """Put it into the workbook where nobody sees it."""
        sheet = book.create_sheet(BASELINE)
        for row in self._rows:
            sheet.append(row)
        sheet.sheet_state = "veryHidden"
