"""Bytes too large for the memory: originals, unpacked members, backups."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from qtdocs.errors import UnreadableFileError, WriteError
from qtdocs.writing.files import PASSING, UMASK
from qtdocs.writing.packages import ZIP_TIME
from qtdocs.writing.reasons import next_step, reason


def keep_original(
    source: Path, folder: Path, *, suffix: Callable[[Path], str], sha256: str = ""
) -> tuple[str, int, Path]:
    """Put a file into a store under the digest of its bytes, read-only, whole or not at all.

    It has its one and only name from the beginning: several threads may store the same bytes at the same time.

    Args:
        source: the file; copied and left as it is, or moved where its digest is given.
        folder: the store; the file goes into a folder named by the first two digits.
        suffix: the ending of its name, told by looking at the copy that is to be stored.
        sha256: its digest, where the file is ours and nobody else can change it.

    Returns:
        Digest, length in bytes and path.

    Raises:
        UnreadableFileError: the source breaks off while it is read.
        WriteError: the store cannot be written.
    """
    temporary = source
    try:
        if not sha256:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=PASSING[0], suffix=PASSING[1], dir=folder)
            temporary = Path(name)
            sha256 = _copied(source, handle)  # the bytes may have changed since somebody looked
        else:
            _settle(source)
        target = folder / sha256[:2] / f"{sha256}{suffix(temporary)}"
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.chmod(0o444 & ~UMASK)
        size = temporary.stat().st_size
        temporary.replace(target)
    except OSError as error:
        raise WriteError(f"存不下原件：{reason(error)}。", next_step(error)) from error
    finally:
        if temporary is not source:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return sha256, size, target


def _copied(source: Path, handle: int) -> str:
    """Copy a file into an open one, onto the disk, and give the digest of what was copied."""
    digest = hashlib.sha256()
    with os.fdopen(handle, "wb") as stream:
        for block in _blocks(source):
            digest.update(block)
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())
    return digest.hexdigest()


def _blocks(source: Path) -> Iterator[bytes]:
    """The bytes of a file; what goes wrong with it is no fault of where they go."""
    try:
        with source.open("rb") as opened:
            while block := opened.read(1 << 20):
                yield block
    except OSError as error:
        raise UnreadableFileError("file-damaged", "读到一半读不下去了") from error


def write_copy(target: Path, source: Path, *, sha256: str) -> None:
    """Write a copy of an original, whole or not at all, and never one whose bytes are others.

    Args:
        target: the copy; what stands there goes.
        source: the original.
        sha256: its digest, as the ledger has it.

    Raises:
        UnreadableFileError: the source breaks off while it is read.
        WriteError: the disk is full, the folder is protected, or the original is not what it was.
    """
    temporary = Path()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=PASSING[0], suffix=PASSING[1], dir=target.parent)
        temporary = Path(name)
        if _copied(source, handle) != sha256:
            raise WriteError(
                f"原件 {source.name} 的内容和台账里的指纹对不上，没有复制。",
                "请运行 qtdocs ledger verify，从备份恢复。",
            )
        temporary.chmod(0o666 & ~UMASK)
        temporary.replace(target)
    except OSError as error:
        raise WriteError(f"无法写入 {target}：{reason(error)}。", next_step(error)) from error
    finally:
        if temporary != Path():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Make sure that a file's bytes are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def spooled(folder: Path, chunks: Iterable[bytes], *, most: int) -> tuple[str, int]:
    """Write unpacked bytes into the next free file of a folder (``0001``, ``0002`` …); its name and size.

    Nothing is ever overwritten, and nothing is left behind when the bytes break off. The file is no output: it lives
    as long as its folder and need not survive a power failure.

    Args:
        folder: where; it has to be there.
        chunks: the bytes; what goes wrong while they are made goes through.
        most: how many bytes there may be.

    Raises:
        UnreadableFileError: ``file-refused``, there are more.
        WriteError: the disk is full.
    """
    path, whole, size = _created(folder), False, 0
    try:
        with path.open("wb") as stream:
            for chunk in chunks:
                size += len(chunk)
                if size > most:
                    raise UnreadableFileError("file-refused", "展开后大得反常，超过了一次可以打开的总量")
                _put(stream, chunk, path)
            _put(stream, b"", path)
        whole = True
    finally:
        if not whole:
            path.unlink(missing_ok=True)
    return path.name, size


def _created(folder: Path) -> Path:
    """A new empty file with the next number; numbers below a taken one are taken, as a rule."""
    low, high = 0, 1
    while (folder / f"{high:04}").exists():
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if (folder / f"{middle:04}").exists() else (low, middle)
    while True:
        path = folder / f"{high:04}"
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            high += 1
        except OSError as error:
            raise WriteError(f"无法写入 {path}：{reason(error)}。", next_step(error)) from error
        else:
            return path


def _put(stream: IO[bytes], chunk: bytes, path: Path) -> None:
    """Write a chunk; an empty one pushes out what is still on its way."""
    try:
        stream.write(chunk)
        if not chunk:
            stream.flush()
    except OSError as error:
        raise WriteError(f"无法写入 {path}：{reason(error)}。", next_step(error)) from error


def write_packed(
    path: Path,
    files: Iterable[tuple[str, Path]],
    more: Mapping[str, bytes],
    *,
    check: Callable[[Path], None] = lambda package: None,
) -> None:
    """Write files into one zip package, whole or not at all; large ones are streamed.

    Args:
        path: the package.
        files: name in the package and where the bytes lie.
        more: what stands in front of them, by name.
        check: looks at the finished package before it gets its name, and may refuse it.

    Raises:
        WriteError: the disk is full, the folder is protected.
    """
    temporary = Path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=PASSING[0], suffix=PASSING[1], dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
                for inner, data in more.items():
                    package.writestr(zipfile.ZipInfo(inner, date_time=ZIP_TIME), data)
                for inner, source in files:
                    package.write(source, inner)
            stream.flush()
            os.fsync(stream.fileno())
        check(temporary)
        temporary.replace(path)
    except OSError as error:
        raise WriteError(f"无法写入 {path}：{reason(error)}。", next_step(error)) from error
    finally:
        if temporary != Path():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_zip(path: Path, files: Iterable[tuple[str, Path]]) -> None:
    """Write files into a zip file that others open: names in UTF-8 and marked so, the same bytes for the same content.

    Args:
        path: the zip file; written whole or not at all.
        files: name in it and where the bytes lie.

    Raises:
        WriteError: the disk is full, the folder is protected.
    """
    temporary = Path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=PASSING[0], suffix=PASSING[1], dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            with zipfile.ZipFile(stream, "w") as package:
                for inner, source in files:
                    _put_member(package, inner, source)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~UMASK)
        temporary.replace(path)
    except OSError as error:
        raise WriteError(f"无法写入 {path}：{reason(error)}。", next_step(error)) from error
    finally:
        if temporary != Path():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _put_member(package: zipfile.ZipFile, name: str, source: Path) -> None:
    member = zipfile.ZipInfo(name, date_time=ZIP_TIME)  # a name beyond ASCII is written as UTF-8, with its flag
    member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
    member.file_size = source.stat().st_size
    with source.open("rb") as stream, package.open(member, "w") as target:
        shutil.copyfileobj(stream, target, 1 << 20)


def write_stream(path: Path, stream: IO[bytes]) -> None:
    """Write what a stream gives into a file of a folder that is still our own.

    Raises:
        WriteError: the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as target:
            shutil.copyfileobj(stream, target)
    except OSError as error:
        raise WriteError(f"无法写入：{reason(error)}。", next_step(error)) from error


def move_into_place(source: Path, target: Path) -> None:
    """Give a folder its name in one step; what was there is an empty folder or nothing.

    Raises:
        WriteError: the folder is protected.
    """
    try:
        if target.exists():
            target.rmdir()
        source.chmod(0o777 & ~UMASK)  # a temporary folder is its maker's alone
        source.rename(target)
        source.mkdir()  # its maker will want to remove it
    except OSError as error:
        raise WriteError(f"无法写入 {target}：{reason(error)}。", next_step(error)) from error
