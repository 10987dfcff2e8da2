"""What each stage really counts: its share of the differences between totals, beside its share of the points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_LEAST = 3
"""Entries below which differences say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageWeight:
    """How much one stage decides."""

    stage: str
    """Id of the stage."""
    nominal: float
    """Its share of the points, 0 to 1."""
    effective: float | None
    """Its share of the variance of the totals (covariance with the total over variance of the total); all stages
    together make 1, and one may be below 0. None where totals do not differ or there are too few."""
    spread: float | None
    """Standard deviation of its points, on the scale of the total."""


def stage_weights(points: Mapping[str, Mapping[str, float]], nominal: Mapping[str, int]) -> tuple[StageWeight, ...]:
    """What each stage counts, over the entries that have points of every stage.

    Args:
        points: by stage and entry, on the scale of the total, not rounded.
        nominal: the points that each stage counts by the notice, in the order of the stages.
    """
    both = set.intersection(*(set(points.get(stage, {})) for stage in nominal)) if nominal else set()
    entries = sorted(both)
    totals = [sum(points[stage][entry] for stage in nominal) for entry in entries]
    variance = _covariance(totals, totals) if len(entries) >= _LEAST else 0.0
    whole = sum(nominal.values())
    made = []
    for stage, full in nominal.items():
        column = [points[stage][entry] for entry in entries]
        made.append(
            StageWeight(
                stage=stage,
                nominal=full / whole,
                effective=_covariance(column, totals) / variance if variance > 1e-12 else None,
                spread=_covariance(column, column) ** 0.5 if len(entries) >= _LEAST else None,
            )
        )
    return tuple(made)


def _covariance(one: Sequence[float], other: Sequence[float]) -> float:
    from statistics import fmean

    middle, second = fmean(one), fmean(other)
    return sum((a - middle) * (b - second) for a, b in zip(one, other, strict=True)) / (len(one) - 1)
