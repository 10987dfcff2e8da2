"""The ledger as it stood when something was put down: later acts of judging, moves and entries are out of sight."""

from __future__ import annotations

from qtdocs.ledger.ledger import Ledger
from qtdocs.model.standing import RECEIVED


def rewind(ledger: Ledger, *, act: int, moves: int, entries: int) -> None:
    """Hide from this connection what came later; it can only read from then on.

    Views of the connection's own stand before the tables, so that everything that reads sees the ledger of that day.

    Args:
        ledger: the ledger, opened for this alone.
        act: number of the first act of judging that is out of sight.
        moves: number of the last move of an entry that is seen.
        entries: how many entries are seen.
    """
    last = f"SELECT after FROM main.standings s WHERE s.entry = e.number AND s.id <= {moves:d} ORDER BY id DESC LIMIT 1"
    for statement in (
        f"CREATE TEMP VIEW judging AS SELECT * FROM main.judging WHERE id < {act:d}",
        f"CREATE TEMP VIEW standings AS SELECT * FROM main.standings WHERE id <= {moves:d}",
        "CREATE TEMP VIEW entries AS SELECT number, key, "
        f"ifnull(({last}), '{RECEIVED}') AS state FROM main.entries e WHERE e.rowid <= {entries:d}",
    ):
        ledger.write(statement)


def marks_of(ledger: Ledger) -> tuple[int, int]:
    """Number of the last move, and how many entries there are: what ``rewind`` asks for."""
    ((moves,),) = ledger.rows("SELECT ifnull(max(id), 0) FROM standings")
    ((entries,),) = ledger.rows("SELECT ifnull(max(rowid), 0) FROM entries")
    return int(moves), int(entries)
