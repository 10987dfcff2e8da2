"""Zip files taken apart without trusting a single number written in them.

All limits are checked on the directory before anything is unpacked, and each entry may unpack to no more than the
directory says. A bomb is therefore refused in well under a millisecond.
"""

from __future__ import annotations

import os
import struct
import zlib
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from qtdocs.errors import UnreadableFileError


class Limits(NamedTuple):
    """How much one zip file may hold."""

    entries: int
    """Files."""
    part: int
    """Bytes of one file, unpacked."""
    total: int
    """Bytes of all files, unpacked."""
    package: bool
    """Whether it is one Office file: names differ, nothing has a password, its XML does not swell."""


OFFICE = Limits(entries=2_000, part=50_000_000, total=300_000_000, package=True)
"""One document: docx, xlsx, pptx."""
ARCHIVE = Limits(entries=20_000, part=4_000_000_000, total=4_000_000_000, package=False)
"""A parcel that somebody zipped; what is in it is looked at one by one."""
MAXIMUM_PART = OFFICE.part
"""Bytes of one part of an Office file."""
MAXIMUM_RATIO = 100
RATIO_COUNTS_FROM = 10_000_000
"""Below this a high ratio is mere repetition (a long table), no bomb."""

_DIRECTORY_END = struct.Struct("<4s4H2IH")
_DIRECTORY_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LONG_END = struct.Struct("<4sQ2H2I4Q")
_LONG_LOCATOR = struct.Struct("<4sIQI")
_END_WITHIN = 66_000
"""The end record stands in so many last bytes; a comment may follow it."""
_LONGEST_DIRECTORY = ARCHIVE.entries * 400
_READ_AS_XML = (".xml", ".rels", ".vml")


class Entry(NamedTuple):
    """One line of a zip directory; a named tuple, for every file has dozens."""

    name: str
    """As written, with forward slashes; in an archive it may be no more than a guess, see ``Line``."""
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
    line: int
    """Where its line of the directory begins in the data; the raw name and more stand there."""


class Line(NamedTuple):
    """What else the directory says of one entry; only archives ask for it."""

    name: bytes
    """The raw name."""
    extra: bytes
    """The extra fields."""
    mode: int
    """Kind and rights of the file as Unix has them; 0 where it was packed elsewhere."""


@lru_cache(maxsize=1)
def directory(data: bytes) -> tuple[Entry, ...]:
    """The directory of a zip file, in its order, folders left out.

    Raises:
        UnreadableFileError: ``file-damaged`` if there is none, ``file-refused`` if it is too long for an archive.
    """
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _END_WITHIN))
    try:
        count, size, offset, finish = _extent(data, end)
        if count > ARCHIVE.entries or size > _LONGEST_DIRECTORY:
            raise too_many(ARCHIVE.entries)
        if end < 0 or size > finish:
            raise damaged("结尾缺失，可能没有传完")
        shift = finish - size - offset
        return tuple(_entries(data, finish - size, finish, shift=shift))
    except (struct.error, IndexError) as error:
        raise damaged("文件的目录已损坏") from error


