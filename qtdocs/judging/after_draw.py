"""What people change after a draw: an expert declines and an alternate takes the seat, or avoids single entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qtdocs.errors import UsageError
from qtdocs.judging.draw import lapsed
from qtdocs.judging.order import in_order
from qtdocs.judging.seating import Seating, group_of
from qtdocs.model.expert import LEADER, DrawPlan, Expert, Panel, PanelDraw, Recusal, Seat

DECLINE = "decline"
"""An expert cannot take part in the stage."""
AVOID = "avoid"
"""An expert does not judge one entry."""
UNDONE = "-undone"
"""Behind either: it was said by mistake."""
_MORE = "可以给专家库补人、导入后重抽（qtdocs judge draw --because 理由）"


def panels_with(draw: PanelDraw, expert: str) -> tuple[Panel, ...]:
    """The groups in which an expert sits."""
    return tuple(panel for panel in draw.panels if any(seat.expert == expert for seat in panel.seats))


def declined(
    draw: PanelDraw, expert: str, pool: Mapping[str, Expert], *, said: Sequence[Recusal], day: str, vacant: bool
) -> tuple[PanelDraw, str]:
    """The draw after an expert declined, and the alternate who takes the seat; empty where it stays empty.

    Args:
        draw: the draw as it stands.
        expert: who declines.
        pool: the experts as they are now, by id.
        said: what was said after this draw before.
        day: the day, ISO 8601.
        vacant: whether the seat stays empty.

    Raises:
        UsageError: the expert sits in no group, nobody may take the seat, or it must not stay empty.
    """
    panels = panels_with(draw, expert)
    if not panels:
        raise UsageError(f"{expert} 不在任何一组里。", "各组的专家见 qtdocs judge panels。")
    role = next(seat.role for seat in panels[0].seats if seat.expert == expert)
    rest = {panel.name: _without(panel, expert) for panel in panels}
    if vacant:
        return _left_empty(draw, rest, role), ""
    gone = {seat.expert: _nobody(seat.expert) for panel in draw.panels for seat in panel.seats}
    seating = Seating(_plan_now(draw, said, expert, day), {**gone, **pool})
    groups = [group_of(panel) for panel in rest.values()]
    size = min(len(panel.seats) for panel in panels)
    taken = seating.take(groups, role, _may_be_asked(draw, seating, pool), size=size)
    if not taken:
        raise UsageError(
            f"候补里没有人能顶替 {expert}（{'、'.join(rest)}的{role}）。",
            f"{_MORE}；人够的话也可以让这个席位空着（--vacant）。" if role != LEADER else f"{_MORE}。",
        )
    filled = {group.name: group.panel for group in groups}
    notes = tuple((each, f"顶替 {expert}：{why}") for each, reasons in seating.passed.items() for why in reasons)
    return replace(
        draw,
        panels=tuple(filled.get(panel.name, panel) for panel in draw.panels),
        alternates=tuple(each for each in draw.alternates if each != taken),
        passed_over=(*draw.passed_over, *notes),
        changes=draw.changes + 1,
    ), taken  # fmt: skip


def avoiding(draw: PanelDraw, expert: str, entries: Sequence[str]) -> PanelDraw:
    """The draw after an expert was found not to judge some entries.

    Raises:
        UsageError: an entry is not in a group of the expert, is avoided already, or would keep too few judges.
    """
    mine = panels_with(draw, expert)
    if not mine:
        raise UsageError(f"{expert} 不在任何一组里。", "各组的专家见 qtdocs judge panels。")
    changed: dict[str, Panel] = {}
    for number in entries:
        panel = next((changed.get(each.name, each) for each in mine if number in each.entries), None)
        if panel is None:
            where = "、".join(each.name for each in mine)
            raise UsageError(f"{number} 不归 {expert} 评（他在{where}）。", "各组的班组见 qtdocs judge panels。")
        if expert not in panel.judges_of(number):
            raise UsageError(f"{expert} 已经回避 {number}。")
        now = _avoiding(panel, expert, (*panel.avoided.get(expert, ()), number))
        if len(now.judges_of(number)) < draw.plan.least:
            raise UsageError(
                f"{expert} 回避以后，{number} 只剩 {len(now.judges_of(number))} 名评委，少于 {draw.plan.least} 名。",
                "请让他退出这一组、由候补顶替（qtdocs judge decline）。",
            )
        changed[panel.name] = now
    panels = tuple(changed.get(each.name, each) for each in draw.panels)
    return replace(draw, panels=panels, changes=draw.changes + 1)


def judging_again(draw: PanelDraw, expert: str, entries: Sequence[str]) -> PanelDraw:
    """The draw after it was found that an expert may judge some entries that were avoided by mistake.

    Raises:
        UsageError: an entry is not avoided.
    """
    changed: dict[str, Panel] = {}
    for number in entries:
        panel = next(
            (changed.get(each.name, each) for each in panels_with(draw, expert) if number in each.entries), None
        )
        if panel is None or number not in panel.avoided.get(expert, ()):
            raise UsageError(f"{expert} 没有回避 {number}。", "回避的班组见 qtdocs judge panels。")
        left = tuple(each for each in panel.avoided[expert] if each != number)
        changed[panel.name] = _avoiding(panel, expert, left)
    panels = tuple(changed.get(each.name, each) for each in draw.panels)
    return replace(draw, panels=panels, changes=draw.changes + 1)


def standing(said: Sequence[Recusal]) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Who cannot take part, and which entries experts avoid, after all that was said; the last word counts."""
    gone: dict[str, bool] = {}
    recused: dict[tuple[str, str], bool] = {}
    for each in said:
        holds = not each.kind.endswith(UNDONE)
        if each.kind.startswith(DECLINE):
            gone[each.expert] = holds
        else:
            recused[each.expert, each.entry] = holds
    return (
        frozenset(expert for expert, holds in gone.items() if holds),
        frozenset(pair for pair, holds in recused.items() if holds),
    )


