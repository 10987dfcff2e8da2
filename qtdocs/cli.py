"""The commands that a clerk types."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from qtdocs import __version__
from qtdocs.chinese_click import polished, speak_chinese
from qtdocs.errors import QtdocsError, WriteError

INTERNAL = 70
"""Exit code after a mistake of our own; no other code means that (sysexits.h: EX_SOFTWARE)."""
INTERRUPTED = 130
"""Exit code after Ctrl-C."""
UNREAD = 3
"""Exit code where a file could not be read."""
_CODES = {"unread": UNREAD, "tool": 4}
DISK_FULL = (28, 122)
"""What the system calls a full disk and a full quota."""
FINDINGS = 1
"""Exit code where findings of severity error were found and ``--strict`` was given."""
_PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="路径...")
_PROGRAMME = click.option("--programme", default="", metavar="活动", help="活动的代号或叫法，见 qtdocs forms list。")
_WORKSPACE = click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="工作区，默认当前文件夹。",
)
_JOBS = click.option("--jobs", type=click.IntRange(min=1), metavar="个数", help="同时读几份（默认与处理器核数相同）。")
_STRICT = click.option("--strict", is_flag=True, help="有“错误”级问题时以退出码 1 结束。")


class _Commands(click.Group):
    """Lists commands in the order of a clerk's work and turns our errors into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
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


class _Command(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})


_Commands.command_class = _Command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
@click.version_option(__version__, prog_name="qtdocs", message="qtdocs %(version)s", help="显示版本号。")
def main_group() -> None:
    """读取质量信得过班组申报材料，查出问题，生成台账、汇总表、评价表、光荣册和证书。"""


@main_group.command(short_help="读表，把读到的内容打印出来。")
@_PATHS
@click.option("--json", "view", flag_value="json", help="每份文件一行 JSON。")
@click.option("--table", "view", flag_value="table", default=True, help="给人看的清单（默认）。")
@click.option("--text", "view", flag_value="text", help="只看读出的原文，不认表。")
@_PROGRAMME
@_STRICT
def read(paths: tuple[Path, ...], view: str, programme: str, strict: bool) -> None:
    """读一份或多份文件、文件夹，打印读到的内容；不写任何文件。"""
    from qtdocs import pipeline

    code = 0
    today = pipeline.today_in_beijing()
    for printed, aside, worst in pipeline.papers_printed(
        paths, view=view, programme=programme, today=today, progress=_progress
    ):
        if aside:
            click.echo(aside, err=True)
        if printed:
            _say(printed)
        code = max(code, _code(worst, strict=strict))
    sys.exit(code)


@main_group.command(short_help="一步到位：收材料、读取、检查，写出全部结果。")
@_PATHS
@click.option("--programme", required=True, metavar="活动", help="活动的代号或叫法，见 qtdocs forms list。")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="文件夹", help="工作区，也写结果。")
@_JOBS
@_STRICT
def run(paths: tuple[Path, ...], programme: str, out: Path, jobs: int | None, strict: bool) -> None:
    """收材料、读取、检查，在输出文件夹里写出台账和各种表、册、证书；就是 new 和 collect 连起来做，再写出全部结果。"""
    from qtdocs import pipeline

    today = pipeline.today_in_beijing()
    report = pipeline.run(paths, programme=programme, out=out, today=today, jobs=jobs, progress=_progress)
    _say(report.summary)
    sys.exit(_code(report.worst, strict=strict))


