"""Texts of earlier seasons, and the passages that texts share."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import JOBS, JSON, MASK, WORKSPACE, Commands, progress, say, say_lines

_WITHIN = click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path),
    default=None,
    metavar="文件夹",
    help="工作区，默认当前文件夹。",
)


@main_group.command(short_help="列出相同的段落，两边并排。")
@JSON
@MASK
@WORKSPACE
def copied(as_json: bool, workspace: Path) -> None:
    """列出本届材料之间、本届与往年材料之间相同的段落，两边的原文并排；只供内部核对，不下结论。"""
    from qtdocs import pipeline

    say_lines(pipeline.copies_listed(pipeline.find(workspace), as_json=as_json))


@main_group.group(
    cls=Commands,
    short_help="往年的材料：收进来，和本届的比对。",
    subcommand_metavar="[命令] ...",
    options_metavar="[选项]",
    invoke_without_command=True,
)
@WORKSPACE
@click.pass_context
def library(ctx: click.Context, workspace: Path) -> None:
    """往年的材料，只用来比对相同的段落，不算本届的材料。不写命令时列出有哪几届。"""
    from qtdocs import pipeline

    ctx.obj = workspace
    if ctx.invoked_subcommand is None:
        say_lines(pipeline.library_listed(pipeline.find(workspace)))


@library.command("import", short_help="把往年的工作区或材料文件夹收进来。")
@click.argument("source", type=click.Path(path_type=Path), metavar="往年的工作区或文件夹")
@click.option("--season", default="", metavar="年度", help="是哪一届，例如 2025；往年的工作区可以不写。")
@JOBS
@_WITHIN
@click.pass_obj
def library_import(above: Path, source: Path, season: str, jobs: int | None, workspace: Path | None) -> None:
    """把往年的工作区，或一个放着往年材料的文件夹收进来，只用来比对相同的段落。"""
    from qtdocs import pipeline

    place, today = pipeline.find(workspace or above), pipeline.today_in_beijing()
    say(pipeline.library_import(place, source, season=season, today=today, jobs=jobs, progress=progress))


@library.command("remove", short_help="删去一届往年的材料。")
@click.argument("season", metavar="年度")
@_WITHIN
@click.pass_obj
def library_remove(above: Path, season: str, workspace: Path | None) -> None:
    """删去收错了的一届往年材料；本届的材料不受影响。"""
    from qtdocs import pipeline

    say(pipeline.library_removed(pipeline.find(workspace or above), season))
