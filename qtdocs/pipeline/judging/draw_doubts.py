"""What whoever supervises a draw should know of it: changed pools and seeds, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qtdocs.judging.conflicts import Conflicts, some
from qtdocs.ledger.judging import Act
from qtdocs.model.expert import Expert, PanelDraw, Seed
from qtdocs.pipeline.judging.draws import StageDraws
from qtdocs.pipeline.judging.pool import told

_SHOWN = 5
_LATER = 10**15
"""No act has so large a number."""


def draw_doubts(
    draw: PanelDraw, seed: Act[Seed], draws: StageDraws, pool: Mapping[str, Expert], *, act: int | None
) -> Iterator[str]:
    """What is to be known of a draw, a sentence each without a full stop.

    Args:
        draw: the draw.
        seed: its seed.
        draws: everything of its stage.
        pool: the pool that was drawn from.
        act: the draw's number in the ledger; none before it is put down.
    """
    yield from _about_seed(seed, draws, act=act or _LATER)
    yield from _unchecked(draw, pool)


def seed_of(draw: Act[PanelDraw] | None, draws: StageDraws) -> Act[Seed]:
    """The seed that held when something was drawn, or that holds now."""
    return [each for each in draws.seeds if draw is None or each.id < draw.id][-1]


def _about_seed(seed: Act[Seed], draws: StageDraws, *, act: int) -> Iterator[str]:
    if not seed.value.pool_digest:
        yield "种子定下以后才导入专家库，请监督人核对专家库是否照名册导入"
    elif changes := draws.pool.changed_between(seed.id, act):
        listed = "、".join(
            f"{each.at.replace('T', ' ')[:16]} {each.who}（新 {each.value.added}、改 {each.value.changed}、"
            f"去 {each.value.removed}）" for each in changes
        )  # fmt: skip
        yield f"种子定下以后专家库改过 {len(changes)} 次：{listed}，请监督人核对为什么改"
    before = [each for each in draws.seeds if each.id < seed.id]
    if before:
        yield f"本阶段的种子换过 {len(before)} 次，原来的种子和换的理由见“本阶段的全部种子和抽取”"


def _unchecked(draw: PanelDraw, pool: Mapping[str, Expert]) -> Iterator[str]:
    plan = draw.plan
    for key, what in (("organisation", "单位"), ("nominator", "推荐单位")):
        if key in plan.avoid:
            numbers = [each.number for each in plan.entries if not getattr(each, key)]
            if numbers and len(numbers) < len(plan.entries):
                yield f"{some(numbers, shown=_SHOWN)}的{what}没有读准或没有写，这一项回避没有查"
            elif numbers:
                yield f"全部班组的{what}都没有读准或没有写，这一项回避没有查"
    nameless = [told(each, pool) for each in draw.order if not pool[each].organisation]
    if nameless and "organisation" in plan.avoid:
        yield f"专家库里没有写单位的：{some(nameless, shown=_SHOWN, unit='名')}，同一单位的回避没有查"
    if "declared" in plan.avoid:
        conflicts = Conflicts(plan)
        for each in draw.order:
            if words := conflicts.unmatched(pool[each]):
                yield f"{told(each, pool)}声明回避的“{'”“'.join(words)}”没有对上任何班组，请核对写法"
