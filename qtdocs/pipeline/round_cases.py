"""One team, or a nominator's own papers, and how it stands with what was asked of it: written to again, or why not."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qtdocs.checks.lists import text_of
from qtdocs.editions.programme import Programme
from qtdocs.editions.supplement import Supplement
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.model.sent import SUPPLEMENT, AskedPoint, SentLetter
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.addressing import Addressee, papers_of
from qtdocs.pipeline.anothers import without_anothers
from qtdocs.pipeline.points import MISSING, Point, matched, points_of, points_of_team
from qtdocs.pipeline.rounds import asked_of, rounds_of, standing_of

NEW, ADDED, BEFORE = "新", "上次未列", "原第{}条"
"""What stands before a point of a later round."""
WRITTEN, EXHAUSTED, WAITING, UNLOOKED, NOTHING = "written", "exhausted", "waiting", "unlooked", ""
"""What becomes of a case in this round."""
OWN = "贵单位的汇总材料"
"""What letters call a nominator's own papers."""
Asked = tuple[Point, str]
"""A point, and what stands in front of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A team, or a nominator's own papers, and how it stands with what was asked."""

    number: str
    """The entry's number; empty for a nominator's own papers."""
    name: str
    """As letters call it."""
    points: tuple[Point, ...]
    """All that may be asked now, also what still waits for a person."""
    papers: Mapping[str, str]
    """Digest of each of its papers, by file."""
    before: tuple[SentLetter, ...]
    """The letters that asked something of it, in order."""
    told: bool = False
    """Whether a later letter said that nothing is open any more."""
    anothers: tuple[str, ...] = ()
    """Digests of papers of it that another nominator sent."""

    @property
    def was_asked(self) -> tuple[AskedPoint, ...]:
        """What the last letter asked of it."""
        return asked_of(self.number, self.before[-1]) if self.before else ()

    @property
    def fresh(self) -> frozenset[str]:
        """The files that were not there when the last letter was sent."""
        known = set(self.before[-1].papers) if self.before else set()
        return frozenset(file for file, sha256 in self.papers.items() if sha256 not in known)


def team_named(team: Entry) -> str:
    """A team as letters name it: company, team, number."""
    company, name = (text_of(team.fields.get(key)) for key in ("organisation_name", "team_name"))
    return f"{company}{f'“{name}”' if name else ''}（{team.number}）" if company or name else team.number


def case_of_team(
    team: Entry, sent: Sequence[SentLetter], files: Sequence[str], *, anothers: Sequence[Record] = ()
) -> Case:
    """How it stands with a team.

    Args:
        team: the team.
        sent: the letters that were sent.
        files: the names of all files.
        anothers: papers of it that another nominator sent; nothing is told of them.
    """
    before = rounds_of(team.number, sent)
    last = sent.index(before[-1]) if before else -1
    told = any(each.kind == SUPPLEMENT and team.number in each.entries for each in sent[last + 1 :])
    named = {paper.file: paper.sha256 for paper in team.papers}
    papers = named | {f"\0{sha256}": sha256 for sha256 in papers_of(team) if sha256 not in named.values()}
    return Case(
        number=team.number, name=team_named(team), points=points_of_team(without_anothers(team, anothers), files),
        papers=papers, before=before, told=told, anothers=tuple(each.sha256 for each in anothers),
    )  # fmt: skip


def case_of_own(
    addressee: Addressee, account: Account, edition: Programme, sent: Sequence[SentLetter], files: Sequence[str]
) -> Case:
    """How it stands with a nominator's own papers: lists, statistics, and those that have not come."""
    forms = {each.file: edition.form(each.form) for each in addressee.own}
    kinds = {file: form.kind for file, form in forms.items() if form}
    theirs = [each for each in account.findings if each.file in kinds or _is_missing_of(each, addressee)]
    before = tuple(each for each in rounds_of("", sent) if each.addressee == addressee.key)
    return Case(
        number="", name=f"{addressee.name}的汇总材料", points=points_of(theirs, entry="", kinds=kinds, files=files),
        papers={each.file: each.sha256 for each in addressee.own}, before=before,
    )  # fmt: skip


def _is_missing_of(finding: Finding, addressee: Addressee) -> bool:
    """Whether it says that a paper of this nominator has not come; such a finding names the nominator, not a file."""
    names = {addressee.name, *(text_of(team.fields.get("nominator_name")) for team in addressee.teams)}
    return finding.code in MISSING and any(f"“{name}”的" in finding.message for name in names)


def state_of(case: Case, spec: Supplement, today: datetime.date) -> str:
    """Whether it stands in a letter of this round, and if not, why.

    Args:
        case: the team, or the papers.
        spec: how often one may mend.
        today: the day of the letters.
    """
    open_ = [each for each in case.points if not each.waits]
    if not case.before:
        return WRITTEN if open_ else NOTHING
    if standing_of(case.points, case.was_asked).waiting:
        return UNLOOKED
    if not open_:
        return WRITTEN if case.number and not case.points and not case.told else NOTHING
    until = case.before[-1].until
    if not case.fresh and until is not None and today <= until:
        return WAITING
    return EXHAUSTED if len(case.before) >= spec.rounds else WRITTEN


def marked(case: Case) -> list[Asked]:
    """What is asked, each with what it was in the letter before; those first, in their old order."""
    if not case.before:
        return [(each, "") for each in case.points if not each.waits]
    old = matched(case.points, case.was_asked)
    again = sorted((asked.number, place) for place, asked in old.items())
    rest = [each for place, each in enumerate(case.points) if place not in old]
    found = [(case.points[place], BEFORE.format(number)) for number, place in again]
    found += [(each, NEW if set(each.files) & case.fresh else ADDED) for each in rest]
    return [(each, mark) for each, mark in found if not each.waits]
