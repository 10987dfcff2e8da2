"""The ledger itself: whether it is whole, backup and back."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import WORKSPACE, Commands, say


@main_group.group(cls=Commands, short_help="核对台账数据。", subcommand_metavar="命令 ...", options_metavar="[选项]")
def ledger() -> None:
    """台账数据。"""


@ledger.command("verify", short_help="核对台账、事件记录和每份原件是否完好。")
@WORKSPACE
def ledger_verify(workspace: Path) -> None:
    """核对数据库、事件记录和每份原件的指纹。"""
    from qtdocs import pipeline

    say(pipeline.ledger_verified(pipeline.find(workspace)))


@ledger.command("export", short_help="写出台账和推荐汇总表的副本，可以隐去电话。")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--mask", is_flag=True, help="电话只显示头尾，例如 138****1234。")
@WORKSPACE
def ledger_export(folder: Path, *, mask: bool, workspace: Path) -> None:
    """写出台账和推荐汇总表的副本，给别人看：不带原件的链接和截图，加 --mask 隐去电话。"""
    from qtdocs import pipeline

    today = pipeline.today_in_beijing()
    say(pipeline.exported(pipeline.find(workspace), folder, mask=mask, today=today))


@main_group.command(short_help="把整个工作区备份成一个文件。")
@click.argument("target", type=click.Path(path_type=Path), metavar="备份文件")
@WORKSPACE
def backup(target: Path, workspace: Path) -> None:
    """把整个工作区（台账、原件、结果）备份成一个文件。"""
    from qtdocs import pipeline

    say(pipeline.backed_up(pipeline.find(workspace), target))


@main_group.command(short_help="把备份恢复到一个新文件夹。")
@click.argument("source", type=click.Path(path_type=Path), metavar="备份文件")
@click.argument("home", type=click.Path(path_type=Path), metavar="文件夹")
def restore(source: Path, home: Path) -> None:
    """把备份恢复到一个新的或空的文件夹，逐个文件核对指纹。"""
    from qtdocs import pipeline

    say(pipeline.restored(source, home))
