"""``qtdocs confirm say`` and ``waive``: a person's word on names that came back on paper, or of which nothing came."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qtdocs.errors import UsageError
from qtdocs.intake.preflight import preflight
from qtdocs.model.honour import CONFIRMED, CORRECTED, SILENT, WAIVED, Honour, NameReply
from qtdocs.model.name_sheet import NAME_WORDS
from qtdocs.pipeline.publishing.desk import desk_of
from qtdocs.pipeline.publishing.name_differences import is_printable
from qtdocs.pipeline.publishing.name_words import (
    changes_told,
    honour_named,
    last_words,
    named,
    put_words_down,
    source_told,
    word_on,
)  # fmt: skip
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.writing import safe_text

_SAID = (CONFIRMED, CORRECTED, SILENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person says of names that came back on paper, by telephone, or by word of mouth."""

    said: str
    """已确认, 更正, or 未回复 where an earlier word is taken back."""
    source: str = ""
    """What it was said on: 回执, 电话 …"""
    scan: Path | None = None
    """The scan of the sealed slip, to be kept; none where there is none."""
    organisation: str = ""
    """The right organisation, for 更正; empty where it stays."""
    team: str = ""
    """The right team, likewise."""
    leader: str = ""
    """The right leader, likewise."""
    proof: str = ""
    """What proves a changed name."""


def said(place: Workspace, entries: Sequence[str], word: Word, *, who: str, today: datetime.date) -> Iterator[str]:
    """Put down what was said of the names of some teams; says so.

    Raises:
        UsageError: there is no such team or word, or a correction says nothing.
    """
    who = person_named(who, "记下")
    if word.said not in _SAID:
        raise UsageError(f"没有“{word.said}”这个说法。", f"可以写：{'、'.join(_SAID)}；放行用 qtdocs confirm waive。")
    if word.said != SILENT and not word.source.strip():
        raise UsageError("没有写凭什么。", "请用 --from 写明：回执、电话、来函……")
    with place.busy("qtdocs confirm say") as ledger:
        desk = desk_of(place, ledger, today=today)
        honours = [honour_named(desk, each) for each in entries]
        if word.said == CORRECTED and len(honours) > 1:
            raise UsageError("更正一次只能记一个班组。", "请分开运行。")
        replies = [(each, _reply(each, word)) for each in honours]
        digest = kept(place, word.scan) if word.scan else ""
        words = last_words(ledger)
        with ledger.change("names", " ".join(each.entry for each in honours)):
            put_words_down(ledger, [(each.entry, replace(reply, sha256=digest)) for each, reply in replies], who=who)
        for honour, reply in replies:
            before = word_on(honour, words)
            was = f"，原来记的是{before.value.said}（{before.who}）" if before else ""
            yield f"已记下：{honour.entry} {named(honour)} {word.said}{was}（{who}）。"
            yield from (f"  {each}" for each in changes_told(reply))
        if word.said == CORRECTED:
            yield f"台账还没有改：看过以后用 qtdocs confirm accept {honours[0].entry} --by 姓名 采用。"


def _reply(honour: Honour, word: Word) -> NameReply:
    new = {key: _typed(getattr(word, key), NAME_WORDS[key]) for key in NAME_WORDS}
    new = {key: text for key, text in new.items() if text and text != getattr(honour, key)}
    if word.said == CORRECTED and not new:
        raise UsageError(
            f"写了更正，没有写与原来不同的名称：{named(honour)}。", "请加 --organisation、--team 或 --leader。"
        )
    if word.said != CORRECTED and new:
        raise UsageError(f"写的是{word.said}，却另写了名称。", "要改的请写更正。")
    if "leader" in new and not honour.leader:
        raise UsageError("本活动的证书不印班组长，不用更正。", "班组长写错了，用 qtdocs correct 改台账。")
    return NameReply(
        said=word.said, organisation=honour.organisation, team=honour.team, leader=honour.leader,
        new_organisation=new.get("organisation", ""), new_team=new.get("team", ""), new_leader=new.get("leader", ""),
        proof=one_line(word.proof), file=one_line(word.source),
    )  # fmt: skip


def _typed(text: str, label: str) -> str:
    if not is_printable(text) or safe_text(text) != text:
        raise UsageError(f"{label}里有看不见的符号或自造字。", "请重新打一遍。")
    return text.strip()


def waived(place: Workspace, wanted: str, *, because: str, who: str, today: datetime.date) -> Iterator[str]:
    """Put down that the names of a team may be printed though nobody confirmed them; says so.

    Raises:
        UsageError: there is no such team, or no reason is given.
    """
    who = person_named(who, "放行")
    if not because.strip():
        raise UsageError("没有写为什么放行。", "请用 --because 写明，例如“推荐单位已撤销，无人可问”。")
    with place.busy("qtdocs confirm waive") as ledger:
        honour = honour_named(desk_of(place, ledger, today=today), wanted)
        before = word_on(honour, last_words(ledger))
        reply = NameReply(
            said=WAIVED, organisation=honour.organisation, team=honour.team, leader=honour.leader,
            because=one_line(because),
        )  # fmt: skip
        with ledger.change("names", honour.entry):
            put_words_down(ledger, [(honour.entry, reply)], who=who)
    yield f"已放行：{honour.entry} {named(honour)}，照台账里的名称印（{who}：{reply.because}）。"
    if before is not None and before.value.said == CORRECTED:
        yield f"注意：{source_told(before.value)}要求更正，没有采用："
        yield from (f"  {each}" for each in changes_told(before.value))


def kept(place: Workspace, file: Path) -> str:
    """The digest of a file that was put among the originals."""
    try:
        return place.originals.keep(file, kind=lambda path: preflight(path).kind).sha256
    except OSError as error:
        raise UsageError(f"打不开 {file}。", "请检查文件名；正开着的请先关闭再运行。") from error


def one_line(text: str) -> str:
    """The text on one line, with nothing that cannot be seen."""
    return " ".join(safe_text(text).split())
