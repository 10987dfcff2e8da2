"""What people said of names: as the ledger keeps it, and as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import Act, ActKind, acts, held, put_down
from qtdocs.model.honour import CONFIRMED, CORRECTED, SILENT, WAIVED, Honour, NameReply
from qtdocs.model.name_sheet import NAME_WORDS
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.pipeline.publishing.name_differences import differences_told

Words = Mapping[tuple[str, ...], Act[NameReply]]
"""The last word on the names of each entry."""


def last_words(ledger: Ledger) -> Words:
    """The last word on the names of each entry, whether or not it still holds."""
    return held(ledger, ActKind.NAMES, NameReply)


def word_on(honour: Honour, words: Words) -> Act[NameReply] | None:
    """The word that holds for a team as the ledger has it now; none where there is none, or names changed since."""
    act = words.get((honour.entry,))
    holds = act is not None and act.value.asked == honour.printed and act.value.said != SILENT
    return act if holds else None


def bare(reply: NameReply) -> NameReply:
    """What was said, without where it stood."""
    return replace(reply, file="", sha256="")


def put_words_down(ledger: Ledger, replies: Iterable[tuple[str, NameReply]], *, who: str) -> None:
    """Put down what was said of entries, inside a change."""
    put_down(ledger, ActKind.NAMES, [((entry,), reply) for entry, reply in replies], who=who)


def honour_named(desk: Desk, wanted: str) -> Honour:
    """The honoured team of this number, or the one whose names hold these words.

    Raises:
        UsageError: nobody is honoured, or there is no such team, or several.
    """
    desk.require_honours()
    word = wanted.strip()
    found = [each for each in desk.honours.teams if each.entry == word]
    found = found or [each for each in desk.honours.teams if word and word in f"{each.organisation}{each.team}"]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"得奖的班组里没有“{wanted}”。", "编号见 qtdocs confirm list。")
    listed = "、".join(f"{each.entry} {named(each)}" for each in found[:10])
    raise UsageError(f"“{wanted}”对得上 {len(found)} 个班组。", f"请写编号：{listed}。")


def named(honour: Honour) -> str:
    """A team with its organisation, as people say it."""
    return f"{honour.organisation or '（单位名称未定）'}“{honour.team or '（班组名称未定）'}”"


def changes_told(reply: NameReply) -> Iterator[str]:
    """Each name that is to be another: old → new, and which characters differ."""
    for key, old, new in zip(NAME_WORDS, reply.asked, reply.wanted, strict=True):
        if old != new:
            yield f"{NAME_WORDS[key]}：{old or '（空）'} → {new}"
            if told := differences_told(old, new):
                yield f"　　{told}"


def source_told(reply: NameReply) -> str:
    """Where it was said: the file, or what somebody wrote down."""
    return reply.file or "口头或纸面"


def names_story(ledger: Ledger, entry: str) -> Iterator[tuple[str, str, str]]:
    """When, what and who, for each thing that was said of the names of one entry.

    Args:
        ledger: the ledger.
        entry: the entry's number.
    """
    for act in acts(ledger, ActKind.NAMES, NameReply):
        if act.key == (entry,):
            yield act.at, _told(act.value), act.who


def _told(reply: NameReply) -> str:
    why = f"（{reply.because}）" if reply.because else ""
    proof = f"，证明材料：{reply.proof}" if reply.proof else ""
    proof += f"（原件指纹 {reply.proof_sha256[:8]}）" if reply.proof_sha256 else ""
    printed = _printed(reply)
    if reply.said == CONFIRMED:
        return f"名称已确认：{printed}（来自{source_told(reply)}）{proof}"
    if reply.said == WAIVED:
        return f"名称没有确认，放行：{printed}{why}"
    if reply.said == CORRECTED:
        changes = "；".join(each for each in changes_told(reply) if "→" in each)
        return f"要求更正名称，{changes}（来自{source_told(reply)}）{proof}"
    return f"收回对名称的确认{why}"


def _printed(reply: NameReply) -> str:
    leader = f"，班组长 {reply.leader}" if reply.leader else ""
    return f"{reply.organisation}“{reply.team}”{leader}"
