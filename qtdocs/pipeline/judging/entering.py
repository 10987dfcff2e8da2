"""``qtdocs judge enter``: what people typed from signed sheets goes into the ledger, each person's word by itself."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs import readers
from qtdocs.checks.ballots import points_told
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme
from qtdocs.errors import UnreadableFileError, UsageError
from qtdocs.extract.scores import read_score
from qtdocs.intake.entry_book import read_entry_book
from qtdocs.judging.precedence import PAPER
from qtdocs.judging.sheet_remarks import keeps_away
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.ballot import Ballot, BallotScore
from qtdocs.model.entry import Entry
from qtdocs.model.entry_book import ENTRY, JUDGE, NOTHING, EntryBook, TypedSheet
from qtdocs.model.parcel import BEIJING
from qtdocs.model.score_book import COMMENT, RECUSAL, TOTAL
from qtdocs.model.score_sheet import ScoreCell
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballot_lines import finding_line
from qtdocs.pipeline.judging.ballot_sheets import sheets_of
from qtdocs.pipeline.judging.ballots import Bench, bench_of, weighed
from qtdocs.pipeline.judging.resolving import entry_meant, expert_meant
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What one person's workbook comes to."""

    name: str
    """Its file's name."""
    book: EntryBook
    """The workbook."""
    digest: str = ""
    """Hex digest of its bytes."""
    ballots: tuple[Ballot, ...]
    """What was typed of each sheet."""
    unfinished: tuple[str, ...]
    """Sheets of which something was forgotten, in words; nothing of them is taken."""
    untouched: int
    """Sheets of which nothing was typed yet."""


def typed_taken(place: Workspace, files: Sequence[Path], *, who: str, dry_run: bool) -> Iterator[str]:
    """Take over what people typed; says of each workbook what was taken, and what two people typed unlike.

    Args:
        place: the workspace.
        files: the workbooks.
        who: who takes them in.
        dry_run: whether it is only shown.

    Raises:
        UsageError: a workbook is none of ours, or something in it cannot be read; the cells are named and nothing of
            any workbook is taken.
    """
    person_named(who, "收")
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs judge enter") as ledger:
        teams = account_of(ledger, edition).teams
        taken = [_read(path, edition, ledger, teams) for path in files]
        for each in taken if not dry_run else ():
            _put_down(ledger, each)
        for each in taken:
            yield from _told(each)
        if dry_run:
            yield "以上只是看看，什么也没有写。"
            return
        for stage in sorted({each.book.stage for each in taken}):
            ballots = [ballot for each in taken if each.book.stage == stage for ballot in each.ballots]
            bench, came = bench_of(ledger, edition, stage, teams=teams), sheets_of(ledger, stage)
            for pair in sorted({(ballot.judge, ballot.entry) for ballot in ballots}):
                yield from (finding_line(finding) for finding in weighed(came[pair], bench, pair)[1])


def _read(path: Path, edition: Programme, ledger: Ledger, teams: Sequence[Entry]) -> Typed:
    """What one workbook holds.

    Raises:
        UsageError: it is none of ours, or something in it cannot be read.
    """
    digest, book = _opened(path)
    if book.programme != edition.id:
        raise UsageError(f"{path.name} 是另一个活动（{book.programme}）的录入表。", "请看是不是给错了工作区。")
    typed = _typed(book, bench_of(ledger, edition, book.stage, teams=teams), path.name)
    return replace(typed, digest=digest)


def _opened(path: Path) -> tuple[str, EntryBook]:
    try:
        data = path.read_bytes()
        document = readers.read(data, name=path.name)
    except (UnreadableFileError, OSError) as error:
        raise UsageError(f"{path.name} 打不开。", "请用 Excel 或 WPS 打开，另存为 .xlsx，关闭以后再收。") from error
    return hashlib.sha256(data).hexdigest(), read_entry_book(document)


def _typed(book: EntryBook, bench: Bench, name: str) -> Typed:
    """The ballots in a workbook.

    Raises:
        UsageError: something cannot be read; all such cells are named.
    """
    ballots, unfinished, wrong, untouched = [], [], [], 0
    for sheet in book.sheets:
        if not any(cell.text for key, cell in sheet.cells.items() if key != COMMENT):
            untouched += 1
            continue
        wrong += list(_illegible(sheet, bench, name))
        lacking = _lacking(sheet, bench)
        if lacking:
            unfinished.append(f"{_called(sheet, bench)}还差：{'、'.join(lacking)}")
        elif not wrong:
            ballots.append(_ballot(sheet, book, bench))
    if wrong:
        raise UsageError("录入表里有读不懂的格：" + "；".join(wrong) + "。", "请改好、保存，再收一次；什么也没有收。")
    return Typed(
        name=name, book=book, ballots=tuple(ballots), unfinished=tuple(unfinished), untouched=untouched
    )  # fmt: skip


