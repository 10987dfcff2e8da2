"""Whose the lists and accounts of nominators are: by the name in them, by their rows, by what they came with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.assemble import Versions, text_in
from qtdocs.checks.lists import text_of
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.model.record import Record, worded
from qtdocs.pipeline.asked import lists_of
from qtdocs.pipeline.beside import Beside, base_name
from qtdocs.pipeline.known import Season
from qtdocs.pipeline.noted import names_of
from qtdocs.text import name_twin

_SIGNED = 60
"""Characters at the end of a text in which its writer signs it."""


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


def own_papers(teams: Sequence[Entry], season: Season) -> tuple[tuple[Record, str], ...]:
    """The papers that are a nominator's and no team's and that hold, each with whose it is; others are passed over.

    Args:
        teams: the teams.
        season: the season.
    """
    nominators = nominators_of(teams)
    owners = Owners(season, nominators, Beside(season, teams))
    names = {each.twin: each.name for each in nominators}
    found = ((record, _name_in(record) or _only(names, owners.owners_of(record))) for record in owners.everything)
    return tuple((record, name) for record, name in found if name)


def _name_in(record: Record) -> str:
    """The nominator that a list names, or all of its rows; else empty."""
    rows = {text_of(row.fields.get("nominator_name")) for row in record.rows} - {""}
    return text_in(record, "nominator_name") or (rows.pop() if len(rows) == 1 else "")


def _only(names: Mapping[str, str], twins: set[str]) -> str:
    return names.get(next(iter(twins)), "") if len(twins) == 1 else ""


class Owners:
    """The lists and letters of a season by their nominators; of versions of one paper those that hold.

    A list is of the nominator that it names; else of the one whose word in the programme's order it shares with no
    other; else of those whose teams stand in its rows; else of the one whose name its file bears or who signed it; else
    of the one whose teams it came with.

    Args:
        season: the season.
        nominators: its nominators.
        beside: what came with what.
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
        self._files: dict[str, list[str]] = defaultdict(list)
        for line in season.lines:
            self._files[line.attachment.sha256].append(name_twin(base_name(line.file)))
        self._found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for kind, record in lists_of(season):
            for twin in self.owners_of(record) or {""}:
                self._found[kind, twin].append(record)
        versions = Versions(season.arrivals, frozenset())
        for (_, twin), records in self._found.items():
            if twin:
                records[:] = _holding(records, versions)

    def of(self, twin: str, kind: str = "") -> Sequence[Record]:
        """The papers of a nominator, of one kind or of all, in the order of their age.

        Args:
            twin: twin of its name.
            kind: the kind of paper; empty for all.
        """
        every = (records for (known, owner), records in self._found.items() if owner == twin and kind in ("", known))
        return tuple(record for records in every for record in records)

    @property
    def everything(self) -> Sequence[Record]:
        """All papers of nominators that hold, each once."""
        return tuple({id(each): each for records in self._found.values() for each in records}.values())

    def nobodys(self, kind: str = "") -> Sequence[Record]:
        """The papers of one kind, or of all, of which nothing tells whose they are."""
        return self.of("", kind)

    def owners_of(self, record: Record) -> set[str]:
        """The twins of the nominators whose paper it is; none where nothing tells."""
        name = text_in(record, "nominator_name")
        listed = {twin for twin in self._listed(record) if twin}
        if name_twin(name) in self._twins:
            return {name_twin(name)}
        rank = self._edition.nominator_rank(name) if name else len(self._edition.nominators)
        alike = self._ranks[rank] if rank < len(self._edition.nominators) else set()
        if listed or len(alike) == 1:
            return listed or alike
        return {name_twin(name)} if name else self._signed(record) or self._near.get(record.file, set())

    def _listed(self, record: Record) -> Iterator[str]:
        """The nominators of the teams in its rows, or of the one team that it is about."""
        for fields in (record.fields, *(row.fields for row in record.rows)):
            key = [
                name_twin(value.value) if value is not None and isinstance(value.value, str) else ""
                for value in (fields.get("organisation_name"), fields.get("team_name"))
            ]
            yield self._of_team.get((key[0], key[1]), "")

    def _signed(self, record: Record) -> set[str]:
        """The one nominator whose name stands in the file's name or at the end of the text; none where several do."""
        words = [*self._files[record.sha256], name_twin(base_name(record.file))]
        words += [name_twin(worded(each.value)[-_SIGNED:]) for each in record.fields.values()]
        found = {twin for twin in self._twins if any(twin in text for text in words)}
        return found if len(found) == 1 else set()


def _holding(records: Sequence[Record], versions: Versions) -> list[Record]:
    """The versions that hold; all of them where their times contradict each other."""
    rivals: dict[str, list[Record]] = defaultdict(list)
    for each in records:
        rivals[name_twin(text_in(each, "team_name"))].append(each)
    held = [each for each in records if not versions.replaced(each, rivals[name_twin(text_in(each, "team_name"))])]
    return held or list(records)


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
