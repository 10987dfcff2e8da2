"""A text as the signs that count when texts are compared, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PLANE = 65536
_FACTOR = 0x9E3779B97F4A7C15
_SENTENCE = "。！？；!?;\n\r\v\f\x07"
_CLAUSE = "，、：,:（）()\t"
_SMALLEST, _CLAUSES = 16, 32
"""Signs of the shortest sentence that is a piece of its own, and of clauses that are put together to a piece."""
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The signs of one text: Chinese characters, letters and digits; spaces and punctuation are left out."""

    codes: NDArray[np.uint64]
    """Each sign; width and case make no difference, and every digit is the same: figures are changed first."""
    places: NDArray[np.int64]
    """The place of each in the text."""

    def __len__(self) -> int:
        return len(self.codes)

    def grams(self, size: int) -> NDArray[np.uint64]:
        """A hash of the signs that begin at each sign, for every run of this many."""
        import numpy as np

        count = len(self.codes) - size + 1
        if count <= 0:
            return np.zeros(0, dtype=np.uint64)
        made = np.zeros(count, dtype=np.uint64)
        for offset in range(size):
            made = made * np.uint64(_FACTOR) + self.codes[offset : offset + count]
        made ^= made >> np.uint64(29)
        return made * np.uint64(_FACTOR)


@cache
def _tables() -> tuple[NDArray[np.uint64], NDArray[np.bool_]]:
    """What each character is taken for, and whether it counts at all."""
    import numpy as np

    taken = np.arange(_PLANE, dtype=np.uint64)
    counts = np.zeros(_PLANE, dtype=bool)
    for code in range(_PLANE):
        sign = chr(code)
        if 0xFF01 <= code < 0xFF5F:
            sign = chr(code - 0xFEE0)
        sign = "0" if sign.isdecimal() else sign.lower()[:1]
        taken[code], counts[code] = ord(sign), sign.isalnum()
    return taken, counts


def signs_of(text: str) -> Signs:
    """The signs of a text.

    >>> signs = signs_of("第 ３ 班，Good！")
    >>> "".join(chr(code) for code in signs.codes), [int(place) for place in signs.places]
    ('第0班good', [0, 2, 4, 6, 7, 8, 9])
    """
    import numpy as np

    taken, counts = _tables()
    codes = np.frombuffer(text.encode("utf-32-le", errors="surrogatepass"), dtype=np.uint32).astype(np.int64)
    low = np.minimum(codes, _PLANE - 1)
    keep = np.flatnonzero(counts[low] | (codes >= _PLANE))
    kept = codes[keep]
    return Signs(codes=np.where(kept < _PLANE, taken[low[keep]], kept.astype(np.uint64)), places=keep)


def pieces_of(text: str, signs: Signs) -> NDArray[np.int64]:
    """Where each piece of a text begins, counted in signs: a sentence, or some clauses of a long one.

    Cut where sentences end, so that a copied sentence gives the same piece whatever stands before it.
    """
    import numpy as np

    marks = [(place, text[place] in _SENTENCE) for place in _ends(text)]
    at = np.searchsorted(signs.places, [place for place, _ in marks]) if marks else np.zeros(0, dtype=np.int64)
    begins, last = [0], 0
    for here, (_, sentence) in zip(at.tolist(), marks, strict=True):
        if here - last < (_SMALLEST if sentence else _CLAUSES):
            continue
        begins += [*range(last + _LONGEST, here - _SMALLEST, _LONGEST), here]
        last = here
    begins += range(last + _LONGEST, len(signs) - _SMALLEST, _LONGEST)
    return np.array([begin for begin in begins if begin < len(signs)], dtype=np.int64)


def _ends(text: str) -> list[int]:
    wanted = set(_SENTENCE + _CLAUSE)
    return [place for place, sign in enumerate(text) if sign in wanted]
