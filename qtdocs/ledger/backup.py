"""A whole workspace in one file, and back: every file is checked against its digest before it takes its place."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from qtdocs import writing
from qtdocs.errors import LedgerError, UsageError
from qtdocs.ledger.ledger import Ledger
from qtdocs.ledger.originals import digest_of

LISTING = "清单.txt"
"""The file in the backup that names every other with its digest."""
_PASSING = (".tmp", "-wal", "-shm", "-journal")


def back_up(ledger: Ledger, home: Path, target: Path, *, passed_over: frozenset[str]) -> int:
    """Put a workspace into one file; gives the number of files in it.

    Args:
        ledger: its ledger; copied as it stands now.
        home: the workspace.
        target: the backup; written whole or not at all, never over a file that is there.
        passed_over: names below ``数据`` that are no part of it (the lock, the scratch folder).

    Raises:
        UsageError: the target is there already, or lies in the workspace.
        WriteError: it cannot be written.
    """
    if target.exists():
        raise UsageError(f"已经有这个文件：{target}。", "请换一个文件名，或先把旧的移走。")
    if home.resolve() in target.resolve().parents:
        raise UsageError("备份不能放在工作区里面。", "请放到别的文件夹，最好是别的硬盘或 U 盘。")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "ledger"
        ledger.copy_to(copy)
        files = [(ledger.path.relative_to(home).as_posix(), copy)]
        files += [(path.relative_to(home).as_posix(), path) for path in _files(home, ledger.path, passed_over)]
        listing = "".join(f"{digest_of(path)[0]}  {name}\n" for name, path in files)
        writing.write_packed(target, files, {LISTING: listing.encode()})
    return len(files)


def restore(source: Path, home: Path) -> int:
    """Unpack a backup into a folder that is empty or not there yet; gives the number of files.

    Raises:
        UsageError: the folder is in use, or the file is no backup.
        LedgerError: the backup is damaged; nothing was made.
        WriteError: the disk is full or protected.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise UsageError(f"“{home}”里已经有东西。", "请恢复到一个新的或空的文件夹，再核对。")
    try:
        with zipfile.ZipFile(source) as package, tempfile.TemporaryDirectory(dir=_parent(home)) as folder:
            digests = dict(_listed(package))
            if not digests:
                raise LedgerError("备份的清单是空的。", "请换一份备份；什么也没有恢复。")
            for name, digest in digests.items():
                path = Path(folder) / name
                with package.open(name) as stream:
                    writing.write_stream(path, stream)
                if digest_of(path)[0] != digest:
                    raise LedgerError(f"备份里的“{name}”与清单不符。", "请换一份备份；什么也没有恢复。")
            writing.move_into_place(Path(folder), home)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, UnicodeDecodeError) as error:
        raise LedgerError(f"备份损坏，或者不是 qtdocs 的备份：{source}。", "请换一份备份；什么也没有恢复。") from error
    except FileNotFoundError as error:
        raise UsageError(f"找不到：{source}。", "请检查路径有没有打错。") from error
    return len(digests)


def _files(home: Path, ledger: Path, passed_over: frozenset[str]) -> Iterator[Path]:
    """What belongs to a workspace besides its ledger."""
    for path in sorted(home.rglob("*")):
        inner = path.relative_to(home).as_posix()
        aside = any(inner == name or inner.startswith(f"{name}/") for name in passed_over)
        passing = path.name.endswith(_PASSING) or path == ledger
        if path.is_file() and not path.is_symlink() and not aside and not passing:
            yield path


def _listed(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Names and digests of the files in a backup.

    Raises:
        LedgerError: a name leads out of the workspace.
    """
    for line in package.read(LISTING).decode().splitlines():
        digest, _, name = line.partition("  ")
        way = PurePosixPath(name)
        if way.is_absolute() or ".." in way.parts or "\\" in name or ":" in name:
            raise LedgerError("备份里有指向别处的文件名。", "这不是 qtdocs 做的备份，什么也没有恢复。")
        yield name, digest


def _parent(home: Path) -> Path:
    home.parent.mkdir(parents=True, exist_ok=True)
    return home.parent
