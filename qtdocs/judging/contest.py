"""All that a result is made of: rules, entries, ballots, and what people said; and each stage, counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from qtdocs.editions.judging import JudgingRules, Stage, Tier
from qtdocs.judging.tally import StageTally, tallied
from qtdocs.model.ballot import Ballot
from qtdocs.model.settlement import Overridden


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """All that a result is made of; who wants to know what another ballot would change replaces it and asks again."""

    stages: tuple[Stage, ...]
    """The stages, each with the statistic that holds."""
    tiers: tuple[Tier, ...]
    """The tiers, best first; empty where the programme has none."""
    rules: JudgingRules
    """The rules that hold, with what people settled laid over them."""
    entries: tuple[str, ...]
    """Numbers of the entries that are judged."""
    ballots: Mapping[str, tuple[Ballot, ...]]
    """Ballots by stage id, in whatever order."""
    judges: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Who should score each entry, by stage id; a stage is not named where nobody was drawn for it."""
    panels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Name of the group or room of each entry, by stage id."""
    scales: Mapping[str, Decimal] = field(default_factory=dict)
    """What each stage's sheet is out of; a stage is not named where nobody said so."""
    came: Mapping[str, bool] = field(default_factory=dict)
    """Whether an entry came to the presentation, as somebody put it down."""
    absence: str = "ask"
    """What becomes of who stays away: ``withdrawn``, ``zero``, or ``ask`` where nobody said so."""
    absence_source: str = ""
    """The article or the person that says so."""
    gave_up: Mapping[str, str] = field(default_factory=dict)
    """Entries that were judged and take part no more, each with the reason; they are not among ``entries``."""
    applied: int = 0
    """How many entries applied and did not give up, those of ``entries`` among them."""
    pass_line: Decimal | None = None
    """The least total: without tiers who reaches it passes; with tiers who does not gets none."""
    rooms_drawn: bool = False
    """Whether the rooms' entries were drawn by lot."""
    overrides: Mapping[str, Overridden] = field(default_factory=dict)
    """The tiers that the deciders gave against the rule, by entry."""
    said: tuple[str, ...] = ()
    """What a reader of the result must know of how its rules came about."""

    @property
    def presentation(self) -> Stage | None:
        """The stage in which teams present; none where there is none."""
        return next((each for each in self.stages if each.is_presentation), None)


def tallies_of(contest: Contest, *, provisional: bool = False) -> Mapping[str, StageTally]:
    """Every stage, counted, by its id."""
    return {
        stage.id: tallied(
            stage,
            contest.ballots.get(stage.id, ()),
            entries=contest.entries,
            judges=contest.judges.get(stage.id),
            panels=contest.panels.get(stage.id, {}),
            scale=contest.scales.get(stage.id),
            re_judge_spread=contest.rules.re_judge_spread,
            provisional=provisional,
        )
        for stage in contest.stages
    }
