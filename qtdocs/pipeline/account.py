"""The whole account of a season, from the ledger alone: every file, every team, every finding."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from qtdocs import checks
from qtdocs.assemble import assemble
from qtdocs.codec import decoded
from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger, deliveries, documents, entries
from qtdocs.model.entry import Entry, EntryPaper, Superseded
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Arrival, Attachment, Parcel
from qtdocs.model.record import Record
from qtdocs.pipeline.belonging import Stray, owners
from qtdocs.pipeline.papers import Reading, named
from qtdocs.text import plain_date

CLOCKS = {"received": "邮箱收到的时间", "date": "邮件里写的发出时间", "register": "收件登记"}
"""Who told the time of an arrival, as people say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One arrival of one file."""

    file: str
    """Its name, unlike that of any other content."""
    attachment: Attachment
    """The file."""
    parcel: Parcel | None
    """What it came with; none for a mailbox or a lock file."""
    reading: Reading | None
    """What was read in it; none for what was opened or not looked at."""
    findings: tuple[Finding, ...]
    """What is to be said of the file itself, where nothing was read."""
    again: str = ""
    """The name under which the same content came before; else empty."""

    @property
    def outcome(self) -> str:
        """``form``, ``other``, ``skipped``, ``unread`` or ``opened``; ``unread`` where a run was broken off."""
        return self.attachment.outcome or "unread"

    @property
    def code(self) -> str:
        """The finding that says why it was not read; else empty."""
        if self.attachment.code or self.outcome != "unread" or self.reading is None:
            return self.attachment.code
        return next((finding.code for part in self.reading.parts for finding in part.findings), "")


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
    readings = {sha256: decoded(Reading, json) for sha256, _, _, json in documents.readings(ledger)}
    lines = _lines(parcels, loose, readings)
    first = [line for line in lines if not line.again]
    named = [line for line in first if line.reading is not None]
    arrivals: dict[str, list[Arrival | None]] = {}
    for line in lines:
        if line.attachment.sha256:
            arrivals.setdefault(line.attachment.sha256, []).append(line.parcel.arrival if line.parcel else None)
    teams = _teams(named, edition, arrivals, entries.choices(ledger), entries.everything(ledger))
    return Account(parcels=parcels, lines=lines, teams=teams, findings=(*_of_parcels(parcels), *_loose(first, teams)))


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
    while taken.setdefault(name, attachment.sha256 or name) != (attachment.sha256 or name):
        number += 1
        name = f"{attachment.name}（{number}）"
    return name


def findings_of_file(attachment: Attachment, file: str) -> tuple[Finding, ...]:
    """What is to be said of a file that was not read."""
    if attachment.outcome == "skipped":
        detail, _, advice = attachment.detail.partition("；")
        return (checks.finding("file-skipped", file=file, detail=detail, advice=f"{advice}。" if advice else ""),)
    if attachment.code:
        return (checks.finding(attachment.code, file=file, detail=attachment.detail),)
    return ()


def _of_parcels(parcels: Iterable[Parcel]) -> tuple[Finding, ...]:
    return tuple(
        checks.finding("received-zone-assumed", file=parcel.source, detail=str(parcel.arrival))
        for parcel in parcels
        if parcel.letter is not None and parcel.letter.zone_assumed
    )


def _loose(lines: Iterable[Line], teams: Iterable[Entry]) -> tuple[Finding, ...]:
    """Findings about files that belong to no team; those of a version that was replaced count no longer."""
    owned = {id(record) for entry in teams for record in entry.records}
    owned |= {id(each.record) for entry in teams for each in entry.superseded}
    found: list[Finding] = []
    for line in lines:
        found.extend(line.findings)
        for part in line.reading.parts if line.reading else ():
            if part.record is None or id(part.record) not in owned:
                found.extend(part.findings)
    return tuple(found)


def _teams(
    lines: Sequence[Line],
    edition: Programme,
    arrivals: Mapping[str, Sequence[Arrival | None]],
    choices: frozenset[tuple[str, str]],
    numbered: Mapping[str, tuple[str, str]],
) -> tuple[Entry, ...]:
    parts = [part for line in lines if line.reading for part in line.reading.parts if part.record is not None]
    made = [part for part in parts if part.record and _makes_team(part.record, edition)]
    findings = {id(part.record): part.findings for part in made}
    records = [part.record for part in made if part.record]
    found = assemble(records, findings, rank=edition.nominator_rank, arrivals=arrivals, choices=choices)
    papers = owners((stray for line in lines if (stray := _stray(line))), found)
    return tuple(
        _whole(entry, edition, arrivals, papers.get(entry.id, []), numbered.get(entry.id, ("", ""))) for entry in found
    )


def _makes_team(record: Record, edition: Programme) -> bool:
    form = edition.form(record.form)
    return record.programme == edition.id and form is not None and form.per_entry and not record.blank


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
    )


def _whole(
    entry: Entry,
    edition: Programme,
    arrivals: Mapping[str, Sequence[Arrival | None]],
    others: Sequence[EntryPaper],
    numbered: tuple[str, str],
) -> Entry:
    """The entry with its number, its papers, its times, and what its papers say about each other."""
    form = edition.form(entry.source.form)
    assert form is not None
    findings = [
        finding
        for first, second in combinations(entry.records, 2)
        if first is entry.source
        for finding in checks.check_pair(first, second, form)
    ]
    findings += [
        checks.check_superseded(each.record, each.by, form, reason=_why(each, arrivals)) for each in entry.superseded
    ]
    team = "、".join(str(entry.fields[key].value or "") for key in ("team_name",) if key in entry.fields)
    findings += [checks.finding("paper-unsure", file=each.file, team=team) for each in others if not each.certain]
    shas = list(dict.fromkeys(record.sha256 for record in (*entry.records, *(old.record for old in entry.superseded))))
    first, late = _first_arrival([arrivals.get(sha256, ()) for sha256 in shas], edition)
    if late and first is not None:
        findings.append(_late(entry, first, edition))
    number, state = numbered
    return replace(
        entry,
        findings=(*entry.findings, *findings),
        number=number,
        state=state,
        received_at=str(first) if first else "",
        late=late,
        papers=(*_papers(entry, edition), *others),
    )


def _why(superseded: Superseded, arrivals: Mapping[str, Sequence[Arrival | None]]) -> str:
    if superseded.chosen:
        return "由人选定"
    old, new = (_times(arrivals.get(each.sha256, ())) for each in (superseded.record, superseded.by))
    return f"{old}收到，后一份{new}收到"


def _times(found: Iterable[Arrival | None]) -> str:
    return "、".join(time_shown(each) for each in found if each is not None)


def time_shown(arrival: Arrival) -> str:
    """A time of arrival as people read it."""
    day = plain_date(arrival.start.date())
    return day if arrival.start != arrival.end else f"{day} {arrival.start:%H:%M}"


def _first_arrival(found: Iterable[Sequence[Arrival | None]], edition: Programme) -> tuple[Arrival | None, bool | None]:
    """The first arrival that is known, and whether the entry is late; none where it cannot be told.

    It is in time where any arrival certainly was, and late only where every arrival certainly was.
    """
    every = [each for several in found for each in several]
    known = sorted((each for each in every if each is not None), key=lambda each: (each.start, each.end))
    first = known[0] if known else None
    deadline = next((each for each in edition.deadlines if each.id == "submission"), None)
    if deadline is None or first is None:
        return first, None
    end = datetime.datetime.combine(deadline.date, datetime.time(), tzinfo=first.start.tzinfo)
    end += datetime.timedelta(days=1)  # until 24:00, Beijing time
    if any(each.end <= end and each.start < end for each in known):
        return first, False
    return first, True if len(known) == len(every) and all(each.start >= end for each in known) else None


def _late(entry: Entry, first: Arrival, edition: Programme) -> Finding:
    deadline = next(each for each in edition.deadlines if each.id == "submission")
    return checks.finding(
        "parcel-late", file=entry.source.file, received=time_shown(first), clock=CLOCKS.get(first.clock, first.clock),
        deadline=plain_date(deadline.date),
    )  # fmt: skip


def _papers(entry: Entry, edition: Programme) -> tuple[EntryPaper, ...]:
    """The forms of an entry as papers, those that hold first; a file that holds several forms is one paper."""
    papers: dict[str, EntryPaper] = {}
    for current, records in ((True, entry.records), (False, tuple(each.record for each in entry.superseded))):
        for record in records:
            form = edition.form(record.form)
            medium = record.medium if record.medium in ("word", "pdf", "scan", "slides") else "other"
            paper = EntryPaper(
                kind=form.kind if form else record.form,
                medium=medium,
                file=record.file,
                sha256=record.sha256,
                current=current,
            )
            papers.setdefault(record.sha256, paper)
    return tuple(papers.values())
