"""``qtdocs judge entry-book``: the workbook in which one person types what stands on signed sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qtdocs import writing
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger import Crops
from qtdocs.model.ballot import PaperSheet
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballot_sheets import Came, Pair, papers_of, sheets_of
from qtdocs.pipeline.judging.ballots import Bench, bench_of
from qtdocs.pipeline.judging.stage_choice import stage_meant
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.judging.entry_book import EntryLine, entry_book
from qtdocs.text import name_twin

FOLDER = "评审/录入"
"""Where the workbooks lie in a workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookWishes:
    """Which sheets go into a workbook."""

    person: str
    """Who types."""
    stage: str = ""
    """The stage; empty where there is one."""
    on_paper: bool = False
    """Whether sheets go in as well of which there is no scan: everything that is due by the draw."""
    again: bool = False
    """Whether sheets go in as well that are typed already."""


def entry_book_written(place: Workspace, wishes: BookWishes, *, dry_run: bool) -> str:
    """Write one person's workbook; says where it lies and how much is in it.

    Args:
        place: the workspace.
        wishes: who types, and what.
        dry_run: whether it is only said.

    Raises:
        UsageError: nobody is named, or there is nothing to type.
        WriteError: the workspace cannot be written.
    """
    person = person_named(wishes.person, "录", advice="请用 --by 写上录入人的姓名；两个人各出一份。")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs judge entry-book") as ledger:
        stage = stage_meant(ledger, edition, wishes.stage)
        bench = bench_of(ledger, edition, stage.id, teams=account_of(ledger, edition).teams)
        came = sheets_of(ledger, stage.id)
        papers = papers_of(ledger, stage.id)
        waiting = [*_scanned(papers, came, bench, wishes, place.crops), *_unscanned(came, bench, wishes)]
        if not waiting:
            raise UsageError(
                "没有要录的签字评分表。",
                "先用 qtdocs judge collect 收扫描件；没有扫描件、照纸质原件录的加 --on-paper；录过要重录的加 --again。",
            )
        most = "或".join(str(each) for each in bench.scales)
        data = entry_book(
            bench.rules.lines, waiting, title=f"{edition.name} {stage.name}", programme=edition.id, stage=stage.id,
            person=person, most=most,
        )  # fmt: skip
        told = f"{len(waiting)} 张评分表"
        if dry_run:
            return f"要录的有 {told}。只是看看，什么也没有写。"
        path = place.home / FOLDER / f"录入表 {stage.name} {writing.safe_name(person)}.xlsx"
        written = writing.fresh_path(path) if _is_filled(path) else path
        writing.make_folder(path.parent)
        writing.write_bytes(written, data)
    return (
        f"已写出 {written.relative_to(place.home)}：{told}，由{person}录。另一个人也要出一份、各录各的，"
        f'录完用 qtdocs judge enter "{written.relative_to(place.home)}" --by 收的人。'
    )


def _is_filled(path: Path) -> bool:
    """Whether a workbook lies there in which somebody has begun to type: it is left alone."""
    return path.exists() and not writing.is_own_work(path.read_bytes())


def _scanned(
    papers: tuple[PaperSheet, ...], came: Mapping[Pair, Came], bench: Bench, wishes: BookWishes, crops: Crops
) -> Iterator[EntryLine]:
    """The sheets that came as pictures and wait for this person, in the order of files and pages."""
    known = {key: pair for pair, each in came.items() for key in each.typed}
    for paper in sorted(papers, key=lambda each: (each.entry or "～", each.judge, each.file, each.page)):
        pair = (paper.judge, paper.entry) if paper.entry else known.get(paper.key)
        if not _waits(came.get(pair) if pair else None, paper.key, wishes):
            continue
        called = bench.called((paper.judge, paper.entry))
        yield EntryLine(
            sha256=paper.sha256, spot=paper.key[1], file=paper.file, judge=paper.judge, entry=paper.entry,
            whom=called.whom, what=called.what,
            pictures={key: data for key, digest in paper.crops.items() if (data := _picture(crops, digest))},
        )  # fmt: skip


def _unscanned(came: Mapping[Pair, Came], bench: Bench, wishes: BookWishes) -> Iterator[EntryLine]:
    """What is due by the draw and came neither as a picture nor in any other way, where that was asked for."""
    for pair in bench.duties if wishes.on_paper else ():
        found = came.get(pair, Came())
        if found.papers or found.copies or not _waits(found, ("", ""), wishes):
            continue
        called = bench.called(pair)
        yield EntryLine(
            sha256="", spot="", file="", judge=pair[0], entry=pair[1], whom=called.whom, what=called.what
        )  # fmt: skip


def _waits(came: Came | None, key: tuple[str, str], wishes: BookWishes) -> bool:
    """Whether a sheet has to be typed by this person: not typed by two alike yet, and not by this one, or unlike."""
    if came is None or wishes.again:
        return True
    typing = came.typing_of(key)
    mine = any(name_twin(each.who) == name_twin(wishes.person) for each in came.typed.get(key, ()))
    return typing.agreed is None and (not mine or bool(typing.unlike))


def _picture(crops: Crops, digest: str) -> bytes:
    path = crops.path(digest)
    return path.read_bytes() if path.exists() else b""
