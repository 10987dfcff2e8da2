"""Signed score sheets on paper: typed in by two people, and the sheets on which the office counts."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.judge_collect import STAGE
from qtdocs.cli.judging import judge
from qtdocs.cli.shared import DRY_RUN, WHO, WORKSPACE, say, say_lines


@judge.command(name="entry-book", short_help="出一份录入表：签字评分表的截图旁边是要录的格。")
@click.option("--by", "person", required=True, metavar="姓名", help="谁来录；两个人各出一份。")
@STAGE
@click.option("--on-paper", is_flag=True, help="没有扫描件、照纸质原件录的，按抽取结果也列进去。")
@click.option("--again", is_flag=True, help="录过的也列进去，重录。")
@DRY_RUN
@WORKSPACE
def entry_book(
    person: str, stage: str, *, on_paper: bool, again: bool, dry_run: bool, workspace: Path
) -> None:  # fmt: skip
    """写出一个人的录入表。手写的分数要两个人各录一遍，两人录的一样才算数，谁也看不到另一个人录的。

    例：qtdocs judge entry-book --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.entry_books import BookWishes, entry_book_written

    wishes = BookWishes(person=person, stage=stage, on_paper=on_paper, again=again)
    say(entry_book_written(pipeline.find(workspace), wishes, dry_run=dry_run))


@judge.command(short_help="收录好的录入表；两个人录的不一样的列出来。")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="录入表..."
)
@WHO
@DRY_RUN
@WORKSPACE
def enter(files: tuple[Path, ...], who: str, *, dry_run: bool, workspace: Path) -> None:
    """把录好的录入表收进台账。有一格读不懂就一份也不收；没有录全的那一张先不收。

    例：qtdocs judge enter 评审/录入/录入表*.xlsx --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.entering import typed_taken

    say_lines(typed_taken(pipeline.find(workspace), files, who=who, dry_run=dry_run))


@judge.command(name="count-sheet", short_help="核分表：每组一张，班组乘评委，有计分、复核、监督签字的地方。")
@STAGE
@DRY_RUN
@WORKSPACE
def count_sheet(stage: str, *, dry_run: bool, workspace: Path) -> None:
    """按现在算数的评分写出核分表（Excel 一个工作簿，Word 每组一份），给计分、复核、监督的人核对签字。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.count_sheets import count_sheets_written

    say_lines(count_sheets_written(pipeline.find(workspace), stage=stage, dry_run=dry_run))
