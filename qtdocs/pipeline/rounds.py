"""Rounds of letters: what was asked of whom, what is still open of it, and what came too late."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qtdocs import checks
from qtdocs.ledger import Ledger
from qtdocs.ledger.letters import sent_letters
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import BEIJING, Arrival
from qtdocs.model.sent import SUPPLEMENT, AskedPoint, SentLetter
from qtdocs.pipeline.known import Judged, Season
from qtdocs.pipeline.points import Point, matched, points_of_team
from qtdocs.pipeline.ruled import ruled
from qtdocs.pipeline.teams import CLOCKS, time_shown
from qtdocs.text import plain_date, weekday

_OPEN = "supplement-open"
_OVER = "期限 {until}已过，仍没有补齐，请按通知的规定决定；以后再收到的算逾期补正。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands with what was asked of one team."""

    open: tuple[AskedPoint, ...]
    """What is still open."""
    waiting: tuple[AskedPoint, ...]
    """What a person has yet to look at: it may be settled or not."""


def with_rounds(judged: Judged, season: Season) -> Judged:
    """The season with what came after the day that a letter named, and what is still open of what was asked."""
    sent = sent_letters(season.ledger)
    if not any(each.kind == SUPPLEMENT for each in sent):
        return judged
    said = {team.id: team for team in ruled(judged, season).teams}  # what people let pass is not open any more
    teams = (_with_round(team, said.get(team.id, team), sent, season) for team in judged.teams)
    return replace(judged, teams=tuple(teams))


def rounds_of(number: str, sent: Iterable[SentLetter]) -> tuple[SentLetter, ...]:
    """The letters that asked something of one entry, in order."""
    return tuple(
        each for each in sent if each.kind == SUPPLEMENT and any(point.entry == number for point in each.points)
    )


def asked_of(number: str, letter: SentLetter) -> tuple[AskedPoint, ...]:
    """What a letter asked of one entry."""
    return tuple(point for point in letter.points if point.entry == number)


def standing_of(points: Sequence[Point], asked: Sequence[AskedPoint]) -> Standing:
    """How it stands with what was asked, as the findings have it now."""
    still = matched(points, asked)
    waits = {each.number for place, each in still.items() if points[place].waits}
    open_ = {each.number for each in still.values()} - waits
    return Standing(
        open=tuple(each for each in asked if each.number in open_),
        waiting=tuple(each for each in asked if each.number in waits),
    )


def day_shown(day: datetime.date) -> str:
    """A day as letters name it.

    >>> day_shown(datetime.date(2026, 5, 6))
    '2026年5月6日（星期三）'
    """
    return f"{plain_date(day)}（{weekday(day)}）"


def days_until(teams: Iterable[Entry], ledger: Ledger) -> Mapping[str, datetime.date]:
    """The day until which papers may come, by the id of each entry of which a letter still asks something."""
    sent = sent_letters(ledger)
    open_ = (team for team in teams if any(each.code == _OPEN for each in team.findings))
    asked = ((team.id, letter.until) for team in open_ for letter in rounds_of(team.number, sent)[-1:])
    return {entry: until for entry, until in asked if until}


def as_of(team: Entry, until: datetime.date | None, today: datetime.date) -> Entry:
    """The entry as it is to be shown on a day: what is open before the day that a letter named, may still come.

    Args:
        team: the entry.
        until: the day that the last letter named; none where nothing is open.
        today: the day.
    """
    if until is None or today <= until:
        return team
    told = _OVER.format(until=day_shown(until))
    over = (replace(each, severity="warning", advice=told) if each.code == _OPEN else each for each in team.findings)
    return replace(team, findings=tuple(over))


def _with_round(team: Entry, said: Entry, sent: Sequence[SentLetter], season: Season) -> Entry:
    rounds = rounds_of(team.number, sent)
    if not team.number or not rounds:
        return team
    told = list(_of_arrivals(team, rounds, season.arrivals))
    in_time = {each.file for each in told if each.code == "supplement-in-time"}
    kept = (each for each in team.findings if not _is_answered(each, in_time))
    return replace(team, findings=(*kept, *told, *_still_open(team, said, rounds[-1])))


def _is_answered(finding: Finding, in_time: set[str]) -> bool:
    """Whether a later version is said to be late that came because the association asked for it."""
    later = finding.code == "paper-late" or (finding.code == "parcel-late" and finding.severity == "note")
    return later and finding.file in in_time


def _still_open(team: Entry, said: Entry, letter: SentLetter) -> Iterator[Finding]:
    standing = standing_of(points_of_team(said), asked_of(team.number, letter))
    numbers = "、".join(str(each.number) for each in standing.open)
    waiting = "、".join(str(each.number) for each in standing.waiting)
    told = [f"第 {numbers} 条"] if numbers else []
    told += [f"第 {waiting} 条要人看过才知道"] if waiting else []
    if told and letter.until:
        yield checks.finding(
            _OPEN, file=team.source.file, round=str(letter.round), until=day_shown(letter.until),
            detail="，".join(told),
        )  # fmt: skip


def _of_arrivals(
    team: Entry, rounds: Sequence[SentLetter], arrivals: Mapping[str, Sequence[Arrival | None]]
) -> Iterator[Finding]:
    """Papers that came after a letter, held against the day it named."""
    papers = {each.sha256: each.file for each in team.papers}
    for sha256, file in papers.items():
        known = [each for each in arrivals.get(sha256, ()) if each is not None]
        if not known or any(sha256 in each.papers for each in rounds[:1]):
            continue
        first = min(known, key=lambda each: (each.start, each.end))
        letter = _asked_before(first, rounds)
        if letter is None or letter.until is None:
            continue
        code = "supplement-late" if first.start >= _end_of(letter.until) else "supplement-in-time"
        yield checks.finding(
            code, file=file, received=time_shown(first), clock=CLOCKS.get(first.clock, first.clock),
            round=str(letter.round), until=day_shown(letter.until),
        )  # fmt: skip


def _asked_before(arrival: Arrival, rounds: Sequence[SentLetter]) -> SentLetter | None:
    """The last letter that was sent before something came."""
    day = arrival.start.date()
    return next((each for each in reversed(rounds) if each.issued <= day), None)


def _end_of(day: datetime.date) -> datetime.datetime:
    """Midnight after a day, Beijing time."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=BEIJING) + datetime.timedelta(days=1)
