"""Makes templates/_base/announcement.docx, the Word template of 通报, in the measures of GB/T 9704-2012.

``python tools/make_announcement.py`` writes it anew; whoever wants another look may as well open it in Word. The fonts
of its styles are replaced by those of the programme; what stands in double braces is filled in.
"""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from make_honour_roll import mark, put
from make_letters import FOLDER, framed, row, steer

from qtdocs.writing import saved, write_bytes

RED = "D7000F"
LINE = 579
"""Twips from line to line: 22 lines in 225 mm."""
TIGHT = -5
"""Twips by which 三号 characters stand closer, so that 28 fit into 156 mm."""
CHARACTER = 15.75
"""Width of a character of the text, in points."""
STYLES = {
    "通报标志": ("宋体", 40.0, True), "通报标题": ("宋体", 22.0, True), "通报一级": ("黑体", 16.0, False),
    "通报二级": ("楷体", 16.0, False), "通报署名": ("仿宋", 16.0, False), "通报日期": ("仿宋", 16.0, False),
    "通报表格": ("仿宋", 12.0, False), "通报表头": ("黑体", 12.0, False), "通报页码": ("宋体", 14.0, False),
}  # fmt: skip
"""Font, size and weight of each paragraph style; the text itself is ``Normal``."""
COLUMNS = (1.3, 10.1, 4.2)
"""Widths of the list's columns in centimetres."""


def run(text: str, *, style: str = "") -> str:
    """A run in the font of its paragraph, or of a character style."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += '<w:rFonts w:hint="eastAsia"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, *, style: str = "", indent: float = 0, look: str = "", align: str = "") -> str:
    """A paragraph; the first line's indent in characters."""
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    told += look + (f'<w:ind w:firstLine="{indent * CHARACTER * 20:.0f}"/>' if indent else "")
    told += f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{told}</w:pPr>{content}</w:p>"


def spacing(before: float = 0, after: float = 0, *, line: int = LINE) -> str:
    """Distances in lines of the text."""
    return (
        f'<w:spacing w:before="{before * LINE:.0f}" w:after="{after * LINE:.0f}" w:line="{line}" w:lineRule="exact"/>'
    )


def border(colour: str) -> str:
    """A line below a paragraph, 4 mm away."""
    return f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="{colour}"/></w:pBdr>'


def hanging(first: float, rest: float) -> str:
    """Indents in characters: of the first line, of the others."""
    left, back = rest * CHARACTER * 20, (rest - first) * CHARACTER * 20
    return f'<w:ind w:left="{left:.0f}" w:hanging="{back:.0f}"/>'


def head() -> list[str]:
    """版头: 发文机关标志, 文号, the red line."""
    tall = spacing(2, 0, line=1134)
    return [
        steer('if letterhead == "printed"'),
        paragraph(run("{{ head }}"), style="通报标志", look=tall, align="center"),
        paragraph(run("{{ number }}"), look=border(RED) + spacing(1), align="center"),
        steer('elif letterhead == "preprinted"'),
        paragraph("", look=tall),
        paragraph(run("{{ number }}"), look=spacing(1), align="center"),
        steer("else"),
        paragraph(run("{{ number }}"), align="right"),
        steer("endif"),
        paragraph("", look=spacing()),
        steer("for line in title"),
        paragraph(run("{{ line }}"), style="通报标题", align="center"),
        steer("endfor"),
        paragraph("", look=spacing()),
    ]


def text() -> list[str]:
    """The text, each paragraph by its level."""
    return [
        steer("for each in text"),
        steer('if each.kind == "flush"'),
        paragraph(run("{{ each.rest }}")),
        steer('elif each.kind == "first"'),
        paragraph(run("{{ each.lead }}{{ each.rest }}"), style="通报一级", indent=2, look="<w:keepNext/>"),
        steer('elif each.kind == "second"'),
        paragraph(run("{{ each.lead }}", style="通报二级字") + run("{{ each.rest }}"), indent=2),
        steer("else"),
        paragraph(run("{{ each.rest }}"), indent=2),
        steer("endif"),
        steer("endfor"),
    ]


def closing() -> list[str]:
    """附件, 署名, 日期, 附注."""
    serial = "{{ annex.number }}."
    return [
        paragraph("", look=spacing()),
        steer("for annex in annexes"),
        steer("if loop.first"),
        steer("if annexes|length > 1"),
        paragraph(run(f"附件：{serial}{{{{ annex.title }}}}"), look="<w:keepNext/>" + hanging(2, 6)),
        steer("else"),
        paragraph(run("附件：{{ annex.title }}"), look="<w:keepNext/>" + hanging(2, 5)),
        steer("endif"),
        steer("else"),
        paragraph(run(f"{serial}{{{{ annex.title }}}}"), look="<w:keepNext/>" + hanging(5, 6)),
        steer("endif"),
        steer("endfor"),
        paragraph("", look="<w:keepNext/>" + spacing()),
        paragraph("", look="<w:keepNext/>" + spacing()),
        paragraph(run("{{ association }}"), style="通报署名", look="<w:keepNext/>", align="right"),
        paragraph(run("{{ date }}"), style="通报日期", align="right"),
        steer("if note"),
        paragraph(run("（{{ note }}）"), indent=2),
        steer("endif"),
    ]


