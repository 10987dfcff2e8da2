"""What happened, in order: who, what, when, and to what; each event carries the digest of the one before it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from qtdocs.model.parcel import BEIJING

Event = tuple[int, str, str, str, str, str]
"""Number, time, who, what, subject, digest."""


def now() -> str:
    """This moment in Beijing, to the second: when something is put down."""
    return datetime.now(BEIJING).isoformat(timespec="seconds")


def append(connection: sqlite3.Connection, *, who: str, what: str, subject: str) -> None:
    """Put one event behind the others."""
    last = connection.execute("SELECT id, digest FROM events ORDER BY id DESC LIMIT 1").fetchone()
    number, before = (last[0] + 1, last[1]) if last else (1, "")
    at = now()
    digest = digest_of(before, number, at, who, what, subject)
    connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", (number, at, who, what, subject, digest))


def digest_of(before: str, *told: object) -> str:
    """The digest of an event: of all it says, and of the digest of the one before it."""
    words = "\x1f".join((before, *map(str, told)))
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()


def short_digest(*values: str) -> str:
    """What ties values to the event that put them down, without telling them.

    >>> short_digest("甲") == short_digest("甲"), len(short_digest("甲", "乙"))
    (True, 16)
    """
    return hashlib.sha256("\x1f".join(values).encode(errors="surrogatepass")).hexdigest()[:16]


def first_broken(events: Iterable[Event]) -> int:
    """The number of the first event that was changed, or before which one is missing; 0 where the chain is whole."""
    before, expected = "", 1
    for number, at, who, what, subject, digest in events:
        if number != expected or digest != digest_of(before, number, at, who, what, subject):
            return number
        before, expected = digest, expected + 1
    return 0
