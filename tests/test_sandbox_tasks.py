# ruff: noqa: PTH101, PTH102, PTH105, PTH106, PTH107, PTH123, PTH211
# Each call is the one that the guard should see.
"""What the sandbox's tests run in workers: good jobs, and everything that can go wrong. Imports nothing slow."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

PHONE = "13812345678"


class PhoneError(Exception):
    pass


def square(number: int) -> int:
    return number * number


def echo(*args: Any, **kwargs: Any) -> list[Any]:
    return [args, kwargs]


def process() -> int:
    return os.getpid()


def processes() -> list[Any]:
    """This worker, its nursery, and whether somebody's ``__main__`` was run in it."""
    return [os.getpid(), os.getppid(), hasattr(sys.modules["__main__"], "ran_main") or "__mp_main__" in sys.modules]


def loop() -> None:
    while True:
        pass


def sleep(seconds: float = 10.0**6) -> float:
    time.sleep(seconds)
    return seconds


def work(seconds: float) -> str:
    """Uses so much CPU time."""
    began = time.process_time()
    while time.process_time() - began < seconds:
        pass
    return "worked"


def allocate() -> int:
    return len(bytearray(10_000_000_000))


def allocate_bit_by_bit() -> int:
    held = []
    while True:
        held.append(bytearray(1_000_000))


def allocate_and_disguise() -> int:
    try:
        return allocate()
    except MemoryError:
        raise ValueError("unknown error") from None


def take(megabytes: int) -> int:
    """Memory that is really touched, and given back."""
    return len(b"x" * (megabytes * 1_000_000))


def print_much() -> str:
    for _ in range(1000):
        print("x" * 1_000_000)
        print("y" * 1000, file=sys.stderr)
    return "printed"


def answer_much() -> str:
    return "x" * 200_000_000


def raise_phone() -> None:
    raise PhoneError(PHONE)


def raise_with_cause() -> None:
    try:
        raise_phone()
    except PhoneError as error:
        raise KeyError(f"电话 {PHONE}") from error


def exit_program() -> None:
    raise SystemExit(0)


def recurse(depth: int = 0) -> int:
    return recurse(depth + 1)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def no_json() -> object:
    return object()


def exit_at_once() -> None:
    os._exit(0)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave_thread() -> str:
    def spin() -> None:
        while True:
            time.sleep(0.001)

    threading.Thread(target=spin).start()
    return "left"


def close_everything() -> str:
    os.closerange(0, 1024)
    return "closed"


def write_garbage() -> str:
    for number in range(3, 64):
        try:
            os.write(number, b"garbage " * 100)
        except OSError:
            continue
    return "written"


def write_later(number: int) -> int:
    """Answers rightly, yet leaves garbage in the channel once it has answered."""
    signal.signal(signal.SIGALRM, lambda *_: write_garbage())
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    return number


def forge() -> str:
    """Sends an answer of its own making before the true one."""
    body = b"0" * 16 + b"v+" + b'"forged"'
    for number in range(3, 64):
        try:
            os.write(number, b"qtd\x01" + len(body).to_bytes(8, "big") + body)
        except OSError:
            continue
    return "true"


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def resolve() -> None:
    socket.getaddrinfo("example.invalid", 80)


def start(program: str) -> str:
    return subprocess.run([program, "hello"], capture_output=True, text=True, check=True).stdout.strip()


def shell() -> int:
    return os.system("true")


def fork() -> int:
    return os.fork()


def write(path: str, size: int = 1) -> int:
    with open(path, "wb") as file:
        return file.write(b"x" * size)


def read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def change(what: str, path: str, other: str = "") -> str:
    """One change in the file system that is not through ``open``."""
    changes: dict[str, Any] = {
        "remove": lambda: os.remove(path),
        "rename": lambda: os.replace(path, other),
        "mkdir": lambda: os.mkdir(path),
        "rmdir": lambda: os.rmdir(path),
        "symlink": lambda: os.symlink(other, path),
        "link": lambda: os.link(other, path),
        "chmod": lambda: os.chmod(path, 0o600),
        "truncate": lambda: os.truncate(path, 0),
        "database": lambda: sqlite3.connect(path).execute("CREATE TABLE t (x)"),
    }
    changes[what]()
    return what


def write_through_link(folder: str, target: str) -> int:
    os.symlink(target, f"{folder}/link")
    return write(f"{folder}/link")


def use_temporary_folder() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sub").mkdir()
        (Path(folder) / "sub" / "file").write_text("x", encoding="utf-8")
        with tempfile.TemporaryFile() as file:
            file.write(b"x")
        seen = sorted(path.name for path in Path(folder).rglob("*"))
    return [*seen, str(Path(folder).exists())]


def start_and_wait(program: str) -> int:
    """Starts a program that outlasts everything, says its number in the scratch folder's ``pid``, and sleeps."""
    child = subprocess.Popen([program, "1000"])
    Path(tempfile.gettempdir(), "pid").write_text(str(child.pid), encoding="utf-8")
    time.sleep(1000)
    return 0
