"""What a person looked up elsewhere, because no form can prove it: 人工核查."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

RESULTS = {"符合": "fine", "不符合": "defect", "查不到": "unknown"}
"""What a person may put down, and the verdict that follows."""
INSPECTION_SHEET = "人工核查"
"""The worksheet."""
INSPECTION_COLUMNS = (
    ("number", "班组编号"),
    ("organisation", "单位"),
    ("team", "班组"),
    ("text", "规定"),
    ("ask", "怎么查"),
    ("standing", "现状"),
    ("who", "谁查的"),
    ("where", "查了哪里"),
    ("day", "日期"),
    ("result", "结果"),
    ("remark", "备注"),
    ("key", "编号（程序用，请勿改动）"),
)
"""Key and heading of each column; those from ``who`` to ``remark`` are for people alone."""
TOLD = ("who", "where", "day", "result", "remark")
"""The columns in which people write."""
WORKSPACE = "工作区 {}"
"""What stands above the hidden column: the workspace that the workbook belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What stands in one row of 人工核查表.xlsx."""

    number: str
    """The entry's number."""
    rule: str
    """The rule's id."""
    who: str = ""
    """Who looked."""
    where: str = ""
    """Where: an office's register, a web page, a telephone call."""
    day: datetime.date | None = None
    """When."""
    result: str = ""
    """One of ``RESULTS``; empty as long as there is none."""
    remark: str = ""
    """What else they wrote."""
    book: str = ""
    """The file it was read from; empty for the workspace's own 人工核查表.xlsx."""
    at: str = ""
    """When it was put down, ISO 8601; empty as long as it was not."""

    @property
    def is_complete(self) -> bool:
        """Whether it says who looked where, when, and with what result."""
        return bool(self.who and self.where and self.day and self.result)

    @property
    def said(self) -> tuple[str, ...]:
        """What people wrote, to tell whether two rows say the same."""
        return (self.who, self.where, str(self.day or ""), self.result, self.remark)

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote anything."""
        return not any(self.said)

    @property
    def told(self) -> str:
        """Who found what, when and where, as people read it."""
        return f"{self.who} {self.day} 查{self.where}：{self.result}" + (f"（{self.remark}）" if self.remark else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """All that people found out about one rule for one team."""

    holds: Inspection
    """The word that counts."""
    against: Inspection | None = None
    """Another word, from another copy of the workbook, that contradicts it; none of both counts then."""
    earlier: tuple[Inspection, ...] = ()
    """Words with another result that it replaced."""


def word_that_counts(history: Sequence[Inspection]) -> Inspected | None:
    """What follows from all words about one rule and one team, in the order in which they were read.

    The workspace's own workbook has the last word. A copy that was filled in elsewhere may add to it, but where it
    contradicts what was known, nobody is believed until the own workbook says so.

    >>> day = datetime.date(2026, 5, 6)
    >>> own = Inspection(number="班0001", rule="V01", who="王敏", where="应急局", day=day, result="符合")
    >>> word_that_counts([own]).holds.told, word_that_counts([])
    ('王敏 2026-05-06 查应急局：符合', None)
    """
    held: Inspection | None = None
    against: Inspection | None = None
    earlier: list[Inspection] = []
    for each in history:
        if not each.is_complete:
            continue
        if held is not None and each.book and each.result != held.result:
            against = each
            continue
        if held is not None and each.result != held.result:
            earlier.append(held)
        held, against = each, None if not each.book or against is None else against
    return Inspected(holds=held, against=against, earlier=tuple(earlier)) if held else None


def row_key(entry: str, number: str, rule: str, shown: Sequence[str]) -> str:
    """What stands in a row's hidden cell: whose it is, and a digest of that and of what the program wrote beside it.

    Where only some columns were sorted, or the workbook is another season's, the digest does not fit, and nobody's word
    is taken for another team's.

    Args:
        entry: the entry's id.
        number: the entry's number.
        rule: the rule's id.
        shown: what the program wrote in the row.

    >>> row_key("e1", "班0001", "V01", ["甲公司", "一班"]) == row_key("e1", "班0001", "V01", ["甲公司 ", "一班"])
    True
    """
    told = "\x1f".join("".join(text.split()) for text in (entry, number, *shown))
    return f"{number}/{rule}/{hashlib.sha256(told.encode(errors='surrogatepass')).hexdigest()[:8]}"
