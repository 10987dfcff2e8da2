"""``qtdocs result``: from a result to its publication: approval, 公示, objections, 定稿."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import JSON, MASK, WHO, WORKSPACE, Commands, day_of, say_lines

_VERSION = click.option("--version", "version", type=int, metavar="版", help="第几版结果，默认最后一版。")
_ON = click.option("--on", "day", type=day_of, metavar="日期", help="哪一天，默认今天。")


@main_group.group(
    cls=Commands,
    short_help="结果：审定、公示、异议、定稿。",
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
def result() -> None:
    """从评定结果到定稿：审定表和会议纪要、公示、异议登记和处理意见；公示不满、异议没有处理完不能定稿。"""


@result.command("list", short_help="列出各版结果：草稿、已审定、公示中、定稿。")
@JSON
@WORKSPACE
def listed(*, as_json: bool, workspace: Path) -> None:
    """列出记下来的各版结果，各走到哪一步，有几件异议没有处理完。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.listing_results import results_listed

    say_lines(results_listed(pipeline.find(workspace), today=pipeline.today_in_beijing(), as_json=as_json))


@result.command(short_help="记下会议审定了结果，写结果审定表和会议纪要。")
@_VERSION
@_ON
@click.option("--place", "where", default="", metavar="地点", help="在哪里开的会。")
@click.option("--chair", default="", metavar="姓名", help="谁主持。")
@click.option("--present", default="", metavar="姓名、姓名", help="谁参加，用顿号隔开。")
@click.option("--keeper", default="", metavar="姓名", help="谁记录。")
@click.option("--remarks", default="", metavar="文字", help="要写进纪要的其他事项。")
@WHO
@WORKSPACE
def approve(
    *, version: int | None, day: date | None, where: str, chair: str, present: str, keeper: str, remarks: str,
    who: str, workspace: Path,
) -> None:  # fmt: skip
    """记下会议审定了一版结果；写出结果审定表（有得分，内部用）和会议纪要草稿。"""
    from qtdocs import pipeline
    from qtdocs.model.decision import Decision
    from qtdocs.pipeline.judging.deciding import approved

    today = pipeline.today_in_beijing()
    names = tuple(each for each in present.replace("，", "、").replace(",", "、").split("、") if each.strip())
    said = Decision(
        version=0,
        day=(day or today).isoformat(),
        place=where,
        chair=chair,
        present=names,
        keeper=keeper,
        remarks=remarks,
    )
    say_lines(approved(pipeline.find(workspace), version, said, who=who))


@result.command(short_help="公示：名单没有得分、名次、电话，期限按工作日算。")
@_VERSION
@click.option("--from", "first", type=day_of, metavar="日期", help="公示的第一天，默认今天。")
@click.option("--days", type=click.IntRange(min=1), metavar="天数", help="几个工作日，默认照活动文件。")
@click.option("--because", default="", metavar="理由", help="记过公示又要改期限的，写明理由。")
@WHO
@WORKSPACE
def publicise(
    version: int | None, first: date | None, days: int | None, because: str, who: str, *, workspace: Path
) -> None:
    """记下公示的期限，写出公示；工作日照 forms/_common/holidays.toml 里的法定节假日和调休算。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.deciding import publicised

    today = pipeline.today_in_beijing()
    place = pipeline.find(workspace)
    say_lines(publicised(place, version, first=first or today, days=days, because=because, who=who))


@result.command(short_help="照记下的，把审定表、会议纪要、公示再写一遍。")
@_VERSION
@WORKSPACE
def papers(version: int | None, *, workspace: Path) -> None:
    """照台账里记下的审定和公示，把各份文件再写一遍；被人改过的不覆盖。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.deciding import papers_rewritten

    say_lines(papers_rewritten(pipeline.find(workspace), version))


@result.command("object", short_help="登记一件异议。")
@click.option("--about", "entry", default="", metavar="班组编号", help="涉及哪个班组；不写就是整个结果。")
@click.option("--from", "objector", default="", metavar="提出人", help="谁提出的；没有署名的不写。")
@click.option("--words", required=True, metavar="内容", help="异议的内容。")
@click.option("--contact", default="", metavar="联系方式", help="怎样答复；只写进办公室的登记表。")
@_ON
@WHO
@MASK
@WORKSPACE
def object_to(
    *, entry: str, objector: str, words: str, contact: str, day: date | None, who: str, workspace: Path
) -> None:
    """登记对公示结果的一件异议；处理完以前不能定稿。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.objecting import objected

    today = pipeline.today_in_beijing()
    say_lines(
        objected(
            pipeline.find(workspace), entry=entry, objector=objector, words=words, contact=contact, day=day or today,
            who=who,
        )
    )  # fmt: skip


@result.command(short_help="记下一件异议的处理结果，写处理意见。")
@click.argument("number", type=int, metavar="编号")
@click.argument("outcome", metavar="成立|不成立|撤回")
@click.option("--words", required=True, metavar="处理意见", help="查到了什么、依据哪一条。")
@_ON
@WHO
@WORKSPACE
def answer(number: int, outcome: str, words: str, day: date | None, who: str, *, workspace: Path) -> None:
    """记下异议成立还是不成立；成立的，要改好结果，重新审定、公示。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.objecting import answered

    today = pipeline.today_in_beijing()
    place = pipeline.find(workspace)
    say_lines(answered(place, number, outcome, words=words, who=who, day=day or today, today=today))


@result.command(short_help="定稿：公示期满、没有未处理的异议才可以。")
@_VERSION
@click.option("--number", "award_number", default="", metavar="文号", help="公布结果的文号，还没有的以后写。")
@WHO
@WORKSPACE
def final(version: int | None, award_number: str, who: str, *, workspace: Path) -> None:
    """定稿；得奖的班组状态改为定级，光荣册和证书以这一版为准。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.deciding import finalised

    today = pipeline.today_in_beijing()
    say_lines(finalised(pipeline.find(workspace), version, number=award_number, who=who, today=today))
