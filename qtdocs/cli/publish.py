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
        args = ["proof" if word == "校对" else word for word in args]
        if args and args[0] in ctx.help_option_names:
            return super().parse_args(ctx, args)
        of_options = {place + 1 for place, word in enumerate(args) if word in WORKSPACE_NAMES}
        named = next((n for n, word in enumerate(args) if word in self.commands and n not in of_options), None)
        rest = [word for place, word in enumerate(args) if place != named]
        return super().parse_args(ctx, ["make" if named is None else args[named], *rest])


WORKSPACE_NAMES = ("-w", "--workspace")
"""Options whose value may be called like a command."""


_KINDS = (
    ("推荐汇总表", "Excel 和 Word，盖章报送用"),
    ("材料评审汇总表", "Excel 和 Word"),
    ("统计表", "Word 和 Excel，下级的统计表相加，每个加数都列出"),
    ("通报", "Word 和 PDF，参照 GB/T 9704-2012；通知、决定也用这个词"),
    ("光荣册", "PDF 和 Word，PDF 可以直接交印刷"),
    ("证书", "PDF，一张一页；定稿以后编号，编号不再变"),
    ("用印登记", "Excel，已用印的和待用印的"),
    ("快递单", "Excel，收件人、电话、地址；只在办公室里看"),
    ("标签", "PDF，一张不干胶一个地址；只在办公室里看"),
    ("签收表", "Excel，签好以后收回"),
    ("校验页", "核对证书用的网页、名册、撤销名单、公钥；都可以公开"),
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
@click.option("--split", type=click.Choice(["班组", "推荐单位"]), help="证书另外再按班组或推荐单位各写一个 PDF。")
@DRY_RUN
@JSON
@WORKSPACE
def make(
    kinds: tuple[str, ...], *, draft: bool, split: str | None, dry_run: bool, as_json: bool, workspace: Path
) -> None:
    """写出指定种类的文件；写不了的说明原因，不影响别的。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.publish import published

    refused: list[QtdocsError] = []
    today = pipeline.today_in_beijing()
    place = pipeline.find(workspace)
    apart = {"班组": "team", "推荐单位": "nominator"}.get(split or "", "")
    say_lines(published(place, kinds, refused, today=today, dry_run=dry_run, draft=draft, as_json=as_json, split=apart))
    if refused:
        sys.exit(max(each.exit_code for each in refused))


@publish.command(short_help="名称校对：申报表、印章、台账、通报、光荣册、证书逐字比。")
@click.option("--draft", is_flag=True, help="定稿以后也核对样稿。")
@JSON
@WORKSPACE
def proof(*, draft: bool, as_json: bool, workspace: Path) -> None:
    """把每个获奖班组的名称在各处逐字比，写出名称校对表；有不一致的退出码是 1。也可以写成 qtdocs publish 校对。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.desk import desk_of
    from qtdocs.pipeline.publishing.proof import proved
    from qtdocs.pipeline.publishing.proofing import Proof

    differs: list[Proof] = []
    place = pipeline.find(workspace)
    with place.busy("qtdocs publish proof") as ledger:
        desk = desk_of(place, ledger, today=pipeline.today_in_beijing(), draft=draft)
        say_lines(proved(desk, differs, as_json=as_json))
    if differs:
        sys.exit(1)


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


@publish.command(short_help="记下一次用印，重写用印登记。")
@click.argument("paper", metavar="文件名称")
@click.option("--copies", type=click.IntRange(min=1), default=1, metavar="份数", help="盖了几份，默认 1。")
@click.option("--for", "receiver", default="", metavar="送往", help="给谁。")
@click.option("--number", "document_number", default="", metavar="文号", help="这份文件的文号；通报的照记下的。")
@click.option("--seal", default="公章", metavar="印章", help="哪一枚章，默认公章。")
@click.option("--approved", "approved_by", default="", metavar="姓名", help="谁批准的。")
@click.option("--remark", default="", metavar="文字", help="备注。")
@click.option("--on", "day", type=day_of, metavar="日期", help="哪一天盖的，默认今天。")
@WHO
@WORKSPACE
def sealed(
    paper: str, *, copies: int, receiver: str, document_number: str, seal: str, approved_by: str, remark: str,
    day: date | None, who: str, workspace: Path,
) -> None:  # fmt: skip
    """记下一份文件盖了章：几份、给谁、谁批准；定稿以前，通报、证书、光荣册是样稿，不能用印。"""
    from qtdocs import pipeline
    from qtdocs.model.publication import Sealing
    from qtdocs.pipeline.publishing.sealing import sealed as put_down

    today = pipeline.today_in_beijing()
    said = Sealing(
        number=0, paper=paper, document_number=document_number, copies=copies, receiver=receiver, seal=seal,
        approved_by=approved_by, day=(day or today).isoformat(), remark=remark,
    )  # fmt: skip
    say_lines(put_down(pipeline.find(workspace), said, who=who, today=today))


@publish.command(short_help="把签好的签收表收进台账；列出没有签收的。")
@click.argument("sheet", required=False, type=click.Path(path_type=Path), metavar="[签收表.xlsx]")
@click.option("--by", "who", default="", metavar="姓名", help="谁收的；有签收表时必须写。")
@DRY_RUN
@WORKSPACE
def signed(sheet: Path | None, *, who: str, dry_run: bool, workspace: Path) -> None:
    """收签收表：谁领走了、哪一天；与台账不一样的列出来。不写签收表，只列出还没有签收的班组。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.signing import signatures_taken

    if sheet is not None and not who:
        raise click.UsageError("收签收表要写 --by 姓名：谁收的。")
    today = pipeline.today_in_beijing()
    say_lines(signatures_taken(pipeline.find(workspace), sheet, who=who, dry_run=dry_run, today=today))
