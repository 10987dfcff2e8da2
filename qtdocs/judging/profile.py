"""How one entry's marks stand against those of all: criterion by criterion, its strengths and its gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qtdocs.judging.statistics import median

NOTABLE = Fraction(1, 20)
"""A difference from the median is worth a word from this share of a criterion's points on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionStanding:
    """One criterion of one entry."""

    criterion: str
    """Its id."""
    mark: Fraction
    """What the entry got."""
    most: Fraction
    """The most that can be got."""
    median: Fraction
    """The median of all entries that have a mark there."""

    @property
    def ahead(self) -> Fraction:
        """How much more than the median it is; below zero where it is less."""
        return self.mark - self.median

    @property
    def is_strength(self) -> bool:
        """Whether it is notably above the median."""
        return self.ahead >= NOTABLE * self.most

    @property
    def is_gap(self) -> bool:
        """Whether it is notably below the median."""
        return -self.ahead >= NOTABLE * self.most


def standings_of(
    own: Mapping[str, Fraction], all_marks: Sequence[Mapping[str, Fraction]], most: Mapping[str, Fraction]
) -> tuple[CriterionStanding, ...]:
    """Each criterion that the entry has a mark in, in the order of ``most``.

    Args:
        own: the entry's marks by criterion.
        all_marks: the marks of every entry of the stage, the entry's own among them.
        most: the most that can be got in each criterion.
    """
    return tuple(
        CriterionStanding(
            criterion=criterion, mark=own[criterion], most=full,
            median=median([each[criterion] for each in all_marks if criterion in each]),
        )
        for criterion, full in most.items()
        if criterion in own
    )  # fmt: skip
