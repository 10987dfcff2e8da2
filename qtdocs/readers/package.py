"""Office packages (docx, xlsx, pptx): opened without trusting a single number written in them.

All limits are checked on the zip directory before anything is unpacked, and each part may unpack to no more than
the directory says. A bomb is therefore refused in well under a millisecond.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from qtdocs.errors import UnreadableFileError

MAXIMUM_ENTRIES = 2_000
MAXIMUM_PART = 50_000_000
MAXIMUM_TOTAL = 300_000_000
MAXIMUM_RATIO = 100
RATIO_COUNTS_FROM = 10_000_000
"""Below this a high ratio is mere repetition (a long table), no bomb."""

MAXIMUM_TAGS = 5_000_000
"""Opening and closing tags of one part; each element takes a hundred bytes and more of memory."""
_WORTH_REMEMBERING = 200_000

_DIRECTORY_END = struct.Struct("<4s4H2IH")
_DIRECTORY_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LONG_END = struct.Struct("<4sQ2H2I4Q")
_LONG_LOCATOR = struct.Struct("<4sIQI")
_READ_AS_XML = (".xml", ".rels", ".vml")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
    (b"presentationml/main", b"presentationml/2006/main"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
    (b"drawingml/spreadsheetDrawing", b"drawingml/2006/spreadsheetDrawing"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
)
_MAIN_TYPES = (
    ("docx", re.compile(rb"(wordprocessingml|ms-word)\.[\w.]*main\+xml")),
    ("xlsx", re.compile(rb"(spreadsheetml|ms-excel)\.[\w.]*main\+xml")),
    ("pptx", re.compile(rb"(presentationml|ms-powerpoint)\.[\w.]*main\+xml")),
    ("xlsb", re.compile(rb"ms-excel\.sheet\.binary")),
)
_MAIN_PARTS = (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("pptx", "ppt/presentation.xml"))
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
)
_PLAIN_TARGET = re.compile(r"[\w-][\w-]*(/[\w-]+)*\.\w+", re.ASCII)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Entry(NamedTuple):
    """One line of a zip directory; a named tuple, for every file has dozens."""

    name: str
    """As written, with forward slashes."""
    flags: int
    """The general purpose bits; bit 0 is encryption."""
    method: int
    """0 stored, 8 deflated."""
    checksum: int
    """CRC-32 of the unpacked bytes."""
    packed: int
    """Bytes in the file."""
    size: int
    """Bytes unpacked, as claimed."""
    offset: int
    """Where its local header begins in the data."""


class Relation(NamedTuple):
    """One link from a part to another part or to the outside."""

    kind: str
    """Last word of the relation's type: ``header``, ``image``, ``hyperlink``."""
    target: str
    """The part's name, or the address outside."""
    external: bool
    """Whether the target lies outside the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An opened package; parts are unpacked when they are asked for."""

    data: bytes
    """The whole file."""
    entries: Mapping[str, Entry]
    """The directory by name in lower case: part names do not tell case apart."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, as written."""
        return tuple(entry.name for entry in self.entries.values())

    def part(self, name: str) -> bytes | None:
        """The unpacked bytes of a part; none if there is no such part.

        Raises:
            UnreadableFileError: ``file-damaged`` or ``file-refused``.
        """
        entry = self.entries.get(name.lower())
        return None if entry is None else unpacked(self.data, entry)

    def tree(self, name: str) -> etree._Element | None:
        """The root element of an XML part, comments and instructions removed; none if there is no such part.

        Raises:
            UnreadableFileError: ``file-damaged`` or ``file-refused``.
        """
        content = self.part(name)
        return None if content is None else parsed(content, name)

    def mentions(self, name: str, word: bytes) -> bool:
        """Whether a part holds these bytes; a part met before in another file costs nothing.

        Raises:
            UnreadableFileError: ``file-damaged`` or ``file-refused``.
        """
        entry = self.entries.get(name.lower())
        if entry is None:
            return False
        if entry.size > MAXIMUM_PART:
            raise refused(f"其中的 {entry.name} 展开后超过 {MAXIMUM_PART // 1_000_000} MB")
        try:
            mentions = _mentions_again if entry.packed < _WORTH_REMEMBERING else _mentions
            return mentions(_packed(self.data, entry), entry.method, entry.size, word)
        except (struct.error, zlib.error) as error:
            raise damaged(f"其中的 {entry.name} 无法展开") from error

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The links of a part by their id; those of the package itself for the empty name."""
        folder = dirname(name)
        source = join(folder, "_rels", name.rpartition("/")[2] + ".rels")
        content = self.part(source)
        if content is None:
            return {}
        relations = _relations_again if len(content) < _WORTH_REMEMBERING else _relations
        return relations(content, source, folder)

    def main(self, default: str) -> str:
        """The name of the main part, from the package's own links; ``default`` if they do not tell."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target.lower() in self.entries:
                return relation.target
        return default

    def active_content(self) -> tuple[str, ...]:
        """What in the package could act or fetch by itself, in Chinese; it is never run."""
        lowered = tuple(self.entries)
        seen = []
        if any(name.endswith("vbaproject.bin") for name in lowered):
            seen.append("含有宏")
        embedded = sum("/embeddings/" in name or ("/activex/" in name and name.endswith(".bin")) for name in lowered)
        if embedded:
            seen.append(f"含有嵌入对象 {embedded} 个")
        seen += [f"链接到文件之外：{target[:200]}" for target in self._outside()]
        return tuple(seen)

    def _outside(self) -> list[str]:
        targets: dict[str, None] = {}
        for entry in self.entries.values():
            if not entry.name.lower().endswith(".rels") or not self.mentions(entry.name, b"External"):
                continue
            owner = join(dirname(dirname(entry.name)), entry.name.rpartition("/")[2].removesuffix(".rels"))
            for relation in self.relations(owner).values():
                local = relation.kind == "attachedTemplate" and relation.target.lower().startswith("file:///")
                if relation.external and relation.kind != "hyperlink" and not local:
                    targets[relation.target] = None
        return list(targets)


