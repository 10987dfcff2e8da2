"""Where a ledger may lie: never on a drive of the network, where SQLite's locks cannot be trusted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from qtdocs.errors import UsageError

_NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "glusterfs", "lustre", "davfs",
        "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.glusterfs", "webdav",
    }
)  # fmt: skip
_MOUNTS = Path("/proc/mounts")
_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW


def refuse_network_drive(folder: Path, *, mounts: str | None = None) -> None:
    """Refuse a folder on a network drive, by the drive's name.

    Args:
        folder: where the ledger is to lie; need not exist yet.
        mounts: the table of mounted drives in the form of ``/proc/mounts``; the system's own where none is given.

    Raises:
        UsageError: it lies on a network drive.
    """
    drive = _windows_drive(folder) if sys.platform == "win32" else _mounted_drive(folder, mounts)
    if drive:
        raise UsageError(
            f"“{folder}”在网络盘上（{drive}）。几台电脑同时写网络盘会损坏台账，所以不在网络盘上建工作区。",
            "请把工作区放在本机硬盘上；要给别人用，请运行 qtdocs backup 备份成一个文件再交给对方。",
        )


def _mounted_drive(folder: Path, mounts: str | None) -> str:
    """Kind and source of the network drive a folder lies on; empty for a drive of this machine."""
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
        except OSError:  # no such table here (macOS)
            return ""
    path = folder.resolve()
    best, found = -1, ""
    for source, point, kind in _table(mounts):
        if (path == point or point in path.parents) and len(point.parts) >= best:
            best, found = len(point.parts), f"{kind}，{source}" if kind in _NETWORK else ""
    return found


def _table(mounts: str) -> Iterator[tuple[str, Path, str]]:
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) >= 3:
            yield words[0], Path(words[1].replace("\\040", " ")), words[2]


def _windows_drive(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    drive = os.path.splitdrive(folder.absolute())[0]
    if drive.startswith("\\\\"):
        return drive
    return drive if ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE else ""
