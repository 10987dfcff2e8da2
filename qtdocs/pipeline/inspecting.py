"""人工核查表.xlsx on its way into the ledger and back: what people looked up counts, what is still open gets a row."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs import checks, readers, render, writing
from qtdocs.assemble import text_in
from qtdocs.editions.programme import Programme
from qtdocs.errors import UnreadableFileError, UsageError, WriteError
from qtdocs.intake.inspections import InspectionBook, read_inspections
from qtdocs.ledger import Ledger, entries, inspections
from qtdocs.ledger.inspections import History
from qtdocs.model.entry import Entry
from qtdocs.model.inspection import Inspection, word_that_counts
from qtdocs.model.standing import ENDED
from qtdocs.model.verdict import Verdict
from qtdocs.pipeline.workspace import INSPECTIONS, Workspace

_OF_NOBODY = "表里没有写是哪个工作区的，可能是旧版程序写出的，请核对确是这里的班组"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A workbook as people left it."""

    data: bytes = b""
    """Its bytes; empty where the workspace has none, or one of another kind that cannot be filled up."""
    book: InspectionBook | None = None
    """What stands in it; none where there is no workbook."""
    name: str = ""
    """The name of a copy; empty for the workspace's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a workbook."""

    words: tuple[Inspection, ...]
    """What was put down, or would be."""
    doubts: tuple[str, ...]
    """What could not be understood, with the cell."""


def opened(place: Workspace, ledger: Ledger, *, today: datetime.date) -> Opened:
    """The workspace's own workbook; nothing where there is none.

    Args:
        place: where it lies.
        ledger: the ledger.
        today: nobody can have looked after this day.

    Raises:
        UsageError: it cannot be opened, or its headings are lost; what people wrote in it would be passed over.
    """
    path = next((each for each in place.inspections if each.exists()), None)
    if path is None:
        return Opened()
    book = _read(path, ledger, today=today, name="")
    data = path.read_bytes() if path.name == INSPECTIONS else b""
    return Opened(data=data, book=book)


def opened_copy(path: Path, place: Workspace, ledger: Ledger, *, today: datetime.date) -> Opened:
    """A copy of the workbook that somebody filled in elsewhere; the workspace's own where that is meant.

    Raises:
        UsageError: there is no such file, or it is no such workbook.
    """
    if not path.is_file():
        raise UsageError(f"找不到：{path}。", "请检查路径有没有打错。")
    own = path.resolve() in {each.resolve() for each in place.inspections}
    name = "" if own else path.name
    data = path.read_bytes() if own and path.name == INSPECTIONS else b""
    return Opened(data=data, book=_read(path, ledger, today=today, name=name), name=name)


def _read(path: Path, ledger: Ledger, *, today: datetime.date, name: str) -> InspectionBook:
    try:
        document = readers.read(path.read_bytes(), name=path.name)
    except (UnreadableFileError, OSError) as error:
        raise UsageError(
            f"{path.name} 打不开，可能没有保存完，或存成了别的格式。",
            "请关闭正在打开它的程序，用 Excel 或 WPS 另存为 .xlsx；实在打不开的，移走再运行，已登记的内容不会丢。",
        ) from error
    known = {number: key for key, (number, _) in entries.everything(ledger).items()}
    book = read_inspections(document, today=today, entries=known, book=name)
    if book.workspace not in ("", ledger.identity):
        raise UsageError(
            f"{path.name} 是另一个工作区的人工核查表，没有采用；什么也没有改动。",
            "请在写出它的那个工作区里运行 qtdocs inspect；放错了的请移走，再运行 qtdocs collect 会写出这里的一份。",
        )
    return replace(book, doubts=(_OF_NOBODY, *book.doubts)) if name and not book.workspace else book


def taken(ledger: Ledger, edition: Programme, one: Opened) -> Taken:
    """What in a workbook is new, and what cannot be understood; nothing is written."""
    if one.book is None:
        return Taken(words=(), doubts=())
    known = inspections.everything(ledger)
    rules = {rule.id for rule in edition.rules}
    words, doubts = [], list(one.book.doubts)
    for row in one.book.rows:
        each = row.inspection
        if not row.is_whole or each.is_empty:
            continue
        if each.rule not in rules:
            doubts.append(f"第 {row.row} 行：本次活动没有 {each.rule} 这一条，没有采用")
        elif _is_new(each, known.get((each.number, each.rule), ()), own=not one.name):
            words.append(each)
    return Taken(words=tuple(words), doubts=tuple(doubts))


