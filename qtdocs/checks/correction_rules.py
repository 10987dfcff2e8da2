"""The kinds of findings about corrections that people made, declared once."""

from __future__ import annotations

from qtdocs.model.finding import Rule

CORRECTIONS = (
    Rule(
        code="correction-conflict",
        severity="warning",
        title="更正过的又变了",
        message="“{label}”由{who}从{old}更正为{new}，现在的材料上却是{seen}。",
        advice="台账仍按更正的；请看新材料，要改的在台账里再改一次。",
        meaning="人工更正之后又收到新的材料，上面写的既不是更正前的，也不是更正后的。",
        why="改过的值不能被新材料悄悄盖掉，新材料说的也不能当作没看见。",
        example="人数由 12 更正为 15，后来重报的申报表上写 18。",
        near_miss="重报的申报表上写的就是更正后的 15。",
    ),
)
