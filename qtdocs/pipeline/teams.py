"""Teams out of what was read: versions in their order, papers put together, times compared with the deadline."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from qtdocs import checks
from qtdocs.assemble import assemble
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry, EntryPaper, Superseded
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Arrival
from qtdocs.model.record import Record
from qtdocs.pipeline.belonging import Stray, owners
from qtdocs.pipeline.papers import PartRead
from qtdocs.text import plain_date

CLOCKS = {"received": "邮箱收到的时间", "date": "邮件里写的发出时间", "register": "收件登记"}
"""Who told the time of an arrival, as people say it."""
Arrivals = Mapping[str, Sequence[Arrival | None]]
"""When each document arrived, each time it did, by digest; none where nothing tells."""


def teams_of(
    parts: Iterable[PartRead],
    strays: Iterable[Stray],
    edition: Programme,
    *,
    arrivals: Arrivals,
    choices: frozenset[tuple[str, str]],
    numbered: Mapping[str, tuple[str, str]],
) -> tuple[Entry, ...]:
    """The teams of a season.

    Args:
        parts: every form that was read.
        strays: documents that are no form.
        edition: the programme.
        arrivals: when each document arrived.
        choices: which version holds, as a person chose.
        numbered: number and state of each entry by its key.
    """
    made = [part for part in parts if part.record is not None and _makes_team(part.record, edition)]
    findings = {id(part.record): part.findings for part in made}
    records = [part.record for part in made if part.record]
    found = assemble(records, findings, rank=edition.nominator_rank, arrivals=arrivals, choices=choices)
    papers = owners(strays, found)
    return tuple(
        _whole(entry, edition, arrivals, papers.get(entry.id, []), numbered.get(entry.id, ("", ""))) for entry in found
    )


def _makes_team(record: Record, edition: Programme) -> bool:
    form = edition.form(record.form)
    return record.programme == edition.id and form is not None and form.per_entry and not record.blank


def _whole(
    entry: Entry,
    edition: Programme,
    arrivals: Arrivals,
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


def _why(superseded: Superseded, arrivals: Arrivals) -> str:
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
