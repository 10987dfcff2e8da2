"""``qtdocs verify``: whether a certificate is as it was issued."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import FINDINGS, JSON, WORKSPACE, progress, say

_FILES = click.Path(path_type=Path, exists=True, dir_okay=False)


@main_group.command(short_help="核对证书的防伪校验码：键入的、扫出来的文字、PDF、图片。")
@click.argument("things", nargs=-1, required=True, metavar="校验码|文字|文件...")
@click.option("--number", default="", metavar="编号", help="证书编号，与短的校验码一起核对。")
@click.option(
    "--public-key", "keys", multiple=True, type=_FILES, metavar="文件", help="发证单位的 公钥.txt，可以几个。"
)
@click.option(
    "--list", "lists", multiple=True, type=_FILES, metavar="文件",
    help="发证单位的 校验名册.json 或 撤销名单.json，可以几个。",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="有一件不是“相符”，以退出码 1 结束。")
@JSON
@WORKSPACE
def verify(
    things: tuple[str, ...], number: str, keys: tuple[Path, ...], lists: tuple[Path, ...], *, strict: bool,
    as_json: bool, workspace: Path,
) -> None:  # fmt: skip
    """核对证书，答相符、不符、已撤销或查不了，写明说明什么、不说明什么。

    在工作区里照台账的密钥和发证登记核对；别处用 --public-key、--list 指明发证单位公布的文件。不联网。
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.trusting import known_in, known_of
    from qtdocs.pipeline.publishing.verifying import checks, told
    from qtdocs.publishing.checking import AGREES

    known = known_of(keys, lists) if keys or lists else known_in(pipeline.find(workspace))
    agree = True
    for checked in checks(things, number, known, progress=progress):
        say(told(checked, as_json=as_json))
        agree = agree and checked.answer.outcome == AGREES
    if strict and not agree:
        sys.exit(FINDINGS)
