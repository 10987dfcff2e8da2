"""Personal data: how long it is kept, what holds it, and how it goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, WHO, WORKSPACE, YES, day_of, say, say_lines


@main_group.command(short_help="清除到期的个人信息和原件，先看再清。")
@click.option(
    "--before",
    required=True,
    type=day_of,
    metavar="日期",
    help="清除这一天以前收到的。",
)
@click.option("--by", "who", default="", metavar="姓名", help="谁清除的；只看的时候可以不写。")
@DRY_RUN
@YES
@WORKSPACE
def purge(before: date, who: str, *, dry_run: bool, yes: bool, workspace: Path) -> None:
    """清除某一天以前收到的材料：先列出会清除什么、什么要保留、哪些地方够不着，再清除。保存年限写在活动文件里。"""
    from qtdocs import pipeline

    today, place = pipeline.today_in_beijing(), pipeline.find(workspace)
    if not dry_run:
        pipeline.refuse_nameless(who)
    plan = pipeline.purge_shown(place, before=before, today=today)
    say_lines(plan.lines)
    if dry_run:
        say("以上只是看看，什么也没有动。确定要清除，请去掉 --dry-run 再运行。")
    elif plan.is_empty:
        say("什么也没有动。")
    elif yes or click.confirm("清除以后找不回来。确定吗？"):
        say(pipeline.purged(place, before=before, today=today, who=who, shown=plan.lines))
    else:
        say("没有清除，什么也没有动。")


@main_group.command(short_help="有异议或已归档的班组，材料先保留，不清除。")
@click.argument("number", metavar="班组编号")
@click.argument("reason", metavar="异议|归档|解除")
@click.option("--because", "why", required=True, metavar="理由", help="为什么。")
@WHO
@WORKSPACE
def hold(number: str, reason: str, why: str, who: str, *, workspace: Path) -> None:
    """保留一个班组的材料，到期也不清除；写“解除”就不再保留。

    例：qtdocs hold 班0003 异议 --because 公示期收到异议 --by 王敏
    """
    from qtdocs import pipeline

    wanted = "" if reason == "解除" else reason
    say(pipeline.held(pipeline.find(workspace), number, reason=wanted, why=why, who=who))
