"""Entries in the ledger: a number and a state for each team, and which version holds where a person said so."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from qtdocs.ledger.ledger import Ledger
from qtdocs.model.standing import RECEIVED

NUMBER = "班{:04}"
"""How the numbers of entries are written."""


def add(ledger: Ledger, keys: Iterable[str]) -> int:
    """Give each new entry the next number, inside a change; gives how many are new."""
    known = {key for (key,) in ledger.rows("SELECT key FROM entries")}
    new = 0
    for key in keys:
        if key not in known:
            known.add(key)
            new += 1
            ledger.write("INSERT INTO entries VALUES (?, ?, ?)", NUMBER.format(len(known)), key, RECEIVED)
    ledger.seal("entries")
    return new


def everything(ledger: Ledger) -> MappingProxyType[str, tuple[str, str]]:
    """Number and state of every entry by its key."""
    return MappingProxyType(
        {key: (number, state) for number, key, state in ledger.rows("SELECT number, key, state FROM entries")}
    )


def choose(ledger: Ledger, number: str, sha256: str, *, instead_of: Iterable[str]) -> None:
    """Put down which version holds, inside a change.

    Args:
        ledger: the ledger.
        number: the entry's number.
        sha256: the version that holds.
        instead_of: the digests of those that give way; a version that comes later is not decided by this.
    """
    ledger.write("DELETE FROM choices WHERE entry = ? AND gives_way = ?", number, sha256)
    for other in instead_of:
        ledger.write("INSERT OR REPLACE INTO choices VALUES (?, ?, ?)", number, sha256, other)


def choices(ledger: Ledger) -> frozenset[tuple[str, str]]:
    """Pairs of digests: the version that holds, and one that gives way to it, as a person chose."""
    return frozenset((holds, gives_way) for holds, gives_way in ledger.rows("SELECT holds, gives_way FROM choices"))
