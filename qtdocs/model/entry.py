"""One team in one edition, with all its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qtdocs.model.correction import Correction
from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record
from qtdocs.model.registry import Seniority
from qtdocs.model.seal import SealLook
from qtdocs.model.standing import ENDED
from qtdocs.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPaper:
    """One document of an entry: a version of its application, its materials, its slides."""

    kind: str
    """Kind of paper, from the vocabulary: ``application``, ``materials``, ``slides`` …; ``other`` where none fits."""
    medium: str
    """``word``, ``pdf``, ``scan``, ``slides`` or ``other``."""
    file: str
    """The way to it as people name it."""
    sha256: str
    """Hex digest of its bytes."""
    current: bool
    """Whether it holds; false for a version that a later one has replaced."""
    certain: bool = True
    """Whether it names organisation and team itself; false where only the place it lay in tells whose it is."""
    locked: bool = False
    """Whether it is the version that came with the application and stays the one that counts (发布用PPT)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """An older version, and the one that replaced it."""

    record: Record
    """The older one."""
    by: Record
    """The one that holds."""
    chosen: bool
    """Whether a person said so; else the times of arrival did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One team, one row of the ledger."""

    id: str
    """Stable id made of programme, organisation and team."""
    fields: Mapping[str, FieldValue]
    """The values that hold: Word before PDF."""
    source: Record
    """The record the values come from."""
    records: tuple[Record, ...]
    """All records of this team, the source first."""
    findings: tuple[Finding, ...]
    """All findings about its papers."""
    superseded: tuple[Superseded, ...] = ()
    """Older versions; ``records`` are those that hold."""
    number: str = ""
    """Its number in the ledger, such as ``班0007``."""
    state: str = ""
    """Where it stands, such as 收到."""
    received_at: str = ""
    """When its first paper arrived, ISO 8601, a moment or a day; empty where nothing tells."""
    clock: str = ""
    """Who told that time: ``received``, ``date``, ``register``, or ``postmark`` where the day of posting counts."""
    late: bool | None = None
    """Whether that was after the deadline; none where it cannot be told."""
    papers: tuple[EntryPaper, ...] = ()
    """All its documents."""
    seals: tuple[SealLook, ...] = ()
    """Each seal that its form asks for, as it was seen."""

    corrections: tuple[Correction, ...] = ()
    """What people corrected in its values; ``old`` and ``seen`` are what the papers say now."""
    seniority: Seniority | None = None
    """Whether it was registered long enough; none where nothing asks for that, or there is no register."""

    verdicts: tuple[Verdict, ...] = ()
    """Every rule of the notice, held against this team."""

    @property
    def sound(self) -> bool:
        """Whether no finding that still stands is an error."""
        return all(finding.severity != "error" for finding in self.findings if finding.counts)

    @property
    def in_running(self) -> bool:
        """Whether it still takes part; what was 淘汰, 取消资格, 撤回 or 放弃 stays in the ledger alone."""
        return self.state not in ENDED
