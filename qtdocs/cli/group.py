"""The program itself, to which every command belongs."""

from __future__ import annotations

import click

from qtdocs import __version__
from qtdocs.cli.shared import Commands


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
@click.version_option(__version__, prog_name="qtdocs", message="qtdocs %(version)s", help="显示版本号。")
def main_group() -> None:
    """读取质量信得过班组申报材料，查出问题，生成台账、汇总表、评价表、光荣册和证书。"""
