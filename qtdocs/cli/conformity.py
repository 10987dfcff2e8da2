"""Every rule of the notice held against each team, and what people looked up of it."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, JSON, MASK, WORKSPACE, say, say_lines


@main_group.command(short_help="逐条核对通知的规定：符合、有问题、查不了。")
@click.argument("number", required=False, metavar="[班组编号]")
@JSON
@MASK
@WORKSPACE
def verdicts(number: str | None, as_json: bool, workspace: Path) -> None:
    """把通知的每一条规定与每个班组的材料核对，说明结论、出处和理由；给出编号时只看这个班组。"""
    from qtdocs import pipeline

    say_lines(pipeline.verdicts_listed(pipeline.find(workspace), number or "", as_json=as_json))


@main_group.command(short_help="读回人工核查表：谁到哪里查了什么。")
@click.argument("book", required=False, type=click.Path(path_type=Path), metavar="[人工核查表.xlsx]")
@DRY_RUN
@MASK
@WORKSPACE
def inspect(book: Path | None, dry_run: bool, workspace: Path) -> None:
    """把填好的人工核查表读进台账，并更新台账.xlsx；不写文件名时读工作区里的那一份。别人填的一份写上文件名。"""
    from qtdocs import pipeline

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    say(pipeline.inspection_taken(place, book, today=today, dry_run=dry_run))
