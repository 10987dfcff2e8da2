"""Originals on paper that the register tells of: whose they are, by names and by numbers of copies; never guessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qtdocs.assemble import text_in
from qtdocs.checks.originals import Original, is_of, originals_in
from qtdocs.editions.programme import Paper
from qtdocs.model.entry import Entry
from qtdocs.model.parcel import Parcel
from qtdocs.text import name_twin


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The twins of a team's names."""

    organisation: str
    """Whose team it is."""
    team: str
    """Its own name."""
    nominator: str
    """Who nominates it; empty where nobody does."""


def names_of(entry: Entry) -> Names:
    """The twins of a team's names; each empty where it was not read."""
    organisation, team, nominator = (
        name_twin(text_in(entry.source, key)) for key in ("organisation_name", "team_name", "nominator_name")
    )
    return Names(organisation=organisation, team=team, nominator=nominator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One paper that one row of the register names."""

    original: Original
    """As written, with its number of copies."""
    row: str
    """Twin of all that stands in the row."""
    teams: frozenset[str]
    """Ids of the teams whose files came with it."""
    named: frozenset[str] = frozenset()
    """Twins of the names of teams that the words about this paper hold."""


class Noted:
    """The originals that the register tells of.

    Args:
        parcels: every delivery.
        teams: every team.
    """

    def __init__(self, parcels: Sequence[Parcel], teams: Sequence[Entry]) -> None:
        every = [names_of(team) for team in teams]
        self._notes = tuple(_notes(parcels, teams, frozenset(each.team for each in every if each.team)))
        self._by_paper: dict[Paper, list[Note]] = {}
        self._alike = Counter(each.team for each in every)
        self._of_organisation = Counter(each.organisation for each in every)
        self._of_nominator = Counter(each.nominator for each in every)

    def holds(self, entry: Entry, paper: Paper) -> bool:
        """Whether the register says beyond doubt that this paper of this team came as an original."""
        names, notes = names_of(entry), [note for note in self._of(paper) if note.original.came]
        if any(self._names_team(note, names) or self._reaches(note, entry, names) for note in notes):
            return True
        sent = sum(note.original.count or 0 for note in notes if self._is_bundle(note, names))
        return sent >= self._of_nominator[names.nominator] > 0

    def holds_of_nominator(self, nominator: str, paper: Paper) -> bool:
        """Whether the register says that this paper of a nominator came as an original."""
        return any(nominator in note.row and note.original.came for note in self._of(paper))

    def unclear(self, entry: Entry, paper: Paper) -> str:
        """What the register says that may mean this paper of this team; empty where it says nothing of the kind."""
        names = names_of(entry)
        wanted = [each for each in (names.organisation, names.nominator) if each]
        return next(
            (
                note.original.text
                for note in self._of(paper)
                if entry.id in note.teams or any(each in note.row for each in wanted)
            ),
            "",
        )

    def _of(self, paper: Paper) -> list[Note]:
        """What the register says of one paper, whosoever it is."""
        if paper not in self._by_paper:
            self._by_paper[paper] = [note for note in self._notes if is_of(note.original, paper)]
        return self._by_paper[paper]

    def _names_team(self, note: Note, names: Names) -> bool:
        """Whether it names the team, and no other team of the same name can be meant."""
        if not names.team or names.team not in note.named:
            return False
        others = (names.organisation, names.nominator)
        return self._alike[names.team] == 1 or any(each and each in note.row for each in others)

    def _reaches(self, note: Note, entry: Entry, names: Names) -> bool:
        """Whether there are copies enough for every team of the organisation, or of the delivery."""
        if note.named:
            return False
        copies = note.original.count or 1
        if names.organisation and names.organisation in note.row:
            return copies >= self._of_organisation[names.organisation]
        return entry.id in note.teams and copies >= len(note.teams)

    def _is_bundle(self, note: Note, names: Names) -> bool:
        """Whether it is what a nominator sent for its teams together."""
        return bool(names.nominator) and names.nominator in note.row and not note.named


def _notes(parcels: Sequence[Parcel], teams: Sequence[Entry], names: frozenset[str]) -> Iterator[Note]:
    owners: dict[str, set[str]] = defaultdict(set)
    for team in teams:
        for paper in team.papers:
            owners[paper.sha256].add(team.id)
    for parcel in parcels:
        told = parcel.registered
        if told is None or not told.originals:
            continue
        there = frozenset(owner for each in parcel.attachments for owner in owners.get(each.sha256, ()))
        row = name_twin(f"{parcel.sender}\n{told.sender}\n{told.originals}\n{told.what}\n{told.remark}")
        for original in originals_in(told.originals):
            said = name_twin(original.text)
            named = frozenset(name for name in names if name in said)
            yield Note(original=original, row=row, teams=there, named=named)
