"""Zip archives, one level deep: names put right entry by entry, sizes counted and not believed."""

from __future__ import annotations

import bz2
import lzma
import os
import stat
import struct
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.crate import LINK, STEP, Crate, refuse_crowd
from qtdocs.intake.names import decoded
from qtdocs.intake.tarball import unpack_gzip
from qtdocs.model.parcel import Room, Unpacked
from qtdocs.zipped import ARCHIVE, Entry, Line, archive_directory, damaged, refuse_unsafe, refused

__all__ = ["unpack_gzip", "unpack_zip", "zip_name"]

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_LARGEST_DICTIONARY = 64 * 1024 * 1024
"""The memory that a member packed with LZMA may ask for, in bytes; 7-Zip's highest setting is just this."""


class Inflater(Protocol):
    """A decompressor that gives no more than it was asked for."""

    @property
    def eof(self) -> bool:
        """Whether the packed bytes have come to their own end."""

    def more(self, packed: bytes, most: int) -> bytes:
        """Unpacked bytes out of packed ones, or out of those that came before."""


def unpack_zip(path: Path, into: Path, room: Room) -> Unpacked:
    """The members of a zip archive.

    Args:
        path: the archive.
        into: a folder; nothing is written elsewhere, and no name in it comes from the archive.
        room: what is left of the parcel's budget.

    Raises:
        UnreadableFileError: ``file-damaged`` where there is no directory, ``file-refused`` where nothing in it can be
            trusted or there is too much.
    """
    crate = Crate(into, room)
    with path.open("rb") as stream:
        listed = archive_directory(stream)
        refuse_crowd(len(listed), room)
        refuse_unsafe(tuple(entry for entry, _ in listed), ARCHIVE)
        for entry, line in listed:
            _unpack(stream, entry, line, crate)
    return crate.unpacked


def _unpack(stream: BinaryIO, entry: Entry, line: Line, crate: Crate) -> None:
    name = zip_name(line, entry.flags)
    if name.endswith("/") and not entry.size:
        return
    if stat.S_IFMT(line.mode) not in (0, stat.S_IFREG):
        crate.skip(name, LINK)
    elif entry.flags & 1:
        crate.fail(name, UnreadableFileError("file-encrypted", "压缩包里的这个文件有密码"))
    else:
        crate.store(name, _chunks(stream, entry), claimed=entry.size)


def zip_name(line: Line, flags: int) -> str:
    """The name of one entry, its folders joined by ``/``, whatever the packer thought of encodings.

    Only after decoding is a backslash told from the second byte of a character: in GBK many characters end in it.
    """
    name = _unicode_path(line) or _written_name(line.name, flags)
    return name.replace("\\", "/")


def _written_name(raw: bytes, flags: int) -> str:
    if flags & _UTF8:  # some packers set the flag and write GBK all the same
        return decoded(raw)
    return raw.decode("ascii") if raw.isascii() else decoded(raw)


def _unicode_path(line: Line) -> str:
    """The name in UTF-8 that Info-ZIP writes beside the old one; empty where it does not belong to it."""
    position = 0
    while position + 4 <= len(line.extra):
        kind, length = struct.unpack_from("<2H", line.extra, position)
        field = line.extra[position + 4 : position + 4 + length]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            if int.from_bytes(field[1:5], "little") != zlib.crc32(line.name):
                return ""  # the entry was renamed by a packer that does not know the field
            return field[5:].decode(errors="replace")
        position += 4 + length
    return ""


def _chunks(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The unpacked bytes of one entry, checked at the end against its checksum."""
    checksum, size = 0, 0
    try:
        for chunk in _inflated(_pieces(stream, entry), entry):
            checksum = zlib.crc32(chunk, checksum)
            size += len(chunk)
            yield chunk
    except (struct.error, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
        raise damaged("解不开，内容已损坏") from error
    if size == entry.size and checksum != entry.checksum:
        raise damaged("内容与记载的校验码不符")


def _pieces(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The packed bytes of one entry."""
    stream.seek(entry.offset)
    header = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    if header[0] != b"PK\x03\x04":
        raise damaged("解不开，内容已损坏")
    stream.seek(header[9] + header[10], os.SEEK_CUR)
    left = entry.packed
    while left:
        piece = stream.read(min(STEP, left))
        if not piece:
            raise damaged("内容残缺，可能没有传完")
        left -= len(piece)
        yield piece


def _inflated(pieces: Iterator[bytes], entry: Entry) -> Iterator[bytes]:
    """Unpacked bytes, a step at a time."""
    if entry.method == 0:
        yield from pieces
        return
    inflater = _inflater(entry.method, pieces)
    for piece in chain((b"",), pieces):  # the first piece may have been used up by the decompressor's own head
        packed = piece
        while not inflater.eof:
            chunk = inflater.more(packed, STEP)
            packed = b""
            if chunk:
                yield chunk
            if len(chunk) < STEP:
                break  # it wants more


def _inflater(method: int, pieces: Iterator[bytes]) -> Inflater:
    if method == 8:
        return _Deflated()
    if method == 12:
        return _Steady(bz2.BZ2Decompressor())
    if method == 14:
        return _lzma(next(pieces, b""))
    raise damaged(f"压缩方法（编号 {method}）不认识")


class _Deflated:
    """Deflate: what was not used of the packed bytes has to be given again."""

    def __init__(self) -> None:
        self._object = zlib.decompressobj(-zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._object.eof

    def more(self, packed: bytes, most: int) -> bytes:
        return self._object.decompress(self._object.unconsumed_tail + packed, most)


class _Steady:
    """Bzip2 and LZMA: they keep what they have not used; ``head`` are bytes that were read too early."""

    def __init__(self, decompressor: bz2.BZ2Decompressor | lzma.LZMADecompressor, head: bytes = b"") -> None:
        self._object = decompressor
        self._head = head

    @property
    def eof(self) -> bool:
        return self._object.eof

    def more(self, packed: bytes, most: int) -> bytes:
        packed, self._head = self._head + packed, b""
        return self._object.decompress(packed, most)


def _lzma(head: bytes) -> Inflater:
    """LZMA as zip has it: version, length of the properties (5), properties, raw packed bytes."""
    length, parameters, dictionary = struct.unpack_from("<2xHBI", head)
    if length != 5 or parameters >= 9 * 5 * 5:
        raise damaged("解不开，内容已损坏")
    if dictionary > _LARGEST_DICTIONARY:
        raise refused(f"解开要用 {dictionary // 1_000_000} MB 内存，大得反常")
    filters = {
        "id": lzma.FILTER_LZMA1,
        "dict_size": max(dictionary, 4096),
        "lc": parameters % 9,
        "lp": parameters // 9 % 5,
        "pb": parameters // 45,
    }
    return _Steady(lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[filters]), head[9:])
