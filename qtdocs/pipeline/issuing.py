"""``qtdocs letters issue``: what a person says of letters, that they were sent, or that applicants may mend at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qtdocs import writing
from qtdocs.errors import UsageError
from qtdocs.ledger.letters import put_permit, put_sent
from qtdocs.pipeline.letter import Letter
from qtdocs.pipeline.letter_desk import Desk, bytes_of, desk_of, folder_of, letters_of, listed
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.rounds import day_shown
from qtdocs.pipeline.workspace import Workspace
from qtdocs.text import plain_date


def mending_permitted(place: Workspace, *, allowed: bool, who: str, why: str) -> str:
    """Put down that the association lets applicants mend, or does not; says what follows.

    Raises:
        UsageError: no name was given.
    """
    who = person_named(who, "准予", advice="请写上姓名，例如 --allow 王敏。")
    with place.busy("qtdocs letters") as ledger, ledger.change("permits"):
        put_permit(ledger, allowed=allowed, who=who, why=why.strip())
    return f"已记下：{who}{'准予补正' if allowed else '不准予补正'}；以后的信照此办理。"


def letters_issued(
    place: Workspace, kind: str, *, who: str, on: datetime.date, until: datetime.date | None = None
) -> Iterator[str]:
    """Put down that the letters of a kind were sent, as they lie in the workspace; says which.

    Args:
        place: the workspace.
        kind: which.
        who: who says so.
        on: the day that the letters bear.
        until: the day until which papers may come, as they say.

    Raises:
        UsageError: there is nothing to put down, no name, or what lies there is not what the ledger says now.
    """
    who = person_named(who, "发出")
    with place.busy("qtdocs letters issue") as ledger:
        desk = desk_of(place, ledger, today=on, until=until)
        made, told = letters_of(desk, kind)
        if not made:
            raise UsageError(f"没有要记的{kind}。{''.join(told)}", "先运行 qtdocs letters 看看有哪些信。")
        remarks = _refuse_stale(desk, made)
        with ledger.change("letters", f"{kind} {len(made)}"):
            put_sent(ledger, [replace(each.sent, who=who) for each in made if each.sent is not None])
    yield from remarks
    yield f"已记下：{who}于{plain_date(on)}发出{kind} {len(made)} 份。"
    last = max((each.sent.until for each in made if each.sent and each.sent.until), default=None)
    if last is not None:
        yield f"补正期限：{day_shown(last)}。收到补来的材料，照常运行 qtdocs collect。"


def _refuse_stale(desk: Desk, letters: Iterable[Letter]) -> list[str]:
    """Refuse to put down what does not lie there as it is put down; what people changed by hand is their own word."""
    stale, changed = [], []
    for each in letters:
        path = folder_of(desk, each.kind) / f"{each.stem}.docx"
        if not path.is_file():
            stale.append(f"{path.name}（没有）")
        elif not writing.holds_own_work(path):
            changed.append(path.name)
        elif path.read_bytes() != bytes_of(desk, each)[0]:
            stale.append(path.name)
    if stale:
        raise UsageError(
            f"有 {len(stale)} 份草稿与现在的台账、日期或期限对不上：{listed(stale)}。",
            "请重新运行 qtdocs letters，看过、发出再记；已经发出的，用 --on 写信上的日期，用 --until 写期限。",
        )
    return [f"{listed(changed)} 被人改过，台账里记的是程序写的内容。"] if changed else []
