"""未报名单: teams on lists of nominators, and teams of earlier seasons, of which nothing has come."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qtdocs.checks.lists import text_of
from qtdocs.editions.programme import Deadline, Programme
from qtdocs.model.registry import PastEntry, Registry, Title
from qtdocs.model.sent import ABSENT
from qtdocs.model.standing import ENDED
from qtdocs.near_names import bare, near, same_nominator
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.addressing import Mailbox, only, senders_by_paper
from qtdocs.pipeline.letter import Letter, mail_body, of_office
from qtdocs.pipeline.points import short
from qtdocs.pipeline.rounds import day_shown
from qtdocs.render import AbsentLine
from qtdocs.text import name_twin
from qtdocs.writing import safe_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Absentee:
    """One team of which nothing has come, and where that is known from."""

    line: AbsentLine
    """What is printed of it."""
    list_sha256: str = ""
    """Digest of the list it stands on; empty for a team of an earlier season."""


def absentees(account: Account, edition: Programme, known: Registry) -> tuple[Absentee, ...]:
    """The teams of which nothing has come: on lists of nominators first, then those of the last season before.

    Args:
        account: the season.
        edition: the programme.
        known: what the association knows of earlier seasons.
    """
    listed = tuple(
        Absentee(
            line=AbsentLine(
                nominator=row.nominator,
                organisation=row.names[0],
                team=row.names[1],
                source=f"{row.list_name}“{short(row.file)}” {row.place}".rstrip(),
                why="汇总表上有，申报表没有收到",
            ),
            list_sha256=row.sha256,
        )
        for row in account.absent
    )
    here = [
        (text_of(team.fields.get("organisation_name")), text_of(team.fields.get("team_name"))) for team in account.teams
    ]
    here += [(each.line.organisation, each.line.team) for each in listed]
    return (*listed, *_former(here, edition, known))


def _former(here: Sequence[tuple[str, str]], edition: Programme, known: Registry) -> Iterator[Absentee]:
    """The teams of the last season before this one of which nothing has come; a renamed company is the same one."""
    before = [each for each in known.past if each.state not in ENDED]
    rows: Sequence[PastEntry | Title] = [each for each in before if not edition.year or each.year < edition.year]
    rows = rows or [each for each in known.titles if not edition.year or each.year < edition.year]
    last = max((each.year for each in rows), default=0)
    told = set()
    for each in rows:
        names = known.names_of(each.organisation)
        came = any(_is_former(company, team, each, names) for company, team in here)
        spot = (min(names, default=""), name_twin(each.team))
        if each.year == last and not came and spot not in told:
            told.add(spot)
            yield Absentee(
                line=AbsentLine(
                    nominator=_nominator_of(each, known),
                    organisation=each.organisation,
                    team=each.team,
                    source=each.where,
                    why=f"{each.year}年{'得过称号' if isinstance(each, Title) else '报过'}，今年还没有收到",
                )
            )


def _is_former(company: str, team: str, former: PastEntry | Title, names: Collection[str]) -> bool:
    """Whether a team of this season is, or without a company may be, one of an earlier season."""
    known = not company or name_twin(company) in names
    return known and near(bare(team, company, *names), bare(former.team, company, *names))


def _nominator_of(former: PastEntry | Title, known: Registry) -> str:
    """Who nominated a team, as the register of teams says; empty where it does not."""
    names = known.names_of(former.organisation)
    found = {
        each.nominator
        for each in known.registrations
        if each.nominator and name_twin(each.organisation) in names and name_twin(each.team) == name_twin(former.team)
    }
    return found.pop() if len(found) == 1 else ""


def reminders(
    absent: Sequence[Absentee], account: Account, edition: Programme, *, today: datetime.date
) -> tuple[Letter, ...]:
    """A letter to each nominator of whose teams nothing has come; after the deadline it only asks what became of them.

    Args:
        absent: the teams.
        account: the season.
        edition: the programme.
        today: the day of the letters.
    """
    deadline = submission_deadline(edition)
    over = deadline is not None and today > deadline.date
    return tuple(
        _reminder(name, several, account, edition, today=today, deadline=deadline, over=over)
        for name, several in by_nominator(absent, edition)
    )


def submission_deadline(edition: Programme) -> Deadline | None:
    """The day until which applications may come; none where the notice names none."""
    return next((each for each in edition.deadlines if each.id == "submission"), None)


def by_nominator(absent: Iterable[Absentee], edition: Programme) -> list[tuple[str, list[Absentee]]]:
    """The teams of each nominator that is known, in the programme's order."""
    found: dict[str, list[Absentee]] = {}
    for each in absent:
        name = each.line.nominator
        if not name:
            continue
        known = next((one for one in found if _is_one(one, name, edition)), name)
        found.setdefault(known, []).append(each)
    return sorted(found.items(), key=lambda pair: edition.nominator_rank(pair[0]))


def _is_one(one: str, other: str, edition: Programme) -> bool:
    return name_twin(one) == name_twin(other) or same_nominator(one, other, edition.nominators)


def _reminder(
    name: str,
    several: Sequence[Absentee],
    account: Account,
    edition: Programme,
    *,
    today: datetime.date,
    deadline: Deadline | None,
    over: bool,
) -> Letter:
    heading = "未收到申报表的班组核对函" if over else "未报班组提醒"
    day = day_shown(deadline.date) if deadline else ""
    values = of_office(edition, today) | {
        "heading": heading,
        "addressee": name,
        "rows": _rows(each for each in several if each.list_sha256),
        "former": _rows(each for each in several if not each.list_sha256),
        "deadline": day,
        "over": over,
    }
    rest = f"报送截止时间（{day}）已过，如已报送请告知。" if over else f"报送截止时间是{day}。" if day else ""
    return Letter(
        kind=ABSENT,
        stem=safe_name(name),
        addressee=name,
        mailbox=_mailbox(several, account),
        subject=f"{heading}（{name}）",
        body=mail_body(edition, name, f"有 {len(several)} 个班组还没有收到申报表，名单见附件，请核对。", rest),
        template="reminder.docx",
        values=values,
        points=len(several),
    )


def _rows(several: Iterable[Absentee]) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "organisation": each.line.organisation,
            "team": each.line.team,
            "why": each.line.source if each.list_sha256 else each.line.why,
        }
        for number, each in enumerate(several, 1)
    ]


def _mailbox(several: Iterable[Absentee], account: Account) -> Mailbox:
    """The address from which every list came on which these teams stand."""
    senders = senders_by_paper(account)
    lists = {each.list_sha256 for each in several if each.list_sha256}
    found = [senders.get(sha256, frozenset()) for sha256 in lists]
    return only(found[0].intersection(*found[1:]) if found else frozenset())
