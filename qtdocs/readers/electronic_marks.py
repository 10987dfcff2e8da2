"""Electronic seals as marks of a document: each with the words of the box or line over which it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qtdocs.model.document import ElectronicSeal, Mark, Paragraph, Table, under

_LEAST_SHARE = 0.2  # of a seal's area
_LONGEST = 40  # characters


def electronic_marks(seals: Iterable[ElectronicSeal], blocks: Sequence[Paragraph | Table]) -> tuple[Mark, ...]:
    """The seals as marks.

    Args:
        seals: as ``signatures_in`` and ``seals_of`` give them.
        blocks: the document's, whose cells and paragraphs know where they stand.
    """
    return tuple(
        Mark(kind="electronic-seal", text=seal.name, near=_near(seal, blocks), place=seal.place, electronic=seal)
        for seal in seals
    )


def _near(seal: ElectronicSeal, blocks: Sequence[Paragraph | Table]) -> str:
    """The words of the box over which most of a seal lies; empty where it lies over none."""
    found = (each.text for each in under(seal.place, blocks) if each.share >= _LEAST_SHARE and each.text.strip())
    return " ".join(next(found, "").split())[:_LONGEST]
