"""The rules, the programmes and their forms."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import FINDINGS, STRICT, WORKSPACE, Commands, say, say_lines


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


_ENTRIES = click.option(
    "--entry", "numbers", multiple=True, metavar="班组编号", help="填台账里这个班组的内容；名单可以写几次。"
)


@forms.command("fill", short_help="把内容填进官方空白表，再读回来核对。")
@click.argument("programme", metavar="活动")
@click.argument("form", metavar="表格")
@click.argument("source", required=False, type=click.Path(path_type=Path), metavar="[值.toml|值.xlsx]")
@_ENTRIES
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="文件", help="写成哪个文件；已经有的不覆盖。"
)
@STRICT
@WORKSPACE
def forms_fill(
    programme: str,
    form: str,
    source: Path | None,
    numbers: tuple[str, ...],
    out: Path,
    *,
    strict: bool,
    workspace: Path,
) -> None:
    """把内容填进一张官方空白表，表上印好的字一个不动；写好以后读回来，读得不一样的、必填还空着的都列出来。

    例：qtdocs forms fill zhejiang-2026 application --entry 班0003 --out 申报表.docx
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.sending.filling import form_filled

    failed: list[str] = []
    today = pipeline.today_in_beijing()
    say_lines(
        form_filled(programme, form, out, source=source, numbers=numbers, place=workspace, today=today, failed=failed)
    )
    if strict and failed:
        sys.exit(FINDINGS)


@forms.command("values", short_help="取一张填写表：一行一栏，填好交给 forms fill。")
@click.argument("programme", metavar="活动")
@click.argument("form", metavar="表格")
@_ENTRIES
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="文件.xlsx", help="写成哪个文件。")
@WORKSPACE
def forms_values(programme: str, form: str, numbers: tuple[str, ...], out: Path, *, workspace: Path) -> None:
    """写出一张 Excel 填写表，列着这张表的全部栏目和怎样填；写了 --entry 的，先填上台账里的内容。"""
    from qtdocs.pipeline.sending.filling import values_written

    say_lines(values_written(programme, form, out, numbers=numbers, place=workspace))
