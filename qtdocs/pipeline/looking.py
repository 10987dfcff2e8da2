"""A look into files without a workspace: what ``qtdocs read`` prints, in the order of the files."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs import intake, writing
from qtdocs.codec import Json
from qtdocs.editions import shelf
from qtdocs.ledger import Originals
from qtdocs.ledger.documents import Stored
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Attachment
from qtdocs.pipeline.account import findings_of_file
from qtdocs.pipeline.collect import PRELOADED, Progress, workers_here
from qtdocs.pipeline.desk import Shelf, open_shelf
from qtdocs.pipeline.exploring import Explorer, Found
from qtdocs.pipeline.reading import readings_of
from qtdocs.pipeline.readings import PartRead, Reading, named
from qtdocs.pipeline.seals import findings_alone
from qtdocs.render import contract
from qtdocs.render.context import cleaned_label, second_label
from qtdocs.sandbox import Executor
from qtdocs.text import natural_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One file and what was read in it."""

    file: Attachment
    """The file, by the way to it."""
    reading: Reading
    """What was read; its findings carry the file's name."""


def papers_printed(
    paths: Sequence[Path],
    *,
    view: str,
    programme: str,
    today: datetime.date,
    jobs: int | None = None,
    progress: Progress = lambda task, done, of: None,
) -> Iterator[tuple[str, str, str]]:
    """For each part of each file: what goes to standard output, what to standard error, and how bad it is.

    Args:
        paths: folders, files, mails, archives.
        view: ``json``, ``table`` or ``text``.
        programme: the programme's id or one of its names, or empty.
        today: the day that dates are compared with.
        jobs: workers at a time.
        progress: is told how far it is.

    Raises:
        UsageError: a path does not exist.
    """
    asked = shelf.load_programme(programme).id if programme else ""
    desk = open_shelf()
    for folder in desk.broken:
        yield "", f"提醒：活动 {folder} 的表格文件有误，这次不认它的表；请运行 qtdocs forms check {folder}。", ""
    for look in looks(
        paths, programme=asked, today=today, printed=view == "text", desk=desk, jobs=jobs, progress=progress
    ):
        yield from _printed(look, desk, view)


def looks(
    paths: Sequence[Path],
    *,
    today: datetime.date,
    programme: str = "",
    printed: bool = False,
    desk: Shelf | None = None,
    jobs: int | None = None,
    progress: Progress = lambda task, done, of: None,
) -> Iterator[Look]:
    """Every file below the paths and in their mails and archives, read; what was opened is left out.

    Raises:
        UsageError: a path does not exist.
    """
    given = [each for parcel in intake.gather(paths) for each in parcel.attachments]
    asked: dict[str, Json] = {
        "workspace": "", "programme": programme, "today": today.isoformat(), "printed": printed,
    }  # fmt: skip
    workers = workers_here() if jobs is None else jobs
    with tempfile.TemporaryDirectory() as folder, Executor(jobs=workers, preload=PRELOADED) as executor:
        originals, scratch = Originals(Path(folder) / "originals"), Path(folder) / "scratch"
        scratch.mkdir()
        explorer = Explorer(originals, scratch, executor, {})
        files = _in_order(given, explorer.explore(given, threads=max(1, workers)))
        waiting = {each.sha256: each for each in files if each.sha256 and not each.outcome}
        stored = [
            (Stored(each.sha256, each.media, each.size), originals.find(each.sha256, each.media) or Path())
            for each in waiting.values()
        ]
        readings = readings_of(stored, executor, scratch=scratch, asked=asked)
        yield from _as_they_come(files, readings, desk or open_shelf(), progress)


def _in_order(given: Sequence[Attachment], found: Sequence[Found]) -> list[Attachment]:
    """The files in the order given, each followed by what was in it."""
    inside: dict[str, list[Found]] = {}
    for tree in found:
        inside.setdefault(tree.given, []).append(tree)
    ordered: list[Attachment] = []
    for each in given:
        if each.skipped or each.unread:
            told = "file-damaged" if each.unread else ""
            outcome = "unread" if each.unread else "skipped"
            ordered.append(replace(each, outcome=outcome, code=told, detail=each.skipped or each.unread))
            continue
        trees = sorted(inside.get(each.name, []), key=lambda one: natural_order(one.file.name))
        ordered.extend(one.file for tree in trees for one in tree.flat())
    return list({each.name: each for each in ordered}.values())


