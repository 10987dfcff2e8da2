"""Mails that Outlook saved (.msg): their files, also those of mails inside them, and who sent them when."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import struct
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.crate import Crate, refuse_crowd
from qtdocs.intake.headers import decoded_as, head_of
from qtdocs.intake.links import links_in, service_of
from qtdocs.intake.mail import LINK_ONLY, SMALL_PICTURE, SMALL_PICTURE_REASON, cids_in, evidence, letter_of, whole_file
from qtdocs.intake.names import NAMELESS
from qtdocs.intake.parts import DEEPEST
from qtdocs.model.parcel import BEIJING, Letter, Room, Unpacked
from qtdocs.zipped import damaged, refused

if TYPE_CHECKING:
    from oxmsg.storage import Storage

_MOST_ENTRIES = 10_000
"""Streams and storages of one file; a mail with a hundred files and five hundred addresses has fewer."""
_BROKEN = (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error, RecursionError)
"""What reading a broken compound file raises."""
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_SUBJECT, _HEADERS, _BODY, _HTML = 0x0037, 0x007D, 0x1000, 0x1013
_CODEPAGE, _INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
_SENT, _DELIVERED = 0x0039, 0x0E06
_METHOD, _DATA, _LONG_NAME, _SHORT_NAME, _DISPLAY_NAME = 0x3705, 0x3701, 0x3707, 0x3704, 0x3001
_MEDIA, _CONTENT_ID, _LONG_PATH = 0x370E, 0x3712, 0x370D
_BY_REFERENCE, _EMBEDDED, _OBJECT = (2, 3, 4, 7), 5, 6
_INNER_MAIL = "__substg1.0_3701000D"
_TEXT, _TEXT_8, _BINARY, _TIME, _NUMBER = 0x001F, 0x001E, 0x0102, 0x0040, 0x0003
_PICTURE_NAME = re.compile(r"(?i).*\.(?:png|jpe?g|gif|bmp)")
_EPOCH = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)


class _Object(NamedTuple):
    """A mail or an attachment in the file: its storage, and its numbers and times by property and kind."""

    storage: Storage
    fixed: dict[tuple[int, int], bytes]
    charset: str

    def raw(self, number: int, kind: int) -> bytes | None:
        """The bytes of a property of no fixed length; none where it has none."""
        wanted = f"__substg1.0_{number:04X}{kind:04X}"
        return next((stream.bytes_ for stream in self.storage.streams if stream.name.upper() == wanted.upper()), None)

    def text(self, *numbers: int) -> str:
        """The first of these properties that is a text and not empty."""
        for number in numbers:
            wide, narrow = self.raw(number, _TEXT), self.raw(number, _TEXT_8)
            text = wide.decode("utf-16-le", "replace") if wide else decoded_as(narrow or b"", self.charset)
            if text.strip("\x00 \r\n"):
                return text.rstrip("\x00")
        return ""

    def moment(self, number: int) -> datetime.datetime | None:
        """A point in time in Beijing time; none where there is none, or one that no mail was sent at."""
        (ticks,) = struct.unpack("<Q", self.fixed.get((number, _TIME), bytes(8)))
        seconds = ticks // 10_000_000
        if not 12_275_625_600 <= seconds < 15_746_918_400:  # 1990 to 2100
            return None
        return (_EPOCH + datetime.timedelta(seconds=seconds)).astimezone(BEIJING)

    def number(self, number: int) -> int:
        """A whole number; 0 where there is none."""
        return int.from_bytes(self.fixed.get((number, _NUMBER), b"")[:4], "little")


def unpack_outlook(path: Path, into: Path, room: Room) -> Unpacked:
    """The files of a mail that Outlook saved, and the evidence it carries.

    The files of a mail inside it stand below that mail's name, for such a mail is no file that could be written out.

    Args:
        path: the mail.
        into: folder for the bytes of its files.
        room: what may still be unpacked.

    Raises:
        UnreadableFileError: it cannot be taken apart.
    """
    data = whole_file(path)
    crate = Crate(into, room)
    try:
        mail = _object(_storage(data), header=32, charset="")
        _unpack(crate, mail, room, way=())
        letter = _letter(mail, hashlib.sha256(data).hexdigest())
    except _BROKEN as error:
        raise damaged("邮件文件（.msg）已损坏") from error
    return Unpacked(members=crate.unpacked.members, letter=letter)


def _storage(data: bytes) -> Storage:
    """The compound file as oxmsg sees it; one whose streams are longer than the file itself is refused.

    Raises:
        UnreadableFileError: ``file-refused``.
    """
    from olefile import OleFileIO  # type: ignore[import-untyped]
    from oxmsg.storage import Storage

    with OleFileIO(io.BytesIO(data)) as ole:
        entries = [entry for entry in ole.direntries if entry is not None]
        if len(entries) > _MOST_ENTRIES or sum(entry.size for entry in entries[1:]) > 2 * len(data):
            raise refused("邮件文件（.msg）里面大得反常")
        return Storage.from_ole(ole)


def _object(storage: Storage, *, header: int, charset: str) -> _Object:
    """A mail or an attachment; its properties of fixed length stand in lines of 16 bytes behind a header."""
    raw = storage.properties_stream_bytes
    fixed = {}
    for at in range(header, len(raw) - 15, 16):
        kind, number = struct.unpack_from("<HH", raw, at)
        fixed[number, kind] = raw[at + 8 : at + 16]
    found = _Object(storage, fixed, charset)
    codepage = found.number(_CODEPAGE) or found.number(_INTERNET_CODEPAGE)
    return found._replace(charset=f"cp{codepage}") if codepage else found


def _unpack(crate: Crate, mail: _Object, room: Room, *, way: tuple[str, ...]) -> None:
    """Keep the files of a mail and of the mails in it.

    Raises:
        UnreadableFileError: ``file-refused``, there are too many, or they are nested too deep.
    """
    if len(way) > DEEPEST:
        raise refused(f"邮件里一层套一层，多于 {DEEPEST} 层，多得反常")
    storages = list(mail.storage.iter_attachment_storages())
    refuse_crowd(len(storages), room)
    html = mail.raw(_HTML, _BINARY)
    page = decoded_as(html, f"cp{mail.number(_INTERNET_CODEPAGE)}") if html else mail.text(_HTML)
    for each in storages:
        file = _object(each, header=8, charset=mail.charset)
        name = file.text(_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME)
        if file.number(_METHOD) == _EMBEDDED:
            _unpack_inner(crate, file, room, way=(*way, name))
        else:
            _store(crate, file, "/".join((*way, name or NAMELESS)), cids_in(page))
    for link in links_in([(page, True), (mail.text(_BODY), False)]):
        crate.fail("/".join((*way, link.name)), UnreadableFileError(LINK_ONLY, link.detail))


def _unpack_inner(crate: Crate, file: _Object, room: Room, *, way: tuple[str, ...]) -> None:
    """Keep the files of a mail inside a mail below its name."""
    inner = next((each for each in file.storage.storages if each.name.upper() == _INNER_MAIL.upper()), None)
    if inner is None:
        error = UnreadableFileError("file-unsupported", "套在邮件里的邮件，取不出来")
        return crate.fail("/".join(way) or NAMELESS, error)
    mail = _object(inner, header=24, charset=file.charset)
    shown = (way[-1] or mail.text(_SUBJECT) or "转发的邮件").replace("/", "／")
    way = (*way[:-1], f"{shown[:100]}.msg")
    crate.skip("/".join(way), "套在邮件里的邮件，它的附件已单独列出")
    return _unpack(crate, mail, room, way=way)


def _store(crate: Crate, file: _Object, name: str, cids: set[str]) -> None:
    """Keep one file, or say why its bytes cannot be had."""
    data, method = file.raw(_DATA, _BINARY), file.number(_METHOD)
    if method in _BY_REFERENCE:
        place = file.text(_LONG_PATH).partition("://")[2]
        told = f"（{service_of(place)}）" if service_of(place) else ""
        crate.fail(name, UnreadableFileError(LINK_ONLY, f"附件只是一个位置{told}，文件没有随信寄来"))
    elif method == _OBJECT:
        crate.fail(name, UnreadableFileError("file-unsupported", "嵌在邮件正文里的对象，取不出来"))
    elif data is None:
        crate.fail(name, damaged("附件没有内容"))
    elif _is_picture(file, name) and file.text(_CONTENT_ID).strip("<> ") in cids and len(data) < SMALL_PICTURE:
        crate.skip(name, SMALL_PICTURE_REASON)
    else:
        crate.store(name, iter((data,)), claimed=len(data))


def _is_picture(file: _Object, name: str) -> bool:
    return file.text(_MEDIA).lower().startswith("image/") or _PICTURE_NAME.fullmatch(name) is not None


def _letter(mail: _Object, fingerprint: str) -> Letter:
    """The evidence: the headers that came with the mail, else what Outlook wrote down itself."""
    letter = letter_of(head_of(mail.text(_HEADERS).encode("utf-8", "replace")), fingerprint=fingerprint)
    address = mail.text(_SENDER_SMTP, _SENDER_ADDRESS)
    named = f"{mail.text(_SENDER_NAME)} <{address}>" if address else mail.text(_SENDER_NAME)
    letter = replace(
        letter, sender=letter.sender or evidence(named), subject=evidence(mail.text(_SUBJECT)) or letter.subject
    )
    delivered, sent = mail.moment(_DELIVERED), mail.moment(_SENT)
    if letter.clock != "received" and delivered:
        return replace(letter, received_at=delivered, clock="received", zone_assumed=False)
    if not letter.clock and sent:
        return replace(letter, received_at=sent, clock="date", zone_assumed=False)
    return letter
