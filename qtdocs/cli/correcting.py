"""Corrections, waivers and confirmations: what people say beside what was read, and all that happened to an entry."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, JSON, MASK, WHO, WORKSPACE, say, say_lines


@main_group.command(short_help="把在 台账.xlsx 里改过的收进台账，先看差别。")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="台账.xlsx")
@WHO
@click.option("--because", "why", default="在台账里更正", metavar="理由", help="为什么改。")
@DRY_RUN
@MASK
@WORKSPACE
def correct(file: Path, who: str, why: str, *, dry_run: bool, workspace: Path) -> None:
    """把在 台账.xlsx 里改过的格收进台账：先列出每一处由什么改成什么，再一次全部改好，有一处不对就一处也不改。

    可以改“班组”页的各栏，填“问题”页的 处理、处理人、理由，填“印章”页的 人工看到、谁看的。
    """
    from qtdocs import pipeline

    today, place = pipeline.today_in_beijing(), pipeline.find(workspace)
    say_lines(pipeline.corrected_by(place, file, who=who, why=why, today=today, dry_run=dry_run))


@main_group.command(short_help="放行一条问题，或确认它属实、不属实。")
@click.argument("number", metavar="班组编号|整批")
@click.argument("code", metavar="问题编号")
@click.argument("word", metavar="放行|属实|不属实|收回")
@click.option("--box", "label", default="", metavar="栏目", help="同一种问题有几条时，写明是哪一栏。")
@WHO
@click.option("--because", "why", default="", metavar="理由", help="为什么；放行必须写。")
@WORKSPACE
def settle(number: str, code: str, word: str, *, label: str, who: str, why: str, workspace: Path) -> None:
    """记下某人对一条问题的处理；问题变了（材料换了），处理就不再起作用。

    例：qtdocs settle 班0003 编号 放行 --by 王敏 --because 已来函说明是正式名称
    """
    from qtdocs import pipeline

    today, place = pipeline.today_in_beijing(), pipeline.find(workspace)
    say(pipeline.settled(place, number, code, word, label=label, who=who, why=why, today=today))


@main_group.command(short_help="一个班组从收到到现在发生过什么。")
@click.argument("entry", metavar="班组编号或名称")
@JSON
@MASK
@WORKSPACE
def history(entry: str, *, as_json: bool, workspace: Path) -> None:
    """按时间列出一个班组的全部经过：收到、读取、换版、更正、放行、看章，谁做的，为什么。"""
    from qtdocs import pipeline

    say_lines(pipeline.history_shown(pipeline.find(workspace), entry, as_json=as_json))
