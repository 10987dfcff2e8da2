"""A package tried out: read and checked in a store that is thrown away, just as the receiver would."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.model.finding import SEVERITIES, Finding
from qtdocs.pipeline import workspace
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.collect import collect
from qtdocs.pipeline.known import Line

OWN_SHELVES = ("forms", "templates")
"""Folders of a workspace in which an association keeps what counts before the program's own."""
_NOT_ITS_FAULT = frozenset({"received-missing", "rule-uncheckable", "file-skipped", "paper-original-unseen"})
"""What a trial says because it is one, or of no paper in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What the receiver's own rules say of a package."""

    teams: tuple[Entry, ...]
    """The teams that were found in it."""
    unread: tuple[Line, ...]
    """Files in it that cannot be read."""
    findings: tuple[tuple[str, Finding], ...]
    """Errors and warnings, the worst first, each with the team's number in this trial; empty where it has none."""

    def of(self, severity: str) -> tuple[tuple[str, Finding], ...]:
        """Those of one severity."""
        return tuple(each for each in self.findings if each[1].severity == severity)


def tried(
    paths: Sequence[Path], programme: Programme, *, today: datetime.date, home: Path | None = None,
    jobs: int | None = None,
) -> Tried:  # fmt: skip
    """Collect a package into a workspace that is thrown away afterwards.

    Args:
        paths: the package: a folder, a zip file.
        programme: the receiver's programme.
        today: the day that dates are compared with.
        home: a workspace whose own forms count before all others.
        jobs: workers at a time.

    Raises:
        WriteError: the disk is full.
    """
    with tempfile.TemporaryDirectory(prefix="qtdocs-") as folder:
        target = Path(folder) / "试收"
        for name in OWN_SHELVES:
            if home is not None and (home / name).is_dir():
                shutil.copytree(home / name, target / name)
        place = workspace.new(target, programme=programme.id)
        with place.busy("qtdocs send-up") as ledger:
            return _seen(collect(place, ledger, paths, today=today, jobs=jobs).account)


def _seen(account: Account) -> Tried:
    found = [(team.number, finding) for team in account.teams for finding in team.findings]
    found += [("", finding) for finding in account.findings]
    kept = [
        each for each in found
        if each[1].counts and each[1].severity != "note" and each[1].code not in _NOT_ITS_FAULT
    ]  # fmt: skip
    return Tried(
        teams=account.teams,
        unread=tuple(line for line in account.lines if line.outcome == "unread"),
        findings=tuple(sorted(kept, key=lambda each: SEVERITIES.index(each[1].severity))),
    )
