"""One team in one edition, with all its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qtdocs.model.finding import Finding
from qtdocs.model.record import FieldValue, Record


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

    @property
    def sound(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity != "error" for finding in self.findings)
