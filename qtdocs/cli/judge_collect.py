"""Score sheets that come back: collected, typed in from paper, settled, counted."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qtdocs.cli.judging import judge
from qtdocs.cli.shared import DRY_RUN, JOBS, JSON, PATHS, STRICT, WHO, WORKSPACE, code_of, progress, say, say_lines

STAGE = click.option("--stage", default="", metavar="阶段", help="哪个评审阶段；只有一个的不用写。")


@judge.command(short_help="收评分表：电子评分表、评价表、扫描件，邮件和压缩包里的也行。")
@PATHS
@WHO
@STAGE
@JOBS
@STRICT
@JSON
@DRY_RUN
@WORKSPACE
def collect(
    paths: tuple[Path, ...],
    who: str,
    stage: str,
    jobs: int | None,
    *,
    strict: bool,
    as_json: bool,
    dry_run: bool,
    workspace: Path,
) -> None:
    """收评委交回的评分表：存下原件，读出分数，记进台账，列出每张的分数和疑问。

    认的是表上印的编号，不认文件名和工作表名。同一份收两次不会重复。手写的分数不由机器读，要两个人录入（entry-book、enter）。

    例：qtdocs judge collect 收回的评分表 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.collect_told import CollectWishes, sheets_collected

    wishes = CollectWishes(who=who, dry_run=dry_run, as_json=as_json, stage=stage, jobs=jobs)
    said = sheets_collected(pipeline.find(workspace), paths, wishes, progress=progress)
    say_lines(said.lines)
    sys.exit(code_of(said.worst, strict=strict))


@judge.command(short_help="每位评委、每个班组的评分收到没有，算不算数。")
@STAGE
@JSON
@WORKSPACE
def status(stage: str, *, as_json: bool, workspace: Path) -> None:
    """列出每一份评分：多少分，为什么不算数，还没有收到的；下面是要处理的问题。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.ballot_status import status_told

    say_lines(status_told(pipeline.find(workspace), stage=stage, as_json=as_json))


@judge.command(short_help="还差哪些评委对哪些班组的评分。")
@STAGE
@JSON
@WORKSPACE
def missing(stage: str, *, as_json: bool, workspace: Path) -> None:
    """按评委列出还没有交来的评分，用来催。交来了但不算数的，见 qtdocs judge status。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.ballot_status import missing_told

    say_lines(missing_told(pipeline.find(workspace), stage=stage, as_json=as_json))


@judge.command(short_help="同一份评分有两个说法，或者有疑问：定下以哪一份为准。")
@click.argument("expert", metavar="专家编号或姓名")
@click.argument("entry", metavar="班组编号或名称")
@click.option("--medium", default="xlsx", metavar="xlsx|docx|pdf|paper", help="哪一种：电子表、Word、PDF、签字纸质。")
@click.option("--version", type=int, metavar="几号", help="这一种有几份不同的时候，写明第几号。")
@STAGE
@WHO
@click.option("--because", default="", metavar="理由", help="凭什么这样定，例如“4月6日电话问过本人”。")
@DRY_RUN
@WORKSPACE
def resolve(
    expert: str,
    entry: str,
    *,
    medium: str,
    version: int | None,
    stage: str,
    who: str,
    because: str,
    dry_run: bool,
    workspace: Path,
) -> None:
    """定下一位评委对一个班组的评分以哪一份为准；有疑问的分数也这样认可。以后又交来不一样的，要再定一次。

    例：qtdocs judge resolve 专003 班0002 --version 18 --by 王敏 --because 电话问过本人，以后交的为准
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.resolving import Word, ballot_resolved

    word = Word(
        judge=expert, entry=entry, medium=medium, version=version, stage=stage, who=who, because=because
    )  # fmt: skip
    say(ballot_resolved(pipeline.find(workspace), word, dry_run=dry_run))


@judge.command(short_help="定下一个阶段的评分满分是多少（通知没有写的）。")
@click.argument("stage", metavar="阶段")
@click.argument("full", metavar="满分")
@WHO
@click.option("--because", default="", metavar="理由", help="凭什么这样定。")
@DRY_RUN
@WORKSPACE
def scale(stage: str, full: str, who: str, because: str, *, dry_run: bool, workspace: Path) -> None:
    """评分表没有印满分时，定下这一阶段按多少分打；定下以前，没有写满分的评分不算数。

    例：qtdocs judge scale presentation 100 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.resolving import scale_settled

    say(scale_settled(pipeline.find(workspace), stage, full, who=who, because=because, dry_run=dry_run))
