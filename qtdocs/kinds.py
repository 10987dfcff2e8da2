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
_MAIN_PARTS = (
    ("docx", "word/document.xml"),
    ("xlsx", "xl/workbook.xml"),
    ("pptx", "ppt/presentation.xml"),
    ("ofd", "ofd.xml"),
)
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
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"ID3", "video"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"FLV", "video"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
)
_LONGEST_DIRECTORY = 4_096
"""Sectors of a compound file's directory that are looked at."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
    ("__nameid_version1.0", "msg"),
)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_HEAD = 65_536
"""Bytes at the beginning in which the headers of a mail are looked for; servers write long ones on top."""
_MAIL_LINES = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*((?:[!-9;-~]+[ \t]*:.*(?:\n|\Z)(?:[ \t].*(?:\n|\Z))*)+)")
_MAIL_NAMES = re.compile(
    rb"^(received|return-path|date|from|subject|message-id|delivered-to|to|cc|sender|reply-to|mime-version|content-type"
    rb"|content-transfer-encoding|dkim-signature|arc-[\w-]+|authentication-results|received-spf|x-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_MAILBOX = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*From [^\r\n]+\r?\n(?:>From [^\r\n]*\r?\n)?[!-9;-~]+:")
_SAVED_PAGE = re.compile(rb"^(snapshot-content-location:|from:[ \t]*\"?<?saved by)", re.IGNORECASE | re.MULTILINE)
_SENT = {b"received", b"to", b"message-id", b"return-path", b"delivered-to", b"dkim-signature"}
"""Headers that a mail has and a saved web page has not."""


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
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] in (b"AVI ", b"WAVE")):
        return "video"
    if data[257:262] == b"ustar":
        return "tar"
    return _text_kind(data)


def _ole_kind(data: bytes) -> str:
    """The kind of a compound file, by the names at its top, or where those cannot be had by all names in it."""
    for names in (_top_names(data), _ole_names(data)):
        for name, kind in _STREAMS:
            if name in names:
                return kind
    return "ole"


def _top_names(data: bytes) -> frozenset[str]:
    """The names in the root of a compound file: a mail that holds a Word file holds that file's names deeper down."""
    try:
        entries = _ole_entries(data)
        names, waiting, seen = set(), [struct.unpack_from("<I", entries, 76)[0]], set[int]()
        while waiting:
            number = waiting.pop()
            if number in seen or (number + 1) * 128 > len(entries):
                continue
            seen.add(number)
            length, left, right = struct.unpack_from("<H2xII", entries, number * 128 + 64)
            raw = entries[number * 128 : number * 128 + min(max(length - 2, 0), 64)]
            names.add(raw.decode("utf-16-le", "replace"))
            waiting += (left, right)
    except struct.error:
        return frozenset()
    return frozenset(names)


def _ole_entries(data: bytes) -> bytes:
    """The directory of a compound file: its sectors one behind the other, as the allocation table chains them."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return b""
    size, sector, entries = 1 << shift, struct.unpack_from("<I", data, 48)[0], b""
    for _ in range(_LONGEST_DIRECTORY):
        if sector >= 0xFFFFFFFA or (sector + 2) * size > len(data) + size:
            break
        entries += data[(sector + 1) * size : (sector + 2) * size]
        table, line = divmod(sector, size // 4)
        if table >= 109:  # its further tables are chained in the file; a directory lies near the beginning, as a rule
            break
        sector = struct.unpack_from(
            "<I", data, (struct.unpack_from("<I", data, 76 + 4 * table)[0] + 1) * size + 4 * line
        )[0]
    return entries


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
    if kind := _mail_kind(data[:_HEAD]):
        return kind
    if _HTML.search(head.replace(b"\x00", b"")):
        return "html"
    if (
        b"schemas.microsoft.com/office/word" in head
        or b"office/2006/xmlPackage" in head
        or b"application/vnd.openxmlformats" in head
    ):
        return "word-xml"
    return "text" if _reads_as_text(data[:65_536]) else "unknown"


def _mail_kind(head: bytes) -> str:
    """``mail``, ``mbox`` or ``mht`` by the headers at the beginning; else empty."""
    if _MAILBOX.match(head) and b"\x00" not in head:
        return "mbox"
    lines = _MAIL_LINES.match(head)
    if not lines:
        return ""
    names = {name.lower() for name in _MAIL_NAMES.findall(lines[1])}
    if b"mime-version" not in names and (
        len(names) < 2 or not names & {b"from", b"subject", b"received"} or b"\x00" in head
    ):
        return ""
    saved = b"multipart/related" in lines[1].lower() and (not names & _SENT or _SAVED_PAGE.search(lines[1]))
    return "mht" if saved else "mail"


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
