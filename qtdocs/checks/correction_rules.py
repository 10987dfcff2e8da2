"""The kinds of findings about corrections that people made, declared once."""

from __future__ import annotations

from qtdocs.model.finding import Rule

CORRECTIONS = (
    Rule(
        code="correction-conflict",
        severity="warning",
        title="更正过的又变了",
        message="“{label}”由{who}从{old}更正为{new}，现在的材料上却是{seen}。",
        advice="暂按更正的。以新材料为准的，把台账“班组”页这一格改成材料上的；仍以更正为准的，在这一行选“放行”。",
        meaning="人工更正之后又收到新的材料，上面写的既不是更正前的，也不是更正后的。在有人决定以前，更正一直有效。",
        why="拿旧的更正盖住新的材料，或者拿新的材料冲掉更正，都可能印错，要人决定。",
        example="班组人数表上写 12，有人更正为 13；单位重报的表上写 15。",
        near_miss="重报的表上写的就是 13，或者仍是 12：更正照旧，不报。",
        internal=True,
    ),
    Rule(
        code="correction-homeless",
        severity="warning",
        title="更正没有着落",
        message="有 {count} 处更正找不到对应的班组：{detail}。",
        advice="请看是不是改认作了别的表；还用得着的，请在台账里再更正一次。",
        meaning="更正是对某个班组的某份材料作的，这个班组现在不在台账里了。更正仍留在台账数据里。",
        why="更正过的内容不能悄悄丢掉。",
        example="更正以后，换了新版的程序，那份材料认作别的活动的表，这个班组不再列入。",
        near_miss="同一个班组重报了新的一版：更正跟着班组走，不报。",
        internal=True,
    ),
)
"""Every rule of this family."""
