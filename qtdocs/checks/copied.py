"""Passages that texts of different teams share: candidates by MinHash, then sign by sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from qtdocs.checks.likeness import pairs_of, passages_of
from qtdocs.checks.overlap import Region, among, covered_by, hashes_of, regions, runs_of, sharing
from qtdocs.checks.signs import Signs, signs_of
from qtdocs.model.passage import Comparison, Shared, Span, Text, Widespread
from qtdocs.near_names import loosened

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

METHOD = "1"
"""To be raised whenever the same texts may give another result."""
STOCK_RUN = 8
"""Signs in a row that a text shares with the stock sentences, which then do not count."""
WIDE_RUN = 16
"""Signs in a row by which it is told that many organisations say the same."""
MANY = 8
"""Organisations that make a passage widespread."""
_SHARE = 0.02
"""Of all organisations: what that many say is usual, however many that are."""
_WIDE_LENGTH = 60
_MOSTLY = 0.8


def compare(texts: Sequence[Text], stock: Iterable[str] = ()) -> Comparison:
    """The passages that texts of different owners share; texts of earlier seasons are not compared with each other.

    Args:
        texts: the texts.
        stock: sentences that do not count: those of the forms, of the notice, of the list that people keep.
    """
    signs = [signs_of(text.words) for text in texts]
    hidden = _stock_hidden(signs, stock)
    wide = _wide(texts, signs, hidden)
    widespread = tuple(_widespread(texts, signs, wide))
    hidden = [mine | more for mine, more in zip(hidden, wide, strict=True)]
    passages = passages_of([text.words for text in texts], signs, hidden)
    pairs = pairs_of(passages, [text.owner for text in texts], [not text.season for text in texts])
    common = _by_many(texts, [hashes_of(mine, away) for mine, away in zip(signs, hidden, strict=True)])
    runs = [runs_of(mine, away, common) for mine, away in zip(signs, hidden, strict=True)]
    shared = [
        _shared(texts, signs, (one, here), (other, there))
        for one, other in sharing(runs, pairs)
        for here, there in regions(runs[one], runs[other])
    ]
    return Comparison(shared=tuple(shared), widespread=widespread)


def told_once(texts: Sequence[Text]) -> Iterator[Text]:
    """The texts without those that say mostly what an earlier one of the same owner says: Word and PDF of one paper."""
    import numpy as np

    known: dict[str, list[NDArray[np.uint64]]] = {}
    for text in texts:
        grams = np.unique(signs_of(text.words).grams(STOCK_RUN))
        mine = known.setdefault(text.owner, [])
        if len(grams) and not any(np.isin(grams, each).mean() >= _MOSTLY for each in mine):
            mine.append(grams)
            yield text


def _stock_hidden(signs: Sequence[Signs], stock: Iterable[str]) -> list[NDArray[np.bool_]]:
    """The signs of each text that stand in a stock sentence."""
    import numpy as np

    known = [signs_of(sentence).grams(STOCK_RUN) for sentence in stock]
    grams = np.unique(np.concatenate(known)) if known else np.zeros(0, dtype=np.uint64)
    return [covered_by(among(each.grams(STOCK_RUN), grams), len(each), STOCK_RUN) for each in signs]


def _wide(
    texts: Sequence[Text], signs: Sequence[Signs], hidden: Sequence[NDArray[np.bool_]]
) -> list[NDArray[np.bool_]]:
    """The signs of each text that stand in long runs which many organisations have."""
    runs = [hashes_of(mine, away, WIDE_RUN) for mine, away in zip(signs, hidden, strict=True)]
    wide = _by_many(texts, runs)
    return [covered_by(among(run, wide), len(each), WIDE_RUN) for run, each in zip(runs, signs, strict=True)]


def _by_many(texts: Sequence[Text], runs: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """The hashes of runs that stand in texts of many organisations, sorted."""
    import numpy as np

    by_organisation: dict[str, list[NDArray[np.uint64]]] = {}
    for text, each in zip(texts, runs, strict=True):
        by_organisation.setdefault(_organisation(text), []).append(each)
    most = max(MANY, round(_SHARE * len(by_organisation)))
    if len(by_organisation) < most:
        return np.zeros(0, dtype=np.uint64)
    every = np.sort(np.concatenate([np.unique(np.concatenate(each)) for each in by_organisation.values()]))
    wide: NDArray[np.uint64] = np.unique(every[most - 1 :][every[most - 1 :] == every[: len(every) - most + 1]])
    found: NDArray[np.uint64] = wide[wide != 0]
    return found


def _organisation(text: Text) -> str:
    return loosened(text.organisation) or text.owner


def _widespread(
    texts: Sequence[Text], signs: Sequence[Signs], wide: Sequence[NDArray[np.bool_]]
) -> Iterator[Widespread]:
    """Each widespread passage once, with where it stands; what only earlier seasons have is of no interest."""
    groups: dict[int, int] = {}
    found: dict[int, list[tuple[int, int, int]]] = {}
    for number, mask in enumerate(wide):
        for start, end in _stretches(mask):
            grams = signs[number].grams(WIDE_RUN)[start : end - WIDE_RUN + 1].tolist()
            group = next((groups[gram] for gram in grams if gram in groups), len(found))
            groups |= dict.fromkeys(grams, group)
            found.setdefault(group, []).append((number, start, end))
    for places in found.values():
        organisations = {_organisation(texts[number]) for number, _, _ in places}
        if len(organisations) < MANY or all(texts[number].season for number, _, _ in places):
            continue
        longest = max(end - start for _, start, end in places)
        spans = {number: _span(texts[number], signs[number], start, end) for number, start, end in reversed(places)}
        ordered = tuple(spans[number] for number in sorted(spans, key=lambda each: (bool(texts[each].season), each)))
        yield Widespread(spans=ordered, organisations=len(organisations), same=longest)


def _stretches(mask: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    import numpy as np

    at = np.flatnonzero(mask)
    if not len(at):
        return
    for part in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1):
        if len(part) >= _WIDE_LENGTH:
            yield int(part[0]), int(part[-1]) + 1


def _span(text: Text, signs: Signs, start: int, end: int) -> Span:
    return Span(key=text.key, start=int(signs.places[start]), end=int(signs.places[end - 1]) + 1)


def _shared(
    texts: Sequence[Text], signs: Sequence[Signs], mine: tuple[int, Region], others: tuple[int, Region]
) -> Shared:
    (one, (start, end, same)), (other, (left, right, count)) = mine, others
    return Shared(
        one=_span(texts[one], signs[one], start, end),
        other=_span(texts[other], signs[other], left, right),
        same=same,
        other_same=count,
    )
