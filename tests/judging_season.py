"""A small season for tests of judging: invented teams of the national programme, all past the first check."""

from __future__ import annotations

import datetime
from pathlib import Path

from qtdocs import pipeline
from qtdocs.ledger import Ledger, standings
from qtdocs.pipeline.workspace import Workspace
from samples.seasons import cacem
from samples.seasons.cast import Member, cast

WHO = "王敏"
TODAY = datetime.date(2026, 5, 6)


def judging_season(home: Path, size: int = 6, *, regions: int = 3) -> tuple[Workspace, tuple[Member, ...]]:
    """A workspace of 中施企协 with so many entries in the state 初选合格, and the invented teams behind them.

    The numbers of the entries follow the names of the folders, not the numbers of the members.
    """
    members = cast(size, regions=("北京", "天津", "河北", "山西", "辽宁", "上海")[:regions])
    inbox = home / "来件"
    for member in members:
        folder = inbox / member.nominator / f"{member.number:02d} {member.team}"
        folder.mkdir(parents=True)
        (folder / "报名表.docx").write_bytes(cacem.registration(member))
    pipeline.run([inbox], programme=cacem.PROGRAMME, out=home / "赛季", today=TODAY)
    place = pipeline.find(home / "赛季")
    with place.busy("tests") as ledger:
        pass_all(ledger)
    return place, members


def pass_all(ledger: Ledger) -> None:
    """Put every entry into the state 初选合格, as a person would by ``qtdocs move``."""
    numbers = [number for (number,) in ledger.rows("SELECT number FROM entries WHERE state = '收到' ORDER BY number")]
    with ledger.change("moved", " ".join(numbers)):
        for number in numbers:
            standings.move(ledger, number, before="收到", after="初选合格", who=WHO, because="", papers=())
        standings.settle(ledger)
