"""Folders and single files."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from qtdocs.errors import UsageError
from qtdocs.model.parcel import Attachment, Parcel

LARGEST = 200 * 1024 * 1024
"""Largest file that is opened, in bytes; no filled form comes near it."""
_SKIPPED = (
    (re.compile(r"~\$"), "Word/Excel 打开文件时留下的锁文件"),
    (re.compile(r"\.~"), "WPS 打开文件时留下的锁文件"),
    (re.compile(r"(Thumbs\.db|desktop\.ini|\.DS_Store|Icon\r)$", re.IGNORECASE), "系统自动生成的文件"),
    (re.compile(r"\."), "隐藏文件"),
)


def gather(paths: Iterable[Path], *, passed_over: Path | None = None) -> tuple[Parcel, ...]:
    """The parcels of the given folders and files, in the order given, their files by name.

    Args:
        paths: folders and files.
        passed_over: a folder whose files are our own outputs and no papers.

    Raises:
        UsageError: a path does not exist; said before anything is read.
    """
    given = tuple(paths)
    missing = [str(path) for path in given if not path.exists()]
    if missing:
        raise UsageError(f"找不到：{'、'.join(missing)}。", "请检查路径有没有打错，或文件是否已移走。")
    own = passed_over.resolve() if passed_over else None
    return tuple(_parcel(path, own) for path in given)


def _parcel(path: Path, own: Path | None) -> Parcel:
    if path.is_dir():
        below = (file for file in _files_below(path) if own is None or own not in file.resolve().parents)
        files = sorted(below, key=lambda file: natural_order(file.relative_to(path).as_posix()))
        return Parcel(
            source=str(path),
            attachments=tuple(_attachment(file, file.relative_to(path).as_posix()) for file in files),
        )
    return Parcel(source=str(path), attachments=(_attachment(path, path.name),))


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if name != "__MACOSX")
        yield from (Path(parent) / name for name in files)


def natural_order(name: str) -> tuple[tuple[int, int | str], ...]:
    """A sort key under which 2 stands before 10.

    >>> sorted(["表10", "表2"], key=natural_order)
    ['表2', '表10']
    """
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", name) if part)


def _attachment(path: Path, name: str) -> Attachment:
    reason = _reason_to_skip(path)
    size = path.stat().st_size if path.is_file() else 0
    readable = not reason and size <= LARGEST and os.access(path, os.R_OK)
    return Attachment(name=name, path=path, size=size, sha256=_digest(path) if readable else "", skipped=reason)


def _reason_to_skip(path: Path) -> str:
    for pattern, reason in _SKIPPED:
        if pattern.match(path.name):
            return reason
    if path.is_symlink() and not path.exists():
        return "快捷方式指向的文件已不在"
    return "" if path.is_file() else "不是普通文件"


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
