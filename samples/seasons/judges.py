"""Score books as experts send them back: every sheet of every book filled, some in the ways people have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.model.score_book import COMMENT, FRONT_SCALE_CELL, FRONT_SHEET, RECUSAL, RECUSED, TOTAL, BookRow
from qtdocs.pipeline.account import account_of
from qtdocs.render.context import text_of
from qtdocs.writing import BASELINE
from samples.seasons.cast import Member

_WORDS = (
    "条理清楚，数据翔实", "关键需求识别有依据", "改进措施具体，可以推广", "目标与指标对应得不够",
    "对比数据少，成效说得笼统",
    "班组文化有特色", "计划清晰，责任到人", "特色不突出，建议提炼",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One row of the hidden sheet."""

    about: str
    cells: tuple[str, ...]


def merits_in(workspace: Path, members: Sequence[Member]) -> Mapping[str, float]:
    """How good each entry of a workspace really is, by its number."""
    place = pipeline.find(workspace)
    with place.ledger() as ledger:
        teams = account_of(ledger, shelf.load_programme(place.programme, workspace=place.home)).teams
    merits = {(member.organisation, member.team): member.merit for member in members}
    return {
        team.number: merits[text_of(team, "organisation_name"), text_of(team, "team_name")]
        for team in teams
        if (text_of(team, "organisation_name"), text_of(team, "team_name")) in merits
    }


def filled(folder: Path, merits: Mapping[str, float], *, seed: int = 2026, scale: int = 20) -> Iterator[Path]:
    """Fill every score book below a folder in place.

    Args:
        folder: where the packages of the judges lie.
        merits: how good each entry is, by its number, about 0 with spread 1.
        seed: the same seed gives the same scores.
        scale: what judges choose where a sheet leaves open what the whole is out of.
    """
    for path in sorted(folder.rglob("*.xlsx")):
        book = load_workbook(path)
        if BASELINE in book.sheetnames and fill(book, merits, seed=seed, scale=scale):
            book.save(path)
            yield path


def fill(book: Any, merits: Mapping[str, float], *, seed: int, scale: int) -> bool:
    """Fill one score book; whether it was one."""
    lines = [
        _Line(about=str(row[0]), cells=tuple("" if each is None else str(each) for each in row[1:]))
        for row in book[BASELINE].iter_rows(values_only=True)
        if row and row[0]
    ]
    if not any(line.about == BookRow.BOOK for line in lines):
        return False
    judge = next(line.cells[3] for line in lines if line.about == BookRow.BOOK)
    random = Random(f"{seed} {judge}")
    harshness = random.gauss(0, 0.02)
    for line in lines:
        if line.about == BookRow.SCALE and "," in line.cells[1]:
            book[FRONT_SHEET][FRONT_SCALE_CELL].value = scale
    tabs = {line.cells[0]: (line.cells[1], line.cells[2]) for line in lines if line.about == BookRow.SHEET}
    for code, (tab, entry) in tabs.items():
        cells = [line.cells[1:] for line in lines if line.about == BookRow.CELL and line.cells[0] == code]
        _fill_sheet(
            book[tab], cells, _Judge(random=random, level=0.84 + harshness + 0.05 * merits.get(entry, 0.0)), scale
        )
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """How one judge sees one entry."""

    random: Random
    level: float

    def score(self, most: float) -> float:
        """A score in steps of a half, between 0 and the most."""
        share = min(0.99, max(0.4, self.random.gauss(self.level, 0.03)))
        return round(share * most * 2) / 2


def _fill_sheet(sheet: Any, cells: list[tuple[str, ...]], judge: _Judge, scale: int) -> None:
    for key, cell, *most in cells:
        if key == COMMENT:
            sheet[cell].value = judge.random.choice(_WORDS) if judge.random.random() < 0.7 else None
        elif key not in (RECUSAL, TOTAL):
            sheet[cell].value = judge.score(float(most[0]) if most and most[0] else float(scale))


def avoid(book: Any, entry: str) -> None:
    """Let a judge say 已回避 on the sheet of an entry."""
    rows = [row for row in book[BASELINE].iter_rows(values_only=True) if row and row[0]]
    codes = {str(row[1]): str(row[2]) for row in rows if row[0] == BookRow.SHEET and str(row[3]) == entry}
    for row in rows:
        if row[0] == BookRow.CELL and str(row[1]) in codes:
            cell = book[codes[str(row[1])]][str(row[3])]
            cell.value = RECUSED if row[2] == RECUSAL else None if row[2] not in (TOTAL,) else cell.value
