"""The layout of 录入表: what one person types from signed sheets; who writes the workbook and who reads it know it."""

from __future__ import annotations

from dataclasses import dataclass, field

from qtdocs.model.score_sheet import ScoreCell

ENTRY_SHEET = "录入"
"""The tab in which is typed."""
ENTRY_HEADS = ("班组", "评委", "项目", "满分", "截图", "录入", "编号")
"""The headings, from column A on; ``编号`` tells the rows apart and is hidden."""
TYPED_HEAD, KEY_HEAD = "录入", "编号"
"""The headings of the column that is typed into, and of the hidden one."""
JUDGE, ENTRY = "#judge", "#entry"
"""Keys of the rows in which is typed whose sheet it is, where its code is not legible."""
NOTHING = "空"
"""What is typed where the paper itself is empty: an empty cell of the workbook is one that was forgotten."""
BOOK, SHEET = "entry-book", "sheet"
"""What a row of the hidden sheet is about: the book (version, programme, stage, person); one signed sheet (its number
in the book, digest, spot, judge, entry, file)."""
VERSION = "1"
"""The version of this layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSheet:
    """What one person typed from one signed sheet."""

    sha256: str
    """Hex digest of the file it is in; empty for a sheet that is on paper alone."""
    spot: str
    """The page, as ``Ballot.spot`` names it."""
    judge: str
    """The expert's id as the code says; empty where the person has to type it."""
    entry: str
    """The entry's number as the code says; empty where the person has to type it."""
    file: str
    """The way to the file as people name it."""
    cells: dict[str, ScoreCell] = field(default_factory=dict)
    """What was typed, by the keys of the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryBook:
    """One person's workbook as it came back."""

    programme: str
    """Id of the programme it was written for."""
    stage: str
    """Id of the stage."""
    person: str
    """Who typed."""
    sheets: tuple[TypedSheet, ...]
    """What was typed of each sheet, in their order."""
