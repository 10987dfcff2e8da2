"""The page that lists every finding, made from the rules."""

from __future__ import annotations

import re

from qtdocs.checks.rules import RULES
from qtdocs.model.finding import SEVERITY_NAMES, Rule

_HEAD = """# 问题清单

程序给出的每一种问题都在这里。本页从 `qtdocs/checks/rules.py` 生成，请不要手改；改了规则后运行
`python -m qtdocs.checks.catalogue > docs/findings.md`。

- **错误**：要写进给推荐单位的通知，改好之前不算合格。
- **提醒**：请干事看一眼。
- **说明**：知道就行。

级别是通常的级别；必填与否、通知的规定会使同一种问题更重或更轻。`qtdocs rules 编号` 显示其中一条。
"""


def findings_page() -> str:
    """The text of docs/findings.md."""
    summary = ["| 编号 | 级别 | 问题 |", "|---|---|---|"]
    summary += [
        f"| [`{rule.code}`](#{rule.code}) | {SEVERITY_NAMES[rule.severity]} | {rule.title} |" for rule in RULES.values()
    ]
    return "\n".join([_HEAD, *summary, "", *(_section(rule) for rule in RULES.values())])


def _section(rule: Rule) -> str:
    lines = [
        f"## {rule.code}",
        "",
        f"**{rule.title}**（{SEVERITY_NAMES[rule.severity]}）：{rule.meaning}",
        "",
        f"- 说法：{_open(rule.message)}",
        f"- 怎么办：{_open(rule.advice)}",
    ]
    if rule.source:
        lines.append(f"- 依据：{rule.source}")
    return "\n".join([*lines, ""])


def _open(template: str) -> str:
    return re.sub(r"\{\w+\}", "……", template)


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(findings_page())
