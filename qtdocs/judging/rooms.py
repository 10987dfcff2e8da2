"""Places of a tier shared out among parallel rooms: each rounded down, what is left by a named rule, under one cap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qtdocs.judging.quota import most_of

LEFTOVER_RULE = (
    "各会场先按自己的班组数取整数部分，余下的名额给小数部分最大的会场，一个会场最多加一个；"
    "小数部分一样大的，看下一个班组的总分；再一样就空着，由人定"
)
"""How places are given that are left after each room's share was rounded down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of one tier."""

    by_room: Mapping[str, int]
    """How many each room has."""
    undecided: tuple[str, ...] = ()
    """Rooms that have the same claim to what is left; nobody chooses among them, and the place stays empty."""


def shared_out(
    share: Fraction, rooms: Mapping[str, int], *, cap: int, next_total: Callable[[str, int], Decimal | None]
) -> Places:
    """The places of one tier, shared out among rooms.

    Args:
        share: at most this share.
        rooms: the number of entries of each room that the share is taken of.
        cap: at most so many over all rooms.
        next_total: the total of the entry of a room that comes after so many places; none where there is none left.
    """
    places = {room: most_of(share, number) for room, number in rooms.items()}
    left = cap - sum(places.values())
    claims: dict[tuple[Fraction, Decimal], list[str]] = {}
    for room, number in rooms.items():
        part, total = share * number - places[room], next_total(room, places[room])
        if part and total is not None:
            claims.setdefault((part, total), []).append(room)
    for claim in sorted(claims, reverse=True):
        if left <= 0:
            break
        if len(claims[claim]) > left:
            return Places(by_room=places, undecided=tuple(sorted(claims[claim])))
        for room in claims[claim]:
            places[room] += 1
        left -= len(claims[claim])
    return Places(by_room=places)
