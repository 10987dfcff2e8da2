"""What came in: deliveries, the files in them, and what a mail or an archive holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file as it was given."""

    name: str
    """The way to it as people name it, for example ``杭州/申报表.docx`` or ``来信.eml!申报表.docx``."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The evidence a mail carries; nothing of it is proof, all of it is kept."""

    sender: str = ""
    """``名字 <box@example.com>`` as decoded; empty where there is none."""
    subject: str = ""
    """Decoded; empty where there is none."""
    received_at: datetime.datetime | None = None
    """When it arrived, zone-aware, in Beijing time; none where no header tells."""
    clock: str = ""
    """Which header told: ``received`` (the topmost Received, our own server's) or ``date`` (the sender's); or empty."""
    zone_assumed: bool = False
    """Whether the header's zone was missing, unknown, ``-0000`` or ``CST`` and Beijing time was assumed."""
    fingerprint: str = ""
    """Hex SHA-256 of the whole mail with line ends made alike: the same mail from two exports is one mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file inside a mail or an archive."""

    name: str
    """The way to it inside the container, readable and harmless, parts joined by ``/``; never used as a path."""
    file: str = ""
    """Name of the file that holds its bytes in the folder it was unpacked into; empty where there are no bytes."""
    size: int = 0
    """Length in bytes."""
    skipped: str = ""
    """Why it is no paper (a lock file, a picture of a signature), in Chinese; else empty."""
    code: str = ""
    """Code of the finding where its bytes could not be had: ``file-encrypted``, ``parcel-link-only`` …; else empty."""
    detail: str = ""
    """What was seen then, in Chinese, without a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What one mail or archive holds, one level deep."""

    members: tuple[Member, ...]
    """In the container's own order."""
    letter: Letter | None = None
    """The evidence, where the container is a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What may still be unpacked for one parcel; shared by everything nested in it."""

    members: int = 20_000
    """Files."""
    size: int = 4_000_000_000
    """Bytes."""
