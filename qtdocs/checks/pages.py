"""What a page says of a rule, as headings and sentences: for the screen and for the page of all findings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qtdocs.checks.conformity import CONFORMITY, Conformity
from qtdocs.editions.vocabulary import RULE_NAMES
from qtdocs.model.finding import Rule

Lines = tuple[tuple[str, str], ...]
"""Headings and what stands behind them."""


def lines_of(rule: Rule) -> Lines:
    """What is looked for, why, an example, what does not count, what is said, and how to mend it."""
    belongs = "、".join(f"{each.rule} {RULE_NAMES[each.rule]}" for each in rules_behind(rule.code))
    told = (
        ("查什么", rule.meaning),
        ("为什么", rule.why),
        ("依据", rule.source),
        ("通知的规定", belongs),
        ("例子", rule.example),
        ("不算", rule.near_miss),
        ("说法", _open(rule.message)),
        ("怎么办", _open(rule.advice)),
        ("给谁看", "只给收件的人看，不写进给申报单位的信。" if rule.internal else ""),
    )
    return tuple((head, text) for head, text in told if text)


def lines_of_notice(row: Conformity, titles: dict[str, str]) -> Lines:
    """What is looked at for a rule of the notices, which findings are its defect, and how a person can find out.

    Args:
        row: the rule's row of the table.
        titles: the title of each kind of finding, by its code.
    """
    codes = "、".join(f"{each.code}（{titles[each.code]}）" for each in row.breaches if each.code in titles)
    told = (
        ("怎么查", f"{row.looks}。"),
        ("有问题", codes or "没有哪一种问题算它的缺陷"),
        ("人可以", row.how),
        ("按谁查", "推荐单位的材料，它的各班组同一个结论。" if row.of_nominator else ""),
    )
    return tuple((head, text) for head, text in told if text)


def rules_behind(code: str) -> Iterator[Conformity]:
    """The rules of the notices of which a kind of finding is the defect."""
    return (row for row in CONFORMITY.values() if any(each.code == code for each in row.breaches))


def _open(template: str) -> str:
    """A rule's words with the gaps that each case fills."""
    return re.sub(r"\{\w+\}", "……", template)
