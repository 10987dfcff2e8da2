"""A finding let pass, confirmed or refuted from the command line."""

from __future__ import annotations

import datetime

from qtdocs import checks
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger.corrections import rule
from qtdocs.model.correction import RULINGS
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.pipeline.account import Account
from qtdocs.pipeline.correcting import ruling_of
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.rewriting import account_now, written_anew
from qtdocs.pipeline.workbook_change import NewRuling, told
from qtdocs.pipeline.workbook_changes import refuse_incomplete
from qtdocs.pipeline.workspace import Workspace

TAKEN_BACK = "收回"
"""The word that takes a ruling back."""
_WHOLE = "整批"


def settled(
    place: Workspace, number: str, code: str, word: str, *, label: str, who: str, why: str, today: datetime.date
) -> str:
    """Put down what a person says of a finding; says what follows.

    Args:
        place: the workspace.
        number: the entry's number, or 整批 for findings of no team.
        code: the finding's code.
        word: 放行, 属实, 不属实, or 收回.
        label: the box, where one code stands for several of a team; empty where it is plain.
        who: the person's name.
        why: why; 放行 needs it.
        today: the day of the run.

    Raises:
        UsageError: there is no such finding, there are several, or a word is missing.
    """
    rulings = {name: ruling for ruling, name in RULINGS.items()} | {TAKEN_BACK: ""}
    if word not in rulings:
        raise UsageError(f"不认得“{word}”。", f"请写：{'、'.join(rulings)}。")
    who = person_named(who, "说")
    refuse_incomplete(rulings[word], who, why, where="这一条")
    with place.busy("qtdocs settle") as ledger:
        edition = shelf.load_programme(place.programme, workspace=place.home)
        account = account_now(place, ledger, edition, today=today)
        entry = _entry(account, number)
        every = entry.findings if entry else (*checks.check_programme(edition, today=today), *account.findings)
        found = [each for each in every if each.code == code and label in (each.label, "")]
        finding = _only(found, number, code, every)
        change = NewRuling(
            entry=entry, finding=finding.key, code=finding.code, message=finding.message, ruling=rulings[word],
            who=who, why=why.strip(),
        )  # fmt: skip
        with ledger.change("settled", f"{number} {code} {finding.key}"):
            rule(ledger, ruling_of(change, who))
        wrote = written_anew(place, ledger, edition, today=today)
    return f"已记下：\n{told(change, who)}\n{wrote}"


def _entry(account: Account, number: str) -> Entry | None:
    if number == _WHOLE:
        return None
    found = next((team for team in account.teams if team.number == number), None)
    if found is None:
        raise UsageError(f"没有编号是“{number}”的班组。", f"编号见 qtdocs entries；不属于哪个班组的写“{_WHOLE}”。")
    return found


def _only(found: list[Finding], number: str, code: str, every: tuple[Finding, ...]) -> Finding:
    keys = {each.key: each for each in found}
    if len(keys) == 1:
        return found[0]
    if not found:
        codes = "、".join(dict.fromkeys(each.code for each in every)) or "没有任何问题"
        raise UsageError(f"{number} 没有编号是“{code}”的问题。", f"有：{codes}。")
    labels = [each.label for each in keys.values()]
    if all(labels) and len(set(labels)) == len(labels):
        raise UsageError(f"{number} 有 {len(keys)} 条“{code}”。", f"请用 --box 写明是哪一栏：{'、'.join(labels)}。")
    raise UsageError(f"{number} 有 {len(keys)} 条“{code}”，从命令上分不开。", "请在 台账.xlsx 的“问题”页里逐条处理。")
