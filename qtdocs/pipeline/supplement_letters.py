"""What the letters of a round say, and the list of those who fall short where nobody may mend."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from qtdocs.checks.lists import text_of
from qtdocs.editions.programme import Programme
from qtdocs.editions.supplement import Supplement
from qtdocs.model.entry import Entry
from qtdocs.model.sent import SUPPLEMENT
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.addressing import NOMINATOR, mailbox_of
from qtdocs.pipeline.anothers import parcels_of
from qtdocs.pipeline.letter import Letter, mail_body, of_office
from qtdocs.pipeline.points import Point, points_of_team
from qtdocs.pipeline.rounds import day_shown
from qtdocs.pipeline.supplements import Group, Plan, Round
from qtdocs.text import chinese_number
from qtdocs.writing import safe_name

SETTLED = "上次要求补正的各条都已解决，不用再补"


def supplement_letters(
    plan: Plan, account: Account, edition: Programme, spec: Supplement, *, permitted: bool
) -> tuple[Letter, ...]:
    """The letters of a round.

    Args:
        plan: who is asked for what.
        account: the season.
        edition: the programme.
        spec: what the notice says of mending.
        permitted: whether the association allowed what the notice does not.
    """
    return tuple(_letter(each, account, edition, spec, permitted=permitted) for each in plan.rounds)


def stem_of(round_: int, name: str, *, asks: bool) -> str:
    """The name of a letter's files: the same whenever it is written."""
    return safe_name(f"第{round_}次_{name}" if asks else f"已补齐{round_}_{name}")


def _letter(round_: Round, account: Account, edition: Programme, spec: Supplement, *, permitted: bool) -> Letter:
    letter, addressee = round_.letter, round_.addressee
    heading = _heading(round_)
    until = day_shown(letter.until) if letter.until else ""
    values = of_office(edition, letter.issued) | {
        "heading": heading,
        "addressee": addressee.name,
        "whose": _whose(round_),
        "parcels": _parcels(round_, account),
        "before": "经本会同意，可以补正。" if permitted else "",
        "count": len(letter.points),
        "until": until,
        "groups": [_group(each) for each in round_.groups],
        "settled": list(round_.settled),
        "settled_heading": f"{chinese_number(len(round_.groups) + 1)}、{SETTLED}" if round_.groups else f"{SETTLED}：",
        "consequence": spec.consequence,
        "source": spec.source.partition("；")[0],
    }
    asked = f"共 {len(letter.points)} 条，请于{until}前补正，并写明班组编号。" if letter.points else f"{SETTLED}。"
    return Letter(
        kind=SUPPLEMENT,
        stem=stem_of(letter.round, addressee.name, asks=bool(letter.points)),
        addressee=addressee.name,
        mailbox=mailbox_of(addressee, _teams(round_), account),
        subject=f"{heading}（{addressee.name}）",
        body=mail_body(edition, addressee.name, f"{heading}见附件。", asked),
        template="supplement.docx",
        values=values,
        entries=letter.entries,
        points=len(letter.points),
        sent=letter,
    )


def _heading(round_: Round) -> str:
    if not round_.groups:
        return "补正材料收讫告知"
    return "申报材料补正通知" + (f"（第{round_.letter.round}次）" if round_.letter.round > 1 else "")


def _whose(round_: Round) -> str:
    teams = len({point.point.entry for group in round_.groups for point in group.points} - {""})
    if not teams:
        return "贵单位"
    return f"贵单位推荐的 {teams} 个班组" if round_.addressee.role == NOMINATOR else f"贵单位 {teams} 个班组"


def _parcels(round_: Round, account: Account) -> str:
    """The numbers of the deliveries in which the papers came."""
    return "、".join(parcels_of(account, round_.papers, round_.anothers))


def _teams(round_: Round) -> tuple[Entry, ...]:
    """The teams that a letter speaks of."""
    return tuple(team for team in round_.addressee.teams if team.number in round_.letter.entries)


def _group(group: Group) -> dict[str, object]:
    points = [
        {
            "number": each.number,
            "mark": each.mark,
            "seen": _sentence(each.point.seen, each.point.paper),
            "request": each.point.request,
        }
        for each in group.points
    ]
    return {"heading": group.heading, "points": points}


def _sentence(seen: str, paper: str) -> str:
    """What is seen, and in brackets on which paper, before the full stop."""
    return f"{seen.rstrip('。')}（{paper}）。" if paper else seen


def unqualified(account: Account, edition: Programme, spec: Supplement, *, today: datetime.date) -> dict[str, object]:
    """What 初选不合格意见 says: every team with an error, and what a person has yet to look at.

    Args:
        account: the season.
        edition: the programme.
        spec: what the notice says of mending.
        today: the day of the list.
    """
    files = tuple(dict.fromkeys(line.file for line in account.lines))
    rows: list[dict[str, object]] = []
    for team in sorted(account.teams, key=lambda each: each.number):
        wrong = {each.key for each in team.findings if each.severity == "error"}
        points = [each for each in points_of_team(team, files) if set(each.keys) & wrong]
        if points and team.in_running:
            rows.append(_row(len(rows) + 1, team, points))
    return of_office(edition, today) | {
        "rows": rows,
        "source": spec.source.partition("；")[0],
        "consequence": spec.consequence or "通知没有写怎样处理",
    }


def _row(number: int, team: Entry, points: Sequence[Point]) -> dict[str, object]:
    organisation, name, nominator = (
        text_of(team.fields.get(key)) or "（未定）" for key in ("organisation_name", "team_name", "nominator_name")
    )
    return {
        "number": number,
        "entry": team.number,
        "organisation": organisation,
        "team": name,
        "nominator": nominator,
        "seen": _told(each for each in points if not each.waits),
        "waiting": _told(each for each in points if each.waits),
    }


def _told(points: Iterable[Point]) -> str:
    return "\n".join(f"{number}．{each.seen}" for number, each in enumerate(points, 1)) or "无"
