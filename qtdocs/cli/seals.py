"""``qtdocs seals``: which seals were seen, and what a person says of them."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import MASK, WORKSPACE, Commands, say, say_lines


@main_group.group(
    cls=Commands,
    short_help="看公章：该盖的都盖了没有，印文对不对。",
    subcommand_metavar="[命令] ...",
    options_metavar="[选项]",
    invoke_without_command=True,
)
@click.option("--json", "as_json", is_flag=True, help="每处一行 JSON。")
@MASK
@click.option("--open", "open_only", is_flag=True, help="只列还要人看的。")
@WORKSPACE
@click.pass_context
def seals(ctx: click.Context, as_json: bool, open_only: bool, workspace: Path) -> None:
    """列出每一处该盖章的地方：看到什么、截图在哪里、有没有人确认过。看图得出的都只是“看到”，要人确认才算数。"""
    from qtdocs import pipeline

    ctx.obj = workspace
    if ctx.invoked_subcommand is None:
        say_lines(pipeline.seals_listed(pipeline.find(workspace), as_json=as_json, open_only=open_only))


@seals.command("confirm", short_help="记下某人看过一处章，看到什么。")
@click.argument("what", metavar="班组编号、名称或文件名")
@click.argument("whose", metavar="申报单位|推荐单位")
@click.argument("answer", metavar="看到什么")
@click.option("--by", "who", required=True, metavar="姓名", help="看过原件或截图的人。")
@click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path),
    default=None,
    metavar="文件夹",
    help="工作区，默认当前文件夹。",
)
@click.pass_obj
def seals_confirm(above: Path, what: str, whose: str, answer: str, *, who: str, workspace: Path | None) -> None:
    """对照截图和原件看过一处章之后，记下看到什么：相符、没有、不符、看不清、位置不对、不是公章；记错了的写 收回。

    一个班组有几份盖章件的，写文件名。表上的单位名称改了，或来了新的文件，要重新看。

    例：qtdocs seals confirm 班0003 申报单位 相符 --by 王敏
    """
    from qtdocs import pipeline

    place, today = pipeline.find(workspace or above), pipeline.today_in_beijing()
    say(pipeline.seal_confirmed(place, what, whose, answer, who=who, today=today))
