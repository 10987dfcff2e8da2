"""What the association's register and earlier seasons say of one team; names that are only alike are never taken."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qtdocs.checks.lists import names_of
from qtdocs.checks.making import finding
from qtdocs.editions.programme import Programme
from qtdocs.editions.registration import RegistrationRule
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.registry import (
    Complaint,
    PastEntry,
    Registration,
    Registry,
    RegistryRow,
    Renaming,
    Seniority,
    Title,
    day_shown,
    first_day,
    last_day,
)
from qtdocs.model.standing import DISQUALIFIED
from qtdocs.near_names import loosened, near
from qtdocs.text import name_twin, plain_date

_SHORTEST = 4
_SLIPS = 2  # what ``near`` takes for slips at most
_GRADED = "定级"


_OfTeam = Registration | Title | Complaint | PastEntry
"""What is known of one team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register holds of one team."""

    exact: tuple[RegistryRow, ...] = ()
    """Under its own name, or one that its company had before."""
    alike: tuple[RegistryRow, ...] = ()
    """Under names that are only alike."""


class Lookup:
    """A register in which many teams are looked up.

    Args:
        registry: all that is known.
        entries: every team of the season; what is known of one of them under its own name is no slip for another.
    """

    def __init__(self, registry: Registry, entries: Iterable[Entry] = ()) -> None:
        self.registry = registry
        self._taken = {_twins(*names_of(entry)) for entry in entries}
        self._by_company: dict[str, list[_OfTeam]] = {}
        rows: tuple[_OfTeam, ...] = (*registry.registrations, *registry.titles, *registry.complaints, *registry.past)
        for row in rows:
            self._by_company.setdefault(name_twin(row.organisation), []).append(row)
        self._loosened = {company: loosened(company) for company in self._by_company}

    def known(self, entry: Entry) -> Known:
        """What is known of a team; nothing where its names were not read for sure."""
        organisation, team = names_of(entry)
        if not organisation or not team:
            return Known()
        names = self.registry.names_of(organisation)
        exact: list[RegistryRow] = []
        alike: list[RegistryRow] = [row for row in self.registry.renamings if _may_be_renamed(row, organisation)]
        for company in self._companies(names):
            is_own = company in names
            for row in self._by_company[company]:
                named = row.team
                same = not named or name_twin(named) == name_twin(team)
                if is_own and same:
                    exact.append(row)
                elif (same or near(named, team)) and _twins(company, named) not in self._taken:
                    alike.append(row)
        settled = {(type(row), _beside_names(row)) for row in exact}  # somebody wrote the same under the right name
        left = [row for row in alike if (type(row), _beside_names(row)) not in settled]
        return Known(exact=tuple(exact), alike=tuple(left))

    def _companies(self, names: frozenset[str]) -> list[str]:
        """The companies of the register that have one of these names or one that is alike, in its order."""
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        found = {name for name in names if name in self._by_company}
        for name in names:
            own = loosened(name)
            close = {each for _, _, each in extract(
                own, self._loosened, scorer=Levenshtein.distance, score_cutoff=_SLIPS, limit=None
            )}  # fmt: skip
            close |= {each for each, other in self._loosened.items() if other.startswith(own) or own.startswith(other)}
            found |= {each for each in close if is_alike(each, name)}
        return [company for company in self._by_company if company in found]


def is_alike(one: str, other: str) -> bool:
    """Whether two names of companies may be one: written differently, shortened, or a company and its branch.

    >>> is_alike("甲川建设有限公司", "甲川建设有限责任公司"), is_alike("甲川建设有限公司", "乙州路桥有限公司")
    (True, False)
    """
    here, there = loosened(one), loosened(other)
    short, long = sorted((here, there), key=len)
    if len(short) >= _SHORTEST and long.startswith(short):
        return True
    return abs(len(here) - len(there)) <= _SLIPS and near(one, other)


def seniority(
    rule: RegistrationRule, registrations: Sequence[Registration], *, until: datetime.date | None, alike: bool
) -> Seniority:
    """Whether a team was registered for as long as is asked; a date known to the month may leave that open.

    Args:
        rule: how long is asked for.
        registrations: those of this team; of several the earliest counts.
        until: the day that is counted to; none where nothing tells.
        alike: whether the register holds a name that is only alike.
    """
    if not registrations:
        more = "，只有相近的名称" if alike else ""
        return Seniority(outcome="unknown", detail=f"登记册里没有这个班组{more}")
    first = min(registrations, key=lambda each: (last_day(each.day), each.day))
    told = f"{day_shown(first.day)}注册"
    if len(registrations) > 1:
        told += f"（登记册有 {len(registrations)} 条，按最早的）"
    if until is None:
        return Seniority(outcome="unknown", detail=f"登记册上{told}，但不知道算到哪一天")
    full = f"到{plain_date(until)}满 {rule.months} 个月"
    if _later(last_day(first.day), rule.months) <= until:
        return Seniority(outcome="enough", detail=f"登记册上{told}，{full}")
    if _later(first_day(first.day), rule.months) > until:
        return Seniority(outcome="short", detail=f"登记册上{told}，{full.replace('满', '不满')}")
    return Seniority(outcome="unknown", detail=f"登记册只写了{told}，{full}没有要看是哪一天")


def counted_to(rule: RegistrationRule, entry: Entry, programme: Programme) -> datetime.date | None:
    """The day that a registration is counted to; none where nothing tells."""
    if rule.until == "date":
        return rule.date
    if rule.until == "received":
        return datetime.date.fromisoformat(entry.received_at[:10]) if entry.received_at else None
    return next((each.date for each in programme.deadlines if each.id in ("submission", "post")), None)


def check_registration(entry: Entry, known: Known, programme: Programme) -> tuple[Seniority | None, list[Finding]]:
    """Whether a team was registered long enough, and the finding where it was not; none where nothing asks for that."""
    rule = programme.registration
    if rule is None:
        return None, []
    own = [row for row in known.exact if isinstance(row, Registration)]
    alike = any(isinstance(row, Registration) for row in known.alike)
    until = counted_to(rule, entry, programme)
    answer = seniority(rule, own, until=until, alike=alike)
    if answer.outcome != "short":
        return answer, []
    use = next((each for each in programme.rules if each.id == "V03"), None)
    found = finding(
        "registration-too-short", file=entry.source.file, severity=use.severity if use else "", detail=answer.detail,
        source=rule.source,
    )  # fmt: skip
    return answer, [found]


def check_history(entry: Entry, known: Known, registry: Registry, programme: Programme) -> Iterator[Finding]:
    """Earlier titles and seasons, renamed companies, complaints, and names that are only alike."""
    file = entry.source.file
    yield from _titles(file, known, programme)
    yield from _seasons(file, known)
    yield from _renamed(entry, registry)
    complaints = [row for row in known.exact if isinstance(row, Complaint)]
    if complaints:
        yield finding("complaint-known", file=file, detail=_some([each.told for each in complaints]))
    if known.alike:
        told = [f"{row.told}（{row.where}）" for row in known.alike]
        yield finding("registry-near", file=file, detail=_some(told))


def _titles(file: str, known: Known, programme: Programme) -> Iterator[Finding]:
    titles = [row for row in known.exact if isinstance(row, Title)]
    graded = [row for row in known.exact if isinstance(row, PastEntry) and row.state == _GRADED]
    told = [(each.year, each.short) for each in titles]
    told += [(each.year, f"{each.year}年评定了等级（{each.programme}）") for each in graded]
    if told:
        told.sort(reverse=True)
        yield finding("title-before", file=file, detail=_some([words for _, words in told]))
    rule, year = programme.honoured_again, max((year for year, _ in told if year < programme.year), default=0)
    if rule is not None and year and programme.year - year <= rule.years:
        yield finding("title-too-recent", file=file, year=str(year), years=str(rule.years), source=rule.source)


def _seasons(file: str, known: Known) -> Iterator[Finding]:
    past = [row for row in known.exact if isinstance(row, PastEntry) and row.state != _GRADED]
    past.sort(key=lambda each: each.year, reverse=True)
    if past:
        detail = _some([f"{each.year}年{each.programme}，{each.state}" for each in past])
        bad = any(each.state == DISQUALIFIED for each in past)
        yield finding("entered-before", file=file, detail=detail, severity="warning" if bad else "")


def _renamed(entry: Entry, registry: Registry) -> Iterator[Finding]:
    """An application under an old name is to be looked at; one under the new name is explained, and its seal."""
    name = name_twin(names_of(entry)[0])
    for each in registry.renamings:
        day = f"{day_shown(each.day)}" if each.day else ""
        basis = f"（{each.basis}）" if each.basis else ""
        if name and name == name_twin(each.before):
            told = f"申报表写的是原名：登记册上“{each.before}”已{f'于{day}' if day else ''}更名为“{each.after}”{basis}"
            yield finding("organisation-renamed", file=entry.source.file, detail=told)
        elif name and name == name_twin(each.after):
            seal = "；章上的印文是原名" if _has_old_seal(entry, each.before) else ""
            told = f"登记册上这个单位{f'{day}' if day else ''}由“{each.before}”更名而来{basis}{seal}"
            made = finding("organisation-renamed", file=entry.source.file, detail=told)
            yield made if seal else replace(made, severity="note")


def _has_old_seal(entry: Entry, before: str) -> bool:
    """Whether a seal of the applicant reads as its company's old name."""
    old = name_twin(before)
    for look in entry.seals:
        readings = look.mark.imprint.readings if look.mark and look.mark.imprint else ()
        if look.role == "applicant" and any(old in name_twin(text) for text in (look.reads_as, *readings) if text):
            return True
    return False


def _twins(organisation: str, team: str) -> tuple[str, str]:
    return name_twin(organisation), name_twin(team)


def _beside_names(row: RegistryRow) -> tuple[str, ...]:
    """What tells a row from others of its kind besides the names: year and programme, day and content."""
    names = {name_twin(str(getattr(row, key, ""))) for key in ("organisation", "team")}
    return row.key if isinstance(row, Renaming) else tuple(part for part in row.key if part not in names)


def _may_be_renamed(row: Renaming, organisation: str) -> bool:
    """Whether a company's name is only alike to the old name of another."""
    twins = {name_twin(row.before), name_twin(row.after)}
    return name_twin(organisation) not in twins and near(organisation, row.before)


def _later(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _some(told: Sequence[str]) -> str:
    return "；".join(told)
