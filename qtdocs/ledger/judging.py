"""Acts of judging in the ledger: pool, draws, ballots, decisions; nothing is changed, the last of a key holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from qtdocs.ledger.events import now
from qtdocs.ledger.ledger import Ledger, as_json

Value = TypeVar("Value")


class ActKind(StrEnum):
    """What an act is about; the key in brackets tells acts of one kind apart."""

    EXPERT = "expert"
    """An expert of the pool (id)."""
    POOL = "pool"
    """Who is in the pool after an import (``pool``)."""
    SEED = "seed"
    """The seed of draws of a stage (stage)."""
    DRAW = "draw"
    """A draw of experts, and once more after each change of its seats (stage)."""
    RECUSAL = "recusal"
    """What an expert said after the draw: declines, or avoids an entry (stage, expert, entry or empty)."""
    ROOMS = "rooms"
    """Rooms and running order of a presentation stage (stage)."""
    PACKAGE = "package"
    """What was put together for a judge (stage, expert, group); for a group's own papers the expert is empty."""
    ATTENDANCE = "attendance"
    """Who presented and who stayed away (entry)."""
    BALLOT = "ballot"
    """A ballot as it was read from one file (stage, judge, entry, medium)."""
    TYPED = "typed"
    """Scores that one person typed from a paper sheet (stage, judge, entry, file's digest and page, person)."""
    PAPER = "paper"
    """A signed sheet that came as a picture and waits to be typed (digest of the file, page)."""
    COLLECTED = "collected"
    """A file in which score sheets were looked for (digest)."""
    RESOLUTION = "resolution"
    """Which version of a ballot holds (stage, judge, entry)."""
    SETTING = "setting"
    """What people settled where the notice is silent: statistic, base, ties (name)."""
    OVERRIDE = "override"
    """The tier that the deciders gave instead of the rule's (entry)."""
    RESULT = "result"
    """A result as it was put down (version)."""
    DECISION = "decision"
    """What a meeting decided of a result (version)."""
    PUBLICITY = "publicity"
    """公示: of which result, from when until when (version)."""
    OBJECTION = "objection"
    """An objection and what became of it (number)."""
    FINAL = "final"
    """定稿 of a result (version)."""
    NAMES = "names"
    """What was said of the names that are printed of a team (entry)."""
    CERTIFICATE = "certificate"
    """A certificate that was issued, and what became of it (number)."""
    SEALED = "sealed"
    """用印: papers on which the association put its seal (number)."""
    SIGNED_FOR = "signed-for"
    """签收: who took what was made for a team (entry)."""
    ISSUED = "issued"
    """文号 and 成文日期 of the paper that announces the honours (kind of paper)."""
    KEY = "key"
    """A public key with which codes are checked (fingerprint)."""
    CARRIED = "carried"
    """An entry carried over to another programme (entry, programme)."""
    SENT_UP = "sent-up"
    """A package that was put together for the receiver (number)."""
    ARCHIVED = "archived"
    """The season put away (number)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Generic[Value]):
    """One act as it was put down."""

    id: int
    """Its number, counted on over all kinds."""
    key: tuple[str, ...]
    """What tells it from other acts of its kind."""
    value: Value
    """What it says."""
    who: str
    """Whose word it is; empty where the program alone made it."""
    at: str
    """When, ISO 8601."""


def put_down(ledger: Ledger, kind: ActKind, acts: Iterable[tuple[tuple[str, ...], object]], *, who: str) -> None:
    """Put acts of one kind down, inside a change; earlier ones of the same key stay readable.

    Args:
        ledger: the ledger.
        kind: what they are about.
        acts: key and value of each; the value is a dataclass of ``model`` or a plain value.
        who: whose word it is.
    """
    at = now()
    for key, value in acts:
        ledger.write(
            "INSERT INTO judging (kind, key, value, who, at) VALUES (?, ?, ?, ?, ?)",
            str(kind), "\x1f".join(key), as_json(value) or "null", who, at,
        )  # fmt: skip
    ledger.seal("judging")


def acts(ledger: Ledger, kind: ActKind, value: type[Value]) -> tuple[Act[Value], ...]:
    """Every act of one kind in its order, those that a later one replaces too."""
    rows = ledger.rows("SELECT id, key, value, who, at FROM judging WHERE kind = ? ORDER BY id", str(kind))
    return tuple(
        Act(id=number, key=tuple(key.split("\x1f")), value=ledger.value(value, text), who=who, at=at)
        for number, key, text, who, at in rows
    )


def held(ledger: Ledger, kind: ActKind, value: type[Value]) -> Mapping[tuple[str, ...], Act[Value]]:
    """The last act of each key of one kind, in the order in which the keys first came."""
    return {act.key: act for act in acts(ledger, kind, value)}
