"""Which documents wait to be read: those that no reader has read, or only one that could do less."""

from __future__ import annotations

from pathlib import Path

from qtdocs.ledger import Ledger, documents
from qtdocs.ledger.documents import Stored


def test_what_was_read_without_recognition_waits_until_there_is_some(tmp_path: Path) -> None:
    with Ledger(tmp_path / "台账.sqlite3") as ledger:
        with ledger.change("stored"):
            for name, reader in (("a", "R"), ("b", "R-"), ("c", "older"), ("d", "")):
                documents.add(ledger, Stored(name, "pdf", 1))
                documents.put_reading(ledger, name, outcome="unread", reading={}, reader=reader)
            documents.add(ledger, Stored("e", "pdf", 1))
        without = [each.sha256 for each in documents.unread(ledger, "R", "R-")]
        having = [each.sha256 for each in documents.unread(ledger, "R")]
    assert (without, having) == (["c", "d", "e"], ["b", "c", "d", "e"])
