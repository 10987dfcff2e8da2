"""What judging did with one entry: who came, which tiers people changed, how it stood in each result."""

from __future__ import annotations

from collections.abc import Iterator

from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, acts
from qtdocs.model.attendance import Attendance
from qtdocs.model.result import KeptResult, Ranked
from qtdocs.model.sending import Carried
from qtdocs.model.settlement import Overridden


def judged_story(ledger: Ledger, entry: str) -> Iterator[tuple[str, str, str]]:
    """When, what and who, for each thing.

    Args:
        ledger: the ledger.
        entry: the entry's number.
    """
    for came in acts(ledger, ActKind.ATTENDANCE, Attendance):
        if came.key == (entry,):
            why = f"：{came.value.because}" if came.value.because else ""
            yield came.at, f"{'到场发布' if came.value.came else '没有到场发布'}{why}", came.who
    for said in acts(ledger, ActKind.OVERRIDE, Overridden):
        if said.key == (entry,):
            tiers = f"{said.value.tier or '按规则'}（按规则是{said.value.instead_of or '没有等级'}）"
            yield said.at, f"等级改定为{tiers}：{said.value.because}", said.who
    for sent in acts(ledger, ActKind.CARRIED, Carried):
        if sent.key[0] == entry:
            yield (
                sent.at,
                f"转报到 {sent.key[1]}：填 {len(sent.value.keys)} 栏，文件 {len(sent.value.files)} 份",
                sent.who,
            )
    for kept in acts(ledger, ActKind.RESULT, KeptResult):
        for row in kept.value.result.ranked:
            if row.entry == entry:
                yield kept.at, f"第 {kept.value.version} 版评定结果：{_stood(row)}", kept.who


def _stood(row: Ranked) -> str:
    if not row.rank:
        return f"没有排名（{row.out}）"
    return f"第 {row.rank} 名，总分 {row.total}" + (f"，{row.tier}" if row.tier else "")
