"""What came in: deliveries, the files in them, and what a mail or an archive holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

BEIJING = datetime.timezone(datetime.timedelta(hours=8))
"""The clock of every deadline."""
REGISTER_COLUMNS = (
    ("number", "受理编号"),
    ("what", "来件（文件或文件夹）"),
    ("channel", "渠道"),
    ("sender", "送件人"),
    ("received", "收到日期"),
    ("time", "收到时间"),
    ("postmark", "邮戳日期"),
    ("courier_no", "快递单号"),
    ("originals", "收到的纸质原件"),
    ("remark", "备注"),
)
"""The columns of 收件登记.xlsx by key, and what is printed above them."""
REGISTER_CHANNELS = ("邮寄", "微信", "当面", "U盘")
"""What the column 渠道 offers."""
REGISTER_SHEET = "收件登记"


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
    media: str = ""
    """What its bytes are: ``docx``, ``pdf``, ``zip``, ``mail`` …; empty until they were looked at."""
    outcome: str = ""
    """What became of it: ``form``, ``other``, ``skipped``, ``unread`` or ``opened`` (a mail or an archive)."""
    code: str = ""
    """Code of the finding that says why it was not read; else empty."""
    detail: str = ""
    """What was seen then, in Chinese, without a full stop."""


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
    sha256: str = ""
    """Hex digest of its bytes; empty until they are in store."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """One row of 收件登记.xlsx: what a person wrote down about a delivery that did not come by mail."""

    number: str = ""
    """受理编号; empty where the program has not given one yet."""
    what: str = ""
    """The folder or file it came as, the way to it below the inbox; empty for a delivery on paper alone."""
    channel: str = ""
    """邮寄, 微信, 当面, U盘 or whatever was written."""
    sender: str = ""
    """Who sent or brought it."""
    received: datetime.date | None = None
    """The day it arrived."""
    time: str = ""
    """The time of day, ``HH:MM``; empty where only the day is known."""
    postmark: datetime.date | None = None
    """The day of the postmark, for papers that are sent by post."""
    courier_no: str = ""
    """The courier's or registered letter's number."""
    originals: str = ""
    """Which originals on paper came."""
    remark: str = ""
    """Anything else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """When something arrived, as exactly as the evidence tells."""

    start: datetime.datetime
    """The earliest moment it can have been, zone-aware, Beijing time."""
    end: datetime.datetime
    """The latest; the same moment where a clock told, midnight after the day where only the day is known."""
    clock: str
    """Who told: ``received`` and ``date`` are headers of a mail, ``register`` is 收件登记.xlsx."""
    postmark: datetime.date | None = None
    """The day of the postmark, where somebody wrote it down."""
    assumed: bool = False
    """Whether the zone was not told and Beijing time was assumed."""

    def __str__(self) -> str:
        """ISO 8601: a moment with its zone, or a day."""
        return self.start.isoformat() if self.start == self.end else self.start.date().isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One delivery: a mail, a folder, a single file, or papers that came on paper alone."""

    source: str
    """The way to it as people name it, or the path that was given."""
    attachments: tuple[Attachment, ...]
    """The files in it."""
    number: str = ""
    """受理编号, such as ``收0012``; empty until the ledger gave one."""
    key: str = ""
    """What tells it from every other parcel, whatever order they come in."""
    letter: Letter | None = None
    """The evidence of the mail, where it came as one."""
    registered: Registered | None = None
    """What was written down about it, where somebody did."""

    @property
    def arrival(self) -> Arrival | None:
        """When it arrived; none where neither a mail nor the register tells. A file's own time is no evidence."""
        if self.letter is not None and self.letter.received_at is not None:
            at = self.letter.received_at
            return Arrival(start=at, end=at, clock=self.letter.clock, assumed=self.letter.zone_assumed)
        if self.registered is None or self.registered.received is None:
            return None
        day = datetime.datetime.combine(self.registered.received, datetime.time(), tzinfo=BEIJING)
        if self.registered.time:
            hour, _, minute = self.registered.time.partition(":")
            moment = day.replace(hour=int(hour), minute=int(minute))
            return Arrival(start=moment, end=moment, clock="register", postmark=self.registered.postmark)
        end = day + datetime.timedelta(days=1)
        return Arrival(start=day, end=end, clock="register", postmark=self.registered.postmark)

    @property
    def sender(self) -> str:
        """Who sent it, as the mail or the register says."""
        told = self.letter.sender if self.letter else ""
        return told or (self.registered.sender if self.registered else "")
