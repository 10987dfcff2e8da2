"""What a row of a nominator's list says differently from the application of the same team."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from qtdocs.checks.corrections import CORRECTED, LEDGER
from qtdocs.checks.lists import NAMES, ListRow
from qtdocs.checks.making import finding, printed
from qtdocs.checks.pairs import is_misread
from qtdocs.editions.vocabulary import KEY_NAMES
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Value, worded

_SPACE = re.compile(r"\s+")
_OF_THE_LIST = frozenset(
    {"row_no", "rank", "remark", "recommended_tier", "review_comment", "judge", "material_score", "presentation_score",
     "total_score", "nomination_reason", "nomination_date", "nomination_no"}
)  # fmt: skip
"""What is the list's own and on no application."""
_PHONES = ("contact_phone", "contact_mobile")
_LONGEST = 60


def differences(row: ListRow, entry: Entry) -> Iterator[Finding]:
    """Each value of the row that the application has differently, told from the application's side.

    Names are compared to the letter, for the honour roll prints them; of other values spaces and widths do not count.
    """
    for key, value in row.fields.items():
        if key in _OF_THE_LIST or value.grade == "C" or value.value in (None, (), ""):
            continue
        mine = _counterpart(key, entry)
        if mine is None or mine.grade == "C" or mine.value in (None, (), ""):
            continue
        if key in NAMES or key == "nominator_name":
            if worded(value.value).strip() != worded(mine.value).strip():
                yield from _told(row, entry, mine, value, only_spelling=_plain(value.value) == _plain(mine.value))
        elif not _agree(key, value, entry):
            yield from _told(row, entry, mine, value)


def _counterpart(key: str, entry: Entry) -> FieldValue | None:
    """The application's own value; for a telephone number the one that is most likely meant."""
    if key in _PHONES:
        others = [entry.fields[each] for each in (key, *_PHONES) if each in entry.fields]
        return next((each for each in others if each.value), None)
    return entry.fields.get(key)


def _agree(key: str, value: FieldValue, entry: Entry) -> bool:
    if key in _PHONES:
        mine = {number for each in _PHONES if (found := entry.fields.get(each)) for number in _numbers(found.value)}
        return bool(mine & set(_numbers(value.value)))
    return _plain(value.value) == _plain(entry.fields[key].value)


def _numbers(value: Value) -> tuple[str, ...]:
    return tuple(re.sub(r"[^0-9]", "", each) for each in value) if isinstance(value, tuple) else (_plain(value),)


def _plain(value: Value) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", worded(value))).lower()


def _told(
    row: ListRow, entry: Entry, mine: FieldValue, value: FieldValue, *, only_spelling: bool = False
) -> Iterator[Finding]:
    """The finding; nothing where a misreading explains the difference."""
    scanned = row.scanned or entry.source.scanned
    if scanned and is_misread(_plain(mine.value), _plain(value.value)):
        return
    label = printed(mine.label or value.label or KEY_NAMES.get(value.key, value.key))
    first, second = _shown(mine.value), _shown(value.value)
    where = f"“{row.file}”{f' {value.place}' if str(value.place) else f' {row.place}'}"
    is_corrected = mine.method == "correction"
    made = finding(
        "summary-row-differs", file=entry.source.file, place=mine.place, field=mine.key, label=label,
        severity="note" if only_spelling else "", list=row.list_name, where=where, first=first, second=second,
        mine=CORRECTED if is_corrected else "申报表写的是",
        detail="，只是空格、括号的写法不同" if only_spelling else "",
    )  # fmt: skip
    paper = LEDGER if is_corrected else entry.source.file
    stands = ((paper, f"“{first}”"), (f"{row.list_name}（{where}）", f"“{second}”"))
    made = replace(made, stands=stands)
    yield replace(made, basis="pixels") if scanned else made


def _shown(value: Value) -> str:
    text = worded(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
