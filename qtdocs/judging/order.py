"""The order that a seed gives: sha256 of seed and number, so that anybody can work it out again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from qtdocs.model.expert import DrawPlan, Expert
from qtdocs.text import natural_order

BETWEEN = "‖"
"""Stands between seed and number (U+2016), so that 1‖23 and 12‖3 are not the same."""


def rank_of(seed: str, number: str) -> str:
    """What a number is sorted by: the hex sha256 of seed, ‖ and number as UTF-8.

    >>> rank_of("20260618", "专001")[:16]
    'a627ac9074cf8b67'
    """
    return hashlib.sha256(f"{seed}{BETWEEN}{number}".encode()).hexdigest()


def in_order(seed: str, numbers: Iterable[str]) -> tuple[str, ...]:
    """The numbers in the order that a seed gives, the smallest first; it does not matter how they came."""
    return tuple(sorted(numbers, key=lambda number: rank_of(seed, number)))


def group_names(count: int) -> tuple[str, ...]:
    """What groups are called that were not given.

    >>> group_names(2)
    ('第1组', '第2组')
    """
    return tuple(f"第{number}组" for number in range(1, count + 1))


def dealt(seed: str, plan: DrawPlan) -> Mapping[str, tuple[str, ...]]:
    """The entries of each group by number: those that were given, else in the seed's order dealt in turn."""
    found: dict[str, list[str]] = {name: [] for name in plan.groups}
    for place, number in enumerate(in_order(seed, (each.number for each in plan.entries))):
        found[plan.given.get(number) or plan.groups[place % len(plan.groups)]].append(number)
    return {name: tuple(sorted(numbers, key=natural_order)) for name, numbers in found.items()}


def pool_text(experts: Sequence[Expert]) -> str:
    """What the digest of a pool is taken of: a line an expert by number, tabs between; no telephone, no remark."""
    return "\n".join(_line(each) for each in sorted(experts, key=lambda each: each.id))


def pool_digest(experts: Sequence[Expert]) -> str:
    """The hex sha256 of a pool; the order of its rows does not matter."""
    return hashlib.sha256(pool_text(experts).encode()).hexdigest()


def _line(expert: Expert) -> str:
    several = ("、".join(each) for each in (expert.subjects, expert.past_employers, expert.declared))
    subjects, past, declared = several
    return "\t".join((
        expert.id, expert.name, expert.organisation, expert.nominator, expert.region, subjects, expert.trained_until,
        past, declared, "能" if expert.may_lead else "否",
    ))  # fmt: skip
