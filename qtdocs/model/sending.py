"""What left the house or was put away: entries carried to the next level, packages sent up, seasons archived."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """One file as it was written."""

    name: str
    """The way to it inside its folder."""
    sha256: str
    """Hex digest of its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An entry carried over to another programme (``ActKind.CARRIED``, key entry and programme)."""

    form: str
    """Id of the form that was filled there."""
    folder: str
    """Where the files were written, from the workspace on; the whole way where that is elsewhere."""
    keys: tuple[str, ...]
    """Keys of the boxes that were filled."""
    personal: tuple[str, ...]
    """Those of them that tell of persons."""
    files: tuple[SentFile, ...]
    """What was written."""
    missing: tuple[str, ...] = ()
    """What was missing there, in Chinese, telephones masked."""
    to_look_at: tuple[str, ...] = ()
    """What somebody should look at, in the same way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentUp:
    """A package that was put together for the receiver (``ActKind.SENT_UP``, key number)."""

    name: str
    """What the folder or the zip file is called."""
    nominator: str
    """Whose package it is."""
    entries: tuple[str, ...]
    """Numbers of the entries in it."""
    files: int
    """How many files are in it."""
    sums: str
    """Hex digest of its list of digests."""
    sha256: str = ""
    """Hex digest of the zip file; empty for a folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A season that was put away (``ActKind.ARCHIVED``, key number)."""

    name: str
    """What the folder is called."""
    is_final: bool
    """Whether the result was final then."""
    pieces: int
    """How many 件 its list of files has."""
    entries: tuple[str, ...]
    """Numbers of the entries that are held since."""
    files: int
    """How many files are in it."""
    sums: str
    """Hex digest of its list of digests."""
    event: int
    """Number of the last event that is in its copy of the ledger."""
