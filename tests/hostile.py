"""Makers of files that are out to harm: bombs, loops, lies, names. Each gives its bytes within two seconds.

``python tests/hostile.py FOLDER`` writes them all into a folder.
"""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from mails import attached, mail
from ooxml import docx, links, paragraph, part, parts_of, zipped

MILLION = 1_000_000
BODY = paragraph("单位名称：甲公司")
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Item(NamedTuple):
    """One entry of a zip file as it is written, true or not."""

    name: bytes
    packed: bytes = b""
    size: int = 0
    checksum: int = 0
    method: int = 0
    flags: int = 0
    extra: bytes = b""
    mode: int = 0
    """As Unix has it; the entry counts as made on Unix where it is not 0."""


def stored(name: bytes, content: bytes = b"", *, flags: int = 0, extra: bytes = b"", mode: int = 0) -> Item:
    """An entry that is not packed."""
    return Item(name, content, len(content), zlib.crc32(content), 0, flags, extra, mode)


def swollen(name: bytes, unit: bytes, times: int) -> Item:
    """An entry that unpacks to the same bytes over and over, made without ever holding them."""
    checksum = 0
    for _ in range(times):
        checksum = zlib.crc32(unit, checksum)
    return Item(name, repeated(unit, times) + b"\x03\x00", len(unit) * times, checksum, 8)


def repeated(unit: bytes, times: int) -> bytes:
    """Deflate blocks that unpack to the same bytes over and over; they are not closed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)) * times


def archive(items: Iterable[Item]) -> bytes:
    """A zip file of these entries."""
    body, directory, number = bytearray(), bytearray(), 0
    for item in items:
        number += 1
        told = (item.flags, item.method, 0, 0x21, item.checksum, len(item.packed), item.size)
        lengths = (len(item.name), len(item.extra))
        offset = len(body)
        body += struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, *told, *lengths) + item.name + item.extra + item.packed
        version = 0x0314 if item.mode else 20
        rest = (0, 0, 0, item.mode << 16, offset)
        directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", version, 20, *told, *lengths, *rest)
        directory += item.name + item.extra
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, number, number, len(directory), len(body), 0)
    return bytes(body + directory + end)


def with_parts(items: Iterable[Item], parts: dict[str, str | bytes]) -> bytes:
    """An Office file with some entries made by hand."""
    usual = [stored(name.encode(), text.encode() if isinstance(text, str) else text) for name, text in parts.items()]
    return archive([*usual, *items])


def without(name: str) -> dict[str, str | bytes]:
    """The parts of a Word file but one."""
    return {each: content for each, content in parts_of(BODY).items() if each != name}


def bomb_paragraphs() -> bytes:
    """A Word file of 100 MB of paragraphs."""
    unit = paragraph("甲" * 100).encode() * 250
    return with_parts([swollen(b"word/document.xml", unit, 100 * MILLION // len(unit))], without("word/document.xml"))


def bomb_sheet() -> bytes:
    """A workbook with a worksheet of 500 MB."""
    return with_parts([swollen(b"xl/worksheets/sheet1.xml", b" " * MILLION, 500)], book_parts())


def bomb_media() -> bytes:
    """A Word file with a picture of 1 GB that nothing shows."""
    return with_parts([swollen(b"word/media/image1.bmp", bytes(MILLION), 1000)], parts_of(BODY))


def overlap(megabytes: int = 100) -> bytes:
    """500 entries of 100 MB each over one body: 50 GB out of a hundred kilobytes."""
    kernel = swollen(b"0.txt", bytes(MILLION), megabytes)
    whole = archive([kernel]).partition(b"PK\x01\x02")[0]
    directory = b""
    for number in range(500):
        name = b"%d.txt" % number
        told = (0, 8, 0, 0x21, kernel.checksum, len(kernel.packed), kernel.size, len(name), 0)
        directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, *told, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 500, 500, len(directory), len(whole), 0)
    return whole + directory + end


def nested() -> bytes:
    """A zip of 10 zips, five levels deep, 10 MB in each of the innermost: 1 TB in the end."""
    inner = archive([swollen(b"0.txt", bytes(MILLION), 10)])
    for _ in range(5):
        packed = raw_deflate(inner)
        items = [Item(f"{n}.zip".encode(), packed, len(inner), zlib.crc32(inner), 8) for n in range(10)]
        inner = archive(items)
    return inner


def raw_deflate(data: bytes) -> bytes:
    """The bytes as zip files pack them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def deep() -> bytes:
    """A zip in a zip, 200 deep."""
    inner = archive([stored("申报表.txt".encode(), b"x", flags=0x800)])
    for _ in range(200):
        inner = archive([stored(b"in.zip", inner)])
    return inner


