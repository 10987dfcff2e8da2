"""``qtdocs judge count-sheet``: 核分表 of each group as the ballots stand now, for 计分, 复核 and 监督 to sign."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from qtdocs.assemble import text_in
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.judging.exact import half_up
from qtdocs.model.entry import Entry
from qtdocs.model.expert import Panel
from qtdocs.pipeline import outputs
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballot_status import StageSheets, stages_of
from qtdocs.pipeline.judging.stage_choice import stage_meant
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render.judging.count_sheet import COUNT_TEMPLATE, CountLine, CountPanel, count_paper, count_workbook
from qtdocs.text import plain_number
from qtdocs.writing import safe_name

FOLDER = "评审"
"""Where the sheets lie in a workspace."""
_DECIMALS = 2


def count_sheets_written(place: Workspace, *, stage: str, dry_run: bool) -> Iterator[str]:
    """Write 核分表 of each group of a stage, one workbook and one .docx a group; says what, and what is still open.

    Args:
        place: the workspace.
        stage: the stage; empty where there is one.
        dry_run: whether it is only said.

    Raises:
        UsageError: nothing was drawn for the stage.
        WriteError: the workspace cannot be written.
    """
    edition = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("qtdocs judge count-sheet") as ledger:
        known = stage_meant(ledger, edition, stage)
        (found,) = stages_of(ledger, edition, known.id)
        if not found.bench.panels:
            raise UsageError(f"{known.name}还没有抽评委，没有分组。", "先用 qtdocs judge draw 抽评委。")
        teams = {each.number: each for each in account_of(ledger, edition).teams}
        panels = [_panel(panel, found, teams) for panel in found.bench.panels]
        open_scores = sum(
            score in ("缺", "待定") for panel in panels for line in panel.lines for score in line.scores
        )  # fmt: skip
        if not dry_run:
            folder = place.home / FOLDER
            data = count_workbook(f"{edition.name} {known.name}", panels)
            yield _put(place, folder / f"核分表 {known.name}.xlsx", data)
            template = shelf.template_path(edition.id, COUNT_TEMPLATE, workspace=place.home).read_bytes()
            for panel in panels:
                paper = count_paper(edition.name, known.name, panel, template)
                yield _put(place, folder / f"核分表 {known.name} {safe_name(panel.name)}.docx", paper)
    counted = sum(len(panel.lines) for panel in panels)
    waits = f"；还有 {open_scores} 份评分缺或待定，表上标出来了" if open_scores else ""
    yield f"{len(panels)} 组，{counted} 个班组{waits}。"
    if dry_run:
        yield "只是看看，什么也没有写。"


def _panel(panel: Panel, found: StageSheets, teams: dict[str, Entry]) -> CountPanel:
    seats = [seat.expert for seat in panel.seats]
    gone = [entry for entry in panel.entries if found.bench.is_out(entry)]
    lines = tuple(_line(entry, panel, seats, found, teams) for entry in panel.entries if entry not in gone)
    scale = found.bench.rules.scale
    note = (f"满分 {plain_number(scale)} 分。" if scale else "") + (
        "各格是评委所打的总分；“回避”不计，“缺”是没有收到，“待定”是有问题还没有处理。"
        "平均保留两位小数，只供核对，没有折算。"
    )
    if gone:
        note += f"已不参加、没有列入的：{'、'.join(gone)}。"
    return CountPanel(
        name=panel.name, judges=tuple(_judge(each, found) for each in seats), lines=lines, note=note
    )  # fmt: skip


def _judge(expert: str, found: StageSheets) -> str:
    name = found.bench.experts.get(expert, "")
    return f"{name}（{expert}）" if name else expert


def _line(entry: str, panel: Panel, seats: list[str], found: StageSheets, teams: dict[str, Entry]) -> CountLine:
    scores = tuple(_score(judge, entry, panel, found) for judge in seats)
    numbers = [each for each in scores if isinstance(each, Decimal)]
    waits = any(each in ("缺", "待定") for each in scores)
    told = numbers and not waits
    team = teams.get(entry)
    return CountLine(
        entry=entry,
        organisation=text_in(team.source, "organisation_name") if team else "",
        team=text_in(team.source, "team_name") if team else "",
        scores=scores,
        mean=str(half_up(Fraction(sum(numbers, Decimal())) / len(numbers), _DECIMALS)) if told else "",
    )


def _score(judge: str, entry: str, panel: Panel, found: StageSheets) -> Decimal | str:
    """What one judge gave one entry, or the word for why there is no number."""
    if judge not in panel.judges_of(entry):
        return "回避"
    ballot = found.counted.get((judge, entry))
    if ballot is None:
        return "待定" if (judge, entry) in found.came else "缺"
    points = ballot.points
    return "回避" if ballot.recused or points is None else points


def _put(place: Workspace, path: Path, data: bytes) -> str:
    target, remark = outputs.put(path, data)
    return f"{remark}已写出 {target.relative_to(place.home)}"
