"""The program's side of one worker: a job goes out, its result or its end comes back."""

from __future__ import annotations

import json
import secrets
import signal
import socket
import time
from typing import Any, Protocol

from qtdocs.sandbox import frames, worker
from qtdocs.sandbox.endings import NoWorkerError, TaskFailed, WorkerEnded
from qtdocs.sandbox.limits import Limits

_START_SECONDS = 120.0
"""Until a worker is ready; the first waits for the slow imports, and the machine may be busy."""
_LAST_WORDS_SECONDS = 5.0
"""Until it is known how a worker ended that has closed its channel."""


class Hold(Protocol):
    """What the program has in its hand of a process."""

    def kill(self) -> None:
        """Ends it, if it has not ended."""

    def exit_code(self, seconds: float) -> int | None:
        """How it ended, a signal's number below zero; none if it did not within these seconds."""

    def release(self) -> None:
        """Ends it and forgets it."""


class Worker:
    """One worker, ready for a job after the other.

    Raises:
        NoWorkerError: it did not get ready.
    """

    def __init__(self, channel: socket.socket, hold: Hold) -> None:
        self._channel = channel
        self._hold = hold
        self._goes_on = True
        try:
            ready = frames.receive(channel, limit=100, deadline=time.monotonic() + _START_SECONDS)
        except (EOFError, OSError, ValueError, frames.TooLongError):
            ready = b""
        if ready != worker.READY:
            self.close()
            raise NoWorkerError("the worker did not get ready")

    def is_fit(self) -> bool:
        """Whether it can take a job: it goes on, and nothing that no one asked for came from it."""
        return self._goes_on and frames.nothing_waits(self._channel)

    def result(self, job: bytes, limits: Limits) -> Any:
        """What the job gives.

        Raises:
            TaskFailed: the function raised.
            WorkerEnded: the worker came to a bad end, and takes no more jobs.
        """
        token = secrets.token_hex(worker.TOKEN_LENGTH // 2).encode()
        reply = self._reply(token + job, limits)
        head, kind = reply[: worker.TOKEN_LENGTH], reply[worker.TOKEN_LENGTH : worker.TOKEN_LENGTH + 1]
        self._goes_on = reply[worker.TOKEN_LENGTH + 1 : worker.TOKEN_LENGTH + 2] == worker.GOES_ON
        if head != token:
            raise self._killed(WorkerEnded("crashed", "garbled answer"))
        try:
            return opened(kind, reply[worker.TOKEN_LENGTH + 2 :])
        except WorkerEnded as end:
            raise self._killed(end) from None

    def kill(self) -> None:
        """Ends it at once; may be called while another thread waits for its answer."""
        self._hold.kill()

    def close(self) -> None:
        """Lets it go; idle or not, it ends."""
        self._goes_on = False
        self._channel.close()
        self._hold.release()

    def _reply(self, message: bytes, limits: Limits) -> bytes:
        deadline = time.monotonic() + limits.wall
        try:
            frames.send(self._channel, message, deadline=deadline)
            return frames.receive(self._channel, limit=limits.result + 100, deadline=deadline)
        except TimeoutError:
            end = WorkerEnded("wall", f"{limits.wall:g} seconds")
        except frames.TooLongError:
            end = WorkerEnded("flooded", "answer too long")
        except ValueError:
            end = WorkerEnded("crashed", "garbled answer")
        except (EOFError, OSError):
            end = _ending(self._hold.exit_code(_LAST_WORDS_SECONDS))
        raise self._killed(end)

    def _killed(self, end: WorkerEnded) -> WorkerEnded:
        self._goes_on = False
        self._hold.kill()
        return end


def opened(kind: bytes, body: bytes) -> Any:
    """The value that an answer holds.

    Raises:
        TaskFailed: it holds an exception's name.
        WorkerEnded: it says that memory ran out or that the result is too long, or it is no answer.
    """
    if kind == worker.MEMORY:
        raise WorkerEnded("memory", "no memory left")
    if kind == worker.FLOODED:
        raise WorkerEnded("flooded", "result too long")
    if kind == worker.FAILED:
        name = body[:80].decode("ascii", "replace")
        raise TaskFailed(name if name.isidentifier() else "Exception")
    try:
        if kind == worker.VALUE:
            return json.loads(body)
    except (ValueError, RecursionError, MemoryError):
        pass  # a worker that was broken into may send anything
    raise WorkerEnded("crashed", "garbled answer")


def _ending(code: int | None) -> WorkerEnded:
    """What a process's exit code says of the job that it had."""
    if code is None:
        return WorkerEnded("crashed", "closed its channel")
    if code == worker.OUT_OF_MEMORY:
        return WorkerEnded("memory", "no memory left")
    if code >= 0:
        return WorkerEnded("crashed", f"exit code {code}")
    if code == -getattr(signal, "SIGXCPU", 0):
        return WorkerEnded("cpu", "CPU time used up")
    return WorkerEnded("crashed", f"signal {-code}")
