"""What a judge's papers show: whose they are, which entries they are about, what is scored."""

from __future__ import annotations

from dataclasses import dataclass

from qtdocs.editions.judging import Stage
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.model.expert import Expert, Seat
from qtdocs.model.score_book import ScoreLine
from qtdocs.render.context import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedEntry:
    """One entry that a judge scores."""

    entry: Entry
    """The entry."""
    code: str
    """The code of this judge's sheet for it."""

    @property
    def team(self) -> str:
        """The team's name as it may be printed."""
        return text_of(self.entry, "team_name")

    @property
    def organisation(self) -> str:
        """The organisation's name as it may be printed."""
        return text_of(self.entry, "organisation_name")

    @property
    def whose(self) -> str:
        """Number, organisation and team on one line."""
        return "　".join(each for each in (self.entry.number, self.organisation, self.team) if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeView:
    """One judge in one group of one stage."""

    programme: Programme
    """The programme."""
    stage: Stage
    """The stage of judging."""
    panel: str
    """The group's name."""
    draw: int
    """The number of the draw."""
    expert: Expert
    """The judge."""
    seat: Seat
    """The judge's place in the group."""
    lines: tuple[ScoreLine, ...]
    """The lines of each score sheet."""
    scales: tuple[int, ...]
    """What the whole may be out of; one number where it is settled."""
    entries: tuple[JudgedEntry, ...]
    """What the judge scores, by number."""
    avoided: tuple[str, ...] = ()
    """What the judge keeps away from: number, organisation and team, one line each."""

    @property
    def is_open(self) -> bool:
        """Whether the judge has to say what the whole is out of."""
        return len(self.scales) > 1

    @property
    def judge(self) -> str:
        """The judge as papers name one: 张三（专003）."""
        return f"{self.expert.name}（{self.expert.id}）"

    @property
    def title(self) -> str:
        """What all papers of this stage are headed by."""
        return f"{self.programme.name} {self.stage.name}"

    @property
    def step_said(self) -> str:
        """The smallest step of a score, in words; with the reason where it is our assumption."""
        step = "整数" if self.stage.step == "1" else f"{self.stage.step} 分的整数倍"
        return f"得分只写数字，须是{step}" + ("（通知没有写，暂按此）" if self.stage.assumed else "")
