"""``qtdocs judge verify-draw``: every draw of a stage and every change after it, worked out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qtdocs.editions import shelf
from qtdocs.errors import LedgerError, UsageError
from qtdocs.judging.after_draw import AVOID, DECLINE, UNDONE, avoiding, declined, judging_again, seats_as
from qtdocs.judging.draw import drawn
from qtdocs.judging.order import pool_digest
from qtdocs.ledger.judging import Act
from qtdocs.model.expert import Expert, PanelDraw
from qtdocs.pipeline.judging.ballots import stage_of
from qtdocs.pipeline.judging.draw_doubts import seed_of
from qtdocs.pipeline.judging.draws import NO_DRAW, StageDraws, draws_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.writing import safe_text

_PARTS = {
    "order": "次序",
    "panels": "各组的席位和班组",
    "alternates": "候补",
    "passed_over": "跳过的专家和理由",
    "pool_hash": "专家库指纹",
}


def draws_verified(place: Workspace, *, stage: str) -> Iterator[str]:
    """That every draw and change of a stage comes out the same when it is worked out again.

    Raises:
        UsageError: nothing was drawn for the stage.
        LedgerError: one does not; says which, and what differs.
    """
    known = stage_of(shelf.load_programme(place.programme, workspace=place.home), stage)
    with place.ledger() as ledger:
        draws = draws_of(ledger, known.id)
    if not draws.states:
        raise UsageError(*NO_DRAW)
    wrong = []
    for number, act in enumerate(draws.states):
        named = f"第 {act.value.number} 次抽取" + (f"以后的第 {act.value.changes} 次变动" if act.value.changes else "")
        differs = _differences(number, act, draws)
        told = "、".join(differs) if differs else ""
        wrong += [f"{named}：{told}与重算的不同"] if differs else []
        yield safe_text(f"{named}：{f'{told}不同' if differs else '重算的结果与台账一致'}。")
    if wrong:
        listed = "\n".join(f"  {each}。" for each in wrong)
        raise LedgerError(f"抽取对不上：\n{listed}\n", "请运行 qtdocs ledger verify 核对台账，用备份恢复。")
    yield f"共重算 {len(draws.draws)} 次抽取、{len(draws.states) - len(draws.draws)} 次变动，全部一致。"


def _differences(number: int, act: Act[PanelDraw], draws: StageDraws) -> tuple[str, ...]:
    """What of a draw or a change does not come out the same; nothing where all does."""
    state = draws.pool.at(act.id)
    pool: Mapping[str, Expert] = state.experts if state else {}
    if state is None or state.imported.value.digest != pool_digest(tuple(pool.values())):
        return ("专家库",)
    try:
        again = _again(number, act, draws, pool)
    except UsageError:
        return ("有没有结果",)
    return tuple(name for key, name in _PARTS.items() if getattr(again, key) != getattr(act.value, key))


def _again(number: int, act: Act[PanelDraw], draws: StageDraws, pool: Mapping[str, Expert]) -> PanelDraw:
    """A draw, or a draw after a change, worked out again."""
    draw = act.value
    if not draw.changes:
        seed = seed_of(act, draws).value
        return drawn(seed, tuple(pool.values()), draw.plan, stage=draw.stage, number=draw.number, because=draw.because)
    before = draws.states[number - 1]
    said = [each.value for each in draws.said if before.id < each.id < act.id]
    kind, expert = said[0].kind, said[0].expert
    if kind == DECLINE:
        earlier = [each.value for each in draws.changes_of(draw.number) if each.id < before.id]
        vacant = not said[0].taken_by
        return declined(before.value, expert, pool, said=earlier, day=said[0].day, vacant=vacant)[0]
    if kind == DECLINE + UNDONE:
        return seats_as(before.value, draws.states[number - 2].value)
    return (avoiding if kind == AVOID else judging_again)(before.value, expert, [each.entry for each in said])
