"""CPU time of several readings over the same files, in rounds that take turns."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from peers import Reading

ROUNDS = 5
SLOW = 0.05
"""Seconds a file from which a reading takes part in two rounds only."""


def forget() -> None:
    """Empties what the program remembers of texts it has seen: in a clerk's folder every file is new."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "qtdocs":
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def seconds_for(reading: Reading, paths: Sequence[Path]) -> float:
    """CPU seconds for all these files once."""
    forget()
    start = time.process_time()
    for path in paths:
        reading(path)
    return time.process_time() - start


def milliseconds_each(readings: Mapping[str, Reading], paths: Sequence[Path]) -> dict[str, float]:
    """Median CPU milliseconds a file by reading, all readings taking turns over the same files."""
    warm = paths[:3]
    slow = {name for name, reading in readings.items() if _warmed(reading, warm) / len(warm) > SLOW}
    taken: dict[str, list[float]] = {name: [] for name in readings}
    for number in range(ROUNDS):
        for name, reading in readings.items():
            if number < 2 or name not in slow:
                taken[name].append(seconds_for(reading, paths))
    return {name: median(seconds) / len(paths) * 1000 for name, seconds in taken.items()}


def _warmed(reading: Reading, paths: Sequence[Path]) -> float:
    seconds_for(reading, paths)
    return seconds_for(reading, paths)


def help_seconds() -> float:
    """Median wall seconds of ``qtdocs --help``, started seven times."""
    command = [str(Path(sys.executable).with_name("qtdocs")), "--help"]
    taken = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return median(taken)
