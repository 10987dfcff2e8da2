"""Where entries stand: moved by people, one by one or a whole company at once."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, WORKSPACE, say, say_lines

BECAUSE = click.option("--because", default="", metavar="理由", help="为什么；淘汰、取消资格、撤回、放弃和改回去要写。")


@main_group.command(short_help="改班组的状态：初选合格、待补正、淘汰等，由人定。")
@click.argument("words", nargs=-1, metavar="班组编号... 状态")
@click.option("--by", "who", default="", metavar="姓名", help="谁定的；要对它负责的人。")
@BECAUSE
@click.option("--propose", is_flag=True, help="只列出程序的建议，什么也不改。")
@click.option("--accept-proposals", "accept", is_flag=True, help="采用程序的建议；淘汰和取消资格除外，那要逐个决定。")
@DRY_RUN
@WORKSPACE
def move(
    words: tuple[str, ...], who: str, because: str, *, propose: bool, accept: bool, dry_run: bool, workspace: Path
) -> None:
    """改一个或几个班组的状态，几个一起改时要么都改、要么都不改。

    例：qtdocs move 班0003 班0004 初选合格 --by 王敏
    """
    from qtdocs import pipeline

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    if propose:
        say_lines(pipeline.proposals_listed(place, words))
    elif accept:
        say(pipeline.proposals_accepted(place, words, who=who, today=today, dry_run=dry_run))
    else:
        *numbers, after = words or ("",)
        say(pipeline.moved(place, numbers, after, who=who, because=because, today=today, dry_run=dry_run))
