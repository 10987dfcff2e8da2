"""Documents in the ledger: each content once, what it holds or what was read in it, and by which reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from qtdocs.ledger.events import short_digest
from qtdocs.ledger.ledger import Ledger, as_json
from qtdocs.model.parcel import Unpacked

Read = TypeVar("Read")


class Stored(NamedTuple):
    """A document as the ledger knows it."""

    sha256: str
    """Hex digest of its bytes."""
    media: str
    """What its bytes are."""
    size: int
    """Length in bytes."""


def add(ledger: Ledger, document: Stored) -> None:
    """Put down that there is such a document, inside a change; what is known of it stays."""
    ledger.write(
        "INSERT INTO documents (sha256, size, media) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        document.sha256, document.size, document.media,
    )  # fmt: skip


def put_members(ledger: Ledger, sha256: str, unpacked: Unpacked) -> None:
    """Put down what a mail or an archive holds, inside a change."""
    ledger.write("UPDATE documents SET members = ?, outcome = 'opened' WHERE sha256 = ?", as_json(unpacked), sha256)


def put_reading(ledger: Ledger, sha256: str, *, outcome: str, reading: object, reader: str) -> None:
    """Put down what was read, inside a change.

    Args:
        ledger: the ledger.
        sha256: which document.
        outcome: ``form``, ``other`` or ``unread``.
        reading: what was read.
        reader: which program with which forms read it; empty where it should be tried again at the next run.
    """
    text = as_json(reading) or ""
    ledger.write(
        "UPDATE documents SET outcome = ?, reading = ?, reader = ? WHERE sha256 = ?", outcome, text, reader, sha256
    )
    ledger.note("read", f"{sha256} {short_digest(text)}")


def opened(ledger: Ledger) -> dict[str, Unpacked]:
    """What every mail and archive that was opened holds, by digest."""
    return {
        sha256: ledger.value(Unpacked, members)
        for sha256, members in ledger.rows("SELECT sha256, members FROM documents WHERE members IS NOT NULL")
    }


def known(ledger: Ledger) -> set[str]:
    """The digests of all documents."""
    return {sha256 for (sha256,) in ledger.rows("SELECT sha256 FROM documents")}


def unread(ledger: Ledger, reader: str, as_good: str = "") -> list[Stored]:
    """The documents that this reader has not read yet, by digest; what was opened is none of them.

    Args:
        ledger: the ledger.
        reader: which program with which forms.
        as_good: another reader that does as well for now; empty for none.
    """
    return [
        Stored(*row)
        for row in ledger.rows(
            "SELECT sha256, media, size FROM documents"
            " WHERE members IS NULL AND ifnull(reader, '') != 'purged'"
            " AND (outcome IS NULL OR reader IS NULL OR reader NOT IN (?, ?)) ORDER BY sha256",
            reader,
            as_good or reader,
        )
    ]


def readings(ledger: Ledger, kind: type[Read]) -> Iterator[tuple[str, Read]]:
    """What was read in every document, by digest.

    Args:
        ledger: the ledger.
        kind: the type of what was read.

    Raises:
        LedgerError: what stands there is no such thing.
    """
    for sha256, reading in ledger.each(
        "SELECT sha256, reading FROM documents WHERE reading IS NOT NULL ORDER BY sha256"
    ):
        yield sha256, ledger.value(kind, reading)
