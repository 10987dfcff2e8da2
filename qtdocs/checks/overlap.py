"""The passages that two texts share, sign by sign: dense in both, whatever order their sentences stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qtdocs.checks.signs import Signs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RUN = 5
"""Signs in a row that two texts must share to count."""
FEWEST = 30
"""Shared signs of a passage at least, less the signs between them."""
SHORTEST = 60
"""Signs of a passage at least: a sentence alone is none."""
Region = tuple[int, int, int]
"""First sign, behind the last sign, shared signs."""
_TABLE = 20
"""Bits of the table in which a run is looked up before it is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Every run of signs of a text."""

    size: int
    """Signs of the text."""
    hashes: NDArray[np.uint64]
    """The hash of the run that begins at each sign; 0 where it does not count: a sign of it is hidden, many have it."""
    usual: NDArray[np.bool_]
    """The signs that stand in a run which many have: words of the trade, neither for nor against a copy."""


def runs_of(signs: Signs, away: NDArray[np.bool_], common: NDArray[np.uint64]) -> Runs:
    """The runs of a text.

    Args:
        signs: its signs.
        away: which of them do not count.
        common: the hashes of the runs that many have, sorted.
    """
    import numpy as np

    grams = hashes_of(signs, away)
    wide = among(grams, common)
    grams[wide] = np.uint64(0)
    return Runs(size=len(signs), hashes=grams, usual=covered_by(wide, len(signs), RUN))


def hashes_of(signs: Signs, away: NDArray[np.bool_], run: int = RUN) -> NDArray[np.uint64]:
    """The hash of the run that begins at each sign; 0 where a sign of it is hidden."""
    import numpy as np

    grams = signs.grams(run)
    for offset in range(run):
        grams[away[offset : offset + len(grams)]] = np.uint64(0)
    return grams


def among(hashes: NDArray[np.uint64], ordered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of some hashes stand in a sorted list of them."""
    import numpy as np

    if not len(ordered):
        return np.zeros(len(hashes), dtype=bool)
    found: NDArray[np.bool_] = ordered[np.minimum(np.searchsorted(ordered, hashes), len(ordered) - 1)] == hashes
    return found


def covered_by(runs: NDArray[np.bool_], size: int, run: int) -> NDArray[np.bool_]:
    """The signs of a text of this size that stand in one of the runs."""
    import numpy as np

    covered = np.zeros(size, dtype=bool)
    for offset in range(run if len(runs) else 0):
        covered[offset : offset + len(runs)] |= runs
    return covered


def sharing(texts: Sequence[Runs], pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs, by the texts' numbers and in their order, whose texts may share a dense passage: a quick look."""
    import numpy as np

    table = np.zeros(1 << _TABLE, dtype=bool)
    slots = [(each.hashes >> np.uint64(64 - _TABLE)).astype(np.int64) for each in texts]
    for one, several in groupby(pairs, key=lambda pair: pair[0]):
        table[slots[one]] = True
        table[0] = False
        for _, other in several:
            if dense(covered_by(table[slots[other]], texts[other].size, RUN), texts[other].usual):
                yield one, other
        table[slots[one]] = False


def regions(here: Runs, there: Runs) -> Iterator[tuple[Region, Region]]:
    """The passages that two texts share: where each stands in the one and in the other."""
    import numpy as np

    for start, end, _ in _dense_in(here, there.hashes):
        spots = _dense_in(there, here.hashes[start : max(start, end - RUN + 1)])
        if not spots:
            continue
        there_is = max(spots, key=lambda spot: spot[2])
        inside = np.zeros(here.size, dtype=bool)
        inside[start:end] = True
        back = there.hashes[there_is[0] : max(there_is[0], there_is[1] - RUN + 1)]
        for mine in _dense_in(here, back):
            if inside[mine[0] : mine[1]].any():
                yield mine, there_is


def _dense_in(text: Runs, wanted: NDArray[np.uint64]) -> list[Region]:
    import numpy as np

    ordered = np.sort(wanted)
    found = among(text.hashes, ordered) & (text.hashes != 0)
    return dense(covered_by(found, text.size, RUN), text.usual)


def dense(covered: NDArray[np.bool_], usual: NDArray[np.bool_], shift: int = 0) -> list[Region]:
    """The stretches in which most of the signs that tell anything are covered, each as long as that makes it heavier.

    A covered sign weighs one, another one takes as much away, one of usual words does neither; the heaviest stretch is
    found first, then what lies on either side of it.
    """
    import numpy as np

    total = np.concatenate(([0], np.cumsum(np.where(covered, 1, np.where(usual, 0, -1)))))
    lowest = np.minimum.accumulate(total)
    end = int(np.argmax(total - lowest))
    if total[end] - lowest[end] < FEWEST:
        return []
    start = int(np.argmin(total[: end + 1]))
    middle = [(start + shift, end + shift, int((covered | usual)[start:end].sum()))] if end - start >= SHORTEST else []
    return [
        *dense(covered[:start], usual[:start], shift), *middle, *dense(covered[end:], usual[end:], end + shift)
    ]  # fmt: skip
