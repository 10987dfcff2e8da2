"""补正通知: what is asked of whom in this round, who is only told, and who is written to no more."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.checks.lists import text_of
from qtdocs.editions.programme import Programme
from qtdocs.editions.supplement import Supplement
from qtdocs.model.entry import Entry
from qtdocs.model.sent import SUPPLEMENT, AskedPoint, SentLetter
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.addressing import Addressee, addressees, papers_of
from qtdocs.pipeline.points import Point, matched, points_of, points_of_team
from qtdocs.pipeline.rounds import asked_of, rounds_of, standing_of
from qtdocs.text import chinese_number

NEW, ADDED, BEFORE = "新", "上次未列", "原第{}条"
"""What stands before a point of a later round."""
_WRITTEN, _EXHAUSTED, _WAITING, _UNLOOKED = "written", "exhausted", "waiting", "unlooked"


Asked = tuple[Point, str]
"""A point, and what stands in front of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPoint:
    """One numbered point of a letter."""

    number: int
    """Its number in the letter."""
    point: Point
    """What is asked."""
    mark: str = ""
    """``新``, ``上次未列`` or ``原第3条``; empty in the first round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The points of one team, or of the nominator's own papers."""

    heading: str
    """Who it is about, numbered in Chinese."""
    points: tuple[MarkedPoint, ...]
    """The points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One letter of this round."""

    addressee: Addressee
    """Who it is for."""
    groups: tuple[Group, ...]
    """What is asked; none where all is settled."""
    settled: tuple[Entry, ...]
    """Teams of which nothing is open any more; told once."""
    letter: SentLetter
    """What is put down when it was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What this round brings."""

    rounds: tuple[Round, ...]
    """The letters."""
    exhausted: tuple[Entry, ...]
    """Teams that were asked as often as is allowed and still fall short."""
    waiting: tuple[Entry, ...]
    """Teams that have been asked, have sent nothing new, and still have time."""
    unlooked: tuple[Entry, ...]
    """Teams that have been asked and whose answer a person has to look at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One team and how it stands with what was asked of it."""

    team: Entry
    points: tuple[Point, ...]
    before: tuple[SentLetter, ...]
    told: bool

    @property
    def was_asked(self) -> tuple[AskedPoint, ...]:
        return asked_of(self.team.number, self.before[-1]) if self.before else ()

    @property
    def brought_news(self) -> bool:
        """Whether papers came that were not there when the last letter was sent."""
        return not set(papers_of(self.team)) <= set(self.before[-1].papers)


def plan_of(
    account: Account,
    edition: Programme,
    spec: Supplement,
    *,
    sent: Sequence[SentLetter],
    today: datetime.date,
    until: datetime.date,
    who: str = "",
) -> Plan:
    """Who is asked for what in this round.

    Args:
        account: the season.
        edition: the programme.
        spec: whether and how often applicants may mend.
        sent: the letters that were sent.
        today: the day of the letters.
        until: the day until which papers may come.
        who: who says that they were sent; empty as long as they are drafts.
    """
    files = tuple(dict.fromkeys(line.file for line in account.lines))
    teams = sorted((each for each in account.teams if each.in_running), key=lambda each: each.number)
    cases = {team.id: _case(team, sent, files) for team in teams}
    state = {key: _state(case, spec, today) for key, case in cases.items()}
    rounds = []
    for each in addressees(account, edition, role=spec.addressee):
        here = [cases[team.id] for team in each.teams if state.get(team.id) == _WRITTEN]
        own = _own_points(each, account, edition, sent, files)
        if here or any(not mark for _, mark in own):
            rounds.append(_round(each, here, own, sent=sent, issued=today, until=until, who=who))
    exhausted, waiting, unlooked = (
        tuple(team for team in teams if state[team.id] == wanted) for wanted in (_EXHAUSTED, _WAITING, _UNLOOKED)
    )
    return Plan(rounds=tuple(rounds), exhausted=exhausted, waiting=waiting, unlooked=unlooked)


def _case(team: Entry, sent: Sequence[SentLetter], files: Sequence[str]) -> _Case:
    before = rounds_of(team.number, sent)
    last = sent.index(before[-1]) if before else -1
    told = any(each.kind == SUPPLEMENT and team.number in each.entries for each in sent[last + 1 :])
    return _Case(team=team, points=points_of_team(team, files), before=before, told=told)


