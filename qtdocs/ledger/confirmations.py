"""What named people saw with their own eyes on papers: kept in order, the last word on a seal counts."""

from __future__ import annotations

from collections.abc import Mapping

from qtdocs.ledger.events import now
from qtdocs.ledger.ledger import Ledger
from qtdocs.model.seal import TAKEN_BACK, Confirmation, SealLook


def confirm(ledger: Ledger, look: SealLook, *, answer: str, who: str) -> None:
    """Put down what a person said of a seal, inside a change; what was said before stays readable.

    Args:
        ledger: the ledger.
        look: the seal, on which paper, and whose it should be.
        answer: one of ``model.seal.ANSWERS``, or ``TAKEN_BACK``.
        who: the person's name.
    """
    at = now()
    ledger.write(
        "INSERT INTO confirmations (sha256, part, role, answer, who, at) VALUES (?, ?, ?, ?, ?, ?)",
        *look.key, answer, who, at,
    )  # fmt: skip
    ledger.write(
        "INSERT INTO confirmed_names (confirmation, expected) SELECT max(id), ? FROM confirmations", look.expected
    )
    ledger.seal("confirmations")
    ledger.seal("confirmed_names")


def confirmations(ledger: Ledger) -> Mapping[tuple[str, int, str], Confirmation]:
    """The last word on each seal, by ``SealLook.key``; what was taken back is none."""
    rows = ledger.rows(
        "SELECT c.sha256, c.part, c.role, c.answer, c.who, c.at, n.expected FROM confirmations c"
        " LEFT JOIN confirmed_names n ON n.confirmation = c.id ORDER BY c.id"
    )
    last = {
        (*key,): Confirmation(answer=answer, who=who, at=at, expected=expected or "")
        for *key, answer, who, at, expected in rows
    }
    return {key: said for key, said in last.items() if said.answer != TAKEN_BACK}
