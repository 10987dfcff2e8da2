"""``qtdocs judge seed``, ``draw``, ``decline``, ``avoid``, ``panels``, ``verify-draw``: experts drawn at random."""

from __future__ import annotations

from pathlib import Path

import click

from qtdocs.cli.judging import judge
from qtdocs.cli.shared import DRY_RUN, JSON, WHO, WORKSPACE, say_lines
from qtdocs.errors import UsageError

STAGE = click.option(
    "--stage", default="material", metavar="阶段", help="哪个评审阶段，代号或名称；默认 material（材料评审）。"
)
BECAUSE = click.option("--because", default="", metavar="理由", help="为什么。")
_COUNT = click.IntRange(min=0)
_SOME = click.IntRange(min=1)


@judge.command(short_help="定抽取用的种子；不写种子就列出定过的。")
@click.argument("text", required=False, default="", metavar="[种子]")
@click.option("--source", default="", metavar="来源", help="种子从哪里来，别人查得到的，例如某日的开奖号码。")
@click.option("--by", "who", default="", metavar="姓名", help="谁定的；要对它负责的人。")
@click.option("--because", default="", metavar="理由", help="换种子的理由；第一次定不用写。")
@STAGE
@DRY_RUN
@WORKSPACE
def seed(text: str, source: str, who: str, because: str, stage: str, *, dry_run: bool, workspace: Path) -> None:
    """定下一个阶段抽取专家用的种子，抽取的次序由它算出来。定了就不能随便换，换过的都留着、写进抽取记录。

    例：qtdocs judge seed 05121822 --source 2026年6月18日双色球前四个红球 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.seeds import seed_fixed, seeds_listed

    place = pipeline.find(workspace)
    if text:
        lines = seed_fixed(place, text, stage=stage, source=source, who=who, because=because, dry_run=dry_run)
    elif source or because:
        raise UsageError("没有写种子。", "例如：qtdocs judge seed 05121822 --source 某日开奖号码 --by 王敏。")
    else:
        lines = seeds_listed(place, stage=stage)
    say_lines(lines)


@judge.command(short_help="抽取专家，分组，写抽取记录。")
@click.option("--groups", type=_SOME, metavar="组数", help="分几组；默认 1 组。")
@click.option(
    "--groups-from",
    "given",
    type=click.Path(path_type=Path),
    metavar="分组.xlsx",
    help="照这份表分组，不抽：要有“班组编号”“组别”两列。",
)
@click.option("--members", type=_COUNT, metavar="人数", help="每组组长以外几人；默认照活动文件。")
@click.option("--bridges", type=_COUNT, metavar="人数", help="每组都参加的跨组评委几人；默认照活动文件。")
@click.option("--least", type=_SOME, metavar="人数", help="有人回避以后，每个班组至少几名评委；默认照活动文件。")
@click.option("--because", default="", metavar="理由", help="重抽的理由；第一次抽不用写。")
@click.option("--by", "who", default="", metavar="姓名", help="谁抽的；只看的时候可以不写。")
@STAGE
@DRY_RUN
@WORKSPACE
def draw(
    *, groups: int | None, given: Path | None, members: int | None, bridges: int | None, least: int | None,
    because: str, who: str, stage: str, dry_run: bool, workspace: Path,
) -> None:  # fmt: skip
    """照种子从专家库抽取专家：每组组长 1 人、成员几人，有回避关系的跳过并写明原因，其余按次序候补。

    --dry-run 只看抽不抽得齐，不显示抽到谁。

    例：qtdocs judge draw --groups 3 --members 4 --bridges 1 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.drawing import experts_drawn
    from qtdocs.pipeline.judging.planning import Wish

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    wish = Wish(groups=groups, members=members, bridges=bridges, least=least, given=given)
    say_lines(experts_drawn(place, wish, stage=stage, who=who, because=because, today=today, dry_run=dry_run))


@judge.command(short_help="专家不能参加：由候补顶替。")
@click.argument("expert", metavar="专家编号或姓名")
@BECAUSE
@WHO
@click.option("--vacant", is_flag=True, help="不顶替，席位空着；每个班组的评委要够数。")
@click.option("--undo", is_flag=True, help="登记错了，收回；只能收回最近的一次。")
@STAGE
@DRY_RUN
@WORKSPACE
def decline(
    expert: str, because: str, who: str, stage: str, *, vacant: bool, undo: bool, dry_run: bool, workspace: Path
) -> None:
    """记下一名专家不能参加，由次序最前、能坐这一席的候补顶替；跳过谁、为什么，都会列出来。

    例：qtdocs judge decline 专003 --because 出差 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.changing import Word, expert_declined

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    word = Word(stage=stage, who=who, because=because, undo=undo, vacant=vacant)
    say_lines(expert_declined(place, expert, word, today=today, dry_run=dry_run))


@judge.command(short_help="专家回避个别班组。")
@click.argument("expert", metavar="专家编号或姓名")
@click.argument("numbers", nargs=-1, required=True, metavar="班组编号...")
@BECAUSE
@WHO
@click.option("--undo", is_flag=True, help="收回：原来登记的回避不作数。")
@STAGE
@DRY_RUN
@WORKSPACE
def avoid(
    expert: str, numbers: tuple[str, ...], because: str, who: str, stage: str, *, undo: bool, dry_run: bool,
    workspace: Path,
) -> None:  # fmt: skip
    """抽取以后，记下一名专家不评自己组里的个别班组；评委因此不够数的不收，请改由候补顶替。

    例：qtdocs judge avoid 专003 班0007 --because 亲属在该班组 --by 王敏
    """
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.changing import Word, entries_avoided

    place, today = pipeline.find(workspace), pipeline.today_in_beijing()
    word = Word(stage=stage, who=who, because=because, undo=undo)
    say_lines(entries_avoided(place, expert, numbers, word, today=today, dry_run=dry_run))


@judge.command(short_help="各组现在有谁、评哪些班组。")
@JSON
@click.option("--record", is_flag=True, help="把抽取记录再写一次。")
@STAGE
@WORKSPACE
def panels(stage: str, *, as_json: bool, record: bool, workspace: Path) -> None:
    """列出各组的专家、班组、回避，抽取以后的变动，和要人看一看的：班组退出了、专家库改了、有新的回避关系。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.panels import panels_listed, panels_recorded

    place = pipeline.find(workspace)
    if record:
        say_lines(panels_recorded(place, stage=stage))
    else:
        say_lines(panels_listed(place, stage=stage, as_json=as_json))


@judge.command("verify-draw", short_help="照台账把每次抽取重算一遍，看是否一致。")
@STAGE
@WORKSPACE
def verify_draw(stage: str, *, workspace: Path) -> None:
    """照种子、当时的专家库和班组，把本阶段的每次抽取和变动重算一遍；第三方怎样核对，见 docs/judging.md。"""
    from qtdocs import pipeline
    from qtdocs.pipeline.judging.draw_check import draws_verified

    say_lines(draws_verified(pipeline.find(workspace), stage=stage))
