"""A whole workspace in one file, and back: every file is checked against its digest before it takes its place."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from qtdocs import writing
from qtdocs.errors import LedgerError, UsageError, WriteError
from qtdocs.ledger.ledger import Ledger
from qtdocs.ledger.originals import digest_of

LISTING = "清单.txt"
"""The file in the backup that names every other with its digest."""
_DRIVE = re.compile("[A-Za-z]:")
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
        listed = [_line(number, name, path) for number, (name, path) in enumerate(files, 1)]
        packed = [(line["file"], path) for line, (_, path) in zip(listed, files, strict=True)]
        listing = "".join(json.dumps(line) + "\n" for line in listed)
        writing.write_packed(target, packed, {LISTING: listing.encode()}, check=_refuse_changed)
    return len(files)


def _line(number: int, name: str, path: Path) -> dict[str, str]:
    """One file of the listing; in the backup it has a number for a name, for a foreign name may be any bytes at all."""
    try:
        mode = oct(stat.S_IMODE(path.stat().st_mode))
        return {"file": f"{number:06}", "name": name, "sha256": digest_of(path)[0], "mode": mode}
    except OSError as error:
        raise WriteError(
            f"工作区里有一个文件读不了：{writing.safe_text(name)}。", "请检查权限，或把它移走再备份。"
        ) from error


def _refuse_changed(package: Path) -> None:
    """Read a finished backup back: a file that somebody saved meanwhile would make it worthless.

    Raises:
        WriteError: it does not hold what it lists.
    """
    with zipfile.ZipFile(package) as opened:
        for line in _listed(opened):
            with opened.open(line["file"]) as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != line["sha256"]:  # type: ignore[arg-type]
                    name = writing.safe_text(line["name"])
                    raise WriteError(f"备份的时候“{name}”正在被改动。", "请关闭打开的文件，再备份一次。")


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
            lines = list(_listed(package))
            if not lines:
                raise LedgerError("备份的清单是空的。", "请换一份备份；什么也没有恢复。")
            for line in lines:
                _bring_back(package, line, Path(folder) / line["name"])
            writing.move_into_place(Path(folder), home)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, TypeError) as error:
        raise LedgerError(f"备份损坏，或者不是 qtdocs 的备份：{source}。", "请换一份备份；什么也没有恢复。") from error
    except FileNotFoundError as error:
        raise UsageError(f"找不到：{source}。", "请检查路径有没有打错。") from error
    return len(lines)


def _files(home: Path, ledger: Path, passed_over: frozenset[str]) -> Iterator[Path]:
    """What belongs to a workspace besides its ledger."""
    for path in sorted(home.rglob("*")):
        inner = path.relative_to(home).as_posix()
        aside = any(inner == name or inner.startswith(f"{name}/") for name in passed_over)
        passing = path.name.endswith(_PASSING) or path == ledger
        if path.is_file() and not path.is_symlink() and not aside and not passing:
            yield path


def _bring_back(package: zipfile.ZipFile, line: dict[str, str], path: Path) -> None:
    with package.open(line["file"]) as stream:
        writing.write_stream(path, stream)
    if digest_of(path)[0] != line["sha256"]:
        name = writing.safe_text(line["name"])
        raise LedgerError(f"备份里的“{name}”与清单不符。", "请换一份备份；什么也没有恢复。")
    path.chmod(int(line["mode"], 8) & 0o777)


def _listed(package: zipfile.ZipFile) -> Iterator[dict[str, str]]:
    """The files in a backup as its listing tells them.

    Raises:
        LedgerError: a name leads out of the workspace.
    """
    for text in package.read(LISTING).decode().splitlines():
        line = json.loads(text)
        name = line["name"]
        if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in re.split(r"[\\/]", name):
            raise LedgerError("备份里有指向别处的文件名。", "这不是 qtdocs 做的备份，什么也没有恢复。")
        yield line


def _parent(home: Path) -> Path:
    home.parent.mkdir(parents=True, exist_ok=True)
    return home.parent
