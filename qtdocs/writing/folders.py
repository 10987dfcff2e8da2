"""Folders on the disk: whole or not at all, as single files are."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from qtdocs.errors import WriteError
from qtdocs.writing.files import PASSING
from qtdocs.writing.reasons import next_step, reason

_ENDING = ".folder"


@contextlib.contextmanager
def whole_folder(target: Path, *, read_only: bool = False, instead: bool = False) -> Iterator[Path]:
    """A folder to be filled that gets its name when everything is in it, or goes.

    Args:
        target: what it will be called; what a run that was killed left of it goes first.
        read_only: whether nobody may write into it any more, nor change a file in it.
        instead: whether it takes the place of a folder of that name.

    Raises:
        WriteError: the disk is full or protected, or something else has that name.
    """
    passing = target.with_name(f"{PASSING[0]}{target.name}{_ENDING}")
    former = target.with_name(f"{PASSING[0]}{target.name}.former")
    try:
        try:
            remove_tree(passing)
            _settle_former(former, target)
            passing.mkdir(parents=True)
        except OSError as error:
            raise WriteError(f"建不了文件夹 {target}：{reason(error)}。", next_step(error)) from error
        yield passing
        try:
            if read_only:
                _protect(passing)
            if instead and target.exists():
                target.rename(former)
            elif target.exists() or target.is_symlink():
                raise WriteError(f"已经有“{target}”。", "请把它移走，再运行一次。")
            passing.rename(target)
            _sync(target.parent)
        except OSError as error:
            raise WriteError(f"无法写入 {target}：{reason(error)}。", next_step(error)) from error
    finally:
        with contextlib.suppress(OSError):
            remove_tree(passing)
            _settle_former(former, target)


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, also where nobody may write into it.

    Raises:
        OSError: something in it is open elsewhere.
    """
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in (folder, *(each for each in folder.rglob("*") if each.is_dir() and not each.is_symlink())):
        path.chmod(path.stat().st_mode | stat.S_IRWXU)
    if os.name == "nt":
        for path in folder.rglob("*"):
            path.chmod(stat.S_IWRITE)
    shutil.rmtree(folder)


def _settle_former(former: Path, target: Path) -> None:
    """A folder that was to be replaced comes back where nothing took its place, else it goes."""
    if former.is_dir() and not target.exists():
        former.rename(target)
    else:
        remove_tree(former)


def _protect(folder: Path) -> None:
    """Let nobody write into a folder or change a file in it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(path.stat().st_mode & ~0o222)
    folder.chmod(folder.stat().st_mode & ~0o222)


def _sync(folder: Path) -> None:
    """Make sure that a new name is on the disk, where the system lets a folder be opened for that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
