"""What one paper says: values under their keys, each with where and how it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qtdocs.model.document import Mark, medium_of
from qtdocs.model.place import Place

Value = str | bool | tuple[str, ...] | None
"""A canonical value: text and numbers as strings, yes/no, choices and phones as tuples, none."""


def worded(value: Value) -> str:
    """A canonical value as people write it.

    >>> worded(("13800000001", "0571-86660001")), worded(True), worded(None)
    ('13800000001、0571-86660001', '是', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else "、".join(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why a value, or its absence, should be looked at; becomes a finding."""

    code: str
    """The finding's code, for example ``field-unsure``."""
    detail: str
    """What is seen, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue:
    """One field as it stands on one paper."""

    key: str
    """The field's key, from the form."""
    value: Value = None
    """The canonical value; none where nothing was filled in."""
    text: str = ""
    """As written."""
    label: str = ""
    """The word printed on this paper."""
    place: Place = field(default_factory=Place)
    """Where."""
    method: str = "right"
    """How it was found: right, below, in-cell, header, column, same-cell, inferred, ocr."""
    grade: str = "A"
    """A beyond doubt, B glance at it, C a guess to confirm."""
    doubts: tuple[Doubt, ...] = ()
    """The reasons for B and C, and defects of the value itself."""
    crop: str = ""
    """Digest of the picture of this box that is kept for a person to look at; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list form."""

    fields: Mapping[str, FieldValue]
    """The row's values by key; every key of the table."""
    place: Place
    """The row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One form on one paper."""

    programme: str
    """Programme id."""
    form: str
    """Form id."""
    file: str
    """The document's name."""
    sha256: str = ""
    """The document's digest."""
    kind: str = ""
    """What the document's bytes are: ``docx``, ``xlsx``, ``pdf``."""
    part: int = 0
    """From 1 where one file holds several forms; else 0."""
    fields: Mapping[str, FieldValue]
    """Every key of the form."""
    rows: tuple[Row, ...] = ()
    """The entries of a list form."""
    marks: tuple[Mark, ...] = ()
    """Pictures and the like."""
    doubts: tuple[tuple[Doubt, Place], ...] = ()
    """Doubts about the paper as a whole: form-altered, text-unplaced and the like."""
    blank: bool = False
    """Nothing at all was filled in."""
    scanned: bool = False
    """Whether some of its text was recognised on pictures of pages: here, or by the scanner."""
    unseen: bool = False
    """Whether there are pages or pictures in its file that were not looked at: a seal may stand there."""

    @property
    def medium(self) -> str:
        """``word``, ``sheet``, ``pdf`` …: what the paper was sent as; two versions of one paper are of one medium."""
        return medium_of(self.kind)
