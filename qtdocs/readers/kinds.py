"""What a file really is, from its bytes alone, and what to say of the kinds that are not read."""

from __future__ import annotations

import re
import struct
from types import MappingProxyType

from qtdocs.readers.package import office_kind

_SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx 后再放进来。"
_SAVE_AS_EXCEL = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再放进来。"
_UNPACK = "请解压后再放进来。"
_SAVE_AGAIN = "请对方用 Word 或 WPS 打开后另存，再发一次。"

_UNSUPPORTED = {
    "doc": ("旧版 Word 文件（.doc 或 .wps）", _SAVE_AS_WORD),
    "xls": ("旧版 Excel 文件（.xls 或 .et）", _SAVE_AS_EXCEL),
    "ppt": ("旧版幻灯片（.ppt 或 .dps）", "请用 PowerPoint 或 WPS 打开，另存为 .pptx 后再放进来。"),
    "ole": ("旧格式的复合文件，可能是邮件或其他软件的文件", ""),
    "rtf": ("RTF 文件", _SAVE_AS_WORD),
    "html": ("网页文件", f"是文档的，{_SAVE_AS_WORD}"),
    "mht": ("单个网页文件（.mht）", _SAVE_AS_WORD),
    "mail": ("邮件文件（.eml）", "请把里面的附件另存后再放进来。"),
    "odt": ("OpenDocument 文档（.odt）", _SAVE_AS_WORD),
    "ods": ("OpenDocument 表格（.ods）", _SAVE_AS_EXCEL),
    "xlsb": ("二进制的 Excel 文件（.xlsb）", _SAVE_AS_EXCEL),
    "word-xml": ("XML 格式的 Word 文件（.xml）", _SAVE_AS_WORD),
    "ofd": ("OFD 版式文件", "请转换为 PDF 后再放进来。"),
    "zip": ("ZIP 压缩包", _UNPACK),
    "rar": ("RAR 压缩包", _UNPACK),
    "7z": ("7z 压缩包", _UNPACK),
    "gzip": ("GZ 压缩包", _UNPACK),
    "unknown": ("认不出是什么文件，可能已损坏", _SAVE_AGAIN),
}
REFUSALS = MappingProxyType(
    {
        "empty": ("file-empty", "文件里什么也没有存", ""),
        "encrypted": ("file-encrypted", "文件有密码", ""),
        "image": (
            "scan-unread",
            "文件是图片（照片或扫描件），里面的文字没有读",
            "请人工看图录入，或请对方发 Word 原件。",
        ),
        **{kind: ("file-unsupported", *said) for kind, said in _UNSUPPORTED.items()},
    }
)
"""Finding code, what is seen and the next step (empty: the rule's own) of every kind that no reader takes."""

_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_MAIL = re.compile(rb"\A\s*([\w-]+:.*\r?\n([ \t].*\r?\n)*)*mime-version:", re.IGNORECASE)


def sniff(data: bytes) -> str:
    """What these bytes are: a kind of ``READERS`` or of ``REFUSALS``.

    >>> sniff(b"%PDF-1.7"), sniff(b""), sniff("姓名".encode())
    ('pdf', 'empty', 'text')

    Raises:
        UnreadableFileError: it is a zip file, but one that cannot be used.
    """
    if not data.strip(b"\x00 \t\r\n"):
        return "empty"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return office_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if b"%PDF" in data[:1024]:
        return "pdf"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix") or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    return _text_kind(data)


def _ole_kind(data: bytes) -> str:
    """The kind of a compound file, by the names in its directory sectors."""
    names = _ole_names(data)
    for name, kind in _STREAMS:
        if name in names:
            return kind
    return "ole"


def _ole_names(data: bytes) -> frozenset[str]:
    """The names of streams: directory entries are 128 bytes, on 128-byte borders, name first, its length at 64."""
    names = set()
    for name, _ in _STREAMS:
        written = name.encode("utf-16-le")
        position = data.find(written)
        while position >= 0:
            if position % 128 == 0 and data[position + 64 : position + 66] == struct.pack("<H", len(written) + 2):
                names.add(name)
                break
            position = data.find(written, position + 1)
    return frozenset(names)


def _text_kind(data: bytes) -> str:
    head = data[:4096]
    if _MAIL.search(head):
        return "mht" if b"multipart/related" in head.lower() else "mail"
    if _HTML.search(head.replace(b"\x00", b"")):
        return "html"
    if (
        b"schemas.microsoft.com/office/word" in head
        or b"office/2006/xmlPackage" in head
        or b"application/vnd.openxmlformats" in head
    ):
        return "word-xml"
    return "text" if _reads_as_text(data[:65_536]) else "unknown"


def _reads_as_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            # The last character may be cut in two by the limit.
            text = head[:-4].decode(encoding) if len(head) == 65_536 else head.decode(encoding)
        except UnicodeDecodeError:
            continue
        return sum(character < " " and character not in "\t\r\n\f" for character in text) * 50 <= len(text)
    return False
