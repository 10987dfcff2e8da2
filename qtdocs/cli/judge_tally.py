"""``qtdocs judge tally`` to ``again``: ballots counted, entries ranked, rules settled, tiers changed, results kept."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.judging import judge
from qtdocs.cli.shared import DRY_RUN, JSON, WHO, WORKSPACE, say_lines
from qtdocs.errors import UsageError

_STAGE = click.option("--stage", default="", metavar="阶段", help="哪个阶段：代号或名称。")
_BECAUSE = click.option("--because", default="", metavar="理由", help="为什么；会写进结果的说明。")


@judge.command(short_help="计分：每个阶段、每个班组、每位评委，写评分汇总.xlsx。")
@_STAGE
@JSON
@DRY_RUN
@WORKSPACE
def tally(stage: str, *, as_json: bool, dry_run: bool, workspace: Path) -> None:
    """把收到的评分合计起来，写出评审/评分汇总.xlsx：还缺谁的、哪些没有计入和为什么、哪些建议复评。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.tallying import ballots_tallied

    say_lines(ballots_tallied(pipeline.find(workspace), stage=stage, as_json=as_json, dry_run=dry_run))


@judge.command(short_help="排名和定等级的草稿，写评定结果（草稿）.xlsx。")
@click.option("--provisional", is_flag=True, help="评分未齐的也先排（暂排），不能记下。")
@JSON
@DRY_RUN
@WORKSPACE
def rank(*, provisional: bool, as_json: bool, dry_run: bool, workspace: Path) -> None:
    """排名次、划等级，写出草稿：名额怎样算出来的、同分压线有哪些办法、各会动哪些班组。程序不替人选。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.ranking import entries_ranked

    place = pipeline.find(workspace)
    say_lines(entries_ranked(place, provisional=provisional, as_json=as_json, dry_run=dry_run))


@judge.command(short_help="定下通知没有写的：统计方法、满分、基数、同分、不到场……")
@click.argument("name", default="", metavar="[项目]")
@click.argument("value", default="", metavar="[值]")
@_STAGE
@click.option("--by", "who", default="", metavar="姓名", help="谁定的；要对它负责的人。")
@_BECAUSE
@click.option("--list", "listed", is_flag=True, help="列出各项现在是什么、可以是什么。")
@DRY_RUN
@WORKSPACE
def settle(
    name: str, value: str, stage: str, who: str, because: str, *, listed: bool, dry_run: bool, workspace: Path
) -> None:
    """定下通知没有写的一项；收到评分以后再改的，会写进结果的说明。

    例：qtdocs judge settle 统计方法 中位数 --stage material --by 王敏 --because 4月28日秘书处会议
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.settle import rule_settled, rules_listed

    place = pipeline.find(workspace)
    if listed:
        say_lines(rules_listed(place))
        return
    if not name or not value:
        raise UsageError(
            "要写项目和值。", "例如：qtdocs judge settle 基数 参加发布 --by 王敏 --because 理由；各项见 --list。"
        )
    say_lines(rule_settled(place, name, value, stage=stage, who=who, because=because, dry_run=dry_run))


@judge.command(short_help="改定等级：秘书处的决定，写明理由，名额再核一遍。")
@click.argument("words", nargs=-1, metavar="班组编号 等级 ...")
@WHO
@_BECAUSE
@DRY_RUN
@WORKSPACE
def override(words: tuple[str, ...], who: str, because: str, *, dry_run: bool, workspace: Path) -> None:
    """把班组改定为别的等级，几个一起改时要么都改、要么都不改；超过名额的不记。撤销写“按规则”。

    例：qtdocs judge override 班0003 卓越级 班0002 示范级 --by 王敏 --because 秘书处5月8日会议
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.overriding import tiers_overridden

    say_lines(tiers_overridden(pipeline.find(workspace), words, who=who, because=because, dry_run=dry_run))


@judge.command("keep-result", short_help="把评定结果记下来，成为一版；以后可以重做核对。")
@WHO
@_BECAUSE
@DRY_RUN
@WORKSPACE
def keep_result(who: str, because: str, *, dry_run: bool, workspace: Path) -> None:
    """把现在的评定结果记进台账，成为新的一版；旧的各版都留着。评分未齐、还有事没有定的不能记。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.keeping import result_kept

    say_lines(result_kept(pipeline.find(workspace), who=who, because=because, dry_run=dry_run))


@judge.command(short_help="把记下的一版结果从台账重做一遍，看是不是一样。")
@click.argument("version", type=int, metavar="版")
@WORKSPACE
def again(version: int, workspace: Path) -> None:
    """照当时的台账重做一版结果，逐项比较；再看照现在的台账会不会不一样。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.keeping import result_made_again

    say_lines(result_made_again(pipeline.find(workspace), version))
