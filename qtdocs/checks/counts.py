"""Numbers of teams that must agree: quotas, the order on a list, the total of a statistics form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from qtdocs.checks.lists import ListRow
from qtdocs.checks.making import finding, printed
from qtdocs.editions.quotas import NominatorQuota
from qtdocs.editions.vocabulary import KEY_NAMES
from qtdocs.model.finding import Finding
from qtdocs.model.record import Record
from qtdocs.text import name_twin

_SHOWN = 6


def check_quota(
    nominator: str, quota: NominatorQuota, *, applications: int, listed: int, file: str = ""
) -> Iterator[Finding]:
    """More teams than a nominator may put forward.

    Args:
        nominator: its name.
        quota: its quota.
        applications: how many applications came, withdrawn ones left out.
        listed: how many teams its list has; 0 where none came.
        file: the list.
    """
    seen = [
        f"{what} {count} {unit}"
        for what, count, unit in (("收到申报表", applications, "份"), ("汇总表上有", listed, "个班组"))
        if count > quota.most
    ]
    if seen:
        yield finding(
            "quota-exceeded", file=file, nominator=nominator, most=str(quota.most), source=quota.source,
            detail="，".join(seen),
        )  # fmt: skip


def check_order(rows: Sequence[ListRow]) -> Iterator[Finding]:
    """What is wrong with the order of one list: numbers, ranks, ranks against scores, a team that stands twice."""
    for key in ("row_no", "rank"):
        if detail := _gaps(rows, key):
            yield _of_list(rows, key, detail)
    if detail := _against_scores(rows):
        yield _of_list(rows, "rank", detail)
    yield from _twice(rows)


def check_nominated(record: Record, *, received: int, unnamed: int) -> Iterator[Finding]:
    """A statistics form that says another number of nominated teams than applications came (V20).

    Args:
        record: the statistics form.
        received: the applications of the same nominator.
        unnamed: applications that do not say whose they are.
    """
    told = record.fields.get("teams_nominated")
    number = _number(told.value if told and told.grade != "C" else None)
    if told is None or number is None or number == received:
        return
    label = printed(told.label) or KEY_NAMES[told.key]
    more = f"（另有 {unnamed} 份没有写推荐单位）" if unnamed else ""
    made = finding(
        "statistics-inconsistent", file=record.file, place=told.place, field=told.key, label=label,
        detail=f"“{label}”填的是 {told.value}，收到该推荐单位的申报表 {received} 份{more}；两个数应当相同",
    )  # fmt: skip
    yield replace(made, basis="pixels") if record.scanned else made


def _of_list(rows: Sequence[ListRow], key: str, detail: str) -> Finding:
    label = next((printed(found.label) for row in rows if (found := row.fields.get(key)) and found.label), "")
    label = label.replace(" ", "")  # headings of lists are broken over two lines
    made = finding(
        "summary-order-unclear", file=rows[0].file, field=key, label=label or KEY_NAMES[key], list=rows[0].list_name,
        detail=detail,
    )  # fmt: skip
    return replace(made, basis="pixels") if rows[0].scanned else made


def _gaps(rows: Sequence[ListRow], key: str) -> str:
    """How the numbers of a list differ from 1, 2, 3 …; empty where they do not, or where there are none at all."""
    numbers = [_number(row.text(key)) for row in rows]
    given = [number for number in numbers if number is not None]
    if not given:
        return ""
    wanted = [Decimal(each) for each in range(1, len(rows) + 1)]
    if sorted(given) == wanted:
        return ""
    twice = sorted({number for number in given if given.count(number) > 1})
    absent = [number for number in wanted if number not in given]
    other = sorted({number for number in given if number not in wanted})
    empty = [str(row.place) or row.who for row, number in zip(rows, numbers, strict=True) if number is None]
    told = (("重复的有 {}", twice), ("缺 {}", absent), ("多出 {}", other), ("没有填的有 {}", empty))
    seen = "，".join(words.format(_some([str(each) for each in found])) for words, found in told if found)
    return f"不是从 1 到 {len(rows)} 各一个：{seen}"


def _against_scores(rows: Sequence[ListRow]) -> str:
    """The first place where a lower rank has a higher score."""
    found = (
        (rank, score, row)
        for row in rows
        if (rank := _number(row.text("rank"))) is not None and (score := _number(row.text("total_score"))) is not None
    )
    ranked = sorted(found, key=lambda each: each[0]) if _all_differ(rows) else []
    for (first, more, one), (second, less, other) in pairwise(ranked):
        if less > more:
            return f"与得分不符：“{other.who}”得 {less} 分排第 {second}，“{one.who}”得 {more} 分却排第 {first}"
    return ""


def _all_differ(rows: Sequence[ListRow]) -> bool:
    ranks = [row.text("rank") for row in rows if row.text("rank")]
    return len(set(ranks)) == len(ranks)


def _twice(rows: Sequence[ListRow]) -> Iterator[Finding]:
    """Teams that stand twice on one list."""
    seen: dict[tuple[str, ...], list[ListRow]] = {}
    for row in rows:
        if all(row.names):
            seen.setdefault(tuple(name_twin(name) for name in row.names), []).append(row)
    for same in seen.values():
        if len(same) > 1:
            places = _some([str(each.place) for each in same])
            yield _of_list(same, "team_name", f"里“{same[0].who}”有 {len(same)} 行：{places}")


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(value) if isinstance(value, str) and value else None
    except InvalidOperation:
        return None


def _some(words: Sequence[str]) -> str:
    shown = "、".join(words[:_SHOWN])
    return shown if len(words) <= _SHOWN else f"{shown} 等 {len(words)} 处"
