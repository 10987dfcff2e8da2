"""What a person who looked at a seal says of it goes into the ledger and its workbook."""

from __future__ import annotations

import datetime
import re

from qtdocs.editions import shelf
from qtdocs.editions.vocabulary import ROLE_NAMES
from qtdocs.errors import UsageError
from qtdocs.ledger.confirmations import confirm
from qtdocs.model.entry import Entry
from qtdocs.model.seal import ANSWERS, OUTCOMES, TAKEN_BACK, SealLook
from qtdocs.pipeline.account import Account, account_of
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.rewriting import written_anew
from qtdocs.pipeline.sealing import Shown, every_seal
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render import text_of

_NUMBER = re.compile(r"班\s*0*(\d+)")
_AGAINST = {
    "相符": ("differs", "other-kind", "missing", "misplaced"),
    "不符": ("same", "missing"),
    "没有": ("same", "unread", "changed", "misplaced", "other-kind", "differs"),
    "看不清": ("missing",),
    "不是公章": ("missing",),
    "位置不对": ("missing",),
}
"""For each answer, what the program may have seen that speaks against it."""


def seal_confirmed(place: Workspace, what: str, whose: str, answer: str, *, who: str, today: datetime.date) -> str:
    """Put down what a person saw; says what follows.

    Args:
        place: the workspace.
        what: the entry's number, its team's name, or the end of a paper's name.
        whose: 申报单位 or 推荐单位.
        answer: one of ``ANSWERS``, or ``TAKEN_BACK``.
        who: the person's name.
        today: the day of the run.

    Raises:
        UsageError: there is no such seal to look at, no such answer, or no name.
    """
    role = next((role for role, name in ROLE_NAMES.items() if name == whose), "")
    if not role:
        raise UsageError(f"不认得“{whose}”。", f"请写{'或'.join(ROLE_NAMES.values())}。")
    if answer not in (*ANSWERS, TAKEN_BACK):
        raise UsageError(
            f"不认得“{answer}”。", f"看到的结果请写：{'、'.join(ANSWERS)}；要收回先前说的，写：{TAKEN_BACK}。"
        )
    who = person_named(who, "看")
    with place.busy("qtdocs seals confirm") as ledger:
        edition = shelf.load_programme(place.programme, workspace=place.home)
        account = account_of(ledger, edition)
        look = _the_one(account, what, role)
        if answer == TAKEN_BACK and look.confirmed is None and look.lapsed is None:
            raise UsageError(f"“{look.file}”上{whose}的章没有人说过什么，没有可收回的。")
        with ledger.change("confirmed"):
            confirm(ledger, look, answer=answer, who=who)
        wrote = written_anew(place, ledger, edition, today=today)
    told = f"已记下：{who}看过“{look.file}”上{whose}的章，看到的是：{answer}；{_then(answer)}。"
    if answer == TAKEN_BACK:
        told = f"已收回“{look.file}”上{whose}的章的确认（{who}），照程序看到的算。"
    return "\n".join(filter(None, (told, _contradiction(look, answer), wrote)))


def _then(answer: str) -> str:
    return "不再列为问题" if ANSWERS.get(answer) == "same" else "已算确认过的问题，可以写进给申报单位的信"


def _contradiction(look: SealLook, answer: str) -> str:
    """What the program saw, where that speaks against what the person says."""
    saw = look.saw or look.outcome
    if saw not in _AGAINST.get(answer, ()):
        return ""
    detail = f"（{look.detail}）" if look.detail else ""
    return f"注意：程序看到的是“{OUTCOMES[saw]}”{detail}，与记下的不一样；记错了的，请再记一次，或写 {TAKEN_BACK}。"


def _the_one(account: Account, what: str, role: str) -> SealLook:
    """The seal that is meant.

    Raises:
        UsageError: there is none, or there are several.
    """
    whose = ROLE_NAMES[role]
    every = [each for each in every_seal(account) if each.look.role == role]
    team = _team(account, what)
    found = [each for each in every if _is_meant(each, what, team)]
    if len(found) == 1:
        return found[0].look
    if found:
        listed = "、".join(each.look.file for each in found)
        raise UsageError(f"“{what}”对得上 {len(found)} 份文件。", f"请写文件名：{listed}。")
    if team is not None:
        raise UsageError(
            f"“{what}”没有要看的{whose}的章。", "还没有收到要盖章的 PDF 或扫描件，或不要求盖这一枚；见 qtdocs seals。"
        )
    raise UsageError(f"没有编号、班组或文件名是“{what}”的。", "有哪些章要看、编号是什么，键入 qtdocs seals。")


def _team(account: Account, what: str) -> Entry | None:
    """The team of this number or name; 班2 is 班0002."""
    number = _NUMBER.fullmatch(what.strip())
    wanted = f"班{int(number[1]):04d}" if number else ""
    found = [each for each in account.teams if wanted == each.number and wanted]
    found = found or [each for each in account.teams if what.strip() and text_of(each, "team_name") == what.strip()]
    return found[0] if len(found) == 1 else None


def _is_meant(shown: Shown, what: str, team: Entry | None) -> bool:
    return shown.number == team.number if team is not None else bool(what) and shown.look.file.endswith(what)
