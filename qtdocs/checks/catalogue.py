"""The page that lists every finding and every rule of the notices, made from their declarations."""

from __future__ import annotations

from qtdocs.checks.conformity import CONFORMITY, Conformity
from qtdocs.checks.pages import Lines, lines_of, lines_of_notice
from qtdocs.checks.rules import RULES
from qtdocs.editions.vocabulary import RULE_NAMES
from qtdocs.model.finding import SEVERITY_NAMES, Rule

_HEAD = """# 问题清单

程序给出的每一种问题都在这里，后面是通知的每一条规定怎么核对。本页从 `qtdocs/checks/` 里的规则生成，请不要手改；
改了规则后运行 `python -m qtdocs.checks.catalogue > docs/findings.md`。

- **错误**：要写进给推荐单位的通知，改好之前不算合格。
- **提醒**：请干事看一眼。
- **说明**：知道就行。

级别是通常的级别；必填与否、通知的规定会使同一种问题更重或更轻。`qtdocs rules 编号` 显示其中一条。
"""
_NOTICE_HEAD = """# 通知的规定

各活动通知里的规定，逐条与每个班组核对，结论三种：**符合**、**有问题**、**查不了**。查不了不等于符合。
看图得出、没有人确认的，不算有问题。各活动的原话、出处和轻重，用 `qtdocs rules V04` 看；
一个班组的结论用 `qtdocs verdicts 班0001` 看，台账的“核对”页也有。
"""


def findings_page() -> str:
    """The text of docs/findings.md."""
    summary = ["| 编号 | 级别 | 问题 |", "|---|---|---|"]
    summary += [
        f"| [`{rule.code}`](#{rule.code}) | {SEVERITY_NAMES[rule.severity]} | {rule.title} |" for rule in RULES.values()
    ]
    sections = [_section(rule) for rule in RULES.values()]
    notice = [_notice_section(row) for row in CONFORMITY.values()]
    return "\n".join([_HEAD, *summary, "", *sections, _NOTICE_HEAD, *notice])


def _section(rule: Rule) -> str:
    return _listed(f"## {rule.code}", f"**{rule.title}**（{SEVERITY_NAMES[rule.severity]}）", lines_of(rule))


def _notice_section(row: Conformity) -> str:
    titles = {code: rule.title for code, rule in RULES.items()}
    return _listed(f"## {row.rule}", f"**{RULE_NAMES[row.rule]}**", lines_of_notice(row, titles))


def _listed(head: str, title: str, lines: Lines) -> str:
    return "\n".join([head, "", title, "", *(f"- {name}：{text}" for name, text in lines), ""])


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(findings_page())
