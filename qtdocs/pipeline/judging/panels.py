"""``qtdocs judge panels``: who sits where now, and what has changed since that somebody should look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.judging.conflicts import Conflicts, some, summed
from qtdocs.judging.draw import lapsed
from qtdocs.ledger import Ledger, registry
from qtdocs.model.expert import Panel, PanelDraw
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballots import stage_of
from qtdocs.pipeline.judging.draw_record import change_told, record_written
from qtdocs.pipeline.judging.drawing import panel_told
from qtdocs.pipeline.judging.draws import StageDraws, draws_of
from qtdocs.pipeline.judging.entries import IN_JUDGING
from qtdocs.pipeline.judging.planning import drawn_entry
from qtdocs.pipeline.judging.pool import told
from qtdocs.pipeline.workspace import Workspace
from qtdocs.writing import safe_text

_SHOWN = 10


def panels_listed(place: Workspace, *, stage: str, as_json: bool) -> Iterator[str]:
    """The groups of a stage as they stand: JSON, a line each, or for people with what was changed.

    Raises:
        UsageError: nothing was drawn for the stage.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    known = stage_of(edition, stage)
    with place.ledger() as ledger:
        draws = draws_of(ledger, known.id)
        latest = draws.latest.value
        if as_json:
            yield from (json.dumps(_as_json(latest, each, draws), ensure_ascii=False) for each in latest.panels)
            return
        since = tuple(_since(ledger, edition, draws))
    people = draws.people
    yield safe_text(f"{known.name}　第 {latest.number} 次抽取，种子 {latest.seed}")
    for panel in latest.panels:
        yield from map(safe_text, panel_told(panel, people))
    waiting = [told(each, people) for each in latest.alternates]
    yield safe_text(
        f"候补 {len(waiting)} 名，依次：{some(waiting, shown=_SHOWN, unit='名')}" if waiting else "候补：没有"
    )
    for act in draws.changes_of(latest.number):
        what = change_told(act.value, people)
        yield safe_text(f"变动　{act.at[:10]} {told(act.value.expert, people)}：{what}（{act.who}）")
    yield from (safe_text(f"请注意：{each}。") for each in since)


def panels_recorded(place: Workspace, *, stage: str) -> Iterator[str]:
    """Write the record of the draw that holds once more; says where."""
    edition = shelf.load_programme(place.programme, workspace=place.home)
    known = stage_of(edition, stage)
    with place.busy("qtdocs judge panels") as ledger:
        lines = tuple(record_written(place, edition, known, draws_of(ledger, known.id)))
    yield from map(safe_text, lines)


def _since(ledger: Ledger, edition: Programme, draws: StageDraws) -> Iterator[str]:
    """What has changed since the draw: entries, the pool, conflicts that come of either."""
    draw = draws.latest.value
    teams = {each.number: each for each in account_of(ledger, edition).teams}
    mine = {number for panel in draw.panels for number in panel.entries}
    gone = sorted(number for number in mine if number not in teams or teams[number].state not in IN_JUDGING)
    late = sorted(number for number, each in teams.items() if each.state in IN_JUDGING and number not in mine)
    if gone:
        yield f"抽取以后不再参加评审的：{some(gone, shown=_SHOWN)}"
    if late:
        yield f"没有分到组的：{some(late, shown=_SHOWN)}；要评审请重抽（qtdocs judge draw --because 理由）"
    state = draws.pool.at()
    pool = dict(state.experts) if state else {}
    entries = tuple(drawn_entry(teams[number]) for number in sorted(mine) if number in teams)
    renamings = registry.everything(ledger).renamings
    conflicts = Conflicts(replace(draw.plan, entries=entries, renamings=renamings, recused=()))
    for panel in draw.panels:
        for expert in (seat.expert for seat in panel.seats):
            if expert not in pool:
                yield f"{panel.name}的 {told(expert, draws.people)} 已不在专家库里"
                continue
            if why := lapsed(pool[expert], draw.plan.day):
                yield f"{panel.name}的 {told(expert, pool)}：{why}"
            found = conflicts.of(pool[expert])
            open_ones = [found[each] for each in panel.entries if each in found and expert in panel.judges_of(each)]
            if open_ones:
                yield f"{panel.name}的 {told(expert, pool)} 现在看有回避关系：{summed(open_ones)}"


def _as_json(draw: PanelDraw, panel: Panel, draws: StageDraws) -> dict[str, object]:
    return {
        "stage": draw.stage,
        "draw": draw.number,
        "changes": draw.changes,
        "seed": draw.seed,
        "pool_sha256": draw.pool_hash,
        "panel": panel.name,
        "seats": [
            {
                "expert": seat.expert, "name": known.name if known else None,
                "organisation": (known.organisation if known else "") or None, "role": seat.role,
                "avoids": list(panel.avoided.get(seat.expert, ())),
            }
            for seat in panel.seats
            for known in [draws.people.get(seat.expert)]
        ],
        "entries": list(panel.entries),
    }  # fmt: skip
