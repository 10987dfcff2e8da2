"""What has to be looked at in a result: equals at a line, shares that cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qtdocs.checks.making import finding
from qtdocs.model.finding import Finding
from qtdocs.model.result import Cut, Result, Tie


def check_result(result: Result, *, called: Mapping[str, str], source: str) -> Iterator[Finding]:
    """What has to be looked at in a result.

    Args:
        result: the result.
        called: what each entry is called, by its number.
        source: the article behind the shares.
    """
    yield from (_tied(tie, called) for tie in result.ties)
    yield from (
        finding("quota-unreachable", detail=_short_of(cut, result), where=source)
        for cut in result.cuts
        if cut.taken + result.waiting < cut.least
    )


def _tied(tie: Tie, called: Mapping[str, str]) -> Finding:
    below, above = tie.options
    return finding(
        "tie-at-cut", tier=tie.tier, hall=f"（{tie.place}）" if tie.place else "", left=str(tie.room),
        entries="、".join(called[each] for each in tie.entries), total=str(tie.total),
        below=below.explained.rstrip("。"), above=above.explained.rstrip("。"),
    )  # fmt: skip


def _short_of(cut: Cut, result: Result) -> str:
    base = f"{result.base_name} {result.base} 个"
    return f"{cut.tier}{cut.share}，以{base}为基数至少 {cut.least} 个，现在只有 {cut.taken} 个"
