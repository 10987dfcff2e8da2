"""What the ballots of one entry come to: mean, median, trimmed mean; exact, and the same in whatever order they lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

FEWEST_TRIMMED = 5
"""The fewest ballots that may be trimmed: below that one strange score is half of what is left."""


def mean(values: Sequence[Fraction]) -> Fraction:
    """The sum divided by the number."""
    return sum(values, Fraction()) / len(values)


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle one, or the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def trimmed(values: Sequence[Fraction]) -> Fraction:
    """The mean without one highest and one lowest.

    Raises:
        ValueError: there are fewer than five.
    """
    if len(values) < FEWEST_TRIMMED:
        raise ValueError("fewer than five values are not trimmed")
    return mean(sorted(values)[1:-1])


STATISTICS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "mean": mean,
    "median": median,
    "trimmed": trimmed,
}
"""What ``Stage.statistic`` may be."""


def variance(values: Sequence[Fraction]) -> Fraction:
    """The squared standard deviation, divided by n − 1; 0 below two."""
    if len(values) < 2:
        return Fraction()
    middle = mean(values)
    return sum(((each - middle) ** 2 for each in values), Fraction()) / (len(values) - 1)