@main_group.command(short_help="新建一个活动的工作区。")
@click.argument("home", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--programme", required=True, metavar="活动", help="活动的代号或叫法，见 qtdocs forms list。")
def new(home: Path, programme: str) -> None:
    """新建一个工作区：一个活动一年的材料、台账和结果都在里面。"""
    from qtdocs import pipeline

    made = pipeline.new(home, programme=programme)
    _say(f"已建好工作区 {home}（{made.programme}）。下一步：cd {home}，再运行 qtdocs collect 收件文件夹。")


@main_group.command(short_help="把收到的邮件、文件夹、压缩包收进台账。")
@_PATHS
@_WORKSPACE
@_JOBS
@_STRICT
def collect(paths: tuple[Path, ...], workspace: Path, jobs: int | None, strict: bool) -> None:
    """把邮件、邮箱导出、文件夹、压缩包里的材料收进台账，写出台账.xlsx；可以反复运行，只收新的。"""
    from qtdocs import pipeline

    today = pipeline.today_in_beijing()
    report = pipeline.collect_into(pipeline.find(workspace), paths, today=today, jobs=jobs, progress=_progress)
    _say(report.summary)
    sys.exit(_code(report.worst, strict=strict))


@main_group.command(short_help="列出全部班组和各自的材料。")
@click.option("--json", "as_json", is_flag=True, help="每个班组一行 JSON。")
@_WORKSPACE
def entries(as_json: bool, workspace: Path) -> None:
    """列出工作区里的全部班组：状态、收到时间、是否迟交、有哪些材料。"""
    from qtdocs import pipeline

    _say_lines(pipeline.entries_listed(pipeline.find(workspace), as_json=as_json))


@main_group.command(short_help="列出全部来件和每个附件的结果。")
@click.option("--json", "as_json", is_flag=True, help="每次来件一行 JSON。")
@_WORKSPACE
def parcels(as_json: bool, workspace: Path) -> None:
    """列出工作区里的全部来件：受理编号、发件人、收到时间，每个附件读成了什么。"""
    from qtdocs import pipeline

    _say_lines(pipeline.parcels_listed(pipeline.find(workspace), as_json=as_json))


@main_group.command(short_help="同一份材料来了几版，选定以哪一版为准。")
@click.argument("number", metavar="班组编号")
@click.argument("file", metavar="文件名")
@_WORKSPACE
def choose(number: str, file: str, workspace: Path) -> None:
    """选定一个班组的一份材料以哪一版为准；文件名可以只写后一段，或写指纹的前几位。"""
    from qtdocs import pipeline

    _say(pipeline.choose(pipeline.find(workspace), number, file))


@main_group.group(cls=_Commands, short_help="核对台账数据。", subcommand_metavar="命令 ...", options_metavar="[选项]")
def ledger() -> None:
    """台账数据。"""


@ledger.command("verify", short_help="核对台账、事件记录和每份原件是否完好。")
@_WORKSPACE
def ledger_verify(workspace: Path) -> None:
    """核对数据库、事件记录和每份原件的指纹。"""
    from qtdocs import pipeline

    _say(pipeline.ledger_verified(pipeline.find(workspace)))


@main_group.command(short_help="把整个工作区备份成一个文件。")
@click.argument("target", type=click.Path(path_type=Path), metavar="备份文件")
@_WORKSPACE
def backup(target: Path, workspace: Path) -> None:
    """把整个工作区（台账、原件、结果）备份成一个文件。"""
    from qtdocs import pipeline

    _say(pipeline.backed_up(pipeline.find(workspace), target))


@main_group.command(short_help="把备份恢复到一个新文件夹。")
@click.argument("source", type=click.Path(path_type=Path), metavar="备份文件")
@click.argument("home", type=click.Path(path_type=Path), metavar="文件夹")
def restore(source: Path, home: Path) -> None:
    """把备份恢复到一个新的或空的文件夹，逐个文件核对指纹。"""
    from qtdocs import pipeline

    _say(pipeline.restored(source, home))


@main_group.group(
    cls=_Commands,
    short_help="看公章：该盖的都盖了没有，印文对不对。",
    subcommand_metavar="[命令] ...",
    options_metavar="[选项]",
    invoke_without_command=True,
)
@click.option("--json", "as_json", is_flag=True, help="每处一行 JSON。")
@click.option("--open", "open_only", is_flag=True, help="只列还要人看的。")
@_WORKSPACE
@click.pass_context
def seals(ctx: click.Context, as_json: bool, open_only: bool, workspace: Path) -> None:
    """列出每一处该盖章的地方：看到什么、截图在哪里、有没有人确认过。看图得出的都只是“看到”，要人确认才算数。"""
    from qtdocs import pipeline

    ctx.obj = workspace
    if ctx.invoked_subcommand is None:
        _say_lines(pipeline.seals_listed(pipeline.find(workspace), as_json=as_json, open_only=open_only))


@seals.command("confirm", short_help="记下某人看过一处章，看到什么。")
@click.argument("what", metavar="班组编号或文件名")
@click.argument("whose", metavar="申报单位|推荐单位")
@click.argument("answer", metavar="看到什么")
@click.option("--by", "who", required=True, metavar="姓名", help="看过原件或截图的人。")
@click.option(
    "--workspace",
    "-w",
    type=click.Path(path_type=Path),
    default=None,
    metavar="文件夹",
    help="工作区，默认当前文件夹。",
)
@click.pass_obj
def seals_confirm(above: Path, what: str, whose: str, answer: str, *, who: str, workspace: Path | None) -> None:
    """对照截图和原件看过一处章之后，记下看到什么：相符、没有、不符、看不清、位置不对、不是公章。

    例：qtdocs seals confirm 班0003 申报单位 相符 --by 王敏
    """
    from qtdocs import pipeline

    place, today = pipeline.find(workspace or above), pipeline.today_in_beijing()
    _say(pipeline.seal_confirmed(place, what, whose, answer, who=who, today=today))


@main_group.command(short_help="看有哪些检查，或一条检查的说明。")
@click.argument("code", required=False, metavar="[编号]")
def rules(code: str | None) -> None:
    """列出全部检查；给出编号时说明这一条。"""
    from qtdocs import pipeline

    _say(pipeline.rules_shown(code or ""))


@main_group.group(
    cls=_Commands,
    short_help="看活动和表格，检查表格文件，取空白表。",
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
def forms() -> None:
    """活动和表格。"""


@forms.command("list", short_help="列出全部活动和表格。")
def forms_list() -> None:
    """列出全部活动和表格。"""
    from qtdocs import pipeline

    _say(pipeline.forms_listed())


@forms.command("show", short_help="看一个活动或一张表的要求。")
@click.argument("programme", metavar="活动")
@click.argument("form", required=False, metavar="[表格]")
def forms_show(programme: str, form: str | None) -> None:
    """看一个活动，或其中一张表的要求。"""
    from qtdocs import pipeline

    _say(pipeline.form_shown(programme, form or ""))


@forms.command("check", short_help="检查表格文件有没有写错。")
@click.argument("programme", required=False, metavar="[活动]")
def forms_check(programme: str | None) -> None:
    """检查一个或全部活动的表格文件，列出全部错误和可疑之处。"""
    from qtdocs import pipeline

    _say(pipeline.forms_checked(programme or "", today=pipeline.today_in_beijing()))


@forms.command("blank", short_help="取一张空白表。")
@click.argument("programme", metavar="活动")
@click.argument("form", metavar="表格")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path(), metavar="文件夹", help="放到哪个文件夹（默认当前）。"
)
def forms_blank(programme: str, form: str, out: Path) -> None:
    """把一张空白表复制出来。"""
    from qtdocs import pipeline

    click.echo(f"已写出：{pipeline.copy_blank(programme, form, out)}")


def _code(worst: str, *, strict: bool) -> int:
    if worst in _CODES:
        return _CODES[worst]
    return FINDINGS if strict and worst == "error" else 0


def _say_lines(lines: Iterable[str]) -> None:
    """Print data line by line; nothing where there is none."""
    for line in lines:
        _say(line)


def _say(text: str) -> None:
    """Print data; where nobody reads on (``| head``) that is no error."""
    try:
        click.echo(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise WriteError("结果没有写出去，可能磁盘已满。", "请换一个地方保存输出，再运行一次。") from error


def _utf8() -> None:
    """Output is UTF-8 wherever it goes: Windows writes a file in its own code page, which may lack Chinese."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., Any] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def _progress(task: str, done: int, of: int) -> None:
    """Says how far it is, on a terminal only; no file is named."""
    if sys.stderr.isatty() and of > 1:
        click.echo(f"\r{task} {done}/{of}　", nl=done >= of, err=True)


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
