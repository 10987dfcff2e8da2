"""``qtdocs publish``: what goes to the printer and out of the house, from the ledger alone."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, JSON, WHO, WORKSPACE, Commands, day_of, say_lines
from qtdocs.errors import QtdocsError


class KindsOrCommands(Commands):
    """Takes kinds of papers where no command of its own is named: ``publish 通报`` and ``publish sealed``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, with the command that makes papers in front where none is named."""
        named = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["make", *args])


_KINDS = (
    ("推荐汇总表", "Excel 和 Word，盖章报送用"),
    ("材料评审汇总表", "Excel 和 Word"),
    ("通报", "Word 和 PDF，参照 GB/T 9704-2012；通知、决定也用这个词"),
)
"""The kinds and what they are, for the help; the table itself is ``pipeline.publishing.kinds``."""
_HELP = "\n".join(
    (
        "全部从台账里写出来，放在工作区的“发布”里；不写种类就是全部。定稿以前都是样稿。",
        "",
        "\b",
        "种类：",
        *(f"  {kind}：{what}" for kind, what in _KINDS),
    )
)


@main_group.group(
    cls=KindsOrCommands,
    help=_HELP,
    short_help="发布：汇总表、统计表、通报、用印登记、快递、签收。",
    subcommand_metavar="[种类...] 或 命令 ...",
    options_metavar="[选项]",
)
def publish() -> None:
    """The group itself does nothing."""


@publish.command(short_help="写出各种文件（不写这个词也一样）。")
@click.argument("kinds", nargs=-1, metavar="[种类]...")
@click.option("--draft", is_flag=True, help="定稿以后也写成样稿。")
@DRY_RUN
@JSON
@WORKSPACE
def make(kinds: tuple[str, ...], *, draft: bool, dry_run: bool, as_json: bool, workspace: Path) -> None:
    """写出指定种类的文件；写不了的说明原因，不影响别的。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.publish import published

    refused: list[QtdocsError] = []
    today = pipeline.today_in_beijing()
    place = pipeline.find(workspace)
    say_lines(published(place, kinds, refused, today=today, dry_run=dry_run, draft=draft, as_json=as_json))
    if refused:
        sys.exit(max(each.exit_code for each in refused))


@publish.command(short_help="记下通报的文号和成文日期。")
@click.argument("number", default="", metavar="[文号]")
@click.option("--on", "day", type=day_of, metavar="日期", help="成文日期，默认今天。")
@click.option("--because", default="", metavar="依据", help="名单与公示不同的（公示以后依规定撤销的），写明依据。")
@WHO
@WORKSPACE
def issue(number: str, *, day: date | None, because: str, who: str, workspace: Path) -> None:
    """记下通报的文号（某质协〔2026〕4号）和成文日期；再写通报时印上。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.issuing import issued

    today = pipeline.today_in_beijing()
    say_lines(issued(pipeline.find(workspace), number, day=day, because=because, who=who, today=today))
