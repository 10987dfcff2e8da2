"""Makes the Word template of 核对回执 in templates/_base/: names in large type, to be sealed by whoever was asked.

``python tools/make_name_slip.py`` writes it anew. The pieces are those of ``make_letters``.
"""

from __future__ import annotations

from make_letters import FANG, FOLDER, HEI, SONG, TWIPS, cell, framed, make, paragraph, row, run, steer, text, title

from qtdocs.writing import write_bytes

WIDTHS = (1.9, 10.3, 3.4)
NAME, TEAM, SMALL = 18.0, 16.0, 10.5


def names() -> str:
    """The table: a row a team, its names large, boxes to tick beside them."""
    heads = "".join(
        cell(run(words, HEI, SMALL), width, align="center")
        for words, width in zip(("班组编号", "将要印出的名称", "核对"), WIDTHS, strict=True)
    )
    wide = (
        paragraph(run("{{ row.organisation }}", SONG, NAME, bold=True), indent=0, before=4, line=26)
        + paragraph(run("{{ row.team }}", SONG, TEAM), indent=0, line=24)
        + steer("if row.leader or row.tier")
        + paragraph(
            run("{% if row.leader %}班组长：{{ row.leader }}　　{% endif %}", SONG, TEAM)
            + run("{% if row.tier %}等级：{{ row.tier }}{% endif %}", FANG, SMALL),
            indent=0,
            line=24,
        )
        + steer("endif")
        + paragraph(run("更正为：", FANG, SMALL), indent=0, before=2, after=22, line=18)
    )
    ticks = paragraph(run("□ 正确", SONG, 14), indent=0, align="center", line=28) + paragraph(
        run("□ 更正", SONG, 14), indent=0, align="center", line=28
    )
    body = (
        cell(run("{{ row.entry }}", SONG, SMALL), WIDTHS[0], align="center")
        + _cell_of(wide, WIDTHS[1])
        + _cell_of(ticks, WIDTHS[2])
    )
    tags = [
        row(cell(f'<w:r><w:t xml:space="preserve">{{%tr {words} %}}</w:t></w:r>', sum(WIDTHS), span=3))
        for words in ("for row in rows", "endfor")
    ]
    return framed("".join((row(heads, head=True), tags[0], row(body), tags[1])), WIDTHS)


def _cell_of(content: str, width: float) -> str:
    """A cell with paragraphs of its own."""
    look = f'<w:tcW w:w="{width * TWIPS:.0f}" w:type="dxa"/><w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"


def slip() -> list[str]:
    """核对回执."""
    return [
        *title("{{ programme }}", "名称核对回执{% if draft %}（样稿）{% endif %}"),
        text("{{ association }}：", indent=0),
        text(
            "下列 {{ count }} 个班组的名称，我单位已对照公章和营业执照逐字核对。勾了“正确”的，请照此印证书、光荣册；"
            "勾了“更正”的，请照写明的名称更正，单位更名的附证明材料。",
            after=8,
        ),
        names(),
        steer("if until"),
        text("请在{{ until }}前把盖章的回执{% if mailbox %}发至 {{ mailbox }}{% else %}发回{% endif %}。", before=10),
        steer("endif"),
        steer("if phones"),
        text("联系电话：{{ phones }}。", keep=True),
        steer("endif"),
        paragraph(run("推荐单位：{{ nominator }}（盖章）"), indent=0, before=26, right=2, align="right", keep=True),
        paragraph(run("经办人（签字）：　　　　　　　电话：　　　　　　　　"), indent=0, before=14, keep=True),
        paragraph(run("　　　　年　　月　　日"), indent=0, before=8, right=2, align="right"),
    ]


if __name__ == "__main__":
    write_bytes(FOLDER / "name-slip.docx", make("核对回执", slip()))
