"""Every rule of the notice held against every team: fine, defect, or not to be told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qtdocs import checks
from qtdocs.assemble import text_in
from qtdocs.ledger import inspections
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.pipeline.asked import key_of, lists_by_names
from qtdocs.pipeline.beside import Beside
from qtdocs.pipeline.inspected import nominator_of, words_of
from qtdocs.pipeline.known import Judged, Line, Season
from qtdocs.pipeline.materials import counted_of, training_of
from qtdocs.pipeline.paperwork import able_to_send, senders_of
from qtdocs.text import name_twin


def with_verdicts(judged: Judged, season: Season) -> Judged:
    """The season as this judge leaves it."""
    words = words_of(judged.teams, inspections.everything(season.ledger))
    near = _Near(judged, season)
    teams = tuple(replace(team, verdicts=checks.verdicts(near.evidence(team), words[team.id])) for team in judged.teams)
    return replace(judged, teams=teams)


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A paper of a nominator, and the deliveries that it came with."""

    record: Record
    nominator: str
    parcels: frozenset[str]


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
        self._lists = [
            self._list(part.record) for _, _, part in season.parts if part.record and self._is_list(part.record)
        ]

    def evidence(self, team: Entry) -> checks.Evidence:
        """All that a rule may look at."""
        season = self._season
        digests = {paper.sha256 for paper in team.papers}
        lists = tuple(each.record for each in self._lists if self._is_near(each, team, digests))
        files = dict.fromkeys(record.file for record in lists)
        return checks.Evidence(
            entry=team,
            programme=season.edition,
            lists=lists,
            about_lists=tuple(finding for file in files for finding in self._findings.get(file, ())),
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

    def _is_list(self, record: Record) -> bool:
        form = self._season.edition.form(record.form)
        return record.programme == self._season.edition.id and form is not None and not form.per_entry

    def _list(self, record: Record) -> _List:
        return _List(
            record=record, nominator=name_twin(text_in(record, "nominator_name")),
            parcels=frozenset(self._parcels([record.sha256])),
        )  # fmt: skip

    def _is_near(self, each: _List, team: Entry, digests: set[str]) -> bool:
        """Whether a paper is the nominator's of this team: by its name, else by the mail or folder it came with."""
        if each.nominator and nominator_of(team):
            return each.nominator == nominator_of(team)
        return bool(each.parcels & set(self._parcels(digests)))

    def _parcels(self, digests: Sequence[str] | set[str]) -> list[str]:
        return [line.parcel.number for each in digests for line in self._lines.get(each, ()) if line.parcel]
