"""Letters that were sent, and whether applicants may mend where the notice does not say so; nothing is ever changed."""

from __future__ import annotations

from collections.abc import Iterable

from qtdocs.ledger.events import now
from qtdocs.ledger.ledger import Ledger, as_json
from qtdocs.model.sent import Permit, SentLetter


def put_sent(ledger: Ledger, letters: Iterable[SentLetter]) -> None:
    """Put down that letters were sent, inside a change."""
    for each in letters:
        ledger.write(
            "INSERT INTO letters (kind, round, addressee, letter, who, at) VALUES (?, ?, ?, ?, ?, ?)",
            each.kind, each.round, each.addressee, as_json(each), each.who, now(),
        )  # fmt: skip
    ledger.seal("letters")


def sent_letters(ledger: Ledger) -> tuple[SentLetter, ...]:
    """Every letter that was sent, in the order in which it was put down."""
    return tuple(ledger.value(SentLetter, text) for (text,) in ledger.rows("SELECT letter FROM letters ORDER BY id"))


def put_permit(ledger: Ledger, *, allowed: bool, who: str, why: str) -> None:
    """Put down whether applicants may mend, inside a change; what was said before stays readable."""
    ledger.write("INSERT INTO permits (allowed, who, why, at) VALUES (?, ?, ?, ?)", int(allowed), who, why, now())
    ledger.seal("permits")


def last_permit(ledger: Ledger) -> Permit | None:
    """The last word on whether applicants may mend; none where nobody said anything."""
    return next(reversed(permits(ledger)), None)


def permits(ledger: Ledger) -> tuple[Permit, ...]:
    """Every word on whether applicants may mend, in the order in which it was put down."""
    rows = ledger.rows("SELECT allowed, who, why, at FROM permits ORDER BY id")
    return tuple(Permit(allowed=bool(allowed), who=who, why=why, at=at) for allowed, who, why, at in rows)
