"""A small writer of raw PDF files for tests: text at a spot, lines, pictures, fields, turned pages."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

FONT = "/Type /Font /Subtype /Type0 /BaseFont /{0} /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [{1} 0 R]"
DESCENDANT = (
    "/Type /Font /Subtype /CIDFontType2 /BaseFont /{0} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
    " /Supplement 0 >> /DW 1000 /W [32 126 500] /FontDescriptor {1} 0 R /CIDToGIDMap 7 0 R"
)
DESCRIPTOR = (
    "/Type /FontDescriptor /FontName /{0} /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120"
    " /CapHeight 800 /StemV 80 /ItalicAngle 0 /FontFile2 6 0 R"
)
CATALOG = 1
PAGES = 2
FIRST_FREE = 20


class Paper:
    """A PDF under construction; y counts from the top, in points, as the reader sees it."""

    def __init__(self, width: float = 595, height: float = 842) -> None:
        self.width, self.height = width, height
        self.contents: list[list[str]] = [[]]
        self.annotations: list[list[str]] = [[]]
        self.page_entries: list[str] = [""]
        self.resources = ""
        self.catalog = ""
        self.objects: dict[int, bytes] = {}
        self.fields: list[int] = []

    def page(self, entries: str = "") -> Paper:
        """Begins the next page; ``entries`` go into its dictionary, as ``/Rotate 90``."""
        self.contents.append([])
        self.annotations.append([])
        self.page_entries.append(entries)
        return self

    def add(self, body: bytes | str) -> int:
        """Adds an object and says its number."""
        number = FIRST_FREE + len(self.objects)
        self.objects[number] = body.encode("latin-1") if isinstance(body, str) else body
        return number

    def draw(self, operators: str) -> Paper:
        self.contents[-1].append(operators)
        return self

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 10.5,
        colour: str = "0 0 0",
        font: str = "F1",
        matrix: str = "",
    ) -> Paper:
        """Text with its baseline at ``y`` from the top; ``matrix`` replaces the upright one."""
        code = text.encode("utf-16-be").hex()
        where = matrix or f"1 0 0 1 {x} {self.height - y}"
        return self.draw(f"{colour} rg BT /{font} {size} Tf {where} Tm <{code}> Tj ET 0 0 0 rg")

    def line(self, x1: float, y1: float, x2: float, y2: float, *, width: float = 0.5, colour: str = "0 0 0") -> Paper:
        ends = f"{x1} {self.height - y1} m {x2} {self.height - y2} l"
        return self.draw(f"{colour} RG {width} w {ends} S 0 0 0 RG")

    def table(self, xs: Sequence[float], ys: Sequence[float]) -> Paper:
        """A full grid of lines."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def picture(self) -> Paper:
        """A grey picture over the whole page."""
        head = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1"
        number = self.add(f"<< {head} >>\nstream\n\x80\nendstream")
        self.resources = f"/XObject << /Im {number} 0 R >>"
        return self.draw(f"q {self.width} 0 0 {self.height} 0 0 cm /Im Do Q")

    def annotation(self, subtype: str, left: float, top: float, right: float, bottom: float, entries: str) -> Paper:
        rectangle = f"/Rect [{left} {self.height - bottom} {right} {self.height - top}]"
        number = self.add(f"<< /Type /Annot /Subtype /{subtype} /F 4 {rectangle} {entries} >>")
        self.annotations[-1].append(f"{number} 0 R")
        if subtype == "Widget":
            self.fields.append(number)
        return self

    def bytes(self) -> bytes:
        """The file."""
        objects = dict(self.objects)
        kids = []
        for content, notes, entries in zip(self.contents, self.annotations, self.page_entries, strict=True):
            stream = "\n".join(content).encode("latin-1")
            here = FIRST_FREE + len(objects)
            objects[here] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
            kids.append(f"{here + 1} 0 R")
            size = "" if "/MediaBox" in entries else f"/MediaBox [0 0 {self.width} {self.height}]"
            objects[here + 1] = (
                f"<< /Type /Page /Parent {PAGES} 0 R {size} {entries} /Contents {here} 0 R"
                f" /Annots [{' '.join(notes)}]"
                f" /Resources << /Font << /F1 3 0 R /F2 8 0 R >> {self.resources} >> >>"
            ).encode()
        form = f"/AcroForm << /Fields [{' '.join(f'{number} 0 R' for number in self.fields)}] >>" if self.fields else ""
        objects[CATALOG] = f"<< /Type /Catalog /Pages {PAGES} 0 R {form} {self.catalog} >>".encode()
        objects[PAGES] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
        objects |= _font("ABCDEF+TestSong", 3, 10) | _font("ABCDEF+Wingdings2", 8, 12)
        objects |= {4: _packed(_to_unicode()), 6: _packed(_box_font()), 7: _packed(_glyph_of_every_code())}
        return assembled(objects)


def _font(name: str, number: int, descendant: int) -> dict[int, bytes]:
    return {
        number: f"<< {FONT.format(name, descendant)} >>".encode(),
        descendant: f"<< {DESCENDANT.format(name, descendant + 1)} >>".encode(),
        descendant + 1: f"<< {DESCRIPTOR.format(name)} >>".encode(),
    }


def _packed(data: bytes) -> bytes:
    body = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(body), body)


@cache
def _box_font() -> bytes:
    """A font whose glyphs are boxes, a narrow one for Latin, so that every character has ink."""
    glyphs = {name: _box(width) for name, width in ((".notdef", 940), ("square", 940), ("narrow", 440))}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([*glyphs])
    builder.setupCharacterMap({0x53E3: "square", 0x6C: "narrow"})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({".notdef": (1000, 60), "square": (1000, 60), "narrow": (500, 60)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "TestSong", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _box(right: int) -> Glyph:
    pen = TTGlyphPen(None)
    pen.moveTo((60, -80))
    for corner in ((60, 840), (right, 840), (right, -80)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


@cache
def _glyph_of_every_code() -> bytes:
    return b"".join(b"\x00\x02" if 32 <= code < 127 else b"\x00\x01" for code in range(0x10000))


@cache
def _to_unicode() -> bytes:
    """A map of every code to itself; the two-em dash ⸺ is one glyph for two characters, as in many fonts."""
    ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256) if not 0xD8 <= high < 0xE0]
    blocks = [ranges[start : start + 100] for start in range(0, len(ranges), 100)]
    mapped = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{mapped}\n"
        "1 beginbfchar\n<2e3a> <20142014>\nendbfchar\nendcmap end end"
    ).encode()


def assembled(objects: dict[int, bytes], trailer: str = "") -> bytes:
    """Objects as a file with its cross-reference table."""
    out = bytearray(b"%PDF-1.6\n")
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    last = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % last
    for number in range(1, last):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
    out += f"trailer\n<< /Size {last} /Root {CATALOG} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
