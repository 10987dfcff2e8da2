"""A file in which score sheets were looked for, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from qtdocs.model.record import Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedFile:
    """One file as it was collected."""

    file: str
    """The way to it as people name it."""
    sha256: str
    """Hex digest of its bytes."""
    kind: str
    """What its bytes are."""
    outcome: str
    """``sheets``, ``none`` (no score sheet), ``blank`` (a book that nobody filled in) or ``unread``."""
    ballots: int = 0
    """How many ballots it holds."""
    papers: int = 0
    """How many signed sheets it shows as pictures."""
    doubts: tuple[Doubt, ...] = ()
    """What of it was not taken, and why; the codes are those of findings."""
