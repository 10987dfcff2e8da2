"""Those who judge: the pool, what keeps an expert from an entry, the groups that were drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LEADER = "组长"
MEMBER = "成员"
BRIDGE = "跨组评委"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expert:
    """One row of the pool."""

    id: str
    """Its number in the pool, such as ``专012``; given by the association or by the program, stable for the season."""
    name: str
    """Name, as printed."""
    organisation: str = ""
    """Where the expert works now."""
    nominator: str = ""
    """Who put the expert forward; empty where the pool does not say."""
    region: str = ""
    """Province or city."""
    subjects: tuple[str, ...] = ()
    """Fields of work."""
    trained_until: str = ""
    """Last day on which the training counts, ISO 8601; empty where the pool does not say."""
    past_employers: tuple[str, ...] = ()
    """Where the expert worked before."""
    declared: tuple[str, ...] = ()
    """Organisations, teams or entry numbers that the expert declared not to judge."""
    may_lead: bool = True
    """Whether the expert may lead a group."""
    phone: str = ""
    """How the expert is reached; in no output but the list for the office."""
    remark: str = ""
    """What the pool says besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Why one expert must not judge one entry."""

    expert: str
    """The expert's id."""
    entry: str
    """The entry's number."""
    kind: str
    """``organisation``, ``nominator``, ``declared``, ``past-employer`` or ``recused`` (said after the draw)."""
    reason: str
    """What a person reads: 同一单位（浙江甲建设有限公司）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One place in a group."""

    expert: str
    """The expert's id."""
    role: str
    """组长, 成员 or 跨组评委."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A group of experts and the entries that it judges."""

    name: str
    """第1组 …"""
    seats: tuple[Seat, ...]
    """Who sits in it, the leader first."""
    entries: tuple[str, ...]
    """Numbers of the entries, in their order."""
    avoided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Entries that an expert of this group does not judge (回避), by the expert's id."""

    def judges_of(self, entry: str) -> tuple[str, ...]:
        """Ids of the experts who score an entry of this group."""
        return tuple(seat.expert for seat in self.seats if entry not in self.avoided.get(seat.expert, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDraw:
    """One draw of experts, whole enough to be done again."""

    stage: str
    """Id of the stage of judging."""
    number: int
    """1 for the first draw of the stage, then counted on."""
    seed: str
    """What the order comes from."""
    seed_source: str
    """Where the seed comes from: a public number, or who fixed it and when."""
    pool_hash: str
    """Hex sha256 of the pool as it stood."""
    order: tuple[str, ...]
    """All experts of the pool by sha256(seed‖id)."""
    panels: tuple[Panel, ...]
    """The groups."""
    alternates: tuple[str, ...] = ()
    """候补, in the order in which they are asked."""
    passed_over: tuple[tuple[str, str], ...] = ()
    """Experts who came up and were not taken, each with the reason."""
    because: str = ""
    """Why it was drawn again; empty for the first."""
