"""``qtdocs certificates``: the register as a list; certificates issued once more, under another number, or revoked."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import asdict, replace

from qtdocs.errors import UsageError
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.honour import ISSUED, REISSUED, REPLACED, REVOKED, Certificate
from qtdocs.pipeline.publishing.certificate_register import Register, new_numbers, register_of
from qtdocs.pipeline.publishing.certifying import STEM, difference, rendered, text_of, wanted_for, with_codes
from qtdocs.pipeline.publishing.desk import FOLDER, Desk, desk_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.writing import safe_name

_FOLDER = f"{FOLDER}/补发"


def certificates_listed(place: Workspace, *, as_json: bool) -> Iterator[str]:
    """Every number that was given, what became of it, and why."""
    with place.ledger() as ledger:
        register = register_of(ledger)
    if not register.acts and not as_json:
        yield "还没有发过证书。定稿、核对名称以后，运行 qtdocs publish 证书。"
    for act in register.acts:
        each = act.value
        if as_json:
            yield json.dumps({**asdict(each), "who": act.who, "at": act.at}, ensure_ascii=False)
            continue
        more = [
            f"换成 {each.replaced_by}" if each.replaced_by else "",
            f"印过 {each.copies} 次" if each.copies > 1 else "",
            each.because,
            act.who,
        ]
        told = "，".join(filter(None, more))
        names = "　".join(filter(None, (each.organisation, each.team, each.leader, each.tier)))
        yield f"{each.number}　{each.state}　{each.entry}　{names}　{each.issued_on}" + (
            f"　（{told}）" if told else ""
        )


def reissued(
    place: Workspace, number: str, *, because: str, renumber: bool, who: str, today: datetime.date
) -> Iterator[str]:
    """Issue a certificate once more: with its number and a mark, or under a new number; both stand in the register.

    Args:
        place: the workspace.
        number: its number.
        because: why: lost, damaged, printed wrongly.
        renumber: whether it gets a new number and the old one ends.
        who: who says so.
        today: the day of the run.

    Raises:
        UsageError: there is no such certificate, it ended, its team is honoured no longer, or it says something else
            now and was to keep its number.
    """
    with place.busy("qtdocs certificates reissue") as ledger:
        desk = desk_of(place, ledger, today=today)
        register = register_of(ledger)
        old = register.of(number.strip())
        _refuse_ended(old, renumber=renumber)
        acts = _renumbered(desk, register, old, because) if renumber else _once_more(desk, old, because)
        valid = acts[-1]
        made = rendered(desk, [text_of(desk, valid)], proof=False)
        with ledger.change("certificate-reissued", valid.number):
            put_down(ledger, ActKind.CERTIFICATE, [((each.number,), each) for each in acts], who=who)
        if renumber:
            yield f"已记下：{old.number} 作废，换发 {valid.number}（{who}）。旧证请收回。"
        else:
            yield f"已记下：{valid.number} 补发第 {valid.copies - 1} 次（{who}），编号不变，证书上印着“补发”。"
        yield from desk.put(f"{safe_name(f'{STEM} {valid.number}')}.pdf", made.pdf, folder=_FOLDER)


def _refuse_ended(old: Certificate, *, renumber: bool) -> None:
    if old.state == REPLACED:
        raise UsageError(f"{old.number} 已经作废，换成了 {old.replaced_by}。", f"请补发 {old.replaced_by}。")
    if old.state == REVOKED and not renumber:
        raise UsageError(
            f"{old.number} 已经撤销（{old.because}）。", "撤销记错了的，加 --renumber 另发新号；旧号不再恢复。"
        )


def _once_more(desk: Desk, old: Certificate, because: str) -> list[Certificate]:
    """The same certificate with a mark."""
    if changed := difference(old, _today(desk, old)):
        raise UsageError(
            f"台账里改了：{changed}。编号不变的补发只能照原样。", "内容要改的，加 --renumber 换发新号，旧证收回。"
        )
    return [replace(old, state=REISSUED, copies=old.copies + 1, because=because)]


def _renumbered(desk: Desk, register: Register, old: Certificate, because: str) -> list[Certificate]:
    """The old certificate as it ends, and a new one that says what the ledger says today."""
    wanted = _today(desk, old)
    if (holds := register.live.get(old.entry)) is not None and holds.number != old.number:
        raise UsageError(f"{old.entry} 已经有证书 {holds.number}。", "一个班组一张；要换的，请换那一张。")
    (number,) = new_numbers(register, desk.programme, (wanted.tier,))
    (new,) = with_codes(desk, [replace(wanted, number=number, state=ISSUED, because=because)])
    state = REVOKED if old.state == REVOKED else REPLACED
    return [replace(old, state=state, replaced_by=number, because=because if state == REPLACED else old.because), new]


def _today(desk: Desk, old: Certificate) -> Certificate:
    """What the certificate would say today.

    Raises:
        UsageError: its team is not honoured, or nobody confirmed its names as they stand today.
    """
    wanted = wanted_for(desk, old.entry)
    if wanted is None:
        raise UsageError(
            f"{old.number} 的班组 {old.entry} 现在不在获奖名单里。",
            f"要撤销的，运行 qtdocs certificates revoke {old.number} --decision 决定 --by 姓名。",
        )
    honour = next(each for each in desk.honours.teams if each.entry == old.entry)
    if not honour.may_be_final:
        raise UsageError(
            f"{old.entry} {honour.organisation} {honour.team} 的名称没有确认（{honour.names}）。",
            "请先用 qtdocs confirm 核对名称，或放行。",
        )
    return wanted


def revoked(place: Workspace, number: str, *, decision: str, who: str) -> Iterator[str]:
    """Revoke a certificate by a decision; it stands in no later paper, and its number never comes again.

    Args:
        place: the workspace.
        number: its number.
        decision: the decision that says so: its number, or its title and day.
        who: who says so.

    Raises:
        UsageError: there is no such certificate, it ended already, or no decision is named.
    """
    if not decision.strip():
        raise UsageError("没有写撤销的决定。", "请用 --decision 写明文号，或决定的名称和日期。")
    with place.busy("qtdocs certificates revoke") as ledger:
        old = register_of(ledger).of(number.strip())
        if old.state == REPLACED:
            raise UsageError(f"{old.number} 已经作废，换成了 {old.replaced_by}。", f"请撤销 {old.replaced_by}。")
        if old.state == REVOKED:
            raise UsageError(f"{old.number} 已经撤销过了：{old.because}。", "不用再撤销。")
        ended = replace(old, state=REVOKED, because=decision.strip())
        with ledger.change("certificate-revoked", old.number):
            put_down(ledger, ActKind.CERTIFICATE, [((old.number,), ended)], who=who)
    yield f"已记下：{old.number}（{old.entry}）撤销，依据 {decision.strip()}（{who}）。"
    yield (
        "以后写出的通报、光荣册、证书里不再有这个班组，编号不再用；已经写出的请重新写：qtdocs publish。"
        f"班组的状态另用 qtdocs move {old.entry} 取消资格 改。"
    )