def bomb_zip() -> bytes:
    """A plain zip that claims, and holds, 1 GB in each of five entries."""
    one = swollen(b"0.txt", bytes(MILLION), 1000)
    return archive(one._replace(name=f"{number}.txt".encode()) for number in range(5))


def liar_zip() -> bytes:
    """An entry that claims 100 bytes and holds 200 MB, and one behind it that is sound."""
    liar = swollen("大.txt".encode(), bytes(MILLION), 200)._replace(size=100, flags=0x800)
    return archive([liar, stored("好.txt".encode(), b"x", flags=0x800)])


def many_entries() -> bytes:
    """25,000 empty entries."""
    return archive(stored(b"%05d.txt" % number) for number in range(25_000))


def many_claimed() -> bytes:
    """An end record in the long form that claims 200,000 entries over a directory of 18 MB."""
    directory = bytes(18 * MILLION)
    long_end = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 200_000, 200_000, len(directory), 4)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 4 + len(directory), 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return b"PK\x03\x04" + directory + long_end + locator + end


def same_names() -> bytes:
    """A zip whose 2,000 entries have one name."""
    return archive(stored(b"same.txt", b"x") for _ in range(2_000))


def duplicate_document() -> bytes:
    """A Word file with two documents: which of them counts?"""
    usual = [stored(name.encode(), text.encode()) for name, text in parts_of(BODY).items() if isinstance(text, str)]
    second = part("document", f"<w:body>{paragraph('乙公司')}</w:body>")
    return archive([*usual, stored(b"word/document.xml", second.encode())])


LAUGHS = "".join(
    f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' if level else '<!ENTITY a0 "哈">' for level in range(10)
)
DOCUMENT = part("document", f"<w:body>{paragraph('{}')}</w:body>")


def with_document(declared: str, text: str) -> bytes:
    """A Word file whose document declares a document type."""
    document = f"<!DOCTYPE w:document [{declared}]>" + DOCUMENT.replace("{}", text)
    return zipped(without("word/document.xml") | {"word/document.xml": document})


def laughs_docx() -> bytes:
    """A billion laughs."""
    return with_document(LAUGHS, "&a9;")


def outside_docx() -> bytes:
    """An entity that is a file of this machine."""
    return with_document('<!ENTITY x SYSTEM "file:///etc/hostname">', "[&x;]")


def quadratic_docx() -> bytes:
    """One long entity, a thousand times."""
    return with_document(f'<!ENTITY x "{"哈" * 7000}">', "&x;" * 1000)


def book_parts(sheet: str = "", strings: str = "", more: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook with one worksheet; the worksheet itself only where it is given."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    shared = [("sharedStrings", "sharedStrings.xml")] if strings else []
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATION}">'
        '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(("worksheet", "worksheets/sheet1.xml"), *shared),
    }
    if sheet or more:
        parts["xl/worksheets/sheet1.xml"] = (
            f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{sheet}</sheetData>{more}</worksheet>'
        )
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    return parts


STRING = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'


def strings_book(declared: str, text: str) -> bytes:
    """A workbook whose strings declare a document type."""
    strings = f'<!DOCTYPE sst [{declared}]><sst xmlns="{SPREADSHEET}"><si><t>{text}</t></si></sst>'
    return zipped(book_parts(STRING, strings))


