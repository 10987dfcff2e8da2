"""The kinds of findings about the notice itself."""

from __future__ import annotations

from qtdocs.model.finding import Rule

EDITION = (
    Rule(
        code="date-weekday-differs",
        severity="warning",
        title="通知的日期与星期不符",
        message="通知写“{printed}”，但 {date} 是{true}，不是{written}；最近的{written}是 {nearest}。",
        advice="以日期为准，并与主办单位核实。",
        meaning="通知里印的星期几与日期对不上。",
    ),
    Rule(
        code="rule-uncheckable",
        severity="note",
        title="程序查不了的规定",
        message="“{text}”（{where}）：只凭收到的材料证明不了，程序没有查。",
        advice="请人工核实。",
        meaning="通知里的规定，没有哪一栏能证明。每次运行只说一次，不当作已经通过。",
    ),
)
"""Every rule of this family."""
