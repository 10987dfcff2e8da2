"""What named people saw with their own eyes on papers: kept in order, the last word on a seal counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from qtdocs.ledger.ledger import Ledger
from qtdocs.model.parcel import BEIJING
from qtdocs.model.seal import Confirmation, SealLook


def confirm(ledger: Ledger, look: SealLook, *, answer: str, who: str) -> None:
    """Put down what a person said of a seal, inside a change; what was said before stays readable.

    Args:
        ledger: the ledger.
        look: the seal, on which paper.
        answer: one of ``model.seal.ANSWERS``.
        who: the person's name.
    """
    at = datetime.now(BEIJING).isoformat(timespec="seconds")
    ledger.write(
        "INSERT INTO confirmations (sha256, part, role, answer, who, at) VALUES (?, ?, ?, ?, ?, ?)",
        *look.key, answer, who, at,
    )  # fmt: skip
    ledger.seal("confirmations")


def confirmations(ledger: Ledger) -> Mapping[tuple[str, int, str], Confirmation]:
    """The last word on each seal, by ``SealLook.key``."""
    rows = ledger.rows("SELECT sha256, part, role, answer, who, at FROM confirmations ORDER BY id")
    return {(*key,): Confirmation(answer=answer, who=who, at=at) for *key, answer, who, at in rows}