def laughs_xlsx() -> bytes:
    """A billion laughs in a workbook."""
    return strings_book(LAUGHS, "&a9;")


def outside_xlsx() -> bytes:
    """A file of this machine in a workbook."""
    return strings_book('<!ENTITY x SYSTEM "file:///etc/hostname">', "[&x;]")


def quadratic_xlsx() -> bytes:
    """One long entity, a thousand times, in a workbook."""
    return strings_book(f'<!ENTITY x "{"哈" * 7000}">', "&x;" * 1000)


def span(value: str) -> Callable[[], bytes]:
    """A table whose first cell claims to span so many columns."""
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>{paragraph("单位名称")}</w:tc>'
    row = f"<w:tr>{cell}<w:tc>{paragraph('甲公司')}</w:tc></w:tr>"
    return lambda: docx(f"<w:tbl>{row}</w:tbl>")


def many_rows() -> bytes:
    """A table of 10,000 rows and 8 columns."""
    row = "<w:tr>" + f"<w:tc>{paragraph('甲')}</w:tc>" * 8 + "</w:tr>"
    return docx("<w:tbl>" + row * 10_000 + "</w:tbl>")


def far_cell() -> bytes:
    """A worksheet with one cell in its last corner."""
    return zipped(book_parts('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def far_row() -> bytes:
    """A worksheet that is formatted down to its last row."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="J1048576" s="0"/></row>'
    return zipped(book_parts(rows))


def merge_all() -> bytes:
    """A worksheet of which all cells are one."""
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return zipped(book_parts('<row r="1"><c r="A1"><v>1</v></c></row>', more=merge))


def outside_template() -> bytes:
    """A Word file that wants its template, and a picture, from elsewhere."""
    outside = links(("attachedTemplate", "http://127.0.0.1:9/a.dotm"), ("image", "http://127.0.0.1:9/"), external=True)
    return zipped(parts_of(BODY) | {"word/_rels/settings.xml.rels": outside})


def macros() -> bytes:
    """A Word file with macros and an embedded object."""
    more = {"word/vbaProject.bin": b"macro", "word/embeddings/oleObject1.bin": b"object"}
    types = parts_of(BODY)["[Content_Types].xml"]
    assert isinstance(types, str)
    enabled = types.replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "vnd.ms-word.document.macroEnabled.main+xml",
    )
    return zipped(parts_of(BODY) | {"[Content_Types].xml": enabled} | more)


def locked_docx() -> bytes:
    """A Word file with a password, as far as the directory of the compound file that it is then."""
    entries = b""
    for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"):
        written = name.encode("utf-16-le")
        entries += written.ljust(64, b"\x00") + struct.pack("<H", len(written) + 2) + bytes(62)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + entries


def locked_zip() -> bytes:
    """A zip of which one entry has a password and the other has none."""
    locked = stored("有密码.docx".encode(), bytes(range(64)), flags=0x801)
    return archive([locked, stored("没有密码.txt".encode(), b"x", flags=0x800)])


def png(width: int, height: int) -> bytes:
    """A picture of which only the head is there."""
    chunks = b""
    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    for kind, content in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")):
        chunks += struct.pack(">I", len(content)) + kind + content
        chunks += struct.pack(">I", zlib.crc32(kind + content))
    return b"\x89PNG\r\n\x1a\n" + chunks


def picture_docx() -> bytes:
    """A Word file with a picture of 200 megapixels."""
    return zipped(parts_of(BODY) | {"word/media/image1.png": png(20_000, 10_000)})


def pdf(objects: dict[int, bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of these objects; number 1 is its catalogue."""
    data, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start, last = len(data), max(objects)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        data += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(
        data + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, trailer, start)
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object with its length."""
    return b"<< /Length %d %s >>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def page(content: bytes, more: dict[int, bytes] | None = None, resources: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page; the content is a stream object."""
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s %s >> >>"
        % (font, resources),
        4: content,
    }
    return pdf(objects | (more or {}), trailer=trailer)


def many_characters() -> bytes:
    """A page with a million characters."""
    return page(stream(zlib.compress(b"BT /F1 1 Tf (" + b"a" * MILLION + b") Tj ET", 9), b"/Filter /FlateDecode"))


def flate_bomb() -> bytes:
    """A page whose content unpacks to 1 GB of blanks."""
    unit, checksum = b" " * MILLION, 1
    for _ in range(1000):
        checksum = zlib.adler32(unit, checksum)
    packed = b"\x78\xda" + repeated(unit, 1000) + b"\x03\x00" + struct.pack(">I", checksum)
    return page(stream(packed, b"/Filter /FlateDecode"))


def deep_tree() -> bytes:
    """5,000 nodes one below the other before the first page."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for number in range(2, 5002):
        objects[number] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 1)
    return pdf(objects | {5002: b"<< /Type /Page /Parent 5001 0 R /MediaBox [0 0 595 842] >>"})


def looped_tree() -> bytes:
    """A tree of pages that is its own child."""
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"})


def form_laughs() -> bytes:
    """Eight forms, each of which draws the next ten times: a hundred million."""
    more = {}
    for number in range(5, 13):
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1) if number < 12 else b""
        content = b"/X Do " * 10 if number < 12 else b"0 0 1 1 re f"
        more[number] = stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + inner)
    return page(stream(b"/X Do"), more, b"/XObject << /X 5 0 R >>")


def huge_page() -> bytes:
    """A page of 200 kilometres."""
    return page(stream(b"BT /F1 9 Tf (a) Tj ET")).replace(b"[0 0 595 842]", b"[0 0 567000000 567000000]")


def locked_pdf() -> bytes:
    """A PDF with a password."""
    locked = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)
    return page(stream(b"BT /F1 9 Tf (a) Tj ET"), {5: locked}, trailer=b"/Encrypt 5 0 R /ID [<00> <00>]")


HEADERS = "From: a@example.com\r\nTo: b@example.com\r\nDate: Mon, 20 Apr 2026 09:00:00 +0800\r\nMIME-Version: 1.0\r\n"


def long_subject() -> bytes:
    """A mail whose subject is 20,000 encoded words."""
    return f"{HEADERS}Subject: {' '.join(['=?utf-8?b?55Sz?='] * 20_000)}\r\n\r\nx".encode()


def many_receivers() -> bytes:
    """A mail to 20,000 people."""
    to = ",\r\n ".join(f"甲{number} <{number}@example.com>" for number in range(20_000))
    return f"{HEADERS}Cc: {to}\r\n\r\nx".encode()


def many_parts() -> bytes:
    """A mail of 100,000 parts."""
    head = f"Subject: x\r\n{HEADERS}Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return (head + "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 100_000 + "--b--\r\n").encode()


def nested_mails() -> bytes:
    """A mail in a mail, 3,000 deep."""
    return (HEADERS + ("Content-Type: message/rfc822\r\n\r\n" + HEADERS) * 3_000 + "\r\nx").encode()


def nested_parts() -> bytes:
    """Parts in parts, 3,000 deep."""
    heads = (f"Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n" for number in range(3_000))
    return (HEADERS + "".join(heads) + "\r\nx").encode()


def brackets() -> bytes:
    """A mail from a comment in a comment, 10,000 deep."""
    return f"From: {'(' * 10_000}\r\nTo: {'(' * 10_000}\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nx".encode()


HOSTILE_NAMES = (
    "../../../etc/cron.d/x", "/etc/passwd", "C:\\Windows\\a.exe", "..\\..\\w.txt", "a/../../b.txt", "a\x00b.docx",
    "a\r\nb.docx", "申报\u202exslx.exe", "\u200b.docx", "x" * 5000 + ".docx", "CON", "aux.txt ", "a:b", "-rf", "$(id)",
    "`id`", "'; drop table t; --", "<b>.docx", "=cmd|' /C calc'!A0", "~$申报表.docx", ".DS_Store", "Thumbs.db",
    "__MACOSX/._申报表.docx", "dup.txt", "dup.txt", "DUP.txt", "", ".", "..", "///", "\ufeff申报表.docx", "%s%n.docx",
)  # fmt: skip
"""What nobody should call a file."""


def hostile_names() -> bytes:
    """A zip of names that nobody should call a file, and a link to a file of this machine."""
    items = [stored(name.encode(), b"%d" % number, flags=0x800) for number, name in enumerate(HOSTILE_NAMES)]
    return archive([*items, stored(b"link.txt", b"/etc/passwd", mode=0o120777)])


def gbk_names() -> bytes:
    """A zip whose names are in GBK and do not say so; some of their second bytes are backslashes."""
    names = ("申报表.docx", "汇总表/申报表汇总表七.docx", "誠信/乗車.docx", "plan.docx")
    return archive(stored(name.encode("gb18030"), name.encode()) for name in names)


ATTACKS: dict[str, Callable[[], bytes]] = {
    "bomb_100mb_paras.docx": bomb_paragraphs,
    "bomb_500mb_sheet.xlsx": bomb_sheet,
    "bomb_1gb_media.docx": bomb_media,
    "bomb_overlap_50gb.zip": overlap,
    "bomb_nested.zip": nested,
    "bomb_depth200.zip": deep,
    "bomb_5gb.zip": bomb_zip,
    "liar.zip": liar_zip,
    "many_25k_entries.zip": many_entries,
    "many_200k_entries.zip": many_claimed,
    "same_names.zip": same_names,
    "dup_document_xml.docx": duplicate_document,
    "laughs.docx": laughs_docx,
    "xxe.docx": outside_docx,
    "quadratic.docx": quadratic_docx,
    "laughs.xlsx": laughs_xlsx,
    "xxe.xlsx": outside_xlsx,
    "quadratic.xlsx": quadratic_xlsx,
    "gridspan_1e9.docx": span("1000000000"),
    "gridspan_minus_5.docx": span("-5"),
    "gridspan_abc.docx": span("abc"),
    "rows_10k.docx": many_rows,
    "far_cell.xlsx": far_cell,
    "far_row_only.xlsx": far_row,
    "merge_all.xlsx": merge_all,
    "ext_template.docx": outside_template,
    "macro.docm": macros,
    "password.docx": locked_docx,
    "password.zip": locked_zip,
    "password.pdf": locked_pdf,
    "img_200mp.png": lambda: png(20_000, 10_000),
    "img_200mp.docx": picture_docx,
    "p_1m_chars.pdf": many_characters,
    "p_flate_1gb.pdf": flate_bomb,
    "p_deep_tree_5000.pdf": deep_tree,
    "p_kids_loop.pdf": looped_tree,
    "p_form_laughs.pdf": form_laughs,
    "p_huge_mediabox.pdf": huge_page,
    "m_long_subject.eml": long_subject,
    "m_many_to.eml": many_receivers,
    "m_100k_parts.eml": many_parts,
    "m_nested_3000.eml": nested_mails,
    "m_nested_parts_3000.eml": nested_parts,
    "m_paren_header.eml": brackets,
    "names.zip": hostile_names,
    "gbk_names.zip": gbk_names,
}
"""Every attack by the name that its file has, and what makes it."""


FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>甲公司</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/>'
    "</w:r></w:p>"
)


def program_field() -> bytes:
    """A Word file with a field that would start a program, and one that would fetch a picture."""
    fetch = FIELD.format('INCLUDEPICTURE "http://127.0.0.1:9/a.png" \\d')
    return docx(FIELD.format("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc.exe&quot;") + fetch)


def orphan_merge() -> bytes:
    """A table whose first row goes on from a row above."""
    cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>{}</w:tc>"
    row = "<w:tr>" + cell.format(paragraph("单位名称")) + cell.format(paragraph("甲公司")) + "</w:tr>"
    return docx(f"<w:tbl>{row * 2}</w:tbl>")


def sheet_book(*, sheet: str = "", book: str = "") -> bytes:
    """A workbook whose worksheet, or whose list of worksheets, wants a file of this machine."""
    outside = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    parts = book_parts('<row r="1"><c r="A1" t="inlineStr"><is><t>甲&x;</t></is></c></row>' if sheet else STRING)
    if sheet:
        parts[sheet] = f"{outside}{parts[sheet]}"
    if book:
        parts[book] = f"{outside}{parts[book]}".replace('name="表"', 'name="&x;"')
    return zipped(parts)


def cells(*values: str) -> bytes:
    """A workbook with these cells below each other."""
    rows = "".join(f'<row r="{number}">{value}</row>' for number, value in enumerate(values, 1))
    return zipped(book_parts(rows))


def merge_columns() -> bytes:
    """A worksheet of which ten whole columns are one cell."""
    merge = '<mergeCells count="1"><mergeCell ref="A1:J1048576"/></mergeCells>'
    return zipped(book_parts('<row r="1"><c r="A1"><v>1</v></c></row>', more=merge))


def many_cells() -> bytes:
    """A worksheet of 100,000 rows and 8 columns."""
    row = "".join(f'<c r="{column}{{0}}"><v>{{0}}</v></c>' for column in "ABCDEFGH")
    return zipped(book_parts("".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(1, 100_001))))


def macro_book() -> bytes:
    """A workbook with macros."""
    parts = book_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    types = parts["[Content_Types].xml"]
    assert isinstance(types, str)
    enabled = "vnd.ms-excel.sheet.macroEnabled.main+xml"
    types = types.replace("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", enabled)
    return zipped(parts | {"[Content_Types].xml": types, "xl/vbaProject.bin": b"macro"})


def many_pages() -> bytes:
    """10,000 pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 10_005))
    text = stream(b"BT /F1 9 Tf 50 800 Td (a) Tj ET")
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 10000 /Kids [%s] >>" % kids,
        4: text,
    }
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return pdf(objects | dict.fromkeys(range(5, 10_005), leaf))


