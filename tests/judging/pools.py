"""Invented pools and entries for tests of draws."""

from __future__ import annotations

from random import Random

from qtdocs.judging.order import group_names
from qtdocs.model.expert import DrawnEntry, DrawPlan, Expert, Seed

AVOID = ("organisation", "nominator", "declared", "past-employer")
SEED = Seed(seed="20260618", source="收盘指数")
_BRANDS = "澄岚禾沅屿砺翎桐渚衡崧沐骁霁岫璟柘湍瀚筠汐泠湄溯澜煦琅珩"


def organisation(number: int) -> str:
    """A name at least two characters away from those of other numbers."""
    first, second = divmod(number, len(_BRANDS))
    return f"甲省{_BRANDS[first % len(_BRANDS)] * 2}{_BRANDS[second] * 2}路桥有限公司"


def expert(number: int, **told: object) -> Expert:
    """An expert of a house of the own, where nothing else is told."""
    facts: dict[str, object] = {"name": f"专家{number}", "organisation": organisation(300 + number), **told}
    return Expert(id=f"专{number:03d}", **facts)  # type: ignore[arg-type]


def entry(number: int, **told: str) -> DrawnEntry:
    """An entry of a company of its own, put forward by one of three nominators."""
    facts = {"organisation": organisation(number), "team": f"班{number}", "nominator": f"{'乙丙丁'[number % 3]}省协会"}
    return DrawnEntry(number=f"班{number:04d}", **{**facts, **told})


def plan(entries: int = 12, *, groups: int = 2, members: int = 2, **told: object) -> DrawPlan:
    """A plan of so many entries."""
    facts: dict[str, object] = {
        "entries": tuple(entry(number) for number in range(1, entries + 1)), "avoid": AVOID, "least": 2, **told,
    }  # fmt: skip
    return DrawPlan(day="2026-05-06", groups=group_names(groups), members=members, **facts)  # type: ignore[arg-type]


def tangled(random: Random, size: int, entries: int) -> list[Expert]:
    """A pool with conflicts of every kind, lapsed training, and some who may not lead."""
    found = []
    for number in range(1, size + 1):
        other = random.randrange(1, entries + 1)
        told: dict[str, object] = {"may_lead": random.random() < 0.6}
        kind = random.randrange(7)
        if kind == 0:
            told["organisation"] = organisation(other)
        elif kind == 1:
            told["nominator"] = f"{'乙丙丁'[other % 3]}省协会"
        elif kind == 2:
            told["past_employers"] = (organisation(other),)
        elif kind == 3:
            told["declared"] = (f"班{other:04d}",)
        elif kind == 4:
            told["trained_until"] = random.choice(("2025-12-31", "2027-12-31"))
        found.append(expert(number, **told))
    return found