def archive_directory(stream: BinaryIO) -> tuple[tuple[Entry, Line], ...]:
    """The directory of an archive that may be larger than memory: only its end is read, and the raw names are kept.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    length = stream.seek(0, os.SEEK_END)
    begin = max(0, length - _LONGEST_DIRECTORY - 2 * _END_WITHIN)
    stream.seek(begin)
    data = stream.read(length - begin)
    entries = directory.__wrapped__(data)  # what is remembered is for the readers
    return tuple((entry._replace(offset=entry.offset + begin), _line(data, entry)) for entry in entries)


def _line(data: bytes, entry: Entry) -> Line:
    fields = _DIRECTORY_ENTRY.unpack_from(data, entry.line)
    start = entry.line + _DIRECTORY_ENTRY.size
    middle = start + fields[10]
    made_on_unix = fields[1] >> 8 in (3, 19)
    return Line(
        name=data[start:middle],
        extra=data[middle : middle + fields[11]],
        mode=fields[15] >> 16 if made_on_unix else 0,
    )


def unpacked(data: bytes, entry: Entry) -> bytes:
    """The bytes of one entry, never more than its directory line says.

    Raises:
        UnreadableFileError: ``file-damaged`` or ``file-refused``.
    """
    if entry.size > MAXIMUM_PART:
        raise refused(f"其中一部分展开后超过 {MAXIMUM_PART // 1_000_000} MB，大得反常")
    try:
        content = inflated(packed_bytes(data, entry), entry.method, entry.size)
    except (struct.error, zlib.error) as error:
        raise damaged("其中一部分解不开") from error
    if len(content) != entry.size or zlib.crc32(content) != entry.checksum:
        raise damaged("其中一部分的内容与记载不符")
    return content


def refuse_unsafe(entries: tuple[Entry, ...], limits: Limits = OFFICE) -> None:
    """Refuse a directory that could do harm or, in an Office file, leaves open what it holds.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted`` or ``file-refused``.
    """
    if len(entries) > limits.entries:
        raise too_many(limits.entries)
    if limits.package:
        _refuse_unclear(entries)
    if sum(entry.size for entry in entries) > limits.total:
        raise too_large(limits.total)
    if limits.package:
        for entry in entries:
            if entry.name.lower().endswith(_READ_AS_XML):
                _refuse_bomb(entry)
    _refuse_overlap(entries)


def damaged(why: str) -> UnreadableFileError:
    """The error for a file that is broken; ``why`` is a Chinese clause."""
    return UnreadableFileError("file-damaged", why)


def refused(why: str) -> UnreadableFileError:
    """The error for a file that is not opened for safety; ``why`` is a Chinese clause."""
    return UnreadableFileError("file-refused", why)


def too_many(entries: int) -> UnreadableFileError:
    """The error for a file that holds more than so many others."""
    return refused(f"里面的文件多于 {entries} 个，多得反常")


def too_large(total: int) -> UnreadableFileError:
    """The error for a file whose contents are more than so many bytes."""
    return refused(f"展开后超过 {total // 1_000_000} MB，大得反常")


def strange() -> UnreadableFileError:
    """The error for a part with a document type of its own, the door to entities that expand without end."""
    return refused("里面有办公软件不会写的声明（DOCTYPE），来历不明")


def packed_bytes(data: bytes, entry: Entry) -> bytes:
    """The bytes of one entry as they lie in the file.

    Raises:
        UnreadableFileError: ``file-damaged``.
        struct.error: the file ends too early.
    """
    header = _LOCAL_HEADER.unpack_from(data, entry.offset)
    if header[0] != b"PK\x03\x04" or entry.method not in (0, 8):
        raise damaged("其中一部分解不开")
    start = entry.offset + _LOCAL_HEADER.size + header[9] + header[10]
    return data[start : start + entry.packed]


def inflated(packed: bytes, method: int, size: int) -> bytes:
    """The unpacked bytes, at most one more than ``size``.

    Raises:
        zlib.error: they cannot be unpacked.
    """
    return packed if method == 0 else zlib.decompressobj(-15).decompress(packed, size + 1)


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
    long_end = data.rfind(b"PK\x06\x06", max(0, locator - _END_WITHIN), locator)
    if long_end < 0:
        return 0, 0, 0, -1
    fields = _LONG_END.unpack_from(data, long_end)
    return int(fields[7]), int(fields[8]), int(fields[9]), long_end


def _entries(data: bytes, position: int, finish: int, *, shift: int) -> list[Entry]:
    entries: list[Entry] = []
    while position < finish:
        fields = _DIRECTORY_ENTRY.unpack_from(data, position)
        if fields[0] != b"PK\x01\x02" or len(entries) > ARCHIVE.entries:
            raise damaged("文件的目录已损坏")
        flags, method, checksum, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
        begin, start = position, position + _DIRECTORY_ENTRY.size
        raw = data[start : start + fields[10]]
        position = start + fields[10] + fields[11] + fields[12]
        extra = data[start + fields[10] : start + fields[10] + fields[11]]
        offset = fields[16]
        if 0xFFFFFFFF in (size, packed, offset):
            size, packed, offset = _long_numbers(extra, size, packed, offset)
            if max(size, packed, offset) >= 1 << 62:  # no file reaches so far, and no slice takes such a number
                raise damaged("文件的目录已损坏")
        if size or not raw.endswith(b"/"):  # a folder with bytes in it is none
            entries.append(
                Entry(
                    name=raw.decode("utf-8" if flags & 0x800 else "cp437", "replace").replace("\\", "/"),
                    flags=flags,
                    method=method,
                    checksum=checksum,
                    packed=packed,
                    size=size,
                    offset=offset + shift,
                    line=begin,
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


def _refuse_unclear(entries: tuple[Entry, ...]) -> None:
    """Refuse an Office file of which it cannot be told what it says."""
    names = {entry.name.lower() for entry in entries}
    if any("\ufffd" in name for name in names):
        raise damaged("文件的目录已损坏")
    if len(names) != len(entries):
        raise refused("里面有同名的文件，分不清以哪一个为准")
    if any(entry.flags & 1 for entry in entries):
        raise UnreadableFileError("file-encrypted", "文件有密码")


def _refuse_bomb(entry: Entry) -> None:
    if entry.size > MAXIMUM_PART:
        raise refused(f"其中一部分展开后超过 {MAXIMUM_PART // 1_000_000} MB，大得反常")
    if entry.size > RATIO_COUNTS_FROM and entry.size > MAXIMUM_RATIO * entry.packed:
        raise refused(f"其中一部分展开后是原来的 {MAXIMUM_RATIO} 倍以上，大得反常")


def _refuse_overlap(entries: tuple[Entry, ...]) -> None:
    finish = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset < finish:
            raise refused("里面的文件互相重叠")
        finish = entry.offset + _LOCAL_HEADER.size + entry.packed
