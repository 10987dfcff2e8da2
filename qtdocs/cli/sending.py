"""``qtdocs carry``, ``send-up`` and ``archive``: what leaves the house at the season's end, and what is put away."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, FINDINGS, JOBS, STRICT, WORKSPACE, YES, say, say_lines

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


@main_group.command("send-up", short_help="报送包：推荐单位报上去的全部材料，一个文件夹或压缩包，先试收一遍。")
@click.option("--nominator", default="", metavar="推荐单位", help="谁的报送包；只有一个推荐单位的可以不写。")
@click.option(
    "--entry", "numbers", multiple=True, metavar="班组编号", help="只放这些班组，可以写几次；默认全部参加的。"
)
@click.option("--out", type=click.Path(path_type=Path), metavar="文件夹", help="写到哪里，默认工作区的“报送”里。")
@click.option(
    "--zip/--folder", "as_zip", default=None, help="压缩包还是文件夹；不写照活动文件：邮件用压缩包，光盘用文件夹。"
)
@_BY
@JOBS
@DRY_RUN
@STRICT
@WORKSPACE
def send_up(
    nominator: str,
    numbers: tuple[str, ...],
    out: Path | None,
    *,
    as_zip: bool | None,
    who: str,
    jobs: int | None,
    dry_run: bool,
    strict: bool,
    workspace: Path,
) -> None:
    """把一个推荐单位要报送的材料放在一起：照规则起的文件名、目录清单、校验码；再照主办单位自己的规定试收一遍，列出问题。

    汇总表、推荐表、统计表、材料评审汇总表没有收到的，由台账写出。程序不发送任何东西。

    例：qtdocs send-up --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.sending.sending_up import PackageAsked, sent_up

    asked = PackageAsked(nominator=nominator, numbers=numbers, out=out, as_zip=as_zip, dry_run=dry_run, jobs=jobs)
    failed: list[str] = []
    today = pipeline.today_in_beijing()
    say_lines(sent_up(pipeline.find(workspace), asked, who=who, today=today, failed=failed))
    if strict and failed:
        sys.exit(FINDINGS)
