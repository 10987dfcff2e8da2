"""What people said against or beside what was read: corrections of values, and rulings on findings."""

from __future__ import annotations

from dataclasses import dataclass

from qtdocs.model.record import Value

RULINGS = {"waived": "放行", "confirmed": "属实", "refuted": "不属实"}
"""What a person may say of a finding, and the word for it."""
NAME_KEYS = ("organisation_name", "team_name")
"""The boxes that say whose entry it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One box of one team, as a named person says it should read."""

    entry: str
    """Id of the entry."""
    field: str
    """The field's key."""
    old: Value = None
    """What the paper said when it was made; in an entry, what it says now. The same goes for ``seen``."""
    new: Value = None
    """What holds; none where the box is to be empty."""
    seen: tuple[str, ...] = ()
    """What stood in this box of each paper of the entry when it was made, as ``checks.box_text`` tells it."""
    purged: bool = False
    """Whether what it said was purged; then the papers count again."""
    paper: str = ""
    """Digest of the paper that the entry's values came from."""
    part: int = 0
    """From 1 where that paper holds several forms; else 0."""
    alias: str = ""
    """Id of an entry that bears the names as they are after it; empty where no name was corrected."""
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
