"""A pool of experts read from a workbook of the association, row by row; what is not understood is told by its cell."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.intake.days import written_day
from qtdocs.intake.expert_heads import NEEDED, ExpertHead, expert_head, name_of
from qtdocs.model.document import Cell, Document, Table
from qtdocs.model.expert import Expert
from qtdocs.model.registry import last_day
from qtdocs.text import label_twin, name_twin, narrow

_SEVERAL = re.compile(r"[\n、，,；;]+")
_IN_A_NUMBER = re.compile(r"[0-9A-Za-z一-龥\-_.（）()]{1,20}")
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffffA-Za-z][\u3400-\u9fff\U00020000-\U0003ffffA-Za-z·.\- ]{0,29}")
_BETWEEN_CHARACTERS = re.compile(r"(?<![0-9A-Za-z]) +| +(?![0-9A-Za-z])")
_NOTHING = re.compile(r"[\s/\\\-—_]*|无|没有|暂无")
_NO_EMPLOYER = re.compile(r"(?:已)?退休|无业|无单位|自由职业(?:者)?")
_RETIRED_FROM = re.compile(
    r"(?:(.+?)\s*[（(]\s*(?:已)?退休\s*[)）]|(?:已)?退休\s*[（(]\s*(?:原(?![子平州阳野]))?(.+?)\s*[)）])"
)
"""甲公司（退休）, 退休（原甲公司）; 原子能 and 原平市 are names."""
_ASIDE = re.compile(r"注\s*[:：.、0-9一二三]|注$|(?:说明|填写说明)\s*[:：]|(?:填表|制表|审核|合计|总计|小计|共计)")
_YES = frozenset(("能", "是", "可", "可以", "√", "✓", "✔", "☑", "y", "yes", "true", "组长"))
_NO = frozenset(("否", "不", "不能", "不可", "不可以", "不是", "×", "✗", "✕", "✘", "x", "n", "no", "false", "□"))
_LATEST = datetime.date(2099, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRow:
    """One expert as the workbook has it."""

    expert: Expert
    """The expert; the number is empty where the workbook gives none."""
    where: str
    """Sheet and row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSheet:
    """What stands in a workbook."""

    rows: tuple[PoolRow, ...]
    """Every expert that was understood."""
    problems: tuple[str, ...]
    """What was not, each with its cell, in Chinese without a full stop; where there is any, nothing is to be taken."""
    remarks: tuple[str, ...]
    """What a person should know of the reading, in the same way."""


def read_experts(document: Document) -> PoolSheet:
    """The experts that stand in a workbook as a reader sees it."""
    rows: list[PoolRow] = []
    problems: list[str] = []
    remarks: list[str] = []
    for table in document.tables:
        head, why = expert_head(table)
        if head is None:
            (problems if why else remarks).append(f"“{table.place.sheet}”页{why or '没有专家的表头，没有读'}")
            continue
        sheet = _Sheet(table, head)
        rows += sheet.rows()
        problems += sheet.problems
        remarks += sheet.remarks()
    problems += _twice(rows)
    remarks += _blind(rows)
    return PoolSheet(rows=tuple(rows), problems=tuple(dict.fromkeys(problems)), remarks=tuple(remarks))


def _twice(rows: Sequence[PoolRow]) -> Iterator[str]:
    """Rows that are one person, or cannot be told apart."""
    numbers: dict[str, list[PoolRow]] = {}
    people: dict[tuple[str, str], list[PoolRow]] = {}
    for row in rows:
        if row.expert.id:
            numbers.setdefault(name_twin(row.expert.id), []).append(row)
        people.setdefault((name_twin(row.expert.name), name_twin(row.expert.organisation)), []).append(row)
    for several in numbers.values():
        if len(several) > 1:
            names = "、".join(f"{each.where} {each.expert.name}" for each in several)
            yield f"编号“{several[0].expert.id}”用了 {len(several)} 次：{names}；一人一个编号"
    for several in people.values():
        phones = {each.expert.phone for each in several}
        known_apart = len(phones) == len(several) and "" not in phones and all(each.expert.id for each in several)
        if len(several) > 1 and not known_apart:
            where = "、".join(each.where for each in several)
            yield (
                f"{where}是同名同单位的“{several[0].expert.name}”：是同一个人请只留一行，"
                "不是同一个人请都写上不同的编号和电话"
            )


