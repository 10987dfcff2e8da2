"""Letters that were sent: what was asked of whom, in which round, until when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

KINDS = ("收件回执", "补正通知", "未报名单")
"""The kinds of letters, as people call them."""
RECEIPT, SUPPLEMENT, ABSENT = KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPoint:
    """One numbered point of a letter that was sent."""

    entry: str
    """The entry's number; empty for a paper of the nominator's own."""
    number: int
    """Its number in the letter."""
    keys: tuple[str, ...]
    """The keys of the findings behind it."""
    code: str
    """Their rule."""
    field: str = ""
    """The field's key, where it concerns one."""
    label: str = ""
    """The word printed on the paper."""
    text: str
    """What was asked; nothing that stands in a box about a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLetter:
    """One letter that a person says was sent."""

    kind: str
    """One of ``KINDS``."""
    round: int = 1
    """The how-manieth to this addressee."""
    addressee: str
    """Who it was written to, as they are told from all others: the matching twin of a name, or a parcel's number."""
    name: str = ""
    """Their name as it was printed; empty for a receipt, which is for a person."""
    stem: str = ""
    """The name of its files without the ending."""
    entries: tuple[str, ...] = ()
    """The numbers of the entries it speaks of; also of those that it tells are complete."""
    points: tuple[AskedPoint, ...] = ()
    """What was asked, in order; none where nothing is open any more."""
    papers: tuple[str, ...] = ()
    """Digests of the papers that were there; what is none of them came later."""
    issued: datetime.date
    """The day of the letter."""
    until: datetime.date | None = None
    """The day until which papers may come."""
    who: str
    """Who says that it was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """What the association decided where the notice does not let anybody mend."""

    allowed: bool
    """Whether they may mend; a later word counts."""
    who: str
    """Who says so."""
    why: str = ""
    """In somebody's words."""
    at: str
    """When it was put down, ISO 8601."""
