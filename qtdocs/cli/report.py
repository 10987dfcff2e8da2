"""``qtdocs report``: what is written of judging once there is a result."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import WORKSPACE, Commands, say_lines

_VERSION = click.option("--version", "version", type=int, metavar="版", help="第几版结果，默认最后一版。")


@main_group.group(
    cls=Commands,
    short_help="评审的报告：评价报告、材料评审汇总表、初审不合格成果表。",
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
def report() -> None:
    """照记下来的结果写报告：每个班组的评价报告，材料评审汇总表，初审不合格成果表。"""


@report.command(short_help="评价报告：每个班组一份 Word 和 PDF。")
@click.argument("numbers", nargs=-1, metavar="[班组编号]...")
@_VERSION
@WORKSPACE
def evaluations(numbers: tuple[str, ...], version: int | None, workspace: Path) -> None:
    """写评价报告：各项得分与全部班组的中位数相比、做得好的、可以改进的、评委的话；不写评委姓名，不提别的班组。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.evaluating import evaluations_written

    today = pipeline.today_in_beijing()
    say_lines(evaluations_written(pipeline.find(workspace), numbers, version=version, today=today))


@report.command("review-summary", short_help="材料评审汇总表：Word 和 Excel。")
@_VERSION
@WORKSPACE
def review_summary(version: int | None, workspace: Path) -> None:
    """写材料评审汇总表；通知有自己的表的（中国质协附件6）用它，文字不动。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.summing import review_summary_written

    today = pipeline.today_in_beijing()
    say_lines(review_summary_written(pipeline.find(workspace), version=version, today=today))


@report.command(short_help="初审不合格成果表：淘汰的班组和理由。")
@WORKSPACE
def unqualified(workspace: Path) -> None:
    """写初审不合格成果表：状态是淘汰的班组，意见照记下的理由，至少九行。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.summing import unqualified_written

    say_lines(unqualified_written(pipeline.find(workspace)))
