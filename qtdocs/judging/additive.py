"""Score = entry + judge + chance: what scores would be if all judges were alike; advice, never the result.

Entries are fixed effects, judges are drawn from a pool and thus random ones: the same as least squares with a ridge on
the judges. The ridge is noise variance over variance of the judges, estimated by restricted maximum likelihood (REML).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from qtdocs.judging.graph import Island, Score, islands

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[Any]

DISCONNECTED = "disconnected"
"""Groups share no judge and no entry."""
UNSURE = "unsure"
"""Groups are joined, but by so little that their difference may be off by more than the limit."""
SINGLE = "single"
"""There are not enough scores of the same entries to tell judges from entries."""
_BOUND = 7.0
"""Natural logarithm of the largest ratio of variances, either way, that is looked at: e^7 is about 1,100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """How surely two groups can be compared."""

    one: str
    """Name of a group."""
    other: str
    """Name of the other."""
    error: float
    """Standard error of the difference of their mean adjusted scores, on the sheet's scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Additive:
    """What the model says of one stage; adjusted scores only where they may be looked at."""

    islands: tuple[Island, ...]
    """The parts that hang together."""
    refused: str = ""
    """Why there are no adjusted scores: one of the three reasons above; empty where there are."""
    ridge: float = 0.0
    """λ: variance of chance over variance of the judges; large where judges hardly differ."""
    noise: float = 0.0
    """Standard deviation of chance, on the sheet's scale."""
    judges: float = 0.0
    """Standard deviation of the judges' strictness, on the sheet's scale."""
    leaning: Mapping[str, float] = field(default_factory=dict)
    """What the model takes each judge to give more (or less) than the judges on average."""
    adjusted: Mapping[str, float] = field(default_factory=dict)
    """The adjusted score by entry; on average as high as the raw means."""
    errors: Mapping[str, float] = field(default_factory=dict)
    """Standard error of each adjusted score against the mean of all: what it means for the order of entries."""
    between: tuple[Between, ...] = ()
    """Every two groups, the least sure first."""


def additive(scores: Sequence[Score], groups: Mapping[str, str], *, limit: float) -> Additive:
    """The additive model of one stage.

    Args:
        scores: every score of the stage; one of a judge for an entry.
        groups: the name of the group that judged it, by entry.
        limit: the largest standard error between two groups with which adjusted scores are given.
    """
    parts = islands(scores)
    entries = sorted({score.entry for score in scores})
    if len(parts) > 1:
        return Additive(islands=parts, refused=DISCONNECTED)
    judges = sorted({score.judge for score in scores})
    if len(scores) - len(entries) < len(judges) or len(judges) < 2:
        return Additive(islands=parts, refused=SINGLE)
    return _fitted(_design(scores, entries, judges), groups, parts, limit)


