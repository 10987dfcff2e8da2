"""The commands that a clerk types; each module of this package holds those of one subject."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from qtdocs.chinese_click import polished, speak_chinese

# Each module adds its commands to the group; help lists them in this order, which is that of a clerk's work.
from qtdocs.cli import (  # isort: skip
    reading,
    season,
    registry,
    listing,
    conformity,
    seals,
    library,
    correcting,
    letters,
    standing,
    judging,
    judge_experts,
    judge_draw,
    judge_packages,
    judge_collect,
    judge_paper,
    judge_tally,
    judge_fairness,
    stage,
    result,
    report,
    confirm,
    publish,
    certificates,
    sending,
    keys,
    verify,
    doctor,
    ledger,
    personal,
    shelf,
)
from qtdocs.cli.group import main_group
from qtdocs.errors import QtdocsError, WriteError

__all__ = [
    "certificates",
    "confirm",
    "conformity",
    "correcting",
    "doctor",
    "judge_collect",
    "judge_draw",
    "judge_experts",
    "judge_fairness",
    "judge_packages",
    "judge_paper",
    "judge_tally",
    "judging",
    "keys",
    "ledger",
    "letters",
    "library",
    "listing",
    "main",
    "main_group",
    "personal",
    "publish",
    "reading",
    "registry",
    "report",
    "result",
    "seals",
    "season",
    "sending",
    "shelf",
    "stage",
    "standing",
    "verify",
]

INTERNAL = 70
"""Exit code after a mistake of our own; no other code means that (sysexits.h: EX_SOFTWARE)."""
INTERRUPTED = 130
"""Exit code after Ctrl-C."""
DISK_FULL = (28, 122)
"""What the system calls a full disk and a full quota."""


def _utf8() -> None:
    """Output is UTF-8 wherever it goes: Windows writes a file in its own code page, which may lack Chinese."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., Any] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


@contextmanager
def _spoken_errors() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(error.ctx.get_usage(), err=True)
            click.echo(f"输入“{error.ctx.command_path} --help”看用法。", err=True)
        click.echo(f"错误：{polished(error.format_message())}", err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\n已中断；已经收下的都在台账里，写出的文件都是完整的；再运行一次会接着做。", err=True)
        sys.exit(INTERRUPTED)
    except QtdocsError as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in DISK_FULL:
            _own_mistake(error)
        click.echo("错误：磁盘空间不足。请清理磁盘后再运行一次；已经收下的不会丢。", err=True)
        sys.exit(WriteError.exit_code)
    except Exception as error:
        _own_mistake(error)


def _own_mistake(error: Exception) -> NoReturn:
    """End after a mistake of our own: its kind and nothing else, for messages may hold what stands on papers.

    Raises:
        Exception: the error itself, where a maintainer asked for it.
    """
    if os.environ.get("QTDOCS_DEBUG"):
        raise error
    click.echo(f"程序自己出错了：{type(error).__name__}。请把这一行和所用的命令告诉维护者。", err=True)
    sys.exit(INTERNAL)


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the program; every error becomes a Chinese sentence and its exit code."""
    _utf8()
    speak_chinese()
    with _spoken_errors():
        main_group.main(
            args=list(arguments) if arguments is not None else None, prog_name="qtdocs", standalone_mode=False
        )
