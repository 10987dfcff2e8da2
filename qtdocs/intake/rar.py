"""RAR archives, one level deep: rarfile reads the directory, a program of the machine unpacks what is packed."""

from __future__ import annotations

import itertools
import os
import shutil
import struct
import time
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import rarfile

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.crate import LARGEST_MEMBER, LINK, STEP, Crate, overfull, refuse_crowd
from qtdocs.intake.names import decoded
from qtdocs.intake.unrar import RAR_PROGRAMS, output, rar_program
from qtdocs.model.parcel import Room, Unpacked
from qtdocs.writing import spooled
from qtdocs.zipped import damaged

__all__ = ["RAR_PROGRAMS", "rar_program", "unpack_rar"]

_SECONDS = 300.0
"""For all runs of the program over one archive."""
_MARK_5 = b"Rar!\x1a\x07\x01\x00"
_HEAD_4 = b"Rar!\x1a\x07\x00" + bytes.fromhex("cf907300000d00000000000000")
_HEAD_5 = _MARK_5 + struct.pack("<I", zlib.crc32(b"\x03\x01\x00\x00")) + b"\x03\x01\x00\x00"
_END_5 = struct.pack("<I", zlib.crc32(b"\x03\x05\x00\x00")) + b"\x03\x05\x00\x00"
"""What stands in front of and behind a single file that is made an archive of its own."""
_ONE_VOLUME = "分卷压缩包，只有其中一卷"
_BROKEN = (
    struct.error, OSError, EOFError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError,
    MemoryError,
)  # fmt: skip
"""What rarfile raises over bytes that are no archive, beside its own errors."""


def unpack_rar(path: Path, into: Path, room: Room) -> Unpacked:
    """The members of a RAR archive, of the old format or of RAR 5.

    Args:
        path: the archive.
        into: a folder; nothing is written elsewhere, and no name in it comes from the archive.
        room: what is left of the parcel's budget.

    Raises:
        UnreadableFileError: ``file-damaged``, ``file-encrypted`` where even the names are hidden, ``file-refused``,
            ``file-unsupported`` where something is packed and no program is installed.
    """
    with path.open("rb") as stream:
        is_new = stream.read(len(_MARK_5)) == _MARK_5
        directory = _directory(path, is_new=is_new, most=room.members)
        if any(map(_needs_program, directory.files)) and not rar_program():
            raise UnreadableFileError(
                "file-unsupported",
                "RAR 压缩包，这台电脑没有装解压程序",
                "请安装 unar（Debian、Ubuntu：apt install unar）后再运行，或请对方改用 zip 重发。",
            )
        crate = Crate(into, room)
        with _Unpacking(stream, into, directory, room.size) as unpacking:
            for file in directory.files:
                if not file.is_dir():
                    _unpack(file, unpacking, crate)
        for name, error in directory.lost:
            crate.fail(name, error)
    return crate.unpacked


def _unpack(file: Any, unpacking: _Unpacking, crate: Crate) -> None:
    name, source = _name(file), unpacking.source(file)
    if file.is_symlink():
        crate.skip(name, LINK)
    elif source is None:
        crate.fail(name, damaged("内容与另一个文件相同，而那个文件不在压缩包里"))
    elif file.needs_password() or source.needs_password():
        crate.fail(name, UnreadableFileError("file-encrypted", "压缩包里的这个文件有密码"))
    elif file.flags & (rarfile.RAR_FILE_SPLIT_BEFORE | rarfile.RAR_FILE_SPLIT_AFTER):
        crate.fail(name, damaged("分卷压缩包，文件的另一半在别的卷里"))
    else:
        crate.store(name, unpacking.chunks(source), claimed=source.file_size)


def _name(file: Any) -> str:
    """The name of a member; before there was Unicode, in whatever encoding the packer's Windows had."""
    if isinstance(file, rarfile.Rar3Info) and not file.flags & rarfile.RAR_FILE_UNICODE:
        return decoded(file.orig_filename).replace("\\", "/")
    return str(file.filename)


def _needs_program(file: Any) -> bool:
    stored = file.compress_type == rarfile.RAR_M0 or not file.file_size
    return not (stored or file.is_dir() or file.needs_password() or file.file_redir)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Directory:
    """What the headers of an archive say."""

    files: tuple[Any, ...]
    """Its files, folders and links, in order."""
    solid: bool
    """Whether each file hangs on those before it."""
    is_new: bool
    """Whether it is RAR 5."""
    lost: tuple[tuple[str, UnreadableFileError], ...]
    """What is missing behind the last one."""


