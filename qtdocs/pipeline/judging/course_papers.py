"""The papers that lead from a result to its publication, filled from the ledger: 审定表, 纪要, 公示, 处理意见."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from qtdocs import render
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.judging.exact import plain
from qtdocs.model.decision import Decision, Objection, Publicity
from qtdocs.model.entry import Entry
from qtdocs.model.result import KeptResult, Ranked
from qtdocs.pipeline import outputs
from qtdocs.pipeline.judging.winners import Winner, by_tier, changes_told, counts_told, winners
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.context import text_of
from qtdocs.text import chinese_number, plain_date
from qtdocs.writing import safe_text

FOLDER = "结果"
"""Where they lie in the workspace."""
_OPENING = (
    "根据《{notice}》，经{way}，拟评定{counts}为{programme}成果，现予公示。"
)  # fmt: skip


def wrote(place: Workspace, programme: Programme, template: str, values: Mapping[str, object], name: str) -> str:
    """Fill a template and write it into the workspace's folder of results; says where."""
    path = shelf.template_path(programme.id, template, workspace=place.home)
    data = render.letter(path.read_bytes(), values, name=str(path))
    target, remark = outputs.put(place.home / FOLDER / name, data)
    return f"{remark}已写出 {FOLDER}/{target.name}。"


def approval_values(
    programme: Programme, kept: KeptResult, teams: Sequence[Entry], *, today: datetime.date
) -> dict[str, object]:
    """What 结果审定表 says."""
    known = {team.number: team for team in teams}
    result = kept.result
    honoured = winners(result, teams, programme)
    return {
        **_common(programme, today),
        "version": kept.version,
        "base": f"{result.base_name} {result.base} 个" if result.base_name else f"{len(honoured)} 个班组",
        "rows": [_row(programme, each, known.get(each.entry)) for each in result.ranked],
        "cuts": [f"{each.tier}：{each.explained}" if each.explained else each.tier for each in result.cuts],
        "changes": list(changes_told(result, honoured)),
        "notes": list(result.notes),
    }


def minutes_values(
    programme: Programme, kept: KeptResult, decision: Decision, teams: Sequence[Entry], *, today: datetime.date
) -> dict[str, object]:
    """What the draft of 会议纪要 says."""
    told = approval_values(programme, kept, teams, today=today)
    return {
        **told,
        "day": plain_date(datetime.date.fromisoformat(decision.day)),
        "place": decision.place,
        "chair": decision.chair,
        "present": "、".join(decision.present),
        "keeper": decision.keeper,
        "remarks": decision.remarks,
        "counts": counts_told(winners(kept.result, teams, programme)),
        "days": programme.judging.publicity_days,
    }


def publicity_values(
    programme: Programme, kept: KeptResult, publicity: Publicity, teams: Sequence[Entry], *, today: datetime.date
) -> dict[str, object]:
    """What 公示 says: names by tier, no score, no rank, no telephone number of an applicant."""
    honoured = winners(kept.result, teams, programme)
    first, last = (datetime.date.fromisoformat(day) for day in (publicity.first, publicity.last))
    way = "、".join(stage.name for stage in programme.stages)
    return {
        **_common(programme, today),
        "opening": _OPENING.format(
            notice=programme.notice.title, way=f"{way}和审定" if way else "评审和审定",
            counts=_told_in_words(honoured), programme=programme.name,
        ),
        "period": f"{plain_date(first)}至{plain_date(last)}（{publicity.days}个工作日）",
        "mailbox": "、".join(programme.contact.mailboxes),
        "attachment": f"{programme.name}拟评定名单",
        "groups": [
            {"heading": _heading(number, tier, each), "rows": _names(each)}
            for number, (tier, each) in enumerate(by_tier(honoured).items(), 1)
        ],
    }  # fmt: skip


def objection_values(
    programme: Programme, objection: Objection, teams: Sequence[Entry], *, today: datetime.date
) -> dict[str, object]:
    """What 异议处理意见 says; how to reach who objected stands in the office's register alone."""
    about = next((team for team in teams if team.number == objection.entry), None)
    return {
        **_common(programme, today),
        "number": objection.number,
        "day": plain_date(datetime.date.fromisoformat(objection.day)),
        "objector": objection.objector,
        "about": f"{objection.entry} {_name(about)}" if about else objection.entry or "整个结果",
        "words": objection.words,
        "outcome": objection.outcome,
        "answer": objection.answer,
        "decided_on": plain_date(datetime.date.fromisoformat(objection.decided_on)) if objection.decided_on else "",
        "decided_by": objection.decided_by,
    }


def _common(programme: Programme, today: datetime.date) -> dict[str, object]:
    return {
        "programme": programme.name,
        "association": programme.association.name,
        "phones": "、".join(programme.contact.phones),
        "date": plain_date(today),
    }


def _row(programme: Programme, each: Ranked, team: Entry | None) -> dict[str, object]:
    names = {stage.id: stage.name for stage in programme.stages}
    marks = "；".join(
        f"{names.get(stage, stage)} {plain(mark.points)}"
        for stage, mark in each.marks.items()
        if mark.points is not None
    )
    return {
        "rank": each.rank or "",
        "entry": each.entry,
        "organisation": text_of(team, "organisation_name") if team else "",
        "team": text_of(team, "team_name") if team else "",
        "nominator": text_of(team, "nominator_name") if team else "",
        "marks": marks,
        "total": "" if each.total is None else f"{each.total:f}",
        "tier": each.tier,
        "remark": each.out or each.overridden,
    }


def _told_in_words(honoured: Sequence[Winner]) -> str:
    groups = by_tier(honoured)
    first = f"{safe_text(honoured[0].organisation)}“{honoured[0].team}”等" if honoured else ""
    if list(groups) in ([], [""]):
        return f"{first}{len(honoured)}个班组"
    return f"{first}{len(honoured)}个班组（{'、'.join(f'{tier}{len(each)}个' for tier, each in groups.items())}）"


def _heading(number: int, tier: str, each: Sequence[Winner]) -> str:
    return f"{chinese_number(number)}、{tier}（{len(each)}个）" if tier else f"名单（{len(each)}个）"


def _names(each: Sequence[Winner]) -> list[dict[str, object]]:
    return [
        {"number": number, "organisation": winner.organisation, "team": winner.team}
        for number, winner in enumerate(each, 1)
    ]


def _name(team: Entry) -> str:
    return f"{text_of(team, 'organisation_name')} {text_of(team, 'team_name')}"
