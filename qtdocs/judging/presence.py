"""Who takes part to the end: who stayed away, whose ballots are not all in; and the number that shares are taken of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qtdocs.editions.judging import Stage
from qtdocs.judging.contest import Contest
from qtdocs.judging.tally import StageTally
from qtdocs.judging.words import BASES_SAID

_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Who takes part to the end."""

    out: Mapping[str, str]
    """Entries that are not ranked, each with the reason."""
    remarks: Mapping[str, str]
    """What is to be said of entries that are ranked."""
    counted: tuple[str, ...]
    """Entries that count for the base, as far as they are judged."""
    base: int
    """The number that shares are taken of."""
    base_name: str
    """What it counts."""
    lacking: tuple[str, ...]
    """Entries whose ballots are not all in."""
    open: tuple[str, ...]
    """What has to be settled first."""


def presence_of(contest: Contest, tallies: Mapping[str, StageTally], *, provisional: bool) -> Presence:
    """Who takes part to the end.

    Args:
        contest: all that the result is made of.
        tallies: its stages, counted.
        provisional: whether entries are ranked whose ballots are not all in.
    """
    away = {entry: _away(contest) for entry in contest.entries if contest.came.get(entry) is False}
    out = dict(away) if contest.absence != "zero" else {}
    remarks = dict(away) if contest.absence == "zero" else {}
    lacking = {}
    for entry in contest.entries:
        if entry not in out and (told := _lacks(contest, tallies, entry)):
            lacking[entry] = told
            ranked = provisional and all(_has_points(contest, tallies[each.id], entry) for each in contest.stages)
            (remarks if ranked else out)[entry] = told
    counted = _counted(contest, tallies, out)
    others = max(contest.applied - len(contest.entries), 0) if contest.rules.base == "applied" else 0
    return Presence(
        out=out, remarks=remarks, counted=counted, base=len(counted) + others,
        base_name=_base_name(contest), lacking=tuple(lacking), open=tuple(_open(contest, tallies, lacking)),
    )  # fmt: skip


def is_away(contest: Contest, entry: str, stage: Stage) -> bool:
    """Whether an entry has no points in a stage because it stayed away from it."""
    return stage.is_presentation and contest.came.get(entry) is False


def _away(contest: Contest) -> str:
    words = {"withdrawn": "没有参与发布，视同放弃", "zero": "没有到场发布，发布记零分"}
    said = words.get(contest.absence, "没有到场发布，怎么处理还没有定")
    return f"{said}（{contest.absence_source}）" if contest.absence_source else said


def _lacks(contest: Contest, tallies: Mapping[str, StageTally], entry: str) -> str:
    """Which ballots of an entry are not in; empty where all are."""
    told = []
    for stage in contest.stages:
        mark = tallies[stage.id].marks[entry]
        if is_away(contest, entry, stage) or mark.is_whole:
            continue
        names = "、".join(mark.missing[:_SHOWN]) + ("等" if len(mark.missing) > _SHOWN else "")
        told.append(f"{stage.name}缺 {len(mark.missing)} 份（{names}）" if names else f"{stage.name}没有评分")
    return f"未齐：{'，'.join(told)}" if told else ""


def _has_points(contest: Contest, tally: StageTally, entry: str) -> bool:
    return tally.marks[entry].points is not None or is_away(contest, entry, tally.stage)


def _counted(contest: Contest, tallies: Mapping[str, StageTally], out: Mapping[str, str]) -> tuple[str, ...]:
    """The judged entries that count for the base."""
    gone = {each for each in out if contest.came.get(each) is False and contest.absence == "withdrawn"}
    stage = contest.presentation
    if contest.rules.base != "presented" or stage is None:
        return tuple(each for each in contest.entries if each not in gone)
    ballots = tallies[stage.id].ballots
    return tuple(each for each in contest.entries if contest.came.get(each, bool(ballots[each])))


def _base_name(contest: Contest) -> str:
    base = contest.rules.base
    said = "参加评审" if base == "presented" and contest.presentation is None else BASES_SAID[base]
    return f"{said}的班组"


def _open(contest: Contest, tallies: Mapping[str, StageTally], lacking: Mapping[str, str]) -> list[str]:
    refused = [each.refused for each in tallies.values() if each.refused]
    told = [f"{each}；请用 qtdocs judge settle 统计方法 另定一种。" for each in refused]
    if lacking:
        told.append(f"有 {len(lacking)} 个班组的评分未齐，收齐以后名次和等级会变。")
    away = [each for each in contest.entries if contest.came.get(each) is False]
    if away and contest.absence == "ask":
        told.append(
            f"{'、'.join(away)}没有到场发布，通知没有写怎么处理，请协会定："
            "qtdocs judge settle 不到场 视同放弃（或发布记零分）。"
        )
    stage = contest.presentation
    both = [each for each in away if stage is not None and tallies[stage.id].ballots[each]]
    if both:
        told.append(f"{'、'.join(both)}登记为没有到场，却有发布评分，请核对签到表。")
    return told
