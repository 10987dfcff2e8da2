"""Those who judge: the pool, what keeps an expert from an entry, the groups that were drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qtdocs.model.registry import Renaming

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
class Pool:
    """The pool as an import left it; its experts are acts of their own."""

    experts: tuple[str, ...]
    """Ids of all who are in it, in their order."""
    digest: str
    """Hex sha256 of what a draw takes from it; telephone numbers and remarks are not in it."""
    added: int = 0
    """How many the import brought."""
    changed: int = 0
    """How many it changed."""
    removed: int = 0
    """How many it took out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """What the order of a draw comes from, fixed before the draw."""

    seed: str
    """The seed itself."""
    source: str
    """Where it comes from: a public number, or who fixed it."""
    pool_digest: str = ""
    """The pool when the seed was fixed; empty where there was none yet."""
    because: str = ""
    """Why it replaces an earlier one; empty for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnEntry:
    """An entry as the draw saw it."""

    number: str
    """Its number."""
    organisation: str = ""
    """Its organisation; empty where that was not read for sure."""
    team: str = ""
    """Its team."""
    nominator: str = ""
    """Who put it forward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan:
    """Everything a draw goes by besides seed and pool."""

    day: str
    """The day of the draw, ISO 8601; training must count on it."""
    groups: tuple[str, ...]
    """Names of the groups: 第1组 …"""
    members: int
    """Members in a group besides its leader."""
    bridges: int = 0
    """Experts who sit in every group."""
    least: int = 1
    """Judges that every entry must keep."""
    avoid: tuple[str, ...] = ()
    """What keeps an expert from an entry: kinds of ``Conflict``."""
    one_per_organisation: bool = True
    """Whether no group may have two experts of one organisation."""
    entries: tuple[DrawnEntry, ...] = ()
    """The entries that are judged, by number."""
    given: Mapping[str, str] = field(default_factory=dict)
    """The group of each entry by its number, where groups were given and not drawn."""
    nominator_words: tuple[str, ...] = ()
    """What tells the programme's nominators apart."""
    renamings: tuple[Renaming, ...] = ()
    """Companies that changed their names, as far as the association knows."""
    declined: tuple[str, ...] = ()
    """Ids of experts who said before this draw that they cannot take part in the stage."""
    recused: tuple[tuple[str, str], ...] = ()
    """Expert and entry of everything that was said after an earlier draw of the stage."""
    method: int = 1
    """Which way of drawing; another one gets another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """What an expert said after a draw, or that it was said by mistake."""

    kind: str
    """``decline``, ``avoid``, or either with ``-undone``."""
    expert: str
    """The expert's id."""
    draw: int
    """Number of the draw."""
    day: str
    """The day, ISO 8601."""
    because: str
    """Why."""
    entry: str = ""
    """The entry that is avoided."""
    taken_by: str = ""
    """Id of the alternate who takes the seat; empty where nobody does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDraw:
    """One draw of experts, whole enough to be done again; and as it stands after each change that people made."""

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
    plan: DrawPlan = DrawPlan(day="", groups=(), members=0)
    """What it went by."""
    changes: int = 0
    """How often seats or entries were changed after the draw; 0 for the draw itself."""
