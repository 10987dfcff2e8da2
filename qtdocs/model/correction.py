"""What people said against or beside what was read: corrections of values, and rulings on findings."""

from __future__ import annotations

from dataclasses import dataclass

from qtdocs.model.record import Value

RULINGS = {"waived": "放行", "confirmed": "属实", "refuted": "不属实"}
"""What a person may say of a finding, and the word for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One box of one team, as a named person says it should read."""

    entry: str
    """Id of the entry."""
    field: str
    """The field's key."""
    old: Value
    """What the papers said when it was made."""
    new: Value
    """What holds."""
    who: str
    """Who says so."""
    why: str
    """Why."""
    at: str
    """When, ISO 8601, Beijing time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a named person said of one finding, for as long as it says the same."""

    entry: str
    """Id of the entry; empty for a finding of none."""
    finding: str
    """The finding's key."""
    code: str
    """The finding's code."""
    ruling: str
    """One of ``RULINGS``; empty where it was taken back."""
    who: str
    """Who says so."""
    why: str
    """Why; always there for ``waived``."""
    at: str
    """When, ISO 8601, Beijing time."""
