"""What the commands share: options, groups in the order of a clerk's work, printing that survives a closed pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from qtdocs.errors import WriteError
from qtdocs.text import day_in, masked

UNREAD = 3
"""Exit code where a file could not be read."""
FINDINGS = 1
"""Exit code where findings of severity error were found and ``--strict`` was given."""
_CODES = {"unread": UNREAD, "tool": 4}
PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="路径...")
PROGRAMME = click.option("--programme", default="", metavar="活动", help="活动的代号或叫法，见 qtdocs forms list。")
WORKSPACE = click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="工作区，默认当前文件夹。",
)
JOBS = click.option("--jobs", type=click.IntRange(min=1), metavar="个数", help="同时读几份（默认与处理器核数相同）。")
STRICT = click.option("--strict", is_flag=True, help="有“错误”级问题时以退出码 1 结束。")
WHO = click.option("--by", "who", required=True, metavar="姓名", help="谁做的；要对它负责的人。")
JSON = click.option("--json", "as_json", is_flag=True, help="每行一个 JSON，给别的程序用。")
YES = click.option("--yes", is_flag=True, help="不再问一遍，直接做。")
_MASKED = "qtdocs.masked"


def _remember_mask(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Everything that the command prints from now on hides telephone numbers."""
    context.meta[_MASKED] = wanted


MASK = click.option(
    "--mask", is_flag=True, expose_value=False, callback=_remember_mask, help="电话只显示头尾，例如 138****1234。"
)
DRY_RUN = click.option("--dry-run", is_flag=True, help="只看会怎样，什么也不写。")


def day_of(text: str) -> date:
    """The day that a person typed: 2026-04-27, 2026.4.27, 2026年4月27日.

    Raises:
        click.BadParameter: there is no such day.
    """
    if (day := day_in(text)) is None:
        raise click.BadParameter(f"“{text}”不是日期，请写成 2026-04-27 这样。")
    return day


class Commands(click.Group):
    """Lists commands in the order of a clerk's work and turns our errors into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were added."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and below them what the exit codes mean."""
        super().format_options(ctx, formatter)
        if ctx.parent is None:
            with formatter.section("退出码"):
                formatter.write_dl(
                    [
                        ("0", "完成（有没有问题都一样）"),
                        ("1", "有“错误”级问题，且用了 --strict"),
                        ("2", "用法、路径、活动或表格文件不对"),
                        ("3", "至少一份文件读不了，报告仍完整"),
                        ("4", "缺少程序或字体"),
                        ("5", "写不出文件，或工作区正在使用中"),
                        ("6", "台账数据损坏"),
                        ("70", "程序自身出错"),
                        ("130", "中途打断"),
                    ]
                )


class Command(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})


Commands.command_class = Command


def code_of(worst: str, *, strict: bool) -> int:
    """The exit code for what a run found at worst."""
    if worst in _CODES:
        return _CODES[worst]
    return FINDINGS if strict and worst == "error" else 0


def say_lines(lines: Iterable[str]) -> None:
    """Print data line by line; nothing where there is none."""
    for line in lines:
        say(line)


def say(text: str) -> None:
    """Print data; where nobody reads on (``| head``) that is no error."""
    context = click.get_current_context(silent=True)
    if context is not None and context.meta.get(_MASKED):
        text = masked(text)
    try:
        click.echo(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise WriteError("结果没有写出去，可能磁盘已满。", "请换一个地方保存输出，再运行一次。") from error


def progress(task: str, done: int, of: int) -> None:
    """Says how far it is, on a terminal only; no file is named."""
    if sys.stderr.isatty() and of > 1:
        click.echo(f"\r{task} {done}/{of}　", nl=done >= of, err=True)
