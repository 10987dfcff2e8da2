"""What people corrected, let pass, confirmed or refuted: kept in order, the last word counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from qtdocs.codec import decoded
from qtdocs.ledger.ledger import Ledger, as_json
from qtdocs.model.correction import Correction, Ruling
from qtdocs.model.parcel import BEIJING
from qtdocs.model.record import Value


def now() -> str:
    """This moment in Beijing, to the second."""
    return datetime.now(BEIJING).isoformat(timespec="seconds")


def correct(ledger: Ledger, correction: Correction) -> None:
    """Put down that a box should read otherwise, inside a change."""
    ledger.write(
        'INSERT INTO corrections (entry, field, "old", "new", who, why, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        correction.entry, correction.field, _json(correction.old), _json(correction.new), correction.who,
        correction.why, correction.at,
    )  # fmt: skip
    ledger.seal("corrections")


def rule(ledger: Ledger, ruling: Ruling) -> None:
    """Put down what a person says of a finding, inside a change."""
    ledger.write(
        "INSERT INTO rulings (entry, finding, code, ruling, who, why, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ruling.entry, ruling.finding, ruling.code, ruling.ruling, ruling.who, ruling.why, ruling.at,
    )  # fmt: skip
    ledger.seal("rulings")


def all_corrections(ledger: Ledger) -> Iterator[Correction]:
    """Every correction in the order in which they were made.

    Raises:
        LedgerError: what stands there is none.
    """
    for entry, field, old, new, who, why, at in ledger.rows(
        'SELECT entry, field, "old", "new", who, why, at FROM corrections ORDER BY id'
    ):
        yield Correction(entry=entry, field=field, old=_value(old), new=_value(new), who=who, why=why, at=at)


def all_rulings(ledger: Ledger) -> Iterator[Ruling]:
    """Every ruling in the order in which they were made."""
    for entry, finding, code, ruling, who, why, at in ledger.rows(
        "SELECT entry, finding, code, ruling, who, why, at FROM rulings ORDER BY id"
    ):
        yield Ruling(entry=entry, finding=finding, code=code, ruling=ruling, who=who, why=why, at=at)


def corrections(ledger: Ledger) -> Mapping[str, Mapping[str, Correction]]:
    """The last correction of each box, by the entry's id and the field's key."""
    found: dict[str, dict[str, Correction]] = {}
    for each in all_corrections(ledger):
        found.setdefault(each.entry, {})[each.field] = each
    return found


def rulings(ledger: Ledger) -> Mapping[tuple[str, str], Ruling]:
    """The last word on each finding, by the entry's id and the finding's key; what was taken back is none."""
    found = {(each.entry, each.finding): each for each in all_rulings(ledger)}
    return {key: each for key, each in found.items() if each.ruling}


def _json(value: Value) -> str:
    return as_json(value) or "null"


def _value(text: str) -> Value:
    found = json.loads(text)
    return decoded(tuple[str, ...], found) if isinstance(found, list) else found
