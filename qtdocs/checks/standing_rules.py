"""The kinds of findings about where an entry stands, declared once."""

from __future__ import annotations

from qtdocs.model.finding import Rule

STANDING = (
    Rule(
        code="changed-since-decision",
        severity="warning",
        title="定了状态以后又来了新材料",
        message="{day}由{who}定为“{state}”，那以后又收到：{detail}。",
        advice="请看新来的材料影不影响这个决定：不影响的，再运行一次 qtdocs move {number} {state} --by 姓名；"
        "有影响的，改成别的状态。",
        meaning="把班组定为初选合格或更后面的状态（包括淘汰、取消资格、撤回、放弃）以后，又收到它的新材料，或者改由另一版为准。"
        "“收到”“待补正”的班组本来就在等材料，不查。",
        source="推断",
        internal=True,
        why="决定是看着当时的材料作的；后来换了一版，没有人再看，错的就当成对的印出去了。",
        example="4月20日定为初选合格，4月22日又来信更正申报表。",
        near_miss="又来了一封信，附件与先前收到的一字不差：是同一份文档，不算新材料。",
    ),
)
"""Every rule of this family."""
