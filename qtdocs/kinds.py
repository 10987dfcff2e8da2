"""What a file really is, from its bytes alone, never from its name."""

from __future__ import annotations

import re
import struct
from functools import lru_cache

from qtdocs.zipped import directory, unpacked

_MAIN_TYPES = (
    ("docx", re.compile(rb"(wordprocessingml|ms-word)\.[\w.]*main\+xml")),
    ("xlsx", re.compile(rb"(spreadsheetml|ms-excel)\.[\w.]*main\+xml")),
    ("pptx", re.compile(rb"(presentationml|ms-powerpoint)\.[\w.]*main\+xml")),
    ("xlsb", re.compile(rb"ms-excel\.sheet\.binary")),
)
_MAIN_PARTS = (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("pptx", "ppt/presentation.xml"))
_LARGEST_TYPES = 200_000
"""A list of content types that is longer, in bytes, belongs to no form."""
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
    """What these bytes are: ``docx``, ``pdf``, ``zip``, ``mail`` …; ``unknown`` where nothing fits.

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


def office_kind(data: bytes) -> str:
    """``docx``, ``xlsx``, ``pptx``, ``xlsb``, ``odt``, ``ods`` or plainly ``zip``, from what the zip file holds.

    Raises:
        UnreadableFileError: the zip file itself cannot be used.
    """
    entries = {entry.name.lower(): entry for entry in directory(data)}
    types = entries.get("[content_types].xml")
    if types is not None and not types.flags & 1:
        content = unpacked(data, types)
        kind = _kind_by_types(content) if len(content) < _LARGEST_TYPES else ""
        if kind:
            return kind
    for kind, name in _MAIN_PARTS:
        if name in entries:
            return kind
    media = entries.get("mimetype")
    if media is not None and media.size < 200:
        words = unpacked(data, media)
        return {b"opendocument.text": "odt", b"opendocument.spreadsheet": "ods"}.get(
            words.rpartition(b".oasis.")[2], "zip"
        )
    return "zip"


@lru_cache(maxsize=16)
def _kind_by_types(types: bytes) -> str:
    return next((kind for kind, pattern in _MAIN_TYPES if pattern.search(types)), "")
