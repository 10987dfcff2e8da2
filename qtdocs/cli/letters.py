"""``qtdocs letters``: drafts of letters, and what people say of having sent them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, JSON, WHO, WORKSPACE, Commands, day_of, say, say_lines

_UNTIL = click.option("--until", type=day_of, metavar="日期", help="补正期限；不写就照活动文件里的天数。")


def _drafting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every way of drafting takes."""
    for option in (WORKSPACE, _UNTIL, JSON, DRY_RUN):
        command = option(command)
    return command


@main_group.group(
    cls=Commands,
    short_help="写回执、补正通知、未报名单的信和邮件草稿。",
    subcommand_metavar="[命令] ...",
    options_metavar="[选项]",
    invoke_without_command=True,
)
@_drafting
@click.pass_context
def letters(ctx: click.Context, *, dry_run: bool, as_json: bool, until: date | None, workspace: Path) -> None:
    """写收件回执、补正通知、未报名单：每份一个 Word 和一封邮件草稿，放在工作区的“信函”里。程序从不发送。"""
    ctx.obj = workspace
    if ctx.invoked_subcommand is None:
        _write((), dry_run=dry_run, as_json=as_json, until=until, workspace=workspace)


@letters.command("收件回执", short_help="每次来件一份：收到什么，还缺什么。")
@_drafting
@click.pass_obj
def receipts(above: Path, *, dry_run: bool, as_json: bool, until: date | None, workspace: Path) -> None:
    """每次来件写一份收件回执：受理编号、收到时间、收到的文件、涉及的班组、还缺什么。"""
    _write(("收件回执",), dry_run=dry_run, as_json=as_json, until=until, workspace=_place(workspace, above))


@letters.command("补正通知", short_help="写给推荐单位或申报单位：逐条写明要补什么。")
@_drafting
@click.option("--allow", metavar="姓名", help="通知不许补正而协会同意的：谁同意的，记下来。")
@click.option("--forbid", metavar="姓名", help="协会不同意补正的：谁说的，记下来。")
@click.option("--because", "why", metavar="理由", default="", help="为什么同意或不同意。")
@click.pass_obj
def supplements(
    above: Path, *, allow: str | None, forbid: str | None, why: str,
    dry_run: bool, as_json: bool, until: date | None, workspace: Path,
) -> None:  # fmt: skip
    """写补正通知；已经发过的，下一次只写还没有解决的。通知不许补正的，写初选不合格意见，由协会决定。"""
    from qtdocs import pipeline

    where = _place(workspace, above)
    if allow is not None and forbid is not None:
        raise click.UsageError("--allow 和 --forbid 只能写一个。")
    who = forbid if allow is None else allow
    if who is not None and dry_run:
        raise click.UsageError("--dry-run 什么也不写，不能与 --allow、--forbid 一起用。")
    if until is not None and until < pipeline.today_in_beijing():  # said before anything is put down
        raise click.UsageError(f"--until 写的 {until} 已经过去了，请写今天或以后的日期。")
    if who is not None:
        said = pipeline.mending_permitted(pipeline.find(where), allowed=allow is not None, who=who, why=why)
        click.echo(said, err=as_json)
    _write(("补正通知",), dry_run=dry_run, as_json=as_json, until=until, workspace=where)


@letters.command("未报名单", short_help="汇总表上有、申报表没来的，列出来并写提醒。")
@_drafting
@click.pass_obj
def absent(above: Path, *, dry_run: bool, as_json: bool, until: date | None, workspace: Path) -> None:
    """列出汇总表上有而申报表没有收到的班组，给每个推荐单位写一份提醒；截止以后只问去向，不再催。"""
    _write(("未报名单",), dry_run=dry_run, as_json=as_json, until=until, workspace=_place(workspace, above))


@letters.command("issue", short_help="信发出以后，记下谁、哪天发的。")
@click.argument("kind", metavar="[补正通知|收件回执]", default="补正通知", type=click.Choice(["补正通知", "收件回执"]))
@WHO
@click.option("--on", "day", type=day_of, metavar="日期", help="信上的日期，默认今天。")
@_UNTIL
@WORKSPACE
@click.pass_obj
def issue(above: Path, kind: str, who: str, day: date | None, until: date | None, *, workspace: Path) -> None:
    """记下草稿已经发出：发给谁、要什么、期限到哪天；以后补来的材料照此核对，逾期的会列出来。

    例：qtdocs letters issue --by 王敏
    """
    from qtdocs import pipeline

    place = pipeline.find(_place(workspace, above))
    on = day or pipeline.today_in_beijing()
    say_lines(pipeline.letters_issued(place, kind, who=who, on=on, until=until))


def _place(workspace: Path, above: Path) -> Path:
    """The workspace, named behind the command or in front of it."""
    return workspace if workspace != Path() else above


def _write(kinds: Sequence[str], *, dry_run: bool, as_json: bool, until: date | None, workspace: Path) -> None:
    from qtdocs import pipeline

    today, place = pipeline.today_in_beijing(), pipeline.find(workspace)
    for line in pipeline.letters_written(place, kinds, today=today, until=until, dry_run=dry_run, as_json=as_json):
        say(line)
