"""``qtdocs carry``, ``send-up`` and ``archive``: what leaves the house at the season's end, and what is put away."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, WORKSPACE, YES, say, say_lines

_BY = click.option("--by", "who", default="", metavar="姓名", help="谁做的，要对它负责；只看的时候可以不写。")


@main_group.command(short_help="转报：把班组的材料填进上一级的表，列出还缺什么。")
@click.argument("numbers", nargs=-1, required=True, metavar="班组编号...")
@click.option("--to", required=True, metavar="活动", help="上一级的活动，见 qtdocs forms list。")
@click.option("--out", type=click.Path(path_type=Path), metavar="文件夹", help="写到哪里，默认工作区的“报送”里。")
@_BY
@DRY_RUN
@YES
@WORKSPACE
def carry(
    numbers: tuple[str, ...], to: str, out: Path | None, who: str, *, dry_run: bool, yes: bool, workspace: Path
) -> None:
    """把推荐到上一级的班组填进那里的申报表，材料一起复制过去；列出还缺什么、哪些个人信息会交出去，确认以后才写。

    例：qtdocs carry 班0003 班0007 --to cacem-2026 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.responsible import person_named
    from qtdocs.pipeline.sending.carrying import carried, carry_planned

    today, place = pipeline.today_in_beijing(), pipeline.find(workspace)
    if not dry_run:
        person_named(who, "转报", advice="请用 --by 写上姓名；先看看会怎样，请加 --dry-run。")
    run = carry_planned(place, numbers, to, today=today)
    say_lines(run.lines)
    if dry_run:
        say("以上只是看看，什么也没有写。")
    elif yes or click.confirm("照这样转报，个人信息也一起交出去，可以吗？"):
        say_lines(carried(place, numbers, to, who=who, out=out, today=today, shown=run.lines))
    else:
        say("没有写，什么也没有动。")
