"""``qtdocs confirm accept``: a correction that a nominator asked for goes into the ledger, and counts as confirmed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qtdocs import checks
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.model.entry import Entry
from qtdocs.model.honour import CONFIRMED, CORRECTED, Honour, NameReply
from qtdocs.model.name_sheet import NAME_WORDS
from qtdocs.pipeline.correcting import put_changes_down
from qtdocs.pipeline.publishing.desk import desk_of
from qtdocs.pipeline.publishing.name_differences import odd_signs
from qtdocs.pipeline.publishing.name_settling import kept, one_line
from qtdocs.pipeline.publishing.name_words import (
    changes_told,
    honour_named,
    last_words,
    named,
    put_words_down,
    source_told,
)  # fmt: skip
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.rewriting import written_anew
from qtdocs.pipeline.workbook_change import NewValue, namesakes
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import name_twin

NO_TRACE = "以上只是看看，什么也没有写。"
KEYS = {"organisation": "organisation_name", "team": "team_name", "leader": "team_leader"}
"""The keys of the form's boxes by what is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What proves the changed name of a company."""

    file: Path | None = None
    """The file, to be kept among the originals."""
    note: str = ""
    """Where it lies, if there is only paper."""


def accepted(
    place: Workspace, wanted: str, *, proof: Proof, who: str, today: datetime.date, dry_run: bool
) -> Iterator[str]:
    """Take a correction of names over into the ledger; the new names count as confirmed then. Says what was changed.

    Raises:
        UsageError: there is no such team, nothing is to be corrected, or a changed company name has no proof.
    """
    who = person_named(who, "采用")
    with place.busy("qtdocs confirm accept") as ledger:
        desk = desk_of(place, ledger, today=today)
        honour = honour_named(desk, wanted)
        reply = _waiting(honour, ledger)
        entry = next(team for team in desk.teams if team.number == honour.entry)
        changes = [_change(entry, key, new) for key, new in _new_names(reply).items()]
        _require_proof(honour, reply, proof)
        yield f"{honour.entry} {named(honour)}："
        yield from (f"  {each}" for each in changes_told(reply))
        yield from _looked_at(reply)
        yield from namesakes(changes, desk.teams)
        if dry_run:
            yield NO_TRACE
            return
        digest = kept(place, proof.file) if proof.file else ""
        done = _settled(reply, proof, digest)
        why = f"名称核对时更正（{source_told(reply)}）" + (f"，证明材料：{done.proof}" if done.proof else "")
        with ledger.change("names-accepted", honour.entry):
            put_changes_down(ledger, changes, place.programme, who=who, why=why)
            put_words_down(ledger, [(honour.entry, done)], who=who)
        yield f"已采用：台账更正 {len(changes)} 处，新的名称算已确认（{who}）。"
        yield written_anew(place, ledger, desk.programme, today=today)


def _waiting(honour: Honour, ledger: Ledger) -> NameReply:
    """The correction that waits to be taken over.

    Raises:
        UsageError: there is none, or the ledger changed since it was asked for.
    """
    act = last_words(ledger).get((honour.entry,))
    if act is None or act.value.said != CORRECTED:
        raise UsageError(f"{honour.entry} 没有要采用的更正。", "有哪些更正，用 qtdocs confirm list 看。")
    if act.value.asked != honour.printed:
        was = f"{act.value.organisation}“{act.value.team}”"
        raise UsageError(
            f"{honour.entry} 要求更正以后，台账又改过：当时问的是{was}，现在是{named(honour)}。",
            "请重新核对：qtdocs confirm ask，或用 qtdocs confirm say 记下对方现在怎么说。",
        )
    return act.value


def _new_names(reply: NameReply) -> dict[str, str]:
    names = zip(KEYS.values(), reply.asked, reply.wanted, strict=True)
    return {key: new for key, old, new in names if old != new}


def _change(entry: Entry, key: str, new: str) -> NewValue:
    """The correction of one box, as an edited ledger workbook would ask for it."""
    field = entry.fields.get(key)
    if field is None:
        label = NAME_WORDS[next(name for name, each in KEYS.items() if each == key)]
        raise UsageError(f"{entry.number} 的表上没有“{label}”这一栏，改不了台账。", "请先在 台账.xlsx 里看一看。")
    said = next((each for each in entry.corrections if each.field == key), None)
    seen = tuple(checks.box_text(record.fields.get(key)) for record in entry.records)
    label = NAME_WORDS[next(name for name, each in KEYS.items() if each == key)]
    return NewValue(
        entry=entry, key=key, label=label, shown=str(field.value or ""), new=new,
        old=said.old if said else field.value, seen=said.seen if said else seen,
    )  # fmt: skip


def _require_proof(honour: Honour, reply: NameReply, proof: Proof) -> None:
    """A company that is called otherwise proves it; the same name in another spelling needs no proof."""
    if proof.file and not proof.file.is_file():
        raise UsageError(f"找不到证明材料：{proof.file}。", "请检查路径有没有打错。")
    same = name_twin(reply.organisation) == name_twin(reply.wanted[0])
    if same or proof.file or proof.note.strip():
        return
    told = f"回复里写的证明材料是“{reply.proof}”。" if reply.proof else "回复里没有写证明材料。"
    raise UsageError(
        f"{honour.entry} 的单位名称变了，要有证明材料：{reply.organisation} → {reply.wanted[0]}。{told}",
        "请加 --proof 文件（存进原件）；只有纸质的，用 --proof-note 写明是什么、放在哪里。",
    )


def _looked_at(reply: NameReply) -> Iterator[str]:
    """What in the new names is easily overlooked."""
    for word, old, new in zip(NAME_WORDS.values(), reply.asked, reply.wanted, strict=True):
        if old != new and (odd := odd_signs(new)):
            yield f"  请看一眼新的{word}：{'，'.join(odd)}"


def _settled(reply: NameReply, proof: Proof, digest: str) -> NameReply:
    """What is put down of names that were taken over: confirmed as they now stand."""
    organisation, team, leader = reply.wanted
    named_file = proof.file.name if proof.file else ""
    told = "；".join(filter(None, (reply.proof, one_line(proof.note), one_line(named_file))))
    return NameReply(
        said=CONFIRMED, organisation=organisation, team=team, leader=leader, proof=told, proof_sha256=digest,
        file=reply.file, sha256=reply.sha256, because=reply.because,
    )  # fmt: skip
