"""Records of one team are put together: one entry, one row of the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.text import name_twin, natural_order

_PREFERENCE = {"docx": 0, "xlsx": 1, "pdf": 2}


def assemble(
    records: Iterable[Record],
    findings: Mapping[int, Sequence[Finding]],
    *,
    rank: Callable[[str], int] = lambda nominator: 0,
) -> tuple[Entry, ...]:
    """The entries of some records, by nominator and then by 序号.

    Args:
        records: records of forms that make a team, in the order of their files.
        findings: findings of each record, by ``id`` of the record.
        rank: a nominator's place in the programme's own order.
    """
    teams: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        teams.setdefault(_key(record), []).append(record)
    entries = [_entry(key, group, findings) for key, group in teams.items()]
    return tuple(sorted(entries, key=lambda entry: _order(entry, rank)))


def text_in(record: Record, key: str) -> str:
    """A field's value as text; empty where it is not filled or only guessed."""
    value = record.fields.get(key)
    if value is None or value.grade == "C" or not isinstance(value.value, str):
        return ""
    return value.value


def _key(record: Record) -> tuple[str, ...]:
    """Programme, organisation and team; without both names, the bytes themselves, whatever the file is called."""
    organisation, team = (name_twin(text_in(record, key)) for key in ("organisation_name", "team_name"))
    if organisation and team:
        return (record.programme, organisation, team)
    return (record.programme, "", record.sha256 or record.file, str(record.part))


def _entry(key: tuple[str, ...], group: list[Record], findings: Mapping[int, Sequence[Finding]]) -> Entry:
    ranked = sorted(group, key=lambda record: _PREFERENCE.get(record.kind, 3))
    digest = hashlib.sha256("\n".join(key).encode(errors="surrogatepass")).hexdigest()[:12]
    return Entry(
        id=digest,
        fields=ranked[0].fields,
        source=ranked[0],
        records=tuple(ranked),
        findings=tuple(finding for record in ranked for finding in findings.get(id(record), ())),
    )


def _order(entry: Entry, rank: Callable[[str], int]) -> tuple[object, ...]:
    source = entry.source
    nominator = text_in(source, "nominator_name")
    number = natural_order(text_in(source, "nomination_no"))
    return (
        not nominator, rank(nominator), nominator, not number, number,
        text_in(source, "organisation_name"), natural_order(text_in(source, "team_name")),
        natural_order(source.file), source.part,
    )  # fmt: skip
