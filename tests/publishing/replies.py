"""A season whose names are asked about, and nominators who fill in 名称核对表 as clerks do."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from qtdocs import pipeline
from qtdocs.model.honour import Honour
from qtdocs.pipeline.publishing.name_answers import Answered, answers_read
from qtdocs.pipeline.publishing.name_asking import Wishes, asked
from tests.judging_season import WHO
from tests.publishing_season import DAY, desk_in

HEAD = 4
"""The row of the headings."""
BEIJING, TIANJIN, HEBEI = (f"{each}工程建设质量管理协会" for each in ("北京市", "天津市", "河北省"))
Edit = Callable[[Any], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A workspace and what nominators send back."""

    place: pipeline.Workspace

    def ask(self, **wishes: Any) -> list[str]:
        return list(asked(self.place, Wishes(**wishes), today=DAY))

    def sheet(self, nominator: str = BEIJING) -> Path:
        return self.place.home / "名称核对" / nominator / "名称核对表.xlsx"

    def fill(self, *edits: Edit, nominator: str = BEIJING, name: str = "回复.xlsx") -> Path:
        """A copy of a nominator's workbook, filled in."""
        book = openpyxl.load_workbook(self.sheet(nominator))
        for edit in edits:
            edit(book)
        path = self.place.home.parent / "收到" / name
        path.parent.mkdir(exist_ok=True)
        book.save(path)
        return path

    def read(self, *paths: Path, dry_run: bool = False, as_json: bool = False) -> Answered:
        return answers_read(self.place, paths, who=WHO, today=DAY, dry_run=dry_run, as_json=as_json)

    def honours(self) -> dict[str, Honour]:
        with self.place.ledger() as ledger:
            return {each.entry: each for each in desk_in(self.place, ledger).honours.teams}

    def states(self) -> dict[str, str]:
        return {entry: each.names for entry, each in self.honours().items()}


def answer(row: int, **cells: str) -> Edit:
    """Fill in the row of a team, counted from 1, by the headings of the columns."""

    def edit(book: Any) -> None:
        page = book["名称核对"]
        for column in range(1, page.max_column + 1):
            label = str(page.cell(HEAD, column).value)
            if label in cells:
                page.cell(HEAD + row, column).value = cells[label]

    return edit


def says(row: int, said: str, **cells: str) -> Edit:
    """Say 正确 or 更正 in the row of a team."""
    return answer(row, **{"确认（正确/更正）": said}, **cells)


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
