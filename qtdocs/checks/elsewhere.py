"""Teams that may be entered twice: under two nominators, once nominated and once by themselves, under twin names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from qtdocs.checks.lists import ListRow, names_of, text_of
from qtdocs.checks.making import finding
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.near_names import loosened, near, same_nominator


def two_nominators(entry: Entry, words: tuple[str, ...], *, alone: bool) -> Iterator[Finding]:
    """An entry whose papers name several nominators, or one of whose papers names none where one may apply alone.

    Args:
        entry: the team.
        words: what tells the programme's nominators apart.
        alone: whether teams may apply without a nominator.
    """
    records = [each for each in (*entry.records, *(old.record for old in entry.superseded)) if not each.scanned]
    named = [(text_of(each.fields.get("nominator_name")), each) for each in records]
    for (one, first), (other, second) in combinations(named, 2):
        if one and other and not same_nominator(one, other, words):
            detail = f"“{first.file}”的推荐单位是“{one}”，“{second.file}”的是“{other}”"
        elif alone and (one or other) and _left_empty(first, second):
            filled, empty = (first, second) if one else (second, first)
            detail = f"“{filled.file}”的推荐单位是“{one or other}”，“{empty.file}”没有写推荐单位，像是自荐"
        else:
            continue
        yield finding("entry-elsewhere", file=second.file, detail=detail)
        return  # one pair is enough to look


def _left_empty(one: Record, other: Record) -> bool:
    """Whether exactly one of two papers of one kind has no nominator, beyond doubt."""
    values = [each.fields.get("nominator_name") for each in (one, other)]
    empty = [value is not None and value.grade == "A" and not value.value for value in values]
    return one.medium == other.medium and one.form == other.form and sum(empty) == 1


def on_anothers_list(row: ListRow, entry: Entry, words: tuple[str, ...]) -> Iterator[Finding]:
    """A team whose application names one nominator and that stands on the list of another."""
    own = text_of(entry.fields.get("nominator_name"))
    if own and row.nominator and not same_nominator(own, row.nominator, words):
        detail = f"申报表的推荐单位是“{own}”，“{row.nominator}”的{row.list_name}（{row.where}）上也有这个班组"
        yield finding("entry-elsewhere", file=entry.source.file, detail=detail)


def twin_entries(entries: Sequence[Entry]) -> Iterator[tuple[str, Finding]]:
    """Entries of one organisation whose names differ in the way of writing alone: the entry's id, and what is told."""
    for one, other in _alike(entries):
        for here, there in ((one, other), (other, one)):
            nominator = text_of(there.fields.get("nominator_name")) or "没有写"
            detail = (
                f"还有一个条目“{' '.join(names_of(there))}”（推荐单位：{nominator}，“{there.source.file}”），"
                "名称只差写法，像是同一个班组"
            )
            yield here.id, finding("entry-elsewhere", file=here.source.file, detail=detail)


def _alike(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    companies: dict[str, list[Entry]] = {}
    for entry in entries:
        if all(names_of(entry)):
            companies.setdefault(loosened(names_of(entry)[0]), []).append(entry)
    for teams in companies.values():
        for one, other in combinations(teams, 2):
            if near(names_of(one)[1], names_of(other)[1]):
                yield one, other
