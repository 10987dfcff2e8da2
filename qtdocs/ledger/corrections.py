"""What people corrected, let pass, confirmed or refuted: kept in order, the last word counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from qtdocs.ledger.events import now, short_digest
from qtdocs.ledger.ledger import Ledger, as_json
from qtdocs.model.correction import Correction, Ruling
from qtdocs.model.record import Value

PURGED = "内容已清除"
"""What is left of the words of a correction after a purge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What of a correction a purge may take away."""

    old: Value = None
    """What the paper said."""
    new: Value = None
    """What holds."""
    seen: tuple[str, ...] = ()
    """What stood on the papers."""
    why: str = ""
    """Why."""


def correct(ledger: Ledger, correction: Correction) -> None:
    """Put down that a box should read otherwise, inside a change."""
    each = correction
    told = as_json(_Told(old=each.old, new=each.new, seen=each.seen, why=each.why)) or ""
    number = ledger.write(
        "INSERT INTO corrections (entry, field, paper, part, alias, told, who, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        each.entry, each.field, each.paper, each.part, each.alias, short_digest(told), each.who, each.at,
    )  # fmt: skip
    ledger.write("INSERT INTO correction_values VALUES (?, ?)", number, told)
    ledger.seal("corrections")


def rule(ledger: Ledger, ruling: Ruling) -> None:
    """Put down what a person says of a finding, inside a change."""
    ledger.write(
        "INSERT INTO rulings (entry, finding, code, ruling, who, why, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ruling.entry, ruling.finding, ruling.code, ruling.ruling, ruling.who, ruling.why, ruling.at,
    )  # fmt: skip
    ledger.seal("rulings")


def all_corrections(ledger: Ledger) -> Iterator[Correction]:
    """Every correction in the order in which they were made; one whose words were purged says so.

    Raises:
        LedgerError: what stands there is none.
    """
    for entry, field, paper, part, alias, who, at, told in ledger.rows(
        "SELECT entry, field, paper, part, alias, who, at, v.told FROM corrections c"
        " LEFT JOIN correction_values v ON v.correction = c.id ORDER BY c.id"
    ):
        bare = Correction(entry=entry, field=field, paper=paper, part=part, alias=alias, who=who, why=PURGED, at=at)
        if told is None:
            yield replace(bare, purged=True)
            continue
        words = ledger.value(_Told, told)
        yield replace(bare, old=words.old, new=words.new, seen=words.seen, why=words.why)


def all_rulings(ledger: Ledger) -> Iterator[Ruling]:
    """Every ruling in the order in which they were made."""
    for entry, finding, code, ruling, who, why, at in ledger.rows(
        "SELECT entry, finding, code, ruling, who, why, at FROM rulings ORDER BY id"
    ):
        yield Ruling(entry=entry, finding=finding, code=code, ruling=ruling, who=who, why=why, at=at)


def holding(corrections: Iterable[Correction]) -> Mapping[str, Correction]:
    """The last correction of each box of one entry, by the field's key; one that was purged is none."""
    last = {each.field: each for each in corrections}
    return {field: each for field, each in last.items() if not each.purged}


def rulings(ledger: Ledger) -> Mapping[tuple[str, str], Ruling]:
    """The last word on each finding, by the entry's id and the finding's key; what was taken back is none."""
    return {key: each for key, each in last_words(ledger).items() if each.ruling}


def last_words(ledger: Ledger) -> Mapping[tuple[str, str], Ruling]:
    """The last word on each finding, also one taken back, by the entry's id and the finding's key."""
    return {(each.entry, each.finding): each for each in all_rulings(ledger)}


def aliases(ledger: Ledger) -> Mapping[str, str]:
    """The id of the entry that papers with other names belong to, by the id that those names would make.

    Names under which papers of an entry have come stay its own; of corrected names the last ones count. Names that make
    an entry of the ledger by themselves are never another's.
    """
    found: dict[str, str] = dict(ledger.rows("SELECT alias, entry FROM aliases ORDER BY id DESC"))
    last = dict(ledger.rows("SELECT entry, alias FROM corrections WHERE alias <> '' ORDER BY id"))
    own = {key for (key,) in ledger.rows("SELECT key FROM entries")}
    for entry, alias in last.items():
        found.setdefault(alias, entry)
    return {alias: entry for alias, entry in found.items() if alias not in own and alias != entry}


def keep_alias(ledger: Ledger, entry: str, alias: str) -> None:
    """Put down that papers of an entry came under other names, inside a change, so that they stay with it."""
    ledger.write("INSERT INTO aliases (entry, alias, at) VALUES (?, ?, ?)", entry, alias, now())
    ledger.seal("aliases")


def forget(ledger: Ledger, papers: Iterable[str], *, fields: frozenset[str] | None = None) -> None:
    """Take away what was said of values of these papers, inside a change; that somebody said something stays.

    Args:
        ledger: the ledger.
        papers: digests of the papers.
        fields: which boxes; all where none are given.
    """
    for paper in papers:
        for number, field in ledger.rows("SELECT id, field FROM corrections WHERE paper = ?", paper):
            if fields is None or field in fields:
                ledger.write("DELETE FROM correction_values WHERE correction = ?", number)


def broken(ledger: Ledger, purged: frozenset[str]) -> int:
    """How many corrections do not say what was put down.

    Args:
        ledger: the ledger.
        purged: digests of the papers of which something was purged.
    """
    rows = ledger.rows(
        "SELECT c.told, c.paper, v.told FROM corrections c LEFT JOIN correction_values v ON v.correction = c.id"
    )
    return sum(paper not in purged if told is None else short_digest(told) != digest for digest, paper, told in rows)
