"""``qtdocs judge firmness``: how firm the tiers are, on the screen and in a workbook; for the office alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qtdocs.errors import UsageError
from qtdocs.judging.exact import plain
from qtdocs.judging.firmness import Moves, Nudge, nudges
from qtdocs.judging.ranking import ranks_of
from qtdocs.judging.recounting import bounds_of
from qtdocs.judging.resampling import Redrawn, WithoutJudge, redrawn, without_each_judge
from qtdocs.pipeline.judging.weighed import Weighed, weighed, wrote
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.judging.internal_book import INTERNAL, InternalTab, internal_workbook

BOOK = "稳定性分析（内部）.xlsx"
_SHOWN = 10
_FIRM, _SHAKY = 0.95, 0.8
"""Shares of the draws from which a tier counts as firm, and below which it is pointed out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmness:
    """Everything that is known of how firm the tiers are."""

    whole: Weighed
    """The season."""
    nudges: tuple[Nudge, ...]
    """The smallest changes of single scores that move a tier."""
    without: tuple[WithoutJudge, ...]
    """What would be without each judge."""
    again: Redrawn
    """What many draws of judges make of it."""
    ranks: Mapping[str, int]
    """Ranks by entry."""


def firmness_told(
    place: Workspace, *, times: int, seed: int, as_json: bool = False, dry_run: bool = False
) -> Iterator[str]:
    """How firm the tiers are; written into the workspace as well.

    Args:
        place: the workspace.
        times: how many draws of judges.
        seed: what the draws come from.
        as_json: whether to tell it in lines of JSON, and write nothing.
        dry_run: whether to write nothing.

    Raises:
        UsageError: no score has come in yet, or there are no tiers.
    """
    firm = _firmness(weighed(place), times=times, seed=seed)
    if as_json:
        yield from (json.dumps(each, ensure_ascii=False) for each in _as_json(firm))
        return
    yield from _said(firm)
    if dry_run:
        yield "只是看看，什么也没有写。"
    else:
        title = f"{firm.whole.edition.name}稳定性分析"
        yield wrote(place, BOOK, internal_workbook(title, _tabs(firm)))


def _firmness(whole: Weighed, *, times: int, seed: int) -> Firmness:
    made = whole.made
    if not made.contest.tiers and made.contest.pass_line is None:
        raise UsageError(
            "本活动不分等级，也没有定最低分，没有线可以分析。",
            "评委宽严和一致程度见 qtdocs judge panel-report，名次对照见 qtdocs judge compare。",
        )
    if not made.now.totals:
        raise UsageError(f"还算不出一个班组的总分。{''.join(whole.lacking)}", "评分收齐、办法定好以后再运行一次。")
    panels = {(stage, entry): made.tallies[stage].marks[entry].panel for stage, entry in made.now.ballots}
    most = {key: line.maximum for key, line in whole.lines.items() if line.maximum is not None}
    return Firmness(
        whole=whole,
        nudges=nudges(made.now, made.counting, bounds_of(made, most)),
        without=without_each_judge(made.now, made.counting),
        again=redrawn(made.now, made.counting, panels, times=times, seed=seed),
        ranks=ranks_of(made.now.totals),
    )


def _said(firm: Firmness) -> Iterator[str]:
    yield f"{INTERNAL}。以下只说等级有多牢靠，不改变等级；排名的班组 {len(firm.ranks)} 个。"
    yield from (f"请注意：{each}" for each in firm.whole.lacking)
    yield f"一、改动一处分数会动等级的：{len(firm.nudges)} 处（最小的在前）。"
    yield from (f"　{_nudge_said(firm.whole, each)}" for each in firm.nudges[:_SHOWN])
    if len(firm.nudges) > _SHOWN:
        yield f"　其余 {len(firm.nudges) - _SHOWN} 处见“单处改动”页。"
    moving = [each for each in firm.without if each.moves]
    yield f"二、去掉一位评委会动等级的：{len(firm.without)} 位评委里有 {len(moving)} 位。"
    yield from (f"　{_without_said(firm.whole, each)}" for each in moving)
    yield f"三、{_draws_said(firm)}"
    shaky = sorted((share, entry) for entry, share in firm.again.kept.items() if share < _SHAKY)
    yield from (f"　{entry} {firm.whole.team(entry)}：{_kept_said(firm, entry)}" for share, entry in shaky[:_SHOWN])
    if len(shaky) > _SHOWN:
        yield f"　其余 {len(shaky) - _SHOWN} 个见“班组”页。"


