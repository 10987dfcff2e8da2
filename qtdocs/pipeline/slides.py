"""Papers of a team by the time they came: which slides stay the ones that count, and what came after the deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from qtdocs import checks
from qtdocs.checks.originals import plain_name
from qtdocs.editions.programme import Paper, Programme
from qtdocs.editions.vocabulary import KIND_NAMES
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Arrival
from qtdocs.pipeline.known import Line, Season
from qtdocs.pipeline.teams import CLOCKS, Arrivals, is_late, time_judged, time_shown


def with_locked(entry: Entry, edition: Programme, lines: Sequence[Line], other_years: Set[str]) -> Entry:
    """The team with the version marked that came with its application, and what is to be said of later ones.

    Args:
        entry: the team.
        edition: the programme.
        lines: every arrival of its papers.
        other_years: digests of forms of another year, as ``of_other_years`` gives them.
    """
    for paper in edition.papers:
        versions = [each for each in entry.papers if each.kind == paper.kind and each.current]
        if paper.locked and versions:
            told = _Told.of(versions, _first_application(entry, lines, other_years), lines)
            entry = _marked(entry, told, paper)
    return entry


def late_papers(entry: Entry, arrivals: Arrivals, edition: Programme) -> Iterator[Finding]:
    """What is no form and certainly came after the deadline, where the application was in time.

    Args:
        entry: the team.
        arrivals: when each document arrived.
        edition: the programme.
    """
    if entry.late is not False:
        return
    forms = _forms(entry)
    for paper in entry.papers:
        found = arrivals.get(paper.sha256, ())
        known = [each for each in found if each is not None]
        if paper.sha256 in forms or not known or len(known) != len(found):
            continue
        if all(is_late(each, edition) for each in known):
            told, name = time_judged(min(known, key=_order), edition), KIND_NAMES.get(paper.kind, "材料")
            yield checks.finding(
                "paper-late", file=paper.file, label=name, name=name, file_name=paper.file, received=told.received,
                clock=told.clock, deadline=told.deadline,
            )  # fmt: skip


def of_other_years(season: Season) -> frozenset[str]:
    """Digests of forms of another year: that one came is no application for this one."""
    return frozenset(
        sha256 for _, sha256, part in season.parts if any(each.code == "edition-differs" for each in part.findings)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The versions of a paper by what their arrival tells."""

    early: tuple[EntryPaper, ...] = ()
    """Certainly there when the application came, in the order of their arrival."""
    later: tuple[tuple[EntryPaper, Arrival], ...] = ()
    """Certainly later."""
    unclear: tuple[EntryPaper, ...] = ()
    """Nothing tells, or two came at once."""

    @classmethod
    def of(cls, versions: Sequence[EntryPaper], first: Line | None, lines: Sequence[Line]) -> _Told:
        """The versions by their arrival, against the first arrival of the application."""
        early: list[tuple[Arrival | None, EntryPaper]] = []
        later: list[tuple[EntryPaper, Arrival]] = []
        unclear: list[EntryPaper] = []
        for version in versions:
            own = [line for line in lines if line.attachment.sha256 == version.sha256]
            arrival = _first([line.parcel.arrival if line.parcel else None for line in own])
            if first is not None and any(_is_with(line, first) for line in own):
                early.append((first.parcel.arrival if first.parcel else None, version))
            elif first is None or arrival is None:
                unclear.append(version)
            elif _is_before(arrival, first):
                early.append((arrival, version))
            elif _is_after(arrival, first):
                later.append((version, arrival))
            else:
                unclear.append(version)
        last = max((_order(arrival) if arrival else () for arrival, _ in early), default=())
        there = [version for arrival, version in early if (_order(arrival) if arrival else ()) == last]
        if len(there) > 1:
            return cls(later=tuple(later), unclear=(*there, *unclear))
        return cls(early=tuple(there), later=tuple(later), unclear=tuple(unclear))


def _marked(entry: Entry, told: _Told, paper: Paper) -> Entry:
    """The team with the version that counts, unless something is unclear: then a person must look first."""
    locked = told.early[0] if told.early and not told.unclear else None
    papers = tuple(replace(each, locked=True) if each is locked else each for each in entry.papers)
    return replace(entry, papers=papers, findings=(*entry.findings, *_findings(told, locked, paper)))


def _findings(told: _Told, locked: EntryPaper | None, paper: Paper) -> Iterator[Finding]:
    name = plain_name(paper)
    if locked is not None:
        kept = f"定下的是报名时的“{locked.file}”"
    else:
        kept = "报名时来的是哪一份还分不清" if told.unclear else "报名时没有收到"
    for version, arrival in told.later:
        time = f"{time_shown(arrival)}（依据：{CLOCKS.get(arrival.clock, arrival.clock)}）"
        yield checks.finding(
            "slides-later", file=version.file, label=name, file_name=version.file, time=time, locked=kept
        )
    if told.unclear:
        files = "、".join(f"“{each.file}”" for each in (*told.early, *told.unclear))
        yield checks.finding("slides-unclear", file=told.unclear[0].file, label=name, detail=files)


def _first_application(entry: Entry, lines: Iterable[Line], other_years: Set[str]) -> Line | None:
    """The first arrival of any version of the application; none where the evidence does not tell which it was."""
    forms = _forms(entry) - other_years or _forms(entry)
    own = [line for line in lines if line.attachment.sha256 in forms]
    timed = [line for line in own if line.parcel and line.parcel.arrival]
    if timed:
        return min(timed, key=lambda line: _order(line.parcel.arrival) if line.parcel and line.parcel.arrival else ())
    parcels = {line.parcel.number if line.parcel else line.file: line for line in own}
    return next(iter(parcels.values())) if len(parcels) == 1 else None


def _forms(entry: Entry) -> frozenset[str]:
    return frozenset([*(record.sha256 for record in entry.records), *(each.record.sha256 for each in entry.superseded)])


def _is_with(line: Line, first: Line) -> bool:
    return line.parcel is not None and first.parcel is not None and line.parcel.number == first.parcel.number


def _is_before(arrival: Arrival, first: Line) -> bool:
    there = first.parcel.arrival if first.parcel else None
    return there is not None and arrival.end <= there.end


def _is_after(arrival: Arrival, first: Line) -> bool:
    there = first.parcel.arrival if first.parcel else None
    return there is not None and arrival.start >= there.end and arrival.end > there.end


def _first(arrivals: Sequence[Arrival | None]) -> Arrival | None:
    """The first arrival; none where a single one is unknown, for it may have been the first."""
    known = [each for each in arrivals if each is not None]
    return min(known, key=_order) if known and len(known) == len(arrivals) else None


def _order(arrival: Arrival) -> tuple[object, ...]:
    return (arrival.start, arrival.end)
