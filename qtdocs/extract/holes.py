"""Labels that nobody recognises any more, taken by their position between recognised ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qtdocs.editions.layout import Anchor, Layout
from qtdocs.extract.matching import Candidate, Match
from qtdocs.extract.spots import Spot
from qtdocs.text import label_twin


def inferred_in(
    spots: Sequence[Spot], layout: Layout, matches: Mapping[str, Match], used: set[int]
) -> dict[str, Match]:
    """Matches for fields whose label is nowhere, where exactly one unclaimed label-like cell stands in their place.

    Args:
        spots: the filled form's cells.
        layout: its layout.
        matches: the labels found.
        used: ``id`` of cells that are labels or values already.
    """
    found: dict[str, Match] = {}
    for anchor in layout.anchors:
        if anchor.spec.key in matches or not anchor.table or anchor.spec.where not in ("right", "in-cell"):
            continue
        spot = _only(_in_row(anchor, layout, matches, spots) or _between(anchor, matches, spots), layout, used)
        if spot is not None:
            candidate = Candidate(spot=spot, label=spot.cell.text.strip(), twin=spot.twin)
            found[anchor.spec.key] = Match(anchor=anchor, candidate=candidate, quality="inferred")
            used.add(id(spot.cell))
    return found


def _only(spots: Sequence[Spot], layout: Layout, used: set[int]) -> Spot | None:
    """The first cell of the only unclaimed pair; none where there is no pair or a choice."""
    free = [
        spot for spot in spots
        if id(spot.cell) not in used and label_twin(spot.cell.text) not in layout.fixed and len(spot.twin) <= 24
    ]  # fmt: skip
    return free[0] if len(free) == 2 and free[0].line == free[1].line else None


def _in_row(anchor: Anchor, layout: Layout, matches: Mapping[str, Match], spots: Sequence[Spot]) -> list[Spot]:
    lines = {matches[key].candidate.spot.line for key in layout.mates[anchor.spec.key] if key in matches}
    return [spot for spot in spots if spot.line in lines] if len(lines) == 1 else []


def _between(anchor: Anchor, matches: Mapping[str, Match], spots: Sequence[Spot]) -> list[Spot]:
    """Cells in the rows between the nearest recognised rows above and below."""
    above = [match for match in matches.values() if _order(match.anchor) < _order(anchor) and match.anchor.table]
    below = [match for match in matches.values() if _order(match.anchor) > _order(anchor)]
    if not above or not below:
        return []
    first = max(above, key=lambda match: _order(match.anchor)).candidate.spot.line
    last = min(below, key=lambda match: _order(match.anchor)).candidate.spot.line
    return [spot for spot in spots if first < spot.line < last]


def _order(anchor: Anchor) -> tuple[int, int]:
    return anchor.table, anchor.row
