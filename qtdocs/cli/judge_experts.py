"""``qtdocs judge experts``: the pool of experts, filled in by the association and imported as a whole."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.judging import judge
from qtdocs.cli.shared import DRY_RUN, JSON, MASK, WORKSPACE, Commands, say, say_lines


@judge.group(
    cls=Commands, subcommand_metavar="命令 ...", options_metavar="[选项]", short_help="专家库：取空表、导入、列出。"
)
def experts() -> None:
    """专家库：一行一名专家的 Excel，以最近一次导入的为准。"""


@experts.command("blank", short_help="取一份空的专家库来填。")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[文件名.xlsx]")
@WORKSPACE
def blank_pool(path: Path | None, *, workspace: Path) -> None:
    """写一份空的专家库，每一列怎样填写在表头的批注里；不写文件名的，写到工作区里，叫 专家库.xlsx。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.pool_import import pool_blank

    say(pool_blank(pipeline.find(workspace) if path is None else None, path))


@experts.command("import", short_help="导入专家库的 Excel。")
@click.argument("path", type=click.Path(path_type=Path), metavar="专家库.xlsx")
@click.option("--by", "who", default="", metavar="姓名", help="谁导入的；只看的时候可以不写。")
@DRY_RUN
@MASK
@WORKSPACE
def import_pool(path: Path, who: str, *, dry_run: bool, workspace: Path) -> None:
    """导入专家库：先列出与上一次的不同；有一处看不懂就什么也不导入，指出是哪一格。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.pool_import import pool_imported

    say_lines(pool_imported(pipeline.find(workspace), path, who=who, dry_run=dry_run))


@experts.command("list", short_help="列出专家库，在哪一组。")
@JSON
@MASK
@WORKSPACE
def list_pool(*, as_json: bool, workspace: Path) -> None:
    """列出现在的专家库，有电话，供办公室用；要给别人看的加 --mask。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.pool_import import pool_listed

    say_lines(pool_listed(pipeline.find(workspace), as_json=as_json))
