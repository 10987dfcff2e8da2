"""``qtdocs judge collect``: score books, official sheets, scans and the mails that hold them come into the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs import intake
from qtdocs.assemble import text_in
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Crops, Ledger, Originals
from qtdocs.ledger.judging import ActKind, acts, held, put_down
from qtdocs.model.ballot import Ballot, PaperSheet
from qtdocs.model.collected import CollectedFile
from qtdocs.model.entry import Entry
from qtdocs.model.expert import Expert
from qtdocs.model.parcel import BEIJING, Attachment
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.collect import Progress, workers_here
from qtdocs.pipeline.exploring import Explorer
from qtdocs.pipeline.judging.sheet_ballots import Names, Source
from qtdocs.pipeline.judging.sheet_intake import FileTaken, taken_from
from qtdocs.pipeline.judging.sheet_reading import sheets_read
from qtdocs.pipeline.judging.sheet_work import SheetReading
from qtdocs.pipeline.judging.stage_choice import only_stage
from qtdocs.pipeline.workspace import Workspace
from qtdocs.sandbox import Executor
from qtdocs.text import natural_order

PRELOADED = ("qtdocs.pipeline.judging.sheet_work",)
"""What every worker has at hand when it starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one run of collecting brought."""

    files: tuple[FileTaken, ...]
    """Every file with what came of it, by name; what was only opened is none of them."""
    unread: tuple[Attachment, ...]
    """What could not be read, and what is no paper."""
    new: frozenset[tuple[str, ...]]
    """What tells each sheet that was not there before (``sheet_key``)."""
    twice: tuple[str, ...]
    """Files with the same bytes as another of this run, each in words."""


def sheets_taken(
    place: Workspace,
    ledger: Ledger,
    paths: Sequence[Path],
    *,
    who: str,
    dry_run: bool,
    stage: str = "",
    jobs: int | None = None,
    progress: Progress = lambda task, done, of: None,
) -> Taken:
    """Take all score sheets below some paths into the ledger, file by file.

    Args:
        place: the workspace; the caller holds its lock.
        ledger: its ledger, or a copy of it where nothing is to be kept.
        paths: folders, files, mails, archives.
        who: who takes them in.
        dry_run: whether originals and pictures go into a folder that is thrown away.
        stage: the stage of signed sheets whose code nobody can read.
        jobs: workers at a time.
        progress: is told how far it is.

    Raises:
        UsageError: the programme has no stages of judging.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    if not edition.stages:
        raise UsageError(
            "本活动没有写评审阶段，没有评分表可收。", "请在活动文件里写 [[stages]]，见 docs/writing-forms.md。"
        )
    given = [each for parcel in intake.gather(paths, passed_over=place.owns) for each in parcel.attachments]
    workers = workers_here() if jobs is None else jobs
    asked = {"workspace": str(place.home), "programme": edition.id}
    with place.scratch() as scratch, Executor(jobs=workers, preload=PRELOADED) as executor:
        originals = Originals(scratch / "原件") if dry_run else place.originals
        crops = Crops(scratch / "截图") if dry_run else place.crops
        explorer = Explorer(originals, scratch, executor, {})
        found = [each.file for tree in explorer.explore(given, threads=max(1, workers)) for each in tree.flat()]
        waiting, twice = _once(each for each in sorted(found, key=_by_name) if each.sha256 and not each.outcome)
        with_paths = [(each, originals.find(each.sha256) or Path()) for each in waiting]
        read: dict[str, SheetReading] = {}
        for file, reading in sheets_read(with_paths, executor, scratch=scratch, asked=asked):
            crops.keep(reading.pictures)
            read[file.sha256] = replace(reading, pictures={})
            progress("读评分表", len(read), len(with_paths))
    told = stage or only_stage(ledger, edition)
    files, new = _put_down_all(ledger, [(each, read[each.sha256]) for each in waiting], edition, stage=told, who=who)
    unread = [each for each in (*given, *found) if each.skipped or each.unread or each.outcome in ("unread", "skipped")]
    return Taken(
        files=files, new=new, twice=tuple(twice),
        unread=tuple({each.name: _with_outcome(each) for each in unread}.values()),
    )  # fmt: skip


