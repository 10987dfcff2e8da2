"""What people corrected, laid over what was read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qtdocs import checks
from qtdocs.editions.programme import Programme
from qtdocs.ledger.corrections import corrections
from qtdocs.model.correction import Correction
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record, Value, worded
from qtdocs.pipeline.known import Season
from qtdocs.text import name_twin

METHOD = "correction"
"""How a value was found that a person put in."""
_NAMES = ("organisation_name", "team_name")
_ANY_DAY = datetime.date.max


def corrected(teams: Sequence[Entry], season: Season) -> tuple[Entry, ...]:
    """The teams with what people corrected.

    A correction holds for as long as nobody says otherwise. Where the papers now say something that is neither what
    was corrected nor the correction, both are shown.
    """
    said = corrections(season.ledger)
    return tuple(_corrected(team, said[team.id], season.edition) if team.id in said else team for team in teams)


def joined(teams: Sequence[Entry], said: Mapping[str, Mapping[str, Correction]]) -> dict[int, Record]:
    """Records that carry the names which people gave to another entry, with a record of that entry, by ``id``.

    What is sent in again under the corrected name belongs to the entry whose name was corrected.
    """
    renamed = {names: team for team in teams if team.id in said and (names := _names_after(team, said[team.id]))}
    found: dict[int, Record] = {}
    for team in teams:
        owner = renamed.get(_names_of(team, {}))
        if owner is not None and owner is not team:
            found |= {id(record): owner.source for record in team.records}
            found |= {id(each.record): owner.source for each in team.superseded}
    return found


def _names_after(team: Entry, said: Mapping[str, Correction]) -> tuple[str, ...]:
    """The twins of the names after the corrections; nothing where no name was corrected."""
    if not any(key in said for key in _NAMES):
        return ()
    return _names_of(team, said)


def _names_of(team: Entry, said: Mapping[str, Correction]) -> tuple[str, ...]:
    values = [said[key].new if key in said else _value(team, key) for key in _NAMES]
    twins = tuple(name_twin(value) if isinstance(value, str) else "" for value in values)
    return twins if all(twins) else ()


def _value(team: Entry, key: str) -> Value:
    found = team.fields.get(key)
    return None if found is None or found.grade == "C" else found.value


def _corrected(team: Entry, said: Mapping[str, Correction], edition: Programme) -> Entry:
    """One team with its corrections, and its findings judged anew where they touch them."""
    fields = dict(team.fields)
    conflicts, made = [], []
    for key, correction in said.items():
        read = fields.get(key, FieldValue(key=key))
        if read.value not in (correction.old, correction.new):
            conflicts.append(_conflict(team, read, correction))
        made.append(replace(correction, old=read.value))
        fields[key] = replace(
            read, value=correction.new, text=worded(correction.new), method=METHOD, grade="A", doubts=()
        )
    source = replace(team.source, fields=fields)
    findings = [each for each in team.findings if each.field not in said]
    return replace(
        team,
        fields=fields,
        source=source,
        records=(source, *team.records[1:]),
        findings=(*findings, *_judged_anew(source, set(said), edition), *conflicts),
        corrections=tuple(made),
    )


def _judged_anew(source: Record, keys: set[str], edition: Programme) -> Iterator[Finding]:
    """What is to be said of the corrected boxes as they stand now."""
    form = edition.form(source.form)
    assert form is not None
    for each in checks.check_record(source, form, edition, today=_ANY_DAY):
        if each.field in keys:
            yield each


def _conflict(team: Entry, read: FieldValue, correction: Correction) -> Finding:
    return checks.finding(
        "correction-conflict", file=team.source.file, field=read.key, label=read.label, place=read.place,
        old=_quoted(correction.old), new=_quoted(correction.new), seen=_quoted(read.value), who=correction.who,
    )  # fmt: skip


def _quoted(value: Value) -> str:
    return f"“{worded(value)}”" if worded(value) else "空"
