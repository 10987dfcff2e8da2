"""抽取记录: everything about a draw that a supervisor signs, and every other seed and draw of the stage beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from qtdocs import render
from qtdocs.editions import shelf
from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.judging.after_draw import AVOID, DECLINE, UNDONE
from qtdocs.judging.order import rank_of
from qtdocs.ledger.judging import Act
from qtdocs.model.expert import Expert, Panel, PanelDraw, Recusal
from qtdocs.pipeline import outputs
from qtdocs.pipeline.judging.draw_doubts import draw_doubts, seed_of
from qtdocs.pipeline.judging.draws import StageDraws
from qtdocs.pipeline.judging.pool import told
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import plain_date
from qtdocs.writing import safe_name

FOLDER = "评审"
"""Where papers of judging lie in the workspace."""
TEMPLATE = "draw-record.docx"
AVOIDANCES = {
    "organisation": "与班组同一单位（含上下级、分支机构、更名前后）",
    "nominator": "与班组同一推荐单位，或在推荐单位任职",
    "declared": "本人声明回避",
    "past-employer": "曾在班组的单位任职",
}
"""What keeps an expert from an entry, in words."""
_SHORT = 10
"""Hex digits of a digest that are enough to compare it by eye."""


def record_name(stage: Stage, number: int) -> str:
    """What the record of a draw is called."""
    return f"抽取记录_{safe_name(stage.name)}_第{number}次.docx"


def record_written(place: Workspace, edition: Programme, stage: Stage, draws: StageDraws) -> Iterator[str]:
    """Write the record of the draw that holds; says where."""
    path = shelf.template_path(edition.id, TEMPLATE, workspace=place.home)
    data = render.letter(path.read_bytes(), record_values(edition, stage, draws), name=str(path))
    name = record_name(stage, draws.latest.value.number)
    target, remark = outputs.put(place.home / FOLDER / name, data)
    if remark:
        yield remark
    yield f"抽取记录：{FOLDER}/{target.name}。打印后由抽取人、监督人签字。"


def record_values(edition: Programme, stage: Stage, draws: StageDraws) -> dict[str, object]:
    """What the record of the draw that holds says."""
    number = draws.latest.value.number
    first = next(act for act in draws.draws if act.value.number == number)
    state = draws.pool.at(first.id)
    pool = dict(state.experts) if state else {}
    draw = first.value
    return {
        "programme": edition.name,
        "association": edition.association.name,
        "stage": stage.name,
        "number": str(number),
        "facts": [{"name": name, "text": text} for name, text in _facts(first, draws, stage)],
        "given": bool(draw.plan.given),
        "bridges": draw.plan.bridges,
        "least": draw.plan.least,
        "one_per_organisation": draw.plan.one_per_organisation,
        "avoid": [AVOIDANCES[each] for each in draw.plan.avoid] or ["本活动没有规定"],
        "panels": [_panel(panel, pool) for panel in draw.panels],
        "alternates": "、".join(told(each, pool) for each in draw.alternates) or "没有",
        "doubts": list(draw_doubts(draw, seed_of(first, draws), draws, pool, act=first.id)),
        "order": _order(draw, pool),
        "seeds": _seeds(draws),
        "draws": [_drawn(act) for act in draws.draws],
        "changes": [_change(act, draws.people) for act in draws.changes_of(number)],
        "now": [_panel(panel, draws.people) for panel in draws.latest.value.panels],
        "seed": draw.seed,
    }  # fmt: skip


def _facts(first: Act[PanelDraw], draws: StageDraws, stage: Stage) -> Iterator[tuple[str, str]]:
    draw, plan = first.value, first.value.plan
    seed, state = seed_of(first, draws), draws.pool.at(first.id)
    yield (
        "评审阶段",
        f"{stage.name}，第 {draw.number} 次抽取" + (f"（重抽的理由：{draw.because}）" if draw.because else ""),
    )
    yield "抽取时间", f"{_moment(first.at)}，抽取人 {first.who}"
    yield "种子", draw.seed
    yield "种子来源", draw.seed_source
    yield "种子登记", f"{_moment(seed.at)}，{seed.who}"
    if state is not None:
        yield "专家库", f"{len(draw.order)} 名，{_moment(state.imported.at)}由{state.imported.who}导入"
    yield "专家库指纹", draw.pool_hash
    yield "定种子时的专家库", _pool_before(seed.value.pool_digest, draw.pool_hash)
    seats = f"组长 1 名、成员 {plan.members} 名" + (f"，另有跨组评委 {plan.bridges} 名" if plan.bridges else "")
    yield "班组和分组", f"参加评审的班组 {len(plan.entries)} 个，分 {len(draw.panels)} 组，每组{seats}"


def _pool_before(then: str, now: str) -> str:
    if not then:
        return "还没有导入"
    return "与抽取时相同" if then == now else f"与抽取时不同：{then}"


def _panel(panel: Panel, people: Mapping[str, Expert]) -> dict[str, object]:
    rows = []
    for seat in panel.seats:
        known = people.get(seat.expert)
        rows.append({
            "role": seat.role, "id": seat.expert, "name": known.name if known else "",
            "organisation": known.organisation if known else "",
            "avoided": "、".join(panel.avoided.get(seat.expert, ())),
        })  # fmt: skip
    return {"name": panel.name, "count": len(panel.entries), "entries": "、".join(panel.entries), "rows": rows}


def _order(draw: PanelDraw, pool: Mapping[str, Expert]) -> list[dict[str, str]]:
    """The pool in its order, with what became of each."""
    seats: dict[str, list[str]] = {}
    for panel in draw.panels:
        for seat in panel.seats:
            seats.setdefault(seat.expert, []).append(panel.name)
    roles = {seat.expert: seat.role for panel in draw.panels for seat in panel.seats}
    waiting = {expert: number for number, expert in enumerate(draw.alternates, 1)}
    reasons: dict[str, list[str]] = {}
    for expert, why in draw.passed_over:
        reasons.setdefault(expert, []).append(why)
    rows = []
    for number, expert in enumerate(draw.order, 1):
        result = "不参加"
        if expert in seats:
            result = roles[expert] if len(seats[expert]) > 1 else f"{seats[expert][0]}{roles[expert]}"
        elif expert in waiting:
            result = f"候补第{waiting[expert]}"
        rows.append({
            "number": str(number), "id": expert, "name": pool[expert].name, "organisation": pool[expert].organisation,
            "rank": rank_of(draw.seed, expert)[:_SHORT], "result": result, "why": "；".join(reasons.get(expert, ())),
        })  # fmt: skip
    return rows


def _seeds(draws: StageDraws) -> list[dict[str, str]]:
    return [
        {
            "number": str(number), "seed": act.value.seed, "source": act.value.source,
            "at": f"{_moment(act.at)} {act.who}", "why": act.value.because,
        }
        for number, act in enumerate(draws.seeds, 1)
    ]  # fmt: skip


def _drawn(act: Act[PanelDraw]) -> dict[str, str]:
    draw = act.value
    return {
        "number": f"第 {draw.number} 次", "at": f"{_moment(act.at)} {act.who}", "seed": draw.seed,
        "pool": f"{len(draw.order)} 名 {draw.pool_hash[:_SHORT]}", "entries": str(len(draw.plan.entries)),
        "why": draw.because,
    }  # fmt: skip


def _change(act: Act[Recusal], people: Mapping[str, Expert]) -> dict[str, str]:
    said = act.value
    return {
        "at": f"{_moment(act.at)} {act.who}", "expert": told(said.expert, people), "what": change_told(said, people),
        "why": said.because,
    }  # fmt: skip


def change_told(said: Recusal, people: Mapping[str, Expert]) -> str:
    """What was changed after a draw, in a few words."""
    if said.kind == AVOID:
        return f"回避 {said.entry}"
    if said.kind == AVOID + UNDONE:
        return f"收回：可以评 {said.entry}"
    if said.kind == DECLINE + UNDONE:
        return "收回：仍然参加"
    return f"不能参加，由{told(said.taken_by, people)}顶替" if said.taken_by else "不能参加，席位空着"


def _moment(at: str) -> str:
    moment = datetime.datetime.fromisoformat(at)
    return f"{plain_date(moment.date())} {moment:%H:%M}"
