"""``qtdocs judge compare``: raw and adjusted ranks side by side; advice for the office, tiers follow the raw rule."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from qtdocs.judging.fairness import Compared, StageFairness, compared
from qtdocs.pipeline.judging.weighed import Weighed, findings_in, weighed, wrote
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.judging.internal_book import INTERNAL, InternalTab, internal_workbook

BOOK = "原始与校正对照（内部）.xlsx"
_ADVICE = "仅供参考：等级照通知的规则用原始分定，校正分不改变名次和等级。"
_HEADS = (
    "编号", "单位", "班组", "原始总分", "原始名次", "等级（按原始分）", "校正总分", "校正名次", "名次相差",
    "校正分的误差",
)  # fmt: skip


def comparison_told(place: Workspace, *, as_json: bool = False, dry_run: bool = False) -> Iterator[str]:
    """Raw and adjusted ranks side by side, written into the workspace as well; or why there are none.

    Args:
        place: the workspace.
        as_json: whether to tell it in lines of JSON, and write nothing.
        dry_run: whether to write nothing.

    Raises:
        UsageError: no score has come in yet.
    """
    whole = weighed(place)
    rows = compared(whole.made, whole.stages)
    if as_json:
        yield from (json.dumps(each, ensure_ascii=False) for each in _as_json(whole, rows))
        return
    yield f"{INTERNAL}。{_ADVICE}"
    yield from (f"请注意：{each}" for each in whole.lacking)
    for stage in whole.stages:
        yield from model_told(whole, stage)
    if not rows:
        yield _nothing(whole)
        return
    yield "编号　原始总分（名次）　校正总分（名次）　等级　班组"
    for each in rows:
        yield (
            f"{each.entry}　{each.total}（{each.rank}）　{each.adjusted}（{each.adjusted_rank}）　"
            f"{each.tier or '—'}　{whole.team(each.entry)}"
        )
    if dry_run:
        yield "只是看看，什么也没有写。"
    else:
        title = f"{whole.edition.name}原始与校正对照"
        yield wrote(place, BOOK, internal_workbook(title, (_explained(whole), _ranks(whole, rows), _leanings(whole))))


def _nothing(whole: Weighed) -> str:
    if not whole.made.now.totals:
        return "还没有一个班组的各阶段评分都有，没有总分可以对照。"
    return "没有一个阶段能给出校正分，没有可以对照的。"


def model_told(whole: Weighed, stage: StageFairness) -> Iterator[str]:
    """What the model says of one stage, a sentence for each number; or the finding why it says nothing."""
    model = stage.model
    if model.refused:
        found = next(each for each in findings_in(whole) if f"“{stage.stage.name}”" in each.message)
        yield f"各组不能比较　{found.message}{found.advice}"
    if not model.leaning:
        return
    yield (
        f"“{stage.stage.name}”：λ = {model.ridge:.2f}（限制最大似然估计）。评委宽严相差约 {model.judges:.1f} 分，"
        f"每份评分的偶然约 {model.noise:.1f} 分；λ 越大，说明宽严差别越小、越不用校正。"
    )
    if model.between:
        worst = model.between[0]
        yield (
            f"{worst.one}与{worst.other}的平均分之差，标准误 {worst.error:.1f} 分"
            f"（不超过 {stage.limit:.1f} 分才给校正分）：两组真正的差别与算出来的差别，大约三次里有两次不超过这么多。"
        )


def _explained(whole: Weighed) -> InternalTab:
    told = [line for stage in whole.stages for line in model_told(whole, stage)]
    return InternalTab(
        name="说明",
        told=(
            _ADVICE,
            "校正分：把每位评委按“比别的评委平均宽几分、严几分”还原以后，班组大概会得的分。"
            "平均起来与原始分一样高，仍是原来的尺度。",
            *told,
            "校正分的误差：评委不同和每份评分的偶然带来的标准误；两个班组的校正总分相差不到这么多的，分不出先后。",
            "没有给校正分的阶段，按原始分计入校正总分。",
            *(f"请注意：{each}" for each in whole.lacking),
        ),
    )


def _ranks(whole: Weighed, rows: tuple[Compared, ...]) -> InternalTab:
    return InternalTab(
        name="对照",
        told=(f"{_ADVICE}名次相差：正数是校正以后靠前。",),
        heads=_HEADS,
        widths=(10, 30, 22, 10, 10, 14, 10, 10, 10, 12),
        rows=tuple(
            (
                each.entry, whole.organisation(each.entry), whole.team(each.entry), each.total, each.rank,
                each.tier or "—", each.adjusted, each.adjusted_rank, each.rank - each.adjusted_rank,
                Decimal(f"{each.error:.1f}"),
            )
            for each in rows
        ),
    )  # fmt: skip


def _leanings(whole: Weighed) -> InternalTab:
    return InternalTab(
        name="评委宽严",
        told=("模型估计的每位评委比全体评委平均多给（正）或少给（负）几分，评分表的尺度；分数少的评委估计得保守。",),
        heads=("阶段", "评委", "多给几分", "这是什么意思"),
        widths=(16, 20, 12, 40),
        rows=tuple(
            (stage.stage.name, whole.judge(judge), Decimal(f"{leaning:.1f}"), leaning_said(leaning))
            for stage in whole.stages
            if stage.model.adjusted
            for judge, leaning in sorted(stage.model.leaning.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
    )


def leaning_said(leaning: float) -> str:
    """What a judge's leaning means, in one sentence."""
    if abs(leaning) < 0.5:
        return "与别的评委差不多。"
    return f"平均比别的评委{'宽' if leaning > 0 else '严'} {abs(leaning):.1f} 分。"


def _as_json(whole: Weighed, rows: tuple[Compared, ...]) -> Iterator[Mapping[str, object]]:
    head = {"schema_version": 1, "internal": True}
    for stage in whole.stages:
        model = stage.model
        yield {
            **head, "kind": "stage", "stage": stage.stage.id, "refused": model.refused or None,
            "ridge": model.ridge if model.leaning else None, "estimated_by": "REML",
            "noise": model.noise if model.leaning else None, "judges": model.judges if model.leaning else None,
            "limit": stage.limit, "leaning": dict(model.leaning),
            "between": [{"one": each.one, "other": each.other, "error": each.error} for each in model.between],
            "islands": [{"judges": list(each.judges), "entries": list(each.entries)} for each in model.islands],
        }  # fmt: skip
    for found in findings_in(whole):
        yield {**head, "kind": "finding", "code": found.code, "message": found.message, "advice": found.advice}
    for each in rows:
        yield {
            **head, "kind": "entry", "entry_no": each.entry, "total": str(each.total), "rank": each.rank,
            "tier": each.tier, "adjusted": str(each.adjusted), "adjusted_rank": each.adjusted_rank,
            "error": each.error,
        }  # fmt: skip
