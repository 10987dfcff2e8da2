"""The whole account of a season, from the ledger alone: every file, every team, every finding."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from qtdocs import checks
from qtdocs.checks.lists import ListRow
from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger, corrections, deliveries, documents, entries
from qtdocs.ledger.confirmations import confirmations
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Arrival, Attachment, Parcel
from qtdocs.model.passage import Compared
from qtdocs.model.record import Record
from qtdocs.model.seal import SealLook
from qtdocs.pipeline import seals
from qtdocs.pipeline.batch import compared
from qtdocs.pipeline.belonging import Stray
from qtdocs.pipeline.conforming import with_verdicts
from qtdocs.pipeline.corrected import corrected
from qtdocs.pipeline.early import believed, with_early_times
from qtdocs.pipeline.inspected import with_inspections
from qtdocs.pipeline.known import Judged, Line, Season
from qtdocs.pipeline.owners import own_papers
from qtdocs.pipeline.paperwork import with_papers
from qtdocs.pipeline.readings import Reading, named
from qtdocs.pipeline.registered import with_history
from qtdocs.pipeline.rounds import days_until, with_rounds
from qtdocs.pipeline.ruled import Rulings, ruled, rulings_now
from qtdocs.pipeline.teams import teams_of, time_shown
from qtdocs.text import natural_order

_FEW_WORDS = 300
"""Characters on a page that was scanned for its seal: a heading, a line to sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A season as the ledger has it."""

    parcels: tuple[Parcel, ...]
    """Every delivery, by number."""
    lines: tuple[Line, ...]
    """Every arrival of a file: parcel by parcel, then what belongs to none."""
    teams: tuple[Entry, ...]
    """Every team with its papers and findings."""
    findings: tuple[Finding, ...]
    """What belongs to no team."""
    seals: tuple[SealLook, ...] = ()
    """The seals of nominators' papers, as they were seen; those of teams stand with the teams."""
    said: Rulings = field(default_factory=dict)
    """What people said of findings."""
    absent: tuple[ListRow, ...] = ()
    """Teams on lists of nominators whose application has not come."""
    texts: Compared = Compared()  # noqa: RUF009 - frozen
    """The texts of the teams and of earlier seasons, and the passages that they share."""

    own: tuple[tuple[Record, str], ...] = ()
    """The papers of nominators that hold, each with the name of its nominator."""
    until: Mapping[str, datetime.date] = field(default_factory=dict)
    """The day until which papers may come, by the id of each entry of which a letter still asks something."""
    workspace: str = ""
    """What tells the workspace from all others."""

    @property
    def by_parcel(self) -> Mapping[str, list[Line]]:
        """What came with each delivery, by its number."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.parcel is not None:
                found.setdefault(line.parcel.number, []).append(line)
        return found


def account_of(ledger: Ledger, edition: Programme) -> Account:
    """The account of a season."""
    parcels, loose = deliveries.everything(ledger)
    readings = dict(documents.readings(ledger, Reading))
    lines = _lines(parcels, loose, readings)
    first = [line for line in lines if not line.again]
    arrivals: dict[str, list[Arrival | None]] = {}
    for line in lines:
        if line.attachment.sha256:
            arrivals.setdefault(line.attachment.sha256, []).append(line.parcel.arrival if line.parcel else None)
    known = believed(arrivals, lines, edition)
    named = sorted((line for line in first if line.reading is not None), key=lambda line: _age(line, known))
    teams = teams_of(
        [part for line in named if line.reading for part in line.reading.parts],
        [stray for line in named if (stray := _stray(line))],
        edition,
        places={line.file: line.place for line in first},
        arrivals=known,
        choices=entries.choices(ledger),
        numbered=entries.everything(ledger),
        aliases=corrections.aliases(ledger),
    )
    parts = [(line.file, line.attachment.sha256, part) for line in named if line.reading for part in line.reading.parts]
    season = Season(
        ledger=ledger, edition=edition, parcels=parcels, lines=lines, parts=tuple(parts), arrivals=known,
        texts={line.attachment.sha256: line.reading.words for line in named if line.reading and line.reading.words},
    )  # fmt: skip
    loose_findings = _loose(first, teams)  # records are told apart as they were read, before anything is laid over them
    sealed = seals.sealed(corrected(teams, season), parts, edition, confirmations(ledger))
    told = (*_of_parcels(lines, sealed.teams), *_without_time(parcels), *loose_findings, *sealed.findings)
    judged = _judged(Judged(teams=sealed.teams, findings=told), season)
    return Account(
        parcels=parcels, lines=lines, teams=judged.teams, findings=judged.findings, seals=sealed.seals,
        absent=judged.absent, said=rulings_now(judged.teams, season), texts=judged.texts,
        own=own_papers(judged.teams, season), workspace=ledger.identity,
        until=days_until(judged.teams, ledger),
    )  # fmt: skip


JUDGES: tuple[Callable[[Judged, Season], Judged], ...] = (
    with_early_times,
    with_papers,
    with_history,
    compared,
    with_inspections,
    with_rounds,
    ruled,
    with_verdicts,
)
"""Who looks at the whole season, in order: the last but one lays people's word over findings, the last sums up."""


def _judged(judged: Judged, season: Season) -> Judged:
    for judge in JUDGES:
        judged = judge(judged, season)
    return judged