def many_lines() -> bytes:
    """A page with 60,000 ruled lines."""
    drawn = b"".join(b"%d %d m %d %d l S\n" % (n % 595, n % 842, (n * 7) % 595, (n * 11) % 842) for n in range(60_000))
    return page(stream(drawn))


def many_rectangles() -> bytes:
    """A page with a grid of 250 times 250 cells."""
    drawn = b"".join(b"%d 0 m %d 800 l S 0 %d m 590 %d l S\n" % (2 * n, 2 * n, 3 * n, 3 * n) for n in range(250))
    return page(stream(drawn + b"BT /F1 9 Tf 50 400 Td (a) Tj ET"))


def own_form() -> bytes:
    """A form that draws itself."""
    inner = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >>"
    return page(stream(b"/X Do"), {5: stream(b"/X Do", inner)}, b"/XObject << /X 5 0 R >>")


def nested_arrays() -> bytes:
    """A page whose content is an array in an array, 100,000 deep."""
    return page(stream(b"[" * 100_000 + b"]" * 100_000 + b" TJ"))


def looped_tables() -> bytes:
    """A table of objects that names itself as the one before it."""
    data = page(stream(b"BT /F1 9 Tf (a) Tj ET"), trailer=b"/Prev %010d" % 0)
    start = data.rindex(b"xref\n0 ")
    return data.replace(b"/Prev %010d" % 0, b"/Prev %010d" % start)


