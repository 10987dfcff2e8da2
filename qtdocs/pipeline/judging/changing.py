"""``qtdocs judge decline`` and ``avoid``: what experts say after a draw, put down with whose word it is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qtdocs.editions import shelf
from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.judging.after_draw import AVOID, DECLINE, UNDONE, avoiding, declined, judging_again, panels_with, seats_as
from qtdocs.judging.conflicts import Conflicts
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, put_down
from qtdocs.model.expert import Expert, PanelDraw, Recusal
from qtdocs.pipeline.judging.ballots import stage_of
from qtdocs.pipeline.judging.draw_record import change_told, record_written
from qtdocs.pipeline.judging.drawing import panel_told
from qtdocs.pipeline.judging.draws import StageDraws, draws_of, sheets_in
from qtdocs.pipeline.judging.pool import expert_called, pool_now, told
from qtdocs.pipeline.judging.pool_import import NO_TRACE
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import narrow
from qtdocs.writing import safe_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What is said of an expert after a draw, and by whom."""

    stage: str
    """Id or name of the stage."""
    who: str
    """Who puts it down."""
    because: str
    """Why."""
    undo: bool = False
    """Whether it takes back what was said."""
    vacant: bool = False
    """Whether the seat stays empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where a change is put down."""

    place: Workspace
    edition: Programme
    stage: Stage
    ledger: Ledger


def expert_declined(place: Workspace, expert: str, word: Word, *, today: datetime.date, dry_run: bool) -> Iterator[str]:
    """An expert cannot take part and the next alternate takes the seat; says who.

    Args:
        place: the workspace.
        expert: number or name.
        word: what is said.
        today: the day.
        dry_run: whether nothing is put down.

    Raises:
        UsageError: nothing was drawn, the expert sits in no group, nobody may take the seat, or the reason is missing.
    """
    edition, stage = _asked(place, word, "不能参加")
    with place.busy("qtdocs judge decline") as ledger:
        pool, draws = pool_now(ledger).experts, draws_of(ledger, stage.id)
        latest = draws.latest.value
        known = _seated(expert, draws)
        kind, day = DECLINE + UNDONE * word.undo, today.isoformat()
        if word.undo:
            after, taken = seats_as(latest, _before_decline(draws, known.id).value), ""
        else:
            after, taken = declined(latest, known.id, pool, said=draws.said_now, day=day, vacant=word.vacant)
        said = Recusal(
            kind=kind, expert=known.id, draw=latest.number, day=day, because=word.because.strip(), taken_by=taken
        )
        lines = [f"{told(known.id, draws.people)}：{change_told(said, draws.people)}。"]
        lines += _skipped(latest, after, taken, draws)
        if count := sum(judge == known.id for judge, _ in sheets_in(ledger, stage.id)):
            lines.append(f"请注意：{known.id} 已经交了 {count} 份评分，退出以后这些评分怎样算，请先定下来。")
        desk = _Desk(place=place, edition=edition, stage=stage, ledger=ledger)
        lines += _changed(desk, after, [said], who=word.who, dry_run=dry_run)
    yield from map(safe_text, lines)


def entries_avoided(
    place: Workspace, expert: str, numbers: Sequence[str], word: Word, *, today: datetime.date, dry_run: bool
) -> Iterator[str]:
    """An expert does not judge some entries of the own group; says who still does.

    Raises:
        UsageError: an entry is not in a group of the expert, would keep too few judges, is avoided for a conflict that
            the draw itself found, or the reason is missing.
    """
    edition, stage = _asked(place, word, "回避")
    wanted = tuple(dict.fromkeys("".join(narrow(each).split()) for each in numbers))
    with place.busy("qtdocs judge avoid") as ledger:
        draws = draws_of(ledger, stage.id)
        latest, known = draws.latest.value, _seated(expert, draws)
        if word.undo:
            _refuse_found(latest, known, wanted)
        after = (judging_again if word.undo else avoiding)(latest, known.id, wanted)
        said = [
            Recusal(
                kind=AVOID + UNDONE * word.undo, expert=known.id, draw=latest.number, day=today.isoformat(),
                because=word.because.strip(), entry=number,
            )
            for number in wanted
        ]  # fmt: skip
        lines = [f"{told(known.id, draws.people)}：{change_told(each, draws.people)}。" for each in said]
        desk = _Desk(place=place, edition=edition, stage=stage, ledger=ledger)
        lines += _changed(desk, after, said, who=word.who, dry_run=dry_run)
    yield from map(safe_text, lines)


