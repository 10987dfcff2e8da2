"""Makes templates/_base/honour-roll.docx, the Word template of the honour roll.

``python tools/make_honour_roll.py`` writes it anew; whoever wants another look may as well open the template in Word.
What stands in double braces is filled in by ``qtdocs.render.publishing.book_document``, which puts in 目录 too.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from draw_ornament import circle, rosette
from PIL import Image

from qtdocs.writing import saved, write_bytes

TARGET = Path(__file__).resolve().parents[1] / "templates" / "_base" / "honour-roll.docx"
SONG, HEI, KAI = "宋体", "黑体", "楷体"
RED, GOLD, INK, BROWN = "A3161C", "9A762A", "2B2320", "7A5C1C"
EDGE, LINE, HEAD_FILL = "B8923A", "DCC68F", "F7EBCB"
TWIPS = 567
"""Twentieths of a point in a centimetre."""
COLUMNS = (1.4, 12.2, 2.6)
"""Widths of 序号, 单位和班组, 班组长 in centimetres."""
ALIGNED = ("center", "left", "left")
LEADER_HEAD = "{% if leaders %}班组长{% endif %}"


def run(text: str, font: str, size: float, *, colour: str = INK, bold: bool = False, spread: float = 0) -> str:
    """A run; its font is named for Chinese and Western characters alike, spread is in points."""
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}" w:hint="eastAsia"/>'
    look += "<w:b/>" * bold + f'<w:color w:val="{colour}"/>'
    look += f'<w:spacing w:val="{spread * 20:.0f}"/>' if spread else ""
    look += f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(
    content: str = "", *, before: float = 0, after: float = 0, align: str = "center", line: float = 1, indent: float = 0
) -> str:
    """A paragraph; distances in points, the first line's indent too."""
    look = f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}"'
    look += f' w:line="{line * 240:.0f}" w:lineRule="auto"/>'
    look += f'<w:ind w:firstLine="{indent * 20:.0f}"/>' if indent else ""
    return f'<w:p><w:pPr>{look}<w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def cell(content: str, width: float, *, align: str = "left", fill: str = "", span: int = 1) -> str:
    """A cell of the table."""
    look = f'<w:tcW w:w="{width * TWIPS:.0f}" w:type="dxa"/>'
    look += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    look += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    text = paragraph(content, before=2.5, after=2.5, align=align)
    return f'<w:tc><w:tcPr>{look}<w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'


def row(cells: str, *, height: float = 0.9, head: bool = False) -> str:
    """A row that is never split over two pages; the head is repeated on each."""
    look = f'<w:cantSplit/><w:trHeight w:val="{height * TWIPS:.0f}" w:hRule="atLeast"/>' + "<w:tblHeader/>" * head
    return f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>"


def tag(words: str) -> str:
    """A row that only steers docxtpl and leaves no trace."""
    text = f'<w:r><w:t xml:space="preserve">{{%tr {words} %}}</w:t></w:r>'
    return row(cell(text, sum(COLUMNS), span=3))


def steer(words: str) -> str:
    """A paragraph that only steers docxtpl and leaves no trace."""
    return f'<w:p><w:r><w:t xml:space="preserve">{{%p {words} %}}</w:t></w:r></w:p>'


