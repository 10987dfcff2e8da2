"""``qtdocs stage draw``: rooms and running order by lot, each draw put down with its seed; and the order that holds."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qtdocs.editions import shelf
from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.judging.running_order import drawn_rooms, running_order, starts_at
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, acts, held, put_down
from qtdocs.model.entry import Entry
from qtdocs.model.expert import PanelDraw, Seed
from qtdocs.model.presentation import RunningOrder
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.entries import entries_judged
from qtdocs.pipeline.moving import named
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageWishes:
    """What people say of a presentation; what they leave open stays as it was."""

    rooms: int | None = None
    """How many rooms; none for as many as there are groups of experts, else one."""
    places: tuple[str, ...] = ()
    """Where the rooms are, in their order."""
    day: str = ""
    """Its day, ISO 8601."""
    start: str = ""
    """When the first team presents."""
    minutes: int = 0
    """Minutes for each team."""


def presentation_of(programme: Programme) -> Stage:
    """The programme's stage of presentation.

    Raises:
        UsageError: it has none.
    """
    found = next((stage for stage in programme.stages if stage.is_presentation), None)
    if found is None:
        raise UsageError(
            f"{programme.name}没有成果发布这个阶段。", "通知另有安排的，请在活动文件的 [[stages]] 里写上。"
        )
    return found


def order_held(ledger: Ledger, stage: str) -> Act[RunningOrder]:
    """The running order that holds.

    Raises:
        UsageError: there is none.
    """
    found = held(ledger, ActKind.ROOMS, RunningOrder).get((stage,))
    if found is None:
        raise UsageError("出场顺序还没有抽。", "先运行 qtdocs stage draw --by 姓名。")
    return found


def order_drawn(place: Workspace, wishes: StageWishes, *, who: str, because: str, dry_run: bool) -> Iterator[str]:
    """Draw rooms and running order and put them down; says the order, and how it can be worked out again.

    Args:
        place: the workspace.
        wishes: rooms, day, times.
        who: who draws.
        because: why it is drawn again.
        dry_run: whether only what is there is told, and nothing is drawn: nobody may look at an order and choose.

    Raises:
        UsageError: no seed is fixed, nothing is to be presented, or it was drawn before and no reason is given.
    """
    who = person_named(who, "抽")
    programme = shelf.load_programme(place.programme, workspace=place.home)
    stage = presentation_of(programme)
    start = _clock(wishes.start)
    with place.busy("qtdocs stage draw") as ledger:
        entries = entries_judged(account_of(ledger, programme).teams)
        seed = _seed_of(ledger, stage)
        # day and place may have been changed since; a draw is known by its number
        earlier = {each.value.number for each in acts(ledger, ActKind.ROOMS, RunningOrder) if each.key == (stage.id,)}
        if earlier and not because.strip():
            raise UsageError(
                f"出场顺序已经抽过 {len(earlier)} 次。",
                "重抽要用 --because 写明理由；每一次都记在台账里，抽取记录会列出来。",
            )
        if dry_run:
            yield f"{len(entries)} 个班组，种子“{seed.value.seed}”（{seed.value.source}）。"
            yield "--dry-run 不抽：先看结果再定，就不是抽签了。"
            return
        rooms, drawn = _rooms(ledger, stage, seed.value.seed, entries, wishes)
        made = RunningOrder(
            stage=stage.id, number=len(earlier) + 1, seed=seed.value.seed, seed_source=seed.value.source,
            rooms=running_order(seed.value.seed, rooms, places=_places(tuple(rooms), wishes)), drawn_rooms=drawn,
            day=wishes.day, start=start, minutes=wishes.minutes, because=because.strip(),
        )  # fmt: skip
        with ledger.change("stage-draw", str(made.number)):
            put_down(ledger, ActKind.ROOMS, [((stage.id,), made)], who=who)
        yield f"已抽出出场顺序（第 {made.number} 次，{who}），种子“{made.seed}”（{made.seed_source}）。"
        yield from order_told(made, entries)


def order_told(order: RunningOrder, entries: Sequence[Entry]) -> Iterator[str]:
    """The order, room by room, for the screen."""
    known = {each.number: each for each in entries}
    for room in order.rooms:
        yield f"{room.name}{f'（{room.place}）' if room.place else ''}：{len(room.entries)} 个"
        for place, number in enumerate(room.entries):
            time = starts_at(order.start, order.minutes, place)
            told = named(known[number]) if number in known else f"{number}（已不参加）"
            yield f"  {place + 1:02d} {time + ' ' if time else ''}{told}"


def _seed_of(ledger: Ledger, stage: Stage) -> Act[Seed]:
    found = held(ledger, ActKind.SEED, Seed).get((stage.id,))
    if found is None:
        raise UsageError(
            f"{stage.name}的种子还没有定。",
            f"先运行 qtdocs judge seed 种子 --stage {stage.id} --source 来源 --by 姓名。",
        )
    return found


def _rooms(
    ledger: Ledger, stage: Stage, seed: str, entries: Sequence[Entry], wishes: StageWishes
) -> tuple[Mapping[str, Sequence[str]], bool]:
    """The entries of each room, and whether the rooms were drawn by lot here."""
    numbers = [each.number for each in entries]
    panels = held(ledger, ActKind.DRAW, PanelDraw).get((stage.id,))
    if panels is None:
        return drawn_rooms(seed, numbers, wishes.rooms or 1), True
    if wishes.rooms not in (None, len(panels.value.panels)):
        raise UsageError(
            f"{stage.name}的评委分了 {len(panels.value.panels)} 组，会场要一样多。", "不写 --rooms，会场就照评委的组。"
        )
    grouped = {panel.name: [each for each in panel.entries if each in numbers] for panel in panels.value.panels}
    if left := [each for each in numbers if not any(each in some for some in grouped.values())]:
        raise UsageError(
            f"{'、'.join(left)}不在评委的任何一组。",
            f"抽评委以后又有班组进来，请重抽：qtdocs judge draw --stage {stage.id}。",
        )
    return grouped, False


def _places(rooms: Sequence[str], wishes: StageWishes) -> Mapping[str, str]:
    if len(wishes.places) not in (0, 1, len(rooms)):
        raise UsageError(f"有 {len(rooms)} 个会场，--place 写了 {len(wishes.places)} 个。", "一个会场写一个 --place。")
    if len(wishes.places) == 1:
        return dict.fromkeys(rooms, wishes.places[0])
    return dict(zip(rooms, wishes.places, strict=False))


def _clock(text: str) -> str:
    """A time of day as ``09:00``; empty stays empty.

    Raises:
        UsageError: there is no such time.
    """
    if not text:
        return ""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"“{text}”不是时间。", "请写成 09:00 这样。")
    return f"{int(found[1]):02d}:{found[2]}"


def plan_changed(place: Workspace, wishes: StageWishes, *, who: str) -> Iterator[str]:
    """Put down day, time and places of a presentation whose order is drawn; the order stays as it is.

    Raises:
        UsageError: no order is drawn yet, or a time is none.
    """
    who = person_named(who, "定")
    programme = shelf.load_programme(place.programme, workspace=place.home)
    stage = presentation_of(programme)
    start = _clock(wishes.start)
    with place.busy("qtdocs stage plan") as ledger:
        held_now = order_held(ledger, stage.id).value
        places = _places([room.name for room in held_now.rooms], wishes)
        made = replace(
            held_now, day=wishes.day or held_now.day, start=start or held_now.start,
            minutes=wishes.minutes or held_now.minutes,
            rooms=tuple(replace(room, place=places.get(room.name, room.place)) for room in held_now.rooms),
        )  # fmt: skip
        with ledger.change("stage-plan", str(made.number)):
            put_down(ledger, ActKind.ROOMS, [((stage.id,), made)], who=who)
        yield f"已记下发布会的时间和地点（{who}），出场顺序不变。"
        yield from order_told(made, entries_judged(account_of(ledger, programme).teams))


def day_of_order(order: RunningOrder) -> datetime.date | None:
    """The day of the presentation; none where it is not fixed."""
    return datetime.date.fromisoformat(order.day) if order.day else None
