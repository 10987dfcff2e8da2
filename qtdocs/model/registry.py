"""What an association knows of teams besides this season's papers: 登记册, with titles, renamed companies, complaints.

Dates may be known to the day, the month or the year: ``2025-03-12``, ``2025-03``, ``2025``.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from qtdocs.text import name_twin


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A team on the association's register (注册)."""

    organisation: str
    """Its company."""
    team: str
    """The team."""
    day: str
    """When it was registered, as exactly as it is known."""
    nominator: str = ""
    """Its nominator."""
    number: str = ""
    """Its number on the register."""
    where: str = field(default="", compare=False)
    """Where that stands: file, sheet and row."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other registration."""
        return name_twin(self.organisation), name_twin(self.team)

    @property
    def told(self) -> str:
        """What it says, in a line."""
        return f"{self.organisation}　{self.team}　{day_shown(self.day)}注册" + (f"　{self.number}" * bool(self.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title that a team was given in an earlier year."""

    year: int
    """The year it was given for."""
    organisation: str
    """The company."""
    team: str
    """The team."""
    programme: str = ""
    """What it was given in."""
    grade: str = ""
    """The title or grade."""
    certificate: str = ""
    """The certificate's number."""
    where: str = field(default="", compare=False)
    """Where that stands: file, sheet and row."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other title."""
        return str(self.year), name_twin(self.programme), name_twin(self.organisation), name_twin(self.team)

    @property
    def told(self) -> str:
        """What it says, in a line."""
        rest = "　".join(filter(None, (self.programme, self.grade, self.certificate)))
        return f"{self.organisation}　{self.team}　{self.year}年　{rest}".rstrip("　")

    @property
    def short(self) -> str:
        """The title without whose it is: 2024年：一等（某活动）."""
        programme = f"（{self.programme}）" if self.programme else ""
        return f"{self.year}年{self.grade or '获得称号'}{programme}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """A company that changed its name."""

    before: str
    """Its old name."""
    after: str
    """Its new name."""
    day: str = ""
    """When, as exactly as it is known; empty where nothing tells."""
    basis: str = ""
    """What that rests on: a notice of the registry of companies."""
    where: str = field(default="", compare=False)
    """Where that stands: file, sheet and row."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other renaming."""
        return name_twin(self.before), name_twin(self.after)

    @property
    def told(self) -> str:
        """What it says, in a line."""
        rest = "　".join(filter(None, (day_shown(self.day), self.basis)))
        return f"{self.before} → {self.after}　{rest}".rstrip("　")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A complaint about a company or one of its teams."""

    organisation: str
    """The company."""
    content: str
    """What about."""
    team: str = ""
    """The team; empty where it concerns the company."""
    day: str = ""
    """When, as exactly as it is known; empty where nothing tells."""
    handling: str = ""
    """What was done about it."""
    where: str = field(default="", compare=False)
    """Where that stands: file, sheet and row."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other complaint."""
        return name_twin(self.organisation), name_twin(self.team), self.day, name_twin(self.content)

    @property
    def told(self) -> str:
        """What it says, in a line."""
        who = "　".join(filter(None, (self.organisation, self.team, day_shown(self.day))))
        return f"{who}　投诉：{self.content}" + (f"；处理：{self.handling}" if self.handling else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEntry:
    """A team in the ledger of an earlier season."""

    year: int
    """The season's year."""
    programme: str
    """The programme's name."""
    organisation: str
    """The company."""
    team: str
    """The team."""
    state: str
    """Where it stood in the end."""
    number: str = ""
    """Its number in that ledger."""
    where: str = field(default="", compare=False)
    """The workspace it was taken from."""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other earlier entry."""
        return str(self.year), self.programme, name_twin(self.organisation), name_twin(self.team)

    @property
    def told(self) -> str:
        """What it says, in a line."""
        return f"{self.organisation}　{self.team}　{self.year}年　{self.programme}　{self.state}"


RegistryRow = Registration | Title | Renaming | Complaint | PastEntry
"""One thing that is known."""
REGISTRY_KINDS: dict[str, tuple[type[RegistryRow], str]] = {
    "registration": (Registration, "班组登记"),
    "title": (Title, "历年称号"),
    "renaming": (Renaming, "单位更名"),
    "complaint": (Complaint, "投诉"),
    "past": (PastEntry, "往年申报"),
}
"""Every kind of row, and what people call it: the sheet's name, too."""


def kind_of(row: RegistryRow) -> str:
    """The kind of a row, one of ``REGISTRY_KINDS``."""
    return next(kind for kind, (made, _) in REGISTRY_KINDS.items() if isinstance(row, made))


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All that is known, as it holds now."""

    registrations: tuple[Registration, ...] = ()
    """Teams and when they were registered."""
    titles: tuple[Title, ...] = ()
    """Titles of earlier years."""
    renamings: tuple[Renaming, ...] = ()
    """Companies that changed their names."""
    complaints: tuple[Complaint, ...] = ()
    """Complaints."""
    past: tuple[PastEntry, ...] = ()
    """Teams of earlier seasons."""

    @property
    def rows(self) -> tuple[RegistryRow, ...]:
        """Everything, kind by kind."""
        return (*self.registrations, *self.titles, *self.renamings, *self.complaints, *self.past)

    def names_of(self, organisation: str) -> frozenset[str]:
        """The twins of every name that this company has or had, as far as the renamings tell.

        >>> registry = Registry(renamings=(Renaming(before="甲公司", after="乙公司"),))
        >>> sorted(registry.names_of("乙公司")), sorted(registry.names_of("丙公司"))
        (['乙公司', '甲公司'], ['丙公司'])
        """
        pairs = [(name_twin(each.before), name_twin(each.after)) for each in self.renamings]
        names, waiting = set(), [name_twin(organisation)]
        while waiting:
            name = waiting.pop()
            if name and name not in names:
                names.add(name)
                waiting += [other for pair in pairs if name in pair for other in pair]
        return frozenset(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seniority:
    """Whether a team was registered for as long as its programme asks."""

    outcome: str
    """``enough``, ``short`` or ``unknown``."""
    detail: str
    """What that rests on, or what is lacking, in Chinese without a full stop."""


def registry_of(rows: Iterable[RegistryRow]) -> Registry:
    """The rows kind by kind; of several with the same key the last one holds."""
    held: dict[tuple[str, ...], RegistryRow] = {}
    for row in rows:
        held[kind_of(row), *row.key] = row
    every = tuple(held.values())
    return Registry(
        registrations=tuple(each for each in every if isinstance(each, Registration)),
        titles=tuple(each for each in every if isinstance(each, Title)),
        renamings=tuple(each for each in every if isinstance(each, Renaming)),
        complaints=tuple(each for each in every if isinstance(each, Complaint)),
        past=tuple(each for each in every if isinstance(each, PastEntry)),
    )


def first_day(day: str) -> datetime.date:
    """The first day that a date known to the day, month or year may be.

    >>> first_day("2025-03"), last_day("2025-03")
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 31))
    """
    return datetime.date.fromisoformat(f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10])


def last_day(day: str) -> datetime.date:
    """The last day that a date known to the day, month or year may be."""
    if len(day) == 4:
        return datetime.date(int(day), 12, 31)
    first = first_day(day)
    return first if len(day) == 10 else first.replace(day=calendar.monthrange(first.year, first.month)[1])


def day_shown(day: str) -> str:
    """A date as people read it, as exactly as it is known; empty for none.

    >>> day_shown("2025-03-12"), day_shown("2025-03"), day_shown("2025"), day_shown("")
    ('2025年3月12日', '2025年3月', '2025年', '')
    """
    parts = [str(int(part)) for part in day.split("-") if part]
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
