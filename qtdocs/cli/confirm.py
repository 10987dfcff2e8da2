"""``qtdocs confirm``: names are confirmed by nominators before they are printed, corrected with proof, or waived."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import (
    DRY_RUN,
    JSON,
    MASK,
    PATHS,
    STRICT,
    WHO,
    WORKSPACE,
    Commands,
    code_of,
    day_of,
    say_lines,
)  # fmt: skip


@main_group.group(
    cls=Commands,
    short_help="名称核对：发核对表，收回复，采用更正；印证书以前要做。",
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
def confirm() -> None:
    """印在证书、光荣册上的名称先由推荐单位核对。没有确认、也没有放行的，不印正式的证书。"""


@confirm.command(short_help="给每个推荐单位写核对表、盖章用的回执和邮件草稿。")
@click.option("--nominator", "nominators", multiple=True, metavar="推荐单位", help="只写这一个的，可以写几次。")
@click.option("--until", type=day_of, metavar="日期", help="请对方在哪一天以前发回。")
@click.option("--all", "everything", is_flag=True, help="已经确认或放行的班组也再问一遍。")
@DRY_RUN
@WORKSPACE
def ask(nominators: tuple[str, ...], *, until: date | None, everything: bool, dry_run: bool, workspace: Path) -> None:
    """写到工作区的“名称核对/推荐单位/”里：名称核对表.xlsx、核对回执.docx、邮件草稿。程序不发邮件。

    定稿以前也可以问，那时是样稿；定稿以后名称没有变的，不用再问。
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.name_asking import Wishes, asked

    wishes = Wishes(nominators=nominators, everything=everything, until=until, dry_run=dry_run)
    say_lines(asked(pipeline.find(workspace), wishes, today=pipeline.today_in_beijing()))


@confirm.command(short_help="收填好的核对表：已确认、更正，还没有回复的。")
@PATHS
@WHO
@STRICT
@JSON
@MASK
@DRY_RUN
@WORKSPACE
def read(paths: tuple[Path, ...], who: str, *, strict: bool, as_json: bool, dry_run: bool, workspace: Path) -> None:
    """收对方填好的核对表，邮件、压缩包、文件夹都可以；.xls、WPS 存的、行排过序的也认得。

    看不明白的格一格一格列出来，不猜。更正不会自动改台账，要用 qtdocs confirm accept 采用。

    例：qtdocs confirm read 收到的回复 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.name_answers import answers_read

    today, place = pipeline.today_in_beijing(), pipeline.find(workspace)
    told = answers_read(place, paths, who=who, today=today, dry_run=dry_run, as_json=as_json)
    say_lines(told.lines)
    sys.exit(code_of(told.worst, strict=strict))


@confirm.command("list", short_help="每个班组的名称核对到哪一步，谁还没有回复。")
@JSON
@MASK
@WORKSPACE
def listed(*, as_json: bool, workspace: Path) -> None:
    """按推荐单位列出：已确认、更正、未回复、放行；更正的逐字标出哪里不一样。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.name_listing import names_listed

    say_lines(names_listed(pipeline.find(workspace), today=pipeline.today_in_beijing(), as_json=as_json))


@confirm.command(short_help="记下盖章回执、电话里说的：已确认、更正。")
@click.argument("words", nargs=-1, required=True, metavar="班组编号... 已确认|更正|未回复")
@click.option("--from", "source", default="", metavar="凭什么", help="回执、电话、来函……")
@click.option("--scan", type=click.Path(path_type=Path), metavar="文件", help="盖章回执的扫描件，存进原件。")
@click.option("--organisation", default="", metavar="名称", help="更正的：正确的单位名称。")
@click.option("--team", default="", metavar="名称", help="更正的：正确的班组名称。")
@click.option("--leader", default="", metavar="姓名", help="更正的：正确的班组长。")
@click.option("--proof", default="", metavar="说明", help="更正单位名称的：证明材料是什么。")
@WHO
@WORKSPACE
def say(
    words: tuple[str, ...], *, source: str, scan: Path | None, organisation: str, team: str, leader: str, proof: str,
    who: str, workspace: Path,
) -> None:  # fmt: skip
    """由人记下一个或几个班组的名称对方怎么说；记错的写 未回复 收回。

    例：qtdocs confirm say 班0003 已确认 --from 回执 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.errors import UsageError
    from qtdocs.pipeline.publishing.name_settling import Word, said

    if len(words) < 2:
        raise UsageError("要写班组编号和说法。", "例：qtdocs confirm say 班0003 已确认 --from 回执 --by 姓名。")
    word = Word(
        said=words[-1], source=source, scan=scan, organisation=organisation, team=team, leader=leader, proof=proof
    )  # fmt: skip
    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    say_lines(said(place, words[:-1], word, who=who, today=today))


@confirm.command(short_help="采用一个班组的更正：改台账，新的名称算已确认。")
@click.argument("entry", metavar="班组编号或名称")
@click.option("--proof", "file", type=click.Path(path_type=Path), metavar="文件", help="证明材料，存进原件。")
@click.option("--proof-note", "note", default="", metavar="说明", help="只有纸质的：是什么，放在哪里。")
@WHO
@DRY_RUN
@WORKSPACE
def accept(entry: str, *, file: Path | None, note: str, who: str, dry_run: bool, workspace: Path) -> None:
    """把对方要求的更正收进台账，和 qtdocs correct 一样记下谁改的、为什么。单位名称变了的，要有证明材料。

    例：qtdocs confirm accept 班0003 --proof 更名核准通知书.pdf --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.name_accepting import Proof, accepted

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    say_lines(accepted(place, entry, proof=Proof(file=file, note=note), who=who, today=today, dry_run=dry_run))


@confirm.command(short_help="放行一个没有确认的名称，要写理由。")
@click.argument("entry", metavar="班组编号或名称")
@click.option("--because", required=True, metavar="理由", help="为什么可以不等确认。")
@WHO
@WORKSPACE
def waive(entry: str, *, because: str, who: str, workspace: Path) -> None:
    """没有人可问的，由人决定照台账里的名称印；以后名称改了，放行不再算数。

    例：qtdocs confirm waive 班0003 --because 推荐单位已撤销，名称照营业执照核过 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.name_settling import waived

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    say_lines(waived(place, entry, because=because, who=who, today=today))
