"""Times that cannot be: a mail dated before the notice went out is neither in time nor the older version."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs import checks
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Arrival, Parcel
from qtdocs.pipeline.known import Judged, Line, Season
from qtdocs.pipeline.teams import CLOCKS, Arrivals, time_shown
from qtdocs.text import plain_date

_CODE = "received-too-early"


def opening(edition: Programme) -> datetime.date | None:
    """The first day on which papers of a programme can come: its notice's, else the year before; none for any year."""
    if edition.notice.date is not None:
        return edition.notice.date
    return datetime.date(edition.year - 1, 1, 1) if edition.year else None


def believed(arrivals: Mapping[str, Sequence[Arrival | None]], lines: Iterable[Line], edition: Programme) -> Arrivals:
    """The arrivals without the times that cannot be: those count as unknown.

    A form on which another year is printed and that came in another year is what it says: last year's.

    Args:
        arrivals: when each document arrived, each time it did, by digest.
        lines: every arrival of a file.
        edition: the programme.
    """
    old = {line.attachment.sha256 for line in lines if _is_of_another_year(line)}
    return {
        sha256: [
            None if each is not None and sha256 not in old and is_early(each, edition) else each for each in several
        ]
        for sha256, several in arrivals.items()
    }


def _is_of_another_year(line: Line) -> bool:
    parts = line.reading.parts if line.reading else ()
    return any(finding.code == "edition-differs" for part in parts for finding in part.findings)


def is_early(arrival: Arrival, edition: Programme) -> bool:
    """Whether a time lies before the first day on which papers can come."""
    first = opening(edition)
    return first is not None and arrival.end.date() < first


def with_early_times(judged: Judged, season: Season) -> Judged:
    """The season as this judge leaves it: teams are told of impossible times of their papers, the rest by delivery."""
    found: dict[str, dict[str, Finding]] = {}
    old = {line.parcel.number for line in season.lines if line.parcel and _is_of_another_year(line)}
    for line in season.lines:
        if line.parcel is not None and line.parcel.number in old:
            continue
        if line.parcel is not None and (told := _told(line.parcel, season.edition)) is not None:
            found.setdefault(line.attachment.sha256, {})[line.parcel.number] = told
    if not found:
        return judged
    teams = tuple(replace(team, findings=(*team.findings, *_of_team(team, found))) for team in judged.teams)
    known = {each.key for team in teams for each in team.findings if each.code == _CODE}
    loose = {told.key: told for several in found.values() for told in several.values() if told.key not in known}
    return replace(judged, teams=teams, findings=(*judged.findings, *loose.values()))


def _of_team(team: Entry, found: Mapping[str, Mapping[str, Finding]]) -> Iterator[Finding]:
    shas = dict.fromkeys((*(each.sha256 for each in team.papers), *(each.sha256 for each in team.records)))
    yield from {number: told for sha256 in shas for number, told in found.get(sha256, {}).items()}.values()


def _told(parcel: Parcel, edition: Programme) -> Finding | None:
    first, arrival = opening(edition), parcel.arrival
    if first is None or arrival is None or not is_early(arrival, edition):
        return None
    said = f"通知发出的 {plain_date(first)}" if edition.notice.date else f"本届（{edition.year} 年）一年以前"
    return checks.finding(
        _CODE, file=parcel.source, number=parcel.number, received=time_shown(arrival),
        clock=CLOCKS.get(arrival.clock, arrival.clock), opening=said,
    )  # fmt: skip
