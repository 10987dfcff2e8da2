"""What may not be purged, and what was: only that it was there remains, so that the ledger still adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from qtdocs.ledger.deliveries import note_parcel
from qtdocs.ledger.documents import put_reading
from qtdocs.ledger.events import now
from qtdocs.ledger.ledger import Ledger, as_json
from qtdocs.model.parcel import Parcel, Unpacked

PURGED = "purged"
"""The reader of what was purged in part, so that it is never read again; the outcome of what is gone."""
REASONS = ("异议", "归档")
"""Why something may be held."""


class Hold(NamedTuple):
    """What keeps an entry from being purged."""

    entry: str
    """The entry's number."""
    reason: str
    """One of ``REASONS``; empty where it was released."""
    why: str
    """In somebody's words."""
    who: str
    """Who said so."""
    at: str
    """When, ISO 8601."""


def hold(ledger: Ledger, entry: str, *, reason: str, why: str, who: str) -> None:
    """Put down that an entry is held, or with an empty reason that it is no longer, inside a change."""
    ledger.write(
        "INSERT INTO holds (entry, reason, why, who, at) VALUES (?, ?, ?, ?, ?)", entry, reason, why, who, now()
    )
    ledger.seal("holds")


def holds(ledger: Ledger) -> Mapping[str, Hold]:
    """What is held now, by the entry's number."""
    last = {row[0]: Hold(*row) for row in ledger.rows("SELECT entry, reason, why, who, at FROM holds ORDER BY id")}
    return {entry: found for entry, found in last.items() if found.reason}


def tombstones(ledger: Ledger) -> frozenset[tuple[str, str]]:
    """Kind of data and digest of everything that was purged."""
    return frozenset((kind, subject) for kind, subject in ledger.rows("SELECT kind, subject FROM tombstones"))


def bury(ledger: Ledger, kind: str, subjects: Iterable[str], *, who: str) -> None:
    """Put down that something of these documents was purged, inside a change."""
    for subject in subjects:
        ledger.write(
            "INSERT OR IGNORE INTO tombstones (kind, subject, who, at) VALUES (?, ?, ?, ?)", kind, subject, who, now()
        )
        ledger.write("UPDATE documents SET reader = ? WHERE sha256 = ?", PURGED, subject)
    ledger.seal("tombstones")


def forget_reading(ledger: Ledger, sha256: str) -> None:
    """Take away all that was read in a document, inside a change."""
    ledger.write(
        "UPDATE documents SET outcome = ?, reading = NULL, reader = ? WHERE sha256 = ? AND members IS NULL",
        PURGED, PURGED, sha256,
    )  # fmt: skip


def replace_reading(ledger: Ledger, sha256: str, *, outcome: str, reading: object) -> None:
    """Put what is left of a reading in its place, inside a change."""
    put_reading(ledger, sha256, outcome=outcome, reading=reading, reader=PURGED)


def replace_members(ledger: Ledger, sha256: str, unpacked: Unpacked) -> None:
    """Put what is left of a mail's account in its place, inside a change."""
    ledger.write("UPDATE documents SET members = ? WHERE sha256 = ?", as_json(unpacked), sha256)


def replace_evidence(ledger: Ledger, parcel: Parcel) -> None:
    """Put what is left of a delivery's letter and register in its place, inside a change."""
    ledger.write(
        "UPDATE parcels SET letter = ?, registered = ? WHERE number = ?",
        as_json(parcel.letter), as_json(parcel.registered), parcel.number,
    )  # fmt: skip
    note_parcel(ledger, parcel.number)


def compact(ledger: Ledger) -> None:
    """Nothing that was purged stays in free pages or the journal of the file; outside any change."""
    ledger.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    ledger.rows("VACUUM")
    ledger.rows("PRAGMA wal_checkpoint(TRUNCATE)")
