"""Makes templates/_base/honour-roll.docx, the Word template of the honour roll.

``python tools/make_honour_roll.py`` writes it anew; whoever wants another look may as well open the template in Word.
What stands in double braces is filled in by ``qtdocs.render.honour_roll``.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from draw_ornament import circle, rosette
from PIL import Image

from qtdocs.writing import saved, write_bytes

TARGET = Path(__file__).resolve().parents[1] / "templates" / "_base" / "honour-roll.docx"
SONG, HEI, KAI = "宋体", "黑体", "楷体"
RED, GOLD, INK, BROWN = "A3161C", "9A762A", "2B2320", "7A5C1C"
EDGE, LINE, HEAD_FILL, BAND_FILL = "B8923A", "DCC68F", "F7EBCB", "FDF7E6"
TWIPS = 567
"""Twentieths of a point in a centimetre."""
COLUMNS = (1.5, 8.3, 6.2)
"""Widths of 序号, 企业名称, 班组名称 in centimetres."""


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


def table() -> str:
    """The list: a band for each nominator, a row for each team."""
    heads = "".join(
        cell(run(text, HEI, 11.5, colour=RED, bold=True), width, align="center", fill=HEAD_FILL)
        for text, width in zip(("序号", "企业名称", "班组名称"), COLUMNS, strict=True)
    )
    band = run("{{ group.name }}（{{ group.rows|length }} 个）", HEI, 11.5, colour=BROWN)
    fields = ("{{ row.number }}", "{{ row.organisation }}", "{{ row.team }}")
    names = "".join(
        cell(run(text, SONG, 11), width, align="center" if number == 0 else "left")
        for number, (text, width) in enumerate(zip(fields, COLUMNS, strict=True))
    )
    rows = [
        row(heads, height=1.0, head=True),
        tag("for group in groups"),
        row(cell(band, sum(COLUMNS), fill=BAND_FILL, span=3), height=0.95).replace("<w:pPr>", "<w:pPr><w:keepNext/>"),
        tag("for row in group.rows"),
        row(names),
        tag("endfor"),
        tag("endfor"),
    ]
    grid = "".join(f'<w:gridCol w:w="{width * TWIPS:.0f}"/>' for width in COLUMNS)
    borders = (
        f'<w:top w:val="single" w:sz="12" w:space="0" w:color="{EDGE}"/>'
        f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{EDGE}"/>'
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


def header(number: int, text: str) -> list[str]:
    """A header with the mark while the roll is a draft, and the running title."""

    def steer(words: str) -> str:
        return f"<w:p><w:r><w:t>{{%p {words} %}}</w:t></w:r></w:p>"

    drafted = run(f"{text}（样稿）", KAI, 10, colour=GOLD) if text else ""
    final = run(text, KAI, 10, colour=GOLD) if text else ""
    return [steer("if draft"), paragraph(mark(number) + drafted), steer("else"), paragraph(final), steer("endif")]


def page_number() -> str:
    """A page number between dashes."""
    look = run("", SONG, 10, colour=GOLD)
    field = "".join(
        look.replace('<w:t xml:space="preserve"></w:t>', part)
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return paragraph(run("— ", SONG, 10, colour=GOLD) + field + run(" —", SONG, 10, colour=GOLD))


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


def make() -> bytes:
    """The template's bytes."""
    document: Any = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.6), Cm(2.2)
    page.header_distance, page.footer_distance = Cm(1.4), Cm(1.2)
    document.add_section(WD_SECTION.NEW_PAGE)
    cover, inside = document.sections
    body = document.element.body
    turn = body[0]
    put(
        body,
        [
            paragraph(run("{{ title }}", HEI, 20, colour=GOLD, spread=1), before=64),
            paragraph(run("光荣册", SONG, 72, colour=RED, bold=True, spread=18), before=44, after=10, indent=18),
            paragraph(run("（排名不分先后）", KAI, 16, colour=GOLD), after=22),
        ],
        before=turn,
    )
    picture = document.add_paragraph()
    picture.alignment = 1
    picture.add_run().add_picture(ornament(), width=Cm(8.6))
    turn.addprevious(picture._p)
    put(
        body,
        [
            paragraph(run("{{ association }}", KAI, 18), before=50, after=8),
            paragraph(run("{{ date }}", KAI, 16)),
        ],
        before=turn,
    )
    explained = (
        "说明：本册所列 {{ teams }} 个班组按推荐单位排列，排名不分先后。企业名称、班组名称以申报表所填全称为准。"
    )
    put(
        body,
        [
            paragraph(run("入选班组名单", SONG, 24, colour=RED, bold=True, spread=3), before=6, after=4),
            paragraph(run("（排名不分先后）", KAI, 14, colour=GOLD), after=12),
            paragraph(run(explained, KAI, 12), after=12, align="left", line=1.5, indent=24),
            table(),
            paragraph(),
        ],
        before=inside._sectPr,
    )
    turn.find(qn("w:pPr")).find(qn("w:sectPr")).find(qn("w:cols")).addprevious(page_border())
    inside._sectPr.find(qn("w:cols")).addprevious(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    for number, (section, text) in enumerate(((cover, ""), (inside, "{{ programme }}光荣册")), 1):
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        for part, pieces in ((section.header, header(number, text)), (section.footer, [page_number()] * (number - 1))):
            put(part._element, pieces or [paragraph()])
            part._element.remove(part.paragraphs[0]._p)
    document.core_properties.title, document.core_properties.author = "光荣册", "qtdocs"
    document.core_properties.comments = ""
    return saved(document)


if __name__ == "__main__":
    write_bytes(TARGET, make())
