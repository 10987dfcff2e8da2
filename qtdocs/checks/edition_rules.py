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
        why="通知自己写错了日子，按哪个算要先问清。",
        example="通知写“2026年4月27日（星期五）”，这一天是星期一。",
        near_miss="只写日期、没有写星期的。",
    ),
    Rule(
        code="rule-uncheckable",
        severity="note",
        title="程序查不了的规定",
        message="“{text}”（{where}）：只凭收到的材料证明不了，程序没有查。",
        advice="请人工核实。",
        meaning="通知里的规定，没有哪一栏能证明。每次运行只说一次，不当作已经通过。",
        why="查不了的规定不能当作通过。",
        example="“班组近三年无事故”：申报表只填一年。",
        near_miss="表上有栏目能查、而且查过的规定，不在此列。",
    ),
)
"""Every rule of this family."""
