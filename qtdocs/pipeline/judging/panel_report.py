"""``qtdocs judge panel-report``: strictness, agreement, distributions and real weights, as a paper for the office."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qtdocs.editions import shelf
from qtdocs.judging.agreement import JudgeView, PanelView
from qtdocs.judging.fairness import StageFairness, weights_of
from qtdocs.judging.variance import StageWeight
from qtdocs.judging.words import STATISTICS_SAID
from qtdocs.pipeline.judging.comparing import leaning_said, model_told
from qtdocs.pipeline.judging.weighed import Weighed, weighed, wrote
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.charts import Chart, Leaning, Spread, leanings_chart, picture, spreads_chart
from qtdocs.render.judging.internal_book import INTERNAL
from qtdocs.render.letters import Picture, letter
from qtdocs.text import chinese_number, plain_date

PAPER = "评审组情况（内部）.docx"
TEMPLATE = "panel-report.docx"
_PRINTED = 156.0
"""Width of a chart on the paper, in mm."""
_NOTES = (
    "宽严：这位评委比同一批班组的其他评委平均多给（宽）或少给（严）几分。评的班组不同，不能只看平均分。",
    "离散：这位评委给的分拉开多大（标准差）。很小的，几乎给谁都一样的分，对名次不起作用。",
    "相关：这位评委与其他评委的平均分是不是同高同低，1 是完全一样，0 是没有关系，负数是相反。",
    "一致程度 W：0 是各看各的，1 是完全一致（肯德尔协同系数，已按并列校正）。",
    "以上只说这一届的评分，评的班组少时偏差很大，不能当作对评委的评价；要复议的，请组长召集。",
    "等级照通知的规则用原始分定，这里的任何数字都不改变名次和等级。",
)


def panel_report_told(place: Workspace, *, today: datetime.date, dry_run: bool = False) -> Iterator[str]:
    """What stands out among the judges, and the paper that is written.

    Args:
        place: the workspace.
        today: the day of the paper.
        dry_run: whether to write nothing.

    Raises:
        UsageError: no score has come in yet.
    """
    whole = weighed(place)
    yield f"{INTERNAL}。"
    yield from (f"请注意：{each}" for each in whole.lacking)
    for stage in whole.stages:
        yield f"“{stage.stage.name}”：{len(stage.scores)} 份评分，{len(stage.judges)} 位评委。"
        yield from (f"　{each}" for each in _agreement(stage))
        yield from (f"　{each}" for each in model_told(whole, stage))
    yield from (
        f"　{each['stage']}：通知写的 {each['nominal']}，实际 {each['effective']}。" for each in _weights(whole)
    )
    if dry_run:
        yield "只是看看，什么也没有写。"
        return
    path = shelf.template_path(whole.edition.id, TEMPLATE, workspace=place.home)
    values = report_values(whole, today=today)
    yield wrote(place, PAPER, letter(path.read_bytes(), values, name=str(path)))


def report_values(whole: Weighed, *, today: datetime.date) -> dict[str, object]:
    """What the paper says, by the names in its template."""
    made = whole.made
    entries, judges = len(made.contest.entries), len({each.judge for stage in whole.stages for each in stage.judges})
    return {
        "programme": whole.edition.name,
        "internal": INTERNAL,
        "opening": f"参加评审的班组 {entries} 个，其中有总分的 {len(made.now.totals)} 个；给过分的评委 {judges} 位。",
        "lacking": list(whole.lacking),
        "totals": _printed(_totals_chart(whole)) if made.now.totals else "",
        "totals_told": list(_cuts_told(whole)),
        "weights": _weights(whole),
        "weights_told": _weights_told(weights_of(made)),
        "stages": [_stage(whole, each, number) for number, each in enumerate(whole.stages, 3)],
        "notes": list(_NOTES),
        "date": plain_date(today),
    }


def _stage(whole: Weighed, stage: StageFairness, number: int) -> dict[str, object]:
    statistic = STATISTICS_SAID[stage.stage.statistic]
    return {
        "heading": f"{chinese_number(number)}、{stage.stage.name}",
        "opening": f"评分 {len(stage.scores)} 份，评委 {len(stage.judges)} 位，每个班组的得分用“{statistic}”合成，"
        f"评分表满分 {stage.scale:g} 分。",
        "agreement": list(_agreement(stage)),
        "leanings": _printed(_leanings_chart(whole, stage)),
        "judges": [_judge(whole, each) for each in stage.judges],
        "judges_told": f"{_extreme_told(whole, stage.judges)}各栏的意思见最后一节。",
        "spreads": _printed(_spreads_chart(whole, stage)),
        "model": list(model_told(whole, stage)) or ["评委与班组连成一片。"],
    }


def _agreement(stage: StageFairness) -> Iterator[str]:
    for each in stage.panels:
        yield f"{each.panel or '全体'}：{_concordance_said(each)}{each.reading}"


def _concordance_said(each: PanelView) -> str:
    if each.concordance is None:
        return ""
    return f"{len(each.judges)} 位评委、{each.entries} 个班组，一致程度 W = {each.concordance:.2f}。"


def _judge(whole: Weighed, each: JudgeView) -> dict[str, object]:
    return {
        "judge": whole.judge(each.judge),
        "count": len(each.points),
        "mean": f"{each.mean:.1f}",
        "spread": f"{each.spread:.1f}",
        "leaning": "—" if each.leaning is None else f"{each.leaning:+.1f}".replace("-", "−"),
        "likeness": "—" if each.likeness is None else f"{each.likeness:.2f}".replace("-", "−"),
        "meaning": _judge_said(each),
    }


def _judge_said(each: JudgeView) -> str:
    if each.leaning is None:
        return "没有别的评委评过同样的班组，没有可比的。"
    told = leaning_said(each.leaning)
    if each.likeness is not None and each.likeness < 0.3:
        told += "先后次序与别的评委不大一样。"
    return told


def _extreme_told(whole: Weighed, judges: Sequence[JudgeView]) -> str:
    known = sorted((each.leaning, each.judge) for each in judges if each.leaning is not None)
    if len(known) < 2:
        return ""
    (strict, first), (lenient, last) = known[0], known[-1]
    return f"最严的 {whole.judge(first)} 与最宽的 {whole.judge(last)} 相差 {lenient - strict:.1f} 分。"


def _leanings_chart(whole: Weighed, stage: StageFairness) -> Chart:
    rows = [
        Leaning(
            label=whole.judge_on_chart(each.judge), value=each.leaning, said=f"{each.leaning:+.1f} 分".replace("-", "−")
        )
        for each in stage.judges
        if each.leaning is not None
    ]
    return leanings_chart(rows, legend="向左、有斜线的比同一批班组的其他评委严，向右、空白的宽；单位是评分表上的分。")


def _spreads_chart(whole: Weighed, stage: StageFairness) -> Chart:
    rows = [
        Spread(label=whole.judge_on_chart(each.judge), values=each.points, said=f"平均 {each.mean:.1f}")
        for each in stage.judges
    ]
    return spreads_chart(
        rows, legend="一个圈是给一个班组的分，方框是中间一半，粗线是中位数；圈叠在一起的，分数相同或相近。"
    )


def _totals_chart(whole: Weighed) -> Chart:
    made = whole.made
    by_group: dict[str, list[float]] = {}
    last = whole.stages[-1]
    for entry, total in sorted(made.now.totals.items()):
        by_group.setdefault(last.groups.get(entry, "") or "全体", []).append(float(total))
    rows = [
        Spread(label=name, values=tuple(values), said=f"{len(values)} 个班组")
        for name, values in sorted(by_group.items())
    ]
    return spreads_chart(
        rows, legend="一个圈是一个班组的总分，方框是中间一半，粗线是中位数；虚线是各等级最低的总分或合格线。",
        lines=[(float(total), name) for name, total in (*_lowest(whole), *_pass_line(whole))],
    )  # fmt: skip


def _lowest(whole: Weighed) -> list[tuple[str, Decimal]]:
    """The lowest total of each tier but the last, best first; none where each room has its own line."""
    if whole.made.contest.rules.cut == "room":
        return []
    now = whole.made.now
    found: list[tuple[str, Decimal]] = []
    for tier in whole.made.contest.tiers[:-1]:
        totals = [total for entry, total in now.totals.items() if now.tiers.get(entry) == tier.name]
        if totals:
            found.append((tier.name, min(totals)))
    return found


def _pass_line(whole: Weighed) -> list[tuple[str, Decimal]]:
    """The least total that was settled; nothing where none was."""
    line = whole.made.contest.pass_line
    return [] if line is None else [("合格线", line)]


def _cuts_told(whole: Weighed) -> Iterator[str]:
    if not whole.made.now.totals:
        yield "还没有一个班组的各阶段评分都有，没有总分。"
    elif whole.made.contest.rules.cut == "room":
        yield "等级由各会场分别划，各会场的线不同，图上不画。"
    for tier, total in _lowest(whole):
        yield f"{tier}最低的总分是 {total} 分。"
    for name, total in _pass_line(whole):
        yield f"{name}是 {total} 分。"


def _weights(whole: Weighed) -> list[dict[str, str]]:
    return [
        {
            "stage": whole.stage_name(each.stage),
            "nominal": f"{100 * each.nominal:.0f}%",
            "effective": "说不出" if each.effective is None else f"{100 * each.effective:.0f}%",
            "meaning": _weight_said(each),
        }
        for each in weights_of(whole.made)
    ]


def _weight_said(each: StageWeight) -> str:
    if each.effective is None or each.spread is None:
        return "有总分的班组太少，或者总分都一样。"
    told = f"这一阶段的得分拉开 {each.spread:.1f} 分（标准差），总分的高低有 {100 * each.effective:.0f}% 由它决定。"
    if each.effective < each.nominal - 0.05:
        return f"{told}比通知写的小：大家在这里得分相近。"
    if each.effective > each.nominal + 0.05:
        return f"{told}比通知写的大：大家在这里拉得开。"
    return f"{told}与通知写的差不多。"


def _weights_told(weights: Sequence[StageWeight]) -> str:
    if len(weights) < 2:
        return "只有一个阶段，总分全由它决定。"
    return (
        "占多少分不等于起多大作用：一个阶段里大家得分差不多，它占的分再多也分不出先后。"
        "“实际”是各阶段得分与总分的协方差占总分方差的比例，各阶段加起来是 100%。"
    )


def _printed(chart: Chart) -> Picture:
    return Picture(data=picture(chart), width=_PRINTED)
