"""Teams out of what was read: versions in their order, papers put together, times compared with the deadline."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations

from qtdocs import checks
from qtdocs.assemble import assemble
from qtdocs.editions.programme import Deadline, Programme
from qtdocs.model.entry import Entry, EntryPaper, Superseded
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import BEIJING, Arrival
from qtdocs.model.record import Record
from qtdocs.pipeline.belonging import Stray, owners
from qtdocs.pipeline.readings import PartRead
from qtdocs.pipeline.twins import names_in, twins_of
from qtdocs.text import plain_date

CLOCKS = {
    "received": "邮箱收到的时间",
    "date": "邮件里写的发出时间",
    "register": "收件登记",
    "postmark": "收件登记，迟交与否看邮戳",
}
"""Who told the time of an arrival, as people say it."""
Arrivals = Mapping[str, Sequence[Arrival | None]]
"""When each document arrived, each time it did, by digest; none where nothing tells."""


def teams_of(
    parts: Iterable[PartRead],
    strays: Iterable[Stray],
    edition: Programme,
    *,
    places: Mapping[str, str],
    arrivals: Arrivals,
    choices: frozenset[tuple[str, str]],
    numbered: Mapping[str, tuple[str, str]],
    aliases: Mapping[str, str],
) -> tuple[Entry, ...]:
    """The teams of a season.

    Args:
        parts: every form that was read.
        strays: documents that are no form.
        edition: the programme.
        places: the mail, folder or archive that each file lay in, by the file's name.
        arrivals: when each document arrived.
        choices: which version holds, as a person chose.
        numbered: number and state of each entry by its key.
        aliases: the id of the entry that papers with corrected names belong to, by the id those names would make.
    """
    made = [part for part in parts if part.record is not None and _makes_team(part.record, edition)]
    findings = {id(part.record): part.findings for part in made}
    records = [part.record for part in made if part.record]
    twins = twins_of(records, places)
    found = assemble(
        records, findings, rank=edition.nominator_rank, arrivals=arrivals, choices=choices, twins=twins, aliases=aliases
    )
    papers = owners(strays, found, places)
    other_years = {
        part.record.sha256
        for part in made
        if part.record and any(each.code == "edition-differs" for each in part.findings)
    }
    whole = (_whole(each, edition, arrivals, papers.get(each.id, []), other_years=other_years) for each in found)
    return with_numbers(whole, numbered)


def with_numbers(teams: Iterable[Entry], numbered: Mapping[str, tuple[str, str]]) -> tuple[Entry, ...]:
    """The teams with their number and state; empty where the ledger has none for them yet."""
    return tuple(
        replace(team, number=number, state=state)
        for team in teams
        for number, state in [numbered.get(team.id, ("", ""))]
    )


def _makes_team(record: Record, edition: Programme) -> bool:
    form = edition.form(record.form)
    return record.programme == edition.id and form is not None and form.per_entry and not record.blank


def _whole(
    entry: Entry,
    edition: Programme,
    arrivals: Arrivals,
    others: Sequence[EntryPaper],
    *,
    other_years: Set[str],
) -> Entry:
    """The entry with its papers, its times, and what its papers say about each other."""
    form = edition.form(entry.source.form)
    assert form is not None
    findings = [
        finding
        for first, second in combinations(entry.records, 2)
        if first is entry.source
        for finding in checks.check_pair(first, second, form)
    ]
    findings += [
        checks.check_superseded(each.record, each.by, form, reason=_why(each, arrivals, other_years))
        for each in entry.superseded
    ]
    team = entry.fields.get("team_name")
    name = str(team.value or "") if team else ""
    findings += [checks.finding("paper-unsure", file=each.file, team=name) for each in others if not each.certain]
    findings += [
        replace(checks.finding("paper-unsure", file=each.file, team=name), basis="pixels")
        for each in entry.records
        if each.scanned and names_in(each) != names_in(entry.source)
    ]
    shas = list(dict.fromkeys(record.sha256 for record in (*entry.records, *(old.record for old in entry.superseded))))
    # a form of last year in the mailbox is no application in time for this one
    counted = [sha256 for sha256 in shas if sha256 not in other_years] or shas
    first, late = _first_arrival([arrivals.get(sha256, ()) for sha256 in counted], edition)
    findings += _of_times(entry, first, late, arrivals, edition)
    return replace(
        entry,
        findings=(*entry.findings, *findings),
        received_at=str(first) if first else "",
        clock=clock_of(first, edition) if first else "",
        late=late,
        papers=(*_papers(entry, edition), *others),
    )


def _why(superseded: Superseded, arrivals: Arrivals, other_years: Set[str]) -> str:
    if superseded.chosen:
        return "由人选定"
    old, new = (_times(arrivals.get(each.sha256, ())) for each in (superseded.record, superseded.by))
    printed = "，表上印的是别的年度" if superseded.record.sha256 in other_years else ""
    return f"{old}收到{printed}，后一份{new}收到"


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
    verdicts = [is_late(each, edition) for each in known]
    late = None
    if False in verdicts:
        late = False
    elif verdicts and len(known) == len(every) and all(verdicts):
        late = True
    return (known[0] if known else None), late


def clock_of(arrival: Arrival, edition: Programme) -> str:
    """What an arrival is told late or in time by, one of ``CLOCKS``."""
    return "postmark" if arrival.postmark is not None and _deadline(edition, "postmark") else arrival.clock


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeJudged:
    """A time that was held against the deadline, in the words of a finding."""

    received: str
    """When it arrived, or the day of the postmark where that counts."""
    clock: str
    """Who told it."""
    deadline: str
    """The day that it was held against."""


def time_judged(arrival: Arrival, edition: Programme) -> TimeJudged:
    """The time that was held against the deadline, who told it, and the deadline, in the words of a finding."""
    posted = clock_of(arrival, edition) == "postmark" and arrival.postmark is not None
    deadline = _deadline(edition, "postmark") if posted else _deadline(edition, "received")
    day = (
        f"邮戳日期 {plain_date(arrival.postmark)}" if posted and arrival.postmark else f"收到时间 {time_shown(arrival)}"
    )
    return TimeJudged(
        received=day,
        clock=CLOCKS.get(arrival.clock, arrival.clock),
        deadline=plain_date(deadline.date) if deadline else "",
    )


def is_late(arrival: Arrival, edition: Programme) -> bool | None:
    """Whether one arrival was after the deadline; of what was posted the postmark counts where the notice says so."""
    deadline = _deadline(edition, "received")
    posted = _deadline(edition, "postmark")
    if posted is not None and arrival.postmark is not None:
        return arrival.postmark > posted.date
    if deadline is None:
        return None
    end = datetime.datetime.combine(deadline.date, datetime.time(), tzinfo=BEIJING) + datetime.timedelta(days=1)
    if arrival.end <= end and arrival.start < end:  # until 24:00, Beijing time
        return False
    return True if arrival.start >= end else None


def _deadline(edition: Programme, clock: str) -> Deadline | None:
    """The programme's deadline by this clock: for what is received, or for what is posted."""
    wanted = {"received": "submission", "postmark": "post"}[clock]
    return next((each for each in edition.deadlines if each.id == wanted and each.clock == clock), None)


def _of_times(
    entry: Entry, first: Arrival | None, late: bool | None, arrivals: Arrivals, edition: Programme
) -> Iterator[Finding]:
    """What is to be said of the times: late, a later version after the deadline, a zone that was assumed."""
    if first is None:
        return
    if late:
        yield _late(entry, first, edition)
    elif late is False:
        last = arrivals.get(entry.source.sha256, ())
        known = [each for each in last if each is not None]
        if known and all(is_late(each, edition) for each in known) and len(known) == len(last):
            yield replace(_late(entry, known[0], edition), severity="note")
    if first.assumed:
        yield checks.finding("received-zone-assumed", file=entry.source.file, detail=time_shown(first))


def _late(entry: Entry, first: Arrival, edition: Programme) -> Finding:
    told = time_judged(first, edition)
    return checks.finding(
        "parcel-late", file=entry.source.file, received=told.received, clock=told.clock, deadline=told.deadline
    )


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
