"""Which way of scoring puts teams into the right tier: a simulation of panels and methods, with error bars.

``make bench-judging``. Everything is invented: true levels of the teams are known, so that a tier is right or wrong.
"""

from __future__ import annotations

import argparse
import math
import platform
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.stats import rankdata

from qtdocs.judging.additive import Additive, additive
from qtdocs.judging.graph import Score

SEED = 20260427
TEAMS, JUDGES, EACH = 60, 9, 3
TEAM, OFFSET, SPREAD, NOISE = 5.0, 4.0, 0.25, 3.0
"""Standard deviations: teams, strictness of judges, logarithm of how far a judge spreads scores, chance."""
REGIONS = (-3.0, 0.0, 3.0)
LIMIT = math.inf
"""Here the model is asked whatever its standard error: the simulation is to show what it would do."""
SHARES = (10, 50)
"""Of the teams in per cent: the best tier, and the best two together."""
Points = Mapping[int, Mapping[int, float]]
"""By team and judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """Who judges whom."""

    judges: tuple[tuple[int, ...], ...]
    """The judges of each team."""
    groups: tuple[int, ...]
    """The group of each team."""


def at_random(chance: Generator) -> Panels:
    """Each team its own three judges out of all nine."""
    judges = tuple(tuple(chance.choice(JUDGES, EACH, replace=False).tolist()) for _ in range(TEAMS))
    return Panels(judges=judges, groups=(0,) * TEAMS)


def by_region(chance: Generator) -> Panels:
    """Each region its own three judges, who judge nobody else."""
    groups = tuple(team % 3 for team in range(TEAMS))
    return Panels(judges=tuple((3 * group, 3 * group + 1, 3 * group + 2) for group in groups), groups=groups)


def bridged(chance: Generator) -> Panels:
    """Two judges of the region and one of three who judge in all regions."""
    groups = tuple(team % 3 for team in range(TEAMS))
    order = [int(each) for each in chance.permutation(TEAMS)]
    judges = tuple((2 * group, 2 * group + 1, 6 + order[team] % 3) for team, group in enumerate(groups))
    return Panels(judges=judges, groups=groups)


def exchanged(chance: Generator) -> Panels:
    """Two of the three judges of the region and one of another region, drawn for each team."""
    groups = tuple(team % 3 for team in range(TEAMS))
    judges = []
    for group in groups:
        local = [3 * group + int(each) for each in chance.choice(3, 2, replace=False)]
        others = [judge for judge in range(JUDGES) if judge // 3 != group]
        judges.append((*local, int(chance.choice(others))))
    return Panels(judges=tuple(judges), groups=groups)


def rooms(chance: Generator) -> Panels:
    """Three rooms with three judges each; which team goes where is drawn, whatever its region."""
    groups = tuple(int(each) % 3 for each in chance.permutation(TEAMS))
    return Panels(judges=tuple((3 * group, 3 * group + 1, 3 * group + 2) for group in groups), groups=groups)


def joined_by(count: int) -> Callable[[Generator], Panels]:
    """As by region, but one judge of the first region scores so many teams of each other one as well."""

    def design(chance: Generator) -> Panels:
        panels, taken = by_region(chance), Counter[int]()
        judges = list(panels.judges)
        for team, group in enumerate(panels.groups):
            if group and taken[group] < count:
                taken[group] += 1
                judges[team] = (0, *judges[team][1:])
        return Panels(judges=tuple(judges), groups=panels.groups)

    return design


JOINTS = (1, 2, 3, 5, 10, 20)
"""Teams of each other region that the judge scores as well."""
DESIGNS: Mapping[str, Callable[[Generator], Panels]] = {
    "随机分派（每个班组另抽三位）": at_random,
    "每个地区自己的三位评委": by_region,
    "两位本地区＋一位专评各组的跨组评委": bridged,
    "两位本地区＋一位外地区评委": exchanged,
    "三个会场，班组抽签分到会场": rooms,
}
FOR_ALL = ("直接平均", "中位数", "按评委标准分", "加性模型")
METHODS = (*FOR_ALL, "各组分别定级")


def raw_mean(points: Points, panels: Panels) -> list[float]:
    return [float(np.mean(list(points[team].values()))) for team in range(TEAMS)]


def raw_median(points: Points, panels: Panels) -> list[float]:
    return [float(np.median(list(points[team].values()))) for team in range(TEAMS)]


def standardised(points: Points, panels: Panels) -> list[float]:
    """Each judge's scores made to the same mean and spread (z-score), then the mean."""
    of_judge: dict[int, list[float]] = {}
    for row in points.values():
        for judge, value in row.items():
            of_judge.setdefault(judge, []).append(value)
    middle = {judge: float(np.mean(values)) for judge, values in of_judge.items()}
    spread = {judge: float(np.std(values, ddof=1)) or 1.0 for judge, values in of_judge.items()}
    return [
        float(np.mean([(value - middle[judge]) / spread[judge] for judge, value in points[team].items()]))
        for team in range(TEAMS)
    ]


def modelled(points: Points, panels: Panels) -> list[float]:
    """The program's own model; where it refuses, the raw mean, as the program does."""
    found = model_of(points, panels)
    return [found.adjusted[f"{team:03}"] for team in range(TEAMS)] if found.adjusted else raw_mean(points, panels)


