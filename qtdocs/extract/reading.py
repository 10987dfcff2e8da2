"""What reading one value gives, shared by the readers of each type."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qtdocs.model.record import Doubt, Value
from qtdocs.text import narrow

_QUOTED = re.compile("(?<![按为和])“([^“”]+)”")
"""What a doubt quotes from the paper; behind 按 stands what was made of it."""
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A value in its canonical form, with how sure it is."""

    value: Value
    """The canonical value; none where nothing was filled in or nothing can be made of it."""
    grade: str = "A"
    """A beyond doubt, B glance at it, C a guess to confirm."""
    doubts: tuple[Doubt, ...] = ()
    """The reasons for B and C."""
    second: Value = None
    """The value of the field's ``second`` key, where one cell holds two."""


NOTHING = Reading(value=None)
"""Nothing was filled in, and nothing is doubtful about that."""


def unsure(value: Value, detail: str, *, grade: str = "B", code: str = "field-unsure", second: Value = None) -> Reading:
    """A reading with one doubt."""
    return Reading(value=value, grade=grade, doubts=(Doubt(code=code, detail=detail),), second=second)


def doubted(reading: Reading, detail: str, *, grade: str = "B", code: str = "field-unsure") -> Reading:
    """The reading with one doubt more; the worse grade holds."""
    doubts = (*reading.doubts, Doubt(code=code, detail=detail))
    return replace(reading, grade=max(grade, reading.grade), doubts=doubts)


def quoted_as_typed(reading: Reading, written: str) -> Reading:
    """The reading whose doubts quote the paper with its own wide brackets and digits, not with narrowed ones."""
    seen = SPACE.sub(" ", written).strip()
    narrowed = narrow(seen)
    if narrowed == seen:
        return reading

    def as_typed(quote: re.Match[str]) -> str:
        start = -1 if quote[1] in seen else narrowed.find(quote[1])
        return quote[0] if start < 0 else f"“{seen[start : start + len(quote[1])]}”"

    doubts = tuple(replace(doubt, detail=_QUOTED.sub(as_typed, doubt.detail)) for doubt in reading.doubts)
    return replace(reading, doubts=doubts)
