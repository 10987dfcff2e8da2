"""``qtdocs report evaluations``: what each entry is told of its marks, and nothing of any other team."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qtdocs.editions import shelf
from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import score_lines
from qtdocs.judging.exact import plain
from qtdocs.judging.profile import CriterionStanding, standings_of
from qtdocs.ledger import Ledger
from qtdocs.model.ballot import WHOLE
from qtdocs.model.entry import Entry
from qtdocs.model.result import Ranked, Result, StageMark
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballots import ballots_held
from qtdocs.pipeline.judging.results import Course, course_of
from qtdocs.pipeline.moving import chosen
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.charts import Bar
from qtdocs.render.context import text_of
from qtdocs.render.judging.evaluation import (
    PAGE,
    TEMPLATE,
    EvaluatedStage,
    Evaluation,
    evaluation_document,
    evaluation_pages,
)
from qtdocs.text import masked, name_twin, plain_date
from qtdocs.writing import safe_name

FOLDER = "评价报告"
"""Where they lie in the workspace."""
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """All entries of one result, and what judges wrote."""

    programme: Programme
    """The programme."""
    course: Course
    """The version of the result."""
    teams: Mapping[str, Entry]
    """The entries by number."""
    comments: Mapping[str, tuple[str, ...]]
    """What judges wrote of each entry."""
    withheld: Mapping[str, int]
    """How many comments of each entry speak of another team."""

    @property
    def result(self) -> Result:
        """The result."""
        return self.course.kept.value.result


def evaluations_written(
    place: Workspace, numbers: Sequence[str], *, version: int | None, today: datetime.date
) -> Iterator[str]:
    """Write 评价报告 of some entries, of all where none is named, each as Word and PDF; says what was left out.

    Args:
        place: the workspace.
        numbers: the entries' numbers.
        version: the result's version; none for the last.
        today: the day of the reports.

    Raises:
        UsageError: there is no result, or no such entry.
        MissingToolError: Pango or the Chinese font is not installed.
    """
    programme = shelf.load_programme(place.programme, workspace=place.home)
    word = shelf.template_path(programme.id, TEMPLATE, workspace=place.home).read_bytes()
    folder = shelf.template_path(programme.id, PAGE, workspace=place.home).parent
    with place.busy("qtdocs report evaluations") as ledger:
        field = _field(ledger, programme, version)
        wanted = {each.number for each in chosen(list(field.teams.values()), numbers)} if numbers else None
        told = [each for each in field.result.ranked if _is_told(each, field, wanted)]
        for each in told:
            report = _evaluation(field, each, today)
            stem = f"{each.entry} {safe_name(report.organisation)} {safe_name(report.team)}"[:_LONGEST]
            for ending, data in (
                (".docx", evaluation_document(word, report)),
                (".pdf", evaluation_pages(folder, [report])),
            ):
                _, remark = outputs.put(place.home / FOLDER / f"{stem}{ending}", data)
                if remark:
                    yield remark
        yield f"评价报告 {len(told)} 份（Word 和 PDF），在 {FOLDER}/；照第 {field.course.version} 版结果。"
        yield from _left_out(field, told, wanted)


def _is_told(each: Ranked, field: _Field, wanted: set[str] | None) -> bool:
    has_marks = any(mark.points is not None for mark in each.marks.values())
    return has_marks and each.entry in field.teams and (wanted is None or each.entry in wanted)


def _left_out(field: _Field, told: Sequence[Ranked], wanted: set[str] | None) -> Iterator[str]:
    written = {each.entry for each in told}
    for each in field.result.ranked:
        if each.entry not in written and (wanted is None or each.entry in wanted):
            yield f"{each.entry} 没有得分，没有写报告{f'（{each.out}）' if each.out else ''}。"
    for number, count in field.withheld.items():
        if number in written:
            yield f"{number} 有 {count} 条评语提到别的班组或单位，没有写进报告，请看过评分表再补。"


def _field(ledger: Ledger, programme: Programme, version: int | None) -> _Field:
    teams = account_of(ledger, programme).teams
    names = {
        team.number: {name_twin(text_of(team, key)) for key in ("organisation_name", "team_name")} - {""}
        for team in teams
    }
    comments: dict[str, list[str]] = {}
    withheld: dict[str, int] = {}
    for stage in programme.stages:
        ballots, _ = ballots_held(ledger, programme, stage.id, teams=teams)
        for ballot in ballots:
            words = " ".join(ballot.comment.split())
            if not words:
                continue
            if _speaks_of_others(words, ballot.entry, names):
                withheld[ballot.entry] = withheld.get(ballot.entry, 0) + 1
            else:
                comments.setdefault(ballot.entry, []).append(masked(words))
    return _Field(
        programme=programme,
        course=course_of(ledger, version),
        teams={team.number: team for team in teams},
        comments={number: _mixed(each) for number, each in comments.items()},
        withheld=withheld,
    )


def _speaks_of_others(words: str, number: str, names: Mapping[str, set[str]]) -> bool:
    """Whether a comment names another entry: its organisation, its team where no other is called so, its number."""
    twin, own = name_twin(words), names.get(number, set())
    return any(
        other != number and (other in words or any(name in twin for name in each if name not in own and len(name) > 3))
        for other, each in names.items()
    )


def _mixed(comments: Sequence[str]) -> tuple[str, ...]:
    """The comments in an order that tells nothing of who wrote them, each once."""
    return tuple(sorted(dict.fromkeys(comments), key=lambda text: hashlib.sha256(text.encode()).hexdigest()))


def _evaluation(field: _Field, each: Ranked, today: datetime.date) -> Evaluation:
    team, programme = field.teams[each.entry], field.programme
    stages, standings = [], []
    for stage in programme.stages:
        mark = each.marks.get(stage.id)
        if mark is None or mark.points is None:
            continue
        titles, found = _standings(field, stage, mark)
        stages.append(_stage(stage, mark, titles, found))
        standings += [(titles[one.criterion], one) for one in found]
    judges = "、".join(
        f"{stage.name} {len(each.marks[stage.id].judges)} 位评委"
        for stage in programme.stages
        if stage.id in each.marks
    )
    return Evaluation(
        programme=programme.name, association=programme.association.name, number=each.entry,
        organisation=text_of(team, "organisation_name"), team=text_of(team, "team_name"),
        total="" if each.total is None else f"{each.total:f}", stages=tuple(stages),
        strengths=tuple(_compared(title, one) for title, one in standings if one.is_strength),
        gaps=tuple(_compared(title, one) for title, one in standings if one.is_gap),
        comments=field.comments.get(each.entry, ()), remark=f"依据：{judges}。中位数取自本次全部参评班组。",
        date=plain_date(today),
    )  # fmt: skip


def _standings(field: _Field, stage: Stage, mark: StageMark) -> tuple[Mapping[str, str], tuple[CriterionStanding, ...]]:
    """The titles of a stage's criteria, and how the entry stands in each; of the whole where there are none."""
    lines = score_lines(field.programme, stage)
    most = {line.key: Fraction(line.maximum) if line.maximum else mark.scale for line in lines}
    every = [_marked(each.marks[stage.id], most) for each in field.result.ranked if stage.id in each.marks]
    return {line.key: line.title for line in lines}, standings_of(_marked(mark, most), every, most)


