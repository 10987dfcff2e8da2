"""The kinds of findings about a result, declared once."""

from __future__ import annotations

from qtdocs.model.finding import Rule

RESULTS = (
    Rule(
        code="tie-at-cut",
        severity="warning",
        title="同分压线",
        message="{tier}{hall}还有 {left} 个名额，{entries} 同为 {total} 分，跨在线上。默认建议：{below}；{above}。",
        advice="请秘书处看“同分压线”页：两种办法各会动哪些班组都在上面。要在同分的班组里分高下的，"
        "用 qtdocs judge override 逐个改定，写明理由。",
        meaning="公布的总分相同的一组班组，一部分在等级线上、一部分在线下。程序不在同分的班组里选，默认建议整组归到线下。",
        source="推断",
        internal=True,
        why="按编号、按姓名选一个，没有哪一条办法允许，被选下去的班组一定来问。",
        example="卓越级两个名额，第二、第三、第四名都是 88.00 分。",
        near_miss="第二名 88.00 分、第三名 87.99 分：线在两个分数之间，不算。",
    ),
)
"""Every rule of this family."""
