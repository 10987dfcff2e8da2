"""The worker's side: one job after the other, each under its limits, its answer as JSON.

Every exception is caught here, whatever it is: what goes wrong with a document must not end the worker in silence, and
of an exception nothing but its name may leave it.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import signal
import socket
import sys
import threading
import time
from typing import Any

from qtdocs.sandbox import frames, guard

READY = b"ready"
VALUE, FAILED, MEMORY, FLOODED = b"v", b"f", b"m", b"o"
"""The kinds of answers: a value, an exception's name, no memory, too long."""
GOES_ON, WAS_LAST = b"+", b"."
"""Whether the worker takes another job."""
TOKEN_LENGTH = 16
"""Each answer repeats the token of its question: one that somebody left in the channel is never taken for it."""
OUT_OF_MEMORY = 77
"""The exit code where not even the answer could be made."""


def encoded(value: object) -> bytes:
    """The value as JSON; half characters (lone surrogates), which damaged files hold, come back as they are.

    Raises:
        TypeError, ValueError: it is no JSON value.
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def answer(job: dict[str, Any]) -> tuple[bytes, bytes]:
    """What comes of one job: the kind of answer, and its body.

    Raises:
        KeyboardInterrupt: somebody stopped the program that runs the job in its own process.
    """
    try:
        body = encoded(_function(job["function"])(*job["arguments"], **job["keywords"]))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return (MEMORY, b"") if _lacks_memory(error) else (FAILED, type(error).__name__.encode("ascii", "replace"))
    return (VALUE, body) if len(body) <= job["limits"]["result"] else (FLOODED, b"")


def main(channel: socket.socket) -> None:
    """Serves until the other side closes, or until this worker should be replaced; never returns."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # A library's cache would be a file outside the scratch folder.
        sys.dont_write_bytecode = True
        guard.install()
        _serve(channel)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        # No clean-up: a thread that a job left behind would keep the process.
        os._exit(code)


def _serve(channel: socket.socket) -> None:
    space, resident, jobs, threads = _address_space(), _largest_resident(), 0, threading.active_count()
    frames.send(channel, READY)
    goes_on = True
    while goes_on:
        try:
            request = frames.receive(channel)
        except (EOFError, OSError):
            return
        job = json.loads(request[TOKEN_LENGTH:])
        limits = job["limits"]
        _limit(limits, space)
        guard.allow(scratch=job["scratch"], programs=job["programs"])
        kind, body = answer(job)
        guard.allow(scratch=None, programs=())
        jobs += 1
        goes_on = (
            kind in (VALUE, FAILED)
            and jobs < limits["jobs_each"]
            and threading.active_count() <= threads
            and _largest_resident() - resident <= limits["growth"]
        )
        frames.send(channel, request[:TOKEN_LENGTH] + kind + (GOES_ON if goes_on else WAS_LAST) + body)


def _function(name: str) -> Any:
    """The function of this ``module:qualified.name``."""
    module, _, path = name.partition(":")
    found: Any = importlib.import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    return found


def _lacks_memory(error: BaseException | None) -> bool:
    """Whether memory ran out, also where a library made another exception of it."""
    seen = 0
    while error is not None and seen < 20:
        if isinstance(error, MemoryError):
            return True
        error, seen = error.__cause__ or error.__context__, seen + 1
    return False


def _limit(limits: dict[str, Any], space: int) -> None:
    """Sets the kernel's limits for the next job; the hard ones stay, so that they can be raised for the one after."""
    if sys.platform == "win32":
        return
    import resource

    wanted = {
        resource.RLIMIT_CPU: math.ceil(time.process_time() + limits["cpu"]),
        resource.RLIMIT_FSIZE: limits["file_size"],
        resource.RLIMIT_CORE: 0,
    }
    if space:
        wanted[resource.RLIMIT_AS] = space + limits["memory"]
    for kind, soft in wanted.items():
        hard = resource.getrlimit(kind)[1]
        # macOS refuses some of them; the others still hold.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _address_space() -> int:
    """Bytes of address space in use, preloaded libraries and all; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path to work with
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _largest_resident() -> int:
    """Bytes of the largest resident size so far; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest if sys.platform == "darwin" else largest * 1024