def _marked(mark: StageMark, lines: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """What an entry got in each line of the sheet; a sheet of one line for the whole has no subtotals to tell."""
    if not mark.criteria and mark.raw is not None and WHOLE in lines:
        return {WHOLE: mark.raw}
    return mark.criteria


def _stage(
    stage: Stage, mark: StageMark, titles: Mapping[str, str], found: Sequence[CriterionStanding]
) -> EvaluatedStage:
    assert mark.points is not None and mark.raw is not None
    same = mark.scale == stage.points
    return EvaluatedStage(
        name=stage.name, points=plain(mark.points, 2), most=str(stage.points),
        sheet="" if same else f"评分表 {plain(mark.raw, 2)}／{plain(mark.scale, 2)} 分，折合 {stage.points} 分。",
        bars=tuple(
            Bar(
                label=titles[one.criterion], value=float(one.mark), most=float(one.most), mark=float(one.median),
                said=f"{plain(one.mark, 2)}／{plain(one.most, 2)}",
            )
            for one in found
        ),
    )  # fmt: skip


def _compared(title: str, one: CriterionStanding) -> str:
    side = "高" if one.ahead > 0 else "低"
    own = f"{plain(one.mark, 2)}／{plain(one.most, 2)} 分"
    return f"{title}：{own}，比全部班组的中位数{side} {plain(abs(one.ahead), 2)} 分。"
