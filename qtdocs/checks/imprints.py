"""Whether a seal's text names the organisation on the form: the same, another one, or it cannot be told.

A seal of 浙江二建 under a form of 浙江一建 differs in one character of ten, and text out of pixels is wrong in one of
ten: likeness alone accepts two impostors in three. So nothing is decided by likeness. *Same* needs every character of
the name read, in its place, with nothing before, between or after; what is not read is never filled in from the form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from qtdocs.checks.namesakes import neighbours
from qtdocs.checks.stock_words import is_told_by_the_rest
from qtdocs.checks.traditional import SIMPLE

__all__ = ["UNREAD", "Verdict", "judged", "neighbours"]

UNREAD = "□"
"""Stands in a reading for a character that is on the seal and could not be read."""
_ENDING = re.compile(r"(?:公司|集团|协会|学会|商会|联合会|委员会|局|院|厂|中心|站|处|所|社|部|大学|学校)$")
_SERIAL = re.compile(r"\d{6,}")
_MOST_OTHERS = 3
_LONGEST_CHANGE, _LEAST_IN_COMMON = 4, 6
"""Of two names that are one word away from one another, in characters."""
_LOOKS_FOR_UNKNOWN = 2
"""How many single looks must say the same name besides the one they agree on, where nobody knows that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a seal's text says about the name on the form."""

    kind: Literal["same", "differs", "unread"]
    """``same``: it is that name; ``differs``: it is another one; ``unread``: a person has to look."""
    name: str
    """The name that it reads as; empty where it cannot be told."""
    score: float
    """How much of that name, or else of the expected one, was read, from 0 to 100."""
    margin: float
    """By how much that is more than of the nearest other name; negative where another one is nearer."""


def judged(readings: Sequence[str], expected: str, candidates: Iterable[str]) -> Verdict:
    """Whether a seal names the organisation on the form.

    Args:
        readings: What was read on the seal, best first, ``UNREAD`` where a character is there and cannot be read.
            The first is what several looks agree on, the others are single looks.
        expected: The organisation on the form.
        candidates: All organisations that are known otherwise.

    >>> known = ["浙江甲建设有限公司", "浙江乙建设有限公司"]
    >>> judged(["浙江甲建设有限公司"], "浙江甲建设有限公司", known).kind
    'same'
    >>> judged(["浙江乙建设有限公司"], "浙江甲建设有限公司", known).name
    '浙江乙建设有限公司'
    >>> judged(["浙江□建设有限公司"], "浙江甲建设有限公司", known).kind
    'unread'
    """
    texts = [text for text in map(seal_twin, readings) if text]
    wanted = seal_twin(expected)
    if not texts or not wanted:
        return Verdict(kind="unread", name="", score=0.0, margin=0.0)
    pool = _pool(texts[0], wanted, candidates)
    fits = {twin: [number for number, text in enumerate(texts) if _fits(text, twin)] for twin in (wanted, *pool)}
    others = [twin for twin in pool if fits[twin]]
    if _is_certain(fits[wanted], texts) and not others:
        return _verdict("same", expected, wanted, texts[0], pool)
    certain = [twin for twin in others if _is_certain(fits[twin], texts)]
    if len(certain) == 1 and len(others) == 1 and not fits[wanted]:
        rest = {twin: name for twin, name in pool.items() if twin != certain[0]} | {wanted: expected}
        return _verdict("differs", pool[certain[0]], certain[0], texts[0], rest)
    if not others and not fits[wanted] and _is_clean(texts) and _has_another_brand(texts[0], wanted):
        return _verdict("differs", readings[0], texts[0], texts[0], pool | {wanted: expected})
    score = _likeness(texts[0], wanted)
    return Verdict(kind="unread", name="", score=score, margin=score - _best_other(texts[0], pool))


@lru_cache(maxsize=8192)
def seal_twin(text: str) -> str:
    """The matching twin of a name on a seal: simple characters, no brackets, spaces, stars or serial number.

    >>> seal_twin("浙江甲建設（集團）有限公司 ★3301060012345")
    '浙江甲建设集团有限公司'
    """
    plain = unicodedata.normalize("NFKC", text).translate(SIMPLE).lower()
    return "".join(sign for sign in _SERIAL.sub("", plain) if sign.isalnum() or sign == UNREAD)


def _pool(text: str, wanted: str, candidates: Iterable[str]) -> dict[str, str]:
    """All names that the seal might say instead, by their twins: the known ones, and such as are one word away."""
    known = {twin: name for name in candidates if (twin := seal_twin(name)) and twin != wanted}
    near = [known[twin] for twin, _, _ in process.extract(text, list(known), scorer=fuzz.ratio, limit=_MOST_OTHERS)]
    made: dict[str, str] = {}
    for each in (wanted, *near):
        for name in neighbours(each):
            made.setdefault(seal_twin(name), name)
    return {twin: name for twin, name in (made | known).items() if twin != wanted}


def _fits(text: str, twin: str) -> bool:
    """Whether a reading is this name: each character in its place, and nothing before, between or after.

    A lost character is suffered only in a stock word that no other word fits: 有□公司, never 建□公司. A reading that
    begins elsewhere on the ring is not turned: it was cut at the widest gap, and where that lies inside the name, a
    character may be missing there.
    """
    return text == twin or (len(text) == len(twin) and is_told_by_the_rest(text, twin, UNREAD))


def _is_certain(numbers: Sequence[int], texts: Sequence[str]) -> bool:
    """Whether the readings of these numbers are enough: what all agree on, and a single look that says so by itself."""
    return 0 in numbers and (len(texts) == 1 or len(numbers) > 1)


def _is_clean(texts: Sequence[str]) -> bool:
    """Whether several looks see one and the same whole name, and none sees anything else or less."""
    whole = UNREAD not in texts[0] and _ENDING.search(texts[0]) is not None
    return whole and len(texts) > _LOOKS_FOR_UNKNOWN and set(texts) == {texts[0]}


def _has_another_brand(text: str, wanted: str) -> bool:
    """Whether two names differ in one word of the same length, and in several characters of it.

    A single other character may be a misread one.
    """
    wrong = [at for at, (sign, right) in enumerate(zip(text, wanted, strict=False)) if sign != right]
    if len(text) != len(wanted) or not 2 <= len(wrong) <= _LONGEST_CHANGE:
        return False
    return wrong[-1] - wrong[0] < _LONGEST_CHANGE and len(text) - len(wrong) >= _LEAST_IN_COMMON


def _likeness(text: str, twin: str) -> float:
    return fuzz.ratio(text, twin)


def _best_other(text: str, pool: Iterable[str]) -> float:
    best = process.extractOne(text, list(pool), scorer=fuzz.ratio)
    return best[1] if best else 0.0


def _verdict(kind: Literal["same", "differs"], name: str, twin: str, text: str, others: Mapping[str, str]) -> Verdict:
    score = _likeness(text, twin)
    return Verdict(kind=kind, name=name, score=score, margin=score - _best_other(text, others))
