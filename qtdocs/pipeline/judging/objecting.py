"""Objections to a published result: each is put down when it comes and again when it is decided; none is forgotten."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.decision import OUTCOMES, Objection
from qtdocs.model.entry import Entry
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.course_papers import FOLDER, objection_values, wrote
from qtdocs.pipeline.judging.results import objections_in, published
from qtdocs.pipeline.moving import chosen
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.context import text_of
from qtdocs.render.judging.objections import objection_register

REGISTER = "异议登记表.xlsx"


def objected(
    place: Workspace, *, entry: str, objector: str, words: str, contact: str, day: datetime.date, who: str
) -> Iterator[str]:  # fmt: skip
    """Put down an objection to what is published; says its number, and whether it came in time.

    Raises:
        UsageError: nothing is published, there is no such entry, or nothing is said.
    """
    if not words.strip():
        raise UsageError("没有写异议的内容。", "请用 --words 写上。")
    who = person_named(who, "登记")
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs result object") as ledger:
        course = published(ledger)
        if course is None or course.publicity is None:
            raise UsageError("结果还没有公示，不登记异议。", "公示以前的意见请直接交评审组。")
        teams = account_of(ledger, programme).teams
        about = chosen(teams, [entry])[0].number if entry else ""
        made = Objection(
            number=max(objections_in(ledger), default=0) + 1, version=course.version, day=day.isoformat(),
            objector=objector.strip() or "匿名", entry=about, words=words.strip(), contact=contact.strip(),
        )  # fmt: skip
        _put_down(ledger, made, who)
        register = _register(ledger, programme, teams)
        late = made.day > course.publicity.value.last
        left = "已经定稿，成立的请另行处理" if course.final is not None else "处理完才能定稿"
        remark = f"；公示期满以后才收到，怎样处理由协会定，{left}" if late else ""
        yield f"已登记第 {made.number} 号异议{remark}。"
        yield _written(place, register)


def answered(
    place: Workspace, number: int, outcome: str, *, words: str, who: str, day: datetime.date, today: datetime.date
) -> Iterator[str]:
    """Put down what became of an objection, and write 处理意见; says what follows.

    Raises:
        UsageError: there is no such objection, no such outcome, or no reason is given.
    """
    if outcome not in OUTCOMES:
        raise UsageError(f"没有“{outcome}”这种结果。", f"请写：{'、'.join(OUTCOMES)}。")
    if not words.strip():
        raise UsageError("没有写处理意见。", "请用 --words 写明查到了什么、依据哪一条。")
    who = person_named(who, "处理")
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs result answer") as ledger:
        known = objections_in(ledger)
        if number not in known:
            raise UsageError(f"没有第 {number} 号异议。", f"已登记 {len(known)} 件。")
        made = replace(known[number], outcome=outcome, answer=words.strip(), decided_on=day.isoformat(), decided_by=who)
        _put_down(ledger, made, who)
        teams = account_of(ledger, programme).teams
        register = _register(ledger, programme, teams)
        yield f"第 {number} 号异议：{outcome}（{who}）。"
        if (before := known[number].outcome) not in ("", outcome):
            yield f"请注意：原来的处理结果是{before}，现在改为{outcome}；原来的留在台账里。"
        values = objection_values(programme, made, teams, today=today)
        yield wrote(place, programme, "objection.docx", values, f"异议处理意见（第{number}号）.docx")
        yield _written(place, register)
    if outcome == OUTCOMES[0]:
        yield "异议成立：请改好以后出新的一版结果（qtdocs judge keep-result），重新审定、公示；涉及的班组先不要发证。"


def _put_down(ledger: Ledger, objection: Objection, who: str) -> None:
    with ledger.change("objection", str(objection.number)):
        put_down(ledger, ActKind.OBJECTION, [((str(objection.number),), objection)], who=who)


def _register(ledger: Ledger, programme: Programme, teams: Sequence[Entry]) -> bytes:
    names = {
        team.number: f"{team.number} {text_of(team, 'organisation_name')} {text_of(team, 'team_name')}"
        for team in teams
    }
    return objection_register(f"{programme.name} 异议登记表", objections_in(ledger).values(), names)


def _written(place: Workspace, data: bytes) -> str:
    path, remark = outputs.put(place.home / FOLDER / REGISTER, data)
    return f"{remark}已写出 {FOLDER}/{path.name}（有联系方式，只在办公室里看）。"