def _nudge_said(whole: Weighed, each: Nudge) -> str:
    line = f"{whole.stage_name(each.stage)}“{whole.line_name(each.stage, each.criterion)}”"
    return (
        f"{_signed(each.by)} 分：{whole.judge(each.judge)} 给 {each.entry} 的{line}由 {plain(each.before)} 改成 "
        f"{plain(each.after)}，{_moves_said(each.moves)}。"
    )


def _without_said(whole: Weighed, each: WithoutJudge) -> str:
    return f"{whole.judge(each.judge)}：{_moves_said(each.moves)}。"


def _moves_said(moves: Moves) -> str:
    return "；".join(f"{entry} 由{before or '待定'}变为{after or '待定'}" for entry, before, after in moves)


def _draws_said(firm: Firmness) -> str:
    again = firm.again
    fixed = "、".join(f"{firm.whole.stage_name(stage)}{name}".strip() or "全体" for stage, name in again.fixed)
    told = f"在每组评委里重抽 {again.times} 次（B = {again.times}，种子 {again.seed}；有放回，人数不变）。"
    if fixed:
        told += f"不足三位评委的不重抽：{fixed}。"
    if not again.kept:
        return f"{told}没有一个班组有三位以上评委，这一项说不出什么。"
    shaky = sum(share < _SHAKY for share in again.kept.values())
    return f"{told}仍是原等级的不到八成的班组：{shaky} 个。"


def _kept_said(firm: Firmness, entry: str) -> str:
    """What the share of draws means, in one sentence."""
    share = firm.again.kept.get(entry)
    tier = firm.whole.made.now.tiers.get(entry) or "待定"
    if share is None:
        return "评委不足三位，不重抽。"
    words = "很牢靠" if share >= _FIRM else "较牢靠" if share >= _SHAKY else "不牢靠"
    return f"换一批评委，100 次里约 {round(100 * share)} 次仍是{tier}，{words}。"


def _signed(value: Fraction) -> str:
    return f"{'+' if value > 0 else '−'}{plain(abs(value))}"


def _tabs(firm: Firmness) -> tuple[InternalTab, ...]:
    return (_explained(firm), _entries(firm), _changes(firm), _judges(firm))


def _explained(firm: Firmness) -> InternalTab:
    return InternalTab(
        name="说明",
        told=(
            "这一份只给协会内部看：说的是等级有多牢靠，不是哪个班组该是什么等级。等级仍照通知的规则定。",
            "单处改动：只改一位评委给一个班组的一项分数（在 0 到分值之间，按打分的最小单位），最少改几分就会动等级。"
            "改得很少就会动的，说明等级线两边差得很少；请先核对这些分数有没有登记错。",
            "去掉一位评委：不算这位评委的分，别的不变，哪些班组的等级会变。一位评委就能左右的等级，容易引起异议。",
            f"重抽评委：{_draws_said(firm)}百分比说的是：换一批同样的评委来评，这个班组还是这个等级的机会大约多大。",
            "总分、名次、等级与评定结果用同样的办法算；评委少，这些数字都只是大概。",
            "秘书处改定的等级没有算进来：这里只看规则给的等级。",
            *(f"请注意：{each}" for each in firm.whole.lacking),
        ),
    )


def _entries(firm: Firmness) -> InternalTab:
    made = firm.whole.made
    order = sorted(firm.ranks, key=lambda entry: (firm.ranks[entry], entry))
    rows = [
        (
            entry, firm.whole.organisation(entry), firm.whole.team(entry), made.now.totals[entry], firm.ranks[entry],
            made.now.tiers.get(entry) or "待定", _smallest(firm, entry), _owed(firm, entry), _kept_percent(firm, entry),
            _kept_said(firm, entry),
        )
        for entry in order
    ]  # fmt: skip
    shaky = frozenset(number for number, entry in enumerate(order) if firm.again.kept.get(entry, 1.0) < _SHAKY)
    return InternalTab(
        name="班组",
        told=(
            "“最少改几分会动”：改这个班组或别的班组的一处分数，最少几分会让它换等级；空着的，改哪一处都不换。"
            "有底色的，重抽评委时仍是原等级的不到八成。",
        ),
        heads=(
            "编号", "单位", "班组", "总分", "名次", "等级", "最少改几分会动", "去掉谁会动", "重抽仍是原等级（%）",
            "这是什么意思",
        ),
        widths=(10, 26, 20, 9, 7, 10, 10, 24, 12, 40),
        rows=tuple(rows),
        marked=shaky,
    )  # fmt: skip


