"""What is known of a season before it is judged: every arrival of a file, and the whole that each judge looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qtdocs.checks.lists import ListRow
from qtdocs.editions.programme import Programme
from qtdocs.ledger import Ledger
from qtdocs.model.entry import Entry
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Arrival, Attachment, Parcel
from qtdocs.model.passage import Compared
from qtdocs.pipeline.readings import PartRead, Reading


def _end_of_folder(way: str) -> int:
    return max(way.rfind("/"), way.rfind("!")) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One arrival of one file."""

    file: str
    """Its name, unlike that of any other content."""
    attachment: Attachment
    """The file."""
    parcel: Parcel | None
    """What it came with; none for a mailbox or a lock file."""
    reading: Reading | None
    """What was read in it; none for what was opened or not looked at."""
    findings: tuple[Finding, ...]
    """What is to be said of the file itself, where nothing was read."""
    again: str = ""
    """The name under which the same content came before; else empty."""

    @property
    def outcome(self) -> str:
        """``form``, ``other``, ``skipped``, ``unread`` or ``opened``; ``unread`` where a run was broken off."""
        return self.attachment.outcome or "unread"

    @property
    def way(self) -> str:
        """The way to it inside its delivery; empty for a file that is the whole delivery."""
        source = self.parcel.source if self.parcel else ""
        name = self.attachment.name
        inside = source and name.startswith(source) and name[len(source) : len(source) + 1] in ("!", "/", "")
        return name[len(source) + 1 :] if inside else name

    @property
    def place(self) -> str:
        """The mail, folder or archive that it lay in; empty for what came with no delivery."""
        return f"{self.parcel.number}:{self.way[: _end_of_folder(self.way)]}" if self.parcel else ""

    @property
    def is_letter(self) -> bool:
        """Whether it is the mail that its delivery is."""
        return self.parcel is not None and self.parcel.letter is not None and self.attachment.name == self.parcel.source

    @property
    def code(self) -> str:
        """The finding that says why it was not read; else empty."""
        if self.attachment.code or self.outcome != "unread" or self.reading is None:
            return self.attachment.code
        return next((finding.code for part in self.reading.parts for finding in part.findings), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """All that a judge of a season may look at; nothing in it is changed."""

    ledger: Ledger
    """The ledger, to be read only."""
    edition: Programme
    """The programme."""
    parcels: tuple[Parcel, ...]
    """Every delivery, by number."""
    lines: tuple[Line, ...]
    """Every arrival of a file."""
    parts: tuple[tuple[str, str, PartRead], ...]
    """Everything that was read once, in the order of its age: the file's name, its digest, one form or none."""
    texts: Mapping[str, str]
    """The words of every document that is no form, by digest."""
    arrivals: Mapping[str, Sequence[Arrival | None]]
    """When each document arrived, each time it did, by digest; none where nothing tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A season after one more judge has looked at it."""

    teams: tuple[Entry, ...]
    """The teams, with what was added to them."""
    findings: tuple[Finding, ...] = ()
    """What belongs to no team."""
    absent: tuple[ListRow, ...] = ()
    """Teams on lists of nominators whose application has not come."""
    texts: Compared = Compared()  # noqa: RUF009 - frozen
    """The texts of the teams and of earlier seasons, and the passages that they share."""
