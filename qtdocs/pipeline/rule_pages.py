"""What ``qtdocs rules`` prints: every kind of finding a line, one of them in full, or a rule of the notices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qtdocs import checks
from qtdocs.checks.pages import Lines, lines_of, lines_of_notice
from qtdocs.editions import shelf
from qtdocs.editions.programme import Programme, RuleUse
from qtdocs.editions.vocabulary import RULE_NAMES
from qtdocs.errors import UsageError
from qtdocs.model.finding import SEVERITY_NAMES
from qtdocs.text import narrow


def rules_shown(code: str) -> str:
    """Every rule a line, or one of them in full.

    Args:
        code: a finding's code, or the id of a rule of the notices; empty for all.

    Raises:
        UsageError: there is no such rule.
    """
    if not code:
        return "\n".join(_overview())
    wanted = "".join(narrow(code).split())
    rule = checks.RULES.get(wanted.lower().replace("_", "-"))
    if rule is not None:
        head = f"{rule.code}  {rule.title}（{SEVERITY_NAMES[rule.severity]}）"
        return "\n".join([head, *_listed(lines_of(rule))])
    programmes, _ = shelf.load_sound()
    told = list(_notice_rule(_rule_id(wanted), programmes))
    if not told:
        raise UsageError(f"没有编号是“{code}”的检查或规定。", "输入 qtdocs rules 看全部编号。")
    return "\n".join(told)


def _rule_id(text: str) -> str:
    """The id of a rule of the notices, whether or not its number was typed with its nought.

    >>> _rule_id("v4"), _rule_id("V004"), _rule_id("V14"), _rule_id("v")
    ('V04', 'V04', 'V14', 'V')
    """
    found = re.fullmatch(r"[Vv]0*([1-9][0-9]?)", text)
    return f"V{int(found[1]):02}" if found else text.upper()


def _overview() -> Iterator[str]:
    for rule in checks.RULES.values():
        yield f"{rule.code:<24}{SEVERITY_NAMES[rule.severity]}  {rule.title}"
    yield ""
    yield "通知的规定（结论见 qtdocs verdicts）："
    yield from (f"{rule:<24}　　  {name}" for rule, name in RULE_NAMES.items())


def _notice_rule(rule: str, programmes: tuple[Programme, ...]) -> Iterator[str]:
    """One rule as each programme has it, and how the program holds it against a team."""
    uses = [(programme, use) for programme in programmes for use in programme.rules if use.id == rule]
    row = checks.CONFORMITY.get(rule)
    if row is None and not uses:
        return
    yield f"{rule}  {RULE_NAMES.get(rule, '程序不认识的规定，总要人核实')}"
    for programme, use in uses:
        yield f"  {programme.id}：{_worded(use)}"
    if not uses:
        yield "  现有的活动都没有这一条。"
    if row is not None:
        titles = {code: each.title for code, each in checks.RULES.items()}
        yield from _listed(lines_of_notice(row, titles))


def _worded(use: RuleUse) -> str:
    """A rule as a programme has it: its words, where they stand, how bad a breach is, and what a person can do."""
    proof = "" if use.provable else "；只凭收到的材料证明不了"
    advice = f"。查不了的：{use.advice.rstrip('。')}" if use.advice else ""
    return f"{use.text.rstrip('。')}（{use.source}；不符合的算{SEVERITY_NAMES[use.severity]}{proof}）{advice}。"


def _listed(lines: Lines) -> Iterator[str]:
    return (f"  {head}：{text}" for head, text in lines)
