"""The kinds of findings about rounds of letters, declared once."""

from __future__ import annotations

from qtdocs.model.finding import Rule

ROUNDS = (
    Rule(
        code="supplement-late",
        severity="warning",
        title="逾期补正",
        message="这一份 {received} 收到（依据：{clock}），第 {round} 次补正通知的期限是 {until}。",
        advice="请按通知的规定决定是否受理。",
        meaning="补正通知发出以后才收到的材料，到得比信上写的期限晚（按北京时间，期限当天算按时）。",
        source="发出的补正通知；活动文件的 [supplement]",
        why="期限对谁都一样；悄悄收下一份逾期的，对别人不公平。",
        example="信上写 5 月 6 日前，5 月 8 日收到重报的申报表。",
        near_miss="5 月 6 日 23:59 收到：算按时。",
    ),
    Rule(
        code="supplement-in-time",
        severity="note",
        title="期限内补正",
        message="这一份 {received} 收到（依据：{clock}），在第 {round} 次补正通知的期限（{until}）以内。",
        advice="不算迟交。",
        meaning="补正通知发出以后、信上的期限以前收到的材料。过了报送截止也不算迟交。",
        source="发出的补正通知",
        why="是协会叫人补的，不能又说人迟交。",
        example="截止是 4 月 27 日，4 月 29 日发了补正通知，限 5 月 6 日，5 月 3 日收到。",
        near_miss="没有发过补正通知的，过了截止收到的仍是迟交。",
    ),
    Rule(
        code="supplement-open",
        severity="note",
        title="要求补正的还没有补齐",
        message="第 {round} 次补正通知（限 {until}）里还没有解决的：{detail}。",
        advice="期限没到，再等等；到期还没有补齐的，这一条会变成提醒。",
        meaning="信上要的，到现在还没有收到，或者收到了还是不对。期限以前是说明；期限一过是提醒，以后收到的算逾期补正。",
        source="发出的补正通知；活动文件的 [supplement]",
        why="发了信不等于补齐了，漏看的话不合格的材料就进了评审。",
        example="信上第 1、2 条，只补了第 1 条。",
        near_miss="后来放行了的、有人看过说没有这回事的，算已解决。",
        internal=True,
    ),
)
"""Every rule of this family."""
