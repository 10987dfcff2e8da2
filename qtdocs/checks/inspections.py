"""What people looked up elsewhere, as findings."""

from __future__ import annotations

from dataclasses import replace

from qtdocs.checks.making import finding
from qtdocs.editions.programme import RuleUse
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.inspection import Inspected


def failed(entry: Entry, use: RuleUse, word: Inspected) -> Finding:
    """The finding that somebody looked and the team does not meet a rule; as severe as the programme has it.

    Args:
        entry: the team.
        use: the rule as the programme has it.
        word: what was found out.
    """
    made = finding(
        "inspection-failed", file=entry.source.file, severity=use.severity, text=use.text.rstrip("。"),
        where=use.source, looked=word.holds.where, day=str(word.holds.day),
    )  # fmt: skip
    return replace(made, confirmed=word.holds.who)


def contradicting(word: Inspected) -> Finding:
    """The finding that two copies of the workbook say different things."""
    assert word.against is not None
    held, other = word.holds, word.against
    detail = f"{held.number} 的 {held.rule} 两份说的不一样：{held.told}；{other.told}（{other.book}）"
    return finding("inspection-unclear", detail=detail)