def cell(content: str, width: float, *, style: str, align: str, span: int = 1) -> str:
    """A cell of the list."""
    look = f'<w:tcW w:w="{width * 567:.0f}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    inside = paragraph(content, style=style, align=align)
    return f'<w:tc><w:tcPr>{look}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'


def lists() -> list[str]:
    """The annexes: each on a page of its own."""
    heads = "".join(
        cell(run(words), width, style="通报表头", align="center")
        for words, width in zip(("序号", "单位和班组", "推荐单位"), COLUMNS, strict=True)
    )
    fields = ("{{ row.number }}", "{{ row.name }}", "{{ row.nominator }}")
    shown = "".join(
        cell(run(words), width, style="通报表格", align="left" if number else "center")
        for number, (words, width) in enumerate(zip(fields, COLUMNS, strict=True))
    )
    tags = [
        row(cell(run(f"{{%tr {words} %}}"), sum(COLUMNS), style="通报表格", align="left", span=3))
        for words in ("for row in annex.rows", "endfor")
    ]
    return [
        steer("for annex in annexes"),
        paragraph(
            run('附件{% if annexes|length > 1 %}{{ annex.number }}{% endif %}'), style="通报一级",
            look="<w:pageBreakBefore/>",
        ),
        paragraph("", look=spacing()),
        steer("for line in annex.lines"),
        paragraph(run("{{ line }}"), style="通报标题", align="center"),
        steer("endfor"),
        paragraph(run("（共{{ annex.rows|length }}个，排名不分先后）"), align="center"),
        framed("".join((row(heads, head=True), tags[0], row(shown), tags[1])), COLUMNS),
        steer("endfor"),
    ]  # fmt: skip


def page_number(align: str, side: str) -> str:
    """— 4 — in 四号, a character away from the outer edge."""
    plain = '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{}</w:r>'
    field = "".join(
        plain.format(part)
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return paragraph(run("— ") + field + run(" —"), style="通报页码", look=f'<w:ind w:{side}="280"/>', align=align)


def header(number: int) -> list[str]:
    """样稿 across every page as long as it is one."""
    drafted = paragraph(mark(number) + run("样稿　不得外发"), style="通报表格", align="right")
    return [steer("if draft"), drafted, steer("else"), paragraph("", style="通报表格"), steer("endif")]


def named(style: Any, font: str, size: float, *, bold: bool) -> None:
    """Give a style its font for Chinese and Western characters, and its size."""
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), font)


def styles(document: Any) -> None:
    """The styles of the paper."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}")
    for tag in ("w:rFonts", "w:lang"):  # fonts of the theme would win over ours
        defaults.remove(defaults.find(qn(tag)))
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'))
    text = document.styles["Normal"]
    named(text, "仿宋", 16, bold=False)
    look = text.element.get_or_add_rPr()
    look.find(qn("w:sz")).addprevious(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{TIGHT}"/>'))
    text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(0)
    text.paragraph_format.line_spacing = Pt(LINE / 20)
    text.paragraph_format.widow_control = True
    # 28 characters a line only where Word adds no space between Chinese and figures
    for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):
        text.element.get_or_add_pPr().find(qn("w:spacing")).addprevious(parse_xml(f'<{tag} {nsdecls("w")} w:val="0"/>'))
    for name, (font, size, bold) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = text
        named(style, font, size, bold=bold)
        if size != 16:
            style.element.rPr.find(qn("w:sz")).addprevious(parse_xml(f'<w:spacing {nsdecls("w")} w:val="0"/>'))
    document.styles["通报标志"].font.color.rgb = RGBColor.from_string(RED)
    document.styles["通报标题"].paragraph_format.line_spacing = Pt(34)
    for name in ("通报表格", "通报表头"):
        look = document.styles[name].paragraph_format
        look.line_spacing, look.space_before, look.space_after = Pt(19), Pt(2), Pt(2)
    document.styles["通报页码"].paragraph_format.line_spacing = Pt(16)
    for name in ("通报标志", "通报标题", "通报表格", "通报表头", "通报页码"):
        look = document.styles[name].element.get_or_add_pPr()
        look.insert(0, parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>'))
    lead = document.styles.add_style("通报二级字", WD_STYLE_TYPE.CHARACTER)
    named(lead, "楷体", 16, bold=False)


def make() -> bytes:
    """The template's bytes."""
    document: Any = Document()
    styles(document)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.header_distance, page.footer_distance = Mm(12), Mm(22)
    page._sectPr.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{LINE}"/>'))
    settings = document.settings.element
    for name in ("w:evenAndOddHeaders", "w:mirrorMargins"):
        settings.insert(0, parse_xml(f"<{name} {nsdecls('w')}/>"))
    put(document.element.body, [*head(), *text(), *closing(), *lists()], before=page._sectPr)
    parts = (
        (page.header, header(1)), (page.even_page_header, header(2)),
        (page.footer, [page_number("right", "right")]), (page.even_page_footer, [page_number("left", "left")]),
    )  # fmt: skip
    for part, pieces in parts:
        part.is_linked_to_previous = False
        empty = part.paragraphs[0]._p
        put(part._element, pieces)
        part._element.remove(empty)
    document.core_properties.title, document.core_properties.author = "通报", "qtdocs"
    document.core_properties.comments = ""
    return saved(document)


if __name__ == "__main__":
    write_bytes(FOLDER / "announcement.docx", make())
