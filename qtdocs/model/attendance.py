"""Who came to the presentation, as somebody put it down from the signed list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Whether one team came to the presentation (``ActKind.ATTENDANCE``, key entry)."""

    came: bool
    """Whether it presented."""
    because: str = ""
    """What that is known from, or why it stayed away, in their words."""
