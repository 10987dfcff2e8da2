"""Tables drawn as text, so that a test compares pictures: ``<`` is covered from the left, ``^`` from above."""

from qtdocs.model.document import Table


def drawn(table: Table) -> str:
    """The table, one line a row, line breaks in cells as ``/``, spots without a cell as ``.``."""
    return "\n".join(
        " | ".join(spot(table, row, column) for column in range(1, table.columns + 1))
        for row in range(1, table.rows + 1)
    )


def spot(table: Table, row: int, column: int) -> str:
    cell = table.at(row, column)
    if cell is None:
        return "."
    if (cell.row, cell.column) == (row, column):
        return cell.text.replace("\n", "/")
    return "<" if cell.column < column else "^"