def _smallest(firm: Firmness, entry: str) -> Decimal | None:
    """The smallest change of a score, of this entry or another, that gives it another tier."""
    found = [each for each in firm.nudges if any(moved == entry for moved, _, _ in each.moves)]
    return Decimal(plain(abs(found[0].by))) if found else None


def _owed(firm: Firmness, entry: str) -> str:
    return "、".join(
        firm.whole.judge(each.judge) for each in firm.without if any(moved == entry for moved, _, _ in each.moves)
    )


def _kept_percent(firm: Firmness, entry: str) -> int | None:
    share = firm.again.kept.get(entry)
    return None if share is None else round(100 * share)


def _changes(firm: Firmness) -> InternalTab:
    whole = firm.whole
    return InternalTab(
        name="单处改动",
        told=("每个班组往上、往下各列一处改得最少的；没有列出的班组，任何一处单独的改动都动不了等级。",),
        heads=("改几分", "编号", "班组", "阶段", "评委", "项目", "现在", "改成", "会变的等级"),
        widths=(8, 10, 22, 14, 16, 14, 8, 8, 50),
        rows=tuple(
            (
                _signed(each.by), each.entry, whole.team(each.entry), whole.stage_name(each.stage),
                whole.judge(each.judge), whole.line_name(each.stage, each.criterion), plain(each.before),
                plain(each.after), _moves_said(each.moves),
            )
            for each in firm.nudges
        ),
    )  # fmt: skip


def _judges(firm: Firmness) -> InternalTab:
    whole, ballots = firm.whole, firm.whole.made.now.ballots
    given = {each.judge: sum(each.judge in {one.judge for one in own} for own in ballots.values())
             for each in firm.without}  # fmt: skip
    return InternalTab(
        name="去掉一位评委",
        told=("“算不出的”：去掉这位评委以后评分不够的班组（只有一份，或不足五份不能去掉最高最低），这里仍按原来的分算。",),
        heads=("评委", "评了几份", "会变的班组数", "会变的等级", "算不出的"),
        widths=(18, 10, 12, 70, 24),
        rows=tuple(
            (
                whole.judge(each.judge), given[each.judge], len(each.moves), _moves_said(each.moves),
                "、".join(each.kept),
            )
            for each in firm.without
        ),
        marked=frozenset(number for number, each in enumerate(firm.without) if each.moves),
    )  # fmt: skip


def _as_json(firm: Firmness) -> Iterator[Mapping[str, object]]:
    again = firm.again
    head = {"schema_version": 1, "internal": True}
    yield {
        **head, "kind": "setting", "times": again.times, "seed": again.seed, "entries": len(firm.ranks),
        "not_drawn": [list(each) for each in again.fixed], "lacking": list(firm.whole.lacking),
    }  # fmt: skip
    for entry in sorted(firm.ranks, key=lambda each: (firm.ranks[each], each)):
        yield {
            **head, "kind": "entry", "entry_no": entry, "total": str(firm.whole.made.now.totals[entry]),
            "rank": firm.ranks[entry], "tier": firm.whole.made.now.tiers.get(entry, ""),
            "smallest_change": None if (least := _smallest(firm, entry)) is None else str(least),
            "kept": again.kept.get(entry),
        }  # fmt: skip
    for each in firm.nudges:
        yield {
            **head, "kind": "change", "entry_no": each.entry, "stage": each.stage, "judge": each.judge,
            "criterion": each.criterion, "before": plain(each.before), "after": plain(each.after),
            "moves": [list(move) for move in each.moves],
        }  # fmt: skip
    for one in firm.without:
        yield {
            **head, "kind": "without-judge", "judge": one.judge, "moves": [list(move) for move in one.moves],
            "kept_as_is": list(one.kept),
        }  # fmt: skip
