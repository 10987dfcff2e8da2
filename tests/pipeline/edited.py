"""A season under test whose 台账.xlsx is edited as a clerk edits it."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from qtdocs import pipeline
from qtdocs.editions import shelf
from qtdocs.model.entry import Entry
from qtdocs.pipeline.account import Account, account_of

TODAY = datetime.date(2026, 5, 6)
Edit = Callable[[Any], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A workspace, its inbox, and the workbook."""

    home: Path
    inbox: Path

    @property
    def book(self) -> Path:
        return self.home / "台账.xlsx"

    def put(self, name: str, paper: bytes) -> None:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(paper)

    def mail(self, name: str, day: int, paper: bytes) -> None:
        """A mail of that day of April with one form."""
        head = f"Received: from a.example.com by b.example.com; {day} Apr 2026 09:00:00 +0800"
        lines = [head, "From: a@example.com", "Subject: form", "MIME-Version: 1.0"]
        lines += ['Content-Type: multipart/mixed; boundary="e"', "", "--e", "Content-Type: application/x"]
        lines += ['Content-Disposition: attachment; filename="form.docx"', "Content-Transfer-Encoding: base64", ""]
        self.put(name, "\r\n".join([*lines, base64.encodebytes(paper).decode(), "--e--", ""]).encode())

    def collect(self) -> None:
        pipeline.collect_into(pipeline.find(self.home), [self.inbox], today=TODAY)

    def account(self) -> Account:
        place = pipeline.find(self.home)
        with place.ledger() as ledger:
            return account_of(ledger, shelf.load_programme(place.programme, workspace=place.home))

    def team(self, number: str = "班0001") -> Entry:
        return next(team for team in self.account().teams if team.number == number)

    def edit(self, *edits: Edit, path: Path | None = None) -> Path:
        """Open the workbook, let the edits at it, save it."""
        book = openpyxl.load_workbook(path or self.book)
        for each in edits:
            each(book)
        book.save(path or self.book)
        return path or self.book

    def correct(
        self, *edits: Edit, who: str = "王敏", why: str = "电话核实", dry_run: bool = False, path: Path | None = None
    ) -> list[str]:
        """Edit the workbook and take it over; what is said."""
        if edits:
            self.edit(*edits, path=path)
        place = pipeline.find(self.home)
        told = pipeline.corrected_by(place, path or self.book, who=who, why=why, today=TODAY, dry_run=dry_run)
        return "\n".join(told).splitlines()

    def verified(self) -> str:
        return pipeline.ledger_verified(pipeline.find(self.home))


def desk(folder: Path, programme: str = "浙江") -> Desk:
    home, inbox = folder / "工作区", folder / "收件"
    inbox.mkdir(parents=True)
    pipeline.new(home, programme=programme)
    return Desk(home=home, inbox=inbox)


def column_of(sheet: Any, head: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == head)


def row_of(sheet: Any, head: str, text: str) -> int:
    place = column_of(sheet, head)
    return next(row for row in range(2, sheet.max_row + 1) if text in str(sheet.cell(row, place).value or ""))


def cell(book: Any, head: str, number: str = "班0001") -> Any:
    """A team's cell in 班组."""
    sheet = book["班组"]
    return sheet.cell(row_of(sheet, "班组编号", number), column_of(sheet, head))


def put(head: str, value: object, number: str = "班0001") -> Edit:
    """Type into a team's cell."""

    def typed(book: Any) -> None:
        cell(book, head, number).value = value

    return typed


def row_of_finding(sheet: Any, code: str, label: str = "") -> int:
    """The first row of 问题 with this code, about this box if one is named."""
    codes, labels = column_of(sheet, "编号"), column_of(sheet, "栏目")
    return next(
        row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, codes).value == code and label in ("", sheet.cell(row, labels).value)
    )


def ruling(code: str, word: object, who: object = None, why: object = None, *, label: str = "") -> Edit:
    """Fill in the first row of 问题 with this code, about this box if one is named."""

    def typed(book: Any) -> None:
        sheet = book["问题"]
        row = row_of_finding(sheet, code, label)
        for head, value in (("处理", word), ("处理人", who), ("理由", why)):
            sheet.cell(row, column_of(sheet, head)).value = value

    return typed
