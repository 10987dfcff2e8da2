"""Tiers by rank, and what to do where equals stand at a line: shown with all that follows, never chosen here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qtdocs.judging.quota import Line
from qtdocs.judging.ranking import Group
from qtdocs.judging.rooms import Places, shared_out
from qtdocs.model.result import Tie, TieOption

Spot = tuple[str, str]
"""A line: the room (empty where there is one cut for all) and the tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Who competes for the tiers."""

    lines: tuple[Line, ...]
    """The tiers with their places, best first."""
    groups: Mapping[str, Sequence[Group]]
    """Entries by total, best first, of each room; one room with an empty name where there is one cut for all."""
    rooms: Mapping[str, int]
    """How many entries of each room count for its share; empty where there is one cut for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The tiers by rank, whole groups of equals kept together."""

    tiers: Mapping[str, str]
    """By entry, in the order of the rooms and totals; empty where no tier is left."""
    ties: tuple[tuple[Spot, Decimal, tuple[str, ...], int], ...]
    """Groups that do not fit whole: the line, their total, the entries, the places left for them."""
    places: Mapping[str, Places]
    """The places of each tier by room; empty where there is one cut for all."""


def assigned(field: Field, *, above: frozenset[Spot] = frozenset()) -> Assigned:
    """The tiers by rank; a group of equals that does not fit whole goes below the line, with all below it.

    Args:
        field: who competes.
        above: lines at which the group of equals is taken in whole, whatever the quota says.
    """
    left = {room: list(groups) for room, groups in field.groups.items()}
    tiers: dict[str, str] = {}
    ties: list[tuple[Spot, Decimal, tuple[str, ...], int]] = []
    places: dict[str, Places] = {}
    for line in field.lines:
        by_room = _places(field, line, left)
        places[line.tier] = by_room
        for room, groups in left.items():
            room_left = None if line.limit is None else by_room.by_room[room]
            while groups and (room_left is None or len(groups[0][1]) <= room_left):
                room_left = None if room_left is None else room_left - len(groups[0][1])
                tiers.update(dict.fromkeys(groups.pop(0)[1], line.tier))
            if groups and room_left:
                ties.append(((room, line.tier), *groups[0], room_left))
                if (room, line.tier) in above:
                    tiers.update(dict.fromkeys(groups.pop(0)[1], line.tier))
    rest = [entry for groups in left.values() for _, several in groups for entry in several]
    return Assigned(tiers=tiers | dict.fromkeys(rest, ""), ties=tuple(ties), places=places if field.rooms else {})


def _places(field: Field, line: Line, left: Mapping[str, Sequence[Group]]) -> Places:
    """The places of one tier by room."""
    if line.limit is None or line.share is None:
        return Places(by_room={})
    if not field.rooms:
        return Places(by_room=dict.fromkeys(field.groups, line.limit))

    def next_total(room: str, taken: int) -> Decimal | None:
        for total, several in left[room]:
            if taken < len(several):
                return total
            taken -= len(several)
        return None

    return shared_out(line.share, field.rooms, cap=line.limit, next_total=next_total)


def ties_of(field: Field, default: Assigned) -> tuple[Tie, ...]:
    """Each group of equals at a line, with the ways to treat it and every entry that each way moves.

    Args:
        field: who competes.
        default: the tiers with every such group below its line.
    """
    return tuple(
        Tie(
            tier=spot[1], total=total, entries=entries, room=room_left, place=spot[0],
            options=tuple(_options(field, default, spot, entries)),
        )
        for spot, total, entries, room_left in default.ties
    )  # fmt: skip


def _options(field: Field, default: Assigned, spot: Spot, entries: Sequence[str]) -> Iterator[TieOption]:
    other = assigned(field, above=frozenset({spot}))
    moved = [each for each in default.tiers if default.tiers[each] != other.tiers[each]]
    line = next(each for each in field.lines if each.tier == spot[1])
    below, above = _counts(field, default), _counts(field, other)
    limit = line.limit or 0
    got = default.tiers[entries[0]] or "没有等级"
    yield TieOption(
        name="below",
        explained=f"{len(entries)} 个整组归入{got}：{_said(below)}；{line.tier}最多 {limit} 个，不超。",
        moves=tuple((each, other.tiers[each], default.tiers[each]) for each in moved),
    )
    allowed = all(each.limit is None or above[each.tier] <= each.limit for each in field.lines)
    why = "没有超过名额。" if allowed else f"{line.tier}最多 {limit} 个，超过了，通知写的是“不超过”，不允许。"
    yield TieOption(
        name="above",
        explained=f"{len(entries)} 个整组归入{line.tier}：{_said(above)}；{why}",
        moves=tuple((each, default.tiers[each], other.tiers[each]) for each in moved),
        allowed=allowed,
    )


def _counts(field: Field, found: Assigned) -> Mapping[str, int]:
    counts = Counter(found.tiers.values())
    return {line.tier: counts[line.tier] for line in field.lines}


def _said(counts: Mapping[str, int]) -> str:
    return "、".join(f"{tier} {number} 个" for tier, number in counts.items())
