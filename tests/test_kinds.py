import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mails import mail, mailbox
from oles import written
from ooxml import NAMESPACES, docx, links, paragraph, zipped

from qtdocs.errors import UnreadableFileError
from qtdocs.readers import READERS, read, sniff
from qtdocs.readers.refusals import REFUSALS

SLIDE = f'<p:sld xmlns:p="x" {NAMESPACES}>{{}}</p:sld>'


def compound(*streams: str) -> bytes:
    """A compound file as far as its directory: one entry of 128 bytes a stream."""
    entries = b""
    for name in streams:
        written = name.encode("utf-16-le")
        entries += written.ljust(64, b"\x00") + struct.pack("<H", len(written) + 2) + bytes(62)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + entries


def opendocument(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx(paragraph("甲")), "docx"),
        (zipped({"xl/workbook.xml": "<x/>"}), "xlsx"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "pptx"),
        (opendocument("text"), "odt"),
        (opendocument("spreadsheet"), "ods"),
        (zipped({"甲.txt": "甲"}), "zip"),
        (b"%PDF-1.4 ", "pdf"),
        (b"\n" * 900 + b"%PDF-1.4 ", "pdf"),
        (compound("Root Entry", "WordDocument"), "doc"),
        (compound("Root Entry", "Workbook"), "xls"),
        (compound("Root Entry", "Book"), "xls"),
        (compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (compound("Root Entry", "PowerPoint Document"), "ppt"),
        (compound("Root Entry", "__properties_version1.0"), "msg"),
        (compound("Root Entry", "__nameid_version1.0"), "msg"),
        (compound("Root Entry", "Storage 1"), "ole"),
        (written({"WordDocument": b"x" * 5000, "ObjectPool": {"_1": {"__properties_version1.0": b"y"}}}), "doc"),
        (written({"__properties_version1.0": b"x", "__attach": {"data": written({"Workbook": b"y"})}}), "msg"),
        (written({"__nameid_version1.0": {"WordDocument": b"x" * 5000}}), "msg"),
        (written({f"stream {number}": b"" for number in range(200)} | {"Workbook": b"y"}), "xls"),
        (b"{\\rtf1 x}", "rtf"),
        ("\ufeff<html><body>甲</body></html>".encode(), "html"),
        ("<html>甲</html>".encode("utf-16"), "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "mht"),
        (b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "mht"),
        (b"To: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "mail"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/mixed\n\n--b\nContent-Type: multipart/related\n\n", "mail"),
        (b"From: a@example.com\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n\r\n<html>", "mail"),
        (b"\xef\xbb\xbfReceived: x\n y\nSubject: z\n\nbody", "mail"),
        (b"X-QQ-mid: " + b"x" * 9000 + b"\r\nFrom: a@example.com\r\n\r\nbody", "mail"),
        (b"From: a@example.com\nDate: " + "周一".encode("gbk"), "mail"),
        (b"Date: 2026\nX-Note: y\n\nbody", "text"),
        (b"Subject: x\n\nbody", "text"),
        (b"From: a@example.com\nSubject: x\n\n\x00body", "unknown"),
        ("From 张三 to all\n\nSubject: x\n".encode(), "text"),
        (mailbox(mail()), "mbox"),
        (mail(), "mail"),
        (b"Rar!\x1a\x07\x00x", "rar"),
        (b"7z\xbc\xaf\x27\x1cx", "7z"),
        (b"x" * 257 + b"ustar\x0000", "tar"),
        (b"BZh91AY", "bzip2"),
        (b"\xfd7zXZ\x00x", "xz"),
        (b"\x00\x00\x00\x18ftypmp42", "video"),
        (b"MZ\x90\x00", "program"),
        (b"\x78\x9f\x3e\x22x", "tnef"),
        (zipped({"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"}), "ofd"),
        (b"\xff\xd8\xff\xe0x", "image"),
        (b"\x89PNG\r\n\x1a\nx", "image"),
        (b"II*\x00x", "image"),
        (b"", "empty"),
        (bytes(4096), "empty"),
        ("单位名称,班组名称".encode("gb18030"), "text"),
        (bytes(range(1, 256)) * 4, "unknown"),
    ],
)
def test_kind_is_found_from_the_bytes(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize("kind", sorted(REFUSALS))
def test_refusal_is_a_finding_with_chinese_words(kind: str) -> None:
    code, detail, advice = REFUSALS[kind]
    assert code in {"file-empty", "file-encrypted", "file-unsupported", "scan-unread"}
    assert detail and "。" not in detail
    assert not advice or advice.endswith("。")


def test_name_has_no_say_and_digest_is_of_the_bytes() -> None:
    data = docx(paragraph("甲"))
    document = read(data, name="申报表.pdf")
    assert (document.kind, document.name) == ("docx", "申报表.pdf")
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_old_word_file_is_refused_with_the_way_out() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(compound("WordDocument"), name="申报表.docx")
    assert caught.value.code == "file-unsupported"
    assert caught.value.detail == "旧版 Word 文件（.doc 或 .wps）"
    assert caught.value.advice == "请用 Word 或 WPS 打开，另存为 .docx 后再放进来。"


def test_slides_are_pages_of_words_in_the_order_shown() -> None:
    ids = '<p:sldIdLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">{}</p:sldIdLst>'
    shown = ids.format('<p:sldId r:id="rId2"/><p:sldId r:id="rId1"/>')
    words = "<a:p><a:r><a:t>{}</a:t></a:r><a:br/><a:r><a:t>成果</a:t></a:r></a:p><a:p/>"
    data = zipped(
        {
            "_rels/.rels": links(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"<x {NAMESPACES}>{shown}</x>",
            "ppt/_rels/presentation.xml.rels": links(("slide", "slides/slide1.xml"), ("slide", "slides/slide2.xml")),
            "ppt/slides/slide1.xml": SLIDE.format(words.format("甲班")),
            "ppt/slides/slide2.xml": SLIDE.format(words.format("乙班")),
        }
    )
    document = read(data, name="发布.pptx")
    assert (document.kind, document.pages) == ("pptx", 2)
    assert [(block.text, str(block.place)) for block in document.paragraphs] == [
        ("乙班\n成果", "第1页 第1段"),
        ("甲班\n成果", "第2页 第1段"),
    ]


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"]),
)
def test_any_bytes_have_a_kind_or_are_refused(data: bytes, magic: bytes) -> None:
    try:
        assert sniff(magic + data) in REFUSALS.keys() | READERS.keys()
    except UnreadableFileError as error:
        assert error.code in {"file-damaged", "file-refused"}
