"""``qtdocs judge packages``: what each judge gets, put together in a folder."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.judging import judge
from qtdocs.cli.shared import DRY_RUN, WORKSPACE, say_lines


@judge.command(short_help="给每位评委做材料包：材料、评分表、承诺书、签到表。")
@click.option("--stage", default="", metavar="阶段", help="哪个阶段，写名称或代号，默认第一个。")
@click.option("--judge", "judges", multiple=True, metavar="专家", help="只做这位专家的，写编号或姓名；可以写几次。")
@click.option("--with-forms", is_flag=True, help="把申报表也放进去；上面有联系电话，平常不放。")
@click.option("--by", "who", default="", metavar="姓名", help="谁做的；记在台账里。")
@DRY_RUN
@WORKSPACE
def packages(
    *, stage: str, judges: tuple[str, ...], with_forms: bool, who: str, dry_run: bool, workspace: Path
) -> None:
    """按抽取的结果，给每位评委做一个材料包：他要评的班组的材料、一个电子评分表、纸质评价表、承诺书与回避声明、清单；每组一张签到表。

    再做一次时只改有变化的；评委填过的评分表不会动。

    例：qtdocs judge packages --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.packages import packages_written

    place = pipeline.find(workspace)
    say_lines(packages_written(place, stage=stage, judges=judges, who=who, with_forms=with_forms, dry_run=dry_run))
