"""Makes the Word templates of the letters in templates/_base/: receipt, supplement, reminder, unqualified.

``python tools/make_letters.py`` writes them anew; whoever wants another look may as well open them in Word.
What stands in double braces is filled in by ``qtdocs.render.letters``. Measures follow GB/T 9704, the usual look of
office letters: A4, 仿宋 of 14 points, title of 20 points, two characters' indent.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from qtdocs.writing import saved, write_bytes

FOLDER = Path(__file__).resolve().parents[1] / "templates" / "_base"
SONG, HEI, FANG, KAI = "宋体", "黑体", "仿宋", "楷体"
TWIPS = 567
"""Twentieths of a point in a centimetre."""
BODY, TABLE = 14.0, 10.5
"""Sizes of the body and of what stands in tables, in points."""
WIDTH = 15.6
"""Width of the text in centimetres."""
LINE = 25
"""Distance of the body's lines in points."""


def run(text: str, font: str = FANG, size: float = BODY, *, bold: bool = False) -> str:
    """A run; its font is named for Chinese and Western characters alike."""
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}" w:hint="eastAsia"/>'
    look += "<w:b/>" * bold + f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(
    content: str = "",
    *,
    align: str = "left",
    indent: float = 2,
    before: float = 0,
    after: float = 0,
    line: float = LINE,
    right: float = 0,
    keep: bool = False,
) -> str:
    """A paragraph; the first line's indent and the indent at the right in characters of the body."""
    look = "<w:keepNext/><w:keepLines/>" if keep else ""
    look += f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" w:line="{line * 20:.0f}"'
    look += ' w:lineRule="exact"/>' if line else ' w:lineRule="auto"/>'
    look += f'<w:ind w:right="{right * BODY * 20:.0f}" w:firstLine="{indent * BODY * 20:.0f}"/>'
    return f'<w:p><w:pPr>{look}<w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def steer(words: str) -> str:
    """A paragraph that only steers docxtpl and leaves no trace."""
    return f'<w:p><w:r><w:t xml:space="preserve">{{%p {words} %}}</w:t></w:r></w:p>'


def title(*lines: str) -> list[str]:
    """The title, each line in the middle."""
    return [
        paragraph(run(text, SONG, 20, bold=True), align="center", indent=0, line=32, after=18 * (number == len(lines)))
        for number, text in enumerate(lines, 1)
    ]


def text(words: str, **look: Any) -> str:
    """A paragraph of the body."""
    return paragraph(run(words), **look)


def heading(words: str) -> str:
    """A numbered heading that stays with what follows."""
    return paragraph(run(words, HEI), keep=True, before=6)


def signature() -> list[str]:
    """Who to ask, who signs, and the day."""
    return [
        steer("if phones"),
        text("联系电话：{{ phones }}。", keep=True),
        steer("endif"),
        paragraph(run("{{ association }}"), align="right", indent=0, right=2, before=30, keep=True),
        paragraph(run("{{ date }}"), align="right", indent=0, right=4),
    ]


def cell(content: str, width: float, *, align: str = "left", span: int = 1) -> str:
    """A cell of a table."""
    look = f'<w:tcW w:w="{width * TWIPS:.0f}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    inside = paragraph(content, align=align, indent=0, before=2, after=2, line=16)
    return f'<w:tc><w:tcPr>{look}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'


def row(cells: str, *, head: bool = False, height: float = 0.75) -> str:
    """A row that is never split over two pages, at least so many centimetres high; the head is repeated on each."""
    look = f'<w:cantSplit/><w:trHeight w:val="{height * TWIPS:.0f}" w:hRule="atLeast"/>' + "<w:tblHeader/>" * head
    return f"<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>"


def table(heads: Sequence[str], fields: Sequence[str], widths: Sequence[float], loop: str) -> str:
    """A table with a row for each member of a list.

    Args:
        heads: the headings.
        fields: what stands in each column.
        widths: the columns' widths in centimetres.
        loop: ``row in rows`` as docxtpl wants it.
    """
    first = "".join(
        cell(run(words, HEI, TABLE), width, align="center") for words, width in zip(heads, widths, strict=True)
    )
    shown = "".join(
        cell(run(words, SONG, TABLE), width, align="left" if width > 2.5 else "center")
        for words, width in zip(fields, widths, strict=True)
    )
    tags = [
        row(cell(f'<w:r><w:t xml:space="preserve">{{%tr {words} %}}</w:t></w:r>', sum(widths), span=len(widths)))
        for words in (f"for {loop}", "endfor")
    ]
    return framed("".join((row(first, head=True), tags[0], row(shown), tags[1])), widths)


