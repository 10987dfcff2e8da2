"""What one job in a worker may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one job. CPU time is the one that counts; the wall clock lies on a busy machine."""

    cpu: int = 20
    """Seconds of CPU time; the kernel counts whole seconds, a job gets at most one more."""
    wall: float = 120.0
    """Seconds on the monotonic clock until the worker is killed; only a backstop, for what sleeps."""
    memory: int = 1_000_000_000
    """Bytes of address space beyond what the worker had when it started."""
    result: int = 64_000_000
    """Bytes of the answer as JSON."""
    file_size: int = 2_000_000_000
    """Bytes of any file that is written."""
    jobs_each: int = 500
    """Jobs after which a worker is replaced."""
    growth: int = 300_000_000
    """Bytes by which the worker's largest resident size may have grown before it is replaced after its job."""


USUAL = Limits()
"""The limits where nobody asks for others."""