def _asked(place: Workspace, word: Word, what: str) -> tuple[Programme, Stage]:
    person_named(word.who, "登记")
    if not word.because.strip():
        raise UsageError(f"没有写为什么{what}。", "请用 --because 写理由。")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    return edition, stage_of(edition, word.stage)


def _seated(word: str, draws: StageDraws) -> Expert:
    """The expert whom a number or a name means, among all who ever were in the pool."""
    latest = draws.latest.value
    seated = {seat.expert for panel in latest.panels for seat in panel.seats}
    among = {id_: each for id_, each in draws.people.items() if id_ in seated}
    try:
        return expert_called(word, among)
    except UsageError:
        return expert_called(word, draws.people)


def _refuse_found(draw: PanelDraw, expert: Expert, numbers: Sequence[str]) -> None:
    """Refuse to take back what nobody said: a conflict that stands in the pool.

    Raises:
        UsageError: tells which.
    """
    conflicts = Conflicts(replace(draw.plan, recused=())).of(expert)
    for number in numbers:
        if number in conflicts:
            raise UsageError(
                f"{expert.id} 回避 {number} 不是后来登记的，是照专家库查出来的：{conflicts[number].reason}，收回不了。",
                "专家库写得不对的，请改好再导入（qtdocs judge experts import），再运行这条命令。",
            )


def _before_decline(draws: StageDraws, expert: str) -> Act[PanelDraw]:
    """The draw as it stood before an expert declined, where that was the last change.

    Raises:
        UsageError: it was not.
    """
    last = draws.said_now[-1] if draws.said_now else None
    if last is None or last.kind != DECLINE or last.expert != expert:
        raise UsageError(
            f"最近一次变动不是 {expert} 不能参加，收回不了。",
            "已经顶替上来的人不能再换下去；变动见 qtdocs judge panels。",
        )
    return draws.states[-2]


def _skipped(before: PanelDraw, after: PanelDraw, taken: str, draws: StageDraws) -> Iterator[str]:
    """The alternates who came before the one who took the seat, each with the reason."""
    for expert, why in after.passed_over[len(before.passed_over) :]:
        if expert != taken:
            yield f"  跳过 {told(expert, draws.people)}　{why}"


def _changed(desk: _Desk, after: PanelDraw, said: Sequence[Recusal], *, who: str, dry_run: bool) -> list[str]:
    """Put a change down with the draw as it stands after it, and write the record anew; says so."""
    ledger, stage = desk.ledger, desk.stage
    people = draws_of(ledger, stage.id).people
    concerned = {each.expert for each in said} | {each.taken_by for each in said}
    panels = {panel.name: panel for one in sorted(concerned) for panel in panels_with(after, one)}
    lines = [line for panel in after.panels if panel.name in panels for line in panel_told(panel, people)]
    if dry_run:
        return [*lines, NO_TRACE]
    who = person_named(who, "登记")
    with ledger.change("judging-seats", f"{stage.id} {after.number} {after.changes}"):
        for each in said:
            put_down(ledger, ActKind.RECUSAL, [((stage.id, each.expert, each.entry), each)], who=who)
        put_down(ledger, ActKind.DRAW, [((stage.id,), after)], who=who)
    lines.append(f"已记下（{who}）。")
    return [*lines, *record_written(desk.place, desk.edition, stage, draws_of(ledger, stage.id))]
