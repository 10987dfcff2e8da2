"""Figures that must fit together: rates, accidents, counts of a statistics form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from qtdocs.checks.case import Box, Case
from qtdocs.checks.making import printed
from qtdocs.model.finding import Finding

_TOGETHER = 105
_TOO_MANY = 50


def check_accidents(case: Case) -> Iterator[Finding]:
    """An application that says there were accidents."""
    for boxes in case.groups():
        box = boxes.get("accidents")
        number = _number(box)
        if box and number is not None and number > 0:
            rule = case.rule("V01")
            yield case.find("accident-reported", box, severity=rule.severity if rule else "", seen=box.text)


def check_rates(case: Case) -> Iterator[Finding]:
    """Rates of nonconformity that contradict the first pass rate, or common sense (V17)."""
    for boxes in case.groups():
        bad, good = boxes.get("nonconformity_rate"), boxes.get("first_pass_rate")
        share, passed = _number(bad), _number(good)
        if not bad or share is None or share > 100:
            continue
        if good and passed is not None and passed <= 100 and share + passed > _TOGETHER:
            detail = f"“{printed(bad.label)}”填 {bad.text}%，“{printed(good.label)}”填 {good.text}%，相加超过 100%"
            yield case.find("rates-implausible", bad, detail=detail)
        elif share > _TOO_MANY:
            yield case.find("rates-implausible", bad, detail=f"“{printed(bad.label)}”填 {bad.text}%，高得反常")


def check_relations(case: Case) -> Iterator[Finding]:
    """Counts of a form that stand in the wrong order (V20)."""
    boxes = case.groups()[0]
    for relation in case.form.relations:
        small, large = boxes.get(relation.smaller), boxes.get(relation.larger)
        less, more = _number(small), _number(large)
        if small and large and less is not None and more is not None and less > more:
            seen = f"“{printed(small.label)}”填的是 {small.text}，“{printed(large.label)}”填的是 {large.text}"
            yield case.find("statistics-inconsistent", small, detail=f"{seen}；{relation.text}")


def _number(box: Box | None) -> Decimal | None:
    return box.number if box else None
