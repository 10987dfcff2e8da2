"""The rules by which a season is judged: the notice's, with what the office settled; and how that came about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qtdocs.editions.judging import JudgingRules, Stage
from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, acts
from qtdocs.model.ballot import Ballot, PaperSheet
from qtdocs.model.settlement import Settled
from qtdocs.pipeline.judging.knobs import KNOBS, OPEN, Knob


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The rules by which a season is judged."""

    stages: tuple[Stage, ...]
    """The stages, each with the statistic that holds."""
    rules: JudgingRules
    """Base, decimals, ties, cut, spread."""
    absence: str
    """What becomes of who stays away: ``withdrawn``, ``zero``, or ``ask`` where nobody said so."""
    absence_source: str
    """Who says so."""
    pass_line: Decimal | None
    """The least total; none where none was settled."""
    told: tuple[str, ...]
    """What was settled, by whom, why, and whether scores had come in by then."""
    settled: Mapping[str, str]
    """What people settled, as people call it."""
    named: Mapping[str, str]
    """Every rule that holds, as people call it."""


def in_force(ledger: Ledger, edition: Programme) -> InForce:
    """The rules by which a season is judged."""
    said = settings_said(ledger)
    words = {key: said[key][-1].value.value for key in said}
    absence = words.get(("absence",), "") or ("withdrawn" if edition.no_show_is_withdrawal else "ask")
    line = words.get(("pass-line",), "")
    turned = tuple(turned_knobs(edition))
    return InForce(
        stages=tuple(_with_statistic(stage, words) for stage in edition.stages),
        rules=_rules(edition.judging, words),
        absence=absence,
        absence_source=_absence_source(edition, said),
        pass_line=Decimal(line) if line else None,
        told=tuple(_told(ledger, edition, said)),
        settled={
            knob.title_for(stage): knob.word(words[knob.key_for(stage)])
            for knob, stage in turned
            if words.get(knob.key_for(stage))
        },
        named={
            knob.title_for(stage): knob.word(words.get(knob.key_for(stage), "") or knob.now(edition, stage))
            for knob, stage in turned
        },
    )


def settings_said(ledger: Ledger) -> Mapping[tuple[str, ...], tuple[Act[Settled], ...]]:
    """All that was ever said of each rule, by its key, in order."""
    found: dict[tuple[str, ...], list[Act[Settled]]] = {}
    for act in acts(ledger, ActKind.SETTING, Settled):
        found.setdefault(act.key, []).append(act)
    return {key: tuple(several) for key, several in found.items()}


def turned_knobs(edition: Programme) -> Iterator[tuple[Knob, Stage | None]]:
    """Every rule of a programme that may be settled, with its stage where each stage has its own."""
    for knob in KNOBS:
        if knob.key == "absence" and not any(stage.is_presentation for stage in edition.stages):
            continue
        if knob.key in ("base", "ties", "cut") and not edition.tiers:
            continue
        yield from ((knob, stage) for stage in edition.stages) if knob.of_stage else ((knob, None),)


def first_ballot(ledger: Ledger, stage: Stage | None) -> int:
    """The number of the act by which the first score came in, of one stage or of any; 0 where none did."""
    return _first_of(_sheets_in(ledger), stage)


def _sheets_in(ledger: Ledger) -> tuple[tuple[str, int], ...]:
    """Stage and number of the act of every score sheet that came in."""
    sheets = [*acts(ledger, ActKind.BALLOT, Ballot), *acts(ledger, ActKind.TYPED, Ballot)]
    found = [(act.value.stage, act.id) for act in sheets]
    found += [(act.value.stage, act.id) for act in acts(ledger, ActKind.PAPER, PaperSheet)]
    return tuple(found)


def _first_of(sheets: Iterable[tuple[str, int]], stage: Stage | None) -> int:
    return min((number for of, number in sheets if stage is None or of == stage.id), default=0)


def _with_statistic(stage: Stage, words: Mapping[tuple[str, ...], str]) -> Stage:
    value = words.get((f"statistic {stage.id}",), "")
    return stage.model_copy(update={"statistic": value}) if value else stage


def _rules(rules: JudgingRules, words: Mapping[tuple[str, ...], str]) -> JudgingRules:
    changed: dict[str, object] = {key: words[key,] for key in ("base", "ties", "cut") if words.get((key,))}
    if decimals := words.get(("decimals",)):
        changed["decimals"] = int(decimals)
    if spread := words.get(("re-judge-spread",)):
        changed["re_judge_spread"] = Decimal(spread)
    return rules.model_copy(update=changed)


def _absence_source(edition: Programme, said: Mapping[tuple[str, ...], tuple[Act[Settled], ...]]) -> str:
    if edition.no_show_is_withdrawal:
        return edition.no_show_source.partition("：")[0]
    last = said.get(("absence",), ())[-1:]
    return f"{last[0].who} {last[0].at[:10]} 定" if last and last[0].value.value else ""


def _told(
    ledger: Ledger, edition: Programme, said: Mapping[tuple[str, ...], tuple[Act[Settled], ...]]
) -> Iterator[str]:
    """Each thing that was ever settled, one sentence; what was settled after scores came in says so."""
    sheets = _sheets_in(ledger) if said else ()
    for knob, stage in turned_knobs(edition):
        before, first = knob.now(edition, stage), _first_of(sheets, stage)
        for act in said.get(knob.key_for(stage), ()):
            value = act.value.value or knob.now(edition, stage)
            reason = f"：{act.value.because}" if act.value.because.strip() else ""
            told = f"{knob.title_for(stage)}定为{knob.word(value)}（{act.who} {act.at[:10]}{reason}）"
            was = "没有定" if knob.word(before) == OPEN else f"是{knob.word(before)}"
            late = f"；这是收到评分以后定的，原来{was}" if first and act.id > first else ""
            yield f"{told}{late}。"
            before = value
