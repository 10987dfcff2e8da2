"""``qtdocs stage``: the presentation of results: rooms, running order, papers, who came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import DRY_RUN, WHO, WORKSPACE, Commands, day_of, say_lines


def _when_and_where(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options for day, times and places."""
    for option in (
        click.option("--minutes", type=click.IntRange(min=1), metavar="分钟", help="每个班组发布几分钟。"),
        click.option("--start", default="", metavar="时间", help="第一个班组几点开始，例如 09:00。"),
        click.option("--day", type=day_of, metavar="日期", help="发布会哪一天。"),
        click.option("--place", "places", multiple=True, metavar="地点", help="会场在哪里；几个会场写几次。"),
    ):
        command = option(command)
    return command


@main_group.group(
    cls=Commands,
    short_help="发布会：会场和出场顺序、会议通知、签到、现场计分。",
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
def stage() -> None:
    """成果发布会：抽会场和出场顺序，写会议通知、回执、签到表、现场计分表，PPT 按出场顺序改名，记下谁没有到场。"""


@stage.command(short_help="抽会场和出场顺序；每一次都记在台账里。")
@click.option("--rooms", type=click.IntRange(min=1), metavar="个数", help="几个会场；抽过评委的照评委的组。")
@_when_and_where
@click.option("--because", default="", metavar="理由", help="重抽要写理由。")
@WHO
@DRY_RUN
@WORKSPACE
def draw(
    *, rooms: int | None, places: tuple[str, ...], day: date | None, start: str, minutes: int | None, because: str,
    who: str, dry_run: bool, workspace: Path,
) -> None:  # fmt: skip
    """按种子抽会场和出场顺序。种子先用 qtdocs judge seed 定好；抽签以后不能挑。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.staging import StageWishes, order_drawn

    wishes = StageWishes(
        rooms=rooms, places=places, day=day.isoformat() if day else "", start=start, minutes=minutes or 0
    )
    say_lines(order_drawn(pipeline.find(workspace), wishes, who=who, because=because, dry_run=dry_run))


@stage.command(short_help="改发布会的时间和地点，出场顺序不变。")
@_when_and_where
@WHO
@WORKSPACE
def plan(
    *, places: tuple[str, ...], day: date | None, start: str, minutes: int | None, who: str, workspace: Path
) -> None:
    """记下发布会哪天、几点、在哪里、每个班组几分钟；出场顺序不变。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.staging import StageWishes, plan_changed

    wishes = StageWishes(places=places, day=day.isoformat() if day else "", start=start, minutes=minutes or 0)
    say_lines(plan_changed(pipeline.find(workspace), wishes, who=who))


@stage.command(short_help="写会议通知、回执、出场顺序表、签到表、现场计分表，整理PPT。")
@WORKSPACE
def papers(workspace: Path) -> None:
    """写发布会要用的全部材料，放在“发布会”里；PPT 用报名时定下的版本，后来的列出来。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.stage_papers import stage_papers_written

    say_lines(stage_papers_written(pipeline.find(workspace), today=pipeline.today_in_beijing()))


@stage.command(short_help="记下谁到场；不写编号就是其余全部。")
@click.argument("numbers", nargs=-1, metavar="[班组编号]...")
@WHO
@WORKSPACE
def attend(numbers: tuple[str, ...], who: str, *, workspace: Path) -> None:
    """记下班组到场发布；不写编号，就是还没有记过的全部。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.attending import attended

    say_lines(attended(pipeline.find(workspace), numbers, came=True, because="", who=who))


@stage.command(short_help="记下谁没有到场；怎么处理照通知，没有写的请协会定。")
@click.argument("numbers", nargs=-1, required=True, metavar="班组编号...")
@click.option("--because", default="", metavar="原因", help="知道的原因。")
@WHO
@WORKSPACE
def absent(numbers: tuple[str, ...], because: str, who: str, *, workspace: Path) -> None:
    """记下班组没有到场发布。通知写明视同放弃的，状态改为放弃；没有写的，程序只记下来，由协会定。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.attending import attended

    say_lines(attended(pipeline.find(workspace), numbers, came=False, because=because, who=who))
