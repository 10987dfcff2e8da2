"""Every move of an entry from one state to another; the state in ``entries`` is changed with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qtdocs.ledger.events import now
from qtdocs.ledger.ledger import Ledger
from qtdocs.model.standing import Moved


def move(
    ledger: Ledger, number: str, *, before: str, after: str, who: str, because: str, papers: Iterable[str]
) -> None:
    """Put down one move, inside a change; ``settle`` comes after the last of them.

    Args:
        ledger: the ledger.
        number: the entry's number.
        before: the state it has.
        after: the state it gets.
        who: who decided.
        because: why.
        papers: digests of the papers that hold now.
    """
    at = now()
    ledger.write(
        "INSERT INTO standings (entry, before, after, who, because, papers, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        number, before, after, who, because, " ".join(sorted(papers)), at,
    )  # fmt: skip
    ledger.write("UPDATE entries SET state = ? WHERE number = ?", after, number)


def settle(ledger: Ledger) -> None:
    """Tie all moves and states to the chain of events, inside the change that made them."""
    ledger.seal("standings")
    ledger.seal("entries")


def history(ledger: Ledger) -> Mapping[str, tuple[Moved, ...]]:
    """All moves of each entry in their order, by its number."""
    found: dict[str, list[Moved]] = {}
    for number, before, after, who, because, papers, at in ledger.rows(
        "SELECT entry, before, after, who, because, papers, at FROM standings ORDER BY id"
    ):
        found.setdefault(number, []).append(
            Moved(
                number=number, before=before, after=after, who=who, because=because, at=at,
                papers=frozenset(papers.split()),
            )
        )  # fmt: skip
    return {number: tuple(moves) for number, moves in found.items()}
