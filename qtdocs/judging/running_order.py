"""Rooms and running order by lot: the seed gives the order, the same way for everybody who works it out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qtdocs.judging.order import BETWEEN, in_order
from qtdocs.model.presentation import Room

_ROOMS, _RUNNING = "会场", "出场"


def room_names(count: int) -> tuple[str, ...]:
    """What rooms are called that follow no group of experts.

    >>> room_names(2)
    ('第1会场', '第2会场')
    """
    return tuple(f"第{number}会场" for number in range(1, count + 1))


def drawn_rooms(seed: str, entries: Sequence[str], count: int) -> Mapping[str, tuple[str, ...]]:
    """The entries of each room: in the order of sha256(seed‖会场‖number), dealt to the rooms in turn.

    Args:
        seed: the seed.
        entries: numbers of the entries; how they are sorted does not matter.
        count: how many rooms, at least one.
    """
    names = room_names(count)
    order = in_order(f"{seed}{BETWEEN}{_ROOMS}", entries)
    return {name: order[place::count] for place, name in enumerate(names)}


def running_order(seed: str, rooms: Mapping[str, Sequence[str]], *, places: Mapping[str, str]) -> tuple[Room, ...]:
    """Each room with its entries in their running order: that of sha256(seed‖出场‖number).

    Args:
        seed: the seed.
        rooms: the entries of each room; how they are sorted does not matter.
        places: where each room is, by its name.
    """
    return tuple(
        Room(name=name, entries=in_order(f"{seed}{BETWEEN}{_RUNNING}", entries), place=places.get(name, ""))
        for name, entries in rooms.items()
    )


def starts_at(start: str, minutes: int, place: int) -> str:
    """When a team presents: ``09:24`` for the third of 12 minutes each from 09:00; empty where that is not fixed.

    >>> starts_at("09:00", 12, 2), starts_at("", 12, 2)
    ('09:24', '')

    Args:
        start: when the first one presents, ``HH:MM``.
        minutes: for each team.
        place: the team's place in the order, from 0.
    """
    if not start or not minutes:
        return ""
    hours, _, rest = start.partition(":")
    total = int(hours) * 60 + int(rest) + minutes * place
    return f"{total // 60 % 24:02d}:{total % 60:02d}"
