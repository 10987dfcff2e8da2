"""Word files made of raw XML: a test shows exactly what stands in the file."""

import io
import zipfile

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def links(*kinds_and_targets: tuple[str, str], external: bool = False) -> str:
    """A part of links; their ids count ``rId1``, ``rId2`` …"""
    mode = ' TargetMode="External"' if external else ""
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(kinds_and_targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'
    )


def part(root: str, content: str) -> str:
    """A part with this root element and all namespaces."""
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


def parts_of(
    body: str, *, linked: dict[tuple[str, str], str] | None = None, **more: str | bytes
) -> dict[str, str | bytes]:
    """The parts of a Word file; ``linked`` holds further parts of the document by kind and name."""
    linked = linked or {}
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": links(("officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": links(*linked),
        **{f"word/{name}": content for (_, name), content in linked.items()},
        **more,
    }


def docx(body: str, *, linked: dict[tuple[str, str], str] | None = None) -> bytes:
    """A Word file with this body."""
    return zipped(parts_of(body, linked=linked))


def run(text: str, look: str = "") -> str:
    """A run; ``look`` is what stands in its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph of plain texts and of XML."""
    written = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{written}</w:p>" if properties else f"<w:p>{written}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """A cell of plain texts (a paragraph each) and of XML."""
    written = "".join(piece if piece.startswith("<") else paragraph(piece) for piece in content) or "<w:p/>"
    return f"<w:tc><w:tcPr><w:tcW w:w='900'/>{properties}</w:tcPr>{written}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of plain texts and of XML."""
    written = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{written}</w:tr>" if properties else f"<w:tr>{written}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(content: str, properties: str = "") -> str:
    """A content control around anything."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def text_box(content: str) -> str:
    """A run with a text box as Word writes it: once for new programs, once for old ones."""
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(instruction: str, result: str, *, data: str = "") -> str:
    """A complex field: begin, instruction, separator, result, end."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar><w:instrText>{instruction}</w:instrText></w:r>'
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    return f"{begin}{separate}{result}{end}"
