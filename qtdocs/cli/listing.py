"""What is in a workspace: its teams, its deliveries, which version holds."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import MASK, WORKSPACE, say, say_lines


@main_group.command(short_help="列出全部班组和各自的材料。")
@click.option("--json", "as_json", is_flag=True, help="每个班组一行 JSON。")
@MASK
@WORKSPACE
def entries(as_json: bool, workspace: Path) -> None:
    """列出工作区里的全部班组：状态、收到时间、是否迟交、有哪些材料。"""
    from qtdocs import pipeline

    say_lines(pipeline.entries_listed(pipeline.find(workspace), as_json=as_json))


@main_group.command(short_help="列出全部来件和每个附件的结果。")
@click.option("--json", "as_json", is_flag=True, help="每次来件一行 JSON。")
@MASK
@WORKSPACE
def parcels(as_json: bool, workspace: Path) -> None:
    """列出工作区里的全部来件：受理编号、发件人、收到时间，每个附件读成了什么。"""
    from qtdocs import pipeline

    say_lines(pipeline.parcels_listed(pipeline.find(workspace), as_json=as_json))


@main_group.command(short_help="同一份材料来了几版，选定以哪一版为准。")
@click.argument("number", metavar="班组编号")
@click.argument("file", metavar="文件名")
@WORKSPACE
def choose(number: str, file: str, workspace: Path) -> None:
    """选定一个班组的一份材料以哪一版为准；文件名可以只写后一段，或写指纹的前几位。"""
    from qtdocs import pipeline

    say(pipeline.choose(pipeline.find(workspace), number, file))