def framed(rows: str, widths: Sequence[float]) -> str:
    """Rows as a table with lines around every cell; the columns' widths are in centimetres."""
    grid = "".join(f'<w:gridCol w:w="{width * TWIPS:.0f}"/>' for width in widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    look = (
        f'<w:tblW w:w="{sum(widths) * TWIPS:.0f}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def listed(items: str, words: str) -> list[str]:
    """A paragraph for each member of a list."""
    return [steer(f"for {items}"), text(words), steer("endfor")]


def receipt() -> list[str]:
    """收件回执."""
    told = (("受理编号", "{{ number }}"), ("收到时间", "{{ received }}"), ("来件方式", "{{ channel }}"))
    files = table(
        ("序号", "文件", "认作", "班组"),
        ("{{ row.number }}", "{{ row.file }}", "{{ row.kind }}", "{{ row.team }}"),
        (1.3, 6.7, 3.6, 4.0),
        "row in files",
    )
    return [
        *title("收件回执"),
        text("{{ addressee }}：", indent=0),
        text("您报送的“{{ programme }}”材料已经收到，现将收件情况告知如下。"),
        *(text(f"{name}：{value}", line=LINE) for name, value in told),
        steer("if originals"),
        text("纸质原件：{{ originals }}"),
        steer("endif"),
        steer("if files"),
        heading("{{ heads[0] }}、收到的文件"),
        files,
        steer("endif"),
        steer("if teams"),
        heading("{{ heads[1] }}、涉及的班组"),
        *listed("team in teams", "{{ loop.index }}．{{ team }}"),
        steer("endif"),
        heading("{{ heads[2] }}、目前还缺的"),
        steer("if open"),
        *listed("point in open", "{{ loop.index }}．{{ point }}"),
        steer("else"),
        text("目前没有发现缺少的文件。"),
        steer("endif"),
        text("本回执只说明收到了什么，不是审核结论。与您寄出的不一致的，请告知我们。", before=6, keep=True),
        *signature(),
    ]


def supplement() -> list[str]:
    """补正通知, and the letter that says that nothing is open any more."""
    point = "{{ point.number }}．{% if point.mark %}（{{ point.mark }}）{% endif %}{{ point.seen }}{{ point.request }}"
    return [
        *title("{{ programme }}", "{{ heading }}"),
        text("{{ addressee }}：", indent=0),
        steer("if groups"),
        text(
            "{{ whose }}的申报材料已经收到{% if parcels %}（受理编号：{{ parcels }}）{% endif %}。"
            "{% if before %}{{ before }}{% endif %}经核对，下列 {{ count }} 条需要补正，请于{{ until }}"
            "前{% if mailbox %}将补正材料发至 {{ mailbox }}{% else %}将补正材料报来{% endif %}，并写明班组编号。"
        ),
        steer("for group in groups"),
        heading("{{ group.heading }}"),
        *listed("point in group.points", point),
        steer("endfor"),
        steer("endif"),
        steer("if settled"),
        heading("{{ settled_heading }}"),
        *listed("team in settled", "{{ loop.index }}．{{ team }}"),
        steer("endif"),
        steer("if groups"),
        steer("if consequence"),
        text("逾期没有补正的，按“{{ consequence }}”办理（{{ source }}）。", before=6),
        steer("endif"),
        text("以上是核对材料时看到的情况，与原件不符的，请一并告知。", before=6, keep=True),
        steer("endif"),
        *signature(),
    ]


def reminder() -> list[str]:
    """催报 before the deadline; after it, a question whether something was lost."""
    rows = table(
        ("序号", "单位名称", "班组名称", "说明"),
        ("{{ row.number }}", "{{ row.organisation }}", "{{ row.team }}", "{{ row.why }}"),
        (1.3, 5.9, 4.4, 4.0),
        "row in rows",
    )
    former = table(
        ("序号", "单位名称", "班组名称", "说明"),
        ("{{ row.number }}", "{{ row.organisation }}", "{{ row.team }}", "{{ row.why }}"),
        (1.3, 5.9, 4.4, 4.0),
        "row in former",
    )
    return [
        *title("{{ programme }}", "{{ heading }}"),
        text("{{ addressee }}：", indent=0),
        steer("if rows"),
        text("截至{{ date }}，贵单位汇总表上的下列 {{ rows|length }} 个班组，申报表还没有收到："),
        rows,
        steer("endif"),
        steer("if former"),
        text("下列 {{ former|length }} 个班组往年由贵单位推荐，今年还没有收到申报表，是否申报请自行决定："),
        former,
        steer("endif"),
        steer("if over"),
        text("报送截止时间（{{ deadline }}）已过。如已经报送，请告知报送的时间和方式，以便查找。", before=6, keep=True),
        steer("elif deadline"),
        text(
            "报送截止时间是{{ deadline }}，请在此之前报送{% if mailbox %}至 {{ mailbox }}{% endif %}；"
            "已经报送的，请告知报送的时间和方式，以便查找。",
            before=6,
            keep=True,
        ),
        steer("else"),
        text("请核对；已经报送的，请告知报送的时间和方式，以便查找。", before=6, keep=True),
        steer("endif"),
        *signature(),
    ]


def unqualified() -> list[str]:
    """初选不合格意见: what was seen, for the association to decide."""
    rows = table(
        ("序号", "编号", "单位名称", "班组名称", "推荐单位", "初选中看到的情况", "还待人核对的", "处理意见"),
        (
            "{{ row.number }}", "{{ row.entry }}", "{{ row.organisation }}", "{{ row.team }}", "{{ row.nominator }}",
            "{{ row.seen }}", "{{ row.waiting }}", "",
        ),
        (1.3, 2.0, 3.8, 2.8, 2.8, 6.2, 4.4, 2.0),
        "row in rows",
    )  # fmt: skip
    note = "“看到的情况”只列没有放行、没有否认的错误；“还待人核对的”是看图得出、没有人确认过的，核对之前不作依据。"
    return [
        *title("{{ programme }}", "初选不合格意见"),
        text(
            "依据：{{ source }}：{{ consequence }}。通知不允许补正，下列 {{ rows|length }} 个班组由协会决定。", line=22
        ),
        rows,
        text(note, line=22, before=6, keep=True),
        text("审核人：　　　　　　　　　　　　　　负责人：　　　　　　　　　　　　　　{{ date }}", before=24),
    ]


def put(body: Any, pieces: Sequence[str]) -> None:
    """Add pieces of XML in front of the section's properties."""
    for piece in pieces:
        opening, rest = piece.split(">", 1)
        body[-1].addprevious(parse_xml(f"{opening} {nsdecls('w')}>{rest}"))


def footer(section: Any) -> None:
    """A page number between dashes."""
    field = "".join(
        run("", SONG, 12).replace('<w:t xml:space="preserve"></w:t>', part)
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    piece = paragraph(run("— ", SONG, 12) + field + run(" —", SONG, 12), align="center", indent=0, line=0)
    opening, rest = piece.split(">", 1)
    section.footer.is_linked_to_previous = False
    section.footer._element.append(parse_xml(f"{opening} {nsdecls('w')}>{rest}"))
    section.footer._element.remove(section.footer.paragraphs[0]._p)


def make(name: str, pieces: Sequence[str], *, landscape: bool = False, above: str = "") -> bytes:
    """A template's bytes; ``above`` stands above every page."""
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = (Cm(2.2), Cm(2.0)) if landscape else (Cm(3.0), Cm(2.6))
    section.left_margin, section.right_margin = (Cm(2.2), Cm(2.2)) if landscape else (Cm(2.8), Cm(2.6))
    section.header_distance, section.footer_distance = Cm(1.5), Cm(1.6)
    put(document.element.body, pieces)
    footer(section)
    if above:
        header = section.header._element
        put(header, [paragraph(run(above, HEI, TABLE), align="center", indent=0, line=16)])
        header.remove(header[-1])  # the empty paragraph that it came with
    document.core_properties.title, document.core_properties.author = name, "qtdocs"
    document.core_properties.comments = ""
    return saved(document)


if __name__ == "__main__":
    write_bytes(FOLDER / "receipt.docx", make("收件回执", receipt()))
    write_bytes(FOLDER / "supplement.docx", make("补正通知", supplement()))
    write_bytes(FOLDER / "reminder.docx", make("未报提醒", reminder()))
    write_bytes(FOLDER / "unqualified.docx", make("初选不合格意见", unqualified(), landscape=True))
