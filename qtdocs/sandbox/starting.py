"""How workers are started: forked from a nursery, or each afresh where there is no fork."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Protocol

from qtdocs.sandbox.endings import NoWorkerError
from qtdocs.sandbox.nursery import EXIT_CODE
from qtdocs.sandbox.workers import Worker

_BOOT = (
    "import sys; preload = sys.argv[2].split(); sys.path[:] = sys.argv[3:]; "
    "from qtdocs.sandbox import starting; starting.{what}(sys.argv[1], preload)"
)
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Workers are parallel already, a process with threads cannot be forked safely, and each thread takes address space."""
_FORKS = sys.platform != "win32"


class Source(Protocol):
    """Where workers come from."""

    def worker(self) -> Worker:
        """A new worker.

        Raises:
            NoWorkerError: none could be started.
        """

    def close(self) -> None:
        """Gives no more workers."""


def source(preload: Sequence[str]) -> Source:
    """The best way that this system has."""
    return Nursery(preload) if _FORKS else Afresh(preload)


class Nursery:
    """Forks workers from a process that has already imported what is slow; that is started when first needed."""

    def __init__(self, preload: Sequence[str]) -> None:
        self._preload = preload
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def worker(self) -> Worker:
        """A new worker; it is tried twice, and a nursery that has died is started again.

        One that lives is left alone, whatever went wrong: other workers that are at work are its children.

        Raises:
            NoWorkerError: none could be started.
        """
        try:
            return self._forked()
        except (OSError, NoWorkerError):
            self._wait_for_its_end()
        try:
            return self._forked()
        except OSError as error:
            raise NoWorkerError(type(error).__name__) from error

    def close(self) -> None:
        """Ends the nursery and with it whatever workers are left."""
        with self._lock:
            if self._control is not None:
                self._control.close()
            if self._process is not None:
                _waited(self._process)
            self._process = self._control = None

    def _wait_for_its_end(self) -> None:
        """A moment, for its sockets close before the system knows that it has ended."""
        process = self._process
        if process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(1)

    def _forked(self) -> Worker:
        channel, its_channel = socket.socketpair()
        leash, its_leash = socket.socketpair()
        with its_channel, its_leash:
            try:
                socket.send_fds(self._asked(), [b"w"], [its_channel.fileno(), its_leash.fileno()])
            except OSError:
                channel.close()
                leash.close()
                raise
        return Worker(channel, Leash(leash))

    def _asked(self) -> socket.socket:
        """The socket to ask the nursery on, which runs after this."""
        with self._lock:
            if self._control is None or self._process is None or self._process.poll() is not None:
                if self._control is not None:
                    self._control.close()
                self._control, its_control = socket.socketpair()
                with its_control:
                    self._process = _started("nurse", its_control, self._preload)
            return self._control


class Leash:
    """The hold on a worker that the nursery forked."""

    def __init__(self, leash: socket.socket) -> None:
        self._leash = leash

    def kill(self) -> None:
        """Lets go, upon which the nursery kills it."""
        try:
            self._leash.shutdown(socket.SHUT_WR)
        except OSError:
            return  # it has ended already

    def exit_code(self, seconds: float) -> int | None:
        """What the nursery tells."""
        try:
            self._leash.settimeout(seconds)
            told = self._leash.recv(EXIT_CODE.size)
        except OSError:
            return None
        return int(EXIT_CODE.unpack(told)[0]) if len(told) == EXIT_CODE.size else None

    def release(self) -> None:
        """Lets go for good."""
        self._leash.close()


class Afresh:
    """Starts every worker as a new process, with its own imports: slow, but possible everywhere."""

    def __init__(self, preload: Sequence[str]) -> None:
        self._preload = preload

    def worker(self) -> Worker:
        """A new worker.

        Raises:
            NoWorkerError: none could be started.
        """
        channel, its_channel = socket.socketpair()
        with its_channel:
            try:
                process = _started("work", its_channel, self._preload)
            except OSError as error:
                channel.close()
                raise NoWorkerError(type(error).__name__) from error
        return Worker(channel, Held(process))

    def close(self) -> None:
        """Nothing is left to close."""


class Held:
    """The hold on a process that the program itself started."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def kill(self) -> None:
        """Kills it."""
        self._process.kill()

    def exit_code(self, seconds: float) -> int | None:
        """What the system tells."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def release(self) -> None:
        """Kills it and waits until it has gone."""
        self._process.kill()
        self._process.wait()


def nurse(number: str, preload: list[str]) -> None:
    """What the process of a nursery runs."""
    from qtdocs.sandbox import nursery

    nursery.main(int(number), preload)


def work(number: str, preload: list[str]) -> None:
    """What the process of a worker started afresh runs."""
    import importlib

    from qtdocs.sandbox import worker

    if sys.platform == "win32":
        channel = socket.fromshare(sys.stdin.buffer.read())
    else:
        channel = socket.socket(fileno=int(number))
    for name in preload:
        try:
            importlib.import_module(name)
        except ImportError:
            continue  # what is missing is missed by the function that needs it
    worker.main(channel)


def _started(what: str, its_end: socket.socket, preload: Sequence[str]) -> subprocess.Popen[bytes]:
    """A process that runs one of the functions above with its end of a pair of sockets.

    It gets the program's path for imports, but never its ``__main__``, nor (``-P``) modules from the folder it runs in.
    """
    path = [entry or os.getcwd() for entry in sys.path]  # noqa: PTH109
    code = _BOOT.format(what=what)
    command = [sys.executable, "-P", "-c", code, str(its_end.fileno()), " ".join(preload), *path]
    nowhere, environment = subprocess.DEVNULL, {**os.environ, **_ONE_THREAD}
    if sys.platform != "win32":
        descriptors = (its_end.fileno(),)
        return subprocess.Popen(
            command, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=environment, pass_fds=descriptors
        )
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=nowhere,
        stderr=nowhere,
        env=environment,
        creationflags=subprocess.CREATE_NO_WINDOW,
    )
    if process.stdin is not None:
        with process.stdin:
            process.stdin.write(its_end.share(process.pid))
    return process


def _waited(process: subprocess.Popen[bytes]) -> None:
    """Waits until a process that was told to end has ended."""
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
