"""``qtdocs judge draw``: experts are drawn from the pool as the seed has it, put down whole, and recorded on paper."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.judging.conflicts import some
from qtdocs.judging.draw import drawn
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, put_down
from qtdocs.model.expert import Expert, Panel, PanelDraw, Seed
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballots import stage_of
from qtdocs.pipeline.judging.draw_doubts import draw_doubts
from qtdocs.pipeline.judging.draw_record import record_written
from qtdocs.pipeline.judging.draws import StageDraws, draws_of, sheets_in
from qtdocs.pipeline.judging.entries import entries_judged
from qtdocs.pipeline.judging.planning import Wish, plan_of
from qtdocs.pipeline.judging.pool import pool_now, told
from qtdocs.pipeline.judging.pool_import import NO_TRACE
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.writing import safe_text

_SHOWN = 10


def experts_drawn(
    place: Workspace, wish: Wish, *, stage: str, who: str, because: str, today: datetime.date, dry_run: bool
) -> Iterator[str]:
    """Draw the experts of a stage; says who sits where, who was passed over and why, and where the record lies.

    Args:
        place: the workspace.
        wish: how many groups and seats.
        stage: id or name of the stage.
        who: who draws.
        because: why it is drawn again; empty for the first draw.
        today: the day of the draw.
        dry_run: whether nothing is put down.

    Raises:
        UsageError: there is no pool, seed or entry, a reason is missing, or a seat stays empty.
    """
    who = "" if dry_run else person_named(who, "抽")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    known = stage_of(edition, stage)
    with place.busy("qtdocs judge draw") as ledger:
        pool, draws = pool_now(ledger).experts, draws_of(ledger, known.id)
        seed = _seed(draws, because, known.name)
        entries = entries_judged(account_of(ledger, edition).teams)
        plan = plan_of(edition, ledger, entries, draws, wish, today=today)
        draw = drawn(
            seed.value, tuple(pool.values()), plan, stage=known.id, number=len(draws.draws) + 1,
            because=because.strip() if draws.draws else "",
        )  # fmt: skip
        _refuse_same(draw, draws)
        lines = [f"{known.name}　第 {draw.number} 次抽取", *(_outline if dry_run else draw_told)(draw, pool)]
        lines += [f"请注意：{each}。" for each in draw_doubts(draw, seed, draws, pool, act=None)]
        if sheets := sheets_in(ledger, known.id):
            lines.append(f"请注意：{known.name}已经收到 {len(sheets)} 份评分；重抽以后换了评委的，那些评分就对不上了。")
        if dry_run:
            lines.append(f"抽得齐。抽到谁要正式抽了才显示：先看结果再定，就不是随机抽取了。{NO_TRACE}")
        else:
            _put_down(ledger, draw, who=who)
            lines.append(f"已记下第 {draw.number} 次抽取（{who}）。")
            lines += record_written(place, edition, known, draws_of(ledger, known.id))
    yield from map(safe_text, lines)


def _put_down(ledger: Ledger, draw: PanelDraw, *, who: str) -> None:
    with ledger.change("judging-draw", f"{draw.stage} {draw.number} {draw.pool_hash}"):
        put_down(ledger, ActKind.DRAW, [((draw.stage,), draw)], who=who)


def _outline(draw: PanelDraw, pool: Mapping[str, Expert]) -> Iterator[str]:
    """What a draw goes by and whether it comes out whole; not who was drawn."""
    yield f"种子：{draw.seed}（来源：{draw.seed_source}）"
    yield f"专家库 {len(pool)} 名，指纹（sha256）：{draw.pool_hash}"
    seats = f"组长 1 名、成员 {draw.plan.members} 名" + f"、跨组评委 {draw.plan.bridges} 名" * bool(draw.plan.bridges)
    yield f"班组 {len(draw.plan.entries)} 个，分 {len(draw.panels)} 组，每组{seats}"
    avoided = sum(len(numbers) for panel in draw.panels for numbers in panel.avoided.values())
    if avoided:
        yield f"没有回避关系的专家不够，专家要回避个别班组，共 {avoided} 处；每个班组至少 {draw.plan.least} 名评委"


def draw_told(draw: PanelDraw, pool: Mapping[str, Expert]) -> Iterator[str]:
    """A draw as it is shown on the screen."""
    yield from _outline(draw, pool)
    for panel in draw.panels:
        yield from panel_told(panel, pool)
    waiting = [told(each, pool) for each in draw.alternates]
    yield f"候补 {len(waiting)} 名，依次：{some(waiting, shown=_SHOWN, unit='名')}" if waiting else "候补：没有"
    if draw.passed_over:
        yield "抽到而没有用在这一席的："
        yield from (f"  {told(expert, pool)}　{why}" for expert, why in draw.passed_over)


def panel_told(panel: Panel, pool: Mapping[str, Expert]) -> Iterator[str]:
    """A group on the screen: its entries, and who sits in it."""
    yield f"{panel.name}　{len(panel.entries)} 个班组：{some(panel.entries, shown=_SHOWN)}"
    for seat in panel.seats:
        known = pool.get(seat.expert)
        avoided = panel.avoided.get(seat.expert, ())
        note = f"　回避 {some(avoided, shown=_SHOWN)}" if avoided else ""
        where = known.organisation if known and known.organisation else "单位未写"
        yield f"  {seat.role}　{told(seat.expert, pool)}　{where}{note}"


def _seed(draws: StageDraws, because: str, stage: str) -> Act[Seed]:
    if not draws.seeds:
        raise UsageError(
            f"{stage}还没有定种子，不能抽。",
            "先运行 qtdocs judge seed 种子 --source 来源 --by 姓名；最好用事先说好、抽取前才公布的公开号码。",
        )
    if draws.draws and not because.strip():
        last = draws.draws[-1]
        raise UsageError(
            f"{stage}已经抽过 {len(draws.draws)} 次，最近一次 {last.at[:10]}（{last.who}）。",
            "换一个人用 qtdocs judge decline；确实要重抽的，用 --because 写理由，会写进抽取记录。",
        )
    return draws.seeds[-1]


def _refuse_same(draw: PanelDraw, draws: StageDraws) -> None:
    """Drawing again what comes out the same is no draw."""
    for act in draws.draws:
        old = act.value
        same_day = replace(draw.plan, day=old.plan.day)
        if (old.seed, old.pool_hash, old.plan, old.panels) == (draw.seed, draw.pool_hash, same_day, draw.panels):
            raise UsageError(
                f"种子、专家库、班组和人数都与第 {old.number} 次抽取一样，再抽还是同样的结果。",
                "换一个人用 qtdocs judge decline；要换种子用 qtdocs judge seed，写明理由。",
            )
