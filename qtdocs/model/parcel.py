"""What came in: one attachment, and the parcel it came with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file as it was given."""

    name: str
    """The way to it as people name it, for example ``杭州/申报表.docx``."""
    path: Path
    """Where its bytes lie."""
    size: int
    """Length in bytes."""
    sha256: str = ""
    """Hex digest of the bytes; empty until they were read."""
    skipped: str = ""
    """Why it is no paper at all (a lock file, a desktop file), in Chinese; else empty."""
    unread: str = ""
    """Why it cannot even be opened (a closed folder), in Chinese; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One delivery: a folder or a single file, with the files in it."""

    source: str
    """The path that was given."""
    attachments: tuple[Attachment, ...]
    """Its files, sorted by name."""
