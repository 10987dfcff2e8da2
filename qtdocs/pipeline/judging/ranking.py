"""``qtdocs judge rank``: the draft of a result from the ledger, in a workbook; nothing is put down."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from qtdocs import checks
from qtdocs.codec import encoded
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.judging.contest import tallies_of
from qtdocs.judging.exact import half_up
from qtdocs.ledger.judging import ActKind, acts
from qtdocs.model.finding import Finding
from qtdocs.model.result import KeptResult, Ranked, Result
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.contests import Gathered, gathered
from qtdocs.pipeline.judging.result_papers import PROVISIONAL, draft_name, result_told, result_written
from qtdocs.pipeline.judging.tally_view import names_of
from qtdocs.pipeline.workspace import Workspace

_DECIMALS = 6


def entries_ranked(place: Workspace, *, provisional: bool, as_json: bool, dry_run: bool) -> Iterator[str]:
    """Make the draft of a result and write it; says it in short.

    Args:
        place: the workspace.
        provisional: whether entries are ranked too whose ballots are not all in.
        as_json: whether to give the result, a line each, and write nothing.
        dry_run: whether to write nothing.

    Raises:
        UsageError: there is nothing to rank, or a stage's statistic may not be used.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.ledger() as ledger:
        teams = account_of(ledger, edition).teams
        made = gathered(ledger, edition, teams=teams)
        version = 1 + len(acts(ledger, ActKind.RESULT, KeptResult))
    refuse_statistics(made, provisional=provisional)
    result, names = made.result(provisional=provisional), names_of(teams)
    if as_json:
        findings = checks.check_result(
            result,
            called={number: f"{number} {each.team}".strip() for number, each in names.items()},
            source=edition.quota.source if edition.quota else "",
        )
        yield from (json.dumps(each, ensure_ascii=False) for each in (*_lines(result), *map(_finding_line, findings)))
        return
    yield from result_told(result, names)
    if dry_run:
        yield "只是看看，什么也没有写。"
        return
    state = "暂排：评分未齐的也排了，不能作为结果" if provisional else f"草稿 第 {version} 版（还没有记下）"
    name = PROVISIONAL if provisional else draft_name(version)
    yield result_written(place, made, result, names, name=name, state=state)
    if not result.open and not provisional:
        yield "看过没有问题，用 qtdocs judge keep-result --by 姓名 记下这一版。"


def refuse_statistics(made: Gathered, *, provisional: bool = False) -> None:
    """Refuse where a stage's statistic may not be used.

    Raises:
        UsageError: it may not; tells the stages and entries.
    """
    refused = [each.refused for each in tallies_of(made.contest, provisional=provisional).values() if each.refused]
    if refused:
        raise UsageError(
            f"不能排名：{'；'.join(refused)}。", "请用 qtdocs judge settle 统计方法 平均 --stage 阶段 另定一种。"
        )


def _lines(result: Result) -> Iterator[Mapping[str, object]]:
    yield {
        "schema_version": 1, "kind": "result", "base": result.base, "base_name": result.base_name,
        "provisional": result.provisional, "rules": dict(result.rules), "cuts": encoded(result.cuts),
        "ties": encoded(result.ties), "notes": list(result.notes), "open": list(result.open),
    }  # fmt: skip
    yield from (_line(each) for each in result.ranked)


def _finding_line(found: Finding) -> Mapping[str, object]:
    return {
        "schema_version": 1, "kind": "finding", "code": found.code, "severity": found.severity,
        "message": found.message, "advice": found.advice,
    }  # fmt: skip


def _line(each: Ranked) -> Mapping[str, object]:
    return {
        "schema_version": 1, "kind": "ranked", "entry": each.entry, "rank": each.rank or None,
        "total": None if each.total is None else str(each.total), "tier": each.tier, "rule_tier": each.rule_tier,
        "room": each.room, "out": each.out, "remark": each.remark, "overridden": each.overridden,
        "points": {
            stage: str(half_up(mark.points, _DECIMALS))
            for stage, mark in each.marks.items()
            if mark.points is not None
        },
    }  # fmt: skip
