"""What is known, in one SQLite file: parcels, documents, readings, entries, and every event in order."""

from __future__ import annotations

from qtdocs.ledger.backup import back_up, restore
from qtdocs.ledger.crops import Crops
from qtdocs.ledger.ledger import Ledger
from qtdocs.ledger.lock import locked
from qtdocs.ledger.originals import Kept, Originals
from qtdocs.ledger.places import refuse_network_drive
from qtdocs.ledger.verify import unfinished, verify

__all__ = [
    "Crops", "Kept", "Ledger", "Originals", "back_up", "locked", "refuse_network_drive", "restore", "unfinished",
    "verify",
]  # fmt: skip
