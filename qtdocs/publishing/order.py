"""The order of names: as the programme lists them, by pinyin (GB/T 13418), or by strokes; never by character codes.

Numbers stand before letters, letters before Chinese; 2 stands before 10. Quotes, brackets and spaces do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from qtdocs.publishing.readings import DATA, syllables

PROGRAMME, PINYIN, STROKE = "programme", "pinyin", "stroke"
"""The rules by which names may stand."""
_SILENT = re.compile(r"[\s“”‘’\"'「」『』《》（）()【】\[\]·•、，,。.\-—_]+")
_PIECE = re.compile(r"\d+|[A-Za-z]+|.", re.DOTALL)
_UNKNOWN = 999
"""Strokes of a character that the table lacks: behind all others."""

Piece = tuple[int, str, int, int, int]
"""One character, or a run of digits or letters, as it is compared."""
Key = tuple[Piece, ...]
"""A name as it is compared."""


def pinyin_key(name: str, *, person: str = "", readings: Mapping[str, str] | None = None) -> Key:
    """A name by pinyin: syllable, then tone, then strokes, character by character.

    Args:
        name: the name.
        person: a person after whom it is named; where the name begins so, the surname is read as one.
        readings: readings of words that go before the tables.

    >>> sorted(["重庆", "厦门", "长春", "北京"], key=pinyin_key)
    ['北京', '长春', '重庆', '厦门']
    """
    plain, head = _plain(name), _plain(person)
    cut = len(head) if head and plain.startswith(head) else 0
    read = (*syllables(plain[:cut], own=readings, person=True), *syllables(plain[cut:], own=readings))
    return tuple(_pinyin_piece(found.group(), read[found.start()]) for found in _PIECE.finditer(plain))


def stroke_key(name: str, *, person: str = "", readings: Mapping[str, str] | None = None) -> Key:
    """A name by strokes: their number, then their kinds in turn (横竖撇点折), character by character.

    >>> sorted(["张三", "丁一", "仇二", "王五"], key=stroke_key)
    ['丁一', '王五', '仇二', '张三']
    """
    return tuple(_stroke_piece(piece) for piece in _PIECE.findall(_plain(name)))


def keys_of(order: str) -> Callable[..., Key]:
    """What makes the keys of a rule; the programme's own order goes by pinyin where the programme names nobody."""
    return stroke_key if order == STROKE else pinyin_key


def _plain(name: str) -> str:
    return _SILENT.sub("", unicodedata.normalize("NFKC", name))


def _common_piece(piece: str) -> Piece | None:
    """What all rules have in common: numbers, letters; none for everything else."""
    if piece.isascii() and piece.isdigit():
        return (0, "", int(piece), 0, 0)
    if piece.isascii() and piece.isalpha():
        return (1, piece.lower(), 0, 0, 0)
    return None


def _pinyin_piece(piece: str, syllable: str) -> Piece:
    if common := _common_piece(piece):
        return common
    count, place = _strokes().get(piece, (_UNKNOWN, ord(piece)))
    if not syllable:
        return (3, "", 0, count, place)
    letters, tone = syllable[:-1], int(syllable[-1])
    # lü stands behind lu and before luan
    return (2, letters.replace("v", "u"), 10 * ("v" in letters) + tone, count, place)


def _stroke_piece(piece: str) -> Piece:
    return _common_piece(piece) or (2, "", 0, *_strokes().get(piece, (_UNKNOWN, ord(piece))))


@lru_cache(maxsize=1)
def _strokes() -> Mapping[str, tuple[int, int]]:
    """Each character's number of strokes, and its place among those that have as many."""
    return {
        character: (int(count), place)
        for line in (DATA / "strokes.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for count, _, characters in (line.partition(" "),)
        for place, character in enumerate(characters)
    }
