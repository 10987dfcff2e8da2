"""One expert's scores for one entry in one stage, and where they stand on the papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

WHOLE = "total"
"""The key of a score where the stage has no criteria of its own: one number for the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotScore:
    """One score as it was read."""

    value: Decimal | None
    """The number; none where nothing legible stands there."""
    text: str
    """As written."""
    place: str
    """Where: file and cell, as a person finds it."""
    certain: bool = True
    """False where a person must look: handwriting, a scale that may be 20 or 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """What one expert said of one entry in one stage."""

    stage: str
    """Id of the stage."""
    entry: str
    """The entry's number."""
    judge: str
    """The expert's id."""
    scores: Mapping[str, BallotScore] = field(default_factory=dict)
    """By criterion id; ``total`` alone where the stage has no criteria. On the sheet's own scale."""
    total: BallotScore | None = None
    """The total as written on the sheet; none where there is none."""
    scale: Decimal | None = None
    """What the whole of its sheet is out of; none where neither the sheet nor the office says so. A ballot that counts
    always has one (``pipeline.judging.ballots``)."""
    comment: str = ""
    """评语."""
    recused: bool = False
    """Whether the sheet says 已回避."""
    medium: str = "xlsx"
    """``xlsx``, ``docx``, ``paper`` (typed in by two people from a signed sheet)."""
    file: str = ""
    """The way to the sheet as people name it."""
    sha256: str = ""
    """Hex digest of its bytes."""
    at: str = ""
    """When it was taken in, ISO 8601."""

    @property
    def points(self) -> Decimal | None:
        """The sum of its scores on the sheet's own scale; none where one is missing or it is 已回避."""
        values = [each.value for each in self.scores.values()]
        if self.recused or not values or any(each is None for each in values):
            return None
        return sum((each for each in values if each is not None), Decimal())
