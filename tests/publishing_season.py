"""A season up to its result, for tests of publishing: six invented teams, five of them honoured."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

from qtdocs.editions import shelf
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.decision import Decision
from qtdocs.model.honour import CONFIRMED, NameReply
from qtdocs.model.result import KeptResult, Ranked, Result
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.deciding import approved, finalised, publicised
from qtdocs.pipeline.publishing.desk import Desk, desk_of
from qtdocs.pipeline.publishing.honours import honours_of
from qtdocs.pipeline.workspace import Workspace
from tests.judging_season import WHO, judging_season

MEETING, POSTED = datetime.date(2026, 4, 28), datetime.date(2026, 4, 30)
DAY = datetime.date(2026, 5, 20)
"""The day on which papers are made."""
TIERS = ("卓越级", "示范级", "示范级", "改进级", "改进级")


def publishing_season(home: Path) -> Workspace:
    """A workspace of 中施企协 whose result was kept; nothing is decided yet."""
    place, _ = judging_season(home)
    ranked = tuple(
        Ranked(entry=f"班000{number}", marks={}, total=Decimal("91.25") - number, rank=number, tier=tier)
        for number, tier in enumerate(TIERS, 1)
    )
    out = Ranked(entry="班0006", marks={}, total=None, out="放弃：没有参与发布")
    with place.busy("tests") as ledger, ledger.change("result", "1"):
        kept = KeptResult(version=1, result=Result(ranked=(*ranked, out)), ballots="0" * 64)
        put_down(ledger, ActKind.RESULT, [(("1",), kept)], who=WHO)
    return place


def finalise(place: Workspace, *, number: str = "") -> None:
    """Approve, publicise and finalise the result."""
    list(approved(place, None, Decision(version=0, day=MEETING.isoformat()), who=WHO))
    list(publicised(place, None, first=POSTED, days=None, who=WHO))
    list(finalised(place, None, number=number, who=WHO, today=DAY))


def confirm_names(place: Workspace, *, but: tuple[str, ...] = ()) -> None:
    """Put down that the names of all who are honoured are right as they stand, but for some entries."""
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("tests") as ledger:
        honours = honours_of(ledger, programme, account_of(ledger, programme).teams)
        said = [
            (
                (each.entry,),
                NameReply(said=CONFIRMED, organisation=each.organisation, team=each.team, leader=each.leader),
            )
            for each in honours.teams
            if each.entry not in but
        ]
        with ledger.change("names", str(len(said))):
            put_down(ledger, ActKind.NAMES, said, who=WHO)


def desk_in(place: Workspace, ledger: Ledger, *, dry_run: bool = False, draft: bool = False) -> Desk:
    """The desk of a day after the result."""
    return desk_of(place, ledger, today=DAY, dry_run=dry_run, draft=draft)
