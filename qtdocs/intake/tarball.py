"""Files packed with gzip, and tar archives with or without it, one level deep, read as a stream from front to back."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.crate import LINK, STEP, Crate, overfull, refuse_crowd
from qtdocs.intake.names import decoded
from qtdocs.model.parcel import Room, Unpacked
from qtdocs.zipped import damaged, refused

_GZIP = b"\x1f\x8b"
_BLOCK = tarfile.BLOCKSIZE
_LONGEST_NAME = 65_536
"""Bytes of a name or of other words about a member that stand in a block of their own."""
_BROKEN_OFF = "压缩包从这里起残缺，后面还有没有文件看不出来"
_LINKS = frozenset({tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE})
_FILES = frozenset({tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE})
_WORDS = frozenset({tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE})


def unpack_gzip(path: Path, into: Path, room: Room) -> Unpacked:
    """The one file in a .gz, or the members of a .tar.gz or .tar.

    Args:
        path: the archive.
        into: a folder; nothing is written elsewhere, and no name in it comes from the archive.
        room: what is left of the parcel's budget.

    Raises:
        UnreadableFileError: ``file-damaged`` where nothing can be read, ``file-refused`` where there is too much.
    """
    crate = Crate(into, room)
    with path.open("rb") as stream:
        source = _Source(stream, room.size)
        head = source.peek(_BLOCK)
        if head[257:262] == b"ustar":
            _unpack_tar(source, crate, room)
        else:
            refuse_crowd(1, room)
            crate.store(source.name or "（压缩包里的文件）", source.rest(), claimed=None)
    return crate.unpacked


class _Source:
    """The bytes of a file, unpacked where it is packed with gzip, from front to back.

    Args:
        stream: the file.
        most: how many bytes may come out.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._left = most
        self._buffer = b""
        self.position = 0
        """How many bytes were taken."""
        self.error: UnreadableFileError | None = None
        """Why there are no more, where that is not their end."""
        packed = stream.read(2) == _GZIP
        self.name = _gzip_name(stream) if packed else ""
        """As the packer noted it; empty where it did not."""
        stream.seek(0)
        self._pieces = self._gunzipped() if packed else self._read()

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay to be read; fewer at the end."""
        while len(self._buffer) < size and (piece := self._more()):
            self._buffer += piece
        return self._buffer[:size]

    def take(self, size: int) -> bytes:
        """The next bytes; fewer at the end."""
        taken = self.peek(size)
        self._buffer = self._buffer[len(taken) :]
        self.position += len(taken)
        return taken

    def _more(self) -> bytes:
        try:
            return next(self._pieces, b"")
        except UnreadableFileError as error:
            self.error = error
            return b""

    def stretch(self, size: int) -> Iterator[bytes]:
        """The next bytes, a step at a time; fewer at the end."""
        while size > 0 and (piece := self.take(min(size, STEP))):
            size -= len(piece)
            yield piece

    def rest(self) -> Iterator[bytes]:
        """Everything that is left.

        Raises:
            UnreadableFileError: it breaks off.
        """
        while piece := self.take(STEP):
            yield piece
        if self.error is not None:
            raise self.error

    def _read(self) -> Iterator[bytes]:
        while piece := self._stream.read(STEP):
            yield piece

    def _gunzipped(self) -> Iterator[bytes]:
        """The unpacked bytes of all that was packed one behind the other; zeros behind it are padding."""
        inflater, packed = zlib.decompressobj(zlib.MAX_WBITS | 16), b""
        try:
            while packed := packed or self._stream.read(STEP):
                if inflater.eof:
                    packed = packed.lstrip(b"\x00")
                    if not packed:
                        continue
                    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
                chunk = inflater.decompress(packed, STEP)
                packed = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
                self._left -= len(chunk)
                if self._left < 0:
                    raise overfull()
                if chunk:
                    yield chunk
        except zlib.error as error:
            raise damaged("解不开，内容已损坏") from error
        while not inflater.eof and (chunk := inflater.decompress(b"", STEP)):
            yield chunk
        if not inflater.eof:
            raise damaged("内容残缺，可能没有传完")


def _gzip_name(stream: BinaryIO) -> str:
    """The name in the head of a gzip file, which the stream stands two bytes into."""
    head = stream.read(8)
    if len(head) < 8 or not head[1] & 8:
        return ""
    if head[1] & 4:
        stream.seek(int.from_bytes(stream.read(2), "little"), 1)
    return decoded(stream.read(1024).partition(b"\x00")[0])


def _unpack_tar(source: _Source, crate: Crate, room: Room) -> None:
    """Put the members of a tar archive into the crate; what follows a broken place is lost and said to be."""
    try:
        for number, (header, name, size) in enumerate(_members(source), 1):
            refuse_crowd(number, room)
            if header.type in _LINKS:
                crate.skip(name, LINK)
            elif header.type in _FILES:
                crate.store(name, source.stretch(size), claimed=size)
            elif header.type != tarfile.DIRTYPE:
                crate.fail(name, damaged(f"存放方式（{header.type.decode('latin-1')}）不认识"))
    except UnreadableFileError as error:
        too_many = error.code == "file-refused" and error is not source.error
        if too_many or not crate.unpacked.members:
            raise
        crate.fail("（后面的部分）", error)


def _members(source: _Source) -> Iterator[tuple[tarfile.TarInfo, str, int]]:
    """Head, name and size of each member; its bytes are the next of the source, and need not be taken."""
    words: dict[str, str] = {}
    while (block := source.take(_BLOCK)).strip(b"\x00"):
        try:
            header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
            size = int(words["size"]) if "size" in words else header.size
        except (tarfile.HeaderError, ValueError) as error:
            raise damaged(_BROKEN_OFF) from error
        size = 0 if header.type in _LINKS else max(0, size)
        finish = source.position + -(-size // _BLOCK) * _BLOCK
        if header.type in _WORDS:
            words |= _words(header, source, size)
        else:
            yield header, words.get("path") or decoded(header.name.encode("utf-8", "surrogateescape")), size
            words = {}
        for _ in source.stretch(finish - source.position):
            pass
        if source.position < finish and source.error is None:
            raise damaged(_BROKEN_OFF)
    if source.error is not None:
        raise source.error


def _words(header: tarfile.TarInfo, source: _Source, size: int) -> dict[str, str]:
    """What a block says of the member that follows: its name, its size."""
    if size > _LONGEST_NAME:
        raise refused("里面有一个文件名长得反常")
    data = source.take(size)
    if header.type == tarfile.GNUTYPE_LONGNAME:
        return {"path": decoded(data.partition(b"\x00")[0])}
    if header.type != tarfile.XHDTYPE:
        return {}
    words = {}
    while (length := data.partition(b" ")[0]).isdigit() and 0 < int(length) <= len(data):
        key, _, value = data[len(length) + 1 : int(length)].rstrip(b"\n").partition(b"=")
        words[decoded(key)] = decoded(value)
        data = data[int(length) :]
    return {key: value for key, value in words.items() if key in ("path", "size")}
