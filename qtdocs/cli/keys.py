"""``qtdocs keys``: the key pairs behind 防伪校验码."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import JSON, WHO, WORKSPACE, Commands, say_lines


@main_group.group(
    cls=Commands,
    short_help="密钥：证书上的防伪校验码由它算出来。",
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
def keys() -> None:
    """做、换、停用密钥。私钥只在保管的人手里，不进工作区和备份；公钥可以公开，别人用它核对。"""


@keys.command(short_help="做一对密钥。")
@click.option(
    "--out", "folder", type=click.Path(path_type=Path), metavar="文件夹", help="私钥放在哪里，默认用户自己的文件夹。"
)
@click.option("--passphrase", "locked", is_flag=True, help="给私钥加口令（会问两遍，不显示）。")
@WHO
@WORKSPACE
def new(folder: Path | None, locked: bool, who: str, *, workspace: Path) -> None:
    """做一对密钥：私钥写成只有自己能读的文件，公钥记进台账、写成 公钥.txt。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.keys import key_made

    place = pipeline.find(workspace)
    word = click.prompt("口令", hide_input=True, confirmation_prompt="再输一遍") if locked else ""
    today = pipeline.today_in_beijing()
    say_lines(key_made(place, folder=folder, passphrase=word, who=who, today=today))


@keys.command(short_help="用已经有的私钥：上一届的，或换了地方的。")
@click.argument("path", type=click.Path(path_type=Path), metavar="私钥文件")
@WHO
@WORKSPACE
def use(path: Path, who: str, *, workspace: Path) -> None:
    """用已经有的私钥文件做防伪校验码；文件不动，只记下它在哪里。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.keys import key_taken

    say_lines(key_taken(pipeline.find(workspace), path, who=who, today=pipeline.today_in_beijing()))


@keys.command("list", short_help="列出登记过的密钥。")
@JSON
@WORKSPACE
def listed(*, as_json: bool, workspace: Path) -> None:
    """列出登记过的密钥：编号、日期、在用还是停用。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.keys import keys_listed

    say_lines(keys_listed(pipeline.find(workspace), as_json=as_json))


@keys.command(short_help="停用一把密钥。")
@click.argument("fingerprint", metavar="密钥编号")
@click.option("--because", default="", metavar="理由", help="为什么停用。")
@click.option("--leaked", is_flag=True, help="私钥丢了或别人可能拿到：用它做的单凭公钥不再算数。")
@WHO
@WORKSPACE
def retire(fingerprint: str, because: str, who: str, *, leaked: bool, workspace: Path) -> None:
    """停用一把密钥；编号写前几位就行，见 qtdocs keys list。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.publishing.keys import key_retired

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    say_lines(key_retired(place, fingerprint, because=because, leaked=leaked, who=who, today=today))
