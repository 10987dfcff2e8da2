"""``qtdocs confirm read``: filled workbooks of names come into the ledger; what cannot be told is named."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, acts
from qtdocs.model.honour import CONFIRMED, CORRECTED, NameReply
from qtdocs.model.name_sheet import NameSheet
from qtdocs.pipeline.publishing.desk import Desk, desk_of
from qtdocs.pipeline.publishing.name_reading import NameFile, name_files
from qtdocs.pipeline.publishing.name_replies import RowReply, SheetReplies, replies_in, with_source
from qtdocs.pipeline.publishing.name_words import Words, bare, changes_told, last_words, named, put_words_down, word_on
from qtdocs.pipeline.publishing.name_work import BLANK, NAMES, UNREAD
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.writing import safe_text

_NO_TRACE = "以上只是看看，什么也没有写。"
_NO_SHEET = "不是核对表。是盖章回执的，看过后用 qtdocs confirm say 记下；是证明材料的，采用更正时用 --proof 存。"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnswer:
    """One file with what came of it."""

    file: NameFile
    """The file."""
    found: SheetReplies
    """What it says."""
    remarks: tuple[str, ...] = ()
    """What else to look at."""
    refused: str = ""
    """Why nothing of it was taken; empty where it was read."""


@dataclass(slots=True)
class _Taken:
    """What one run brings."""

    fresh: list[RowReply] = field(default_factory=list)
    known: set[tuple[str, str]] = field(default_factory=set)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a command prints, and how bad it is."""

    lines: tuple[str, ...]
    """Line by line."""
    worst: str = ""
    """``unread`` where a file could not be read or taken, ``error`` where a row was not taken; else empty."""


def answers_read(
    place: Workspace, paths: Sequence[Path], *, who: str, today: datetime.date, dry_run: bool, as_json: bool
) -> Answered:
    """Take answers into the ledger; says of each file and row what was taken.

    Args:
        place: the workspace.
        paths: folders, files, mails, archives.
        who: who takes them in.
        today: the day of the run.
        dry_run: whether nothing is written.
        as_json: whether each line is one JSON object.

    Raises:
        UsageError: a path does not exist, nobody is named, or nobody is honoured.
    """
    who = person_named(who, "收")
    with place.busy("qtdocs confirm read") as ledger:
        desk = desk_of(place, ledger, today=today)
        desk.require_honours()
        answers = [_answer(each, desk) for each in name_files(place, paths, dry_run=dry_run)]
        words = last_words(ledger)
        taken = _taken(answers, ledger, words)
        if taken.fresh and not dry_run:
            with ledger.change("names", str(len(taken.fresh))):
                put_words_down(ledger, [(each.honour.entry, each.reply) for each in taken.fresh], who=who)
    told = _as_json(answers, taken) if as_json else _told(answers, taken, words, dry_run=dry_run)
    refused = any(each.refused for each in answers)
    doubtful = bool(taken.doubts) or any(each.found.doubts for each in answers)
    return Answered(lines=tuple(told), worst="unread" if refused else "error" if doubtful else "")


def _answer(file: NameFile, desk: Desk) -> FileAnswer:
    nothing = SheetReplies(replies=(), doubts=(), silent=())
    sheet = file.reading.sheet
    if sheet is None or file.reading.outcome != NAMES:
        refused = f"{file.reading.detail}。{file.reading.advice}" if file.reading.outcome == UNREAD else ""
        return FileAnswer(file=file, found=nothing, refused=refused)
    if refused := _foreign(sheet, desk):
        return FileAnswer(file=file, found=nothing, refused=refused)
    found = replies_in(sheet, desk.honours.teams, workspace=desk.ledger.identity)
    named_replies = tuple(with_source(found.replies, file=safe_text(file.name), sha256=file.sha256))
    return FileAnswer(file=file, found=replace(found, replies=named_replies), remarks=sheet.remarks)


def _foreign(sheet: NameSheet, desk: Desk) -> str:
    """Why a workbook is not this workspace's; empty where it is."""
    if sheet.programme != desk.programme.id:
        return f"{replace(sheet.place, column=3)} 写的是另一个活动（{sheet.programme}），不是这个工作区发的核对表。"
    if sheet.workspace != desk.ledger.identity:
        return (
            f"{sheet.place} 写的是另一个工作区（{sheet.workspace}），不是这个工作区发的核对表。请到发它的工作区里收。"
        )
    return ""


def _taken(answers: Sequence[FileAnswer], ledger: Ledger, words: Words) -> _Taken:
    """What is new; of a team of which two files say different things nothing is taken."""
    before = {(act.key[0], act.value.sha256) for act in acts(ledger, ActKind.NAMES, NameReply) if act.value.sha256}
    taken = _Taken()
    rows: dict[str, list[RowReply]] = {}
    for each in (reply for answer in answers for reply in answer.found.replies):
        if (each.honour.entry, each.reply.sha256) in before:  # an older file never takes a later word back
            taken.known.add((each.honour.entry, each.reply.sha256))
        else:
            rows.setdefault(each.honour.entry, []).append(each)
    for entry, several in rows.items():
        if len({bare(each.reply) for each in several}) > 1:
            places = "，".join(f"{each.reply.file} {each.place} 是{each.reply.said}" for each in several)
            taken.doubts.append(f"{entry} 有几份回复说的不一样，都没有收：{places}")
        elif _is_news(several[-1], words):
            taken.fresh.append(several[-1])
        else:
            taken.known.update((entry, each.reply.sha256) for each in several)
    return taken


