"""登记册: what the association knows of teams, earlier titles, renamed companies and complaints."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, JSON, WHO, WORKSPACE, YES, Commands, say, say_lines


@main_group.group(
    cls=Commands,
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
    short_help="登记册：注册日期、历年称号、更名、投诉。",
)
def registry() -> None:
    """协会自己的登记册和往年的工作区：班组的注册日期、历年称号、单位更名、投诉。"""


@registry.command("import", short_help="导入登记册的 Excel，或往年的工作区。")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="登记册.xlsx|往年工作区...")
@DRY_RUN
@YES
@WORKSPACE
def import_registry(paths: tuple[Path, ...], *, dry_run: bool, yes: bool, workspace: Path) -> None:
    """把登记册或往年工作区的班组导入台账数据；重复导入不会多出来，有一处看不懂就什么也不导入。"""
    from qtdocs import pipeline

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    news = pipeline.registry_imported(place, paths, today=today, dry_run=True)
    if not dry_run and news.changed and not yes:
        say_lines(news.lines[:-1])
        if not click.confirm(f"有 {news.changed} 条与原来登记的不同，要改成现在的吗？"):
            say("没有导入，什么也没有动。")
            return
        say(pipeline.registry_imported(place, paths, today=today, dry_run=False).lines[-1])
        return
    say_lines(news.lines if dry_run else pipeline.registry_imported(place, paths, today=today, dry_run=False).lines)


@registry.command("list", short_help="看登记册里有什么。")
@click.argument("word", required=False, default="", metavar="[查找]")
@JSON
@WORKSPACE
def list_registry(word: str, *, as_json: bool, workspace: Path) -> None:
    """列出登记册的内容；写上单位或班组的名称，只看有它的，更名前后的名称都算。"""
    from qtdocs import pipeline

    say_lines(pipeline.registry_listed(pipeline.find(workspace), word, as_json=as_json))


@registry.command("drop", short_help="去掉登记册里记错的一条。")
@click.argument("number", metavar="登记册编号")
@click.option("--because", required=True, metavar="理由", help="为什么。")
@WHO
@WORKSPACE
def drop_registry(number: str, because: str, who: str, *, workspace: Path) -> None:
    """去掉登记册里记错的一条，例如 登0012；去掉的在台账数据里还查得到，以后可以再导入。"""
    from qtdocs import pipeline

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    say(pipeline.registry_dropped(place, number, who=who, because=because, today=today))


@registry.command("blank", short_help="取一份空的登记册来填。")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[文件名.xlsx]")
@WORKSPACE
def blank_registry(path: Path | None, *, workspace: Path) -> None:
    """写一份空的登记册；不写文件名的，写到工作区里，叫 登记册.xlsx。"""
    from qtdocs import pipeline

    say(pipeline.registry_blank(pipeline.find(workspace) if path is None else None, path))
