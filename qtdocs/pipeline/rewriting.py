"""Outputs written anew after a person said something: the ledger, and whatever else lies there and names teams."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger
from qtdocs.pipeline import outputs, registering
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.workspace import Workspace


def account_now(place: Workspace, ledger: Ledger, edition: Programme, *, today: datetime.date) -> Account:
    """The account of a season with what is to be said of the register, as a collect would tell it."""
    account = account_of(ledger, edition)
    of_register = registering.findings_now(place, account.parcels, today=today)
    return replace(account, findings=(*account.findings, *of_register))


def written_anew(
    place: Workspace, ledger: Ledger, edition: Programme, *, today: datetime.date, everything: bool = True
) -> str:
    """Write the ledger as it stands now, and all other outputs where they were made before; says what was written.

    Args:
        place: the workspace.
        ledger: its ledger.
        edition: the programme.
        today: the day of the run.
        everything: whether what was said may change other outputs than the ledger.
    """
    account = account_now(place, ledger, edition, today=today)
    return written(place, edition, account, today=today, everything=everything)


def written(
    place: Workspace, edition: Programme, account: Account, *, today: datetime.date, everything: bool = True,
    remarks: Sequence[str] = (),
) -> str:  # fmt: skip
    """Write what ``written_anew`` writes of an account that ``account_now`` gave.

    Args:
        place: the workspace.
        edition: the programme.
        account: the season.
        today: the day of the run.
        everything: whether what was said may change other outputs than the ledger.
        remarks: what else is to be said of the run.
    """
    write = outputs.write_all if everything and outputs.were_written(place.home) else outputs.write_ledger
    report = write(edition, account, out=place.home, today=today)
    told = [line for line in report.summary.splitlines() if "没有覆盖" in line or "正被打开" in line]
    return "\n".join((*told, *remarks, report.summary.splitlines()[-1]))
