"""``qtdocs judge``: from the pool of experts to tiers; each module ``judge_*`` adds the commands of one step."""

from __future__ import annotations

from qtdocs.cli.group import main_group
from qtdocs.cli.shared import Commands


@main_group.group(
    cls=Commands,
    short_help="评审：专家抽取、评审材料包、收评分表、计分、排名、等级。",
    subcommand_metavar="命令 ...",
    options_metavar="[选项]",
)
def judge() -> None:
    """从专家库到等级：抽专家、发评审材料包、收评分表、计分、排名、定等级。每一步都记在台账里，可以重做核对。"""
