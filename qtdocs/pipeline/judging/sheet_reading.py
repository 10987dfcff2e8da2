"""Every file that may hold score sheets is read by a limited worker: old formats converted first, pictures apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from pathlib import Path

from qtdocs import readers
from qtdocs.codec import Json, decoded
from qtdocs.errors import UnreadableFileError
from qtdocs.intake.preflight import preflight
from qtdocs.model.parcel import Attachment
from qtdocs.pipeline.exploring import NO_ANSWER, outcome_of, room_on_disk
from qtdocs.pipeline.judging import sheet_work
from qtdocs.pipeline.judging.sheet_work import SheetReading
from qtdocs.pipeline.reading import WITH_PIXELS
from qtdocs.sandbox import Executor, Limits, TaskFailed, WorkerEnded

Job = tuple[Attachment, str, str]
"""A file, where its bytes lie, and where the same lies in a format of today."""


def sheets_read(
    files: Sequence[tuple[Attachment, Path]], executor: Executor, *, scratch: Path, asked: Mapping[str, Json]
) -> Iterator[tuple[Attachment, SheetReading]]:
    """What each file holds of score sheets, in the order in which they are done.

    Args:
        files: the files with where their bytes lie in the store.
        executor: the workers.
        scratch: a folder for conversions.
        asked: what ``sheet_work.read_sheets`` is asked, but for ``pixels``.
    """
    ready: list[tuple[Attachment, Path]] = []
    for file, path in files:
        seen = preflight(path)
        if seen.code:
            yield file, _unread(UnreadableFileError(seen.code, seen.detail))
        else:
            ready.append((file, path))
    old = {file.sha256: (path, file.media) for file, path in ready if file.media in readers.CONVERTED}
    if old:
        room_on_disk(scratch, size=sum(file.size for file, _ in ready if file.sha256 in old))
    converted = readers.convert(old, scratch) if old else {}
    jobs: list[Job] = []
    for file, path in ready:
        made = converted.get(file.sha256, Path())
        if isinstance(made, UnreadableFileError):
            yield file, _unread(made)
        else:
            jobs.append((file, str(path), "" if made == Path() else str(made)))
    yield from _by_workers(jobs, executor, asked)


def _by_workers(
    jobs: Sequence[Job], executor: Executor, asked: Mapping[str, Json]
) -> Iterator[tuple[Attachment, SheetReading]]:
    """What workers say: without pictures first, then with them where there are pages that are pictures."""
    futures: dict[Future[Json], tuple[Job, str]] = {}
    looked: dict[str, SheetReading] = {}

    def send(job: Job, pixels: str, *, first: int = 0, limits: Limits | None = None) -> None:
        question = {**asked, "pixels": pixels, "first": first}
        futures[executor.submit(sheet_work.read_sheets, *job[1:], question, limits=limits)] = job, pixels

    for job in jobs:
        send(job, "ask")
    while futures:
        for future in wait(futures, return_when=FIRST_COMPLETED).done:
            (job, pixels), reading = futures.pop(future), _answer(future)
            sha256 = job[0].sha256
            if reading.outcome == "pixels":
                send(job, "look", limits=WITH_PIXELS)
            elif pixels == "look" and future.exception() is not None and sha256 not in looked:
                send(job, "leave")
            else:
                looked[sha256] = _joined(looked.get(sha256), reading)
                if reading.left:
                    send(job, "look", first=reading.left, limits=WITH_PIXELS)
                else:
                    yield job[0], looked.pop(sha256)


def _joined(before: SheetReading | None, reading: SheetReading) -> SheetReading:
    """What was read of the first pages, and of further ones."""
    if before is None:
        return reading
    if reading.outcome == "unread":  # the first pages stand, and it is told that the rest was not looked at
        return replace(before, code=reading.code, detail=f"后面的页没有看：{reading.detail}", advice=reading.advice)
    return replace(
        before, pictured=(*before.pictured, *reading.pictured), pictures={**before.pictures, **reading.pictures},
        outcome="sheets" if "sheets" in (before.outcome, reading.outcome) else before.outcome,
    )  # fmt: skip


def _answer(future: Future[Json]) -> SheetReading:
    try:
        return decoded(SheetReading, future.result())
    except (WorkerEnded, TaskFailed) as error:
        return _unread(UnreadableFileError(*outcome_of(error)))
    except (TypeError, ValueError, KeyError, AttributeError):
        return _unread(UnreadableFileError("file-crashed", NO_ANSWER))


def _unread(error: UnreadableFileError) -> SheetReading:
    return SheetReading(outcome="unread", code=error.code, detail=error.detail, advice=error.advice)
