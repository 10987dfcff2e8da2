"""Which version of a ballot holds: a person's word, then the signed paper that two people typed alike, then the copy.

Two versions of one medium that say different things are a conflict, and neither holds until a person says which. Only
where a version could not count anyway, a later sound one that differs from it in nothing but what was wrong mends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.model.ballot import Resolution, Version
from qtdocs.text import name_twin

Faults = frozenset[str] | None
"""The lines of a sheet with something wrong; none at all where everything on it is doubtful."""
PAPER = "paper"
"""The medium of what two people typed from a signed sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typing:
    """What people typed from one signed sheet."""

    agreed: Version | None = None
    """What two different people typed alike; none where nobody agrees yet."""
    unlike: tuple[Version, ...] = ()
    """What people typed where they do not agree, one a person."""
    alone: Version | None = None
    """What the only person typed who did so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which version of one ballot holds."""

    holds: Version | None = None
    """The version that holds; none where there is none or nobody can tell."""
    by_word: bool = False
    """Whether a person said so, having seen what is doubtful about it."""
    conflict: tuple[Version, ...] = ()
    """Versions of one medium that say different things."""
    beaten: tuple[Version, ...] = ()
    """Electronic copies that say something else than the signed paper."""
    mended: tuple[Version, ...] = ()
    """Versions with something wrong that a later one mended."""
    lapsed: Resolution | None = None
    """A person's word that a later version has overtaken."""


def typing_of(typed: Sequence[Version]) -> Typing:
    """What the typings of one sheet come to: two different people must have typed the same, and no others likewise.

    Args:
        typed: the typings in their order; a later one of a person takes the place of an earlier one.
    """
    last = {name_twin(each.who): each for each in typed}
    readings: dict[tuple[object, ...], list[Version]] = {}
    for each in last.values():
        readings.setdefault(each.ballot.said, []).append(each)
    agreed = [found for found in readings.values() if len(found) > 1]
    if len(agreed) == 1:
        return Typing(agreed=max(agreed[0], key=lambda each: each.number))
    if len(last) == 1:
        return Typing(alone=next(iter(last.values())))
    return Typing(unlike=tuple(sorted(last.values(), key=lambda each: each.number)))


def chosen(
    copies: Sequence[Version],
    papers: Sequence[Version],
    resolution: Resolution | None,
    faults: Mapping[int, Faults],
) -> Chosen:
    """Which version of one judge's ballot for one entry holds.

    Args:
        copies: the electronic versions in their order.
        papers: what two people typed alike, one a signed sheet.
        resolution: which version a person said holds; none where nobody did.
        faults: what is wrong in each version, by its number.
    """
    every = {each.number: each for each in (*copies, *papers)}
    lapsed = None
    if resolution is not None and (named := every.get(resolution.holds)) is not None:
        later = [each for number, each in every.items() if number not in resolution.known]
        if all(each.ballot.said == named.ballot.said for each in later):
            return Chosen(holds=named, by_word=True)
        lapsed = resolution
    for versions in (papers, copies):
        unlike = _unlike(versions)
        mended = tuple(each for each in unlike if any(_mends(later, each, faults) for later in unlike))
        left = tuple(each for each in unlike if each not in mended)
        if len(left) > 1:
            return Chosen(conflict=left, mended=mended, lapsed=lapsed)
        if left:
            beaten = () if versions is copies else _unlike(copies)
            beaten = tuple(each for each in beaten if each.ballot.said != left[0].ballot.said)
            return Chosen(holds=left[0], beaten=beaten, mended=mended, lapsed=lapsed)
    return Chosen()


def _mends(later: Version, earlier: Version, faults: Mapping[int, Faults]) -> bool:
    """Whether a version differs from an earlier one in what was wrong there alone, and is sound itself."""
    wrong = faults.get(earlier.number, frozenset())
    if later.number <= earlier.number or wrong == frozenset() or faults.get(later.number, frozenset()) != frozenset():
        return False
    if wrong is None:
        return True
    now, was = later.ballot, earlier.ballot
    keys = (now.scores.keys() | was.scores.keys()) - wrong
    return now.recused == was.recused and all(
        (one := now.scores.get(key)) is not None and (other := was.scores.get(key)) is not None
        and one.value == other.value
        for key in keys
    )  # fmt: skip


def _unlike(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The versions that say different things, the last of each, in their order."""
    in_order = sorted(versions, key=lambda each: each.number)
    last: Mapping[tuple[object, ...], Version] = {each.ballot.said: each for each in in_order}
    return tuple(sorted(last.values(), key=lambda each: each.number))
