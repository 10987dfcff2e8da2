"""Every file that may hold answers about names is opened by limited workers, and what it says is kept by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from qtdocs import intake, readers, writing
from qtdocs.codec import Json, decoded
from qtdocs.errors import UnreadableFileError
from qtdocs.intake.preflight import preflight
from qtdocs.ledger import Originals
from qtdocs.model.parcel import Attachment
from qtdocs.pipeline.collect import workers_here
from qtdocs.pipeline.exploring import NO_ANSWER, Explorer, outcome_of, room_on_disk
from qtdocs.pipeline.publishing import name_work
from qtdocs.pipeline.publishing.name_work import UNREAD, NameReading
from qtdocs.pipeline.workspace import Workspace
from qtdocs.sandbox import Executor, TaskFailed, WorkerEnded
from qtdocs.text import natural_order

_PRELOADED = ("qtdocs.pipeline.publishing.name_work",)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFile:
    """One file with what it says."""

    name: str
    """The way to it as people name it."""
    sha256: str
    """Hex digest of its bytes; empty where they could not be had."""
    reading: NameReading
    """What it says."""


def name_files(place: Workspace, paths: Sequence[Path], *, dry_run: bool) -> tuple[NameFile, ...]:
    """Every file below some paths, in mails and archives too, by name; each content once.

    The originals of what is read are kept, unless nothing is to be written.

    Args:
        place: the workspace; the caller is at work in it.
        paths: folders, files, mails, archives.
        dry_run: whether nothing is kept.

    Raises:
        UsageError: a path does not exist.
    """
    intake.refuse_missing(paths)
    # answers are put into the workspace's own folder of names as often as not; only what nobody changed is passed over
    given = [each for parcel in intake.gather(paths, passed_over=writing.holds_own_work) for each in parcel.attachments]
    workers = max(1, workers_here())
    with place.scratch() as scratch, Executor(jobs=workers, preload=_PRELOADED) as executor:
        originals = Originals(scratch / "原件") if dry_run else place.originals
        trees = Explorer(originals, scratch, executor, {}).explore(given, threads=workers)
        found = [each.file for tree in trees for each in tree.flat()]
        refused = [each for each in (*given, *found) if each.unread or each.outcome == "unread"]
        waiting = list(_once(each for each in found if each.sha256 and not each.outcome))
        read = _read([(each, originals.find(each.sha256) or Path()) for each in waiting], executor, scratch)
    told = {each.name: _refused(each) for each in refused}
    files = [
        *told.values(),
        *(NameFile(name=each.name, sha256=each.sha256, reading=read[each.sha256]) for each in waiting),
    ]
    return tuple(sorted(files, key=lambda each: natural_order(each.name)))


def _once(files: Iterable[Attachment]) -> Sequence[Attachment]:
    found: dict[str, Attachment] = {}
    for each in sorted(files, key=lambda each: natural_order(each.name)):
        found.setdefault(each.sha256, each)
    return tuple(found.values())


def _refused(file: Attachment) -> NameFile:
    return NameFile(name=file.name, sha256=file.sha256, reading=_unread(file.unread or file.detail))


def _read(files: Sequence[tuple[Attachment, Path]], executor: Executor, scratch: Path) -> Mapping[str, NameReading]:
    """What each file says, by digest; old formats are converted first."""
    done: dict[str, NameReading] = {}
    old = {file.sha256: (path, file.media) for file, path in files if file.media in readers.CONVERTED}
    if old:
        room_on_disk(scratch, size=sum(file.size for file, _ in files if file.sha256 in old))
    converted = readers.convert(old, scratch) if old else {}
    futures = {}
    for file, path in files:
        seen, made = preflight(path), converted.get(file.sha256, Path())
        if seen.code:
            done[file.sha256] = _unread(seen.detail)
        elif isinstance(made, UnreadableFileError):
            done[file.sha256] = _unread(made.detail, made.advice)
        else:
            way = "" if made == Path() else str(made)
            futures[file.sha256] = executor.submit(name_work.read_names, str(path), way)
    return done | {sha256: _answer(future) for sha256, future in futures.items()}


def _answer(future: Future[Json]) -> NameReading:
    try:
        return decoded(NameReading, future.result())
    except (WorkerEnded, TaskFailed) as error:
        return _unread(outcome_of(error)[1])
    except (TypeError, ValueError, KeyError, AttributeError):
        return _unread(NO_ANSWER)


def _unread(detail: str, advice: str = "") -> NameReading:
    return NameReading(outcome=UNREAD, detail=detail, advice=advice)
