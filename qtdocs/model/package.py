"""评审材料包: what was put together for one judge, so that the next time can tell what changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedFile:
    """One file of a package as it was written."""

    name: str
    """What it should be called."""
    written: str
    """What it is called; another name where somebody had changed the one that lay there."""
    sha256: str
    """Hex digest of what was written."""
    is_copy: bool = False
    """Whether it is a copy of an original; else the program made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """One judge's package for one stage, as it was last written."""

    folder: str
    """The folder, from the workspace on, parts joined by ``/``; empty where the judge has no package any more."""
    draw: int
    """Number of the draw it follows."""
    entries: tuple[str, ...]
    """Numbers of the entries in it."""
    files: tuple[PackedFile, ...]
    """What was written into the folder."""
