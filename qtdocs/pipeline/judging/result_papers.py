"""评定结果 as a workbook, and the same said on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qtdocs.model.result import Ranked, Result
from qtdocs.pipeline import outputs
from qtdocs.pipeline.judging.contests import Gathered
from qtdocs.pipeline.judging.tally_view import Whose
from qtdocs.pipeline.judging.tallying import FOLDER
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.judging.result_book import WAYS, Called, ResultView, is_proposed, result_workbook

PROVISIONAL = "评定结果（暂排）.xlsx"
"""The workbook of a result in which entries are ranked whose ballots are not all in."""
_SHOWN = 12


def draft_name(version: int) -> str:
    """The name of the workbook of a version; no later one is written over it."""
    return f"评定结果（草稿 第{version}版）.xlsx"


def result_written(
    place: Workspace, made: Gathered, result: Result, names: Mapping[str, Whose], *, name: str, state: str
) -> str:
    """Write a result as a workbook; says where.

    Args:
        place: the workspace.
        made: the contest it comes from.
        result: the result.
        names: what each entry is called.
        name: the workbook's name.
        state: what stands above it.
    """
    view = ResultView(
        title=made.edition.name, state=state, result=result,
        stages=tuple((each.id, each.name, each.points) for each in made.contest.stages),
        names={
            number: Called(organisation=each.organisation, team=each.team, nominator=each.nominator)
            for number, each in names.items()
        },
    )  # fmt: skip
    target, remark = outputs.put(place.home / FOLDER / name, result_workbook(view))
    return f"{remark}已写出 {FOLDER}/{target.name}（内部资料）。"


def result_told(result: Result, names: Mapping[str, Whose]) -> Iterator[str]:
    """A result on the screen: counts, the best, lines, equals, what is open."""
    ranked = [each for each in result.ranked if each.rank]
    yield f"参加排名 {len(ranked)} 个，没有排名 {len(result.ranked) - len(ranked)} 个。"
    yield from (f"  {cut.tier}：{cut.explained}" for cut in result.cuts)
    yield from (f"  {_row(each, names)}" for each in ranked[:_SHOWN])
    if len(ranked) > _SHOWN:
        yield "  ……其余见工作簿。"
    rest = [each for each in result.ranked if not each.rank]
    yield from (f"  {_row(each, names)}" for each in rest[:_SHOWN])
    if len(rest) > _SHOWN:
        yield f"  ……没有排名的共 {len(rest)} 个，其余见工作簿。"
    yield from _ties_told(result, names)
    yield from result.notes
    if result.open:
        yield "还没有定的事："
        yield from (f"  {each}" for each in result.open)


def _ties_told(result: Result, names: Mapping[str, Whose]) -> Iterator[str]:
    """Each group of equals at a line: every way to treat it, which one the draft shows, and how people say another."""
    for tie in result.ties:
        where = f"（{tie.place}）" if tie.place else ""
        yield f"同分压线：{tie.tier}{where}还有 {tie.room} 个名额，{'、'.join(tie.entries)}同为 {tie.total} 分。"
        for option in tie.options:
            shown = "（默认建议，草稿先照这样排）" if is_proposed(option, result) else ""
            yield f"  {WAYS[option.name]}{shown}：{option.explained}"
            yield from (f"    {entry} {names[entry].team}：{this or '没有等级'}" for entry, _, this in option.moves)
    if result.ties:
        yield "程序不选，由人定：同意这样排的直接记下；要在同分的班组里分高下的，用 qtdocs judge override 逐个改定。"


def _row(each: Ranked, names: Mapping[str, Whose]) -> str:
    whose = names[each.entry]
    told = [str(each.rank) if each.rank else "—", each.entry, whose.organisation, whose.team]
    told += [str(each.total)] if each.total is not None else []
    told += [each.tier] if each.tier else []
    remarks = [each.out, f"改定：{each.overridden}" if each.overridden else "", each.remark]
    return "　".join((*told, "；".join(text for text in remarks if text))).rstrip("　")
