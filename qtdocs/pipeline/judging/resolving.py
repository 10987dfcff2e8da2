"""``qtdocs judge resolve`` and ``scale``: which version of a ballot holds, what scores are out of, as people say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qtdocs.checks.ballots import MEDIA_NAMES, version_told
from qtdocs.editions import shelf
from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import scales_of
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.ballot import Resolution, Version
from qtdocs.model.settlement import Settled
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballot_sheets import Came, Pair, sheets_of
from qtdocs.pipeline.judging.ballots import Bench, bench_of, stage_of, weighed
from qtdocs.pipeline.judging.in_force import first_ballot
from qtdocs.pipeline.judging.scales import setting_of_scale
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import name_twin, narrow


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person says of a ballot."""

    judge: str
    """The expert's id or name."""
    entry: str
    """The entry's number or the team's name."""
    medium: str
    """``xlsx``, ``docx``, ``pdf`` or ``paper``."""
    version: int | None
    """The version's number, where there are several of that medium; none else."""
    stage: str
    """The stage; empty where there is one in which something of this ballot came."""
    who: str
    """Who says so."""
    because: str
    """Why."""


def ballot_resolved(place: Workspace, word: Word, *, dry_run: bool) -> str:
    """Put down which version of a ballot holds; says what follows.

    Args:
        place: the workspace.
        word: what the person says.
        dry_run: whether it is only shown.

    Raises:
        UsageError: nothing came of such a ballot, several versions are meant, it cannot count whatever anybody says, or
            a name or a reason is missing.
    """
    word = replace(word, who=person_named(word.who, "定"))
    if not word.because.strip():
        raise UsageError("没有写理由。", "请用 --because 写上凭什么这样定。")
    if word.medium not in MEDIA_NAMES:
        media = "、".join(f"{key}（{name}）" for key, name in MEDIA_NAMES.items())
        raise UsageError(f"不认得“{word.medium}”。", f"--medium 请写：{media}。")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs judge resolve") as ledger:
        bench, pair, came = _meant(ledger, edition, word)
        held = _version(came, word.medium, word.version)
        known = tuple(each.number for each in came.versions)
        resolution = Resolution(holds=held.number, known=known, because=word.because.strip())
        ballot, findings = weighed(replace(came, resolution=resolution, resolved_by=word.who), bench, pair)
        if ballot is None:
            message = f"{version_told(held)}，这一份怎么定也不能算数：{findings[-1].message}"
            raise UsageError(message, findings[-1].advice)
        called = bench.called(pair)
        told = f"{called.whom}给{called.what}的评分，以 {version_told(held)} 为准。"
        if dry_run:
            return f"{told}\n只是看看，什么也没有写。"
        with ledger.change("ballot-resolved", f"{pair[1]} {held.number}"):
            put_down(ledger, ActKind.RESOLUTION, [((bench.stage.id, *pair), resolution)], who=word.who)
    return f"已记下：{told}"


def _meant(ledger: Ledger, edition: Programme, word: Word) -> tuple[Bench, Pair, Came]:
    """The ballot that is meant, with all that came of it."""
    teams = account_of(ledger, edition).teams
    found = []
    for each in [stage_of(edition, word.stage)] if word.stage else edition.stages:
        bench, came = bench_of(ledger, edition, each.id, teams=teams), sheets_of(ledger, each.id)
        pair = expert_meant(bench, word.judge), entry_meant(bench, word.entry)
        if pair in came:
            found.append((bench, pair, came[pair]))
    if not found:
        raise UsageError(f"没有收到{word.judge}对{word.entry}的评分。", "编号见 qtdocs judge status。")
    if len(found) > 1:
        raise UsageError(f"{word.judge}对{word.entry}在几个阶段都有评分。", "请用 --stage 写明是哪个阶段。")
    return found[0]


