"""How strict each judge was and how far the judges of a group agree; numbers for the office, no verdict on anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.judging.graph import Score

_LEAST = 3
"""Entries that two columns must share before their likeness means anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeView:
    """One judge's scores beside those of the others."""

    judge: str
    """The expert's id."""
    points: tuple[float, ...]
    """Every score the judge gave, by the entries' numbers."""
    mean: float
    """Their mean."""
    spread: float
    """Their standard deviation (n − 1); 0 below two."""
    leaning: float | None
    """What the judge gave more than the others' mean on the same entries, on average; none where nobody else did."""
    likeness: float | None
    """Correlation with the others' mean on the same entries, −1 to 1; none below three, or where all are alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelView:
    """How far the judges of one group agree on who is better."""

    panel: str
    """Name of the group."""
    judges: tuple[str, ...]
    """Ids of those whose order was compared."""
    entries: int
    """Entries that all of them scored."""
    concordance: float | None
    """Kendall's W, 0 to 1, with ties reckoned with; none where it cannot be told."""
    reading: str
    """What it means, in Chinese."""


def judge_views(scores: Iterable[Score]) -> tuple[JudgeView, ...]:
    """Every judge of some scores, by id."""
    table = _table(scores)
    judges = sorted({judge for row in table.values() for judge in row})
    return tuple(_judge_view(judge, table) for judge in judges)


def _judge_view(judge: str, table: Mapping[str, Mapping[str, float]]) -> JudgeView:
    from statistics import fmean, stdev

    own = [row[judge] for _, row in sorted(table.items()) if judge in row]
    shared = [
        (row[judge], fmean(points for other, points in row.items() if other != judge))
        for _, row in sorted(table.items())
        if judge in row and len(row) > 1
    ]
    return JudgeView(
        judge=judge,
        points=tuple(own),
        mean=fmean(own),
        spread=stdev(own) if len(own) > 1 else 0.0,
        leaning=fmean(mine - theirs for mine, theirs in shared) if shared else None,
        likeness=correlation([mine for mine, _ in shared], [theirs for _, theirs in shared]),
    )


def panel_view(panel: str, scores: Iterable[Score]) -> PanelView:
    """How far the judges of a group agree, over the entries that all of those scored who scored at least half."""
    table = _table(scores)
    counts = {judge: sum(judge in row for row in table.values()) for row in table.values() for judge in row}
    judges = tuple(sorted(judge for judge, count in counts.items() if count * 2 >= len(table)))
    rows = [row for _, row in sorted(table.items()) if all(judge in row for judge in judges)]
    if len(judges) < 2:
        return PanelView(
            panel=panel, judges=judges, entries=len(rows), concordance=None, reading="不足两位评委，看不出一致不一致。"
        )
    if len(rows) < _LEAST:
        return PanelView(
            panel=panel, judges=judges, entries=len(rows), concordance=None,
            reading="各位评委都评过的班组不足三个，看不出一致不一致。",
        )  # fmt: skip
    found = concordance([[row[judge] for row in rows] for judge in judges])
    return PanelView(
        panel=panel, judges=judges, entries=len(rows), concordance=found, reading=agreement_read(found, len(judges))
    )


def concordance(columns: Sequence[Sequence[float]]) -> float | None:
    """Kendall's W of some judges' scores of the same entries, corrected for ties; none where every judge's are alike.

    >>> concordance([[1, 2, 3], [10, 20, 30]]), concordance([[1, 2, 3], [3, 2, 1]])
    (1.0, 0.0)
    """
    judges, entries = len(columns), len(columns[0])
    ranks = [_ranks(column) for column in columns]
    sums = [sum(column[number] for column in ranks) for number in range(entries)]
    middle = judges * (entries + 1) / 2
    ties = sum(column.count(value) ** 3 - column.count(value) for column in ranks for value in set(column))
    whole = judges**2 * (entries**3 - entries) - judges * ties
    return 12 * sum((each - middle) ** 2 for each in sums) / whole if whole > 0 else None


def agreement_read(found: float | None, judges: int) -> str:
    """What a W means to people; read by the mean likeness of two judges' orders, which W of few judges flatters."""
    if found is None:
        return "评委给各班组的分都一样，看不出先后。"
    pairwise = (judges * found - 1) / (judges - 1)
    if pairwise >= 0.7:
        return "评委对先后次序的看法很一致。"
    if pairwise >= 0.5:
        return "评委对先后次序的看法大体一致。"
    if pairwise >= 0.3:
        return "评委对先后次序的看法只有几分一致，分数相近的班组谁先谁后不牢靠。"
    return "评委对先后次序的看法不一致，请组长看看要不要复议。"


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's correlation; none below three pairs or where one side does not vary.

    >>> correlation([1, 2, 3], [2, 4, 6]), correlation([1, 1, 1], [1, 2, 3])
    (1.0, None)
    """
    from statistics import StatisticsError
    from statistics import correlation as pearson

    if len(one) < _LEAST:
        return None
    try:
        return round(pearson(one, other), 12)
    except StatisticsError:
        return None


def _table(scores: Iterable[Score]) -> dict[str, dict[str, float]]:
    """Points by entry and judge."""
    table: dict[str, dict[str, float]] = {}
    for score in sorted(scores, key=lambda each: (each.entry, each.judge)):
        table.setdefault(score.entry, {})[score.judge] = score.points
    return table


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each from the smallest on; equal ones share the mean of theirs."""
    ordered = sorted(values)
    first = {value: ordered.index(value) for value in set(values)}
    return [first[value] + (ordered.count(value) + 1) / 2 for value in values]
