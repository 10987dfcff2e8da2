"""What the programme asks of each team and of each nominator in which medium, against what came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs.assemble import text_in
from qtdocs.checks.requirements import Came, check_originals, check_requirement
from qtdocs.editions.programme import Paper, Programme
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.pipeline.beside import Beside, Loose, counts_as
from qtdocs.pipeline.known import Season
from qtdocs.pipeline.noted import Noted, names_of
from qtdocs.text import name_twin

_NOMINATOR_PART = ("nominator_name", "nomination_reason")
ListsByNames = Mapping[tuple[str, str, str], list[Record]]


def findings_of_teams(teams: Sequence[Entry], season: Season, beside: Beside) -> Mapping[str, tuple[Finding, ...]]:
    """What is missing of each team's papers, by the team's id.

    Args:
        teams: the teams.
        season: the season.
        beside: what came with what.
    """
    edition = season.edition
    lists, noted = lists_by_names(season), Noted(season.parcels, teams)
    found: dict[str, tuple[Finding, ...]] = {}
    for team in teams:
        asked = [each for each in edition.papers if each.per == "entry" and is_of_mode(each.modes, team, edition)]
        found[team.id] = (*_of_team(team, asked, lists, season, beside), *_originals_of_team(team, asked, noted))
    return found


def is_of_mode(modes: tuple[str, ...], team: Entry, edition: Programme) -> bool:
    """Whether something is asked for in the way of applying that a team's form shows."""
    return not modes or bool({mode.id for mode in edition.modes if mode.nominator is is_nominated(team)} & set(modes))


def is_nominated(team: Entry) -> bool:
    """Whether the form shows a nominator's part; else the company applies by itself."""
    return any(text_in(team.source, key) for key in _NOMINATOR_PART)


def lists_of(season: Season) -> Iterator[tuple[str, Record]]:
    """The filled forms of the programme that make no team, with their kinds."""
    for _, _, part in season.parts:
        record = part.record
        if record is None or record.blank or record.programme != season.edition.id:
            continue
        form = season.edition.form(record.form)
        if form is not None and not form.per_entry:
            yield form.kind, record


def _of_team(
    team: Entry, asked: Iterable[Paper], lists: ListsByNames, season: Season, beside: Beside
) -> Iterator[Finding]:
    near: tuple[Loose, ...] | None = None
    for paper in asked:
        came = _came(paper, team, lists, season.texts)
        found = list(check_requirement(paper, came))
        if found:  # only then is it worth looking around
            near = beside.near(team) if near is None else near
            found = list(check_requirement(paper, replace(came, doubtful=beside.doubts(team, near, paper))))
        yield from found


def _came(paper: Paper, team: Entry, lists: ListsByNames, texts: Mapping[str, str]) -> Came:
    """What came of one paper of a team: the versions that hold, and nominators' forms that name it."""
    papers = [
        each for each in team.papers
        if each.kind == paper.kind and each.current and counts_as(each, texts.get(each.sha256, ""), paper)
    ]  # fmt: skip
    records = lists.get((paper.kind, *key_of(team)), ())
    media = {"sheet" if each.medium == "other" else each.medium for each in papers}
    files = [*(each.file for each in papers), *(each.file for each in records), ""]
    return Came(media=frozenset(media | {each.medium for each in records}), file=files[0])


def _originals_of_team(team: Entry, asked: Iterable[Paper], noted: Noted) -> Iterator[Finding]:
    missing = tuple(each for each in asked if "paper" in each.media and not noted.holds(team, each))
    told = next((said for each in missing if (said := noted.unclear(team, each))), "")
    yield from check_originals(missing, told=told, file=team.source.file)


def lists_by_names(season: Season) -> ListsByNames:
    """Forms that are about one team and yet make none (推荐表), by kind and by the two names."""
    found: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for kind, record in lists_of(season):
        organisation, team = (name_twin(text_in(record, key)) for key in ("organisation_name", "team_name"))
        if organisation and team:
            found[kind, organisation, team].append(record)
    return found


def key_of(team: Entry) -> tuple[str, str]:
    """The twins of a team's organisation and name."""
    names = names_of(team)
    return names.organisation, names.team