def _is_new(word: Inspection, known: Sequence[Inspection], *, own: bool) -> bool:
    """Whether a row says something that was not put down yet.

    In the workspace's own workbook people may come back to what they said before: it is the last word then, too. What
    an old copy repeats is not said again.
    """
    last = [*known[-1:], *[each for each in known if not each.book][-1:]] if own else known
    return word.said not in {each.said for each in last}


def put_down(ledger: Ledger, edition: Programme, one: Opened) -> Taken:
    """What people wrote goes into the ledger, each word once."""
    found = taken(ledger, edition, one)
    with ledger.change("inspected"):
        inspections.add(ledger, found.words)
        if not one.name:
            inspections.put_doubts(ledger, found.doubts)
    return found


def filled_up(
    place: Workspace, one: Opened, teams: Sequence[Entry], ledger: Ledger, edition: Programme
) -> tuple[str, ...]:
    """Fill the workspace's workbook up; where it is open in another program, a remark says so."""
    try:
        write_back(place, one, teams, inspections.everything(ledger), edition, workspace=ledger.identity)
    except WriteError as error:
        return (f"{INSPECTIONS} 没有更新：{error}",)
    return ()


def write_back(
    place: Workspace, one: Opened, teams: Sequence[Entry], history: History, edition: Programme, *, workspace: str
) -> str:
    """Give each rule that cannot be told a row, and each row what is known of it; the name of the file written.

    Args:
        place: the workspace.
        one: its own workbook as people left it.
        teams: the teams with their verdicts.
        history: all that people ever wrote.
        edition: the programme.
        workspace: what tells the workspace from all others.

    Raises:
        WriteError: it cannot be written.
    """
    lines = _lines(teams, history, edition)
    book = one.book
    there = {(row.inspection.number, row.inspection.rule): row for row in book.rows} if book and one.data else {}
    wanted = {key: line for key, (line, is_open) in lines.items() if is_open or key in there}
    rows = {row.row: wanted[key] for key, row in there.items() if row.is_whole and key in wanted}
    more = [line for key, line in wanted.items() if key not in there]
    data = render.inspection_workbook(
        one.data, title=edition.name, workspace=workspace, sheet=book.sheet if book else "",
        places=book.places if book else None, rows=rows, more=more,
    )  # fmt: skip
    if data is not None:
        writing.write_bytes(place.home / INSPECTIONS, data)
    return INSPECTIONS if data is not None else ""


Lines = Mapping[tuple[str, str], tuple[render.InspectionLine, bool]]
"""Rows by the entry's number and the rule's id, each with whether it belongs into a workbook that lacks it."""


def _lines(teams: Sequence[Entry], history: History, edition: Programme) -> Lines:
    """A row for each rule of each team; one about the nominator's papers stands with the first of its teams."""
    uses = {rule.id: rule for rule in edition.rules}
    asked: set[tuple[str, str]] = set()
    found: dict[tuple[str, str], tuple[render.InspectionLine, bool]] = {}
    for team in sorted(teams, key=lambda each: each.number):
        for verdict in team.verdicts:
            key = (team.number, verdict.rule)
            words = history.get(key, ())
            about = checks.is_of_nominator(verdict.rule)
            nominator = text_in(team.source, "nominator_name")
            again = about and bool(nominator) and (nominator, verdict.rule) in asked
            asked.add((nominator, verdict.rule))
            use = uses[verdict.rule]
            line = render.InspectionLine(
                entry=team.id, number=team.number, rule=verdict.rule, known=words[-1] if words else None,
                organisation=nominator if about and nominator else text_in(team.source, "organisation_name"),
                team="（推荐单位的材料）" if about else text_in(team.source, "team_name"),
                text=f"{use.id} {use.text.rstrip('。')}（{use.source}）", ask=verdict.ask or verdict.detail,
                standing=_standing(verdict, words),
            )  # fmt: skip
            found[key] = (
                line,
                bool(team.number and team.state not in ENDED and not again and ((verdict.ask and not words) or words)),
            )
    return found


def _standing(verdict: Verdict, words: Sequence[Inspection]) -> str:
    """Where a row stands, in a few words."""
    word = word_that_counts(words)
    if word is None:
        return "没有写全" if words else ("待查" if verdict.ask else "不用查了")
    if word.against is not None:
        return "两份不一致"
    return "查不到" if word.holds.result == "查不到" else "已记下"
