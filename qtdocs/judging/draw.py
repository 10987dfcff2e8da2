"""The draw of experts: an order from a seed, entries dealt to groups, and the first who may takes each seat.

No search for a better set: 随机抽取 means at random, and anybody can follow it with the seed and a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qtdocs.errors import UsageError
from qtdocs.judging.order import dealt, in_order, pool_digest
from qtdocs.judging.seating import Group, Seating, blocking
from qtdocs.model.expert import BRIDGE, LEADER, MEMBER, DrawPlan, Expert, PanelDraw, Seed

LAPSED = "培训有效期到 {day}，抽取那天已过"
DECLINED = "抽取前已说明本阶段不能参加"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """One seat to be taken."""

    role: str
    groups: tuple[Group, ...]


def drawn(
    seed: Seed, experts: Sequence[Expert], plan: DrawPlan, *, stage: str, number: int, because: str = ""
) -> PanelDraw:
    """The draw that a seed gives for a pool and a plan; the order of the pool does not matter.

    Args:
        seed: the seed.
        experts: the pool.
        plan: what it goes by.
        stage: id of the stage.
        number: which draw of the stage it is.
        because: why it is drawn again.

    Raises:
        UsageError: a seat stays empty; says whose entries block it, and what can be done.
    """
    order = in_order(seed.seed, (each.id for each in experts))
    pool = {each.id: each for each in experts}
    seating = Seating(plan, pool)
    able = tuple(_able(order, seating))
    groups = [Group(name, numbers) for name, numbers in dealt(seed.seed, plan).items()]
    for wanted in _seats(groups, plan):
        free = _free(able, groups)
        if not seating.take(wanted.groups, wanted.role, free, size=1 + plan.members + plan.bridges):
            raise _no_one(seating, wanted, free)
    return PanelDraw(
        stage=stage, number=number, seed=seed.seed, seed_source=seed.source, pool_hash=pool_digest(experts),
        order=order, panels=tuple(each.panel for each in groups), alternates=_free(able, groups),
        passed_over=tuple((expert, why) for expert in order for why in seating.passed.get(expert, ())),
        because=because, plan=plan,
    )  # fmt: skip


def lapsed(expert: Expert, day: str) -> str:
    """That an expert's training no longer counts on a day; empty where it does, or nothing is known of it."""
    if expert.trained_until and expert.trained_until < day:
        return LAPSED.format(day=expert.trained_until)
    return ""


def _able(order: Iterable[str], seating: Seating) -> Iterator[str]:
    """Those of the order who may be asked at all; why the others may not is noted."""
    declined = frozenset(seating.plan.declined)
    for each in order:
        why = lapsed(seating.experts[each], seating.plan.day) or (DECLINED if each in declined else "")
        if why:
            seating.note(each, why)
        else:
            yield each


def _seats(groups: Sequence[Group], plan: DrawPlan) -> Iterator[_Wanted]:
    """The seats in the order in which they are taken: leaders, who sits everywhere, then members round by round."""
    yield from (_Wanted(role=LEADER, groups=(group,)) for group in groups)
    yield from (_Wanted(role=BRIDGE, groups=tuple(groups)) for _ in range(plan.bridges))
    yield from (_Wanted(role=MEMBER, groups=(group,)) for _ in range(plan.members) for group in groups)


def _free(able: Iterable[str], groups: Iterable[Group]) -> tuple[str, ...]:
    seated = {seat.expert for group in groups for seat in group.seats}
    return tuple(each for each in able if each not in seated)


def _no_one(seating: Seating, wanted: _Wanted, free: Sequence[str]) -> UsageError:
    where = "、".join(group.name for group in wanted.groups)
    listed = "\n".join(f"  {line}。" for line in blocking(seating, wanted.groups, wanted.role, free))
    least = seating.plan.least
    return UsageError(
        f"抽不齐：{where}的{wanted.role}没有人可以坐，"
        f"让专家只回避单个班组也不行（每个班组至少要 {least} 名评委）：\n{listed}\n",
        "可以给专家库补人再导入，或少分几组（--groups）、少抽几人（--members），或减少每个班组至少几名评委（--least）。",
    )