def model_of(points: Points, panels: Panels) -> Additive:
    scores = [
        Score(entry=f"{team:03}", judge=str(judge), points=value)
        for team, row in points.items()
        for judge, value in row.items()
    ]
    groups = {f"{team:03}": str(group) for team, group in enumerate(panels.groups)}
    return additive(scores, groups, limit=LIMIT)


def tiers(levels: Sequence[float]) -> list[int]:
    """0 for the best tier, then 1 and 2: at most 10 %, at most 40 %, the rest."""
    order = np.argsort(-np.asarray(levels), kind="stable")
    ends = [len(levels) * share // 100 for share in SHARES]
    tier = [2] * len(levels)
    for place, team in enumerate(order):
        tier[team] = sum(place >= end for end in ends)
    return tier


def room_tiers(levels: Sequence[float], groups: Sequence[int]) -> list[int]:
    """The same quota in each group by itself."""
    tier = [2] * len(levels)
    for group in set(groups):
        inside = [team for team in range(len(levels)) if groups[team] == group]
        for team, found in zip(inside, tiers([levels[team] for team in inside]), strict=True):
            tier[team] = found
    return tier


def likeness(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's correlation of ranks."""
    return float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])


def season(chance: Generator, design: Callable[[Generator], Panels]) -> tuple[list[float], Points, Panels]:
    """True levels of the teams, and what the judges gave."""
    true = chance.normal(0, TEAM, TEAMS) + np.array([REGIONS[team % 3] for team in range(TEAMS)])
    panels = design(chance)
    offset, stretch = chance.normal(0, OFFSET, JUDGES), np.exp(chance.normal(0, SPREAD, JUDGES))
    points = {
        team: {judge: 75 + offset[judge] + stretch[judge] * true[team] + chance.normal(0, NOISE) for judge in judges}
        for team, judges in enumerate(panels.judges)
    }
    return true.tolist(), points, panels


def measured(name: str, count: int) -> dict[str, list[tuple[float, float]]]:
    """Spearman and share of right tiers of each method, season by season; the same seasons for all methods."""
    ways = dict(zip(FOR_ALL, (raw_mean, raw_median, standardised, modelled), strict=True))
    found: dict[str, list[tuple[float, float]]] = {method: [] for method in METHODS}
    for number in range(count):
        true, points, panels = season(np.random.default_rng([SEED, number]), DESIGNS[name])
        right = np.array(tiers(true))
        for method, way in ways.items():
            levels = way(points, panels)
            found[method].append((likeness(true, levels), float((np.array(tiers(levels)) == right).mean())))
        if len(set(panels.groups)) > 1:
            by_room = np.array(room_tiers(raw_mean(points, panels), panels.groups))
            found["各组分别定级"].append((math.nan, float((by_room == right).mean())))
    return found


def cell(rounds: Sequence[tuple[float, float]]) -> str:
    """Mean and standard error of both numbers, as they stand in the table."""
    if not rounds:
        return "—"
    ranks, shares = np.array(rounds).T
    root = math.sqrt(len(rounds))
    share = f"{100 * shares.mean():.1f}% ± {100 * shares.std(ddof=1) / root:.1f}"
    if math.isnan(ranks[0]):
        return share
    return f"{share}／{ranks.mean():.3f} ± {ranks.std(ddof=1) / root:.3f}"


def joint(count: int, seasons: int) -> tuple[list[float], list[float]]:
    """The largest standard error between two groups, and how many more tiers the model gets right, by season."""
    errors, gains = [], []
    for number in range(seasons):
        true, points, panels = season(np.random.default_rng([SEED, number]), joined_by(count))
        found, right = model_of(points, panels), np.array(tiers(true))
        modelled_tiers = np.array(tiers([found.adjusted[f"{team:03}"] for team in range(TEAMS)]))
        raw_tiers = np.array(tiers(raw_mean(points, panels)))
        errors.append(found.between[0].error)
        gains.append(100 * float((modelled_tiers == right).mean() - (raw_tiers == right).mean()))
    return errors, gains


def joint_row(count: int, seasons: int) -> str:
    errors, gains = joint(count, seasons)
    low, middle, high = np.percentile(errors, [5, 50, 95])
    gain, error = float(np.mean(gains)), float(np.std(gains, ddof=1)) / math.sqrt(seasons)
    return f"| {count} 个 | {middle:.1f} 分（{low:.1f}–{high:.1f}） | {gain:+.1f} ± {error:.1f} 个百分点 |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="50 seasons of each kind")
    parser.add_argument("--seasons", type=int, default=1000)
    asked = parser.parse_args()
    count, start = 50 if asked.quick else asked.seasons, time.perf_counter()
    print(f"| 分组办法 | {' | '.join(METHODS)} |")
    print(f"|---|{'---|' * len(METHODS)}")
    for name in DESIGNS:
        found = measured(name, count)
        print(f"| {name} | {' | '.join(cell(found[method]) for method in METHODS)} |")
    print("\n| 别组的一位评委加评每组几个班组 | 两组平均分之差的标准误 | 加性模型比直接平均多定对 |\n|---|---|---|")
    for joint_count in JOINTS:
        print(joint_row(joint_count, count))
    print(
        f"\n每格：等级定对的比例／与真实名次的相关（Spearman），± 是标准误，括号里是九成的赛季；"
        f"{TEAMS} 个班组、{JUDGES} 位评委、每个班组 {EACH} 份评分，每种分组办法 {count} 届，种子 {SEED}。"
    )
    print(f"Python {platform.python_version()}，用时 {time.perf_counter() - start:.0f} 秒。")


if __name__ == "__main__":
    main()
