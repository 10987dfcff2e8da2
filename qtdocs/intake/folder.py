"""Folders and single files: everything that lies there, each once, and nothing dropped in silence."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from qtdocs.errors import UsageError
from qtdocs.intake.names import NAMELESS, folder_skip_reason, legible, skip_reason, told_apart
from qtdocs.model.parcel import Attachment, Parcel
from qtdocs.text import natural_order
from qtdocs.writing import safe_text

SETTINGS = "工作区.toml"
"""The file that makes a folder a workspace of ours."""
DATA = "数据"
"""The folder in it that people leave alone."""
LARGEST = 200 * 1024 * 1024
"""Largest file that is opened, in bytes; no filled form comes near it."""


def gather(paths: Iterable[Path], *, passed_over: Callable[[Path], bool] = lambda path: False) -> tuple[Parcel, ...]:
    """The parcels of the given folders and files, in the order given, their files by name, each file once.

    Args:
        paths: folders and files.
        passed_over: whether a file or folder is our own earlier work and no paper.

    Raises:
        UsageError: a path does not exist; said before anything is read.
    """
    given = tuple(paths)
    refuse_missing(given)
    seen: set[Path] = set()
    parcels = []
    for path in given:
        found = _below(path, passed_over) if _is_folder(path) else iter((_attachment(path, path.name),))
        fresh = []
        for each in sorted(found, key=lambda each: (natural_order(each.name), str(each.path))):
            spot = each.path.parent.resolve() / each.path.name  # a link beside its file is a paper of its own
            if spot not in seen and not passed_over(each.path):
                fresh.append(each)
            seen.add(spot)
        parcels.append(Parcel(source=str(path), attachments=tuple(fresh)))
    return _named_unlike(parcels)


def refuse_missing(paths: Iterable[Path]) -> None:
    """Refuse paths that do not exist, all of them at once.

    Raises:
        UsageError: at least one is not there.
    """
    missing = [safe_text(str(path)) for path in paths if not _is_there(path)]
    if missing:
        raise UsageError(f"找不到：{'、'.join(missing)}。", "请检查路径有没有打错，或文件是否已移走。")


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except PermissionError:
        return True  # it is there and cannot be read: a finding
    except OSError:
        return False
    return True


def _below(folder: Path, passed_over: Callable[[Path], bool]) -> Iterator[Attachment]:
    """Every file below a folder, and every folder that was not entered."""
    waiting, entered = [folder], set[Path]()
    while waiting:
        parent = waiting.pop()
        if (spot := parent.resolve()) in entered:  # a junction of Windows may lead back up
            continue
        entered.add(spot)
        name = parent.relative_to(folder).as_posix()
        try:
            children = [parent / child for child in os.listdir(parent)]  # noqa: PTH208 (needs no second stat)
        except OSError:
            path, shown = parent, f"{folder.resolve().name if parent == folder else name}/"
            yield Attachment(name=_readable(shown), path=path, size=0, unread="文件夹打不开")
            continue
        for path in children:
            if not _is_folder(path, through_links=False):
                yield _attachment(path, path.relative_to(folder).as_posix())
            elif passed_over(path):
                continue
            elif reason := folder_skip_reason(path.name) or _of_a_workspace(path):
                shown = f"{path.relative_to(folder).as_posix()}/"
                yield Attachment(name=_readable(shown), path=path, size=0, skipped=f"{reason}，没有进去")
            else:
                waiting.append(path)


def _of_a_workspace(folder: Path) -> str:
    """Why a folder is left alone that holds the data of another workspace; empty for any other folder."""
    return "另一个 qtdocs 工作区的数据" if folder.name == DATA and (folder.parent / SETTINGS).is_file() else ""


def _is_folder(path: Path, *, through_links: bool = True) -> bool:
    try:
        return stat.S_ISDIR(path.stat(follow_symlinks=through_links).st_mode)
    except OSError:  # Path.is_dir() would raise where it may not look
        return False


def _attachment(path: Path, name: str) -> Attachment:
    shown = _readable(name)
    reason = skip_reason(path.name) or ("qtdocs 工作区的设置" if path.name == SETTINGS else "")
    if reason:
        return Attachment(name=shown, path=path, size=0, skipped=reason)
    try:
        status = path.stat()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and path.is_symlink():
            return Attachment(name=shown, path=path, size=0, skipped="快捷方式指向的文件已不在")
        return Attachment(name=shown, path=path, size=0, unread="没有读取权限、路径太长，或刚刚被移走")
    skipped = "" if stat.S_ISREG(status.st_mode) else "不是普通文件"
    if stat.S_ISDIR(status.st_mode):
        skipped = "快捷方式指向一个文件夹，没有进去；里面有材料的，请直接给出那个文件夹"
    return Attachment(name=shown, path=path, size=status.st_size, skipped=skipped)


def _readable(name: str) -> str:
    """The name as people read it: an old archive leaves names in GBK, and some hold line breaks."""
    return legible(name) or NAMELESS


def _named_unlike(parcels: Sequence[Parcel]) -> tuple[Parcel, ...]:
    """The parcels with names that differ: by the folder that was given, by the whole way, else by a number."""
    papers = [(Path(parcel.source), each) for parcel in parcels for each in parcel.attachments]
    names = [each.name for _, each in papers]
    ways = [f"{_readable(_folder_of(source).name)}/{each.name}" for source, each in papers]
    wholes = [_readable(each.path.absolute().as_posix()) for _, each in papers]
    for better in (ways, wholes):
        counts = Counter(names)
        names = [other if counts[name] > 1 else name for name, other in zip(names, better, strict=True)]
    unlike = told_apart(names)
    return tuple(
        replace(parcel, attachments=tuple(replace(each, name=next(unlike)) for each in parcel.attachments))
        for parcel in parcels
    )


def _folder_of(source: Path) -> Path:
    """The folder that was given, or that the given file lies in."""
    return source.resolve() if _is_folder(source) else source.absolute().parent
