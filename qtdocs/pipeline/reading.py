"""Every document of the ledger that was not read yet is read by a worker, and put down one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from qtdocs import __version__, checks, intake, readers
from qtdocs.codec import Json, decoded
from qtdocs.editions import shelf
from qtdocs.errors import UnreadableFileError
from qtdocs.intake.preflight import preflight
from qtdocs.ledger import Crops, Ledger, Originals, documents
from qtdocs.ledger.documents import Stored
from qtdocs.pipeline import worker
from qtdocs.pipeline.exploring import NO_ANSWER, outcome_of, room_on_disk
from qtdocs.pipeline.papers import PIXELS, Sight
from qtdocs.pipeline.readings import PartRead, Reading
from qtdocs.sandbox import Executor, Limits, TaskFailed, WorkerEnded
from qtdocs.scan.extra import is_installed

Progress = Callable[[int, int], None]
"""Is told how many of how many are done."""
_AT_A_TIME = 32
_NONE: Mapping[str, str] = MappingProxyType({})
WITH_PIXELS = Limits(cpu=150, wall=600.0, memory=3_000_000_000, growth=1_500_000_000)
"""What reading a file may use in which text is recognised on pictures: a page takes seconds, the models memory."""
WITHOUT_RECOGNISER = "-"
"""Behind the name of a reader that could not recognise the text of scans; they are read again once it can."""
AGAIN = ""
"""The reader of what should be tried again at the next run, because only a program was missing."""


def read_documents(
    ledger: Ledger,
    originals: Originals,
    executor: Executor,
    *,
    crops: Crops,
    scratch: Path,
    asked: Mapping[str, Json],
    progress: Progress = lambda done, of: None,
) -> int:
    """Read what is waiting; gives how many documents were read.

    Args:
        ledger: the ledger.
        originals: the store.
        executor: the workers.
        crops: where pictures of single spots are kept.
        scratch: a folder for conversions.
        asked: what ``worker.read`` is asked, but for ``pixels``.
        progress: is told how far it is.
    """
    reader = reader_of(str(asked["workspace"]), str(asked["programme"]))
    sightless = "" if is_installed() else reader + WITHOUT_RECOGNISER
    waiting = [each for each in documents.unread(ledger, reader, sightless) if each.media not in intake.OPENERS]
    with_paths = [(each, originals.find(each.sha256) or originals.path(each.sha256, each.media)) for each in waiting]
    gone = {stored.sha256 for stored, path in with_paths if not path.exists()}
    done = 0
    for stored, reading in readings_of(with_paths, executor, scratch=scratch, asked=asked):
        crops.keep(reading.crops)
        again = stored.sha256 in gone or _is_passing(stored, reading)
        with ledger.change("read", stored.sha256):
            documents.put_reading(
                ledger, stored.sha256, outcome=reading.outcome, reading=replace(reading, crops=_NONE),
                reader=AGAIN if again else sightless if sightless and _is_scan(reading) else reader,
            )  # fmt: skip
        done += 1
        progress(done, len(waiting))
    return done


def readings_of(
    waiting: Sequence[tuple[Stored, Path]], executor: Executor, *, scratch: Path, asked: Mapping[str, Json]
) -> Iterator[tuple[Stored, Reading]]:
    """What each document says, in the order in which they are done.

    Old formats are converted together first; then each document goes to a worker, unless it must not be opened.
    """
    ready: list[tuple[Stored, Path]] = []
    for stored, path in waiting:
        seen = preflight(path)
        if seen.code:
            yield stored, unread(UnreadableFileError(seen.code, seen.detail))
        else:
            ready.append((stored, path))
    old = {each.sha256: (path, each.media) for each, path in ready if each.media in readers.CONVERTED}
    if old:
        room_on_disk(scratch, size=sum(each.size for each, _ in ready if each.sha256 in old))
    converted = readers.convert(old, scratch) if old else {}
    jobs: list[tuple[Stored, str, str]] = []
    for stored, path in ready:
        made = converted.get(stored.sha256, Path())
        if isinstance(made, UnreadableFileError):
            yield stored, unread(made)
        else:
            jobs.append((stored, str(path), "" if made == Path() else str(made)))
    yield from _by_workers(jobs, executor, asked)


def _by_workers(
    jobs: list[tuple[Stored, str, str]], executor: Executor, asked: Mapping[str, Json]
) -> Iterator[tuple[Stored, Reading]]:
    """What workers say of these documents: without their pictures first, then with them where there are some.

    Where looking at them ends a worker, what stands in the document beside them is read all the same.
    """
    futures: dict[Future[Json], tuple[tuple[Stored, str, str], Sight]] = {}

    def send(job: tuple[Stored, str, str], sight: Sight, limits: Limits | None = None) -> None:
        futures[executor.submit(worker.read, *job[1:], {**asked, "pixels": sight}, limits=limits)] = job, sight

    while jobs or futures:
        while jobs and len(futures) < _AT_A_TIME:  # answers that wait in a long line would fill the memory
            send(jobs.pop(), "ask")
        for future in wait(futures, return_when=FIRST_COMPLETED).done:
            (job, sight), reading = futures.pop(future), _answer(future)
            if reading.outcome == PIXELS:  # only now is it known that the file needs more than a document should
                send(job, "look", WITH_PIXELS)
            elif sight == "look" and future.exception() is not None:
                send(job, "leave")
            else:
                yield job[0], reading


def _answer(future: Future[Json]) -> Reading:
    try:
        return decoded(Reading, future.result())
    except (WorkerEnded, TaskFailed) as error:
        return unread(UnreadableFileError(*outcome_of(error)))
    except (TypeError, ValueError, KeyError, AttributeError):
        return unread(UnreadableFileError("file-crashed", NO_ANSWER))


def unread(error: UnreadableFileError) -> Reading:
    """The reading of a document that cannot be read."""
    finding = checks.finding(error.code, detail=error.detail, advice=error.advice)
    return Reading(outcome="unread", parts=(PartRead(findings=(finding,)),))


def reader_of(workspace: str, programme: str) -> str:
    """What tells one reader from another: the program's version, and every file of every form."""
    digest = hashlib.sha256(f"{__version__}\0{programme}".encode())
    for folder in shelf.folders("forms", workspace=Path(workspace) if workspace else None):
        for path in sorted(folder.glob("*/*")):
            if not path.is_file() or path.parent.name.startswith("_"):  # no form: nothing is read otherwise by it
                continue
            digest.update(f"\0{path.parent.name}/{path.name}\0".encode(errors="replace"))
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _is_scan(reading: Reading) -> bool:
    """Whether there are pages whose text was not read."""
    return any(finding.code == "scan-unread" for part in reading.parts for finding in part.findings)


def _is_passing(stored: Stored, reading: Reading) -> bool:
    """Whether it may go better next time: a program was missing, or the worker died."""
    codes = {finding.code for part in reading.parts for finding in part.findings}
    lacks_program = stored.media in readers.CONVERTED and "file-unsupported" in codes
    return lacks_program or "file-crashed" in codes
