"""Whose a paper is that is no form: materials, slides, scans; by what stands in it, else by where it lay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.assemble import text_in
from qtdocs.model.document import medium_of
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.text import name_twin

_FORMLIKE = ("申报表", "报名表", "推荐表")


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


def owners(strays: Iterable[Stray], entries: Sequence[Entry]) -> Mapping[str, list[EntryPaper]]:
    """The papers that belong to each entry, by the entry's id; what belongs to none for certain is left out.

    A paper belongs to the one entry whose organisation and team it names. One that names none belongs to the one entry
    whose form lay in the same mail or folder, and then it says that this is a guess.
    """
    names = [(entry, _twin(entry, "organisation_name"), _twin(entry, "team_name")) for entry in entries]
    teams = [(entry, organisation, team) for entry, organisation, team in names if organisation and team]
    places = _places(entries)
    found: dict[str, list[EntryPaper]] = {}
    for stray in strays:
        words = name_twin(stray.words)
        named = [entry for entry, organisation, team in teams if team in words and organisation in words]
        if len(named) == 1:
            found.setdefault(named[0].id, []).append(_paper(stray, certain=True))
        elif not named and len(near := places.get(_place(stray.file), [])) == 1:
            found.setdefault(near[0].id, []).append(_paper(stray, certain=False))
    return found


def _twin(entry: Entry, key: str) -> str:
    return name_twin(text_in(entry.source, key))


def _places(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries whose forms lie in each folder, mail or archive."""
    places: dict[str, list[Entry]] = {}
    for entry in entries:
        for record in entry.records:
            near = places.setdefault(_place(record.file), [])
            if entry not in near:
                near.append(entry)
    return places


def _place(file: str) -> str:
    """The folder, mail or archive that a file lies in; a file that lies in none has no place."""
    cut = max(file.rfind("/"), file.rfind("!"))
    return file[: cut + 1] or file


def _paper(stray: Stray, *, certain: bool) -> EntryPaper:
    medium = "scan" if stray.scanned else medium_of(stray.media)
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
        return "application" if any(word in name for word in _FORMLIKE) else "other"
    return "materials" if medium in ("word", "pdf") else "other"
