"""``qtdocs judge packages``: materials, score sheets and papers to sign, put together for each judge of a draw."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from qtdocs.editions import shelf
from qtdocs.model.expert import Expert, Panel
from qtdocs.model.package import Packaged
from qtdocs.pipeline.judging.package_desk import judges_wanted, package_desk
from qtdocs.pipeline.judging.package_files import Outcome, Wanted, remove_folder, settle_files, sizes_of
from qtdocs.pipeline.judging.package_papers import file_stem
from qtdocs.pipeline.judging.package_run import PackageRun
from qtdocs.pipeline.judging.package_telling import told_at_last, told_of_entries, told_of_files, told_of_papers
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.judging.manifest import ManifestLine, manifest
from qtdocs.render.judging.papers import (
    ATTENDANCE_TEMPLATE,
    PLEDGE_TEMPLATE,
    WHOLE_TEMPLATE,
    attendance,
    pledge,
    whole_sheet,
)
from qtdocs.render.judging.score_book import score_book
from qtdocs.render.judging.view import JudgeView
from qtdocs.render.scoresheet import SheetOwner, scoresheet
from qtdocs.text import masked
from qtdocs.writing import safe_name

MANIFEST = "清单.xlsx"
PLEDGE = "承诺书与回避声明.docx"
BOOK = "电子评分表"
"""How the names of score books begin."""
_LONGEST = 20
"""Most characters of a group's or an expert's name in that of a folder: Windows takes no way longer than 260."""
SCORES = "评分表"
"""What a sheet on paper is called where no official one is published."""


def packages_written(
    place: Workspace,
    *,
    stage: str = "",
    judges: Sequence[str] = (),
    who: str = "",
    with_forms: bool = False,
    dry_run: bool = False,
) -> Iterator[str]:
    """Put the packages of a stage together; says what went where, what changed since, and what is missing.

    Args:
        place: the workspace.
        stage: id or name of the stage; empty for the first one.
        judges: whose packages, by id or name; all where none is named.
        who: who had them made; may be empty.
        with_forms: whether application forms go along, which show telephone numbers.
        dry_run: whether nothing is written.

    Raises:
        UsageError: there is no such stage, no draw, or no such judge.
        WriteError: the workspace cannot be written.
    """
    with contextlib.ExitStack() as stack:
        ledger = stack.enter_context(place.ledger() if dry_run else place.busy("qtdocs judge packages"))
        run = PackageRun(
            package_desk(place, ledger, stage), ledger, who=who.strip(), with_forms=with_forms, dry_run=dry_run
        )
        wanted = judges_wanted(run.desk, judges)
        _pack_all(run, wanted)
        if not judges:
            _clear_former(run)
    yield from run.lines
    yield from told_of_papers(run)
    yield from told_at_last(run)


def _pack_all(run: PackageRun, wanted: frozenset[str]) -> None:
    for panel in run.desk.draw.panels:
        views = [
            run.desk.view(panel, seat, run.desk.expert(seat.expert)) for seat in panel.seats if seat.expert in wanted
        ]
        for view in views:
            _pack(run, view)
        if views:
            _pack_panel(run, panel)


def _pack(run: PackageRun, view: JudgeView) -> None:
    """One judge's package."""
    desk, parts = run.desk, (view.panel, view.expert.id, view.expert.name)
    name = " ".join(safe_name(each)[:_LONGEST] for each in parts)
    key = (desk.stage.id, view.expert.id, view.panel)
    if not view.entries:
        run.lines.append(f"{name}：没有要评的班组（都回避了，或者已经不参加），没有做材料包。")
        _clear(run, key, "没有要评的班组了")
        return
    before = before if (before := desk.before.get(key)) and before.folder else None
    wanted = _wanted(run, view, name)
    numbers = tuple(each.entry.number for each in view.entries)
    outcome = _settle(run, key, name, wanted, numbers)
    copies = sum(len(run.papers_of(each).copies) for each in numbers)
    name_them = before is not None and before.entries == numbers
    told = told_of_files(outcome, name_them=name_them, dry_run=run.dry_run)
    run.lines.append(f"{name}：班组 {len(numbers)} 个，材料 {copies} 份；{told}")
    if before is not None:
        run.lines += told_of_entries(run, view, before)
    run.lines += [f"  {each}。" for each in outcome.remarks]


def _settle(
    run: PackageRun, key: tuple[str, ...], name: str, wanted: Sequence[Wanted], entries: Sequence[str]
) -> Outcome:
    """Bring a package's folder to what is wanted, and remember that for the ledger."""
    folder = run.desk.folder / name if name else run.desk.folder
    way = folder.relative_to(run.desk.place.home).as_posix()
    before = run.desk.before.get(key)
    files = before.files if before is not None and before.folder == way else ()
    outcome = settle_files(folder, wanted, files, dry_run=run.dry_run)
    if before is not None and before.folder not in ("", way):  # the judge or the group got another name
        outcome.remarks += _emptied(run, before)
    packaged = Packaged(
        folder=way, draw=run.desk.draw.number, entries=tuple(entries), files=tuple(outcome.files)
    )  # fmt: skip
    run.put_down(key, packaged)
    return outcome


