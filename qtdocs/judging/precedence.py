"""Which version of a ballot holds: a person's word, then the signed paper that two people typed alike, then the copy.

Two versions of one medium that say different things are a conflict, and neither holds until a person says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.model.ballot import Resolution, Version
from qtdocs.text import name_twin

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
class Settled:
    """Which version of one ballot holds."""

    holds: Version | None = None
    """The version that holds; none where there is none or nobody can tell."""
    by_word: bool = False
    """Whether a person said so, having seen what is doubtful about it."""
    conflict: tuple[Version, ...] = ()
    """Versions of one medium that say different things."""
    beaten: tuple[Version, ...] = ()
    """Electronic copies that say something else than the signed paper."""
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


def settled(copies: Sequence[Version], papers: Sequence[Version], resolution: Resolution | None) -> Settled:
    """Which version of one judge's ballot for one entry holds.

    Args:
        copies: the electronic versions in their order.
        papers: what two people typed alike, one a signed sheet.
        resolution: which version a person said holds; none where nobody did.
    """
    every = {each.number: each for each in (*copies, *papers)}
    lapsed = None
    if resolution is not None and (chosen := every.get(resolution.holds)) is not None:
        later = [each for number, each in every.items() if number not in resolution.known]
        if all(each.ballot.said == chosen.ballot.said for each in later):
            return Settled(holds=chosen, by_word=True)
        lapsed = resolution
    for versions in (_unlike(papers), _unlike(copies)):
        if len(versions) > 1:
            return Settled(conflict=versions, lapsed=lapsed)
        if versions:
            beaten = [each for each in _unlike(copies) if each.ballot.said != versions[0].ballot.said]
            return Settled(holds=versions[0], beaten=tuple(beaten), lapsed=lapsed)
    return Settled()


def _unlike(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The versions that say different things, the last of each, in their order."""
    last: Mapping[tuple[object, ...], Version] = {each.ballot.said: each for each in versions}
    return tuple(sorted(last.values(), key=lambda each: each.number))
