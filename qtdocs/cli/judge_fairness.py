"""``qtdocs judge firmness``, ``compare`` and ``panel-report``: how firm and how fair; for the office alone."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.judging import judge
from qtdocs.cli.shared import DRY_RUN, JSON, WORKSPACE, say_lines


@judge.command(short_help="等级有多牢靠：改一处分、去掉一位评委、换一批评委会怎样（内部）。")
@click.option("--times", type=click.IntRange(100, 10_000), default=1_000, show_default=True, metavar="次数",
              help="重抽评委多少次。")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, metavar="数",
              help="重抽用的种子；种子相同，结果相同。")  # fmt: skip
@JSON
@DRY_RUN
@WORKSPACE
def firmness(*, times: int, seed: int, as_json: bool, dry_run: bool, workspace: Path) -> None:
    """等级有多牢靠：哪一处分数改几分会动等级，去掉哪位评委会动等级，换一批评委还是不是这个等级。

    内部资料，不得外传；写到 评审/稳定性分析（内部）.xlsx。等级仍照通知的规则定。
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.firmness import firmness_told

    place = pipeline.find(workspace)
    say_lines(firmness_told(place, times=times, seed=seed, as_json=as_json, dry_run=dry_run))


@judge.command(short_help="原始名次和校正名次并排，仅供参考（内部）。")
@JSON
@DRY_RUN
@WORKSPACE
def compare(*, as_json: bool, dry_run: bool, workspace: Path) -> None:
    """原始名次和按评委宽严校正的名次并排，仅供参考；等级照原始分定。各组没有共同评委的不校正，说明为什么。

    内部资料，不得外传；写到 评审/原始与校正对照（内部）.xlsx。
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.comparing import comparison_told

    say_lines(comparison_told(pipeline.find(workspace), as_json=as_json, dry_run=dry_run))


@judge.command("panel-report", short_help="评审组情况：评委宽严、一致程度、分布、各阶段实际分量（内部）。")
@DRY_RUN
@WORKSPACE
def panel_report(*, dry_run: bool, workspace: Path) -> None:
    """评审组情况：每位评委的宽严，评委之间一致不一致，分数怎样分布，各阶段实际占多大分量，各组能不能互相比较。

    内部资料，不得外传；写到 评审/评审组情况（内部）.docx。
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.panel_report import panel_report_told

    today = pipeline.today_in_beijing()
    say_lines(panel_report_told(pipeline.find(workspace), today=today, dry_run=dry_run))
