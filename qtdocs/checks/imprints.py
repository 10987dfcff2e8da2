"""Whether a seal's text names the organisation on the form: the same, another one, or it cannot be told.

A seal of 浙江二建 under a form of 浙江一建 differs in one character of ten, and text out of pixels is wrong in one of
ten: likeness alone accepts two impostors in three. So nothing is decided by likeness. *Same* needs every character of
the name read, in its place, with nothing before, between or after; what is not read is never filled in from the form,
however well a word would fit: 浙江大□建设 may be 大桥 and 大唐, and 有□公司 costs a look at the crop. A 第二 is never
taken for certain either: a worn 第三 looks just the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from qtdocs.checks.namesakes import is_worn_from, may_be_worn, neighbours
from qtdocs.checks.traditional import SIMPLE
from qtdocs.model.document import UNREAD

__all__ = ["PrintVerdict", "judged", "neighbours"]

_SERIAL = re.compile(r"\d{6,}")
_SERIAL_AROUND = re.compile(r"^\d{6,}|\d{6,}$")
_BRACKETS = re.compile(r"[(]([^()]*)[)]")
_AROUND = "*★☆✩✭ "
"""What stands at the ends of a ring's text and is none of it."""
_MOST_OTHERS = 3
_FEWEST_LOOKS = 2
"""How many readings must say the name: what all looks agree on, and a single look that says so by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintVerdict:
    """What a seal's text says about the name on the form."""

    kind: Literal["same", "differs", "unread"]
    """``same``: it is that name; ``differs``: it is another one; ``unread``: a person has to look."""
    name: str = ""
    """The name that it reads as; empty where it cannot be told."""


def judged(readings: Sequence[str], expected: str, candidates: Iterable[str]) -> PrintVerdict:
    """Whether a seal names the organisation on the form.

    It names one only where every other candidate is refuted: by a character that all looks agree on, and by no look
    that reads as that other name.

    Args:
        readings: What was read on the seal, best first, ``UNREAD`` where a character is there and cannot be read.
            The first is what several looks agree on, the others are single looks.
        expected: The organisation on the form.
        candidates: All organisations that are known otherwise.

    >>> known = ["浙江甲建设有限公司", "浙江乙建设有限公司"]
    >>> judged(["浙江甲建设有限公司"] * 2, "浙江甲建设有限公司", known).kind
    'same'
    >>> judged(["浙江乙建设有限公司"] * 2, "浙江甲建设有限公司", known).name
    '浙江乙建设有限公司'
    >>> judged(["浙江□建设有限公司"] * 2, "浙江甲建设有限公司", known).kind
    'unread'
    """
    texts = [text for text in map(_read, readings) if text]
    wanted = seal_twin(expected)
    if not texts or not wanted:
        return PrintVerdict(kind="unread")
    names = {wanted: expected, **_pool(texts[0], wanted, candidates)}
    fitting = [twin for twin in names if twin in texts]
    if fitting != [texts[0]] or texts.count(texts[0]) < _FEWEST_LOOKS:
        return PrintVerdict(kind="unread")
    if may_be_worn(texts[0]) and is_worn_from(texts[0], wanted):
        return PrintVerdict(kind="unread")
    return PrintVerdict(kind="same" if texts[0] == wanted else "differs", name=names[texts[0]])


@lru_cache(maxsize=8192)
def seal_twin(text: str) -> str:
    """The matching twin of a name on a seal: simple characters, no brackets, spaces, stars or serial number.

    >>> seal_twin("浙江甲建設（集團）有限公司 ★3301060012345")
    '浙江甲建设集团有限公司'
    """
    return "".join(sign for sign in _SERIAL.sub("", _plain(text)) if sign.isalnum() or sign == UNREAD)


def _read(text: str) -> str:
    """The twin of what was read: a worn character may pass for a comma, so no sign is dropped but what seals have.

    >>> _read("★ 浙江甲建设（集团）有限公司 3301060012345"), _read("浙江甲：建设有限公司")
    ('浙江甲建设集团有限公司', '浙江甲□建设有限公司')
    """
    inside = _BRACKETS.sub(r"\1", _plain(text).strip(_AROUND))
    whole = _SERIAL_AROUND.sub("", inside).strip(_AROUND)
    return "".join(sign if sign.isalnum() else UNREAD for sign in whole if not sign.isspace())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(SIMPLE).lower()


def _pool(text: str, wanted: str, candidates: Iterable[str]) -> dict[str, str]:
    """All names that the seal might say instead, by their twins: the known ones, and such as are one word away."""
    known = {twin: name for name in candidates if (twin := seal_twin(name)) and twin != wanted}
    near = [known[twin] for twin, _, _ in process.extract(text, list(known), scorer=fuzz.ratio, limit=_MOST_OTHERS)]
    made: dict[str, str] = {}
    for each in (wanted, *near):
        for name in neighbours(each):
            made.setdefault(seal_twin(name), name)
    return {twin: name for twin, name in (made | known).items() if twin != wanted}
