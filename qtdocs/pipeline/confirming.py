"""What a person who looked at a seal says of it goes into the ledger and its workbook."""

from __future__ import annotations

import datetime

from qtdocs.editions import shelf
from qtdocs.editions.vocabulary import ROLE_NAMES
from qtdocs.errors import UsageError
from qtdocs.ledger.confirmations import confirm
from qtdocs.model.seal import ANSWERS
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.sealing import Shown, every_seal
from qtdocs.pipeline.workspace import Workspace


def seal_confirmed(place: Workspace, what: str, whose: str, answer: str, *, who: str, today: datetime.date) -> str:
    """Put down what a person saw; says what follows.

    Args:
        place: the workspace.
        what: the entry's number, or the end of a paper's name.
        whose: 申报单位 or 推荐单位.
        answer: one of ``ANSWERS``.
        who: the person's name.
        today: the day of the run.

    Raises:
        UsageError: there is no such seal to look at, no such answer, or no name.
    """
    role = next((role for role, name in ROLE_NAMES.items() if name == whose), "")
    if not role:
        raise UsageError(f"不认得“{whose}”。", f"请写{'或'.join(ROLE_NAMES.values())}。")
    if answer not in ANSWERS:
        raise UsageError(f"不认得“{answer}”。", f"看到的结果请写：{'、'.join(ANSWERS)}。")
    if not who.strip():
        raise UsageError("没有写是谁看的。", "请用 --by 写上姓名；要对看到的负责。")
    with place.busy("qtdocs seals confirm") as ledger:
        edition = shelf.load_programme(place.programme, workspace=place.home)
        account = account_of(ledger, edition)
        found = [each for each in every_seal(account) if each.look.role == role and _is_meant(each, what)]
        if len(found) != 1:
            raise UsageError(*_not_one(what, whose, found))
        look = found[0].look
        with ledger.change("confirmed"):
            confirm(ledger, look, answer=answer, who=who.strip())
        report = outputs.write_ledger(edition, account_of(ledger, edition), out=place.home, today=today)
    then = "不再列为问题" if ANSWERS[answer] == "same" else "已算确认过的问题，可以写进给申报单位的信"
    told = f"已记下：{who.strip()}看过“{look.file}”上{whose}的章，看到的是：{answer}；{then}。"
    return f"{told}\n{report.summary.splitlines()[-1]}"


def _is_meant(shown: Shown, what: str) -> bool:
    return shown.number == what if shown.number else shown.look.file.endswith(what)


def _not_one(what: str, whose: str, found: list[Shown]) -> tuple[str, str]:
    if found:
        return f"“{what}”对得上 {len(found)} 份文件。", f"请写全：{'、'.join(each.look.file for each in found)}。"
    return f"“{what}”没有要看的{whose}的章。", "有哪些章要看，键入 qtdocs seals；推荐单位的表请写文件名。"
