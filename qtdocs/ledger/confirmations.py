"""What named people saw with their own eyes on papers: kept in order, the last word on a seal counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from qtdocs.ledger.ledger import Ledger
from qtdocs.model.parcel import BEIJING
from qtdocs.model.seal import Confirmation


def confirm(ledger: Ledger, *, sha256: str, role: str, answer: str, who: str) -> None:
    """Put down what a person said of a seal, inside a change; what was said before stays readable.

    Args:
        ledger: the ledger.
        sha256: the paper.
        role: whose seal it is.
        answer: one of ``model.seal.ANSWERS``.
        who: the person's name.
    """
    at = datetime.now(BEIJING).isoformat(timespec="seconds")
    ledger.write(
        "INSERT INTO confirmations (sha256, role, answer, who, at) VALUES (?, ?, ?, ?, ?)",
        sha256, role, answer, who, at,
    )  # fmt: skip
    ledger.seal("confirmations")


def confirmations(ledger: Ledger) -> Mapping[tuple[str, str], Confirmation]:
    """The last word on each seal, by the paper's digest and the role."""
    rows = ledger.rows("SELECT sha256, role, answer, who, at FROM confirmations ORDER BY id")
    return {(sha256, role): Confirmation(answer=answer, who=who, at=at) for sha256, role, answer, who, at in rows}
