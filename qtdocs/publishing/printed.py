"""Whether a page bears the facts that its code guards: a name that was changed on the page is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qtdocs.model.code import CodeRecord
from qtdocs.publishing.checking import LABELS

_NAMES = ("organisation", "team")


def missing_facts(record: CodeRecord, text: str) -> tuple[str, ...]:
    r"""Sentences on facts that stand nowhere on the page.

    >>> record = CodeRecord(number="A-1", organisation="甲公司", team="一班", tier="示范级", year="2026")
    >>> missing_facts(record, "编号：A-1 甲公\n司 “一班”：获得2026年示范级")
    ()
    >>> missing_facts(record, "编号：A-12 乙公司 “一班”：获得2026年示范级")
    ('页面上没有编号“A-1”。', '页面上没有单位“甲公司”。')
    """
    page = unicodedata.normalize("NFC", text)
    return tuple(
        f"页面上没有{label}“{fact}”。"
        for name, label in LABELS.items()
        if (fact := getattr(record, name)) and not _spots(fact, page)
    )


def doubtful_names(record: CodeRecord, text: str) -> Iterator[str]:
    r"""Sentences on names that stand on the page with more characters right before or behind them.

    >>> record = CodeRecord(number="A-1", organisation="甲公司", team="一班", tier="", year="2026")
    >>> list(doubtful_names(record, "甲公司第二分公司\n“一班”："))
    ['单位“甲公司”前后还有字：“甲公司第二分公司”，请看是不是改过。']
    """
    page = unicodedata.normalize("NFC", text)
    for name in _NAMES:
        fact = getattr(record, name)
        spots = _spots(fact, page)
        around = [_around(page, *spot) for spot in spots]
        if spots and not any(re.sub(r"\s", "", each) == re.sub(r"\s", "", _normal(fact)) for each in around):
            yield f"{LABELS[name]}“{fact}”前后还有字：“{around[0]}”，请看是不是改过。"


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _spots(fact: str, page: str) -> list[tuple[int, int]]:
    """Where a fact stands, however it is broken into lines; a number never in the middle of another."""
    characters = r"\s*".join(re.escape(each) for each in _normal(fact) if not each.isspace())
    before, behind = r"(?<![0-9A-Za-z-])", r"(?![0-9A-Za-z-])"
    guarded = (before if fact[:1].isascii() else "") + characters + (behind if fact[-1:].isascii() else "")
    return [match.span() for match in re.finditer(guarded, page)] if characters else []


def _around(page: str, start: int, end: int) -> str:
    """The fact with the letters that touch it, on its own lines."""
    while start and _is_letter(page[start - 1]):
        start -= 1
    while end < len(page) and _is_letter(page[end]):
        end += 1
    return page[start:end].replace("\n", "")


def _is_letter(character: str) -> bool:
    return character.isalnum() or character in "（）()"
