"""7z archives, one level deep: every block is unpacked once, as a stream, and never under a foreign name."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.crate import LINK, Crate, overfull, refuse_crowd
from qtdocs.model.parcel import Room, Unpacked
from qtdocs.zipped import damaged, refused

_READ, _READ_WARILY = 65_536, 1_024
"""Packed bytes that are read at a time; some decompressors give all that is in them, a thousandfold and more."""
_STEP = 1 << 20
_STEADY = frozenset({b"\x00", b"\x21", b"\x03\x01\x01"})
"""Copy, LZMA2, LZMA: they never give more than they are asked for."""
_BROKEN = (
    struct.error, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, TypeError, LookupError, AttributeError,
    AssertionError, RuntimeError, ArithmeticError,
)  # fmt: skip
"""What py7zr raises over bytes that are no archive, beside its own errors."""


def unpack_sevenzip(path: Path, into: Path, room: Room) -> Unpacked:
    """The members of a 7z archive.

    Args:
        path: the archive.
        into: a folder; nothing is written elsewhere, and no name in it comes from the archive.
        room: what is left of the parcel's budget.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted`` where even the names are hidden, ``file-refused``.
    """
    with path.open("rb") as stream:
        archive = _opened(stream)
        refuse_crowd(len(archive.files), room)
        crate = Crate(into, room)
        blocks = _Blocks(stream, archive, room.size)
        for file in archive.files:
            chunks = blocks.chunks(file)  # asked for every file, or the places of the others are lost
            if file.is_symlink or file.is_junction or file.is_socket:
                crate.skip(file.filename, LINK)
            elif not file.is_directory:
                crate.store(file.filename, chunks, claimed=file.uncompressed)
    return crate.unpacked


def _opened(stream: BinaryIO) -> Any:
    """The archive with its directory read."""
    import py7zr
    from py7zr.exceptions import ArchiveError, PasswordRequired

    try:
        return py7zr.SevenZipFile(stream)
    except PasswordRequired as error:
        raise UnreadableFileError("file-encrypted", "压缩包有密码，连里面有哪些文件都看不到") from error
    except (ArchiveError, *_BROKEN) as error:
        raise damaged("压缩包的目录残缺：没有传完、已损坏，或只是分卷中的一卷") from error


class _Blocks:
    """The blocks of an archive; each holds several files one behind the other and is unpacked from its beginning.

    Args:
        stream: the archive's bytes.
        archive: the archive with its directory read.
        most: how many bytes may be unpacked, those that are only passed over among them.
    """

    def __init__(self, stream: BinaryIO, archive: Any, most: int) -> None:
        self._stream = stream
        self._left = most
        self._base = archive.afterheader
        self._packs = _packs(archive)
        self._folder: Any = None
        self._decompressor: Any = None
        self._begin = 0
        """Where the next file begins in the block."""
        self._position = 0
        """How far the block was unpacked."""
        self._error: UnreadableFileError | None = None

    def chunks(self, file: Any) -> Iterator[bytes]:
        """The bytes of the archive's next file."""
        if file.emptystream or file.folder is None:
            return iter(())
        if file.folder is not self._folder:
            self._folder, self._begin, self._position, self._error, self._decompressor = file.folder, 0, 0, None, None
        begin, self._begin = self._begin, self._begin + file.uncompressed
        return self._checked(begin, file.uncompressed, file.crc32)

    def _checked(self, begin: int, size: int, expected: int | None) -> Iterator[bytes]:
        if self._error is not None:
            raise self._error
        try:
            for _ in self._stretch(begin - self._position):
                pass
            checksum = 0
            for chunk in self._stretch(size):
                checksum = zlib.crc32(chunk, checksum)
                yield chunk
        except UnreadableFileError as error:
            self._error = error  # all that follows in this block hangs on what could not be unpacked
            raise
        if expected is not None and checksum != expected:
            raise damaged("内容与记载的校验码不符")

    def _stretch(self, size: int) -> Iterator[bytes]:
        """The next bytes of the block."""
        from py7zr.exceptions import ArchiveError, PasswordRequired

        left = size
        try:
            while left:
                chunk = self._more(min(left, _STEP))
                left -= len(chunk)
                self._position += len(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    raise overfull()
                yield chunk
        except PasswordRequired as error:
            raise UnreadableFileError("file-encrypted", "压缩包里的这个文件有密码") from error
        except MemoryError as error:
            raise refused("解开要用的内存多得反常") from error
        except (ArchiveError, *_BROKEN) as error:
            raise damaged("解不开，内容已损坏或压缩方法不认识") from error

    def _more(self, most: int) -> bytes:
        """Some bytes of the block, at least one."""
        if self._decompressor is None:
            start, packed = self._packs[id(self._folder)]
            self._decompressor = self._folder.get_decompressor(packed)
            steady = all(coder["method"] in _STEADY for coder in self._folder.coders)
            self._decompressor.block_size = _READ if steady else _READ_WARILY
            self._stream.seek(self._base + start)
        while True:
            before = self._stream.tell()
            chunk = self._decompressor.decompress(self._stream, most)
            if chunk:
                return bytes(chunk)
            if self._stream.tell() == before:
                raise damaged("内容残缺，可能没有传完")


def _packs(archive: Any) -> dict[int, tuple[int, int]]:
    """Where the packed bytes of each block lie behind the archive's head, and how many they are."""
    streams = archive.header.main_streams
    if streams is None:
        return {}
    found, number = {}, 0
    for folder in streams.unpackinfo.folders:
        sizes = streams.packinfo.packsizes
        found[id(folder)] = (sum(sizes[:number]), sizes[number] if number < len(sizes) else 0)
        number += max(1, len(folder.packed_indices))
    return found
