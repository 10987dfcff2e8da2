"""Rows of a nominator's list and the applications that came: which belongs to which, and what has no partner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qtdocs.model.entry import Entry
from qtdocs.model.place import Place
from qtdocs.model.record import FieldValue
from qtdocs.near_names import bare, like_scanned, loosened, near
from qtdocs.text import name_twin

NAMES = ("organisation_name", "team_name")
"""What tells one team from another."""
_SHORTEST = 4
"""Characters of an abbreviation that says something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One team as a nominator's list has it."""

    file: str
    """The list's file."""
    sha256: str = ""
    """Its digest."""
    form: str = ""
    """Id of the list's form."""
    list_name: str = "汇总表"
    """What people call the list."""
    medium: str = ""
    """What the list was sent as."""
    scanned: bool = False
    """Whether it was recognised on pictures."""
    nominator: str = ""
    """Whose list it is; empty where it does not say."""
    place: Place = field(default_factory=Place)
    """The row."""
    fields: Mapping[str, FieldValue]
    """What stands in it, by key."""

    def text(self, key: str) -> str:
        """A value as text; empty where it is not filled or only guessed."""
        return text_of(self.fields.get(key))

    @property
    def names(self) -> tuple[str, str]:
        """Organisation and team."""
        return self.text("organisation_name"), self.text("team_name")

    @property
    def where(self) -> str:
        """The row as people find it: “汇总表.xlsx” Sheet1!B5."""
        return f"“{self.file}”{f' {self.place}' if str(self.place) else ''}"

    @property
    def who(self) -> str:
        """The team as people name it."""
        organisation, team = self.names
        return f"{organisation or '（单位未写）'} {team or '（班组未写）'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What became of the rows of one list."""

    pairs: tuple[tuple[ListRow, Entry], ...]
    """Rows with their application, whatever else differs."""
    extra: tuple[ListRow, ...]
    """Rows without an application."""
    unclear: tuple[tuple[ListRow, tuple[Entry, ...]], ...]
    """Rows that may be one of several applications, share one with other rows, or are perhaps one without a company."""


def text_of(value: FieldValue | None) -> str:
    """A value as text; empty where there is none or it is only guessed."""
    if value is None or value.grade == "C" or not isinstance(value.value, str):
        return ""
    return value.value.strip()


def names_of(entry: Entry) -> tuple[str, str]:
    """Organisation and team of an entry, as they hold."""
    organisation, team = (text_of(entry.fields.get(key)) for key in NAMES)
    return organisation, team


def matched(rows: Sequence[ListRow], entries: Sequence[Entry], own: Callable[[ListRow, Entry], bool]) -> Matching:
    """Which row is which application: by the names, then by names that are nearly alike; never by a guess.

    Args:
        rows: the rows of one list.
        entries: every application of the season.
        own: whether an application is of the list's nominator, as far as that can be told; only among these are names
            that are nearly alike looked for.
    """
    exact: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        exact.setdefault(_twins(names_of(entry)), entry)
    pairs = [(row, exact[key]) for row in rows if all(key := _twins(row.names)) and key in exact]
    done, taken = {id(row) for row, _ in pairs}, {entry.id for _, entry in pairs}
    left = [each for each in entries if each.id not in taken and names_of(each)[1]]
    nearly = {
        id(row): tuple(each for each in left if own(row, each) and all(names_of(each)) and _nearly(row, each))
        or tuple(each for each in left if own(row, each) and _is_nobodys(row, each))
        for row in rows
        if id(row) not in done
    }
    rivals = _rivals(nearly.values())
    extra, unclear = [], []
    for row in rows:
        found = nearly.get(id(row))
        if found is None:
            continue
        if not found:
            extra.append(row)
        elif len(found) == 1 and rivals[found[0].id] == 1 and all(names_of(found[0])):
            pairs.append((row, found[0]))
        else:
            unclear.append((row, found))
    return Matching(pairs=tuple(pairs), extra=tuple(extra), unclear=tuple(unclear))


def _twins(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name_twin(name) for name in names)


def _nearly(row: ListRow, entry: Entry) -> bool:
    """Whether both names are nearly alike; of a row with one name alone, that name."""
    alike = like_scanned if row.scanned else near
    (organisation, team), (own_organisation, own_team) = row.names, names_of(entry)
    if not (organisation or team):
        return False
    companies = (organisation, own_organisation)
    is_team = not team or alike(bare(team, *companies), bare(own_team, *companies))
    is_organisation = not organisation or alike(organisation, own_organisation)
    return is_team and (is_organisation or (bool(team) and _shortened(organisation, own_organisation)))


def _is_nobodys(row: ListRow, entry: Entry) -> bool:
    """Whether an application without a company has the row's team: perhaps it, perhaps another company's."""
    (organisation, team), (own_organisation, own_team) = row.names, names_of(entry)
    return bool(team) and not own_organisation and near(bare(team, organisation), bare(own_team, organisation))


def _shortened(one: str, other: str) -> bool:
    """Whether one name is the beginning of the other: an abbreviation, or a company and its branch."""
    short, long = sorted((loosened(one), loosened(other)), key=len)
    return len(short) >= _SHORTEST and long.startswith(short)


def _rivals(found: Iterable[tuple[Entry, ...]]) -> dict[str, int]:
    """How many rows each application is a candidate of."""
    counts: dict[str, int] = {}
    for several in found:
        for entry in several:
            counts[entry.id] = counts.get(entry.id, 0) + 1
    return counts