def scale_settled(place: Workspace, stage: str, scale: str, *, who: str, because: str, dry_run: bool) -> str:
    """Put down what the whole of a stage's score sheet is out of; says what follows.

    Args:
        place: the workspace.
        stage: the stage's id or name.
        scale: the number.
        who: who says so.
        because: why; may be empty.
        dry_run: whether it is only shown.

    Raises:
        UsageError: the notice says it itself, the number is none of those that are possible, nobody is named, or
            another number was said before and no reason is given.
    """
    who = person_named(who, "定")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    known = stage_of(edition, stage)
    scales = [str(each) for each in scales_of(edition, known)]
    if len(scales) == 1:
        raise UsageError(f"{known.name}的评分表满分就是 {scales[0]} 分，不用定。")
    number = narrow(scale).strip().removesuffix("分")
    if number not in scales:
        raise UsageError(f"{known.name}的满分不会是“{scale}”。", f"请写 {' 或 '.join(scales)}。")
    with place.ledger() as ledger:
        told = f"{known.name}的评分按满分 {number} 分算{_instead(ledger, known, number, because)}"
        late = bool(first_ballot(ledger, known))
    if dry_run:
        return f"{told}。只是看看，什么也没有写。"
    with place.busy("qtdocs judge scale") as ledger, ledger.change("scale", f"{known.id} {number}"):
        settled = Settled(value=number, because=because.strip())
        put_down(ledger, ActKind.SETTING, [(setting_of_scale(known.id), settled)], who=who)
    remark = "请注意：评分已经收到了，请确认不是看着结果定的。" if late else ""
    return f"已记下：{told}（{who}）。表上写着别的满分的，会列出来，不算数。{remark}"


def _instead(ledger: Ledger, stage: Stage, number: str, because: str) -> str:
    """What was said before, where it was another number.

    Raises:
        UsageError: it was, and no reason is given.
    """
    said = held(ledger, ActKind.SETTING, Settled).get(setting_of_scale(stage.id))
    if said is None or said.value.value in ("", number):
        return ""
    if not because.strip():
        raise UsageError(
            f"{stage.name}的满分已经定为 {said.value.value} 分（{said.who} {said.at[:10]}）。",
            "确实要改的，加 --because 写明理由。",
        )
    return f"，原来定的是 {said.value.value} 分"


def expert_meant(bench: Bench, said: str) -> str:
    """The id of an expert who was named by id or name."""
    wanted = name_twin(narrow(said))
    if wanted in bench.experts:
        return wanted
    found = [key for key, name in bench.experts.items() if name_twin(name) == wanted or name_twin(key) == wanted]
    if len(found) > 1:
        raise UsageError(f"有 {len(found)} 位专家叫“{said}”。", f"请写编号：{'、'.join(found)}。")
    return found[0] if found else wanted


def entry_meant(bench: Bench, said: str) -> str:
    """The number of an entry that was named by number or by its team."""
    wanted = name_twin(narrow(said))
    if wanted in bench.states:
        return wanted
    found = [number for number, name in bench.names.items() if name_twin(name) == wanted]
    if len(found) > 1:
        raise UsageError(f"有 {len(found)} 个班组叫“{said}”。", f"请写编号：{'、'.join(found)}。")
    return found[0] if found else wanted


def _version(came: Came, medium: str, number: int | None) -> Version:
    """The one version that is meant."""
    versions = [each for each in came.versions if each.ballot.medium == medium]
    if number is not None:
        versions = [each for each in versions if each.number == number]
    alike = {each.ballot.said: each for each in versions}
    if len(alike) == 1:
        return versions[-1]
    listed = "；".join(version_told(each) for each in came.versions) or "还没有两个人录入一致的签字表，也没有电子版"
    if not versions:
        raise UsageError(f"没有这样的一份（{MEDIA_NAMES[medium]}）。", f"有：{listed}。")
    raise UsageError(f"{MEDIA_NAMES[medium]}有 {len(alike)} 份说法不同的。", f"请加 --version 写明是哪一份：{listed}。")
