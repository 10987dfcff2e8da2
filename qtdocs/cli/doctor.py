"""``qtdocs doctor``: what this machine has and lacks."""

from __future__ import annotations

import sys
from pathlib import Path

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import JSON, say_lines
from qtdocs.errors import MissingToolError


@main_group.command(short_help="检查这台电脑：字体、排版部件、LibreOffice、磁盘、语言，缺什么怎么补。")
@JSON
def doctor(*, as_json: bool) -> None:
    """看这台电脑有没有程序要用的东西：各有什么用，缺的给一条命令。缺了需要的，退出码是 4。"""
    from qtdocs.pipeline.doctor import examined_told, is_well

    say_lines(examined_told(Path(), as_json=as_json))
    if not is_well(Path()):
        sys.exit(MissingToolError.exit_code)