def styled(content: str, style: str) -> str:
    """A paragraph whose whole look is its style's."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def plain(text: str, *, style: str = "") -> str:
    """A run in the font of its paragraph, or of a character style."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f'<w:r><w:rPr>{look}<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table() -> str:
    """The teams of one nominator; 班组长 stands beside them where it is printed."""
    heads = "".join(
        cell(run(text, HEI, 10.5, colour=BROWN), width, align=align, fill=HEAD_FILL)
        for text, width, align in zip(("序号", "单位和班组", LEADER_HEAD), COLUMNS, ALIGNED, strict=True)
    )
    fields = ("{{ row.number }}", "{{ row.name }}", "{{ row.leader }}")
    names = "".join(
        cell(run(text, SONG, 11), width, align=align)
        for text, width, align in zip(fields, COLUMNS, ALIGNED, strict=True)
    )
    rows = [row(heads, height=0.8, head=True), tag("for row in group.rows"), row(names, height=0.75), tag("endfor")]
    grid = "".join(f'<w:gridCol w:w="{width * TWIPS:.0f}"/>' for width in COLUMNS)
    borders = (
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{EDGE}"/>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{EDGE}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    )
    look = (
        f'<w:tblW w:w="{sum(COLUMNS) * TWIPS:.0f}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def mark(number: int) -> str:
    """样稿 across the page, as Word draws its own watermarks."""
    look = (
        "position:absolute;margin-left:0;margin-top:0;width:400pt;height:180pt;rotation:325;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    kind = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
        '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>'
        '<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"'
        ' o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    )
    shape = (
        f'<v:shape id="draft{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" style="{look}"'
        ' o:allowincell="f" fillcolor="#e8b4b4" stroked="f"><v:fill opacity=".45"/>'
        f'<v:textpath style="font-family:&quot;{HEI}&quot;;font-size:1pt" string="样稿"/></v:shape>'
    )
    return f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{kind}{shape}</w:pict></w:r>"


def field(instruction: str, shown: str = "") -> str:
    """What Word works out by itself."""
    parts = (
        '<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>', f'<w:t xml:space="preserve">{shown}</w:t>',
        '<w:fldChar w:fldCharType="end"/>',
    )  # fmt: skip
    return "".join(f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{part}</w:r>' for part in parts)


def header(number: int, *, even: bool, where: str) -> list[str]:
    """A header with the mark while the book is a draft; what stands outside tells where on the page one is."""
    title = plain("{{ title }}{% if draft %}（样稿）{% endif %}")
    inside, outside = title, where
    tab = "<w:r><w:tab/></w:r>"
    line = (outside + tab + inside) if even else (inside + tab + outside)
    drafted = styled(mark(number) + line, "光荣册页眉")
    return [steer("if draft"), drafted, steer("else"), styled(line, "光荣册页眉"), steer("endif")]


def cover_header() -> list[str]:
    """The header of the cover: the mark alone."""
    return [steer("if draft"), paragraph(mark(9)), steer("else"), paragraph(), steer("endif")]


def page_number(align: str) -> str:
    """A page number between dashes."""
    content = plain("— ") + field("PAGE", "1") + plain(" —")
    look = f'<w:pStyle w:val="光荣册页码"/><w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{look}</w:pPr>{content}</w:p>"


def ornament() -> io.BytesIO:
    """The rosette of the cover: gold and red lines on nothing, as PNG."""
    import pypdfium2
    import weasyprint

    size, middle = 110, 55.0
    lines = rosette(middle, middle, radius=42, swing=9, lobes=30, turns=10, colour="#b8923a", width=0.16)
    lines += rosette(middle, middle, radius=25, swing=7, lobes=20, turns=8, colour="#b83a40", width=0.14)
    lines += rosette(middle, middle, radius=11, swing=5.5, lobes=12, turns=6, colour="#b8923a", width=0.16, steps=6)
    lines += [circle(middle, middle, radius, stroke="#b8923a", width=0.25) for radius in (51.8, 51.2, 33, 17.2, 4.5)]
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}mm" height="{size}mm" viewBox="0 0 {size} {size}">'
    style = f"<style>@page{{size:{size}mm;margin:0}}body{{margin:0}}svg{{display:block}}</style>"
    page = weasyprint.HTML(string=f"{style}{drawing}{''.join(lines)}</svg>").write_pdf()
    picture = pypdfium2.PdfDocument(page)[0].render(scale=200 / 72, fill_color=(255, 255, 255, 0)).to_pil()
    stream = io.BytesIO()
    picture.convert("RGBA").quantize(64, method=Image.Quantize.FASTOCTREE).save(stream, "PNG", optimize=True)
    stream.seek(0)
    return stream


def put(parent: Any, texts: list[str], *, before: Any = None) -> None:
    """Add pieces of XML to a part, in front of an element or at its end."""
    namespaces = (
        nsdecls("w") + ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    )
    for text in texts:
        opening, rest = text.split(">", 1) if text.startswith(("<w:p>", "<w:tbl>")) else (text, "")
        element = parse_xml(f"{opening} {namespaces}>{rest}")
        if before is None:
            parent.append(element)
        else:
            before.addprevious(element)


def page_border() -> Any:
    """The double gold line around the cover."""
    sides = "".join(
        f'<w:{side} w:val="{kind}" w:sz="24" w:space="28" w:color="{EDGE}"/>'
        for side, kind in (
            ("top", "thickThinSmallGap"),
            ("left", "thickThinSmallGap"),
            ("bottom", "thinThickSmallGap"),
            ("right", "thinThickSmallGap"),
        )
    )
    return parse_xml(f'<w:pgBorders {nsdecls("w")} w:offsetFrom="page">{sides}</w:pgBorders>')


def cover() -> list[str]:
    """What stands on the cover above the rosette."""
    return [
        steer("if draft"),
        paragraph(run("样稿　不得外发", HEI, 12, colour=RED), align="center"),
        steer("endif"),
        steer("for line in cover"),
        paragraph(run("{{ line }}", HEI, 20, colour=GOLD, spread=1), before=8),
        steer("endfor"),
        paragraph(run("光荣册", SONG, 72, colour=RED, bold=True, spread=18), before=44, after=10, indent=18),
        paragraph(run("（排名不分先后）", KAI, 16, colour=GOLD), after=22),
    ]


def issuer() -> list[str]:
    """What stands on the cover below the rosette."""
    return [
        paragraph(run("{{ association }}", KAI, 18), before=50, after=8),
        paragraph(run("{{ date }}", KAI, 16)),
    ]


def front() -> list[str]:
    """通报, 说明 and 目录."""
    return [
        steer("if paper"),
        steer("for line in paper.title"),
        styled(plain("{{ line }}"), "光荣册文题"),
        steer("endfor"),
        steer("if paper.number"),
        paragraph(plain("{{ paper.number }}"), after=12),
        steer("endif"),
        *words("paper.text"),
        styled(plain("（附件的名单就是本册所列的班组。）"), "光荣册正文"),
        paragraph(plain("{{ paper.association }}"), before=24, align="right"),
        paragraph(plain("{{ paper.date }}"), align="right"),
        steer("if paper.note"),
        styled(plain("（{{ paper.note }}）"), "光荣册正文"),
        steer("endif"),
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        steer("endif"),
        steer("if notes"),
        styled(plain("说　明"), "光荣册部分"),
        *words("notes"),
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        steer("endif"),
        styled(plain("目　录"), "光荣册部分"),
        styled(plain("（程序在这里填上目录）"), "光荣册目录"),
    ]


def words(of: str) -> list[str]:
    """Paragraphs by their level."""
    return [
        steer(f"for each in {of}"),
        steer('if each.kind == "flush"'),
        paragraph(plain("{{ each.rest }}"), align="left", line=1.5),
        steer('elif each.kind == "first"'),
        styled(plain("{{ each.lead }}{{ each.rest }}"), "光荣册一级"),
        steer("else"),
        styled(plain("{{ each.lead }}", style="光荣册二级字") + plain("{{ each.rest }}"), "光荣册正文"),
        steer("endif"),
        steer("endfor"),
    ]


def lists() -> list[str]:
    """Who is honoured: by tier, each on a page of its own, in each by nominator; and 编后."""
    return [
        steer("for tier in tiers"),
        styled(plain("{{ tier.name }}"), "光荣册等级"),
        styled(plain("{{ tier.called }}"), "光荣册小字"),
        steer("for group in tier.groups"),
        styled(plain("{{ group.name }}"), "光荣册单位"),
        table(),
        styled("", "光荣册小字"),
        steer("endfor"),
        steer("endfor"),
        steer("if afterword"),
        styled(plain("编后"), "光荣册等级"),
        *words("afterword"),
        steer("endif"),
    ]


def make_styles(document: Any) -> None:
    """The styles of the book; fonts, sizes and colours are changed here or in Word."""
    named(document.styles["Normal"], "楷体", 12, colour=INK)
    for name, (font, size, colour, bold) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        named(style, font, size, colour=colour, bold=bold)
        look = style.element.get_or_add_pPr()
        for piece in LOOKS[name]:
            look.append(parse_xml(piece.replace("/>", f" {nsdecls('w')}/>", 1) if piece.count("<") == 1 else piece))
    lead = document.styles.add_style("光荣册二级字", WD_STYLE_TYPE.CHARACTER)
    lead.font.bold = True


def named(style: Any, font: str, size: float, *, colour: str = INK, bold: bool = False) -> None:
    """Give a style its font for Chinese and Western characters, its size and its colour."""
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), font)


def spacing(before: float, after: float, line: float = 1.0) -> str:
    """Distances of a style in points."""
    return (
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" w:line="{line * 240:.0f}"'
        ' w:lineRule="auto"/>'
    )


def tabs(*, leader: str = "") -> str:
    """A tab at the right edge of the text."""
    dots = f' w:leader="{leader}"' if leader else ""
    return f'<w:tabs {nsdecls("w")}><w:tab w:val="right"{dots} w:pos="{sum(COLUMNS) * TWIPS:.0f}"/></w:tabs>'


STYLES = {
    "光荣册文题": (SONG, 18.0, RED, True),
    "光荣册部分": (SONG, 22.0, RED, True),
    "光荣册等级": (SONG, 26.0, RED, True),
    "光荣册单位": (SONG, 14.0, RED, True),
    "光荣册小字": (KAI, 11.0, BROWN, False),
    "光荣册正文": (KAI, 12.0, INK, False),
    "光荣册一级": (HEI, 12.0, INK, False),
    "光荣册目录": (KAI, 12.0, INK, False),
    "光荣册目录一": (SONG, 12.5, RED, True),
    "光荣册目录二": (KAI, 12.0, INK, False),
    "光荣册页眉": (KAI, 10.0, BROWN, False),
    "光荣册页码": (SONG, 11.0, INK, False),
}
"""Font, size, colour and weight of each paragraph style."""
_CENTRE, _KEEP = '<w:jc w:val="center"/>', "<w:keepNext/>"
LOOKS = {
    "光荣册文题": (_KEEP, spacing(0, 4, 1.3), _CENTRE),
    "光荣册部分": (_KEEP, spacing(6, 14), _CENTRE),
    "光荣册等级": (_KEEP, "<w:pageBreakBefore/>", spacing(0, 4), _CENTRE, '<w:outlineLvl w:val="0"/>'),
    "光荣册单位": (_KEEP, spacing(8, 4), '<w:outlineLvl w:val="1"/>'),
    "光荣册小字": (spacing(0, 4), _CENTRE),
    "光荣册正文": (spacing(0, 0, 1.5), '<w:ind w:firstLine="480"/>'),
    "光荣册一级": (_KEEP, spacing(4, 0, 1.5), '<w:ind w:firstLine="480"/>'),
    "光荣册目录": (),
    "光荣册目录一": (_KEEP, tabs(leader="dot"), spacing(6, 2)),
    "光荣册目录二": (tabs(leader="dot"), spacing(0, 2), '<w:ind w:left="280"/>'),
    "光荣册页眉": (tabs(),),
    "光荣册页码": (),
}
"""How paragraphs of each style stand."""


def make() -> bytes:
    """The template's bytes."""
    document: Any = Document()
    make_styles(document)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    page.top_margin, page.bottom_margin = Cm(2.7), Cm(2.4)
    page.header_distance, page.footer_distance = Cm(1.5), Cm(1.3)
    document.add_section(WD_SECTION.ODD_PAGE)
    document.add_section(WD_SECTION.ODD_PAGE)
    document.settings.odd_and_even_pages_header_footer = True
    settings = document.settings.element
    settings.find(qn("w:zoom")).addnext(parse_xml(f"<w:mirrorMargins {nsdecls('w')}/>"))
    settings.find(qn("w:compat")).addprevious(parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>'))
    body = document.element.body
    first, second = body[0], body[1]
    put(body, cover(), before=first)
    picture = document.add_paragraph()
    picture.alignment = 1
    picture.add_run().add_picture(ornament(), width=Cm(8.6))
    first.addprevious(picture._p)
    put(body, issuer(), before=first)
    put(body, front(), before=second)
    put(body, lists(), before=body[-1])
    first.find(qn("w:pPr")).find(qn("w:sectPr")).find(qn("w:cols")).addprevious(page_border())
    put_heads(document)
    document.core_properties.title, document.core_properties.author = "光荣册", "qtdocs"
    document.core_properties.comments = ""
    return saved(document)


def put_heads(document: Any) -> None:
    """The headers and footers: mirrored, the page numbers outside."""
    where = field("STYLEREF 光荣册等级") + plain("　") + field("STYLEREF 光荣册单位")
    for number, section in enumerate(document.sections):
        told = where if number == 2 else ""
        parts = (
            (section.header, header(2 * number, even=False, where=told) if number else cover_header()),
            (section.even_page_header, header(2 * number + 1, even=True, where=told) if number else cover_header()),
            (section.footer, [page_number("right")] if number else [paragraph()]),
            (section.even_page_footer, [page_number("left")] if number else [paragraph()]),
        )
        for part, pieces in parts:
            part.is_linked_to_previous = False
            empty = part.paragraphs[0]._p
            put(part._element, pieces)
            part._element.remove(empty)


if __name__ == "__main__":
    write_bytes(TARGET, make())
