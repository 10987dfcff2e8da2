"""The result: totals, ranks, tiers under their quotas, ties and what follows from them, the deciders' word over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from qtdocs.judging.contest import Contest, tallies_of
from qtdocs.judging.exact import plain
from qtdocs.judging.presence import Presence, is_away, presence_of
from qtdocs.judging.quota import cut_of, lines_of
from qtdocs.judging.ranking import groups_of, ranks_of, total_of
from qtdocs.judging.rooms import LEFTOVER_RULE
from qtdocs.judging.tally import StageTally
from qtdocs.judging.ties import Assigned, Field, assigned, ties_of
from qtdocs.judging.words import FAILED, PASSED
from qtdocs.model.result import Cut, Ranked, Result, Tie

_BELOW_LEAST = "总分低于最低分，不评等级"


def result_of(contest: Contest, *, provisional: bool = False) -> Result:
    """The result as the rules give it, with what people decided laid over it.

    Args:
        contest: all that it is made of.
        provisional: whether entries are ranked too whose ballots are not all in.
    """
    tallies = tallies_of(contest, provisional=provisional)
    here = presence_of(contest, tallies, provisional=provisional)
    totals = totals_of(contest, tallies, here)
    field = _field(contest, here, totals)
    given = assigned(field) if contest.tiers else _by_line(contest, totals)
    ties = ties_of(field, given) if contest.tiers else ()
    gone = (Ranked(entry=each, marks={}, total=None, out=contest.gave_up[each]) for each in sorted(contest.gave_up))
    ranked = (*_ranked(contest, tallies, here, totals, _tiers(contest, given)), *gone)
    cuts = _cuts(contest, here, ranked)
    return Result(
        ranked=ranked, cuts=cuts, ties=ties, base=here.base, base_name=here.base_name, waiting=len(here.lacking),
        provisional=provisional,
        notes=(*_notes(contest, tallies, given), *_outlived(contest, ranked)),
        open=tuple(_open(contest, here, ranked, cuts, ties)),
    )  # fmt: skip


def room_of(contest: Contest, entry: str) -> str:
    """The room that an entry presented in, else the group that judged its papers; empty where there is only one."""
    for stage in sorted(contest.stages, key=lambda each: not each.is_presentation):
        panels = contest.panels.get(stage.id, {})
        if len(set(panels.values())) > 1:
            return panels.get(entry, "")
    return ""


def tiers_by_rule(contest: Contest, here: Presence, totals: Mapping[str, Decimal]) -> Mapping[str, str]:
    """The tiers that the rules alone give for some totals; what the deciders said is not laid over them.

    Args:
        contest: all that the result is made of.
        here: who takes part.
        totals: of each entry that is ranked.
    """
    given = assigned(_field(contest, here, totals)) if contest.tiers else _by_line(contest, totals)
    return _tiers(contest, given)


def _tiers(contest: Contest, given: Assigned) -> Mapping[str, str]:
    """The tiers; none yet for equals at a line where nothing is proposed."""
    if contest.rules.ties == "below":
        return given.tiers
    return {**given.tiers, **{each: "" for _, _, entries, _ in given.ties for each in entries}}


def totals_of(contest: Contest, tallies: Mapping[str, StageTally], here: Presence) -> Mapping[str, Decimal]:
    """The total of each entry that is ranked, as it is published."""
    totals = {}
    for entry in contest.entries:
        if entry not in here.out:
            points = [_points(contest, tallies[stage.id], entry) for stage in contest.stages]
            totals[entry] = total_of(points, decimals=contest.rules.decimals)
    return totals


def _points(contest: Contest, tally: StageTally, entry: str) -> Fraction:
    if is_away(contest, entry, tally.stage):
        return Fraction()
    points = tally.marks[entry].points
    assert points is not None  # or it would be out
    return points


def _cuts_by_room(contest: Contest) -> bool:
    """Whether each room is cut by itself: only where that was chosen and every entry has its room."""
    return contest.rules.cut == "room" and all(room_of(contest, each) for each in contest.entries)


def _field(contest: Contest, here: Presence, totals: Mapping[str, Decimal]) -> Field:
    """Who competes for the tiers: all that are ranked and reach the least total."""
    by_room = _cuts_by_room(contest)
    members: dict[str, dict[str, Decimal]] = {} if by_room else {"": {}}
    for entry in contest.entries:
        room = members.setdefault(room_of(contest, entry) if by_room else "", {})
        if entry in totals and _reaches(contest, totals[entry]):
            room[entry] = totals[entry]
    counted = Counter(room_of(contest, each) for each in here.counted) if by_room else {}
    return Field(
        lines=lines_of(contest.tiers, here.base),
        groups={room: groups_of(members[room]) for room in sorted(members)},
        rooms={room: counted[room] for room in sorted(members)} if by_room else {},
    )


def _reaches(contest: Contest, total: Decimal) -> bool:
    return contest.pass_line is None or total >= contest.pass_line


def _by_line(contest: Contest, totals: Mapping[str, Decimal]) -> Assigned:
    """Who passes and who does not, where there are no tiers and a line was settled."""
    said = {each: PASSED if _reaches(contest, total) else FAILED for each, total in totals.items()}
    return Assigned(tiers=said if contest.pass_line is not None else {}, ties=(), places={})


def _ranked(
    contest: Contest,
    tallies: Mapping[str, StageTally],
    here: Presence,
    totals: Mapping[str, Decimal],
    tiers: Mapping[str, str],
) -> Iterator[Ranked]:
    """Every entry, best first; those that are not ranked last."""
    ranks = ranks_of(totals)
    for entry in sorted(contest.entries, key=lambda each: (ranks.get(each, len(contest.entries) + 1), each)):
        rule = tiers.get(entry, "")
        other = contest.overrides.get(entry) if entry in totals else None
        low = contest.tiers and entry in totals and not _reaches(contest, totals[entry])
        yield Ranked(
            entry=entry,
            marks={stage.id: tallies[stage.id].marks[entry] for stage in contest.stages},
            total=totals.get(entry),
            rank=ranks.get(entry, 0),
            tier=other.tier if other else rule,
            rule_tier=rule,
            room=room_of(contest, entry),
            out=here.out.get(entry, ""),
            remark="；".join(each for each in (here.remarks.get(entry, ""), _BELOW_LEAST if low else "") if each),
            overridden=other.because if other and other.tier != rule else "",
        )


def _cuts(contest: Contest, here: Presence, ranked: Sequence[Ranked]) -> tuple[Cut, ...]:
    taken = Counter(each.tier for each in ranked)
    return tuple(
        cut_of(line, base=here.base, base_name=here.base_name, taken=taken[line.tier])
        for line in lines_of(contest.tiers, here.base)
    )


def _notes(contest: Contest, tallies: Mapping[str, StageTally], given: Assigned) -> Iterator[str]:
    """What a reader must know."""
    yield from contest.said
    for tally in tallies.values():
        if not tally.drawn:
            yield f"“{tally.stage.name}”没有专家抽取记录，不知道每个班组应有几份评分，有几份算几份。"
        if tally.uneven:
            named = "、".join(tally.uneven)
            yield f"请注意：“{tally.stage.name}”的评分{named}比别的班组少，请核对是不是还有没收到的。"
        if tally.re_judge:
            limit = plain(Fraction(contest.rules.re_judge_spread))
            named = "、".join(tally.re_judge)
            yield f"“{tally.stage.name}”评委分歧大、建议复评：{named}（标准差按 100 分计超过 {limit}）。"
    if contest.rules.cut == "room" and not _cuts_by_room(contest):
        yield "选了各会场分别划等级，但不是每个班组都有会场，这里合在一起划。"
    elif contest.rules.cut == "room":
        yield f"等级由各会场分别划：{LEFTOVER_RULE}。"
        if not contest.rooms_drawn:
            yield "请注意：会场不是抽签分的，各会场水平可能不一样，分别划等级对水平高的会场不公平。"
    for tier, places in given.places.items():
        if places.undecided:
            named = "、".join(places.undecided)
            yield f"{tier}余下的名额，{named}条件完全一样，空着，由秘书处定。"


def _outlived(contest: Contest, ranked: Sequence[Ranked]) -> Iterator[str]:
    """Tiers that the deciders changed when the rule said something else than it says now."""
    for each in ranked:
        said = contest.overrides.get(each.entry)
        if said is not None and each.rank and said.instead_of != each.rule_tier:
            was, now = (tier or "没有等级" for tier in (said.instead_of, each.rule_tier))
            yield f"{each.entry}改定为{said.tier}时，按规则是{was}，现在按规则是{now}，请再看一遍这个改定。"


def _open(
    contest: Contest, here: Presence, ranked: Sequence[Ranked], cuts: Sequence[Cut], ties: Sequence[Tie]
) -> Iterator[str]:
    """What has to be settled before the result may be put down."""
    yield from here.open
    if contest.rules.ties == "ask":
        yield from _undecided(ties, ranked)
    limited = {each.name for each in contest.tiers if each.at_most is not None}
    for cut in cuts:
        if cut.tier in limited and cut.taken > cut.limit:
            yield f"改定以后{cut.tier}有 {cut.taken} 个，超过名额 {cut.limit} 个，请重新改定。"
        if cut.taken < cut.least and not here.lacking:
            yield (
                f"{cut.tier}只有 {cut.taken} 个，通知要求{cut.share}，至少 {cut.least} 个，凑不够；"
                "请看基数对不对（qtdocs judge settle 基数），或由秘书处改定。"
            )
    ranks = {each.entry for each in ranked if each.rank}
    for entry in sorted(set(contest.overrides) - ranks):
        yield f"{entry}改定过等级，但它没有参加排名，改定没有起作用；请撤销。"


def _undecided(ties: Sequence[Tie], ranked: Sequence[Ranked]) -> Iterator[str]:
    """Equals at a line where nothing is proposed and nobody has decided yet."""
    without = {each.entry for each in ranked if not each.tier}
    for tie in ties:
        if waiting := [each for each in tie.entries if each in without]:
            yield (
                f"{'、'.join(waiting)}同为 {tie.total} 分，压在{tie.tier}的线上，等级待定；"
                "请用 qtdocs judge settle 同分 或 qtdocs judge override 定。"
            )