def _ballot(sheet: TypedSheet, book: EntryBook, bench: Bench) -> Ballot:
    now = datetime.datetime.now(BEIJING).isoformat(timespec="seconds")
    judge = sheet.judge or expert_meant(bench, sheet.cells[JUDGE].text)
    entry = sheet.entry or entry_meant(bench, sheet.cells[ENTRY].text)
    place = f"{sheet.file} {sheet.spot}".strip() or "纸质原件"
    away = _keeps_away(sheet)
    scores = (
        {} if away else {line.key: _score(sheet.cells.get(line.key, ScoreCell()), place) for line in bench.rules.lines}
    )
    total = _score(sheet.cells.get(TOTAL, ScoreCell()), place)
    return Ballot(
        stage=book.stage, entry=entry, judge=judge, scores=scores, recused=away, medium=PAPER, file=sheet.file,
        total=total if total.value is not None and not away else None,
        sha256=sheet.sha256, spot=sheet.spot, at=now, comment=_text(sheet, COMMENT),
    )  # fmt: skip


def _score(cell: ScoreCell, place: str) -> BallotScore:
    value = None if _is_nothing(cell.text) else read_score(cell.text, exact=cell.exact, flags=cell.flags).value
    return BallotScore(value=value, text=cell.text, place=place)


def _illegible(sheet: TypedSheet, bench: Bench, name: str) -> Iterator[str]:
    for key in (*(line.key for line in bench.rules.lines), TOTAL):
        cell = sheet.cells.get(key, ScoreCell())
        reading = read_score(cell.text, exact=cell.exact, flags=cell.flags)
        if cell.text and not _is_nothing(cell.text) and (reading.value is None or reading.doubt):
            yield f"{name} {cell.place} 写的是“{cell.text[:20]}”"
    said = sheet.cells.get(RECUSAL, ScoreCell())
    if not _is_nothing(said.text) and keeps_away(said.text, ()) is None:
        yield f"{name} {said.place} 写的是“{said.text[:20]}”"
    for key, known, meant in (
        (JUDGE, bench.experts, expert_meant), (ENTRY, bench.states, entry_meant),
    ):  # fmt: skip
        cell = sheet.cells.get(key, ScoreCell())
        if cell.text and meant(bench, cell.text) not in known:
            yield f"{name} {cell.place} 写的“{cell.text[:20]}”，名单里没有"


def _lacking(sheet: TypedSheet, bench: Bench) -> list[str]:
    """What was forgotten of a sheet that somebody began to type."""
    wanted = {} if sheet.entry else {JUDGE: "评委", ENTRY: "班组编号"}
    if not _keeps_away(sheet):
        wanted |= {line.key: line.title for line in bench.rules.lines}
        wanted |= {TOTAL: "总分"} if len(bench.rules.lines) > 1 else {}
    return [label for key, label in wanted.items() if not _text(sheet, key)]


def _keeps_away(sheet: TypedSheet) -> bool:
    return keeps_away("" if _is_nothing(_text(sheet, RECUSAL)) else _text(sheet, RECUSAL), ()) is True


def _is_nothing(text: str) -> bool:
    return text.strip() in (NOTHING, "")


def _text(sheet: TypedSheet, key: str) -> str:
    return sheet.cells.get(key, ScoreCell()).text


def _called(sheet: TypedSheet, bench: Bench) -> str:
    if sheet.entry:
        called = bench.called((sheet.judge, sheet.entry))
        return f"{called.whom}给{called.what}"
    return f"{sheet.file} {sheet.spot}"


def _put_down(ledger: Ledger, typed: Typed) -> None:
    """Put down what is new: what a person typed before and says again is there already."""
    known = held(ledger, ActKind.TYPED, Ballot)
    person = typed.book.person
    fresh = []
    for each in typed.ballots:
        key = (each.stage, each.judge, each.entry, f"{each.sha256}/{each.spot}", person)
        if key not in known or replace(known[key].value, at=each.at) != each:
            fresh.append((key, each))
    if fresh:
        with ledger.change("ballots-typed", typed.digest):
            put_down(ledger, ActKind.TYPED, fresh, who=person)


def _told(typed: Typed) -> Iterator[str]:
    count = f"录好 {len(typed.ballots)} 张，没有录的 {typed.untouched} 张"
    yield f"{typed.name}（{typed.book.person}录的）：{count}"
    yield from (f"  {each.judge} → {each.entry}　{points_told(each)}" for each in typed.ballots)
    yield from (f"  没有录全，没有收：{each}。原件上空着的请录“{NOTHING}”。" for each in typed.unfinished)
