"""The scores of a season made ready for every question about their fairness; all of it for the office alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qtdocs.checks import finding
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.editions.scoring import score_lines
from qtdocs.errors import UsageError
from qtdocs.judging.additive import DISCONNECTED, SINGLE, UNSURE
from qtdocs.judging.fairness import StageFairness, fairness_of
from qtdocs.judging.graph import Island
from qtdocs.judging.recounting import Recount, recount
from qtdocs.model.ballot import WHOLE
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.score_book import ScoreLine
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.contests import gathered
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.context import text_of

FOLDER = "评审"
"""Where what comes of it lies in the workspace."""
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The scores of a season, counted, and what its judges and entries are called."""

    edition: Programme
    """The programme."""
    made: Recount
    """The contest, counted."""
    stages: tuple[StageFairness, ...]
    """Every stage that has ballots."""
    experts: Mapping[str, str]
    """Names of experts by id."""
    teams: Mapping[str, Entry]
    """Teams by their number."""
    lacking: tuple[str, ...]
    """What has to be settled before the result may be put down, as people read it."""

    def judge(self, number: str) -> str:
        """What people call a judge."""
        return f"{number} {self.experts.get(number, '')}".strip()

    def judge_on_chart(self, number: str) -> str:
        """The same, where there is little room."""
        return self.experts.get(number, "") or number

    def organisation(self, number: str) -> str:
        """The organisation of an entry."""
        return text_of(self.teams[number], "organisation_name") if number in self.teams else ""

    def team(self, number: str) -> str:
        """The name of a team."""
        return text_of(self.teams[number], "team_name") if number in self.teams else ""

    def stage_name(self, stage: str) -> str:
        """What the notice calls a stage."""
        return next((each.name for each in self.edition.stages if each.id == stage), stage)

    def line_name(self, stage: str, key: str) -> str:
        """What a line of a stage's sheet is called."""
        line = self.lines.get((stage, key))
        return line.title if line else "总分"

    @property
    def lines(self) -> Mapping[tuple[str, str], ScoreLine]:
        """The criteria by stage and id; a stage without any is not named."""
        return {
            (stage.id, line.key): line
            for stage in self.edition.stages
            for line in score_lines(self.edition, stage)
            if line.key != WHOLE
        }


def weighed(place: Workspace) -> Weighed:
    """The scores of a season, counted.

    Raises:
        UsageError: no stage of judging, no entry that is judged, or no score has come in yet.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        teams = account_of(ledger, edition).teams
        found = gathered(ledger, edition, teams=teams)
    made = recount(found.contest)
    stages = fairness_of(made)
    if not stages:
        raise UsageError("还没有一份能算数的评分。", "先用 qtdocs judge collect 把评分表收进来。")
    return Weighed(
        edition=edition,
        made=made,
        stages=stages,
        experts=found.experts,
        teams={team.number: team for team in teams},
        lacking=made.here.open,
    )


def wrote(place: Workspace, name: str, data: bytes) -> str:
    """Write what came of it into the workspace; says where."""
    target, remark = outputs.put(place.home / FOLDER / name, data)
    return f"{remark}已写出 {Path(FOLDER) / target.name}。"


def findings_in(whole: Weighed) -> tuple[Finding, ...]:
    """``panel-disconnected`` for every stage whose groups cannot be compared."""
    return tuple(_finding(whole, each) for each in whole.stages if each.model.refused)


def _finding(whole: Weighed, stage: StageFairness) -> Finding:
    detail, joint = {
        DISCONNECTED: _disconnected,
        UNSURE: _unsure,
        SINGLE: _single,
    }[stage.model.refused](whole, stage)
    return finding("panel-disconnected", stage=stage.stage.name, detail=detail, joint=joint)


def _disconnected(whole: Weighed, stage: StageFairness) -> tuple[str, str]:
    parts = stage.model.islands
    named = "；".join(_island_named(stage, part) for part in parts[:_SHOWN]) + ("……" if len(parts) > _SHOWN else "")
    asked = "；".join(f"请 {whole.judge(each.judge)} 加评 {'、'.join(each.entries)}" for each in stage.joints[:_SHOWN])
    return (
        f"评委与班组分成 {len(parts)} 片，片与片之间没有一位评委两边都评过（{named}）",
        f"想连起来的，例如{asked}（先看有没有回避）；明年抽专家时，在活动文件 [judging] 里用 bridges 安排跨组评委",
    )


def _unsure(whole: Weighed, stage: StageFairness) -> tuple[str, str]:
    worst = stage.model.between[0]
    return (
        f"{worst.one}与{worst.other}虽有共同的评委，两组平均分之差的标准误仍有 {worst.error:.1f} 分，"
        f"超过 {stage.limit:.1f} 分",
        "想更有把握的，请跨组的评委在每组多评几个班组（先看有没有回避）",
    )


def _single(whole: Weighed, stage: StageFairness) -> tuple[str, str]:
    return (
        "几乎每个班组都只有一份评分，没有第二位评委可以比",
        "想看出宽严的，每个班组至少要有两位评委",
    )


def _island_named(stage: StageFairness, part: Island) -> str:
    """Which groups it holds, or where they have no names its first entry."""
    groups = "、".join(sorted({stage.groups[entry] for entry in part.entries} - {""}))
    return f"{groups or f'{part.entries[0]} 等'} {len(part.entries)} 个班组"
