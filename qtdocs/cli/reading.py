"""``qtdocs read``: a look into files without a workspace."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import MASK, PATHS, PROGRAMME, STRICT, code_of, progress, say


@main_group.command(short_help="读表，把读到的内容打印出来。")
@PATHS
@click.option("--json", "view", flag_value="json", help="每份文件一行 JSON。")
@click.option("--table", "view", flag_value="table", default=True, help="给人看的清单（默认）。")
@click.option("--text", "view", flag_value="text", help="只看读出的原文，不认表。")
@PROGRAMME
@MASK
@STRICT
def read(paths: tuple[Path, ...], view: str, programme: str, strict: bool) -> None:
    """读一份或多份文件、文件夹，打印读到的内容；不写任何文件。"""
    from qtdocs import pipeline

    code = 0
    today = pipeline.today_in_beijing()
    for printed, aside, worst in pipeline.papers_printed(
        paths, view=view, programme=programme, today=today, progress=progress
    ):
        if aside:
            click.echo(aside, err=True)
        if printed:
            say(printed)
        code = max(code, code_of(worst, strict=strict))
    sys.exit(code)
