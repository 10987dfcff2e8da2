"""补正通知: what is asked of whom in this round, who is only told, and who is written to no more."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from qtdocs.editions.programme import Programme
from qtdocs.editions.supplement import Supplement
from qtdocs.model.entry import Entry
from qtdocs.model.record import Record
from qtdocs.model.sent import SUPPLEMENT, AskedPoint, SentLetter
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.addressing import NOMINATOR, Addressee, addressees
from qtdocs.pipeline.anothers import anothers_papers
from qtdocs.pipeline.points import Point
from qtdocs.pipeline.round_cases import (
    EXHAUSTED,
    OWN,
    UNLOOKED,
    WAITING,
    WRITTEN,
    Asked,
    Case,
    case_of_own,
    case_of_team,
    marked,
    state_of,
)
from qtdocs.text import chinese_number


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
    settled: tuple[str, ...]
    """Teams of which nothing is open any more; told once."""
    papers: tuple[str, ...]
    """Digests of the papers that it speaks of."""
    anothers: tuple[str, ...]
    """Digests of papers of its teams that another nominator sent."""
    letter: SentLetter
    """What is put down when it was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What this round brings; teams by name."""

    rounds: tuple[Round, ...]
    """The letters."""
    exhausted: tuple[str, ...]
    """Who was asked as often as is allowed and still falls short."""
    waiting: tuple[str, ...]
    """Who has been asked, has sent nothing new, and still has time."""
    unlooked: tuple[str, ...]
    """Who has been asked and whose answer a person has to look at first."""


def plan_of(
    account: Account,
    edition: Programme,
    spec: Supplement,
    *,
    sent: Sequence[SentLetter],
    today: datetime.date,
    until: datetime.date,
) -> Plan:
    """Who is asked for what in this round.

    Args:
        account: the season.
        edition: the programme.
        spec: whether and how often applicants may mend.
        sent: the letters that were sent.
        today: the day of the letters.
        until: the day until which papers may come.
    """
    files = tuple(dict.fromkeys(line.file for line in account.lines))
    rounds: list[Round] = []
    told: dict[str, list[str]] = {}
    for each in addressees(account, edition, role=spec.addressee):
        cases = [
            case_of_team(team, sent, files, anothers=_anothers(team, each, edition))
            for team in each.teams
            if team.in_running
        ]
        if each.role == NOMINATOR:
            cases.append(case_of_own(each, account, edition, sent, files))
        for case in cases:
            told.setdefault(state_of(case, spec, today), []).append(case.name)
        written = [case for case in cases if state_of(case, spec, today) == WRITTEN]
        if written:
            rounds.append(_round(each, written, sent=sent, issued=today, until=until))
    exhausted, waiting, unlooked = (tuple(told.get(state, ())) for state in (EXHAUSTED, WAITING, UNLOOKED))
    return Plan(rounds=tuple(rounds), exhausted=exhausted, waiting=waiting, unlooked=unlooked)


def _anothers(team: Entry, addressee: Addressee, edition: Programme) -> tuple[Record, ...]:
    """The papers of a team of which a letter to this addressee must not tell."""
    return anothers_papers(team, addressee.name, edition) if addressee.role == NOMINATOR else ()


def _round(
    addressee: Addressee,
    cases: Sequence[Case],
    *,
    sent: Sequence[SentLetter],
    issued: datetime.date,
    until: datetime.date,
) -> Round:
    """One letter, its points numbered through, and what is put down of it."""
    parts = [(case.name if case.number else OWN, asked) for case in cases if (asked := marked(case))]
    groups = _numbered(parts)
    points = [each for group in groups for each in group.points]
    papers = tuple(dict.fromkeys(sha256 for case in cases for sha256 in case.papers.values()))
    letter = SentLetter(
        kind=SUPPLEMENT,
        round=1 + sum(each.addressee == addressee.key and bool(each.points) == bool(points) for each in sent),
        addressee=addressee.key,
        name=addressee.name,
        entries=tuple(case.number for case in cases if case.number),
        points=tuple(_put_down(each) for each in points),
        papers=papers,
        issued=issued,
        until=until if points else None,
        who="",
    )
    settled = tuple(case.name for case in cases if not marked(case))
    anothers = tuple(dict.fromkeys(sha256 for case in cases for sha256 in case.anothers))
    return Round(
        addressee=addressee, groups=groups, settled=settled, papers=papers, anothers=anothers, letter=letter
    )  # fmt: skip


def _numbered(parts: Sequence[tuple[str, Sequence[Asked]]]) -> tuple[Group, ...]:
    groups, number = [], 0
    for place, (heading, points) in enumerate(parts, 1):
        shown = [
            MarkedPoint(number=number + step, point=each, mark=mark) for step, (each, mark) in enumerate(points, 1)
        ]
        groups.append(Group(heading=f"{chinese_number(place)}、{heading}", points=tuple(shown)))
        number += len(points)
    return tuple(groups)


def _put_down(marked_point: MarkedPoint) -> AskedPoint:
    point = marked_point.point
    return AskedPoint(
        entry=point.entry, number=marked_point.number, keys=point.keys, code=point.code, field=point.field,
        label=point.label, text=point.kept,
    )  # fmt: skip
