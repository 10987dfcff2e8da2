"""From marks to ranks: the total is rounded once, as it is published, and ranks and ties go by that number alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from qtdocs.judging.exact import half_up

Group = tuple[Decimal, tuple[str, ...]]
"""A total and all entries that have it, by number."""


def total_of(points: Iterable[Fraction], *, decimals: int) -> Decimal:
    """The total of the stages' points, rounded half-up to the decimals that are published.

    >>> total_of([Fraction(254, 3) * 8 / 10, Fraction(35, 2)], decimals=2)
    Decimal('85.23')
    """
    return half_up(sum(points, Fraction()), decimals)


def groups_of(totals: Mapping[str, Decimal]) -> tuple[Group, ...]:
    """The entries by total, best first; those with the same total together."""
    found: dict[Decimal, list[str]] = {}
    for entry, total in totals.items():
        found.setdefault(total, []).append(entry)
    return tuple((total, tuple(sorted(found[total]))) for total in sorted(found, reverse=True))


def ranks_of(totals: Mapping[str, Decimal]) -> Mapping[str, int]:
    """The rank of each entry: one more than there are entries with a higher total, so that equals share it.

    >>> ranks_of({"甲": Decimal(90), "乙": Decimal(85), "丙": Decimal(90)})
    {'丙': 1, '甲': 1, '乙': 3}
    """
    ranks: dict[str, int] = {}
    before = 0
    for _, several in groups_of(totals):
        ranks.update(dict.fromkeys(several, before + 1))
        before += len(several)
    return ranks
