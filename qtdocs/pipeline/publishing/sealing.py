"""用印登记: which papers got the association's seal, how many copies, for whom; and which still wait for it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from qtdocs.errors import UsageError
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.publication import Sealing
from qtdocs.pipeline.publishing.announcing import issuance_of
from qtdocs.pipeline.publishing.desk import Desk, desk_of
from qtdocs.pipeline.responsible import person_named
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.publishing.lists import ListColumn, ListPage, list_workbook
from qtdocs.writing import safe_text

_TITLE = "用印登记"
_COLUMNS = (
    ListColumn(label="序号", width=6, style="centre"),
    ListColumn(label="日期", width=13, style="centre"),
    ListColumn(label="文件名称", width=36),
    ListColumn(label="文号", width=22),
    ListColumn(label="份数", width=7, style="centre"),
    ListColumn(label="送往", width=30),
    ListColumn(label="印章", width=9, style="centre"),
    ListColumn(label="批准人", width=12, style="centre"),
    ListColumn(label="经办人", width=12, style="centre"),
    ListColumn(label="备注", width=18),
)
_REMARK = (
    "一行一次用印。盖好以后用 qtdocs publish sealed 文件名称 --copies 份数 --for 送往 --by 经办人 记下来，"
    "这张表照台账重写。"
    "没有序号的是还要盖的，批准人、经办人签字后再盖。样稿不盖章。"
)
_OPEN_LINES = 5
_FINAL_ONLY = ("通报", "通知", "决定", "证书", "光荣册", "牌")
"""Papers that bear the names of the honoured: as long as the result is not final they are drafts."""


def sealing_register(desk: Desk) -> Iterator[str]:
    """Write 用印登记.xlsx: what was sealed, what waits for the seal, and a few lines for a pen."""
    done = tuple(held(desk.ledger, ActKind.SEALED, Sealing).values())
    waiting = [each for each in _expected(desk) if not any(_is_same(act.value, each) for act in done)]
    rows = [_row(act.value, number=str(act.value.number), who=act.who) for act in done]
    rows += [_row(each, number="", who="") for each in waiting]
    rows += [("",) * len(_COLUMNS)] * _OPEN_LINES
    page = ListPage(
        name=_TITLE, title=f"{desk.programme.association.name}{_TITLE}", remark=_REMARK, columns=_COLUMNS,
        rows=tuple(rows), header=_TITLE,
    )  # fmt: skip
    note = f"已用印 {len(done)} 次，待用印 {len(waiting)} 项"
    yield from desk.put(f"{_TITLE}.xlsx", list_workbook(_TITLE, (page,)), note=note)


def sealed(place: Workspace, said: Sealing, *, who: str, today: datetime.date) -> Iterator[str]:
    """Put down that a paper was sealed, and write the register anew.

    Args:
        place: the workspace.
        said: what is known of it; its number is filled in here.
        who: who sealed it.
        today: the day of the run.

    Raises:
        UsageError: no paper or nobody is named, the result is not final, or the day has not come.
    """
    who, said = person_named(who, "盖章"), _tidy(said)
    if not said.paper:
        raise UsageError("没有写盖的是哪一份文件。", "例如：qtdocs publish sealed 通报 --copies 12 --by 姓名。")
    if said.day > today.isoformat():
        raise UsageError(f"用印日期 {said.day} 还没有到。", "请写盖章那天的日期。")
    with place.busy("qtdocs publish sealed") as ledger:
        desk = desk_of(place, ledger, today=today)
        if not desk.honours.is_final and any(word in said.paper for word in _FINAL_ONLY):
            raise UsageError(
                f"结果还没有定稿，“{said.paper}”还是样稿，不能用印。",
                "定稿用 qtdocs result final；公示期间用印的写“公示”。",
            )
        if not said.document_number and said.paper == desk.programme.publishing.document:
            issued = issuance_of(desk)
            said = replace(said, document_number=issued.value.number if issued else "")
        done = held(ledger, ActKind.SEALED, Sealing)
        number = max((act.value.number for act in done.values()), default=0) + 1
        if again := [act.value for act in done.values() if _is_same(act.value, said) and act.value.day == said.day]:
            yield f"同一天已经记过“{said.paper}”{again[0].copies} 份（第 {again[0].number} 号）；这一次另记一行。"
        with ledger.change("sealed", str(number)):
            put_down(ledger, ActKind.SEALED, [((str(number),), replace(said, number=number))], who=who)
        yield f"已记下：第 {number} 号用印，{said.paper} {said.copies} 份，{said.seal}（{who}）。"
        yield from sealing_register(desk)


def _expected(desk: Desk) -> Iterator[Sealing]:
    """What bears a seal at the season's end; nothing before the result is final."""
    if desk.is_draft or not desk.honours.teams:
        return
    nominators = {each.nominator for each in desk.honours.teams if each.nominator}
    issued = issuance_of(desk)
    yield Sealing(
        number=0, paper=desk.programme.publishing.document,
        document_number=issued.value.number if issued else "", copies=1 + len(nominators),
        receiver=f"存档 1 份，{len(nominators)} 个推荐单位各 1 份",
    )  # fmt: skip
    for tier, count in Counter(each.tier for each in desk.honours.teams).items():
        yield Sealing(
            number=0, paper=f"证书（{tier}）" if tier else "证书", copies=count, receiver=f"{count} 个班组各 1 份"
        )


def _tidy(said: Sealing) -> Sealing:
    """What was typed, each on one line and without what cannot be seen."""
    paper, number, receiver, seal, approved_by, remark = (
        " ".join(safe_text(each).split())
        for each in (said.paper, said.document_number, said.receiver, said.seal, said.approved_by, said.remark)
    )
    return replace(
        said, paper=paper, document_number=number, receiver=receiver, seal=seal, approved_by=approved_by, remark=remark
    )


def _is_same(one: Sealing, other: Sealing) -> bool:
    return one.paper == other.paper


def _row(each: Sealing, *, number: str, who: str) -> tuple[object, ...]:
    return (
        number, each.day, each.paper, each.document_number, each.copies, each.receiver, each.seal,
        each.approved_by, who, each.remark,
    )  # fmt: skip
