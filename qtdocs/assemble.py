"""Records of one team are put together: one entry, one row of the ledger."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from qtdocs.model.entry import Entry, Superseded
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Arrival
from qtdocs.model.record import Record
from qtdocs.text import name_twin, natural_order

_FARTHEST_ZONE = datetime.timedelta(hours=14)
"""How far the clock of an unclear zone may be from Beijing time: CST in America."""
_PREFERENCE = {"word": 0, "sheet": 1, "pdf": 2}
_SEALED = ("pdf", "scan")
"""The media of a paper that bears the seal: where it is wrong too, the Word file alone mends nothing."""


def assemble(
    records: Iterable[Record],
    findings: Mapping[int, Sequence[Finding]],
    *,
    rank: Callable[[str], int] = lambda nominator: 0,
    arrivals: Mapping[str, Sequence[Arrival | None]] = MappingProxyType({}),
    choices: frozenset[tuple[str, str]] = frozenset(),
    twins: Mapping[int, Record] = MappingProxyType({}),
    aliases: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Entry, ...]:
    """The entries of some records, by nominator and then by 序号.

    A later version replaces an earlier one only where the evidence of both is beyond doubt or a person chose; else both
    hold, and a person is asked.

    Args:
        records: records of forms that make a team, in the order of their files.
        findings: findings of each record, by ``id`` of the record.
        rank: a nominator's place in the programme's own order.
        arrivals: when each document arrived, each time it did, by digest; none where nothing tells.
        choices: pairs of digests, the first holds and the second gives way, as a person chose.
        twins: the record whose team a scan belongs to, whatever was recognised as its names; by ``id`` of the scan.
        aliases: the id of the entry that papers belong to which bear other names, by the id of those names.
    """
    teams: dict[str, list[Record]] = {}
    for record in records:
        own = id_of(twins.get(id(record), record))
        teams.setdefault(aliases.get(own, own), []).append(record)
    versions = Versions(arrivals, choices)
    entries = [_entry(own, group, findings, versions) for own, group in teams.items()]
    return tuple(sorted(entries, key=lambda entry: _order(entry, rank)))


class Versions:
    """Which of several versions of a paper holds.

    Args:
        arrivals: when each document arrived, each time it did, by digest.
        choices: pairs of digests, the first holds and the second gives way, as a person chose.
    """

    def __init__(self, arrivals: Mapping[str, Sequence[Arrival | None]], choices: frozenset[tuple[str, str]]) -> None:
        self._arrivals = arrivals
        self._choices = choices

    def replaced(self, record: Record, rivals: Iterable[Record]) -> Superseded | None:
        """What replaced a version: what a person chose, else the last of those that came after it beyond doubt."""
        others = [each for each in rivals if each.sha256 != record.sha256 and _same_paper(each, record)]
        for other in others:
            if (other.sha256, record.sha256) in self._choices:
                return Superseded(record=record, by=other, chosen=True)
        later = [each for each in others if self._is_later(each, record)]
        if not later:
            return None
        last = max(later, key=lambda each: (self._last(each), each.sha256))
        return Superseded(record=record, by=last, chosen=False)

    def _is_later(self, one: Record, other: Record) -> bool:
        """Whether each arrival of one came after each arrival of the other, whatever zone an unclear clock meant."""
        if (other.sha256, one.sha256) in self._choices:
            return False
        here, there = self._known(one), self._known(other)
        if not here or not there:
            return False
        room = _FARTHEST_ZONE if any(each.assumed for each in (*here, *there)) else datetime.timedelta()
        after = min(each.start for each in here) >= max(each.end for each in there) + room
        return after and self._last(one) > self._last(other)

    def _last(self, record: Record) -> datetime.datetime:
        return max(each.end for each in self._known(record))

    def _known(self, record: Record) -> list[Arrival]:
        """The arrivals of a document; none at all where a single one of them is in doubt."""
        found = self._arrivals.get(record.sha256, ())
        known = [each for each in found if each is not None]
        return known if len(known) == len(found) else []


def _same_paper(one: Record, other: Record) -> bool:
    """Whether two records are versions of one paper: the same form in the same medium."""
    return (one.form, one.medium) == (other.form, other.medium)


def _preference(record: Record) -> int:
    """Word before a worksheet before PDF before anything else."""
    return _PREFERENCE.get(record.medium, 3)


def text_in(record: Record, key: str) -> str:
    """A field's value as text; empty where it is not filled or only guessed."""
    value = record.fields.get(key)
    if value is None or value.grade == "C" or not isinstance(value.value, str):
        return ""
    return value.value


def id_of(record: Record) -> str:
    """The id of the entry that a paper belongs to by what stands in it.

    It is made of programme, organisation and team; without both names, of the bytes, whatever the file is called.
    """
    organisation, team = (text_in(record, key) for key in ("organisation_name", "team_name"))
    if name_twin(organisation) and name_twin(team):
        return id_of_names(record.programme, organisation, team)
    return _digest(record.programme, "", record.sha256 or record.file, str(record.part))


def id_of_names(programme: str, organisation: str, team: str) -> str:
    """The id of the entry of a team that is called so."""
    return _digest(programme, name_twin(organisation), name_twin(team))


def _digest(*key: str) -> str:
    return hashlib.sha256("\n".join(key).encode(errors="surrogatepass")).hexdigest()[:12]


def _entry(own: str, group: list[Record], findings: Mapping[int, Sequence[Finding]], versions: Versions) -> Entry:
    superseded = [found for each in group if (found := versions.replaced(each, group))]
    if len(superseded) == len(group):  # choices and times contradict each other: a person has to look
        superseded = []
    gone = {id(each.record) for each in superseded}
    ranked = sorted((record for record in group if id(record) not in gone), key=_preference)
    said = [(_is_sealed_twin(each, ranked[0]), told) for each in ranked for told in findings.get(id(each), ())]
    return Entry(
        id=own,
        fields=ranked[0].fields,
        source=ranked[0],
        records=tuple(ranked),
        superseded=tuple(superseded),
        findings=tuple(_told_once(said)),
    )


def _is_sealed_twin(record: Record, source: Record) -> bool:
    """Whether it is what bears the seal of what holds; what another nominator sent is none of this one's business."""
    ours, theirs = (name_twin(text_in(each, "nominator_name")) for each in (source, record))
    return record.medium in _SEALED and (ours == theirs or not ours or not theirs)


def _told_once(findings: Sequence[tuple[bool, Finding]]) -> Iterator[Finding]:
    """What the Word file and its PDF both say is one defect, told of the paper that holds; both are to be sent again.

    Args:
        findings: findings, each with whether its paper bears the seal, those of the paper that holds first.
    """
    files: dict[tuple[str, str, str], str] = {}
    wider: dict[tuple[str, str, str], Finding] = {}
    for sealed, each in findings:
        spot = (each.code, each.field, each.message)
        if files.setdefault(spot, each.file) != each.file and sealed:
            wider.setdefault(spot, each)
    for _, each in findings:
        spot = (each.code, each.field, each.message)
        if files[spot] == each.file:
            twin = wider.get(spot, each)
            yield replace(each, advice=twin.advice, request=twin.request)


def _order(entry: Entry, rank: Callable[[str], int]) -> tuple[object, ...]:
    source = entry.source
    nominator = text_in(source, "nominator_name")
    number = natural_order(text_in(source, "nomination_no"))
    return (
        not nominator, rank(nominator), nominator, not number, number,
        text_in(source, "organisation_name"), natural_order(text_in(source, "team_name")),
        natural_order(source.file), source.part,
    )  # fmt: skip