def _state(case: _Case, spec: Supplement, today: datetime.date) -> str:
    """Whether the team stands in a letter of this round, and if not, why."""
    open_ = [each for each in case.points if not each.waits]
    if not case.before:
        return _WRITTEN if open_ else ""
    if standing_of(case.points, case.was_asked).waiting:
        return _UNLOOKED
    if not open_:
        return "" if case.points or case.told else _WRITTEN
    until = case.before[-1].until
    if not case.brought_news and until is not None and today <= until:
        return _WAITING
    return _EXHAUSTED if len(case.before) >= spec.rounds else _WRITTEN


def _round(
    addressee: Addressee,
    cases: Sequence[_Case],
    own: Sequence[Asked],
    *,
    sent: Sequence[SentLetter],
    issued: datetime.date,
    until: datetime.date,
    who: str,
) -> Round:
    """One letter, its points numbered through, and what is put down of it."""
    parts: list[tuple[str, Sequence[Asked]]] = [
        (named(case.team), marked) for case in cases if (marked := _marked(case))
    ]
    parts += [("贵单位的汇总材料", own)] if own else []
    groups = _numbered(parts)
    settled = tuple(case.team for case in cases if not _marked(case))
    points = [each for group in groups for each in group.points]
    papers = [sha256 for case in cases for sha256 in papers_of(case.team)]
    letter = SentLetter(
        kind=SUPPLEMENT,
        round=1 + sum(each.addressee == addressee.key and bool(each.points) == bool(points) for each in sent),
        addressee=addressee.key,
        name=addressee.name,
        entries=tuple(case.team.number for case in cases),
        points=tuple(_put_down(each) for each in points),
        papers=tuple(dict.fromkeys([*papers, *(each.sha256 for each in addressee.own)])),
        issued=issued,
        until=until if points else None,
        who=who,
    )
    return Round(addressee=addressee, groups=groups, settled=settled, letter=letter)


def named(team: Entry) -> str:
    """A team as letters name it: company, team, number."""
    company, name = (text_of(team.fields.get(key)) for key in ("organisation_name", "team_name"))
    return f"{company}{f'“{name}”' if name else ''}（{team.number}）" if company or name else team.number


def _numbered(parts: Sequence[tuple[str, Sequence[Asked]]]) -> tuple[Group, ...]:
    groups, number = [], 0
    for place, (heading, points) in enumerate(parts, 1):
        shown = [
            MarkedPoint(number=number + step, point=each, mark=mark) for step, (each, mark) in enumerate(points, 1)
        ]
        groups.append(Group(heading=f"{chinese_number(place)}、{heading}", points=tuple(shown)))
        number += len(points)
    return tuple(groups)


def _put_down(marked: MarkedPoint) -> AskedPoint:
    point = marked.point
    return AskedPoint(
        entry=point.entry, number=marked.number, keys=point.keys, code=point.code, field=point.field,
        label=point.label, text=point.kept,
    )  # fmt: skip


def _marked(case: _Case) -> list[Asked]:
    """The points of a team, each with what it was in the letter before; those first, in their old order."""
    if not case.before:
        return [(each, "") for each in case.points if not each.waits]
    old = matched(case.points, case.was_asked)
    known = set(case.before[-1].papers)
    fresh = {paper.file for paper in case.team.papers if paper.sha256 not in known}
    again = sorted((asked.number, place) for place, asked in old.items())
    rest = [each for place, each in enumerate(case.points) if place not in old]
    marked = [(case.points[place], BEFORE.format(number)) for number, place in again]
    marked += [(each, NEW if set(each.files) & fresh else ADDED) for each in rest]
    return [(each, mark) for each, mark in marked if not each.waits]


def _own_points(
    addressee: Addressee, account: Account, edition: Programme, sent: Sequence[SentLetter], files: Sequence[str]
) -> list[Asked]:
    """What is asked about the nominator's own papers, each with what it was in the letter before."""
    forms = {each.file: edition.form(each.form) for each in addressee.own}
    kinds = {file: form.kind for file, form in forms.items() if form}
    found = points_of((each for each in account.findings if each.file in kinds), entry="", kinds=kinds, files=files)
    before = [each for each in sent if each.addressee == addressee.key and each.points]
    asked = [each for each in before[-1].points if not each.entry] if before else []
    old = matched(found, asked)
    return [
        (each, BEFORE.format(old[place].number) if place in old else "")
        for place, each in enumerate(found)
        if not each.waits
    ]
