"""The kinds of findings about what is printed."""

from __future__ import annotations

from qtdocs.model.finding import Rule

OUTPUTS = (
    Rule(
        code="glyph-missing",
        severity="error",
        title="字体里没有这个字",
        message="证书所用的字体里没有这些字，没有印这一份：{detail}。",
        advice="请换一种收字更全的字体，或与单位核实用字。",
        meaning="名称里有字体没有收的生僻字。程序不印出空框，也不换成别的字。",
        why="印成空框或换成别的字，就是把人名印错。",
        example="单位名称里有字体没有的生僻字。",
        near_miss="常用字体里有的繁体字、异体字，照印。",
    ),
    Rule(
        code="text-overflow",
        severity="warning",
        title="名称太长",
        message="名称太长，证书上用最小的字也放不下，没有印这一份：{detail}。",
        advice="请与单位核对名称；确实这样长的，请单独排版。",
        meaning="单位名称、班组名称超出证书上能印的长度。程序不截短，也不缩到看不清。",
        why="截短了的名称就不是全称了。",
        example="单位名称六十多个字，用最小的字也放不下一行。",
        near_miss="缩小字号就放得下的，照印。",
    ),
    Rule(
        code="font-missing",
        severity="warning",
        title="缺少字体",
        message="这台电脑没有版式要求的字体，用了相近的：{detail}。",
        advice="请装上字体后重新生成，正式印制前务必看样。",
        meaning="版式要求的字体没有装。",
        why="换了字体，版面会变，正式印制前要知道。",
        example="版式要用的楷体，这台电脑没有装。",
        near_miss="装了同一种字体的另一个版本。",
    ),
)
"""Every rule of this family."""
