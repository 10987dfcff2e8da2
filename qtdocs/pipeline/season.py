"""A season's workspace from the outside: made, filled, written out; what the commands of a clerk's day do."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qtdocs import intake
from qtdocs.editions import shelf
from qtdocs.pipeline import outputs, workspace
from qtdocs.pipeline.collect import Collected, Progress, collect
from qtdocs.pipeline.workspace import Workspace


def run(
    paths: Sequence[Path],
    *,
    programme: str,
    out: Path,
    today: datetime.date,
    jobs: int | None = None,
    progress: Progress = lambda task, done, of: None,
) -> outputs.Report:
    """Make the workspace where there is none, collect an inbox into it, and write every output.

    Args:
        paths: folders, files, mails, mailboxes, archives.
        programme: the programme's id or one of its names.
        out: the workspace, where the outputs go too; made where it is not there.
        today: the day that dates are compared with.
        jobs: workers at a time.
        progress: is told how far it is.

    Raises:
        UsageError: a path or the programme does not exist, or ``out`` is the workspace of another programme.
        WriteError: the folder cannot be written, or somebody else is at work in it.
    """
    edition = shelf.load_programme(programme, workspace=out)
    intake.refuse_missing(paths)  # said before anything is made
    outputs.make_folder(out)
    place = workspace.find_or_new(out, programme=edition.id)
    with place.busy("qtdocs run") as ledger:
        brought = collect(place, ledger, paths, today=today, jobs=jobs, progress=progress)
        report = outputs.write_all(edition, brought.account, out=out, today=today, remarks=_broken(place))
    return replace(report, summary="\n".join((_news(brought), *brought.remarks, report.summary)))


def collect_into(
    place: Workspace,
    paths: Sequence[Path],
    *,
    today: datetime.date,
    jobs: int | None = None,
    progress: Progress = lambda task, done, of: None,
) -> outputs.Report:
    """Collect into a workspace and write its 台账.xlsx.

    Raises:
        UsageError: a path does not exist.
        WriteError: the workspace cannot be written, or somebody else is at work in it.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    intake.refuse_missing(paths)
    with place.busy("qtdocs collect") as ledger:
        brought = collect(place, ledger, paths, today=today, jobs=jobs, progress=progress)
        report = outputs.write_ledger(edition, brought.account, out=place.home, today=today, remarks=_broken(place))
    return replace(report, summary="\n".join((_news(brought), *brought.remarks, report.summary)))


def _news(brought: Collected) -> str:
    """What this run brought; on the screen alone, for the outputs are the same whenever they are made."""
    if not (brought.arrivals or brought.read or brought.entries):
        return "没有新的材料。"
    return f"这次新收到 {brought.arrivals} 份，读了 {brought.read} 份，新增班组 {brought.entries} 个。"


def _broken(place: Workspace) -> list[str]:
    """Programmes whose own files have mistakes."""
    _, broken = shelf.load_sound(workspace=place.home)
    return [f"活动 {folder} 的表格文件有误，没有认它的表；请运行 qtdocs forms check {folder}。" for folder in broken]
