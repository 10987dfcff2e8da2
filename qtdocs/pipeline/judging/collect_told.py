"""``qtdocs judge collect`` as people see it: every file with its sheets, what is doubtful, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs import checks, intake, writing
from qtdocs.checks.ballots import points_told
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger
from qtdocs.model.ballot import Ballot, PaperSheet
from qtdocs.model.finding import Finding
from qtdocs.pipeline.account import account_of, findings_of_file
from qtdocs.pipeline.collect import Progress
from qtdocs.pipeline.judging.ballot_lines import ballot_json, finding_json, finding_line, json_line
from qtdocs.pipeline.judging.ballot_sheets import sheets_of
from qtdocs.pipeline.judging.ballots import bench_of, weighed
from qtdocs.pipeline.judging.collecting import Taken, sheet_key, sheets_taken
from qtdocs.pipeline.judging.sheet_intake import FileTaken
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import LEDGER, SCRATCH, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectWishes:
    """How score sheets are collected."""

    who: str
    """Who takes them in."""
    dry_run: bool = False
    """Whether nothing is to be written."""
    as_json: bool = False
    """Whether lines are JSON."""
    stage: str = ""
    """The stage of signed sheets whose code nobody can read; empty where that is plain."""
    jobs: int | None = None
    """Workers at a time; as many as there are processors where none is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command prints, and how bad it is."""

    lines: tuple[str, ...]
    """Line by line."""
    worst: str = ""
    """``unread`` where a file could not be read, ``error`` where something has to be mended; else empty."""


def sheets_collected(
    place: Workspace,
    paths: Sequence[Path],
    wishes: CollectWishes,
    *,
    progress: Progress = lambda task, done, of: None,
) -> Said:
    """Collect score sheets; says what was found on each, and what is doubtful.

    Args:
        place: the workspace.
        paths: folders, files, mails, archives.
        wishes: who takes them in, and how.
        progress: is told how far it is.

    Raises:
        UsageError: a path does not exist, or nobody is named.
    """
    wishes = replace(wishes, who=person_named(wishes.who, "收"))
    intake.refuse_missing(paths)
    with place.busy("qtdocs judge collect") as ledger:
        if not wishes.dry_run:
            return _collected(place, ledger, paths, wishes, progress)
        copy = place.data / SCRATCH / LEDGER
        ledger.copy_to(copy)
        with Ledger(copy) as passing:
            said = _collected(place, passing, paths, wishes, progress)
    last = () if wishes.as_json else ("以上只是看看，什么也没有写。",)
    return Said(lines=(*said.lines, *last), worst=said.worst)


def _collected(
    place: Workspace, ledger: Ledger, paths: Sequence[Path], wishes: CollectWishes, progress: Progress
) -> Said:
    edition = shelf.load_programme(place.programme, workspace=place.home)
    taken = sheets_taken(
        place, ledger, paths, who=wishes.who, dry_run=wishes.dry_run, stage=wishes.stage, jobs=wishes.jobs,
        progress=progress,
    )  # fmt: skip
    findings = [*_of_files(taken), *_of_ballots(ledger, edition, taken)]
    outcomes = [*(each.outcome for each in taken.unread), *(one.file.outcome for one in taken.files)]
    errors = any(each.severity == "error" for each in findings)
    lines = _as_json(taken, findings) if wishes.as_json else _told(taken, findings)
    return Said(lines=tuple(lines), worst="unread" if "unread" in outcomes else "error" if errors else "")


def _of_ballots(ledger: Ledger, edition: Programme, taken: Taken) -> Iterator[Finding]:
    """What is to be said of the ballots whose sheets are in the files of this run."""
    sheets = [each for one in taken.files for each in _sheets(one) if each.entry]
    teams = account_of(ledger, edition).teams if sheets else ()
    for stage in sorted({each.stage for each in sheets}):
        bench, came = bench_of(ledger, edition, stage, teams=teams), sheets_of(ledger, stage)
        for pair in sorted({(each.judge, each.entry) for each in sheets if each.stage == stage}):
            yield from weighed(came[pair], bench, pair)[1]


def _of_files(taken: Taken) -> Iterator[Finding]:
    """What of the files was not taken, and why."""
    for each in taken.unread:
        if each.outcome == "unread":
            yield from findings_of_file(each, each.name)
    for one in taken.files:
        for doubt in one.file.doubts:
            yield checks.finding(doubt.code, file=one.file.file, detail=doubt.detail)
        for paper in one.papers:
            if not paper.entry:
                detail = f"{paper.file} 第{paper.page}页上的编号读不出来"
                yield checks.finding("sheet-unidentified", file=paper.file, detail=detail)


def _told(taken: Taken, findings: Sequence[Finding]) -> Iterator[str]:
    for one in taken.files:
        yield from _file_told(one, taken)
    for each in taken.unread:
        if each.outcome == "skipped":
            yield f"{writing.safe_text(each.name)}：{each.detail}，跳过。"
    yield from taken.twice
    yield from (finding_line(each) for each in findings)
    yield _counted(taken, findings)


def _file_told(one: FileTaken, taken: Taken) -> Iterator[str]:
    file, sheets = one.file, _sheets(one)
    fresh = any(_is_new(each, taken) for each in sheets)
    name = writing.safe_text(file.file)
    if not sheets and not one.empty:
        said = {"unread": "没有读", "blank": "程序发出的，没有填、没有改过"}
        yield f"{name}：{said.get(file.outcome, '没有收' if file.doubts else '不是评分表，原件存下了')}。"
        return
    yield f"{name}：{len(sheets)} 张{'' if fresh or not sheets else '，早已收过，没有变化'}"
    for ballot in one.ballots:
        again = "" if _is_new(ballot, taken) or not fresh else "（早已收过）"
        yield f"  {ballot.judge} → {ballot.entry}　{points_told(ballot)}{again}"
    for paper in one.papers:
        whose = f"{paper.judge} → {paper.entry}" if paper.entry else "编号读不出"
        yield f"  {whose}　第{paper.page}页要由两个人照着录入"
    if one.empty:
        yield f"  没有填：{'、'.join(each.entry for each in one.empty)}"


def _sheets(one: FileTaken) -> tuple[Ballot | PaperSheet, ...]:
    return (*one.ballots, *one.papers)


def _is_new(sheet: Ballot | PaperSheet, taken: Taken) -> bool:
    return sheet_key(sheet) in taken.new


def _counted(taken: Taken, findings: Sequence[Finding]) -> str:
    ballots = sum(_is_new(each, taken) for one in taken.files for each in one.ballots)
    papers = sum(_is_new(each, taken) for one in taken.files for each in one.papers)
    told = f"这次新收评分 {ballots} 份" + (f"、签字扫描件 {papers} 张" if papers else "")
    errors = sum(each.severity == "error" for each in findings)
    doubts = f"，有 {errors} 条要处理，处理以前有关的评分不算数" if errors else ""
    return f"{told}{doubts}。还差谁的，用 qtdocs judge missing 看。"


def _as_json(taken: Taken, findings: Sequence[Finding]) -> Iterator[str]:
    """A line a sheet, then a line for its file, then a line a finding."""
    for one in taken.files:
        for ballot in one.ballots:
            yield json_line("ballot", **ballot_json(ballot), new=_is_new(ballot, taken))
        for paper in one.papers:
            yield json_line(
                "paper", file=paper.file, page=paper.page, stage=paper.stage, judge=paper.judge, entry=paper.entry,
                new=_is_new(paper, taken),
            )  # fmt: skip
        yield json_line(
            "file", file=one.file.file, sha256=one.file.sha256, outcome=one.file.outcome, ballots=len(one.ballots),
            papers=len(one.papers), empty=[each.entry for each in one.empty],
        )  # fmt: skip
    for each in taken.unread:
        yield json_line("file", file=each.name, outcome=each.outcome)
    yield from (json_line("finding", **finding_json(each)) for each in findings)
