"""Every rule of the notice held against every team: fine, defect, or not to be told."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qtdocs import checks
from qtdocs.ledger import inspections
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.pipeline.asked import key_of, lists_by_names
from qtdocs.pipeline.beside import Beside
from qtdocs.pipeline.inspected import nominator_of, words_of
from qtdocs.pipeline.known import Judged, Line, Season
from qtdocs.pipeline.materials import counted_of, training_of
from qtdocs.pipeline.owners import Owners, nominators_of
from qtdocs.pipeline.paperwork import able_to_send, senders_of


def with_verdicts(judged: Judged, season: Season) -> Judged:
    """The season as this judge leaves it."""
    words = words_of(judged.teams, inspections.everything(season.ledger))
    near = _Near(judged, season)
    teams = tuple(replace(team, verdicts=checks.verdicts(near.evidence(team), words[team.id])) for team in judged.teams)
    return replace(judged, teams=teams)


class _Near:
    """What belongs to a team besides its own papers: its nominator's, the mails, the texts."""

    def __init__(self, judged: Judged, season: Season) -> None:
        self._season = season
        self._lines: dict[str, list[Line]] = {}
        for line in season.lines:
            self._lines.setdefault(line.attachment.sha256, []).append(line)
        self._findings: dict[str, list[Finding]] = {}
        for finding in judged.findings:
            self._findings.setdefault(finding.file, []).append(finding)
        self._beside, self._able = Beside(season, judged.teams), able_to_send(season, judged.teams)
        self._opinions = lists_by_names(season)
        self._owners = Owners(season, nominators_of(judged.teams), self._beside)

    def evidence(self, team: Entry) -> checks.Evidence:
        """All that a rule may look at."""
        season = self._season
        lists, unnamed = self._lists_of(team)
        return checks.Evidence(
            entry=team,
            programme=season.edition,
            lists=lists,
            unnamed=unnamed,
            about_lists=self._about(lists),
            about_unnamed=self._about(unnamed),
            texts=season.texts,
            senders=senders_of(team, self._beside, self._able),
            rates=tuple(rate for _, rate in training_of(team, season.texts)),
            counted={limit.kind: self._counted(limit.kind, team) for limit in season.edition.word_limits},
            opinions=tuple(self._opinions.get(("nomination", *key_of(team)), ())),
            newest=max(self._days(team), default=None),
        )

    def _counted(self, kind: str, team: Entry) -> tuple[tuple[str, str], ...]:
        read = counted_of(kind, team, self._season.texts, self._season.edition)
        return tuple((each.file, each.words) for each in read)

    def _days(self, team: Entry) -> Iterator[datetime.date]:
        """The days on which the papers that hold certainly arrived."""
        for paper in team.papers:
            if paper.current:
                yield from (each.start.date() for each in self._season.arrivals.get(paper.sha256, ()) if each)

    def _lists_of(self, team: Entry) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
        """The papers of its nominator, and those that may be: nothing tells whose they are."""
        nobodys = tuple(self._owners.nobodys())
        if twin := nominator_of(team):
            return tuple(self._owners.of(twin)), nobodys
        own = self._parcels(paper.sha256 for paper in team.papers)
        near = tuple(each for each in self._owners.everything if own & self._parcels([each.sha256]))
        return near, tuple(each for each in nobodys if each not in near)

    def _about(self, records: Iterable[Record]) -> tuple[Finding, ...]:
        files = dict.fromkeys(record.file for record in records)
        return tuple(finding for file in files for finding in self._findings.get(file, ()))

    def _parcels(self, digests: Iterable[str]) -> set[str]:
        return {line.parcel.number for each in digests for line in self._lines.get(each, ()) if line.parcel}
