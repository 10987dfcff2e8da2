"""``qtdocs judge settle``: the office settles a rule where the notice is silent; who and why stays in the result."""

from __future__ import annotations

from collections.abc import Iterator

from qtdocs.editions import shelf
from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.judging.statistics import FEWEST_TRIMMED
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.settlement import Settled
from qtdocs.pipeline.judging.ballots import bench_of, stage_of
from qtdocs.pipeline.judging.contests import judges_of
from qtdocs.pipeline.judging.in_force import first_ballot, in_force, settings_said, turned_knobs
from qtdocs.pipeline.judging.knobs import AS_NOTICED, KNOBS, OPEN, Knob
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace

_SHOWN = 5


def rules_listed(place: Workspace) -> Iterator[str]:
    """Every rule that may be settled: what holds, what it may be, who settled it."""
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        force = in_force(ledger, edition)
    for knob, stage in turned_knobs(edition):
        title = knob.title_for(stage)
        whose = "通知写明" if knob.is_fixed(edition, stage) else "已定" if title in force.settled else "活动文件的建议"
        if force.named[title] == OPEN:
            whose = "可以不定" if knob.may_stay_open else "请定"
        yield f"{title}：{force.named[title]}（{whose}）。可以是：{knob.choices(edition, stage)}。{knob.help}。"
    yield from (f"　{each}" for each in force.told)


def rule_settled(
    place: Workspace, name: str, value: str, *, stage: str, who: str, because: str, dry_run: bool
) -> Iterator[str]:
    """Settle one rule; says what changes, and whether scores have come in already.

    Args:
        place: the workspace.
        name: the rule as people call it.
        value: what it is to be, or ``AS_NOTICED``.
        stage: the stage, where each has its own; may be empty where there is one.
        who: who settles it.
        because: why.
        dry_run: whether to say only what would happen.

    Raises:
        UsageError: there is no such rule, value or stage, the notice itself says it, or it is so already.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    knob = _knob(name)
    of = _stage(edition, knob, stage)
    title = knob.title_for(of)
    if (knob, of) not in tuple(turned_knobs(edition)):
        raise UsageError(f"本活动没有要定“{knob.name}”的地方。", "各项见 qtdocs judge settle --list。")
    if knob.is_fixed(edition, of):
        raise UsageError(
            f"{title}通知已经写明（{knob.word(knob.now(edition, of))}），不能另定。", "通知写得不对的，请改活动文件。"
        )
    who = person_named(who, "定")
    if not because.strip():
        raise UsageError("没有写为什么这样定。", "请用 --because 写上，例如：--because 4月28日秘书处会议。")
    wanted = _value(knob, value, edition, of)
    with place.busy("qtdocs judge settle") as ledger:
        before = in_force(ledger, edition).named[title]
        after = knob.word(wanted or knob.now(edition, of))
        said = settings_said(ledger).get(knob.key_for(of), ())
        if (said[-1].value.value if said else "") == wanted:
            raise UsageError(f"{title}已经是{before}。", "各项见 qtdocs judge settle --list。")
        if wanted == "trimmed" and of is not None:
            _refuse_trimming(ledger, edition, of)
        change = f"{before} → {after}" if before != after else f"定为{after}"
        yield f"{title}：{change}（{who}：{because.strip()}）。"
        if first_ballot(ledger, of):
            yield "请注意：评分已经收到了。改这一项会写进评定结果的说明，连同原来是什么；请确认不是看着结果改的。"
        if dry_run:
            yield "只是看看，什么也没有写。"
            return
        with ledger.change("settled", knob.key):
            settled = Settled(value=wanted, because=because.strip())
            put_down(ledger, ActKind.SETTING, [(knob.key_for(of), settled)], who=who)
    yield "已记下。"


def _refuse_trimming(ledger: Ledger, edition: Programme, stage: Stage) -> None:
    """Refuse to trim where an entry has too few judges, as far as anybody was drawn.

    Raises:
        UsageError: tells which.
    """
    judges = judges_of(bench_of(ledger, edition, stage.id))
    few = [f"{entry}（{len(each)} 位）" for entry, each in judges.items() if len(each) < FEWEST_TRIMMED]
    if few:
        named = "、".join(few[:_SHOWN]) + (f" 等 {len(few)} 个" if len(few) > _SHOWN else "")
        raise UsageError(
            f"“{stage.name}”不能去掉最高最低：每个班组至少要有 {FEWEST_TRIMMED} 位评委，{named}不够。",
            "一个阶段只能用一种办法，请用平均或中位数。",
        )


def _knob(name: str) -> Knob:
    found = next((each for each in KNOBS if name in (each.name, each.key)), None)
    if found is None:
        raise UsageError(f"没有“{name}”这一项。", f"有：{'、'.join(each.name for each in KNOBS)}。")
    return found


def _stage(edition: Programme, knob: Knob, text: str) -> Stage | None:
    if not knob.of_stage:
        if text:
            raise UsageError(f"{knob.name}不分阶段。", "请去掉 --stage。")
        return None
    if not text and len(edition.stages) == 1:
        return edition.stages[0]
    if not text:
        known = "、".join(f"{each.id}（{each.name}）" for each in edition.stages) or "本活动没有写评审阶段"
        raise UsageError(f"{knob.name}每个阶段分别定。", f"请用 --stage 写上阶段：{known}。")
    return stage_of(edition, text)


def _value(knob: Knob, text: str, edition: Programme, stage: Stage | None) -> str:
    try:
        return knob.value_in(text.strip(), edition, stage)
    except (ValueError, KeyError) as error:
        raise UsageError(
            f"{knob.name}不能是“{text}”。", f"可以是：{knob.choices(edition, stage)}；恢复原样写“{AS_NOTICED}”。"
        ) from error