def _blind(rows: Sequence[PoolRow]) -> Iterator[str]:
    """What cannot be checked of whom, because the workbook does not say it."""
    for key, what in (("organisation", "查不了同一单位的回避"), ("trained_until", "查不了培训是否过期")):
        names = [each.expert.name for each in rows if not getattr(each.expert, key)]
        if names:
            shown = "、".join(names[:5]) + (" 等" if len(names) > 5 else "")
            yield f"{len(names)} 名专家没有写{name_of(key)}，{what}：{shown}"


class _Sheet:
    """One sheet being read."""

    def __init__(self, table: Table, head: ExpertHead) -> None:
        self._table, self._head = table, head
        self.problems: list[str] = []
        self._hidden = 0
        self._no_leaders: list[str] = []

    def rows(self) -> Iterator[PoolRow]:
        """Its experts, but for notes, totals and headings that come again."""
        for number in range(self._head.row + 1, self._table.rows + 1):
            cells = self._cells(number)
            if not cells or set(cells) == {"id"} or self._is_aside(cells, number) or self._refuse_odd(cells):
                continue  # a number alone is a row that was made ready and not filled
            before = len(self.problems)
            expert = self._expert(cells, number)
            if len(self.problems) == before:
                yield PoolRow(expert=expert, where=f"“{self._table.place.sheet}”页第 {number} 行")

    def remarks(self) -> Iterator[str]:
        """What is to be said of the sheet as a whole."""
        sheet = self._table.place.sheet
        if self._head.unused:
            yield f"“{sheet}”页没有用到的列：{'、'.join(self._head.unused)}"
        if self._hidden:
            yield f"“{sheet}”页有 {self._hidden} 行是隐藏的，也读了"
        if "may_lead" not in self._head.columns:
            yield f"“{sheet}”页没有“{name_of('may_lead')}”一列，按都能任组长"
        elif self._no_leaders:
            shown = "、".join(self._no_leaders[:5]) + (" 等" if len(self._no_leaders) > 5 else "")
            yield f"{len(self._no_leaders)} 名专家的“{name_of('may_lead')}”没有写，按不能：{shown}"

    def _cells(self, number: int) -> Mapping[str, Cell]:
        """The filled cells of a row by field; a merged area counts in each of its rows."""
        cells = ((key, self._table.at(number, column)) for key, column in self._head.columns.items())
        return {key: cell for key, cell in cells if cell and (cell.text.strip() or "uncached" in cell.flags)}

    def _is_aside(self, cells: Mapping[str, Cell], number: int) -> bool:
        """Whether a row is none of ours: a note or a total below the list, the headings once more."""
        first = next((cell for cell in self._table.cells if cell.row == number and cell.text.strip()), None)
        lacks = not all(key in cells for key in NEEDED) or len({id(cell) for cell in cells.values()}) == 1
        if first is not None and lacks and _ASIDE.match(narrow(first.text).strip("（( ")):
            return True
        return all(label_twin(cell.text) == label_twin(name_of(key)) for key, cell in cells.items())

    def _expert(self, cells: Mapping[str, Cell], number: int) -> Expert:
        self._hidden += any("hidden" in cell.flags for cell in cells.values())
        if "name" not in cells:
            self.problems.append(f"“{self._table.place.sheet}”页第 {number} 行没有写姓名")
        name = self._name(cells.get("name"))
        organisation, retired_from = self._organisation(cells.get("organisation"))
        return Expert(
            id=self._number(cells.get("id")),
            name=name,
            organisation=organisation,
            nominator=_joined(_text(cells.get("nominator"))),
            region=_text(cells.get("region")),
            subjects=_several(cells.get("subjects")),
            trained_until=self._day(cells.get("trained_until")),
            past_employers=tuple(dict.fromkeys((*retired_from, *_several(cells.get("past_employers"))))),
            declared=_several(cells.get("declared")),
            may_lead=self._may_lead(cells.get("may_lead"), name),
            phone=_text(cells.get("phone")),
            remark=_text(cells.get("remark")),
        )

    def _refuse_odd(self, cells: Mapping[str, Cell]) -> bool:
        """Whether nobody can tell if something counts: it is struck through, or a formula without a result."""
        before = len(self.problems)
        for cell in cells.values():
            if "struck" in cell.flags:
                self._doubt(cell, f"“{cell.text.strip()[:20]}”画了删除线，不知道算不算，请删去或去掉删除线")
            elif "uncached" in cell.flags and not cell.text.strip():
                self._doubt(cell, "是公式，文件里没有结果，请改成数值")
        return len(self.problems) > before

    def _number(self, cell: Cell | None) -> str:
        text = "".join(narrow(_text(cell)).split())
        if cell is not None and text and not _IN_A_NUMBER.fullmatch(text):
            return self._doubt(cell, f"编号“{text[:20]}”不能用：只用字母、数字、汉字和横线，最多 20 个，例如 专001")
        return text

    def _name(self, cell: Cell | None) -> str:
        if cell is None:
            return ""
        name = _joined(" ".join(cell.text.split()))
        if not _NAME.fullmatch(name):
            return self._doubt(cell, f"姓名“{name[:20]}”读不懂，一行写一个人，只写姓名")
        return name

    def _organisation(self, cell: Cell | None) -> tuple[str, tuple[str, ...]]:
        """Where an expert works, and where one who retired did; both may be empty."""
        text = _joined(_text(cell))
        if (found := _RETIRED_FROM.fullmatch(text)) is not None:
            return "", (found[1] or found[2],)
        return ("", ()) if _NO_EMPLOYER.fullmatch(text) else (text, ())

    def _day(self, cell: Cell | None) -> str:
        text = _text(cell)
        if cell is None or not text or text in ("长期", "长期有效", "永久"):
            return _LATEST.isoformat() if text else ""
        is_number = "numeric" in cell.flags
        day, why = written_day(cell.text.strip(), exact=cell.exact, is_number=is_number, today=_LATEST)
        return last_day(day).isoformat() if day else self._doubt(cell, f"培训有效期{why}")

    def _may_lead(self, cell: Cell | None, name: str) -> bool:
        if "may_lead" not in self._head.columns:
            return True
        text = "" if cell is None else narrow(cell.text).strip().lower()
        if not text:
            self._no_leaders.append(name)
        elif text not in _YES and text not in _NO and cell is not None:
            self._doubt(cell, f"“{text[:20]}”读不懂，能否任组长请写能或否")
        return text in _YES

    def _doubt(self, cell: Cell, why: str) -> str:
        self.problems.append(f"{cell.place} {why}")
        return ""


def _text(cell: Cell | None) -> str:
    text = "" if cell is None else " ".join(cell.text.split())
    return "" if _NOTHING.fullmatch(text) else text


def _joined(text: str) -> str:
    """A name without the blanks that people put between Chinese characters."""
    return _BETWEEN_CHARACTERS.sub("", text)


def _several(cell: Cell | None) -> tuple[str, ...]:
    """The words of a cell in which several may stand."""
    if cell is None:
        return ()
    words = (" ".join(word.split()) for word in _SEVERAL.split(cell.text))
    return tuple(dict.fromkeys(word for word in words if word and not _NOTHING.fullmatch(word)))
