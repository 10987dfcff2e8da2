"""Collecting: what lies in an inbox comes into the ledger, once, whatever happens in between."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs import intake
from qtdocs.codec import Json
from qtdocs.editions import shelf
from qtdocs.errors import WriteError
from qtdocs.ledger import Ledger, deliveries, documents, entries, library
from qtdocs.ledger.documents import Stored
from qtdocs.model.finding import Finding
from qtdocs.pipeline import inspecting, outputs, registering
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.exploring import Explorer, Found
from qtdocs.pipeline.purging import swept
from qtdocs.pipeline.reading import read_documents
from qtdocs.pipeline.registering import Register
from qtdocs.pipeline.sorting import Given, given_files, order, sort
from qtdocs.pipeline.teams import with_numbers
from qtdocs.pipeline.workspace import Workspace
from qtdocs.sandbox import Executor

Progress = Callable[[str, int, int], None]
"""Is told what is going on, and how many of how many are done."""
PRELOADED = ("qtdocs.pipeline.worker",)
"""What every worker has at hand when it starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What a run brought."""

    account: Account
    """The season as it stands now."""
    arrivals: int
    """New arrivals of files."""
    read: int
    """Documents read."""
    entries: int
    """New teams."""
    remarks: tuple[str, ...] = ()
    """What a person should know of the run, in Chinese."""


def collect(
    workspace: Workspace,
    ledger: Ledger,
    paths: Sequence[Path],
    *,
    today: datetime.date,
    jobs: int | None = None,
    progress: Progress = lambda task, done, of: None,
) -> Collected:
    """Take what lies below some paths into the ledger.

    Each step is put down before the next begins, so that a run that is broken off goes on where it was.

    Args:
        workspace: where; the caller holds its lock.
        ledger: its ledger.
        paths: folders, files, mails, mailboxes, archives.
        today: the day that dates on papers are compared with.
        jobs: workers at a time; as many as there are processors where none is given; 0 for none, all in this process.
        progress: is told how far it is.

    Raises:
        UsageError: a path does not exist; nothing was done.
        WriteError: the disk is full or protected; what is put down stays.
    """
    edition = shelf.load_programme(workspace.programme, workspace=workspace.home)
    given = given_files(intake.gather(paths, passed_over=lambda path: is_ours(path, workspace)))
    register = registering.opened(workspace, deliveries.everything(ledger)[0], today=today)
    inspection = inspecting.opened(workspace, ledger, today=today)
    asked: dict[str, Json] = {
        "workspace": str(workspace.home), "programme": edition.id, "today": today.isoformat(), "printed": False,
    }  # fmt: skip
    workers = workers_here() if jobs is None else jobs
    with workspace.scratch() as scratch, Executor(jobs=workers, preload=PRELOADED) as executor:
        explorer = Explorer(workspace.originals, scratch, executor, documents.opened(ledger))
        found = _explored(explorer, given, ledger, threads=max(1, workers), progress=progress)
        arrivals = _put_down(ledger, given, found, register)
        read = read_documents(
            ledger, workspace.originals, executor, crops=workspace.crops, scratch=scratch, asked=asked,
            progress=lambda done, of: progress("读取", done, of),
        )  # fmt: skip
    swept(workspace, ledger)
    inspecting.put_down(ledger, edition, inspection)
    account = account_of(ledger, edition)
    library.remember(ledger, account.texts)
    new = _number_entries(ledger, account)
    account = replace(account, teams=with_numbers(account.teams, entries.everything(ledger)))
    remarks = (
        *_registered_back(workspace, register, account, title=edition.name),
        *inspecting.filled_up(workspace, inspection, account.teams, ledger, edition),
    )
    account = replace(account, findings=(*account.findings, *_of_register(register, account)))
    return Collected(account=account, arrivals=arrivals, read=read, entries=new, remarks=remarks)


def workers_here() -> int:
    """As many workers as there are processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # Windows, macOS
        return os.cpu_count() or 1


def is_ours(path: Path, workspace: Workspace) -> bool:
    """Whether a file of the inbox belongs to the workspace: its data, its settings, its register, its outputs."""
    return workspace.owns(path) or outputs.is_former_output(path, workspace.home)


def _explored(
    explorer: Explorer, given: Sequence[Given], ledger: Ledger, *, threads: int, progress: Progress
) -> list[Found]:
    """Everything in the files; each mail and archive is put down as soon as it was opened."""
    known = documents.known(ledger)
    done = 0

    def put(found: Found) -> None:
        nonlocal done
        done += 1
        _put_documents(ledger, found, known)
        progress("收件", done, max(done, len(given)))

    return explorer.explore([each.file for each in given], threads=threads, done=put)


def _put_documents(ledger: Ledger, found: Found, known: set[str]) -> None:
    for each in found.flat():
        if not each.file.sha256 or (each.file.sha256 in known and each.unpacked is None):
            continue
        if each.file.sha256 in known and each.unpacked is not None and not _is_news(ledger, each):
            continue
        known.add(each.file.sha256)
        with ledger.change("stored", each.file.sha256):
            documents.add(ledger, Stored(each.file.sha256, each.file.media, each.file.size))
            if each.unpacked is not None and each.settled:
                documents.put_members(ledger, each.file.sha256, each.unpacked)


def _is_news(ledger: Ledger, found: Found) -> bool:
    """Whether it is not put down yet what a mail or an archive holds."""
    return bool(ledger.rows("SELECT 1 FROM documents WHERE sha256 = ? AND members IS NULL", found.file.sha256))


def _put_down(ledger: Ledger, given: Sequence[Given], found: Iterable[Found], register: Register) -> int:
    """The parcels with their arrivals, all at once so that their numbers do not depend on chance; the new arrivals."""
    every = list(found)
    arrived = sort(
        given,
        {each.given: each for each in every if each.file.name == each.given},
        [each for each in every if each.file.name != each.given],
        registered=[(row.key, row.told) for row in register.rows],
        mails=deliveries.mails(ledger),
        settled=deliveries.settled(ledger),
    )
    parcels = deliveries.everything(ledger)[0]
    papers = registering.on_paper_alone(register, parcels)
    registering.put_down(ledger, register)  # what was dated before these files came is not meant for them
    with ledger.change("collected"):
        new = deliveries.add(ledger, sorted((*arrived.parcels, *papers), key=order), arrived.loose)
    registering.put_down(ledger, register)
    return new


def _registered_back(workspace: Workspace, register: Register, account: Account, *, title: str) -> tuple[str, ...]:
    """Fill up the register; where it is open in another program, say so: nothing else depends on it."""
    try:
        registering.write_back(workspace, register, account.parcels, title=title)
    except WriteError as error:
        return (f"受理编号没有写回{workspace.register.name}：{error}",)
    return ()


def _of_register(register: Register, account: Account) -> tuple[Finding, ...]:
    return (*register.findings, *registering.unmatched(register, account.parcels))


def _number_entries(ledger: Ledger, account: Account) -> int:
    """Numbers for teams that have none; how many there are."""
    fresh = [team.id for team in account.teams if not team.number]
    if not fresh:
        return 0
    with ledger.change("entries-numbered"):
        return entries.add(ledger, fresh)
