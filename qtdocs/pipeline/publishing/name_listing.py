"""``qtdocs confirm list``: how far the names of each team and each nominator are settled, and who has not answered."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence

from qtdocs.ledger.judging import Act
from qtdocs.model.honour import CONFIRMED, CORRECTED, SILENT, WAIVED, Honour, NameReply
from qtdocs.pipeline.publishing.desk import Desk, desk_of
from qtdocs.pipeline.publishing.name_asking import Question, questions
from qtdocs.pipeline.publishing.name_words import Words, changes_told, last_words, named, source_told, word_on
from qtdocs.pipeline.workspace import Workspace
from qtdocs.writing import safe_text

_STATES = (CONFIRMED, CORRECTED, SILENT, WAIVED)


def names_listed(place: Workspace, *, today: datetime.date, as_json: bool) -> Iterator[str]:
    """Every team by nominator with the state of its names, a line each; at the end who has not answered.

    Raises:
        UsageError: there is nobody to honour.
    """
    with place.ledger() as ledger:
        desk = desk_of(place, ledger, today=today)
        desk.require_honours()
        every, words = questions(desk), last_words(ledger)
        if as_json:
            yield from (_line(desk, asked, each, words) for asked in every for each in asked.honours)
            return
        for asked in every:
            yield f"{safe_text(asked.addressee.name)}：{_counts(asked.honours)}"
            for each in asked.honours:
                yield from _team(desk, each, words)
    yield from _summed(every)


def _counts(honours: Sequence[Honour]) -> str:
    states = [each.names for each in honours]
    told = "，".join(f"{state} {states.count(state)}" for state in _STATES if state in states)
    return f"{len(honours)} 个班组，{told}"


def _team(desk: Desk, each: Honour, words: Words) -> Iterator[str]:
    act = word_on(each, words)
    yield f"  {each.entry} {named(each)}　{each.names}{_told(each, act, words)}"
    if act is None:
        return
    if act.value.said == CORRECTED:
        yield from (f"      {line}" for line in changes_told(act.value))
        yield f"      采用：qtdocs confirm accept {each.entry} --by 姓名"
    if act.value.proof:
        yield f"      证明材料：{act.value.proof}{_kept(desk, act.value)}"


def _told(each: Honour, act: Act[NameReply] | None, words: Words) -> str:
    """Who said so, when and where; of a word that holds no longer, that the names changed since."""
    if act is not None:
        why = f"：{act.value.because}" if act.value.said == WAIVED else f"，来自{source_told(act.value)}"
        return f"（{act.at[:10]} {act.who}{why}）"
    old = words.get((each.entry,))
    is_gone = old is not None and old.value.said != SILENT
    return "（核对以后名称又改过，要重新核对）" if is_gone else ""


def _kept(desk: Desk, reply: NameReply) -> str:
    if not reply.proof_sha256:
        return ""
    path = desk.place.originals.find(reply.proof_sha256)
    return f"，存在 {path.relative_to(desk.place.home).as_posix()}" if path else "，存下的原件不见了，请从备份找回"


def _summed(every: Sequence[Question]) -> Iterator[str]:
    honours = [each for asked in every for each in asked.honours]
    open_ones = [each for each in honours if not each.may_be_final]
    yield f"共 {_counts(honours)}。"
    silent = [asked.addressee.name for asked in every if any(each.names == SILENT for each in asked.honours)]
    if silent:
        yield f"没有回复或没有回全的：{'、'.join(safe_text(each) for each in silent)}。"
    if open_ones:
        yield f"有 {len(open_ones)} 个班组的名称还不能印正式的证书、光荣册。"
    else:
        yield "名称都已确认或放行，定稿后可以印。"


def _line(desk: Desk, asked: Question, each: Honour, words: Words) -> str:
    act = word_on(each, words)
    said: Mapping[str, object] = {
        "by": act.who, "at": act.at, "source": act.value.file or None, "because": act.value.because or None,
        "new_organisation": act.value.new_organisation or None, "new_team": act.value.new_team or None,
        "new_leader": act.value.new_leader or None, "proof": act.value.proof or None,
        "proof_sha256": act.value.proof_sha256 or None,
    } if act else {}  # fmt: skip
    told = {
        "schema_version": 1, "nominator": asked.addressee.name, "entry": each.entry, "organisation": each.organisation,
        "team": each.team, "leader": each.leader or None, "tier": each.tier or None, "names": each.names,
        "may_be_final": each.may_be_final, "final": desk.honours.is_final, **said,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False)