def _wanted(run: PackageRun, view: JudgeView, name: str) -> list[Wanted]:
    """Everything that belongs into one judge's package."""
    wanted: list[Wanted] = []
    told: list[ManifestLine] = []
    sheets = _sheets(run, view)
    for each, sheet in zip(view.entries, sheets, strict=True):
        papers = run.papers_of(each.entry.number)
        files = [Wanted(name=copy.name, sha256=copy.sha256, source=copy.source) for copy in papers.copies]
        remarks = [copy.remark for copy in papers.copies]
        told += _told(each.entry.number, each.team, [*files, sheet], [*remarks, ""])
        told += [
            ManifestLine(number=each.entry.number, team=each.team, file="", remark=masked(missing.partition("；")[0]))
            for missing in papers.missing
        ]
        wanted += [*files, sheet]
    own = [
        Wanted.made(f"{BOOK} {name}.xlsx", score_book(view)),
        Wanted.made(PLEDGE, pledge(view, run.template(PLEDGE_TEMPLATE))),
    ]
    told += _told("", "", own, ["填好交回", "签字交回"])
    return [*own, *wanted, Wanted.made(MANIFEST, manifest(view, told))]


def _told(number: str, team: str, files: Sequence[Wanted], remarks: Sequence[str]) -> list[ManifestLine]:
    sizes = sizes_of(files)
    return [
        ManifestLine(number=number, team=team, file=each.name, size=sizes[each.name], sha256=each.sha256, remark=remark)
        for each, remark in zip(files, remarks, strict=True)
    ]


def _sheets(run: PackageRun, view: JudgeView) -> Iterator[Wanted]:
    """A score sheet on paper for each entry: the official one, else one of ours that says so."""
    form = run.desk.edition.form("scoresheet")
    official = form if form is not None and form.blank and len(view.lines) > 1 else None
    blank = shelf.blank_path(run.desk.edition, official).read_bytes() if official else run.template(WHOLE_TEMPLATE)
    for each in view.entries:
        if official is None:
            data, word = whole_sheet(view, each, blank), SCORES
        else:
            owner = SheetOwner(judge=view.judge, panel=f"{view.panel}（{view.seat.role}）", code=each.code)
            data, word = scoresheet(each.entry, blank, lines=view.lines, owner=owner), official.name
        yield Wanted.made(f"{file_stem(each.entry)} {word}.docx", data)


def _pack_panel(run: PackageRun, panel: Panel) -> None:
    """The papers of a group as a whole."""
    desk = run.desk
    experts: list[Expert] = [desk.expert(seat.expert) for seat in panel.seats]
    data = attendance(desk.edition, desk.stage, panel, experts, run.template(ATTENDANCE_TEMPLATE))
    paper = Wanted.made(f"{safe_name(panel.name)} 签到表.docx", data)
    outcome = _settle(run, (desk.stage.id, "", panel.name), "", [paper], panel.entries)
    run.lines += [f"{each}。" for each in outcome.remarks]


def _clear_former(run: PackageRun) -> None:
    """Take away packages of judges and groups that the draw no longer has."""
    now = {(run.desk.stage.id, expert.id, panel.name) for panel, _, expert in run.desk.seats}
    now |= {(run.desk.stage.id, "", panel.name) for panel in run.desk.draw.panels}
    for key in run.desk.before:
        if key not in now:
            _clear(run, key, "按现在的抽取结果不再有")


def _clear(run: PackageRun, key: tuple[str, ...], why: str) -> None:
    """Take one package away; what somebody changed in it stays."""
    before = run.desk.before.get(key)
    if before is None or not before.folder:
        return
    remarks = _emptied(run, before)
    what = f"{key[2]} {key[1] or '签到表'}"
    run.lines.append(f"{what}：{why}，{'会收走' if run.dry_run else '已收走'}没有动过的文件。")
    run.lines += [f"  {each}。" for each in remarks]
    run.put_down(key, Packaged(folder="", draw=run.desk.draw.number, entries=(), files=()))


def _emptied(run: PackageRun, before: Packaged) -> list[str]:
    """Take unchanged files out of a folder that is no package any more; what stays there, and why."""
    folder = run.desk.place.home / before.folder
    outcome = settle_files(folder, (), before.files, dry_run=run.dry_run)
    if not run.dry_run and folder != run.desk.folder:
        remove_folder(folder)
    return [f"{before.folder}/{each}" for each in outcome.remarks]
