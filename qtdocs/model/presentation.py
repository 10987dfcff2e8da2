"""The presentation of results (发布会): rooms and running order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room and who presents there."""

    name: str
    """第1会场 …; the name of the group of experts where one sits there."""
    entries: tuple[str, ...]
    """Numbers of the entries in their running order."""
    place: str = ""
    """Where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningOrder:
    """Rooms and running order as they were drawn, whole enough to be done again."""

    stage: str
    """Id of the stage of judging."""
    number: int
    """1 for the first draw of the stage, then counted on."""
    seed: str
    """What the order comes from."""
    seed_source: str
    """Where the seed comes from."""
    rooms: tuple[Room, ...]
    """The rooms."""
    drawn_rooms: bool
    """Whether the rooms themselves were drawn by lot; else they follow the groups of experts."""
    day: str = ""
    """Day of the presentation, ISO 8601; empty where it is not fixed yet."""
    start: str = ""
    """When the first team presents: ``09:00``; empty where it is not fixed yet."""
    minutes: int = 0
    """Minutes for each team; 0 where that is not fixed yet."""
    because: str = ""
    """Why it was drawn again; empty for the first."""
