"""What code in a worker may not do: reach the network, start programs, write outside the folder it was given.

An audit hook sees what Python code does, and no more: native code (pdfium, lxml) passes it by. It is there for
libraries that do more than was asked of them, such as fetching a linked picture, not as a jail.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


class ForbiddenError(PermissionError):
    """Something that no reader of a document needs to do."""


class _Allowed:
    """What the job at hand may do; one for the process, as the hook is."""

    scratch = ""
    """The one folder, resolved, in which it may write; empty for none."""
    programs: frozenset[str] = frozenset()
    """The programs, resolved, that it may start."""


def install() -> None:
    """Forbids everything from now on in this process; there is no way back."""
    allow(scratch=None, programs=())
    sys.addaudithook(_hook)


def allow(*, scratch: str | None, programs: Sequence[str]) -> None:
    """Allows the next job to write below one folder, and to start programs that are found by these names."""
    _Allowed.scratch = os.path.realpath(scratch) if scratch else ""
    _Allowed.programs = frozenset(os.path.realpath(path) for name in programs if (path := shutil.which(name)))
    tempfile.tempdir = scratch or None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    check = _CHECKS.get(event)
    if check is not None:
        check(*arguments)


def _never(*_: object) -> NoReturn:
    raise ForbiddenError


def _opened(path: Any, _mode: object, flags: int, *_: object) -> None:
    if flags & _WRITING:
        _content(path)


def _content(path: Any, *_: object) -> None:
    """What a path leads to is about to be changed."""
    if isinstance(path, int) or os.fsdecode(path) == os.devnull:
        return  # an open file was checked when it was opened
    _inside(os.path.realpath(os.fsdecode(path)))


def _entry(path: Any, folder: int = -1) -> None:
    """A name is about to be made, moved or removed; where a link leads does not matter."""
    name = os.fsdecode(path)
    if folder >= 0:
        name = os.path.join(_path_of(folder), name)  # noqa: PTH118 - the hook should be quick
    parent, last = os.path.split(name)
    real = os.path.realpath(parent) + os.sep + last if last not in ("", ".", "..") else os.path.realpath(name)
    _inside(real)


def _path_of(folder: int) -> str:
    """The path of an open folder, as ``shutil.rmtree`` names things by; only Linux tells."""
    try:
        return os.readlink(f"/proc/self/fd/{folder}")  # noqa: PTH115
    except OSError:
        raise ForbiddenError from None


def _inside(real: str) -> None:
    if not _Allowed.scratch or not (real + os.sep).startswith(_Allowed.scratch + os.sep):
        raise ForbiddenError


def _renamed(source: Any, target: Any, source_folder: int = -1, target_folder: int = -1) -> None:
    # A hard link gives another name to a file, through which it could then be changed: both ends must lie inside.
    _entry(source, source_folder)
    _entry(target, target_folder)


def _linked(_target: object, name: Any, folder: int = -1) -> None:
    _entry(name, folder)


def _made(path: Any, _mode: object, folder: int = -1) -> None:
    _entry(path, folder)


def _database(path: Any, *_: object) -> None:
    if path != ":memory:":
        _content(path)


def _started(program: Any, arguments: Any, *_: object) -> None:
    """Only programs from the list, under whatever name they are called."""
    if program is None:  # on Windows the command may be one line
        program = arguments.split()[0].strip('"') if isinstance(arguments, str) else arguments[0]
    found = shutil.which(os.fsdecode(program))
    if found is None or os.path.realpath(found) not in _Allowed.programs:
        raise ForbiddenError


def _signalled(process: int, *_: object) -> None:
    # A program that it may start it may also end.
    if process != os.getpid() and not _Allowed.programs:
        raise ForbiddenError


_CHECKS: dict[str, Callable[..., None]] = {
    **dict.fromkeys(
        (
            *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
            *("socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"),
            *("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.startfile"),
            *("os.killpg", "os.chown", "os.chflags", "os.setxattr", "os.removexattr", "pty.spawn"),
        ),
        _never,
    ),
    **dict.fromkeys(("os.chmod", "os.truncate", "os.utime"), _content),
    **dict.fromkeys(("os.remove", "os.rmdir"), _entry),
    **dict.fromkeys(("os.rename", "os.link"), _renamed),
    "open": _opened,
    "os.kill": _signalled,
    "os.mkdir": _made,
    "os.symlink": _linked,
    "sqlite3.connect": _database,
    "subprocess.Popen": _started,
}
