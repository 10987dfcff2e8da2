"""What the screen is told of packages: what was written, what changed, what is missing, what to look at."""

from __future__ import annotations

from collections.abc import Iterator

from qtdocs.model.package import Packaged
from qtdocs.pipeline.judging.package_files import Outcome
from qtdocs.pipeline.judging.package_run import PackageRun
from qtdocs.render.judging.view import JudgeView
from qtdocs.text import masked

_SHOWN = 8
"""Most files that are named one by one."""


def told_of_files(outcome: Outcome, *, name_them: bool, dry_run: bool) -> str:
    """What became of a package's files, in words.

    Args:
        outcome: what became of them.
        name_them: whether the files themselves tell what changed; else the entries do.
        dry_run: whether nothing was written.
    """
    verb = "会" if dry_run else ""
    if not outcome.written and not outcome.removed:
        return "没有变化。"
    parts = [f"{verb}写 {len(outcome.written)} 个文件"] if outcome.written else []
    parts += [f"{verb}收走 {len(outcome.removed)} 个"] if outcome.removed else []
    names = [masked(each) for each in (*outcome.written, *outcome.removed)]
    shown = "、".join(names[:_SHOWN]) + (" 等" if len(names) > _SHOWN else "")
    return "，".join(parts) + (f"：{shown}。" if name_them else "。")


def told_of_entries(run: PackageRun, view: JudgeView, before: Packaged) -> Iterator[str]:
    """Which entries came and which went since the last time."""
    now = [each.entry.number for each in view.entries]
    came = [each for each in now if each not in before.entries]
    went = [f"{each}（{_why(run, each)}）" for each in before.entries if each not in now]
    if came:
        yield f"  比上次多了：{'、'.join(came)}。"
    if went:
        yield f"  比上次少了：{'、'.join(went)}。"


def _why(run: PackageRun, number: str) -> str:
    team = run.desk.teams.get(number)
    if team is None:
        return "台账里没有了"
    if number not in run.desk.judged:
        return team.state
    return "回避，或者不归这一组了"


def told_of_papers(run: PackageRun) -> Iterator[str]:
    """What is in no package though somebody may look for it; and what should be looked at before it is sent."""
    lacking = [(number, papers.missing) for number, papers in sorted(run.papers.items()) if papers.missing]
    if lacking:
        yield f"有 {len(lacking)} 个班组的材料请看一下："
        yield from (f"  {run.desk.said_of(number)}：{'；'.join(missing)}。" for number, missing in lacking)
    unsure = sorted({copy.entry for each in run.papers.values() for copy in each.copies if copy.remark})
    if unsure:
        yield f"有的材料归属或版本请核对（说明在清单里）：{'、'.join(unsure)}。"
    phones = [copy.name for each in run.papers.values() for copy in each.copies if copy.shows_phone]
    if phones:
        shown = "、".join(masked(each) for each in phones[:_SHOWN]) + (" 等" if len(phones) > _SHOWN else "")
        yield f"正文里有电话或身份证号样子的数字的有 {len(phones)} 份，副本没有删改，发出前请看一下：{shown}。"


def told_at_last(run: PackageRun) -> Iterator[str]:
    """Entries that are in no package and why, what is still open, and where everything lies."""
    desk = run.desk
    seated = {number for panel in desk.draw.panels for number in panel.entries}
    if loose := [number for number in desk.judged if number not in seated]:
        yield f"初选合格、但不在任何一组里的班组：{'、'.join(loose)}；要评的，请重新抽取（qtdocs judge draw）。"
    if left := sorted(number for number in seated if number not in desk.judged):
        told = "、".join(f"{each}（{_why(run, each)}）" for each in left)
        yield f"抽取以后不再参加的班组，没有放进材料包：{told}。"
    if run.dry_run:
        yield "以上只是看看，什么也没有写。"
        return
    if len(desk.scales) > 1:
        either = " 或 ".join(str(each) for each in desk.scales)
        how = f"qtdocs judge scale {desk.stage.id} {desk.scales[-1]} --by 姓名"
        yield f"通知没有写{desk.stage.name}的满分，评分表要评委先选 {either}；协会定得下来的，先运行 {how}，再做一次。"
    where = desk.folder.relative_to(desk.place.home).as_posix()
    yield f"材料包在 {where}/，里面没有专家和班组的电话" + ("；但申报表上有联系电话。" if run.with_forms else "。")
