"""Scanned forms find the team whose Word form they are, though a name on them may have been misread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.fuzz import ratio

from qtdocs.assemble import text_in
from qtdocs.model.record import Record
from qtdocs.text import name_twin

_KEYS = ("organisation_name", "team_name")
_LIKE = 60.0
"""How like the names must be, of 100, for papers that came together; a single misread character keeps 75 of four."""
_AHEAD = 12.0
"""How much less like the next team of the same place must be."""


def twins_of(records: Sequence[Record], places: Mapping[str, str]) -> dict[int, Record]:
    """The Word form that each scanned form is the twin of, by ``id`` of the scan; what is not certain is left out.

    A scan whose names are read exactly needs none of this. Another one is the twin of the form that came in the same
    mail or folder and has the likest names, if no other form there is nearly as like.

    Args:
        records: all records of forms that make a team.
        places: the mail, folder or archive that each file lay in, by the file's name.
    """
    typed = [record for record in records if not record.scanned]
    exact = {names_in(record) for record in typed}
    found: dict[int, Record] = {}
    for scan in records:
        if scan.scanned and (names_in(scan) not in exact or not all(names_in(scan))):
            here = [each for each in typed if _came_together(each, scan, places) and each.form == scan.form]
            if (twin := _likest(scan, here)) is not None:
                found[id(scan)] = twin
    return found | _nameless(typed, places)


def _nameless(typed: Sequence[Record], places: Mapping[str, str]) -> dict[int, Record]:
    """Forms without the organisation's name that came together and name the same team: the Word form and its PDF."""
    first: dict[tuple[str, str, str], Record] = {}
    found = {}
    for record in typed:
        organisation, team = names_in(record)
        place = places.get(record.file, "")
        if place and team and not organisation:
            other = first.setdefault((place, record.form, team), record)
            if other is not record and other.medium != record.medium:
                found[id(record)] = other
    return found


def names_in(record: Record) -> tuple[str, ...]:
    """The twins of organisation and team as they stand on a paper; empty where one was not read or is only a guess."""
    return tuple(name_twin(text_in(record, key)) for key in _KEYS)


def _came_together(one: Record, other: Record, places: Mapping[str, str]) -> bool:
    place = places.get(one.file, "")
    return bool(place) and place == places.get(other.file, "")


def _likest(scan: Record, forms: Iterable[Record]) -> Record | None:
    """The form whose names are the likest, if they are like enough and no other team's are nearly as like."""
    best: dict[tuple[str, ...], tuple[float, Record]] = {}
    for form in forms:
        best.setdefault(names_in(form), (_likeness(scan, form), form))
    ranked = sorted(best.values(), key=lambda each: -each[0])
    if not ranked or ranked[0][0] < _LIKE:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _AHEAD else None


def _likeness(scan: Record, form: Record) -> float:
    """How like the names are, of 100: of two that were read the worse one counts, what was not read is passed over."""
    pairs = [(here, there) for here, there in zip(names_in(scan), names_in(form), strict=True) if here and there]
    return min((ratio(here, there) for here, there in pairs), default=_LIKE)
