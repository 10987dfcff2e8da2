"""Who was publicised, tier by tier, held against those whom the ledger honours now; nobody drops out in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from qtdocs.errors import UsageError
from qtdocs.ledger import standings
from qtdocs.model.standing import ENDED
from qtdocs.pipeline.judging.winners import tiers_given
from qtdocs.pipeline.publishing.desk import Desk


def require_same_counts(desk: Desk, *, because: str = "") -> None:
    """Refuse a paper whose honoured are not those of the result that was publicised.

    Args:
        desk: the desk.
        because: why they differ, where somebody put that down.

    Raises:
        UsageError: they differ, and nobody said why.
    """
    course = desk.honours.course
    if course is None or because:
        return
    told, now = _publicised(desk), {each.entry: each.tier for each in desk.honours.teams}
    if told == now:
        return
    states = {team.number: team.state for team in desk.teams}
    changed = [
        f"{entry}：{_called(told, entry)}，现在{_called(now, entry)}（状态 {states.get(entry, '不在台账里')}）"
        for entry in sorted({*told, *now})
        if told.get(entry) != now.get(entry)
    ]
    version = f"第 {course.version} 版结果" + ("公示的" if course.publicity else "")
    raise UsageError(
        f"名单与{version}不一致：那时{counted(told)}，台账现在{counted(now)}。{'；'.join(changed)}。",
        "公示以后依规定撤销的，用 qtdocs publish issue --because 写明依据；别的情况请出新的一版结果，重新公示。",
    )


def counted(tiers: Mapping[str, str]) -> str:
    """How many there are of each tier: ``卓越级 1 个、示范级 2 个，共 3 个``."""
    counts = Counter(tiers.values())
    each = "、".join(f"{tier} {count} 个" for tier, count in counts.items() if tier)
    return f"{each}，共 {len(tiers)} 个" if each else f"共 {len(tiers)} 个"


def _publicised(desk: Desk) -> Mapping[str, str]:
    """The tier of each entry as it stood in the 公示: all that the result honours but those who were out by then."""
    course = desk.honours.course
    assert course is not None
    given = tiers_given(course.kept.value.result, desk.programme)
    since = course.publicity.at if course.publicity else desk.today.isoformat()
    gone = {
        number
        for number, moves in standings.history(desk.ledger).items()
        if (last := [each for each in moves if each.at < since]) and last[-1].after in ENDED
    }
    return {entry: tier for entry, tier in given.items() if entry not in gone}


def _called(tiers: Mapping[str, str], entry: str) -> str:
    return (tiers[entry] or "授予") if entry in tiers else "没有"