def half_mails() -> bytes:
    """A mail in a mail, 500 deep."""
    return (HEADERS + ("Content-Type: message/rfc822\r\n\r\n" + HEADERS) * 500 + "\r\nx").encode()


def strange_charset() -> bytes:
    """A mail in a charset that there is not, with a number that is none and a date that cannot be."""
    head = HEADERS.replace("20 Apr 2026 09:00:00 +0800", "31 Feb 2026 99:00:00 -0000")
    part = 'Content-Type: text/plain; charset="x-klingon"\r\nContent-Transfer-Encoding: x-rot13\r\n\r\nx\r\n'
    file = f'Content-Disposition: attachment; filename="=?x-klingon?B?55Sz?="\r\n{part}'
    return (
        f"{head}Message-ID: <[\r\nSubject: =?x-klingon?Q?=FF?= =?utf-8?B?!!!?=\r\n"
        f'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n{part}--b\r\n{file}--b--\r\n'
    ).encode()


def named_mail() -> bytes:
    """A mail whose attachments have the names that nobody should call a file."""
    names = [name for name in HOSTILE_NAMES if name.strip()]
    return mail(
        *(attached(name, b"%d" % n, "word-utf8") for n, name in enumerate(names)), subject="名\u202e字\x07\x1b[31m"
    )


