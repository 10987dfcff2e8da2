"""Whose a paper is that is no form: materials, slides, scans; by what stands in it, else by where it lay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.assemble import text_in
from qtdocs.model.document import medium_of
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.text import name_twin

_FRONT = 2
_FORMLIKE = ("申报表", "报名表", "推荐表", "盖章")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A document that is no form."""

    file: str
    """The way to it as people name it."""
    sha256: str
    """Hex digest of its bytes."""
    media: str
    """What its bytes are."""
    words: str
    """What stands in it; empty for a scan."""
    scanned: bool
    """Whether its pages are pictures."""
    sealed: bool = False
    """Whether it is a picture of paper with a seal and few words: a page that was scanned for its seal."""


def owners(
    strays: Iterable[Stray], entries: Sequence[Entry], places: Mapping[str, str]
) -> Mapping[str, list[EntryPaper]]:
    """The papers that belong to each entry, by the entry's id; what belongs to none for certain is left out.

    A paper belongs to the one entry whose organisation and team it names. Else it belongs to the one whose team alone
    it names, by its file or in its words, among those whose forms came in the same delivery; and where it names none,
    to the one whose form lay in the same mail or folder. Both are guesses, and the paper says so.

    Args:
        strays: the documents that are no form.
        entries: the teams.
        places: the mail, folder or archive that each file lay in, by the file's name.
    """
    teams = _Teams(entries)
    near, came = _near(entries, places), _by_delivery(entries, places)
    found: dict[str, list[EntryPaper]] = {}
    for stray in strays:
        named = teams.named_in(name_twin(stray.words))
        if len(named) == 1:
            found.setdefault(named[0].id, []).append(_paper(stray, certain=True))
        elif not named:
            place = places.get(stray.file, "")
            beside = _by_team(stray, came.get(_delivery(place), {})) or near.get(place, {})
            if len(beside) == 1:
                found.setdefault(next(iter(beside)), []).append(_paper(stray, certain=False))
    return found


class _Teams:
    """The teams by the first characters of their names: a text is walked through once, however many teams there are."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_front: dict[str, list[tuple[str, str, Entry]]] = {}
        for entry in entries:
            team, organisation = _twin(entry, "team_name"), _twin(entry, "organisation_name")
            if len(team) >= _FRONT and organisation:
                self._by_front.setdefault(team[:_FRONT], []).append((team, organisation, entry))

    def named_in(self, words: str) -> list[Entry]:
        """The teams whose name and organisation both stand in a text."""
        found: dict[str, Entry] = {}
        for start in range(len(words) - _FRONT + 1):
            for team, organisation, entry in self._by_front.get(words[start : start + _FRONT], ()):
                if entry.id not in found and words.startswith(team, start) and organisation in words:
                    found[entry.id] = entry
        return list(found.values())


def _twin(entry: Entry, key: str) -> str:
    return name_twin(text_in(entry.source, key))


def _near(entries: Iterable[Entry], places: Mapping[str, str]) -> dict[str, dict[str, None]]:
    """The ids of the entries whose forms lie in each place."""
    near: dict[str, dict[str, None]] = {}
    for entry in entries:
        for record in entry.records:
            if place := places.get(record.file, ""):
                near.setdefault(place, {})[entry.id] = None
    return near


def _by_delivery(entries: Iterable[Entry], places: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The teams whose forms came with each delivery: their names by their ids."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        team = _twin(entry, "team_name")
        for record in entry.records:
            if len(team) > _FRONT and (delivery := _delivery(places.get(record.file, ""))):
                found.setdefault(delivery, {})[entry.id] = team
    return found


def _delivery(place: str) -> str:
    return place.partition(":")[0]


def _by_team(stray: Stray, teams: Mapping[str, str]) -> dict[str, None]:
    """The ids of the teams that a paper's file names, else its words; of two names the one inside the other is none."""
    for text in (name_twin(stray.file), name_twin(stray.words)):
        named = {entry: team for entry, team in teams.items() if team in text}
        found = [
            entry for entry, team in named.items() if not any(team != each and team in each for each in named.values())
        ]
        if found:
            return dict.fromkeys(found)
    return {}


def _paper(stray: Stray, *, certain: bool) -> EntryPaper:
    medium = "scan" if stray.scanned or stray.sealed else medium_of(stray.media)
    medium = medium if medium in ("word", "pdf", "scan", "slides") else "other"
    return EntryPaper(
        kind=_kind(stray, medium),
        medium=medium,
        file=stray.file,
        sha256=stray.sha256,
        current=True,
        certain=certain,
    )


def _kind(stray: Stray, medium: str) -> str:
    """What kind of paper it is: a scan may be a form or anything else, and only its name gives a hint."""
    if medium == "slides":
        return "slides"
    if medium == "scan":
        name = stray.file[max(stray.file.rfind("/"), stray.file.rfind("!")) + 1 :]
        return "application" if stray.sealed or any(word in name for word in _FORMLIKE) else "other"
    return "materials" if medium in ("word", "pdf") else "other"
