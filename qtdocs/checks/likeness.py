"""Which texts may share a passage: MinHash over short passages, so that nothing is compared with everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtdocs.checks.signs import Signs, pieces_of

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash
    from numpy.typing import NDArray

SHINGLE = 3
"""Signs of a shingle: short, for every changed sign spoils as many."""
PERMUTATIONS, ROWS = 128, 4
"""Of the signatures, and of each band of them."""
PASSAGE = 80
"""Signs of a passage, at least: two to four sentences."""
_FEWEST = 12
"""Shingles of a piece that says something."""
_LEAST = 0.14
"""Estimated likeness of two passages of which one may be a copy of the other."""
_CROWD = 60
"""Passages of one bucket; what more have in common is a way of speaking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """The passages of all texts with their signatures."""

    texts: NDArray[np.int64]
    """The text of each passage, by its number."""
    signatures: NDArray[np.uint32]
    """A row for each."""


def passages_of(words: Sequence[str], signs: Sequence[Signs], hidden: Sequence[NDArray[np.bool_]]) -> Passages:
    """The passages of some texts, each begun at every sentence.

    Args:
        words: the texts.
        signs: their signs.
        hidden: for each text, the signs that do not count.
    """
    import numpy as np
    from datasketch import MinHash

    blank = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int, scheme="affine32")
    rows = [_passages(*each, blank) for each in zip(words, signs, hidden, strict=True)]
    texts = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    signatures = np.concatenate(rows) if rows else np.zeros((0, PERMUTATIONS), dtype=np.uint32)
    return Passages(texts=texts, signatures=signatures)


def _passages(text: str, signs: Signs, away: NDArray[np.bool_], sketch: MinHash) -> NDArray[np.uint32]:
    """The signatures of the passages of one text; what is too short at its end is part of the passage before."""
    import numpy as np

    if len(signs) < PASSAGE:
        return np.zeros((0, PERMUTATIONS), dtype=np.uint32)
    begins = pieces_of(text, signs)
    ends = np.append(begins[1:], len(signs))
    grams = (signs.grams(SHINGLE) >> np.uint64(32)).astype(np.uint32)
    seen = _seen(away, len(grams))
    shingles = [grams[begin:end][seen[begin:end]].tolist() for begin, end in zip(begins, ends, strict=True)]
    pieces = np.empty((len(shingles), PERMUTATIONS), dtype=np.uint32)
    for number, each in enumerate(shingles):  # one sketch again and again: to make one takes longer than to fill it
        sketch.clear()
        sketch.update_batch(each)
        pieces[number] = sketch.hashvalues
    last = np.searchsorted(ends, begins + PASSAGE)  # the piece in which each passage ends
    counts = np.concatenate(([0], np.cumsum([len(each) for each in shingles])))
    first = np.flatnonzero(last < len(begins))
    first = first[counts[last[first] + 1] - counts[first] >= _FEWEST]
    return _joined(pieces, first, last[first])


def _joined(pieces: NDArray[np.uint32], first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Passages out of neighbouring pieces: the MinHash of a union is the smaller of both, place by place."""
    import numpy as np

    joined = pieces[first]
    for step in range(1, int((last - first).max(initial=0)) + 1):
        more = np.flatnonzero(first + step <= last)
        joined[more] = np.minimum(joined[more], pieces[first[more] + step])
    return joined


def _seen(away: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Whether no sign of each shingle is hidden."""
    import numpy as np

    seen = np.ones(count, dtype=bool)
    for offset in range(SHINGLE):
        seen &= ~away[offset : offset + count]
    return seen


def pairs_of(passages: Passages, owners: Sequence[str], current: Sequence[bool]) -> list[tuple[int, int]]:
    """Pairs of texts, by their numbers, that have a passage so alike that one may be a copy.

    Args:
        passages: the passages of all texts.
        owners: whose each text is; texts of one owner are no pair.
        current: whether each text is of this season; two of earlier ones are no pair.
    """
    import numpy as np

    if not len(passages.texts):
        return []
    names = {name: number for number, name in enumerate(dict.fromkeys(owners))}
    whose = np.array([names[name] for name in owners])[passages.texts]
    here = np.array(current, dtype=bool)[passages.texts]
    found = []
    for band in range(0, PERMUTATIONS, ROWS):
        for one, other in _buckets(passages.signatures[:, band : band + ROWS]):
            keep = (whose[one] != whose[other]) & (here[one] | here[other])
            found.append(np.stack([one[keep], other[keep]], axis=1))
    pairs = np.unique(np.concatenate(found), axis=0) if found else np.zeros((0, 2), dtype=np.int64)
    likely = _alike(passages.signatures, pairs)
    texts = np.sort(passages.texts[pairs[likely]], axis=1)
    return [(int(one), int(other)) for one, other in np.unique(texts, axis=0)]


def _buckets(band: NDArray[np.uint32]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of passages that are alike in a band, as two columns: neighbours at every distance in the sorted order."""
    import numpy as np

    key = np.zeros(len(band), dtype=np.uint64)
    for column in range(band.shape[1]):
        key = (key ^ band[:, column].astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        key ^= key >> np.uint64(31)
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    for distance in range(1, _CROWD):
        same = np.flatnonzero(ranked[distance:] == ranked[:-distance])
        if not len(same):
            return
        yield order[same], order[same + distance]


def _alike(signatures: NDArray[np.uint32], pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    import numpy as np

    likely = np.zeros(len(pairs), dtype=bool)
    for start in range(0, len(pairs), 20_000):  # all at once would take gigabytes
        part = pairs[start : start + 20_000]
        likely[start : start + 20_000] = (signatures[part[:, 0]] == signatures[part[:, 1]]).mean(axis=1) >= _LEAST
    return likely
