"""How Chinese names are read: one reading a character, with words and surnames that are read otherwise."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

DATA = resources.files(__package__) / "data"
"""The tables; each file says at its head where it comes from."""


def syllables(text: str, *, own: Mapping[str, str] | None = None, person: bool = False) -> tuple[str, ...]:
    """The syllable of each character, with its tone: ``("chong2", "qing4")``; empty where it has none.

    Args:
        text: a name.
        own: readings of words that go before the tables.
        person: whether it is the name of a person, which begins with a surname.

    >>> syllables("重庆单县"), syllables("单国强", person=True)
    (('chong2', 'qing4', 'shan4', 'xian4'), ('shan4', 'guo2', 'qiang2'))
    """
    words, surnames = _tables()
    found: list[str] = []
    while len(found) < len(text):
        rest = text[len(found) :]
        tables = (own or {}, surnames if person and not found else {}, words)
        found.extend(next((read for table in tables if (read := _longest(rest, table))), [_single(rest[0])]))
    return tuple(found)


def _longest(text: str, table: Mapping[str, str]) -> list[str]:
    """The reading of the longest word of a table with which the text begins; none where there is none."""
    for length in range(min(len(text), _longest_of(tuple(table))), 0, -1):
        if told := table.get(text[:length]):
            return told.split()
    return []


@lru_cache(maxsize=8)
def _longest_of(words: tuple[str, ...]) -> int:
    return max(map(len, words), default=0)


def _single(character: str) -> str:
    return _single_readings().get(character, "")


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, str], Mapping[str, str]]:
    told = tomllib.loads((DATA / "readings.toml").read_text(encoding="utf-8-sig"))
    return told["words"], told["surnames"]


@lru_cache(maxsize=1)
def _single_readings() -> Mapping[str, str]:
    return {
        character: syllable
        for line in (DATA / "pinyin.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for syllable, _, characters in (line.partition(" "),)
        for character in characters
    }
