"""A whole inbox: every file read, records put together into entries, and everything written."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from qtdocs import checks
from qtdocs.assemble import assemble
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Attachment
from qtdocs.model.record import Record
from qtdocs.pipeline import outputs
from qtdocs.pipeline.papers import Paper, Part, open_shelf, read_papers


def run(
    paths: Sequence[Path],
    *,
    programme: str,
    out: Path,
    today: datetime.date,
    watch: Callable[[Sequence[Attachment]], Iterable[Attachment]] = iter,
) -> outputs.Report:
    """Read an inbox and write the ledger, the summary table, score sheets, honour roll and certificates.

    Args:
        paths: folders and files.
        programme: the programme's id or one of its names.
        out: folder of the outputs; made where it is not there.
        today: the day that dates are compared with.
        watch: wraps the list of files to show progress.

    Raises:
        UsageError: a path or the programme does not exist.
        WriteError: the folder cannot be written.
    """
    edition = shelf.load_programme(programme)
    desk = open_shelf()

    def passed_over(path: Path) -> bool:
        return outputs.is_former_output(path, out)

    # a path that is missing is said here, before anything is made
    reading = read_papers(paths, desk, programme=edition.id, today=today, watch=watch, passed_over=passed_over)
    outputs.make_folder(out)
    papers = tuple(reading)
    entries = entries_of(papers, edition)
    loose = _loose_findings(papers, entries)
    general = checks.check_programme(edition, today=today)
    remarks = [
        f"活动 {folder} 的表格文件有误，没有认它的表；请运行 qtdocs forms check {folder}。" for folder in desk.broken
    ]
    return outputs.write_all(edition, papers, entries, (*general, *loose), out=out, today=today, remarks=remarks)


def entries_of(papers: Iterable[Paper], edition: Programme) -> tuple[Entry, ...]:
    """The teams of one programme: filled forms that make a team, those of one team together."""
    parts = [part for paper in papers for part in paper.parts if part.record and _makes_team(part.record, edition)]
    findings = {id(part.record): part.findings for part in parts}
    records = [part.record for part in parts if part.record]
    entries = assemble(records, findings, rank=edition.nominator_rank)
    return tuple(_with_pairs(entry, edition) for entry in entries)


def _makes_team(record: Record, edition: Programme) -> bool:
    form = edition.form(record.form)
    return record.programme == edition.id and form is not None and form.per_entry and not record.blank


def _with_pairs(entry: Entry, edition: Programme) -> Entry:
    """The entry with what its papers say differently."""
    form = edition.form(entry.source.form)
    assert form is not None
    findings = [
        finding
        for first, second in combinations(entry.records, 2)
        if first is entry.source
        for finding in checks.check_pair(first, second, form)
    ]
    return replace(entry, findings=(*entry.findings, *findings)) if findings else entry


def _loose_findings(papers: Iterable[Paper], entries: Iterable[Entry]) -> tuple[Finding, ...]:
    """Findings about files that belong to no team."""
    owned = {id(record) for entry in entries for record in entry.records}
    return tuple(
        finding for paper in papers for part in paper.parts if not _is_owned(part, owned) for finding in part.findings
    )


def _is_owned(part: Part, owned: set[int]) -> bool:
    return part.record is not None and id(part.record) in owned
