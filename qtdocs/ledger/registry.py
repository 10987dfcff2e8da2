"""The association's register in the ledger: every row that was ever imported is kept, the last one of a key holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qtdocs.ledger.events import now
from qtdocs.ledger.ledger import Ledger, as_json
from qtdocs.model.registry import REGISTRY_KINDS, Registry, RegistryRow, kind_of, registry_of

_DROPPED = "dropped"


def add(ledger: Ledger, rows: Iterable[RegistryRow]) -> None:
    """Put rows down, inside a change; those that they replace stay readable."""
    for row in rows:
        _write(ledger, kind_of(row), row, as_json(row) or "")
    ledger.seal("registry")


def drop(ledger: Ledger, row: RegistryRow, *, who: str, because: str) -> None:
    """Put down that a row holds no longer, inside a change; it stays readable, and may be imported again."""
    _write(ledger, f"{_DROPPED} {kind_of(row)}", row, as_json((who, because)) or "")
    ledger.seal("registry")


def everything(ledger: Ledger) -> Registry:
    """All that is known, as it holds now."""
    return registry_of(numbered(ledger).values())


def numbered(ledger: Ledger) -> Mapping[int, RegistryRow]:
    """Every row that holds now, by its number in the ledger."""
    held: dict[tuple[str, str], tuple[int, str]] = {}
    for number, kind, key, value in ledger.rows("SELECT id, kind, key, value FROM registry ORDER BY id"):
        dropped, _, gone = kind.partition(" ")
        if dropped == _DROPPED:
            held.pop((gone, key), None)
        else:
            held[kind, key] = number, value
    found = {number: ledger.value(REGISTRY_KINDS[kind][0], value) for (kind, _), (number, value) in held.items()}
    return dict(sorted(found.items()))


def _write(ledger: Ledger, kind: str, row: RegistryRow, value: str) -> None:
    at = now()
    key = "\x1f".join(row.key)
    ledger.write("INSERT INTO registry (kind, key, value, at) VALUES (?, ?, ?, ?)", kind, key, value, at)
