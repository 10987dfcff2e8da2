"""A small season with a draw and the score books that go out to its judges, filled in as judges fill them in."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.editions.scoring import scales_of, score_lines
from qtdocs.judging.sheet_code import SheetIdentity, sheet_code
from qtdocs.ledger.judging import ActKind, held, put_down
from qtdocs.model.ballot import Ballot
from qtdocs.model.expert import LEADER, MEMBER, Expert, Panel, PanelDraw, Seat
from qtdocs.model.finding import Finding
from qtdocs.model.score_book import FRONT_SCALE_CELL, FRONT_SHEET, RECUSAL_CELL, score_cell
from qtdocs.pipeline.account import account_of
from qtdocs.pipeline.judging.ballots import ballots_held
from qtdocs.pipeline.judging.collect_told import CollectWishes, Said, sheets_collected
from qtdocs.render.judging.score_book import score_book
from qtdocs.render.judging.view import JudgedEntry, JudgeView
from tests.judging_season import WHO

EXPERTS = tuple(
    Expert(id=f"专{number:03d}", name=name, organisation="东海质量院")
    for number, name in enumerate(("沈知远", "陆青禾", "俞望舒", "郗明远"), 1)
)
FIRST, SECOND, THIRD, FOURTH = (f"班000{number}" for number in range(1, 5))
PANELS = (
    Panel(
        name="第1组", entries=(FIRST, SECOND), avoided={"专003": (SECOND,)},
        seats=tuple(Seat(expert=f"专00{n}", role=LEADER if n == 1 else MEMBER) for n in (1, 2, 3)),
    ),
    Panel(name="第2组", entries=(THIRD, FOURTH), seats=(Seat(expert="专004", role=LEADER),)),
)  # fmt: skip
Edit = Callable[[Any], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office with its workspace and the books as they go out."""

    place: pipeline.Workspace
    folder: Path

    def drawn(self, panels: tuple[Panel, ...] = PANELS, *, stage: str = "material") -> None:
        """Put the experts and a draw down."""
        draw = PanelDraw(
            stage=stage, number=1, seed="26048", seed_source="公开号码", pool_hash="0" * 64,
            order=tuple(each.id for each in EXPERTS), panels=panels,
        )  # fmt: skip
        with self.place.busy("tests") as ledger, ledger.change("drawn", stage):
            put_down(ledger, ActKind.EXPERT, [((each.id,), each) for each in EXPERTS], who=WHO)
            put_down(ledger, ActKind.DRAW, [((stage,), draw)], who=WHO)

    def book(
        self, judge: str, *, stage: str = "material", programme: str = "", panels: tuple[Panel, ...] = PANELS
    ) -> Any:
        """One judge's book as it goes out, open for filling in."""
        return openpyxl.load_workbook(io.BytesIO(self.bytes_of(judge, stage=stage, programme=programme, panels=panels)))

    def bytes_of(
        self, judge: str, *, stage: str = "material", programme: str = "", panels: tuple[Panel, ...] = PANELS
    ) -> bytes:
        """The bytes of one judge's book as it goes out."""
        edition = shelf.load_programme(self.place.programme, workspace=self.place.home)
        known = edition.stage(stage)
        assert known is not None
        with self.place.ledger() as ledger:
            teams = {each.number: each for each in account_of(ledger, edition).teams}
        panel = next(each for each in panels if judge in (seat.expert for seat in each.seats))
        wanted = [each for each in panel.entries if judge in panel.judges_of(each)]
        codes = [
            SheetIdentity(programme=programme or edition.id, stage=stage, entry=each, judge=judge) for each in wanted
        ]
        view = JudgeView(
            programme=edition, stage=known, panel=panel.name, draw=1,
            expert=next(each for each in EXPERTS if each.id == judge),
            seat=next(each for each in panel.seats if each.expert == judge), lines=score_lines(edition, known),
            scales=scales_of(edition, known),
            entries=tuple(JudgedEntry(entry=teams[each.entry], code=sheet_code(each)) for each in codes),
        )  # fmt: skip
        return score_book(view)

    def filled(
        self, judge: str, scores: Mapping[str, object], *edits: Edit, scale: int | None = 100, name: str = ""
    ) -> Path:
        """One judge's book filled in and lying in the inbox; a score may be 已回避."""
        book = self.book(judge)
        fill(book, scores, scale=scale)
        for edit in edits:
            edit(book)
        return self.put(book, name or f"{judge}.xlsx")

    def put(self, book: Any, name: str) -> Path:
        """Save a workbook in the inbox."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return path

    def collect(self, *paths: Path, dry_run: bool = False, as_json: bool = False) -> Said:
        """Collect some files, in this very process."""
        wishes = CollectWishes(who=WHO, dry_run=dry_run, as_json=as_json, jobs=0)
        return sheets_collected(self.place, paths or [self.folder], wishes)

    def held(self, stage: str = "material") -> tuple[dict[tuple[str, str], Ballot], tuple[Finding, ...]]:
        """The ballots that count by judge and entry, and all findings but those about what has not come."""
        edition = shelf.load_programme(self.place.programme, workspace=self.place.home)
        with self.place.ledger() as ledger:
            ballots, findings = ballots_held(ledger, edition, stage)
        told = tuple(each for each in findings if each.code != "ballot-missing")
        return {(each.judge, each.entry): each for each in ballots}, told

    def points(self) -> dict[tuple[str, str], str]:
        """What counts, as text, by judge and entry."""
        return {pair: "回避" if each.recused else str(each.points) for pair, each in self.held()[0].items()}

    def codes(self) -> list[str]:
        """The codes of all findings but those about what has not come, in order."""
        return sorted(each.code for each in self.held()[1])

    def acts(self, kind: ActKind, value: type[Any]) -> int:
        """How many things of one kind are held."""
        with self.place.ledger() as ledger:
            return len(held(ledger, kind, value))


def sheet_of(book: Any, entry: str) -> Any:
    """An entry's sheet in a book."""
    return next(sheet for sheet in book.worksheets if sheet.title.startswith(entry))


def fill(book: Any, scores: Mapping[str, object], *, scale: int | None = 100, key: int = 0) -> None:
    """Fill a book of a stage without criteria in."""
    if scale is not None:
        book[FRONT_SHEET][FRONT_SCALE_CELL] = scale
    for entry, score in scores.items():
        cell = RECUSAL_CELL if score == "已回避" else score_cell(key)
        sheet_of(book, entry)[cell] = score
