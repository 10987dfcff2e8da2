"""Where entries stand: moved by people, one by one or a whole company at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, WORKSPACE, YES, say, say_lines
from qtdocs.errors import UsageError

if TYPE_CHECKING:
    from qtdocs.pipeline import Workspace

_WHY = "为什么；淘汰、取消资格、撤回、放弃、改回去的，还有错误就往前改的，都要写。"
BECAUSE = click.option("--because", default="", metavar="理由", help=_WHY)


@main_group.command(short_help="改班组的状态：初选合格、待补正、淘汰等，由人定。")
@click.argument("words", nargs=-1, metavar="班组编号... 状态")
@click.option("--by", "who", default="", metavar="姓名", help="谁定的；要对它负责的人。")
@BECAUSE
@click.option("--propose", is_flag=True, help="只列出程序的建议，什么也不改。")
@click.option("--accept-proposals", "accept", is_flag=True, help="采用程序的建议；淘汰和取消资格除外，那要逐个决定。")
@DRY_RUN
@YES
@WORKSPACE
def move(
    words: tuple[str, ...], who: str, because: str, *, propose: bool, accept: bool, dry_run: bool, yes: bool,
    workspace: Path,
) -> None:  # fmt: skip
    """改一个或几个班组的状态，几个一起改时要么都改、要么都不改。

    改成初选合格、评审、发布、定级的，先列出还没有了结的问题，问过再改；还有错误的要写理由。

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
        _move(place, numbers, after, who=who, because=because, today=today, dry_run=dry_run, yes=yes)


def _move(
    place: Workspace, numbers: Sequence[str], after: str, *, who: str, because: str, today: date, dry_run: bool,
    yes: bool,
) -> None:  # fmt: skip
    """Show what is still open, ask, and move."""
    from qtdocs import pipeline

    plan = pipeline.move_planned(place, numbers, after, who=who, because=because)
    say_lines(plan.lines)
    if dry_run:
        say("只是看看，什么也没有写。")
    elif yes or not plan.still_open or click.confirm(
        f"以上 {plan.still_open} 个班组还有没了结的，仍改成{after}，确定吗？"
    ):  # fmt: skip
        say(pipeline.moved(place, numbers, after, who=who, because=because, today=today, plan=plan))
    else:
        say("没有改，什么也没有动。")


@main_group.command(short_help="处理一个单位：先列出它的全部班组，再一起改状态。")
@click.argument("organisation", metavar="单位名称")
@click.argument("after", metavar="取消资格|淘汰|撤回|放弃")
@click.option("--by", "who", default="", metavar="姓名", help="谁定的；只看的时候可以不写。")
@click.option("--because", required=True, metavar="理由", help="查实了什么，依据哪一条。")
@DRY_RUN
@YES
@WORKSPACE
def sanction(
    organisation: str, after: str, who: str, because: str, *, dry_run: bool, yes: bool, workspace: Path
) -> None:
    """处理整个单位：先列出它的全部班组（更名前后的都算）和可能有关的，确认以后一起改状态。

    例：qtdocs sanction 浙江甲建设有限公司 取消资格 --because 抄袭查实，通知二（六） --by 王敏
    """
    from qtdocs import pipeline

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    plan = pipeline.sanction_planned(place, organisation, after, because=because)
    say_lines(plan.lines)
    if dry_run:
        say("只是看看，什么也没有写。")
    elif not who.strip():
        raise UsageError("没有写是谁定的。", "请用 --by 写上姓名；只看会动哪些班组，请加 --dry-run。")
    elif yes or click.confirm(f"以上 {len(plan.numbers)} 个班组都改成{after}，确定吗？"):
        say(pipeline.sanctioned(
            place, organisation, after, who=who, because=because, today=today, shown=plan.numbers
        ))  # fmt: skip
    else:
        say("没有改，什么也没有动。")
