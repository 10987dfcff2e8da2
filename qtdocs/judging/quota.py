"""How many places a tier has: 不超过 is rounded down, 不低于 up, in whole numbers; each explained in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from qtdocs.editions.judging import Tier
from qtdocs.judging.exact import percent, plain
from qtdocs.model.result import Cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A tier and its places."""

    tier: str
    """Name of the tier."""
    share: Fraction | None
    """At most this share; none for the rest."""
    limit: int | None
    """At most so many; none for the rest."""
    least_share: Fraction | None
    """At least this share; none where nothing is said."""
    least: int
    """At least so many."""


def most_of(share: Fraction, base: int) -> int:
    """How many a 不超过 allows: rounded down.

    >>> most_of(Fraction(1, 10), 97), most_of(Fraction(1, 10), 9)
    (9, 0)
    """
    return share.numerator * base // share.denominator


def least_of(share: Fraction, base: int) -> int:
    """How many a 不低于 asks for: rounded up.

    >>> least_of(Fraction(1, 2), 97)
    49
    """
    return -(-share.numerator * base // share.denominator)


def lines_of(tiers: Sequence[Tier], base: int) -> tuple[Line, ...]:
    """The tiers with their places, best first."""
    return tuple(
        Line(
            tier=each.name,
            share=each.most,
            limit=None if each.most is None else most_of(each.most, base),
            least_share=each.least,
            least=0 if each.least is None else least_of(each.least, base),
        )
        for each in tiers
    )


def cut_of(line: Line, *, base: int, base_name: str, taken: int) -> Cut:
    """The cut below a tier, explained.

    Args:
        line: the tier.
        base: the number that shares are taken of.
        base_name: what it counts.
        taken: how many entries got the tier.
    """
    share = _share_said(line)
    return Cut(
        tier=line.tier, share=share, base=base, limit=base if line.limit is None else line.limit, taken=taken,
        least=line.least, explained=f"{_explained(line, base, base_name)}实际 {taken} 个。",
    )  # fmt: skip


def _share_said(line: Line) -> str:
    if line.share is not None:
        return f"不超过 {percent(line.share)}"
    return f"不低于 {percent(line.least_share)}" if line.least_share is not None else ""


def _explained(line: Line, base: int, base_name: str) -> str:
    """How the number of places comes about."""
    if line.share is not None and line.limit is not None:
        product = f"{base_name} {base} 个 × {percent(line.share)} = {plain(line.share * base)}"
        if line.limit:
            return f"{product}，不超过就是取整数部分：最多 {line.limit} 个；"
        return f"{product}，不足 1 个，所以没有{line.tier}；"
    if line.least_share is not None:
        product = f"{base_name} {base} 个 × {percent(line.least_share)} = {plain(line.least_share * base)}"
        return f"其余都是{line.tier}；{product}，不低于就是至少 {line.least} 个；"
    return f"其余都是{line.tier}；"
