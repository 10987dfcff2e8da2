"""All that a result is made of, gathered from the ledger: rules in force, entries, groups, ballots, overrides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qtdocs.codec import encoded
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.judging.contest import Contest
from qtdocs.judging.outcome import result_of
from qtdocs.ledger import Ledger, entries, standings
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.attendance import Attendance
from qtdocs.model.entry import Entry
from qtdocs.model.expert import PanelDraw
from qtdocs.model.finding import Finding
from qtdocs.model.presentation import RunningOrder
from qtdocs.model.result import Result
from qtdocs.model.settlement import Overridden
from qtdocs.model.standing import ENDED
from qtdocs.pipeline.judging.ballots import Bench, ballots_held, bench_of
from qtdocs.pipeline.judging.entries import IN_JUDGING
from qtdocs.pipeline.judging.in_force import InForce, in_force
from qtdocs.pipeline.judging.knobs import KNOBS, OPEN
from qtdocs.pipeline.judging.scales import scale_of

_GAVE_UP = frozenset({"撤回", "放弃"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A contest with what is known around it."""

    edition: Programme
    """The programme."""
    force: InForce
    """The rules that hold."""
    contest: Contest
    """All that the result is made of."""
    experts: Mapping[str, str]
    """Names of experts by id."""
    findings: Mapping[str, tuple[Finding, ...]]
    """Why ballots of each stage do not count, by stage id."""

    @property
    def digest(self) -> str:
        """Hex sha256 of all ballots that count, whatever their order."""
        ballots = [json.dumps(encoded(each), ensure_ascii=False, sort_keys=True) for each in self.every_ballot]
        return hashlib.sha256("\n".join(sorted(ballots)).encode()).hexdigest()

    @property
    def every_ballot(self) -> list[object]:
        """All ballots that count, of all stages."""
        return [each for several in self.contest.ballots.values() for each in several]

    def result(self, *, provisional: bool = False) -> Result:
        """The result, with the rules by which it was made."""
        return replace(result_of(self.contest, provisional=provisional), rules=self.rules)

    @property
    def rules(self) -> Mapping[str, str]:
        """Every rule that holds, as people call it; what a sheet is out of as it is printed there, where it is."""
        scale = next(each for each in KNOBS if each.key == "scale")
        printed = {
            scale.title_for(stage): f"{ballots[0].scale}（评分表上写的）"
            for stage in self.contest.stages
            if (ballots := [each for each in self.contest.ballots[stage.id] if each.scale])
        }
        named = self.force.named
        return {name: printed.get(name, value) if value == OPEN else value for name, value in named.items()}


def gathered(ledger: Ledger, edition: Programme, *, teams: Sequence[Entry]) -> Gathered:
    """All that a result is made of.

    Args:
        ledger: the ledger.
        edition: the programme.
        teams: the teams of the season; who of them is judged is the ledger's word.

    Raises:
        UsageError: the programme has no stage of judging, or no entry is judged.
    """
    if not edition.stages:
        raise UsageError(
            "本活动的文件里没有写评审阶段，没有办法计分。",
            "请照当年通知在工作区的 forms 里给 programme.toml 加上 [[stages]]，写法见 docs/writing-forms.md。",
        )
    states = _states(ledger, teams)
    judged = tuple(sorted(number for number, state in states.items() if state in IN_JUDGING))
    if not judged:
        raise UsageError("没有初选合格的班组，还没有什么可以计分。", "先用 qtdocs move 班组编号 初选合格 --by 姓名。")
    force = in_force(ledger, edition)
    benches = {stage.id: bench_of(ledger, edition, stage.id, teams=teams) for stage in edition.stages}
    found = {stage.id: ballots_held(ledger, edition, stage.id, teams=teams) for stage in edition.stages}
    contest = Contest(
        stages=force.stages, tiers=edition.tiers, rules=force.rules, entries=judged,
        ballots={stage: ballots for stage, (ballots, _) in found.items()},
        judges={stage: judges_of(bench) for stage, bench in benches.items() if bench.panels is not None},
        panels={stage: _panels(ledger, bench) for stage, bench in benches.items()},
        rooms_drawn=_were_rooms_drawn(ledger, edition),
        scales={stage.id: scale for stage in edition.stages if (scale := scale_of(ledger, edition, stage))},
        came={key[0]: act.value.came for key, act in held(ledger, ActKind.ATTENDANCE, Attendance).items()},
        absence=force.absence, absence_source=force.absence_source, pass_line=force.pass_line,
        gave_up=_gave_up(ledger, states),
        applied=sum(state not in _GAVE_UP for state in states.values()),
        overrides=overrides_held(ledger),
        said=force.told,
    )  # fmt: skip
    return Gathered(
        edition=edition, force=force, contest=contest, experts=next(iter(benches.values())).experts,
        findings={stage: findings for stage, (_, findings) in found.items()},
    )  # fmt: skip


def overrides_held(ledger: Ledger) -> Mapping[str, Overridden]:
    """The tiers that the deciders gave against the rule, by entry, each reason with who says so."""
    said = held(ledger, ActKind.OVERRIDE, Overridden)
    return {
        key[0]: replace(act.value, because=f"{act.who} {act.at[:10]}：{act.value.because}")
        for key, act in said.items()
        if act.value.tier
    }


def _states(ledger: Ledger, teams: Sequence[Entry]) -> Mapping[str, str]:
    """The state of each team, by its number; the ledger's word, which may be that of an earlier day."""
    known = {team.number for team in teams}
    return {number: state for number, state in entries.everything(ledger).values() if number in known}


def _gave_up(ledger: Ledger, states: Mapping[str, str]) -> Mapping[str, str]:
    """The entries that were judged and take part no more, each with what became of it and why."""
    moves = standings.history(ledger)
    return {
        number: f"{state}（{moves[number][-1].because}）" if moves[number][-1].because else state
        for number, state in states.items()
        if state in ENDED and any(each.after in IN_JUDGING for each in moves.get(number, ()))
    }


def judges_of(bench: Bench) -> Mapping[str, tuple[str, ...]]:
    """Who should score each entry."""
    found: dict[str, tuple[str, ...]] = {}
    for panel in bench.panels or ():
        for entry in panel.entries:
            found[entry] = (*found.get(entry, ()), *panel.judges_of(entry))
    return found


def _panels(ledger: Ledger, bench: Bench) -> Mapping[str, str]:
    """The room of each entry, where there is a running order, else its group."""
    order = held(ledger, ActKind.ROOMS, RunningOrder).get((bench.stage.id,))
    if order is not None:
        return {entry: room.name for room in order.value.rooms for entry in room.entries}
    return {entry: panel.name for panel in bench.panels or () for entry in panel.entries}


def _were_rooms_drawn(ledger: Ledger, edition: Programme) -> bool:
    """Whether every room and group got its entries by lot."""
    orders = {key[0]: act.value for key, act in held(ledger, ActKind.ROOMS, RunningOrder).items()}
    draws = {key[0]: act.value for key, act in held(ledger, ActKind.DRAW, PanelDraw).items()}
    last = next((stage.id for stage in reversed(edition.stages) if stage.id in {*orders, *draws}), "")
    if last in orders and orders[last].drawn_rooms:
        return True
    return last in draws and bool(draws[last].plan.groups) and not draws[last].plan.given
