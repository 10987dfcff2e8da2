"""Texts of earlier seasons, and the result of the last comparison of texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from qtdocs.ledger.ledger import Ledger, as_json
from qtdocs.model.passage import Compared, Comparison, Text


def add(ledger: Ledger, texts: Iterable[Text]) -> int:
    """Put down texts of earlier seasons, inside a change; gives how many of them were not there yet."""
    before = _count(ledger)
    for text in texts:
        digest = hashlib.sha256(text.words.encode(errors="surrogatepass")).hexdigest()
        ledger.write(
            "INSERT INTO library (season, organisation, team, file, basis, digest, words) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            text.season, text.organisation, text.team, text.file, text.basis, digest, text.words,
        )  # fmt: skip
    ledger.seal("library")
    return _count(ledger) - before


def remove(ledger: Ledger, season: str) -> int:
    """Take the texts of a season out again, inside a change; gives how many there were."""
    before = _count(ledger)
    ledger.write("DELETE FROM library WHERE season = ?", season)
    ledger.seal("library")
    return before - _count(ledger)


def everything(ledger: Ledger) -> tuple[Text, ...]:
    """All texts of earlier seasons, as they were put down."""
    rows = ledger.rows("SELECT id, season, organisation, team, file, basis, words FROM library ORDER BY id")
    return tuple(
        Text(
            key=f"library:{number}", owner=f"{season}/{organisation}/{team or file}", organisation=organisation,
            team=team, season=season, file=file, basis=basis, words=words,
        )
        for number, season, organisation, team, file, basis, words in rows
    )  # fmt: skip


def seasons(ledger: Ledger) -> list[tuple[str, int, int]]:
    """Each earlier season with the number of its texts and of its organisations."""
    return [
        (str(season), int(texts), int(organisations))
        for season, texts, organisations in ledger.rows(
            "SELECT season, count(*), count(DISTINCT nullif(organisation, ''))"
            " FROM library GROUP BY season ORDER BY season"
        )
    ]


def organisations(ledger: Ledger) -> tuple[str, ...]:
    """Every organisation of which there are texts of earlier seasons."""
    return tuple(name for (name,) in ledger.rows("SELECT DISTINCT organisation FROM library WHERE organisation <> ''"))


def remembered(ledger: Ledger, key: str) -> Comparison | None:
    """What a comparison found; none where it was not put down."""
    rows = ledger.rows("SELECT found FROM comparisons WHERE key = ?", key)
    return ledger.value(Comparison, rows[0][0]) if rows else None


def remember(ledger: Ledger, compared: Compared) -> None:
    """Put down what a comparison found, in place of the last one; nothing where there was nothing to compare."""
    if not compared.key or ledger.rows("SELECT 1 FROM comparisons WHERE key = ?", compared.key):
        return
    with ledger.change("compared", compared.key[:16]):
        ledger.write("DELETE FROM comparisons")
        ledger.write("INSERT INTO comparisons VALUES (?, ?)", compared.key, as_json(compared.found))
        ledger.seal("comparisons")


def _count(ledger: Ledger) -> int:
    return int(ledger.rows("SELECT count(*) FROM library")[0][0])
