"""How long a paper is, counted as Word counts, against the limit of the notice."""

from __future__ import annotations

from collections.abc import Iterator

from qtdocs.checks.making import finding
from qtdocs.editions.programme import WordLimit
from qtdocs.model.finding import Finding
from qtdocs.text import word_count

GREY = 0.03
"""Share of a limit by which a text may pass it and still be only a warning: nobody counts quite alike."""


def check_length(text: str, limit: WordLimit, *, label: str, file: str) -> Iterator[Finding]:
    """Where a paper is too long or too short.

    Args:
        text: what stands in it.
        limit: what the notice allows.
        label: what the paper is called.
        file: its name.
    """
    words = word_count(text)
    if limit.maximum is not None and words > limit.maximum:
        severity = "warning" if words <= limit.maximum * (1 + GREY) else "error"
        yield finding(
            "text-too-long", file=file, label=label, severity=severity, words=str(words), limit=str(limit.maximum)
        )
    if limit.minimum is not None and words < limit.minimum:
        severity = "warning" if words >= limit.minimum * (1 - GREY) else "error"
        yield finding(
            "text-too-short", file=file, label=label, severity=severity, words=str(words), limit=str(limit.minimum),
            detail="",
        )  # fmt: skip
