"""A tally as people look at it: names in place of numbers, groups with their judges, what lacks in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qtdocs.editions.scoring import score_lines
from qtdocs.judging.contest import tallies_of
from qtdocs.judging.exact import half_up, plain
from qtdocs.judging.ranking import ranks_of
from qtdocs.judging.tally import RECUSED, StageTally
from qtdocs.judging.words import STATISTICS_SAID
from qtdocs.model.ballot import WHOLE
from qtdocs.model.entry import Entry
from qtdocs.model.result import StageMark
from qtdocs.pipeline.judging.contests import Gathered
from qtdocs.render.context import text_of
from qtdocs.render.judging.tally_book import AsideLine, MarkLine, PanelBlock, StageBlock
from qtdocs.text import natural_order

_DECIMALS = 4
_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """What an entry is called."""

    organisation: str
    """Its organisation, as it is printed."""
    team: str
    """Its team."""
    nominator: str
    """Who put it forward."""


def names_of(teams: Sequence[Entry]) -> Mapping[str, Whose]:
    """What each entry is called, by its number."""
    return {
        team.number: Whose(
            organisation=text_of(team, "organisation_name"),
            team=text_of(team, "team_name"),
            nominator=text_of(team, "nominator_name"),
        )
        for team in teams
    }


def blocks_of(made: Gathered, names: Mapping[str, Whose], *, only: str = "") -> tuple[StageBlock, ...]:
    """Each stage as people look at it.

    Args:
        made: the contest.
        names: what each entry is called.
        only: id of the one stage that is wanted; empty for all.
    """
    tallies = tallies_of(made.contest)
    return tuple(_block(made, tally, names) for stage, tally in tallies.items() if only in ("", stage))


def asides_of(made: Gathered, *, only: str = "") -> tuple[AsideLine, ...]:
    """Every ballot that does not count, with the reason."""
    lines = []
    for stage, tally in tallies_of(made.contest).items():
        if only not in ("", stage):
            continue
        for entry, mark in tally.marks.items():
            lines += [
                AsideLine(stage=tally.stage.name, entry=entry, judge=_called(made, judge), reason=reason, advice="")
                for judge, reason in mark.set_aside
                if reason != RECUSED
            ]
        lines += [
            AsideLine(stage=tally.stage.name, entry="", judge="", reason=each.message, advice=each.advice)
            for each in made.findings[stage]
            if each.severity == "error" and each.code != "ballot-missing"  # the marks tell whose are missing
        ]
    return tuple(lines)


def warnings_of(made: Gathered, *, only: str = "") -> int:
    """How many warnings there are; what does not count has an error of its own."""
    every = [each for stage, found in made.findings.items() if only in ("", stage) for each in found]
    return sum(each.severity == "warning" for each in every)


def judges_lacking(tally: StageTally) -> Mapping[str, int]:
    """How many ballots each judge still owes, by id."""
    found: dict[str, int] = {}
    for mark in tally.marks.values():
        for judge in mark.missing:
            found[judge] = found.get(judge, 0) + 1
    return dict(sorted(found.items()))


def _called(made: Gathered, judge: str) -> str:
    return f"{judge} {made.experts.get(judge, '')}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """One stage, and what is known for looking at it."""

    made: Gathered
    tally: StageTally
    names: Mapping[str, Whose]
    ranks: Mapping[str, int]
    criteria: tuple[tuple[str, str], ...]
    seated: Mapping[str, Sequence[str]]

    def panel(self, name: str, entries: Sequence[str]) -> PanelBlock:
        """The entries of one group."""
        marks = [self.tally.marks[each] for each in entries]
        every = [(*mark.judges, *mark.missing, *self.seated.get(mark.entry, ())) for mark in marks]
        judges = sorted({judge for several in every for judge in several})
        return PanelBlock(
            name=name,
            judges=tuple(_called(self.made, each) for each in judges),
            lines=tuple(self.line(mark, judges) for mark in marks),
        )

    def line(self, mark: StageMark, judges: Sequence[str]) -> MarkLine:
        """One entry."""
        whose, counted = self.names[mark.entry], len(mark.judges)
        keys = [key for key, _ in self.criteria if key in mark.criteria]
        return MarkLine(
            number=mark.entry, organisation=whose.organisation, team=whose.team,
            counted=f"{counted}/{counted + len(mark.missing)}" if self.tally.drawn else str(counted),
            raw=None if mark.raw is None else half_up(mark.raw, _DECIMALS),
            points=None if mark.points is None else half_up(mark.points, _DECIMALS),
            spread=half_up(Fraction(mark.spread), 2), rank=self.ranks.get(mark.entry, 0),
            remark="；".join(self.remarks(mark)), scores=tuple(self.score(mark, each) for each in judges),
            criteria=tuple(half_up(mark.criteria[key], 2) for key in keys) if len(keys) == len(self.criteria) else (),
            again=mark.entry in self.tally.re_judge,
        )  # fmt: skip

    def score(self, mark: StageMark, judge: str) -> Decimal | str:
        """What one judge gave; a word where there is no number."""
        given = {each.judge: each.points for each in self.tally.ballots[mark.entry]}
        if judge in given:
            return Decimal(plain(given[judge]))
        if judge in mark.missing:
            return "缺"
        recused = (judge, RECUSED) in mark.set_aside or judge not in self.seated.get(mark.entry, ())
        return "回避" if recused and self.tally.drawn else ""

    def remarks(self, mark: StageMark) -> Iterator[str]:
        """What is to be said of an entry."""
        if mark.missing:
            yield f"未齐：缺 {len(mark.missing)} 份"
        elif not mark.judges:
            yield "未齐：没有评分"
        if mark.entry in self.tally.re_judge:
            yield "评委分歧大，建议复评"
        if mark.entry in self.tally.uneven:
            yield "评分比别的班组少"


def _block(made: Gathered, tally: StageTally, names: Mapping[str, Whose]) -> StageBlock:
    panels = made.contest.panels[tally.stage.id]
    groups: dict[str, list[str]] = {}
    for entry in made.contest.entries:
        groups.setdefault(panels.get(entry, ""), []).append(entry)
    lines = [line for line in score_lines(made.edition, tally.stage) if line.key != WHOLE]
    marked = {each: mark.points for each, mark in tally.marks.items() if mark.points is not None}
    desk = _Desk(
        made=made, tally=tally, names=names,
        ranks=ranks_of({each: half_up(points, _DECIMALS) for each, points in marked.items()}),
        criteria=tuple((line.key, f"{line.title}（{line.maximum}）") for line in lines),
        seated=made.contest.judges.get(tally.stage.id, {}),
    )  # fmt: skip
    return StageBlock(
        name=tally.stage.name,
        said=tuple(_said(made, tally)),
        criteria=tuple(title for _, title in desk.criteria),
        panels=tuple(desk.panel(name, groups[name]) for name in sorted(groups, key=natural_order)),
    )


def _said(made: Gathered, tally: StageTally) -> Iterator[str]:
    """How a stage is counted and how far it has come."""
    stage, entries = tally.stage, made.contest.entries
    whole, points = plain(tally.scale), stage.points
    times = f"，乘 {points}/{whole} 折算成 {points} 分" if tally.scale != points else ""
    assumed = "（通知没有写，按本程序的建议或协会另定的）" if stage.assumed else ""
    way = STATISTICS_SAID[stage.statistic]
    yield f"评分表满分 {whole} 分，几位评委的分用{way}合成{times}{assumed}；合计以前不取整。"
    counted = sum(len(each) for each in tally.ballots.values())
    owed = judges_lacking(tally)
    of = f"应有 {counted + sum(owed.values())} 份，" if tally.drawn else "没有专家抽取记录，不知道应有几份；"
    yield f"{len(entries)} 个班组，{of}计入 {counted} 份。"
    if tally.refused:
        yield f"不能计分：{tally.refused}。请用 qtdocs judge settle 统计方法 另定一种。"
    if owed:
        told = [f"{_called(made, judge)} 缺 {number} 份" for judge, number in owed.items()]
        yield f"还缺 {sum(owed.values())} 份：{'、'.join(told[:_SHOWN])}{' 等' if len(told) > _SHOWN else ''}。"
    if lacking := tally.lacking(entries):
        yield f"{len(lacking)} 个班组未齐：{'、'.join(lacking[:_SHOWN])}{' 等' if len(lacking) > _SHOWN else ''}。"
    if tally.uneven:
        yield f"评分份数比别的班组少的：{'、'.join(tally.uneven)}。"
    if tally.re_judge:
        limit = plain(Fraction(made.contest.rules.re_judge_spread))
        yield f"建议复评 {len(tally.re_judge)} 个：{'、'.join(tally.re_judge)}（标准差按 100 分计超过 {limit}）。"
