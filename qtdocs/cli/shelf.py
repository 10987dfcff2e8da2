"""The rules, the programmes and their forms."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import Commands, say


@main_group.command(short_help="看有哪些检查，或一条检查、一条规定的说明。")
@click.argument("code", required=False, metavar="[编号]")
def rules(code: str | None) -> None:
    """列出全部检查和通知的规定；给出编号（检查的，或规定的，如 V04）时说明这一条：查什么、为什么、例子、怎么办。"""
    from qtdocs import pipeline

    say(pipeline.rules_shown(code or ""))


@main_group.group(
    cls=Commands,
    short_help="看活动和表格，检查表格文件，取空白表。",
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
def forms() -> None:
    """活动和表格。"""


@forms.command("list", short_help="列出全部活动和表格。")
def forms_list() -> None:
    """列出全部活动和表格。"""
    from qtdocs import pipeline

    say(pipeline.forms_listed())


@forms.command("show", short_help="看一个活动或一张表的要求。")
@click.argument("programme", metavar="活动")
@click.argument("form", required=False, metavar="[表格]")
def forms_show(programme: str, form: str | None) -> None:
    """看一个活动，或其中一张表的要求。"""
    from qtdocs import pipeline

    say(pipeline.form_shown(programme, form or ""))


@forms.command("check", short_help="检查表格文件有没有写错。")
@click.argument("programme", required=False, metavar="[活动]")
def forms_check(programme: str | None) -> None:
    """检查一个或全部活动的表格文件，列出全部错误和可疑之处。"""
    from qtdocs import pipeline

    say(pipeline.forms_checked(programme or "", today=pipeline.today_in_beijing()))


@forms.command("blank", short_help="取一张空白表。")
@click.argument("programme", metavar="活动")
@click.argument("form", metavar="表格")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path(), metavar="文件夹", help="放到哪个文件夹（默认当前）。"
)
def forms_blank(programme: str, form: str, out: Path) -> None:
    """把一张空白表复制出来。"""
    from qtdocs import pipeline

    click.echo(f"已写出：{pipeline.copy_blank(programme, form, out)}")