def _is_news(each: RowReply, words: Words) -> bool:
    before = word_on(each.honour, words)
    return before is None or bare(before.value) != bare(each.reply)


def _told(answers: Sequence[FileAnswer], taken: _Taken, words: Words, *, dry_run: bool) -> Iterator[str]:
    if not answers:
        yield "没有可收的文件：发出去的核对表还没有人填。"
        return
    for each in answers:
        yield from _file_told(each, taken, words)
    yield from (f"没有收：{each}。" for each in taken.doubts)
    yield from _counted(taken)
    if count := sum(bool(each.remarks) for each in taken.fresh):
        yield f"其中 {count} 个另写了备注、批注，或者有别的说明，请逐个看一眼。"
    if dry_run:
        yield _NO_TRACE


def _file_told(answer: FileAnswer, taken: _Taken, words: Words) -> Iterator[str]:
    name = safe_text(answer.file.name)
    if answer.refused:
        yield f"{name}：没有收。{answer.refused}"
        return
    if answer.file.reading.outcome == BLANK:
        yield f"{name}：发出去的核对表，还没有填。"
        return
    if answer.file.reading.sheet is None:
        yield f"{name}：{_NO_SHEET}"
        return
    counts = [sum(each.reply.said == word for each in answer.found.replies) for word in (CONFIRMED, CORRECTED)]
    silent = f"，未回复 {len(answer.found.silent)}" if answer.found.silent else ""
    yield (
        f"{name}（{safe_text(answer.file.reading.sheet.nominator)}）：已确认 {counts[0]}，更正 {counts[1]}{silent}"
        + (f"，没有收 {len(answer.found.doubts)} 行" if answer.found.doubts else "")
    )
    yield from (f"  {each}" for each in answer.remarks)
    for each in answer.found.replies:
        yield from _reply_told(each, taken, words)
    yield from (f"  没有收：{each}。" for each in answer.found.doubts)


def _reply_told(each: RowReply, taken: _Taken, words: Words) -> Iterator[str]:
    known = (each.honour.entry, each.reply.sha256) in taken.known
    before = word_on(each.honour, words)
    was = f"，原来记的是{before.value.said}（{before.who}）" if before and not known else ""
    again = "（早已收过，没有变化）" if known else was
    yield f"  {each.honour.entry} {named(each.honour)}　{each.reply.said}{again}"
    yield from (f"      {line}" for line in changes_told(each.reply))
    if each.reply.proof:
        yield f"      证明材料：{each.reply.proof}"
    yield from (f"      {line}" for line in each.remarks)


def _counted(taken: _Taken) -> Iterator[str]:
    said = [each.reply.said for each in taken.fresh]
    counts = f"已确认 {said.count(CONFIRMED)} 个，更正 {said.count(CORRECTED)} 个"
    yield f"这次记下：{counts}。还没有回复的，用 qtdocs confirm list 看。"
    waiting = [each.honour.entry for each in taken.fresh if each.reply.said == CORRECTED]
    if waiting:
        several = f"，一次一个：{'、'.join(waiting)}" if len(waiting) > 1 else ""
        yield f"更正的还没有改台账：看过以后，用 qtdocs confirm accept {waiting[0]} --by 姓名 采用{several}。"


def _as_json(answers: Sequence[FileAnswer], taken: _Taken) -> Iterator[str]:
    """A line a reply, a line a row that was not taken, a line a file."""
    new = {(each.honour.entry, each.reply.sha256) for each in taken.fresh}
    for answer in answers:
        for each in answer.found.replies:
            is_new = (each.honour.entry, each.reply.sha256) in new
            yield _line(
                "reply", entry=each.honour.entry, said=each.reply.said, new=is_new, **_names(each), place=each.place
            )
        yield from (_line("doubt", file=answer.file.name, detail=each) for each in answer.found.doubts)
        yield _line(
            "file", file=answer.file.name, sha256=answer.file.sha256 or None, outcome=answer.file.reading.outcome,
            refused=answer.refused or None, silent=list(answer.found.silent),
        )  # fmt: skip
    yield from (_line("doubt", file=None, detail=each) for each in taken.doubts)


def _names(each: RowReply) -> Mapping[str, object]:
    reply = each.reply
    return {
        "organisation": reply.organisation, "team": reply.team, "leader": reply.leader or None,
        "new_organisation": reply.new_organisation or None, "new_team": reply.new_team or None,
        "new_leader": reply.new_leader or None, "proof": reply.proof or None, "remarks": list(each.remarks),
    }  # fmt: skip


def _line(kind: str, **told: object) -> str:
    return json.dumps({"schema_version": 1, "kind": kind, **told}, ensure_ascii=False)
