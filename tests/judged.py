"""Ballots for the small season of judging, put into the ledger as if sheets had been collected; no draw, no files."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.ballot import WHOLE, Ballot, BallotScore
from qtdocs.model.expert import LEADER, MEMBER, Expert, Panel, PanelDraw, Seat

JUDGES = ("专001", "专002", "专003")
MATERIAL, PRESENTATION = "material", "presentation"


def entries_in(ledger: Ledger) -> tuple[str, ...]:
    """Numbers of all entries."""
    return tuple(number for (number,) in ledger.rows("SELECT number FROM entries ORDER BY number"))


def seat_judges(
    ledger: Ledger, *, groups: Mapping[str, tuple[Sequence[str], Sequence[str]]], stage: str = MATERIAL
) -> None:
    """Put down experts and groups.

    Args:
        ledger: the ledger.
        groups: judges and entries of each group, by its name.
        stage: id of the stage.
    """
    panels = tuple(
        Panel(
            name=name, entries=tuple(entries),
            seats=tuple(Seat(expert=each, role=MEMBER if place else LEADER) for place, each in enumerate(judges)),
        )
        for name, (judges, entries) in groups.items()
    )  # fmt: skip
    names = sorted({each for judges, _ in groups.values() for each in judges})
    experts = [((each,), Expert(id=each, name=f"评委{each[-3:]}")) for each in names]
    draw = PanelDraw(
        stage=stage, number=1, seed="8", seed_source="试", pool_hash="", order=tuple(names), panels=panels
    )  # fmt: skip
    with ledger.change("drawn", stage):
        put_down(ledger, ActKind.EXPERT, experts, who="王敏")
        put_down(ledger, ActKind.DRAW, [((stage,), draw)], who="王敏")


def ballot(
    entry: str, judge: str, score: str, *, stage: str = MATERIAL, scale: int = 100, recused: bool = False
) -> Ballot:
    """A ballot with one number for the whole."""
    scores = {} if recused else {WHOLE: BallotScore(value=Decimal(score), text=score, place="E7")}
    return Ballot(
        stage=stage, entry=entry, judge=judge, scores=scores, scale=Decimal(scale), recused=recused,
        file=f"{judge}.xlsx", sha256=f"{stage}{entry}{judge}{score}",
    )  # fmt: skip


def put_ballots(ledger: Ledger, ballots: Iterable[Ballot]) -> None:
    """Put ballots down as the reader of score books does."""
    with ledger.change("ballots", "0"):
        acts = [((each.stage, each.judge, each.entry, each.medium), each) for each in ballots]
        put_down(ledger, ActKind.BALLOT, acts, who="王敏")


def some_ballots(
    entries: Sequence[str], judges: Sequence[str] = JUDGES, *, stage: str = MATERIAL, scale: int = 100, seed: int = 1
) -> list[Ballot]:
    """Ballots by chance, always the same: each entry has its level, each judge adds half points to it."""
    chance = random.Random(seed)
    found = []
    for entry in entries:
        level = chance.randint(scale * 7 // 10, scale * 9 // 10)
        for judge in judges:
            score = level + Decimal(chance.randint(-6, 6)) / 2 * (1 if scale == 100 else Decimal("0.5"))
            found.append(ballot(entry, judge, str(round(score * 2) / Decimal(2)), stage=stage, scale=scale))
    return found