def _directory(path: Path, *, is_new: bool, most: int) -> _Directory:
    """The headers of an archive; comments are left alone, for to read one rarfile would run a program."""
    parser = (rarfile.RAR5Parser if is_new else rarfile.RAR3Parser)(
        str(path), None, True, rarfile.DEFAULT_CHARSET, False, None, 0, True
    )
    usual, blocks, ends = parser.process_entry, [], []

    def noted(stream: Any, block: Any) -> None:
        if block.type == rarfile.RAR_BLOCK_FILE:
            blocks.append(block)
            refuse_crowd(len(blocks), Room(members=most))
            usual(stream, block)
        elif block.type == rarfile.RAR_BLOCK_ENDARC:
            ends.append(block)

    parser.process_entry, parser._parse_subblocks = noted, lambda header, data, position: position
    try:
        parser.parse()
    except (rarfile.Error, *_BROKEN) as error:
        raise damaged("压缩包的目录残缺，或只是分卷中的一卷") from error
    if parser.has_header_encryption():
        raise UnreadableFileError("file-encrypted", "压缩包有密码，连里面有哪些文件都看不到")
    files = tuple(parser.infolist())
    if not files and parser.strerror():
        raise damaged("压缩包的目录残缺，可能没有传完")
    lost = []
    if blocks and blocks[0].flags & rarfile.RAR_FILE_SPLIT_BEFORE:
        lost.append(("（前面各卷）", damaged(_ONE_VOLUME)))
    if any(end.flags & rarfile.RAR_ENDARC_NEXT_VOLUME for end in ends):
        lost.append(("（后面各卷）", damaged(_ONE_VOLUME)))
    elif parser.strerror() or (is_new and not ends):
        lost.append(("（后面的部分）", damaged("压缩包从这里起残缺，后面还有没有文件看不出来")))
    return _Directory(files=files, solid=parser.is_solid(), is_new=is_new, lost=tuple(lost))


class _Unpacking:
    """The bytes of the files of one archive.

    What is only stored is read here. What is packed by itself is given to the program in an archive of its own, so
    that neither a foreign name nor another file is in play. A solid archive goes through the program once, as a whole.

    Args:
        stream: the archive's bytes.
        into: the folder below which the program's archive is put.
        directory: what the headers say.
        most: how many bytes may come out of the program.
    """

    def __init__(self, stream: BinaryIO, into: Path, directory: _Directory, most: int) -> None:
        self._stream = stream
        self._into = into
        self._directory = directory
        self._by_name = {file.filename: file for file in directory.files}
        self._left = most
        self._deadline = time.monotonic() + _SECONDS
        self._whole: Generator[bytes, None, None] | None = None
        self._position = 0
        self._buffer = b""

    def __enter__(self) -> _Unpacking:
        return self

    def __exit__(self, *_: object) -> None:
        if self._whole is not None:
            self._whole.close()  # the program may still be writing

    def source(self, file: Any) -> Any:
        """The file whose bytes these are: itself, or the one it is a copy of; none where that is not here."""
        if file.file_redir is None or file.is_symlink():
            return file
        original = self._by_name.get(file.file_redir[2])
        return None if original is None or original.file_redir is not None else original

    def chunks(self, file: Any) -> Iterator[bytes]:
        """The bytes of a file, checked at the end against its checksum."""
        checksum, digest = 0, rarfile.Blake2SP() if file.blake2sp_hash else None
        try:
            for chunk in self._raw(file):
                checksum = zlib.crc32(chunk, checksum)
                if digest is not None:
                    digest.update(chunk)
                yield chunk
        except OSError as error:
            raise damaged("解不开，内容已损坏") from error
        wrong = file.CRC is not None and checksum != file.CRC
        if wrong or (digest is not None and digest.digest() != file.blake2sp_hash):
            raise damaged("内容与记载的校验码不符")

    def _raw(self, file: Any) -> Iterator[bytes]:
        if not file.file_size:
            return iter(())
        if file.compress_type == rarfile.RAR_M0:
            return self._slice(file.data_offset, file.compress_size)
        return self._from_whole(file) if self._directory.solid else self._alone(file)

    def _slice(self, start: int, size: int) -> Iterator[bytes]:
        """Bytes of the archive as they lie there."""
        self._stream.seek(start)
        while size > 0 and (piece := self._stream.read(min(size, STEP))):
            size -= len(piece)
            yield piece

    def _alone(self, file: Any) -> Iterator[bytes]:
        """What the program makes of one file."""
        head, end = (_HEAD_5, _END_5) if self._directory.is_new else (_HEAD_4, b"")
        block = self._slice(file.header_offset, file.header_size + file.compress_size)
        return self._printed(itertools.chain((head,), block, (end,)))

    def _from_whole(self, file: Any) -> Iterator[bytes]:
        """One file out of everything that the program makes of the archive."""
        ahead = itertools.takewhile(lambda each: each is not file, self._directory.files)
        begin = sum(each.file_size for each in ahead if not each.is_dir() and each.file_redir is None)
        if self._whole is None:
            self._whole = self._printed(self._slice(0, self._stream.seek(0, os.SEEK_END)))
        for _ in self._next(begin - self._position):
            pass
        yield from self._next(file.file_size)

    def _next(self, size: int) -> Iterator[bytes]:
        """So many bytes more of what the program makes of the whole archive."""
        while size > 0 and (piece := self._buffer or next(self._whole or iter(()), b"")):
            wanted, self._buffer = piece[:size], piece[size:]
            size -= len(wanted)
            self._position += len(wanted)
            yield wanted

    def _printed(self, archive: Iterator[bytes]) -> Generator[bytes, None, None]:
        """What the program writes to its output for an archive that lies alone in a folder: it looks for volumes."""
        folder = self._into / "rar"
        folder.mkdir()
        try:
            name, _ = spooled(folder, archive, most=LARGEST_MEMBER)
            for chunk in output(folder / name, self._deadline - time.monotonic()):
                self._left -= len(chunk)
                if self._left < 0:
                    raise overfull()
                yield chunk
        finally:
            shutil.rmtree(folder, ignore_errors=True)
