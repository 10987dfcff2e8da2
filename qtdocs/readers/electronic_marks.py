"""Electronic seals as marks of a document: each with the words of the box or line over which it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qtdocs.model.document import Cell, ElectronicSeal, Mark, Paragraph, Table
from qtdocs.model.place import Box, Place

_LEAST_SHARE = 0.2  # of a seal's area
_LONGEST = 40  # characters


def electronic_marks(seals: Iterable[ElectronicSeal], blocks: Sequence[Paragraph | Table]) -> tuple[Mark, ...]:
    """The seals as marks.

    Args:
        seals: as ``signatures_in`` and ``seals_of`` give them.
        blocks: the document's, whose cells and paragraphs know where they stand.
    """
    return tuple(
        Mark(kind="electronic-seal", text=seal.name, near=_near(seal.place, blocks), place=seal.place, electronic=seal)
        for seal in seals
    )


def _near(place: Place, blocks: Sequence[Paragraph | Table]) -> str:
    """The words of the box over which most of a seal lies; empty where it lies over none."""
    if place.box is None:
        return ""
    found = [
        (_share(place.box, spot.place.box), spot.text)
        for spot in _spots(blocks)
        if spot.place.page == place.page and spot.place.box is not None and spot.text.strip()
    ]
    share, text = max(found, key=lambda each: each[0], default=(0.0, ""))
    return " ".join(text.split())[:_LONGEST] if share >= _LEAST_SHARE else ""


def _spots(blocks: Sequence[Paragraph | Table]) -> Iterator[Cell | Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from block.cells


def _share(box: Box, other: Box) -> float:
    """The share of a rectangle that lies within another."""
    across = min(box.right, other.right) - max(box.left, other.left)
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    size = (box.right - box.left) * (box.bottom - box.top)
    return max(0.0, across) * max(0.0, down) / size if size > 0 else 0.0