def _put_down_all(
    ledger: Ledger, read: Sequence[tuple[Attachment, SheetReading]], edition: Programme, *, stage: str, who: str
) -> tuple[tuple[FileTaken, ...], frozenset[tuple[str, ...]]]:
    """Put down what was read, in the order of the files' names whichever was read first; gives what is new."""
    names = names_of(ledger, account_of(ledger, edition).teams)
    at = datetime.datetime.now(BEIJING).isoformat(timespec="seconds")
    books = _Books(ledger)
    taken: list[FileTaken] = []
    new: set[tuple[str, ...]] = set()
    for file, reading in read:
        source = Source(file=file.name, sha256=file.sha256, kind=reading.kind or file.media, at=at)
        one = _of_stage(taken_from(reading, edition, names, source), stage)
        new |= books.put_down(one, who=who)
        taken.append(one)
    return tuple(taken), frozenset(new)


class _Books:
    """What the ledger has of score sheets already, so that nothing is put down twice."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._ballots = {_telling(act.value) for act in acts(ledger, ActKind.BALLOT, Ballot)}
        self._papers = {act.value.key: act.value for act in held(ledger, ActKind.PAPER, PaperSheet).values()}
        self._files = {key[0]: act.value for key, act in held(ledger, ActKind.COLLECTED, CollectedFile).items()}

    def put_down(self, taken: FileTaken, *, who: str) -> set[tuple[str, ...]]:
        """Put down what is new of a file, all at once; gives what tells each new sheet."""
        fresh = [each for each in taken.ballots if _telling(each) not in self._ballots]
        papers = [each for each in taken.papers if self._is_news(each)]
        before = self._files.get(taken.file.sha256)
        changed = before is None or replace(before, file=taken.file.file) != taken.file
        with self._ledger.change("ballots-collected", taken.file.sha256):
            for kind, acts_of_kind in (
                (ActKind.BALLOT, [((each.stage, each.judge, each.entry, each.medium), each) for each in fresh]),
                (ActKind.PAPER, [(each.key, each) for each in papers]),
                (ActKind.COLLECTED, [((taken.file.sha256,), taken.file)] if changed else []),
            ):
                if acts_of_kind:
                    put_down(self._ledger, kind, acts_of_kind, who=who)
        return {*map(sheet_key, fresh), *map(sheet_key, papers)}

    def _is_news(self, paper: PaperSheet) -> bool:
        before = self._papers.get(paper.key)
        return before is None or replace(before, file=paper.file) != paper


def sheet_key(sheet: Ballot | PaperSheet) -> tuple[str, ...]:
    """What tells a sheet of a file from others: a list holds several on one page."""
    return (sheet.sha256, sheet.spot, sheet.judge, sheet.entry) if isinstance(sheet, Ballot) else sheet.key


def names_of(ledger: Ledger, teams: Sequence[Entry]) -> Names:
    """What entries and experts are called."""
    return Names(
        entries={
            each.number: (text_in(each.source, "organisation_name"), text_in(each.source, "team_name"))
            for each in teams
        },
        experts={key[0]: act.value.name for key, act in held(ledger, ActKind.EXPERT, Expert).items()},
    )


def _by_name(file: Attachment) -> tuple[tuple[int, int, str], ...]:
    return natural_order(file.name)


def _once(files: Iterator[Attachment]) -> tuple[list[Attachment], list[str]]:
    """The files, each content once, and a word about those that came twice."""
    first: dict[str, Attachment] = {}
    twice = []
    for each in files:
        if each.sha256 in first:
            twice.append(f"{each.name} 与 {first[each.sha256].name} 一字不差，只算一份。")
        else:
            first[each.sha256] = each
    return list(first.values()), twice


def _with_outcome(file: Attachment) -> Attachment:
    """A file that was not read, as ``findings_of_file`` wants it."""
    if file.skipped:
        return replace(file, outcome="skipped", detail=file.skipped)
    if file.unread:
        return replace(file, outcome="unread", code="file-damaged", detail=file.unread)
    return file


def _of_stage(taken: FileTaken, stage: str) -> FileTaken:
    papers = tuple(each if each.stage else replace(each, stage=stage) for each in taken.papers)
    return replace(taken, papers=papers)


def _telling(ballot: Ballot) -> tuple[object, ...]:
    """What tells whether a ballot is there already: the same sheet, read alike."""
    return (*sheet_key(ballot), ballot.stage, ballot.said, ballot.doubts)