@lru_cache(maxsize=1)
def directory(data: bytes) -> tuple[Entry, ...]:
    """The directory of a zip file, in its order.

    Raises:
        UnreadableFileError: ``file-damaged`` if there is none, ``file-refused`` if it is too long.
    """
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    try:
        count, size, offset, finish = _extent(data, end)
        if end < 0 or size > finish:
            raise damaged("压缩结构不完整，可能没有传完")
        if count > MAXIMUM_ENTRIES or size > MAXIMUM_ENTRIES * 400:
            raise refused(f"内含文件多于 {MAXIMUM_ENTRIES} 个")
        shift = finish - size - offset
        return tuple(_entries(data, finish - size, finish, shift=shift))
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise damaged("压缩目录已损坏") from error


def unpacked(data: bytes, entry: Entry) -> bytes:
    """The bytes of one entry, never more than its directory line says.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    if entry.size > MAXIMUM_PART:
        raise refused(f"其中的 {entry.name} 展开后超过 {MAXIMUM_PART // 1_000_000} MB")
    try:
        content = _inflated(_packed(data, entry), entry.method, entry.size)
    except (struct.error, zlib.error) as error:
        raise damaged(f"其中的 {entry.name} 无法展开") from error
    if len(content) != entry.size or zlib.crc32(content) != entry.checksum:
        raise damaged(f"其中的 {entry.name} 与目录记载不符")
    return content


def open_package(data: bytes) -> Package:
    """The package in these bytes, after all limits have been checked on its directory.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted`` or ``file-refused``.
    """
    entries = directory(data)
    by_name = {entry.name.lower(): entry for entry in entries}
    if len(by_name) != len(entries):
        raise refused("内含同名文件，无法确定以哪一个为准")
    if any(entry.flags & 1 for entry in entries):
        raise UnreadableFileError("file-encrypted", "文件有密码，请去掉密码后重新发送。")
    if sum(entry.size for entry in entries) > MAXIMUM_TOTAL:
        raise refused(f"展开后超过 {MAXIMUM_TOTAL // 1_000_000} MB")
    for entry in entries:
        if entry.name.lower().endswith(_READ_AS_XML):
            _refuse_bomb(entry)
    _refuse_overlap(entries)
    return Package(data=data, entries=by_name)


def office_kind(data: bytes) -> str:
    """``docx``, ``xlsx``, ``pptx``, ``xlsb``, ``odt``, ``ods`` or plainly ``zip``, from what the zip file holds.

    Raises:
        UnreadableFileError: the zip file itself cannot be used.
    """
    entries = {entry.name.lower(): entry for entry in directory(data)}
    types = entries.get("[content_types].xml")
    if types is not None and not types.flags & 1:
        content = unpacked(data, types)
        kind = _kind_by_types(content) if len(content) < _WORTH_REMEMBERING else ""
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


def parsed(content: bytes, name: str) -> etree._Element:
    """The root element of these bytes; entities, document types and the network are refused.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    if any(mark in content for mark in _DOCTYPES):
        raise refused(f"其中的 {name} 带有文档类型声明（DOCTYPE），办公软件不会写出这种文件")
    if content.count(b"<") > MAXIMUM_TAGS:
        raise refused(f"其中的 {name} 元素太多")
    if _STRICT in content:
        for strict, usual in _STRICT_NAMES:
            content = content.replace(_STRICT + strict, b"http://schemas.openxmlformats.org/" + usual)
    try:
        root = etree.fromstring(content, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(f"其中的 {name} 不是完好的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused(f"其中的 {name} 带有文档类型声明（DOCTYPE），办公软件不会写出这种文件")
    return root


def damaged(why: str) -> UnreadableFileError:
    """The error for a file that is broken; ``why`` is a Chinese clause."""
    return UnreadableFileError("file-damaged", f"文件已损坏：{why}。请对方用 Word 或 WPS 打开后另存，再发一次。")


def refused(why: str) -> UnreadableFileError:
    """The error for a file that is not opened for safety; ``why`` is a Chinese clause."""
    return UnreadableFileError(
        "file-refused", f"为安全起见没有打开：{why}。请对方用 Word 或 WPS 打开后另存，再发一次。"
    )


def _packed(data: bytes, entry: Entry) -> bytes:
    header = _LOCAL_HEADER.unpack_from(data, entry.offset)
    if header[0] != b"PK\x03\x04" or entry.method not in (0, 8):
        raise damaged(f"其中的 {entry.name} 无法展开")
    start = entry.offset + _LOCAL_HEADER.size + header[9] + header[10]
    return data[start : start + entry.packed]


def _inflated(packed: bytes, method: int, size: int) -> bytes:
    return packed if method == 0 else zlib.decompressobj(-15).decompress(packed, size + 1)


def _mentions(packed: bytes, method: int, size: int, word: bytes) -> bool:
    content = _inflated(packed, method, size)
    return word in content or word.decode("ascii").encode("utf-16-le") in content


@lru_cache(maxsize=16)
def _mentions_again(packed: bytes, method: int, size: int, word: bytes) -> bool:
    # A season's forms are filled into the same blank: the same packed styles, a third of a megabyte, again and again.
    return _mentions(packed, method, size, word)


def _extent(data: bytes, end: int) -> tuple[int, int, int, int]:
    """Count, size and offset of the directory as written, and where it really finishes."""
    if end < 0:
        return 0, 0, 0, -1
    _, _, _, _, count, size, offset, _ = _DIRECTORY_END.unpack_from(data, end)
    if count != 0xFFFF and size != 0xFFFFFFFF and offset != 0xFFFFFFFF:
        return count, size, offset, end
    locator = end - _LONG_LOCATOR.size
    if locator < 0 or data[locator : locator + 4] != b"PK\x06\x07":
        return count, size, offset, end
    long_end = data.rfind(b"PK\x06\x06", 0, locator)
    fields = _LONG_END.unpack_from(data, long_end) if long_end >= 0 else (b"",) * 6 + (0,) * 4
    return int(fields[7]), int(fields[8]), int(fields[9]), long_end


def _entries(data: bytes, position: int, finish: int, *, shift: int) -> list[Entry]:
    entries: list[Entry] = []
    while position < finish:
        fields = _DIRECTORY_ENTRY.unpack_from(data, position)
        if fields[0] != b"PK\x01\x02" or len(entries) >= MAXIMUM_ENTRIES:
            raise damaged("压缩目录已损坏")
        flags, method, checksum, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
        start = position + _DIRECTORY_ENTRY.size
        raw = data[start : start + fields[10]]
        name = raw.decode("utf-8" if flags & 0x800 else "cp437").replace("\\", "/")
        position = start + fields[10] + fields[11] + fields[12]
        extra = data[start + fields[10] : start + fields[10] + fields[11]]
        offset = fields[16]
        if 0xFFFFFFFF in (size, packed, offset):
            size, packed, offset = _long_numbers(extra, size, packed, offset)
        if not name.endswith("/"):
            entries.append(
                Entry(
                    name=name,
                    flags=flags,
                    method=method,
                    checksum=checksum,
                    packed=packed,
                    size=size,
                    offset=offset + shift,
                )
            )
    return entries


def _long_numbers(extra: bytes, *numbers: int) -> tuple[int, int, int]:
    """Size, packed size and offset, taken from the zip64 field where the short ones are full."""
    result = list(numbers)
    position = 0
    while 0xFFFFFFFF in result and position + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, position)
        if kind == 1:
            long_ones = iter(struct.unpack_from(f"<{length // 8}Q", extra, position + 4))
            result = [next(long_ones, number) if number == 0xFFFFFFFF else number for number in result]
        position += 4 + length
    return result[0], result[1], result[2]


def _refuse_bomb(entry: Entry) -> None:
    if entry.size > MAXIMUM_PART:
        raise refused(f"其中的 {entry.name} 展开后超过 {MAXIMUM_PART // 1_000_000} MB")
    if entry.size > RATIO_COUNTS_FROM and entry.size > MAXIMUM_RATIO * entry.packed:
        raise refused(f"其中的 {entry.name} 展开后是原来的 {MAXIMUM_RATIO} 倍以上")


def _refuse_overlap(entries: tuple[Entry, ...]) -> None:
    finish = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset < finish:
            raise refused("内含互相重叠的文件")
        finish = entry.offset + _LOCAL_HEADER.size + entry.packed


def _relations(content: bytes, source: str, folder: str) -> Mapping[str, Relation]:
    links = [element for element in parsed(content, source).iterchildren(_RELATION) if element.get("Target")]
    return MappingProxyType({element.get("Id", ""): _relation(element, folder) for element in links})


@lru_cache(maxsize=16)
def _relations_again(content: bytes, source: str, folder: str) -> Mapping[str, Relation]:
    # As with styles: the forms of a season have the same links.
    return _relations(content, source, folder)


@lru_cache(maxsize=16)
def _kind_by_types(types: bytes) -> str:
    return next((kind for kind, pattern in _MAIN_TYPES if pattern.search(types)), "")


def _relation(element: etree._Element, folder: str) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    if not external and _PLAIN_TARGET.fullmatch(target):
        target = f"{folder}/{target}" if folder else target
    elif not external:
        path = unquote(target)
        target = normpath(path.lstrip("/") if path.startswith("/") else join(folder, path))
    return Relation(kind=element.get("Type", "").rpartition("/")[2], target=target, external=external)
