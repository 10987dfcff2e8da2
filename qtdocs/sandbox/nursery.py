"""The nursery: a process that has imported what is slow, and forks a worker whenever it is asked to.

It gets two sockets for each worker. The channel goes to the worker. The leash stays: on it the nursery tells the
worker's end, and when the program lets go of it, the worker is killed. So everything ends when the program does,
however that came about.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import selectors
import signal
import socket
import struct
import sys

from qtdocs.sandbox import worker

EXIT_CODE = struct.Struct(">i")
"""What comes over the leash when the worker has ended: its exit code, or the signal's number below zero."""
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux."""


def main(control: int, preload: list[str]) -> None:
    """Serves on this file descriptor until the other side closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in preload:
        # What is missing is missed by the function that needs it.
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    _Nursery(socket.socket(fileno=control)).run()


class _Nursery:
    """The loop: requests, ends of workers, leashes that were let go."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._leashes: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._woken, self._wake = os.pipe()
        for end in (self._woken, self._wake):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)

    def run(self) -> None:
        """Until the control socket closes."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._control:
                    if not self._ask():
                        return self._end()
                elif key.fileobj == self._woken:
                    os.read(self._woken, 4096)
                    self._bury()
                elif key.data in self._leashes:
                    self._selector.unregister(key.fileobj)
                    os.kill(key.data, signal.SIGKILL)

    def _ask(self) -> bool:
        """Forks one worker; false when nobody will ask any more."""
        try:
            message, received, _, _ = socket.recv_fds(self._control, 1, 2)
        except OSError:
            return False
        if not message:
            return False
        channel, leash = (socket.socket(fileno=number) for number in received)
        with channel:
            try:
                process = os.fork()
            except OSError:  # no memory, too many processes: the program sees the leash close
                leash.close()
                return True
            if process == 0:
                self._become_worker(channel, leash)
        self._leashes[process] = leash
        self._selector.register(leash, selectors.EVENT_READ, process)
        return True

    def _become_worker(self, channel: socket.socket, leash: socket.socket) -> None:
        try:
            # A group of its own: programs that it starts end with it.
            os.setpgid(0, 0)
            _die_with_parent()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._selector.close()
            for end in (self._woken, self._wake):
                os.close(end)
            for held in (self._control, leash, *self._leashes.values()):
                held.close()
            worker.main(channel)
        finally:
            os._exit(1)

    def _bury(self) -> None:
        """Tells the end of every worker that has ended."""
        with contextlib.suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                process, status = found
                _kill_group(process)
                if leash := self._leashes.pop(process, None):
                    with contextlib.suppress(KeyError):
                        self._selector.unregister(leash)
                    with contextlib.suppress(OSError), leash:
                        leash.sendall(EXIT_CODE.pack(os.waitstatus_to_exitcode(status)))

    def _end(self) -> None:
        for process in self._leashes:
            os.kill(process, signal.SIGKILL)
            _kill_group(process)


def _kill_group(process: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)


def _die_with_parent() -> None:
    """Has the kernel kill this process when the nursery is gone."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
