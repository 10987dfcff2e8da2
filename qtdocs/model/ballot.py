"""One expert's scores for one entry in one stage, and where they stand on the papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from qtdocs.model.record import Doubt

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
    doubt: str = ""
    """Why a person must look, in Chinese without a full stop; empty where it is certain."""


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
    doubts: tuple[Doubt, ...] = ()
    """What is doubtful about the sheet as a whole; it does not count until a person says that it does."""
    spot: str = ""
    """Which sheet of its file: the tab or the page; a signed sheet on paper is known by file and page."""

    @property
    def points(self) -> Decimal | None:
        """The sum of its scores on the sheet's own scale; none where one is missing or it is 已回避."""
        values = [each.value for each in self.scores.values()]
        if self.recused or not values or any(each is None for each in values):
            return None
        return sum((each for each in values if each is not None), Decimal())

    @property
    def said(self) -> tuple[object, ...]:
        """What it says of the entry, for comparing two versions: scores and 回避, neither words nor places."""
        values = {key: each.value for key, each in self.scores.items()}
        said = sorted((key, "" if value is None else f"{value.normalize():f}") for key, value in values.items())
        return (self.recused, *said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A ballot as it was put down."""

    number: int
    """Number of the act, counted on over all; a person names a version by it."""
    ballot: Ballot
    """What it says."""
    who: str
    """Who took it in, or typed it."""
    at: str
    """When, ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Which version of a ballot holds, as a person said."""

    holds: int
    """Number of the version that holds."""
    known: tuple[int, ...]
    """Numbers of the versions that were there then; what comes later and says something else is a new conflict."""
    because: str
    """Why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """A signed sheet that came as pictures: its scores are typed by two people, never read by machine alone."""

    stage: str
    """Id of the stage."""
    entry: str = ""
    """The entry's number as its code says; empty where no code is legible."""
    judge: str = ""
    """The expert's id as its code says; empty where no code is legible."""
    file: str
    """The way to it as people name it."""
    sha256: str
    """Hex digest of the file's bytes."""
    page: int
    """The page in it, from 1."""
    crops: Mapping[str, str] = field(default_factory=dict)
    """Digests of pictures by criterion id, ``#total`` and ``#page``: the cells, and the page itself."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other sheets: its file's digest and the page, as ``Ballot.spot`` names it."""
        return self.sha256, f"第{self.page}页"
