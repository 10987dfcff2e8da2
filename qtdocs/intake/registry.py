"""A workbook of the association's own register read: teams, titles, renamed companies, complaints, sheet by sheet."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.intake.days import written_day
from qtdocs.intake.registry_heads import NEEDED, SHEETS, Head, head_of
from qtdocs.model.document import Cell, Document, Table
from qtdocs.model.registry import Complaint, Registration, RegistryRow, Renaming, Title, kind_of
from qtdocs.text import label_twin, narrow, number_in_chinese

_ASIDE = re.compile(r"注\s*[:：.、0-9一二三]|注$|(?:说明|备注|填写说明)\s*[:：]|(?:填表|制表|审核|合计|总计|小计|共计)")
_SEVERAL = re.compile(r"[\n、；;]")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?度?")
_CHINESE_YEAR = re.compile("([〇○零一二三四五六七八九]{4})年度?")
_EARLIEST = 1980
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]")
_NOTHING = re.compile(r"[\s/\\\-—_]*|无")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryBook:
    """What stands in a workbook."""

    rows: tuple[RegistryRow, ...]
    """Everything that was understood, each once."""
    problems: tuple[str, ...]
    """What was not, each with its cell, in Chinese without a full stop; where there is any, nothing is to be taken."""
    remarks: tuple[str, ...]
    """What a person should know of the reading, in the same way."""


def read_registry(document: Document, *, name: str, today: datetime.date) -> RegistryBook:
    """What stands in a workbook of the association's register.

    Args:
        document: the workbook as a reader sees it.
        name: the file, as people call it.
        today: nothing in it can have happened later.
    """
    rows: list[RegistryRow] = []
    problems, remarks = [], []
    for table in document.tables:
        sheet = table.place.sheet
        head, why = head_of(table)
        if head is None:
            if why:
                problems.append(f"“{sheet}”页{why}")
            else:
                remarks.append(f"“{sheet}”页没有认得的表头，没有读")
            continue
        reading = _Sheet(table, head, name=name, today=today)
        rows += reading.rows()
        problems += reading.problems
        remarks += reading.remarks()
    problems += contradictions(rows)
    return RegistryBook(rows=tuple(dict.fromkeys(rows)), problems=tuple(problems), remarks=tuple(remarks))


def contradictions(rows: Sequence[RegistryRow]) -> Iterator[str]:
    """Rows about the same thing that do not say the same."""
    found: dict[tuple[str, ...], dict[RegistryRow, None]] = {}
    for row in rows:
        found.setdefault((kind_of(row), *row.key), {}).setdefault(row)
    for several in found.values():
        if len(several) > 1:
            said = "；".join(f"{each.where}：{each.told}" for each in several)
            yield f"说的是同一件事，内容不同，请核实后只留一行：{said}"


class _Sheet:
    """One sheet being read."""

    def __init__(self, table: Table, head: Head, *, name: str, today: datetime.date) -> None:
        self._table, self._head, self._name, self._today = table, head, name, today
        self.problems: list[str] = []
        self._hidden = 0

    def rows(self) -> list[RegistryRow]:
        """Its rows, but for notes, totals and headings that come again."""
        found = []
        for number in range(self._head.row + 1, self._table.rows + 1):
            cells = self._cells(number)
            if self._is_aside(cells, number):
                continue
            before = len(self.problems)
            row = self._row(cells, number)
            if row is not None and len(self.problems) == before:
                found.append(row)
        return found

    def remarks(self) -> Iterator[str]:
        """What is to be said of the sheet as a whole."""
        sheet = self._table.place.sheet
        if self._head.unused:
            yield f"“{sheet}”页没有用到的列：{'、'.join(self._head.unused)}"
        if self._hidden:
            yield f"“{sheet}”页有 {self._hidden} 行是隐藏的，也读了"

    def _cells(self, number: int) -> Mapping[str, tuple[Cell, ...]]:
        """The filled cells of a row by field; a merged area counts in each of its rows."""
        found: dict[str, tuple[Cell, ...]] = {}
        for key, columns in self._head.columns.items():
            cells = [self._table.at(number, column) for column in columns]
            filled = tuple(
                cell for cell in cells if cell is not None and (cell.text.strip() or cell.flags & {"uncached"})
            )
            if filled:
                found[key] = filled
        return found

    def _is_aside(self, cells: Mapping[str, tuple[Cell, ...]], number: int) -> bool:
        """Whether a row is none of ours: empty, a note or a total below the list, the headings once more."""
        every = [cell for several in cells.values() for cell in several]
        if not every:
            return True
        first = next((cell for cell in self._table.cells if cell.row == number and cell.text.strip()), every[0])
        is_note = bool(_ASIDE.match(narrow(first.text).strip("（( ")))
        alone = len({id(cell) for cell in every}) == 1
        if is_note and (alone or not all(key in cells for key in NEEDED[self._head.kind])):
            return True
        if alone and len(every) > 1:  # one cell across the page, and nothing that makes it a note
            self._doubt(every[0], f"这一行只有一格“{every[0].text[:20]}”，不知道是什么，请删去或写全")
            return True
        words = {key: {label_twin(word) for word in SHEETS[self._head.kind][key].split()} for key in cells}
        return all(label_twin(cell.text) in words[key] for key, several in cells.items() for cell in several)

    def _row(self, cells: Mapping[str, tuple[Cell, ...]], number: int) -> RegistryRow | None:
        """One row; none where something in it is not understood, which is told."""
        self._hidden += any("hidden" in cell.flags for several in cells.values() for cell in several)
        self._refuse_odd(cells)
        told: dict[str, str] = {}
        for key in self._head.columns:
            before = len(self.problems)
            told[key] = self._text(key, cells.get(key, ()))
            if key in NEEDED[self._head.kind] and not told[key] and len(self.problems) == before:
                self._lacks(key, number)
        if any(not told[key] for key in NEEDED[self._head.kind]):
            return None
        return _made(self._head.kind, told, f"{self._name} “{self._table.place.sheet}”第 {number} 行")

    def _lacks(self, key: str, number: int) -> None:
        name = SHEETS[self._head.kind][key].split()[0]
        above = self._table.at(number - 1, self._head.columns[key][0])
        hint = "；不会照上一行补，要补请合并单元格或写上" if above and key in ("organisation", "year") else ""
        self.problems.append(f"“{self._table.place.sheet}”页第 {number} 行没有写“{name}”{hint}")

    def _refuse_odd(self, cells: Mapping[str, tuple[Cell, ...]]) -> None:
        """What nobody can tell whether it counts: struck through, or a formula without a result."""
        for cell in dict.fromkeys(cell for several in cells.values() for cell in several):
            if "struck" in cell.flags:
                self._doubt(cell, f"“{cell.text[:20]}”画了删除线，不知道算不算，请删去或去掉删除线")
            elif "uncached" in cell.flags and not cell.text.strip():
                self._doubt(cell, "是公式，文件里没有结果，请改成数值")

    def _text(self, key: str, cells: Sequence[Cell]) -> str:
        if not cells:
            return ""
        cell, text = cells[0], " ".join("　".join(each.text for each in cells).split())
        if key == "day":
            if _NOTHING.fullmatch(text) and self._head.kind != "registration":
                return ""
            day, why = written_day(
                cell.text.strip(), exact=cell.exact, is_number="numeric" in cell.flags, today=self._today
            )
            return day if not why else self._doubt(cell, why)
        if key == "year":
            return self._year(cell)
        if key == "team" and _SEVERAL.search(cell.text.strip()):
            return self._doubt(cell, f"“{' '.join(cell.text.split())[:30]}”像是写了几个班组，请分行写，一行一个")
        if key in ("organisation", "team", "before", "after"):
            text = re.sub(r"(?<![0-9A-Za-z]) | (?![0-9A-Za-z])", "", text)
            if text and not _NOTHING.fullmatch(text) and not _WORD.search(text):
                return self._doubt(cell, f"“{text[:20]}”不像名称，请写全称")
        return "" if _NOTHING.fullmatch(text) else text

    def _year(self, cell: Cell) -> str:
        text = narrow(cell.text).strip()
        found, said = _YEAR.fullmatch(text), _CHINESE_YEAR.fullmatch(text)
        year = int(found[1]) if found else int(number_in_chinese(said[1].replace("○", "〇")) or 0) if said else 0
        if _EARLIEST <= year <= self._today.year:
            return str(year)
        return self._doubt(cell, f"年度“{cell.text.strip()[:20]}”读不懂，请写成 2025")

    def _doubt(self, cell: Cell, why: str) -> str:
        told = f"{cell.place} {why}"
        if told not in self.problems:
            self.problems.append(told)
        return ""


def _made(kind: str, told: Mapping[str, str], where: str) -> RegistryRow:
    """A row in its own type."""
    if kind == "registration":
        return Registration(where=where, **told)
    if kind == "renaming":
        return Renaming(where=where, **told)
    if kind == "complaint":
        return Complaint(where=where, **told)
    rest = {key: text for key, text in told.items() if key != "year"}
    return Title(year=int(told["year"]), where=where, **rest)
