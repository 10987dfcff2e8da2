"""Making a workspace, filling it, writing it out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import JOBS, PATHS, STRICT, WORKSPACE, code_of, progress, say


@main_group.command(short_help="一步到位：收材料、读取、检查，写出全部结果。")
@PATHS
@click.option("--programme", required=True, metavar="活动", help="活动的代号或叫法，见 qtdocs forms list。")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="文件夹", help="工作区，也写结果。")
@JOBS
@STRICT
def run(paths: tuple[Path, ...], programme: str, out: Path, jobs: int | None, strict: bool) -> None:
    """收材料、读取、检查，在输出文件夹里写出台账和各种表、册、证书；就是 new 和 collect 连起来做，再写出全部结果。"""
    from qtdocs import pipeline

    today = pipeline.today_in_beijing()
    report = pipeline.run(paths, programme=programme, out=out, today=today, jobs=jobs, progress=progress)
    say(report.summary)
    sys.exit(code_of(report.worst, strict=strict))


@main_group.command(short_help="新建一个活动的工作区。")
@click.argument("home", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--programme", required=True, metavar="活动", help="活动的代号或叫法，见 qtdocs forms list。")
def new(home: Path, programme: str) -> None:
    """新建一个工作区：一个活动一年的材料、台账和结果都在里面。"""
    from qtdocs import pipeline

    made = pipeline.new(home, programme=programme)
    say(f"已建好工作区 {home}（{made.programme}）。下一步：cd {home}，再运行 qtdocs collect 收件文件夹。")


@main_group.command(short_help="把收到的邮件、文件夹、压缩包收进台账。")
@PATHS
@WORKSPACE
@JOBS
@STRICT
def collect(paths: tuple[Path, ...], workspace: Path, jobs: int | None, strict: bool) -> None:
    """把邮件、邮箱导出、文件夹、压缩包里的材料收进台账，写出台账.xlsx；可以反复运行，只收新的。"""
    from qtdocs import pipeline

    today = pipeline.today_in_beijing()
    report = pipeline.collect_into(pipeline.find(workspace), paths, today=today, jobs=jobs, progress=progress)
    say(report.summary)
    sys.exit(code_of(report.worst, strict=strict))
