"""The papers that the programme asks of each nominator, against the lists and letters that came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.assemble import text_in
from qtdocs.checks.requirements import Came, check_originals, check_requirement
from qtdocs.editions.programme import Paper, Programme
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.pipeline.asked import is_of_mode, lists_of
from qtdocs.pipeline.beside import Beside
from qtdocs.pipeline.known import Season
from qtdocs.pipeline.noted import Noted, names_of
from qtdocs.text import name_twin


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominator:
    """Who nominated some of the teams."""

    name: str
    """As the first of its teams writes it."""
    twin: str
    """Its matching twin."""
    teams: tuple[Entry, ...]
    """Its teams."""


def nominators_of(teams: Sequence[Entry]) -> tuple[Nominator, ...]:
    """Everybody whom a team names as its nominator, in the order of the teams."""
    found: dict[str, list[Entry]] = {}
    for team in teams:
        if twin := names_of(team).nominator:
            found.setdefault(twin, []).append(team)
    return tuple(
        Nominator(name=text_in(theirs[0].source, "nominator_name"), twin=twin, teams=tuple(theirs))
        for twin, theirs in found.items()
    )


def findings_of_nominators(teams: Sequence[Entry], season: Season, beside: Beside) -> tuple[Finding, ...]:
    """What is missing of the nominators' papers; nothing where no team names a nominator.

    Args:
        teams: the teams.
        season: the season.
        beside: what came with what.
    """
    asked = [paper for paper in season.edition.papers if paper.per == "nominator"]
    nominators = nominators_of(teams) if asked else ()
    lists, noted = _Lists(season, nominators, beside), Noted(season.parcels, teams)
    found: list[Finding] = []
    for nominator in nominators:
        theirs = [
            paper for paper in asked if any(is_of_mode(paper.modes, team, season.edition) for team in nominator.teams)
        ]
        for paper in theirs:
            found += _missing(paper, nominator, lists, beside)
        unseen = tuple(
            each for each in theirs if "paper" in each.media and not noted.holds_of_nominator(nominator.twin, each)
        )
        found += check_originals(unseen, nominator=nominator.name)
    return tuple(found)


def _missing(paper: Paper, nominator: Nominator, lists: _Lists, beside: Beside) -> Iterator[Finding]:
    records = lists.of(nominator, paper.kind)
    came = Came(media=frozenset(each.medium for each in records), file=records[0].file if records else "")
    if not any(check_requirement(paper, came)):
        return
    doubts = (
        *(("", f"“{each.file}”没有写明推荐单位，可能就是它") for each in lists.nobodys(paper.kind)),
        *beside.doubts_of_nominator(nominator.twin, nominator.teams, paper),
    )
    came = Came(media=came.media, file=came.file, doubtful=doubts)
    yield from check_requirement(paper, came, nominator=nominator.name)


class _Lists:
    """The lists and letters of a season by their nominators.

    A list is of the nominator that it names; else of the one whose word in the programme's order it shares with no
    other; else of those whose teams stand in its rows; else of the one whose teams it came with.
    """

    def __init__(self, season: Season, nominators: Sequence[Nominator], beside: Beside) -> None:
        self._edition: Programme = season.edition
        self._twins = {each.twin for each in nominators}
        self._of_team: Mapping[tuple[str, str], str] = {
            (names.organisation, names.team): each.twin
            for each in nominators
            for team in each.teams
            for names in [names_of(team)]
        }
        self._ranks: dict[int, set[str]] = defaultdict(set)
        for each in nominators:
            self._ranks[self._edition.nominator_rank(each.name)].add(each.twin)
        self._near = _near(season, nominators, beside)
        self._found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for kind, record in lists_of(season):
            for twin in self._owners(record) or {""}:
                self._found[kind, twin].append(record)

    def of(self, nominator: Nominator, kind: str) -> Sequence[Record]:
        """The papers of one kind of a nominator, in the order of their age."""
        return self._found.get((kind, nominator.twin), ())

    def nobodys(self, kind: str) -> Sequence[Record]:
        """The papers of one kind of which nothing tells whose they are."""
        return self._found.get((kind, ""), ())

    def _owners(self, record: Record) -> set[str]:
        name = text_in(record, "nominator_name")
        listed = {twin for twin in self._listed(record) if twin}
        if name_twin(name) in self._twins:
            return {name_twin(name)}
        rank = self._edition.nominator_rank(name) if name else len(self._edition.nominators)
        alike = self._ranks[rank] if rank < len(self._edition.nominators) else set()
        if listed or len(alike) == 1:
            return listed or alike
        return {name_twin(name)} if name else self._near.get(record.file, set())

    def _listed(self, record: Record) -> Iterator[str]:
        """The nominators of the teams in its rows, or of the one team that it is about."""
        for fields in (record.fields, *(row.fields for row in record.rows)):
            key = [
                name_twin(value.value) if value is not None and isinstance(value.value, str) else ""
                for value in (fields.get("organisation_name"), fields.get("team_name"))
            ]
            yield self._of_team.get((key[0], key[1]), "")


def _near(season: Season, nominators: Sequence[Nominator], beside: Beside) -> Mapping[str, set[str]]:
    """The nominator whose teams' papers lie in the same folder or delivery as a file; only where there is one."""
    spots: dict[str, set[str]] = defaultdict(set)
    for each in nominators:
        for team in each.teams:
            for line in beside.lines_of(team):
                for spot in (line.place, line.parcel.number if line.parcel else ""):
                    spots[spot].add(each.twin)
    found: dict[str, set[str]] = {}
    for line in season.lines:
        for spot in (line.place, line.parcel.number if line.parcel else ""):
            if spot and len(spots[spot]) == 1:
                found.setdefault(line.file, spots[spot])
    return found
