"""One at a time: a lock on the workspace that names who holds it, and that the system lets go when its holder ends."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from qtdocs.errors import WriteError
from qtdocs.model.parcel import BEIJING

_ROOM = 4096


@contextlib.contextmanager
def locked(path: Path, *, task: str) -> Iterator[None]:
    """Hold the lock while something is done.

    The lock lies on the open file: a holder that is killed leaves no lock behind, whatever the file says.

    Args:
        path: the lock's file; made where there is none.
        task: what is being done, as the one who has to wait should read it.

    Raises:
        WriteError: somebody else holds it; the message says who, since when and what for.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise WriteError(f"锁文件打不开：{path}。", "请检查工作区文件夹的权限。") from error
    try:
        if not _taken(handle):
            raise WriteError(
                f"工作区正在使用中：{_holder(handle)}。", "请等它结束再运行；确认那边已经关掉的，再运行一次就行。"
            )
        with contextlib.suppress(OSError):  # on a full disk the lock holds without a name
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, json.dumps(_self(task), ensure_ascii=False).encode())
        yield
    finally:
        os.close(handle)  # and with it the lock


def _self(task: str) -> dict[str, str]:
    return {
        "user": user_name(),
        "computer": platform.node() or "本机",
        "process": str(os.getpid()),
        "since": datetime.now(BEIJING).strftime("%m月%d日 %H:%M"),
        "task": task,
    }


def user_name() -> str:
    """The login name of whoever runs the program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this number, or no such table on Windows
        return "不知名的用户"


def _holder(handle: int) -> str:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        os.lseek(handle, 0, os.SEEK_SET)
        told = json.loads(os.read(handle, _ROOM).decode())
        return (
            f"{told['user']} 在电脑“{told['computer']}”上（进程 {told['process']}），"
            f"{told['since']}（北京时间）起，正在运行 {told['task']}"
        )
    return "另一个 qtdocs，没有留下名字"


def _taken(handle: int) -> bool:
    """Whether the lock is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _ROOM, os.SEEK_SET)  # a byte beyond the text, so that others can read who holds it
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
