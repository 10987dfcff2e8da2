"""``qtdocs judge tally``: the ballots of each stage, counted, in a workbook; what lacks is said, nothing is dropped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from qtdocs.editions import shelf
from qtdocs.judging.contest import tallies_of
from qtdocs.judging.exact import half_up
from qtdocs.judging.tally import StageTally
from qtdocs.model.result import StageMark
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballots import stage_of
from qtdocs.pipeline.judging.contests import Gathered, gathered
from qtdocs.pipeline.judging.tally_view import asides_of, blocks_of, names_of, warnings_of
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.judging.tally_book import tally_workbook

FOLDER = "评审"
"""Where the papers of judging lie in the workspace."""
BOOK = "评分汇总.xlsx"
_DECIMALS = 6


def ballots_tallied(place: Workspace, *, stage: str, as_json: bool, dry_run: bool) -> Iterator[str]:
    """Count the ballots and write 评分汇总.xlsx; says how far each stage has come.

    Args:
        place: the workspace.
        stage: id or name of the one stage that is wanted; empty for all.
        as_json: whether to give the numbers, a line each, and write nothing.
        dry_run: whether to write nothing.

    Raises:
        UsageError: there is no such stage, or nothing to count.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    only = stage_of(edition, stage).id if stage else ""
    with place.ledger() as ledger:
        teams = account_of(ledger, edition).teams
        made = gathered(ledger, edition, teams=teams)
    if as_json:
        yield from (json.dumps(each, ensure_ascii=False) for each in _lines(made, only))
        return
    blocks, asides = blocks_of(made, names_of(teams), only=only), asides_of(made, only=only)
    for block in blocks:
        yield f"{block.name}："
        yield from (f"  {each}" for each in block.said)
    if asides:
        yield f"没有计入的评分 {len(asides)} 条，逐条见“未计入”页。"
    if warnings := warnings_of(made, only=only):
        yield f"另有 {warnings} 条提醒，用 qtdocs judge status 看。"
    if dry_run:
        yield "只是看看，什么也没有写。"
        return
    data = tally_workbook(edition.name, blocks, asides)
    name = f"评分汇总（{blocks[0].name}）.xlsx" if only else BOOK
    target, remark = outputs.put(place.home / FOLDER / name, data)
    yield f"{remark}已写出 {FOLDER}/{target.name}（内部资料）。"


def _lines(made: Gathered, only: str) -> Iterator[Mapping[str, object]]:
    for stage, tally in tallies_of(made.contest).items():
        if only in ("", stage):
            yield _stage_line(tally)
            yield from (_mark_line(tally, mark) for mark in tally.marks.values())


def _stage_line(tally: StageTally) -> Mapping[str, object]:
    return {
        "schema_version": 1, "kind": "stage", "stage": tally.stage.id, "statistic": tally.stage.statistic,
        "scale": str(half_up(tally.scale, 0)), "points": tally.stage.points, "drawn": tally.drawn,
        "refused": tally.refused, "re_judge": list(tally.re_judge),
    }  # fmt: skip


def _mark_line(tally: StageTally, mark: StageMark) -> Mapping[str, object]:
    return {
        "schema_version": 1, "kind": "mark", "stage": mark.stage, "entry": mark.entry, "panel": mark.panel,
        "raw": None if mark.raw is None else str(half_up(mark.raw, _DECIMALS)),
        "points": None if mark.points is None else str(half_up(mark.points, _DECIMALS)),
        "spread": str(mark.spread), "is_whole": mark.is_whole, "missing": list(mark.missing),
        "scores": {each.judge: str(half_up(each.points, _DECIMALS)) for each in tally.ballots[mark.entry]},
        "set_aside": [{"judge": judge, "reason": reason} for judge, reason in mark.set_aside],
    }  # fmt: skip
