"""The program of the machine that unpacks RAR: which one it is, and what it makes of an archive, as a stream."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from qtdocs.intake.crate import STEP
from qtdocs.zipped import damaged, refused

RAR_PROGRAMS = ("unar", "unrar", "7zz", "7z", "bsdtar")
"""Programs that unpack RAR, the best first; one of them is enough."""
_SAY_IT_ALL = {
    "unar": ("-quiet", "-no-recursion", "-password", "", "-output-directory", "-"),
    "unrar": ("p", "-inul", "-p-", "-cfg-"),
    "7zz": ("e", "-so", "-bb0", "-p"),
    "7z": ("e", "-so", "-bb0", "-p"),
    "bsdtar": ("-x", "--to-stdout", "-f"),
}
"""How each is told to write everything to its output, one file behind the other, and to ask nothing."""


def rar_program() -> str:
    """The path of the program that will unpack RAR; empty where none is installed."""
    return next(filter(None, map(shutil.which, RAR_PROGRAMS)), "")


def output(archive: Path, seconds: float) -> Iterator[bytes]:
    """What the program writes to its output for an archive; it ends with the one who reads, or when its time is up.

    Raises:
        UnreadableFileError: ``file-refused`` when its time is up, ``file-damaged`` where it gives nothing.
    """
    program = rar_program()
    late = threading.Event()
    process = subprocess.Popen(
        (program, *_SAY_IT_ALL[Path(program).stem.lower()], archive.name),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=archive.parent, start_new_session=True,  # so that whatever it starts can be ended with it
    )  # fmt: skip

    def end_late() -> None:
        late.set()
        _end(process)

    timer = threading.Timer(max(0.0, seconds), end_late)
    timer.start()
    try:
        assert process.stdout is not None
        empty = True
        while chunk := process.stdout.read(STEP):
            empty = False
            yield chunk
        if late.is_set():
            raise refused("解压用的时间太长")
        if empty:
            raise damaged(f"解压程序（{Path(program).stem}）什么也没有解出来")
    finally:
        timer.cancel()
        _end(process)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.kill(-process.pid, signal.SIGKILL)  # its process group; a worker may not call os.killpg
    process.kill()
