"""A score sheet as it lies in a document, before anybody says whether it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qtdocs.model.place import Place
from qtdocs.model.record import Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCell:
    """One cell of a score sheet."""

    text: str = ""
    """As shown."""
    exact: str = ""
    """The stored value where the display hides a part of it (13.5 shown as 14); else empty."""
    flags: frozenset[str] = frozenset()
    """As in ``document.Cell.flags``."""
    place: Place = field(default_factory=Place)
    """Where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """One sheet, or one row of a list, with its cells found."""

    code: str = ""
    """The code that stands on it; empty where none is legible."""
    tab: str = ""
    """The worksheet's name; empty in other files."""
    page: int | None = None
    """The page, where the file has pages."""
    cells: Mapping[str, ScoreCell] = field(default_factory=dict)
    """The cells for scores, by criterion id or ``WHOLE``; a line that is not there has none."""
    total: ScoreCell | None = None
    """The cell of the total; none where there is none."""
    recusal: str = ""
    """What stands in the cell for 回避."""
    comment: str = ""
    """评语."""
    scale: str = ""
    """What the book's front page says the whole is out of; empty where it does not."""
    words: tuple[str, ...] = ()
    """What else is written on it, names among it."""
    doubts: tuple[Doubt, ...] = ()
    """What is doubtful about it as a whole."""