def _as_they_come(
    files: Sequence[Attachment], results: Iterator[tuple[Stored, Reading]], desk: Shelf, progress: Progress
) -> Iterator[Look]:
    """What was read in each file, told as soon as it and all before it are done."""
    wanted = len({each.sha256 for each in files if each.sha256 and not each.outcome})
    read: dict[str, Reading] = {}
    for each in files:
        while not each.outcome and each.sha256 not in read:
            stored, reading = next(results)
            read[stored.sha256] = reading
            progress("读取", len(read), wanted)
        if each.outcome == "opened":
            continue
        reading = read[each.sha256] if not each.outcome else _not_read(each)
        yield Look(file=each, reading=_with_seals(named(reading, each.name), desk))


def _with_seals(reading: Reading, desk: Shelf) -> Reading:
    """The reading with what is to be said of the seals of its forms, as far as each paper by itself tells."""
    parts = tuple(
        replace(part, findings=(*part.findings, *findings_alone(part.record, desk.programme(part.record.programme))))
        if part.record is not None
        else part
        for part in reading.parts
    )
    return replace(reading, parts=parts)


def _not_read(file: Attachment) -> Reading:
    findings = findings_of_file(file, file.name)
    return Reading(outcome=file.outcome, parts=(PartRead(findings=findings),))


def _printed(look: Look, desk: Shelf, view: str) -> Iterator[tuple[str, str, str]]:
    name = writing.safe_text(look.file.name)
    for number, part in enumerate(look.reading.parts):
        errors = any(finding.severity == "error" for finding in part.findings)
        worst = "unread" if look.reading.outcome == "unread" else "error" if errors else ""
        if view == "json":
            findings = _with_second_keys(part, desk)
            yield contract.json_line(look.file.name, look.file.sha256, part.record, findings), "", worst
        elif view == "table":
            head = f"■ {name}：{_what(part, look.reading, desk)}"
            yield contract.table_text(head, part.record, _labels(part, desk), part.findings), "", worst
        elif look.reading.pages:
            notes = "\n".join(f"{name}：{note}" for note in look.reading.notes) if not number else ""
            yield look.reading.pages[number].replace("# （", f"# {name}（", 1), notes, worst
        else:
            yield "", f"{name}：{part.findings[0].message}{part.findings[0].advice}", worst


def _with_second_keys(part: PartRead, desk: Shelf) -> tuple[Finding, ...]:
    """The findings, those on a cell that holds two values under both their keys: the contract asks for each by key."""
    if part.record is None:
        return part.findings
    form = desk.programme(part.record.programme).form(part.record.form)
    specs = (*form.fields, *(form.table.columns if form.table else ())) if form else ()
    seconds = {spec.key: spec.second for spec in specs if spec.second}
    doubted = [each for each in part.findings if each.field in seconds and each.code.startswith(("field-", "formula-"))]
    return (*part.findings, *(replace(each, field=seconds[each.field]) for each in doubted))


def _what(part: PartRead, reading: Reading, desk: Shelf) -> str:
    if part.record is None:
        return "没有读" if reading.outcome in ("unread", "skipped") else "不是已知的表"
    programme = desk.programme(part.record.programme)
    form = programme.form(part.record.form)
    number = f"（第 {part.record.part} 份）" if part.record.part else ""
    return f"{programme.name} {form.name if form else ''}{number}"


def _labels(part: PartRead, desk: Shelf) -> dict[str, str]:
    if part.record is None:
        return {}
    form = desk.programme(part.record.programme).form(part.record.form)
    specs = form.fields if form else ()
    names = {spec.key: cleaned_label(spec.labels[0]) for spec in specs}
    labels = {
        spec.key: f"{names[spec.key]}（{names[spec.beside]}）" if spec.beside in names else names[spec.key]
        for spec in specs
    }  # fmt: skip
    return labels | {spec.second: second_label(spec.labels[0]) for spec in specs if spec.second}