def seats_as(draw: PanelDraw, before: PanelDraw) -> PanelDraw:
    """The draw with its seats as they stood before its last change."""
    return replace(
        draw, panels=before.panels, alternates=before.alternates, passed_over=before.passed_over,
        changes=draw.changes + 1,
    )  # fmt: skip


def _plan_now(draw: PanelDraw, said: Sequence[Recusal], expert: str, day: str) -> DrawPlan:
    """What an alternate is chosen by: the plan of the draw, and what was said since."""
    gone, recused = standing(said)
    return replace(
        draw.plan, day=day,
        declined=in_order(draw.seed, {*draw.plan.declined, *gone, expert}),
        recused=tuple(sorted({*draw.plan.recused, *recused})),
    )  # fmt: skip


def _may_be_asked(draw: PanelDraw, seating: Seating, pool: Mapping[str, Expert]) -> tuple[str, ...]:
    found = []
    for each in draw.alternates:
        if each not in pool:
            seating.note(each, "已不在专家库里")
        elif each in seating.plan.declined:
            seating.note(each, "已说明本阶段不能参加")
        elif why := lapsed(pool[each], seating.plan.day):
            seating.note(each, why)
        else:
            found.append(each)
    return tuple(found)


def _left_empty(draw: PanelDraw, rest: Mapping[str, Panel], role: str) -> PanelDraw:
    if role == LEADER:
        raise UsageError("组长的席位不能空着。", f"请由候补顶替；候补没有人的，{_MORE}。")
    for panel in rest.values():
        short = [number for number in panel.entries if len(panel.judges_of(number)) < draw.plan.least]
        if short:
            raise UsageError(
                f"空着的话，{'、'.join(short[:5])} 等 {len(short)} 个班组的评委少于 {draw.plan.least} 名。",
                f"请由候补顶替；候补没有人的，{_MORE}。",
            )
    panels = tuple(rest.get(panel.name, panel) for panel in draw.panels)
    return replace(draw, panels=panels, changes=draw.changes + 1)


def _without(panel: Panel, expert: str) -> Panel:
    seats: tuple[Seat, ...] = tuple(seat for seat in panel.seats if seat.expert != expert)
    return _avoiding(replace(panel, seats=seats), expert, ())


def _avoiding(panel: Panel, expert: str, entries: Sequence[str]) -> Panel:
    avoided = {each: numbers for each, numbers in panel.avoided.items() if each != expert}
    if entries:
        avoided[expert] = tuple(number for number in panel.entries if number in entries)
    return replace(panel, avoided=avoided)


def _nobody(expert: str) -> Expert:
    """Stands for an expert who is in a group and no longer in the pool."""
    return Expert(id=expert, name=expert)
