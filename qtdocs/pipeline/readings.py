"""What comes of one file: as the process that reads it holds it, and as a worker tells it and the ledger keeps it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qtdocs.model.document import Document, Mark
from qtdocs.model.finding import Finding
from qtdocs.model.parcel import Attachment
from qtdocs.model.record import Record
from qtdocs.recognise import Recognition
from qtdocs.render.contract import document_text

_MOST_WORDS = 200_000
"""Characters of a document that is no form which are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One form in a file, or what is no form."""

    document: Document | None
    """What the reader saw; none where the file could not be read."""
    record: Record | None
    """The record, where a form was recognised."""
    recognition: Recognition | None
    """What it was taken for, and why."""
    findings: tuple[Finding, ...]
    """Everything about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRead:
    """A part as a worker tells it and the ledger keeps it."""

    record: Record | None = None
    """The record, where a form was recognised."""
    reason: str = ""
    """What it was taken for, and why."""
    findings: tuple[Finding, ...] = ()
    """Everything about it."""
    marks: tuple[Mark, ...] = ()
    """The seals on what is no form; those on a form stand in its record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document as a worker tells it and the ledger keeps it; nothing in it depends on the file's name."""

    outcome: str
    """``form``, ``other``, ``skipped`` or ``unread``."""
    parts: tuple[PartRead, ...]
    """At least one."""
    words: str = ""
    """What stands in a document that is no form, so that it can be told whose it is."""
    pages: tuple[str, ...] = ()
    """Each part as text, where that was asked for."""
    notes: tuple[str, ...] = ()
    """What the reader saw, where that was asked for."""
    crops: Mapping[str, str] = field(default_factory=dict)
    """Pictures of single spots by their digest, as base64; they are kept as files, never in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One file and everything that came of it."""

    attachment: Attachment
    """The file."""
    outcome: str
    """``form``, ``other``, ``skipped`` or ``unread``."""
    parts: tuple[Part, ...]
    """At least one."""
    crops: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures of single spots for a person to look at, by digest."""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records in it."""
        return tuple(part.record for part in self.parts if part.record is not None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings about it."""
        return tuple(finding for part in self.parts for finding in part.findings)


def reading_of(paper: Paper, *, printed: bool = False) -> Reading:
    """What a worker tells of a file: everything but the document itself.

    Args:
        paper: the file and what came of it.
        printed: whether the words of the document are wanted as ``qtdocs read --text`` prints them.
    """
    parts = tuple(
        PartRead(
            record=part.record,
            reason=part.recognition.reason if part.recognition else "",
            findings=part.findings,
            marks=part.document.marks if part.document and not part.record else (),
        )
        for part in paper.parts
    )
    documents = [part.document for part in paper.parts if part.document is not None]
    words = ""
    if paper.outcome == "other":
        words = "\n".join(text for document in documents for text in document.texts())[:_MOST_WORDS]
    return Reading(
        outcome=paper.outcome,
        parts=parts,
        words=words,
        pages=tuple(document_text(each) for each in documents) if printed else (),
        notes=tuple(f"{note.detail} {note.place}".rstrip() for each in documents for note in each.notes)
        if printed
        else (),
        crops={digest: base64.b64encode(picture).decode("ascii") for digest, picture in paper.crops.items()},
    )


def named(reading: Reading, file: str) -> Reading:
    """The reading with the file's name in every record and finding."""
    parts = tuple(
        replace(
            part,
            record=replace(part.record, file=file) if part.record else None,
            findings=tuple(replace(finding, file=file) for finding in part.findings),
        )
        for part in reading.parts
    )
    return replace(reading, parts=parts)
