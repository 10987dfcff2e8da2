"""Outputs written anew after a person said something: the ledger, and whatever else lies there and names teams."""

from __future__ import annotations

import datetime
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


def written_anew(place: Workspace, ledger: Ledger, edition: Programme, *, today: datetime.date) -> str:
    """Write the ledger, and all other outputs where they were made before; says what was written."""
    account = account_now(place, ledger, edition, today=today)
    write = outputs.write_all if outputs.were_written(place.home) else outputs.write_ledger
    report = write(edition, account, out=place.home, today=today)
    remarks = [line for line in report.summary.splitlines() if "没有覆盖" in line or "正被打开" in line]
    return "\n".join((*remarks, report.summary.splitlines()[-1]))
