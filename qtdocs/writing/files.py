"""Outputs on the disk: whole or not at all, and never over what a person changed."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from qtdocs.errors import WriteError
from qtdocs.writing.packages import OWN_LIMIT, is_own_work
from qtdocs.writing.reasons import next_step, reason

PASSING = (".qtdocs-", ".tmp")
"""How the names of files begin and end that are not whole yet."""


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


UMASK = _umask()
"""The permissions that new files of this user lack; asked once, for asking sets it for all threads."""


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and make its folders.

    Raises:
        WriteError: the disk is full, the folder is protected, the file is open elsewhere.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=PASSING[0], suffix=PASSING[1], dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o666 & ~UMASK)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise WriteError(f"无法写入 {path}：{reason(error)}。", next_step(error)) from error


def write_secret(path: Path, data: bytes) -> None:
    """Write a file that only this user may read, from its first byte on; never over one that is there.

    Raises:
        WriteError: it is there already, or cannot be written.
    """
    make_folder(path.parent)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError as error:
        raise WriteError(f"已经有这个文件：{path}。", "没有覆盖；请换一个文件夹，或先把旧的移走。") from error
    except OSError as error:
        raise WriteError(f"无法写入 {path}：{reason(error)}。", next_step(error)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink()
        raise WriteError(f"无法写入 {path}：{reason(error)}。", next_step(error)) from error


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it, where there is none.

    Raises:
        WriteError: the disk is full or protected, a file is in the way.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"建不了文件夹 {folder}：{reason(error)}。", next_step(error)) from error


def fresh_path(path: Path) -> Path:
    """The path itself where nothing stands there, else the first free ``台账 (2).xlsx``."""
    number, candidate = 2, path
    while candidate.exists() or candidate.is_symlink():
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return candidate


def output_path(path: Path) -> Path:
    """Where an output may go: never over a file that was changed by hand or is not ours.

    The path itself where nothing stands there or where our own unchanged work does, else a fresh one.
    """
    number, candidate = 2, path
    while not _is_free(candidate):
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return candidate


def _is_free(path: Path) -> bool:
    """Whether nothing stands here, or only our own unchanged work."""
    if path.is_symlink() or not path.exists():
        return not path.is_symlink()
    return holds_own_work(path)


def holds_own_work(path: Path) -> bool:
    """Whether this file was written here and nobody has changed it since; no link, no folder, no giant."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > OWN_LIMIT:
            return False
        return is_own_work(path.read_bytes())
    except OSError:
        return False


def sweep(folder: Path, *, keep: set[Path], names: re.Pattern[str] | None = None) -> None:
    """Remove our own unchanged work of earlier runs from a folder; what a person changed stays.

    Args:
        folder: the folder; nothing happens where there is none.
        keep: files of this run.
        names: which files; all where none is given.
    """
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if names is not None and not names.fullmatch(path.name):
            continue
        with contextlib.suppress(OSError):  # a file that is open elsewhere stays
            if path not in keep and holds_own_work(path):
                path.unlink()


def sweep_broken_off(folder: Path) -> None:
    """Remove from a folder what runs that were killed did not finish writing; nobody else may be writing there."""
    for path in sorted(folder.glob(f"{PASSING[0]}*{PASSING[1]}")) if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            path.unlink()


@contextlib.contextmanager
def passing_files_in(folder: Path) -> Iterator[None]:
    """Have this process and all it starts keep their temporary files in a folder, as long as something is done."""
    before = tempfile.tempdir, os.environ.get("TMPDIR")
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder.absolute())
    try:
        yield
    finally:
        tempfile.tempdir = before[0]
        os.environ.pop("TMPDIR")
        if before[1] is not None:
            os.environ["TMPDIR"] = before[1]
