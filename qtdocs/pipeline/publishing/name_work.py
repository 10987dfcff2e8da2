"""What runs in a limited worker: one file that may be a filled 名称核对表; JSON in, JSON out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qtdocs import readers, writing
from qtdocs.codec import Json, encoded
from qtdocs.errors import UnreadableFileError
from qtdocs.intake.name_sheet import read_name_sheet
from qtdocs.model.document import medium_of
from qtdocs.model.name_sheet import NameSheet

NAMES, BLANK, OTHER, UNREAD = "names", "blank", "other", "unread"
"""What a file is: a workbook of names, one that nobody filled in, something else, not to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReading:
    """What one file holds."""

    outcome: str
    """``names``, ``blank``, ``other`` or ``unread``."""
    sheet: NameSheet | None = None
    """The workbook as it came back."""
    detail: str = ""
    """Why it could not be read, in Chinese, without a full stop."""
    advice: str = ""
    """What can be done about it."""


def read_names(path: str, converted: str) -> Json:
    """The answers in one file.

    Args:
        path: where its bytes lie.
        converted: where the same lies in a format of today; empty where it needed no conversion.
    """
    try:
        return encoded(_reading(Path(path).read_bytes(), converted))
    except UnreadableFileError as error:
        return encoded(NameReading(outcome=UNREAD, detail=error.detail, advice=error.advice))


def _reading(data: bytes, converted: str) -> NameReading:
    if writing.is_own_work(data):
        return NameReading(outcome=BLANK)
    kind = readers.sniff(data)
    if medium_of(kind) != "sheet":
        return NameReading(outcome=OTHER)
    if converted:
        made = Path(converted).read_bytes()
        document = readers.read_converted(made, original_kind=kind, original=data, name="")
    else:
        document = readers.read(data, name="")
    return NameReading(outcome=NAMES, sheet=read_name_sheet(document))
