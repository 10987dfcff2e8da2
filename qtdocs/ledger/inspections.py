"""What people looked up elsewhere: every word kept in order, and what in their workbook could not be understood."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence

from qtdocs.ledger.events import now
from qtdocs.ledger.ledger import Ledger
from qtdocs.model.inspection import Inspection

_DOUBTS = "inspection-doubts"
History = Mapping[tuple[str, str], tuple[Inspection, ...]]
"""All words about a rule and a team in the order in which they were read, by the entry's number and the rule's id."""


def add(ledger: Ledger, words: Sequence[Inspection]) -> None:
    """Put down what people wrote, inside a change; what was said before stays readable."""
    at = now()
    for each in words:
        ledger.write(
            "INSERT INTO inspections (entry, rule, who, place, day, result, remark, book, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            each.number, each.rule, each.who, each.where, str(each.day or ""), each.result, each.remark, each.book, at,
        )  # fmt: skip
    ledger.seal("inspections")


def everything(ledger: Ledger) -> History:
    """All that people ever wrote, by the entry's number and the rule's id."""
    found: dict[tuple[str, str], list[Inspection]] = {}
    for number, rule, who, where, day, result, remark, book, at in ledger.rows(
        "SELECT entry, rule, who, place, day, result, remark, book, at FROM inspections ORDER BY id"
    ):
        each = Inspection(
            number=number, rule=rule, who=who, where=where, result=result, remark=remark, book=book, at=at,
            day=datetime.date.fromisoformat(day) if day else None,
        )  # fmt: skip
        found.setdefault((number, rule), []).append(each)
    return {key: tuple(words) for key, words in found.items()}


def put_doubts(ledger: Ledger, doubts: Sequence[str]) -> None:
    """Put down what in the workspace's workbook cannot be understood now, inside a change."""
    if tuple(doubts) != doubts_in(ledger):
        ledger.set(_DOUBTS, json.dumps(list(doubts), ensure_ascii=False))


def doubts_in(ledger: Ledger) -> tuple[str, ...]:
    """What in the workspace's workbook could not be understood when it was last read."""
    return tuple(json.loads(ledger.setting(_DOUBTS) or "[]"))
