"""``qtdocs certificates``: the register of certificates after they were issued."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import JSON, WHO, WORKSPACE, Commands, say_lines

_NUMBER = click.argument("number", metavar="编号")


@main_group.group(
    cls=Commands,
    short_help="证书登记：发过哪些编号，补发、换号、撤销。",
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
def certificates() -> None:
    """发过的证书都在一本登记里：编号发一次就不变。证书由 qtdocs publish 证书 写出。"""


@certificates.command("list", short_help="列出发过的证书：编号、给谁、现在怎样。")
@JSON
@WORKSPACE
def listed(*, as_json: bool, workspace: Path) -> None:
    """列出发过的每个编号：发放、补发、撤销、换号，什么原因，谁记的。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.reissuing import certificates_listed

    say_lines(certificates_listed(pipeline.find(workspace), as_json=as_json))


@certificates.command(short_help="补发：编号不变、印上“补发”；或作废旧号、换发新号。")
@_NUMBER
@click.option("--because", required=True, metavar="原因", help="遗失、损坏、印错、更名……")
@click.option("--renumber", is_flag=True, help="旧号作废，换发新号；内容有改动的只能这样。")
@WHO
@WORKSPACE
def reissue(number: str, *, because: str, renumber: bool, who: str, workspace: Path) -> None:
    """补发一张证书，单独写一个 PDF，放在“发布/补发”里。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.reissuing import reissued

    today = pipeline.today_in_beijing()
    place = pipeline.find(workspace)
    say_lines(reissued(place, number, because=because, renumber=renumber, who=who, today=today))


@certificates.command(short_help="照决定撤销一张证书。")
@_NUMBER
@click.option("--decision", required=True, metavar="决定", help="撤销的决定：文号，或名称和日期。")
@WHO
@WORKSPACE
def revoke(number: str, *, decision: str, who: str, workspace: Path) -> None:
    """撤销一张证书：以后写出的文件里不再有这个班组，编号不再用。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.reissuing import revoked

    say_lines(revoked(pipeline.find(workspace), number, decision=decision, who=who))
