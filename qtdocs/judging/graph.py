"""Which judges and entries hang together by scores; scores of groups that share nobody cannot be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one judge gave one entry in one stage, all criteria together."""

    entry: str
    """The entry's number."""
    judge: str
    """The expert's id."""
    points: float
    """On the scale of the stage's sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """Judges and entries that hang together, and share no score with anybody else."""

    judges: tuple[str, ...]
    """Ids of the experts."""
    entries: tuple[str, ...]
    """Numbers of the entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """What would join two islands: a judge of the one who scores entries of the other as well."""

    judge: str
    """The expert's id: the one with the fewest scores so far."""
    island: int
    """Index of the island whose entries the expert would score."""
    entries: tuple[str, ...]
    """Entries that would do."""


_JOINING = 5
"""Entries that a judge should score in the other group: with fewer the comparison hangs on a few scores."""


def islands(scores: Iterable[Score]) -> tuple[Island, ...]:
    """The parts that hang together, largest first; one where everything can be compared."""
    leader: dict[tuple[str, str], tuple[str, str]] = {}

    def found(node: tuple[str, str]) -> tuple[str, str]:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for score in scores:
        leader[found(("entry", score.entry))] = found(("judge", score.judge))
    parts: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for node in leader:
        parts.setdefault(found(node), []).append(node)
    made = [
        Island(
            judges=tuple(sorted(name for kind, name in part if kind == "judge")),
            entries=tuple(sorted(name for kind, name in part if kind == "entry")),
        )
        for part in parts.values()
    ]
    return tuple(sorted(made, key=lambda each: (-len(each.entries), each.entries)))


def joints(parts: Sequence[Island], scores: Iterable[Score]) -> tuple[Joint, ...]:
    """One judge for each further island who would join it to the first; none where there is one island."""
    if len(parts) < 2:
        return ()
    load = Counter(score.judge for score in scores)
    free = sorted(parts[0].judges, key=lambda judge: (load[judge], judge))
    return tuple(
        Joint(judge=free[(number - 1) % len(free)], island=number, entries=island.entries[:_JOINING])
        for number, island in enumerate(parts)
        if number
    )
