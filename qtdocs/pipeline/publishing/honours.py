"""Who is honoured and how far the names are settled: the one source of every paper that bears a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qtdocs.editions.programme import Programme
from qtdocs.judging.words import PASSED
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, held
from qtdocs.model.entry import Entry
from qtdocs.model.honour import SILENT, Honour, NameReply
from qtdocs.pipeline.judging.results import Course, courses
from qtdocs.pipeline.judging.winners import Winner, winners
from qtdocs.pipeline.publishing.certificate_register import register_of
from qtdocs.render.context import text_of
from qtdocs.writing import safe_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Honours:
    """All who are honoured."""

    course: Course | None
    """The version of the result: the final one, else the last; none where there is none."""
    teams: tuple[Honour, ...]
    """By tier, best first, then in the programme's order."""

    @property
    def is_final(self) -> bool:
        """Whether the result is final; everything before is 样稿."""
        return self.course is not None and self.course.final is not None

    @property
    def unsettled(self) -> tuple[Honour, ...]:
        """Teams whose names nobody has confirmed or waived."""
        return tuple(each for each in self.teams if not each.may_be_final)


def honours_of(ledger: Ledger, programme: Programme, teams: Sequence[Entry]) -> Honours:
    """Who is honoured, by the final version of the result, else by the last one; without those who lost it again.

    Args:
        ledger: the ledger.
        programme: the programme.
        teams: the entries as the account knows them, with people's corrections.
    """
    every = courses(ledger)
    course = next((each for each in every if each.final is not None), every[-1] if every else None)
    if course is None:
        return Honours(course=None, teams=())
    said = held(ledger, ActKind.NAMES, NameReply)
    revoked = register_of(ledger).revoked_entries
    found = winners(course.kept.value.result, teams, programme)
    honoured = (each for each in found if each.entry.number not in revoked)
    return Honours(course=course, teams=tuple(_honour(each, programme, said) for each in honoured))


def _honour(each: Winner, programme: Programme, said: Mapping[tuple[str, ...], Act[NameReply]]) -> Honour:
    leader = safe_text(text_of(each.entry, "team_leader")) if programme.publishing.leader else ""
    made = Honour(
        entry=each.entry.number, organisation=each.organisation, team=each.team, leader=leader,
        nominator=each.nominator, tier="" if each.ranked.tier == PASSED else each.ranked.tier,
    )  # fmt: skip
    return replace(made, names=_state(made, said.get((made.entry,))))


def _state(honour: Honour, act: Act[NameReply] | None) -> str:
    """What is known of the names; a word that was given for other names holds no longer."""
    if act is None:
        return SILENT
    return act.value.said if act.value.asked == honour.printed else SILENT