def _age(line: Line, arrivals: Mapping[str, Sequence[Arrival | None]]) -> tuple[object, ...]:
    """The order in which papers count as first and second: by time, then by name; never by when they were collected."""
    known = [each.start.isoformat() for each in arrivals.get(line.attachment.sha256, ()) if each is not None]
    return (not known, min(known, default=""), natural_order(line.file), line.attachment.sha256)


def _lines(parcels: Sequence[Parcel], loose: Sequence[Attachment], readings: Mapping[str, Reading]) -> tuple[Line, ...]:
    """Every arrival under a name that no other content has; the same content is read once."""
    taken: dict[str, str] = {}
    seen: dict[str, str] = {}
    lines = []
    pairs = [(parcel, each) for parcel in parcels for each in parcel.attachments]
    for parcel, each in [*pairs, *((None, each) for each in loose)]:
        file = _unlike(each, taken)
        again = seen.get(each.sha256, "") if each.sha256 and each.outcome != "opened" else ""
        if each.sha256:
            seen.setdefault(each.sha256, file)
        reading = readings.get(each.sha256)
        own = reading is not None and each.outcome != "opened" and not each.code
        lines.append(
            Line(
                file=file,
                attachment=each,
                parcel=parcel,
                reading=named(reading, file) if own and reading else None,
                findings=() if own else findings_of_file(each, file),
                again=again,
            )
        )
    return tuple(lines)


def _unlike(attachment: Attachment, taken: dict[str, str]) -> str:
    """The file's name, with a number behind it where other content came under the same name."""
    name, number = attachment.name, 1
    stem, dot, ending = name.rpartition(".")
    while taken.setdefault(name, attachment.sha256 or name) != (attachment.sha256 or name):
        number += 1
        name = f"{stem}（{number}）.{ending}" if dot else f"{ending}（{number}）"
    return name


def findings_of_file(attachment: Attachment, file: str) -> tuple[Finding, ...]:
    """What is to be said of a file that was not read."""
    code = "file-skipped" if attachment.outcome == "skipped" else attachment.code
    if not code:
        return ()
    detail, _, advice = attachment.detail.partition("；")  # what can be done about it stands behind the semicolon
    return (checks.finding(code, file=file, detail=detail, advice=f"{advice}。" if advice else ""),)


def _of_parcels(lines: Iterable[Line], teams: Iterable[Entry]) -> Iterator[Finding]:
    """Assumed zones, each delivery once; where a team is told already, that is enough."""
    told = {each.file for team in teams for each in team.findings if each.code == "received-zone-assumed"}
    waiting: dict[str, tuple[Parcel, Arrival]] = {}
    for line in lines:
        if line.parcel is not None and (arrival := line.parcel.arrival) is not None and arrival.assumed:
            waiting.setdefault(line.parcel.number, (line.parcel, arrival))
            if line.file in told:
                told.add(line.parcel.number)
    for number, (parcel, arrival) in waiting.items():
        if number not in told:
            yield checks.finding("received-zone-assumed", file=parcel.source, detail=time_shown(arrival))


def _without_time(parcels: Iterable[Parcel]) -> Iterator[Finding]:
    """Mails whose headers tell no time, until somebody writes it down."""
    for parcel in parcels:
        if parcel.letter is not None and parcel.arrival is None:
            yield checks.finding("received-missing", file=parcel.source)


def _loose(lines: Iterable[Line], teams: Iterable[Entry]) -> tuple[Finding, ...]:
    """Findings about files that belong to no team; those of a version that was replaced count no longer."""
    owned = {id(record) for entry in teams for record in entry.records}
    owned |= {id(each.record) for entry in teams for each in entry.superseded}
    placed = {paper.sha256 for entry in teams for paper in entry.papers}
    found: list[Finding] = []
    for line in lines:
        found.extend(line.findings)
        for part in line.reading.parts if line.reading else ():
            if part.record is None or id(part.record) not in owned:
                found.extend(each for each in part.findings if not _is_settled(each, line, placed))
    return tuple(found)


def _is_settled(finding: Finding, line: Line, placed: Set[str]) -> bool:
    """Whether a paper that is no form need not be said to be none: it is known whose materials it is."""
    return finding.code == "form-unrecognised" and finding.severity == "note" and line.attachment.sha256 in placed


def _is_sealed_page(reading: Reading) -> bool:
    """Whether a document that is no form is a picture of paper with a seal and few words."""
    pictured = any(each.code in ("scan-read", "scan-unread") for part in reading.parts for each in part.findings)
    seals = any(mark.kind == "seal" and mark.grade == "A" for part in reading.parts for mark in part.marks)
    return pictured and seals and len("".join(reading.words.split())) <= _FEW_WORDS


def _stray(line: Line) -> Stray | None:
    """A document that is no form but may be some team's."""
    assert line.reading is not None
    scanned = any(finding.code == "scan-unread" for part in line.reading.parts for finding in part.findings)
    slides = line.attachment.media in ("pptx", "ppt")
    if line.outcome != "other" and not (line.outcome == "unread" and (scanned or slides)):
        return None
    return Stray(
        file=line.file,
        sha256=line.attachment.sha256,
        media=line.attachment.media,
        words=line.reading.words,
        scanned=scanned and not line.reading.words.strip(),
        sealed=_is_sealed_page(line.reading),
    )
