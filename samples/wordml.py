"""Word's XML by hand: packages opened and closed, and the ways in which people put a value on the page."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

Element = Any
Dress = Callable[[str], str]
"""From a value as typed to the XML that stands in its paragraph."""
Edit = Callable[[Element], None]
"""A change of the whole document after filling."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
FONT = (
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/><w:sz w:val="22"/></w:rPr>'
)
WRITER = 'w:author="甲" w:date="2026-03-20T09:00:00Z"'


def open_package(data: bytes) -> dict[str, bytes]:
    """The parts of an Office file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def closed_package(parts: dict[str, bytes]) -> bytes:
    """An Office file made of these parts; the same parts give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(2026, 3, 20, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return stream.getvalue()


def body_of(parts: dict[str, bytes]) -> Element:
    return etree.fromstring(parts["word/document.xml"])


def with_body(parts: dict[str, bytes], body: Element) -> bytes:
    """The package with this document; every namespace used here is declared at its root."""
    root = etree.Element(body.tag, nsmap=NAMESPACES)
    root.extend(list(body))
    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return closed_package({**parts, "word/document.xml": xml})


def elements(xml: str) -> list[Element]:
    """The elements that this XML describes, prefixes as in ``NAMESPACES``."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return list(etree.fromstring(f"<root {declared}>{xml}</root>"))


def text_of(element: Element) -> str:
    """What stands in an element of a blank: paragraphs parted by line breaks."""
    paragraphs = list(element.iter(f"{W}p")) if element.tag != f"{W}p" else [element]
    return "\n".join("".join(text.text or "" for text in each.iter(f"{W}t")) for each in paragraphs)


def rows_of(body: Element) -> Iterator[list[Element]]:
    """The cells of each row of the body's tables."""
    for row in body.iter(f"{W}tr"):
        yield list(row.iterchildren(f"{W}tc"))


def cell_with(body: Element, words: str) -> Element:
    """The first cell that holds these words."""
    return next(cell for row in rows_of(body) for cell in row if words in text_of(cell))


def cell_after(body: Element, label: str) -> Element:
    """The cell right of the one with exactly this text."""
    for row in rows_of(body):
        for left, right in itertools.pairwise(row):
            if text_of(left).strip() == label:
                return right
    raise LookupError(label)


def run(text: str, *, properties: str = FONT) -> str:
    """A run; line breaks in the text are line breaks on the page."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{lines}</w:r>"


def paragraph(text: str, *, centred: bool = False, inside: str | None = None) -> str:
    """A paragraph with one run, or with this XML inside."""
    properties = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    return f"<w:p>{properties}{run(text) if inside is None else inside}</w:p>"


def cell(text: str, *, width: int = 1400, span: int = 1) -> str:
    """A table cell."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{paragraph(text)}</w:tc>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """A ruled table of plain cells."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = 9000 // max(len(row) for row in rows)
    grid = f'<w:gridCol w:w="{width}"/>' * max(len(row) for row in rows)
    lines = "".join(f"<w:tr>{''.join(cell(text, width=width) for text in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def content_control(text: str) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="请填写"/></w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="901" {WRITER}>{run(text)}</w:ins>'


def deleted(text: str) -> str:
    gone = f'<w:delText xml:space="preserve">{escape(text)}</w:delText>'
    return f'<w:del w:id="902" {WRITER}><w:r>{FONT}{gone}</w:r></w:del>'


def instead_of(old: str) -> Dress:
    """A value typed over an older one while changes were tracked."""
    return lambda text: deleted(old) + inserted(text)


def with_hidden(hidden: str) -> Dress:
    """A value with hidden text behind it."""
    return lambda text: run(text) + run(hidden, properties="<w:rPr><w:vanish/></w:rPr>")


def smart_tag(text: str) -> str:
    return f'<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">{run(text)}</w:smartTag>'


def form_text(text: str) -> str:
    settings = '<w:ffData><w:name w:val="T1"/><w:textInput/></w:ffData>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{settings}</w:fldChar></w:r>'
        '<w:r><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def simple_field(text: str) -> str:
    return f'<w:fldSimple w:instr=" DOCPROPERTY 名称 ">{run(text)}</w:fldSimple>'


def text_box(text: str) -> str:
    """A text box as Word writes it: drawn once, with an older drawing of the same for older programs."""
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    shape = f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>'
    graphic = (
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic>"
    )
    drawn = (
        '<w:drawing><wp:inline><wp:extent cx="1800000" cy="360000"/><wp:docPr id="7" name="文本框 7"/>'
        f"{graphic}</wp:inline></w:drawing>"
    )
    older = f'<w:pict><v:shape style="width:140pt;height:28pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def symbol(font: str, code: str) -> str:
    """A sign of a symbol font: how old forms draw a box."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def check_box(*, ticked: bool) -> str:
    """A check box as a content control."""
    sign = "☒" if ticked else "☐"
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent>{run(sign)}</w:sdtContent></w:sdt>"
    )


def old_check_box(*, ticked: bool) -> str:
    """A check box of the old form tools."""
    state = '<w:checked w:val="1"/>' if ticked else '<w:default w:val="0"/>'
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="C1"/><w:checkBox><w:sizeAuto/>'
        f"{state}</w:checkBox></w:ffData></w:fldChar></w:r>"
        '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