def _fitted(design: _Design, groups: Mapping[str, str], parts: tuple[Island, ...], limit: float) -> Additive:
    points, of_entries, of_judges = design.points, design.of_entries, design.of_judges
    ratio, noise = variances(points, of_entries, of_judges)
    leaning = judge_effects(points, of_entries, of_judges, ratio)
    counts = of_entries.sum(axis=0)
    raw, level = of_entries.T @ points / counts, of_entries.T @ (points - of_judges @ leaning) / counts
    shift = raw.mean() - level.mean()
    spread = _covariance(of_entries, of_judges, ratio) * noise
    between = _between(spread, design.entries, groups)
    refused = UNSURE if between and between[0].error > limit else ""
    return Additive(
        islands=parts,
        refused=refused,
        ridge=1 / ratio,
        noise=noise**0.5,
        judges=(noise * ratio) ** 0.5,
        leaning=dict(zip(design.judges, leaning.tolist(), strict=True)),
        adjusted={} if refused else dict(zip(design.entries, (level + shift).tolist(), strict=True)),
        errors={} if refused else dict(zip(design.entries, _against_the_mean(spread), strict=True)),
        between=between,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Design:
    """The scores as matrices: the points, and whose they are as rows of zeros with a single one."""

    entries: Sequence[str]
    judges: Sequence[str]
    points: Matrix
    of_entries: Matrix
    of_judges: Matrix


def _design(scores: Sequence[Score], entries: Sequence[str], judges: Sequence[str]) -> _Design:
    import numpy as np

    ordered = sorted(scores, key=lambda score: (score.entry, score.judge))
    row = {name: number for number, name in enumerate(entries)}
    column = {name: number for number, name in enumerate(judges)}
    return _Design(
        entries=entries,
        judges=judges,
        points=np.array([score.points for score in ordered]),
        of_entries=np.eye(len(entries))[[row[score.entry] for score in ordered]],
        of_judges=np.eye(len(judges))[[column[score.judge] for score in ordered]],
    )


def _within(values: Matrix, of_entries: Matrix) -> Matrix:
    """What is left of some values when the mean of their entry is taken away."""
    means = (of_entries.T @ values).T / of_entries.sum(axis=0)
    left: Matrix = values - of_entries @ means.T
    return left


def variances(points: Matrix, of_entries: Matrix, of_judges: Matrix) -> tuple[float, float]:
    """Variance of the judges over that of chance, and the variance of chance, by REML."""
    import numpy as np
    from scipy.optimize import minimize_scalar

    own, theirs = _within(points, of_entries), _within(of_judges, of_entries)
    eigenvalues, vectors = np.linalg.eigh(theirs.T @ theirs)
    along = (vectors.T @ (theirs.T @ own)) ** 2
    whole, free = float(own @ own), len(points) - of_entries.shape[1]

    def left(ratio: float) -> float:
        return max(whole - float((ratio * along / (1 + ratio * eigenvalues)).sum()), 1e-9 * max(whole, 1e-9))

    def likelihood(logarithm: float) -> float:
        ratio = np.exp(logarithm)
        return float(np.log1p(ratio * eigenvalues.clip(0)).sum() + free * np.log(left(ratio)))

    best = minimize_scalar(likelihood, bounds=(-_BOUND, _BOUND), method="bounded")
    ratio = float(np.exp(best.x))
    return ratio, left(ratio) / free


def judge_effects(points: Matrix, of_entries: Matrix, of_judges: Matrix, ratio: float) -> Matrix:
    """What each judge gives more than the others on the same entries, drawn towards zero by the ridge."""
    import numpy as np

    own, theirs = _within(points, of_entries), _within(of_judges, of_entries)
    square = theirs.T @ theirs + np.eye(theirs.shape[1]) / ratio
    effects: Matrix = np.linalg.solve(square, theirs.T @ own)
    return effects


def _covariance(of_entries: Matrix, of_judges: Matrix, ratio: float) -> Matrix:
    """Of the entries' levels, in units of the variance of chance."""
    import numpy as np

    crossed = of_entries.T @ of_judges
    inner = np.diag(of_judges.sum(axis=0) + 1 / ratio)
    information = np.diag(of_entries.sum(axis=0)) - crossed @ np.linalg.solve(inner, crossed.T)
    covariance: Matrix = np.linalg.inv(information)
    return covariance


def _against_the_mean(spread: Matrix) -> list[float]:
    """Standard errors once what is uncertain about all entries alike is taken away: whether all judges are lenient."""
    variances = spread.diagonal() - 2 * spread.mean(axis=1) + spread.mean()
    errors: list[float] = (variances.clip(0) ** 0.5).tolist()
    return errors


def _between(spread: Matrix, entries: Sequence[str], groups: Mapping[str, str]) -> tuple[Between, ...]:
    import numpy as np

    names = sorted({groups[entry] for entry in entries})
    weights = {}
    for name in names:
        inside = np.array([groups[entry] == name for entry in entries], dtype=float)
        weights[name] = inside / inside.sum()
    found = []
    for one, other in combinations(names, 2):
        contrast = weights[one] - weights[other]
        found.append(Between(one=one, other=other, error=float(contrast @ spread @ contrast) ** 0.5))
    return tuple(sorted(found, key=lambda each: (-each.error, each.one, each.other)))
