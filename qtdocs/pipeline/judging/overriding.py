"""``qtdocs judge override``: the deciders give tiers against the rule; checked against the quotas, with who and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.judging.words import FAILED, PASSED
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.result import Cut, Result
from qtdocs.model.settlement import Overridden
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.contests import Gathered, gathered
from qtdocs.pipeline.judging.ranking import refuse_statistics
from qtdocs.pipeline.judging.tally_view import Whose, names_of
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import narrow

BY_RULE = "按规则"
"""The word that takes an override back."""


def tiers_overridden(place: Workspace, words: Sequence[str], *, who: str, because: str, dry_run: bool) -> Iterator[str]:
    """Give entries other tiers than the rule's, all of them or none; says what that makes of the quotas.

    Args:
        place: the workspace.
        words: number and tier of each, in turn; ``BY_RULE`` for the rule's own.
        who: who decided.
        because: why.
        dry_run: whether to write nothing.

    Raises:
        UsageError: there is no such entry or tier, it is not ranked, no reason is given, or a quota is exceeded.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    wanted = _pairs(words, edition)
    who = person_named(who, "定")
    if not because.strip():
        raise UsageError("没有写理由。", "请用 --because 写上，例如：--because 秘书处5月8日会议，核实后调整。")
    with place.busy("qtdocs judge override") as ledger:
        teams = account_of(ledger, edition).teams
        made, names = gathered(ledger, edition, teams=teams), names_of(teams)
        refuse_statistics(made)
        before = made.result()
        given = {each: _said(before, each, tier, because.strip()) for each, tier in wanted.items()}
        after = _with(made, given).result()
        yield from _told(before, after, given, names)
        _refuse_excess(after.cuts, edition)
        if dry_run:
            yield "只是看看，什么也没有写。"
            return
        with ledger.change("overridden", " ".join(given)):
            put_down(ledger, ActKind.OVERRIDE, [((entry,), said) for entry, said in given.items()], who=who)
    yield f"已记下 {len(given)} 个班组（{who}）。再运行 qtdocs judge rank 看结果。"


def _pairs(words: Sequence[str], edition: Programme) -> Mapping[str, str]:
    """The tier of each entry; empty for the rule's own."""
    if not words or len(words) % 2:
        raise UsageError(
            "班组编号和等级要成对写。",
            "例如：qtdocs judge override 班0003 卓越级 班0002 示范级 --by 王敏 --because 理由。",
        )
    tiers = [each.name for each in edition.tiers] or [PASSED, FAILED]
    found: dict[str, str] = {}
    for entry, tier in zip(words[::2], words[1::2], strict=True):
        if tier not in (*tiers, BY_RULE):
            raise UsageError(f"没有“{tier}”这个等级。", f"有：{'、'.join(tiers)}；撤销改定写“{BY_RULE}”。")
        if (number := narrow(entry).strip()) in found:
            raise UsageError(f"{number}写了两次。", "一个班组只写一次。")
        found[number] = "" if tier == BY_RULE else tier
    return found


def _said(before: Result, entry: str, tier: str, because: str) -> Overridden:
    """What is put down of one entry.

    Raises:
        UsageError: it is not ranked, or has this tier already.
    """
    row = next((each for each in before.ranked if each.entry == entry), None)
    if row is None:
        raise UsageError(f"没有参加评审的班组里没有编号“{entry}”。", "编号见 qtdocs judge rank 或 qtdocs entries。")
    if tier and not row.rank:
        raise UsageError(f"{entry}没有参加排名（{row.out}），不能改等级。", "先把它的评分收齐，或改好它的状态。")
    if (not tier and not row.overridden) or tier == row.tier:
        raise UsageError(f"{entry}已经是{row.tier or '没有等级'}。", "不用再改。")
    by_rule = tier == row.rule_tier  # what the rule says anyway must not outlast a change of the scores
    return Overridden(tier="" if by_rule else tier, because=because, instead_of=row.rule_tier)


def _with(made: Gathered, given: Mapping[str, Overridden]) -> Gathered:
    overrides = {**made.contest.overrides, **given}
    kept = {entry: said for entry, said in overrides.items() if said.tier}
    return replace(made, contest=replace(made.contest, overrides=kept))


def _told(before: Result, after: Result, given: Mapping[str, Overridden], names: Mapping[str, Whose]) -> Iterator[str]:
    was, now = ({each.entry: each for each in result.ranked} for result in (before, after))
    for entry in given:
        whose = names[entry]
        rule = now[entry].rule_tier or "没有等级"
        yield (
            f"{entry}　{whose.organisation}　{whose.team}：{was[entry].tier or '没有等级'} → "
            f"{now[entry].tier or '没有等级'}（按规则是{rule}）"
        )
    yield from (f"  {cut.tier}：{cut.explained}" for cut in after.cuts)


def _refuse_excess(cuts: Sequence[Cut], edition: Programme) -> None:
    """Refuse what exceeds a quota.

    Raises:
        UsageError: a tier has more than it may, or fewer than it must.
    """
    limited = {each.name for each in edition.tiers if each.at_most is not None}
    wrong = [
        f"{cut.tier}会有 {cut.taken} 个，最多 {cut.limit} 个"
        for cut in cuts
        if cut.tier in limited and cut.taken > cut.limit
    ]
    wrong += [f"{cut.tier}只剩 {cut.taken} 个，至少 {cut.least} 个" for cut in cuts if cut.taken < cut.least]
    if wrong:
        source = edition.quota.source if edition.quota else "通知"
        raise UsageError(
            f"超过名额，没有记下：{'；'.join(wrong)}（{source}）。",
            "请同时写上要让出名额的班组，例如：qtdocs judge override 班0003 卓越级 班0002 示范级；或先改基数。",
        )