MORE: dict[str, Callable[[], bytes]] = {
    "dde.docx": program_field,
    "orphan_vmerge.docx": orphan_merge,
    "xxe_sheet.xlsx": lambda: sheet_book(sheet="xl/worksheets/sheet1.xml"),
    "xxe_workbook.xlsx": lambda: sheet_book(book="xl/workbook.xml"),
    "bad_number.xlsx": lambda: cells('<c r="A1"><v>abc</v></c>', '<c r="A2" t="inlineStr"><is><t>甲公司</t></is></c>'),
    "bad_date.xlsx": lambda: cells('<c r="A1" t="d"><v>2026-99-99</v></c>', '<c r="A2"><v>1e999</v></c>'),
    "formula_no_cache.xlsx": lambda: cells(
        '<c r="A1"><f>SUM(B1:B2)</f></c>', '<c r="A2"><f>HYPERLINK("file:///")</f></c>'
    ),
    "merge_cols.xlsx": merge_columns,
    "rows_100k.xlsx": many_cells,
    "macro.xlsm": macro_book,
    "img_96mp.png": lambda: png(12_000, 8_000),
    "p_10k_pages.pdf": many_pages,
    "p_60k_lines.pdf": many_lines,
    "p_grid.pdf": many_rectangles,
    "p_form_self.pdf": own_form,
    "p_nested_arrays.pdf": nested_arrays,
    "p_prev_loop.pdf": looped_tables,
    "m_nested_500.eml": half_mails,
    "m_bad_charset.eml": strange_charset,
    "m_names.eml": named_mail,
    "empty.docx": lambda: b"",
    "half.docx": lambda: docx(BODY)[:200],
    "zeros.pdf": lambda: bytes(5_000),
    "half.xlsx": lambda: many_cells()[:5_000],
    "noise.bin": lambda: bytes((n * n * 31 + n // 7) % 256 for n in range(5_000)),
}
ATTACKS.update(MORE)


def many_heavy_pages() -> bytes:
    """50 pages of 200,000 characters each: no limit of size or count is met, only that of CPU time."""
    places = b"".join(b"1 0 0 1 %d %d Tm (ab) Tj " % (n * 7 % 595, n * 13 % 842) for n in range(100_000))
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 55))
    font = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % font
    tree = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 50 /Kids [%s] >>" % kids}
    return pdf({**tree, 4: stream(b"BT /F1 1 Tf %s ET" % places), **dict.fromkeys(range(5, 55), leaf)})


def one_string_everywhere() -> bytes:
    """A workbook of 300 KB whose 160,000 cells all show one text of 32,000 characters: 10 GB of words."""
    row = "".join(f'<c r="{column}{{0}}" t="s"><v>0</v></c>' for column in "ABCDEFGH")
    rows = "".join(f'<row r="{number}">{row.format(number)}</row>' for number in range(1, 20_000))
    return zipped(book_parts(rows, f'<sst xmlns="{SPREADSHEET}"><si><t>{"甲" * 32_000}</t></si></sst>'))


HEAVY: dict[str, Callable[[], bytes]] = {"slow.pdf": many_heavy_pages, "wide.xlsx": one_string_everywhere}
"""What no reader sees coming: only the limits of its worker end it, the one by CPU time, the other by memory."""


def write_all(folder: Path) -> None:
    """Write every attack into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in ATTACKS.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
