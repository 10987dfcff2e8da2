"""The very same picture of a seal on papers of different teams: ink never takes twice alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qtdocs.checks.imprints import seal_twin
from qtdocs.model.document import UNREAD, Mark

ALIKE = 0.96
"""How like two prints must be, of 1, to be the same picture; measured in ``docs/seals.md``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedPrint:
    """A seal's print and whose paper it stands on."""

    owner: str
    """The entry's id; prints on papers of one entry are never compared."""
    file: str
    """The paper."""
    mark: Mark
    """The print, with its ``imprint``."""


def same_pictures(prints: Sequence[OwnedPrint]) -> Iterator[tuple[OwnedPrint, OwnedPrint]]:
    """Pairs of prints of different owners that are the same picture, in the order given.

    Prints of another version of the program may have another number of levels: only what has as many is compared.
    """
    groups: dict[int, list[OwnedPrint]] = {}
    for each in prints:
        if each.mark.imprint and each.mark.imprint.pixels:
            groups.setdefault(len(each.mark.imprint.pixels), []).append(each)
    for group in groups.values():
        yield from _same_pictures(group)


def _same_pictures(prints: Sequence[OwnedPrint]) -> Iterator[tuple[OwnedPrint, OwnedPrint]]:
    import numpy as np

    grid = np.array([_levels(each) for each in prints], dtype=np.float32)
    grid -= grid.mean(axis=1, keepdims=True)
    norms = np.linalg.norm(grid, axis=1, keepdims=True)
    grid /= np.where(norms > 0, norms, 1)
    for here, row in enumerate(grid @ grid.T):
        for there in np.flatnonzero(row > ALIKE):
            one, other = prints[here], prints[int(there)]
            if there > here and one.owner != other.owner and not _read_otherwise(one, other):
                yield one, other


def _read_otherwise(one: OwnedPrint, other: OwnedPrint) -> bool:
    """Whether each was read whole, several times alike, and they are not the same words."""
    texts = [_whole_text(each) for each in (one, other)]
    return all(texts) and texts[0] != texts[1]


def _whole_text(each: OwnedPrint) -> str:
    readings = each.mark.imprint.readings if each.mark.imprint else ()
    whole = len(readings) > 1 and UNREAD not in readings[0] and readings.count(readings[0]) > 1
    return seal_twin(readings[0]) if whole else ""


def _levels(each: OwnedPrint) -> list[int]:
    text = each.mark.imprint.pixels if each.mark.imprint else ""
    return [int(digit, 16) for digit in text]
