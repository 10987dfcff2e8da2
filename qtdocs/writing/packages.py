"""Packages whose bytes depend on their content alone, and the mark by which our own unchanged work is known."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, Protocol

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every member of a package: the earliest a zip can hold."""

CORE_TIME = "2000-01-01T00:00:00Z"
"""The created and modified time inside a package; the date people need is printed on the paper."""

OWN_LIMIT = 500 * 1024 * 1024
"""Largest file, and largest sum of a package's members, that is taken for an output of ours, in bytes."""

_CORE = "docProps/core.xml"

_CORE_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")

_MARK = '<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">qtdocs:{}</dc:identifier>'

_CORE_MARK = re.compile(_MARK.format("([0-9a-f]{64})").encode())

_CORE_END = re.compile(rb"</(\w+:)?coreProperties>\s*\Z")

_MAIL_MARK = re.compile(rb"\r\nX-Qtdocs: ([0-9a-f]{64})(?=\r\n)")

_HEAD = 8_192
"""Bytes at the beginning of a mail in which its mark is looked for."""

_PDF_MARK = re.compile(rb"\n%qtdocs:([0-9a-f]{64})\n\Z")

_TEXT = b"qtdocs-text:"
_TEXT_MARK = re.compile(_TEXT + rb'([0-9a-f]{64})["\s>}-]*\Z')


class Savable(Protocol):
    """A workbook or a Word document that can save itself to a stream."""

    def save(self, target: Any, /) -> Any:
        """Write itself to the stream."""


def saved(document: Savable) -> bytes:
    """The bytes of a workbook or Word document, the same for the same content."""
    stream = io.BytesIO()
    document.save(stream)
    return fixed_zip(stream.getvalue())


def picture_saved(image: Any, *, dots_per_inch: int) -> bytes:
    """A picture of Pillow as PNG bytes, which hold no time."""
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(dots_per_inch, dots_per_inch))
    return stream.getvalue()


def fixed_zip(data: bytes) -> bytes:
    """The same package with fixed times and order, and with the digest of its content as its identifier."""
    members = _fixed_members(data)
    if _CORE in members:
        mark = _MARK.format(_digest(members)).encode()
        members[_CORE] = _CORE_END.sub(lambda end: mark + end[0], members[_CORE])
    return _packed(members)


def plain_zip(data: bytes) -> bytes:
    """The same package with fixed times and order and without our mark.

    A paper that goes to others is read there as any other; one of ours with its mark would be passed over as an output.
    """
    return _packed(_fixed_members(data))


def _fixed_members(data: bytes) -> dict[str, bytes]:
    """What is in a package, without times and without our mark."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    if _CORE in members:
        members[_CORE] = _CORE_MARK.sub(
            b"", _CORE_DATES.sub(rb"\g<1>" + CORE_TIME.encode() + rb"\g<3>", members[_CORE])
        )
    return members


def _packed(members: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(members, key=_member_order):
            member = zipfile.ZipInfo(name, date_time=ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same on Windows and Linux
            package.writestr(member, members[name])
    return target.getvalue()


def fixed_pdf(data: bytes) -> bytes:
    """The same PDF with the digest of its bytes in a comment after its end."""
    return data + f"\n%qtdocs:{hashlib.sha256(data).hexdigest()}\n".encode()


def fixed_mail(data: bytes) -> bytes:
    """The same mail, its lines ended as mails end them, with the digest of its bytes in a header behind the first."""
    whole = re.sub(rb"\r?\n", b"\r\n", data)
    first, end, rest = whole.partition(b"\r\n")
    return first + f"\r\nX-Qtdocs: {hashlib.sha256(whole).hexdigest()}".encode() + end + rest


def fixed_text(text: str) -> bytes:
    """The same text, UTF-8, with the digest of its bytes behind the word ``qtdocs-text:`` at its end."""
    head, mark, tail = text.encode().rpartition(_TEXT)
    return head + mark + hashlib.sha256(head + mark + tail).hexdigest().encode() + tail


def is_own_work(data: bytes) -> bool:
    """Whether these bytes were written here and nobody has changed them since."""
    if mark := _MAIL_MARK.search(data[:_HEAD]):
        return hashlib.sha256(data[: mark.start()] + data[mark.end() :]).hexdigest().encode() == mark[1]
    if mark := _PDF_MARK.search(data):
        return hashlib.sha256(data[: mark.start()]).hexdigest().encode() == mark[1]
    if mark := _TEXT_MARK.search(data[-_HEAD:]):
        end = len(data) - len(data[-_HEAD:])
        bare = data[: end + mark.start(1)] + data[end + mark.end(1) :]
        return hashlib.sha256(bare).hexdigest().encode() == mark[1]
    try:
        members = _own_members(data)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, LookupError, RuntimeError, EOFError):
        return False
    mark = _CORE_MARK.search(members.get(_CORE, b""))
    if not mark:
        return False
    members[_CORE] = _CORE_MARK.sub(b"", members[_CORE])
    return _digest(members).encode() == mark[1]


def _own_members(data: bytes) -> dict[str, bytes]:
    """What is in a package that carries our mark; nothing of any other package is unpacked but its properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        listed = package.infolist()
        ours = all(member.compress_type == zipfile.ZIP_DEFLATED for member in listed)
        if not ours or sum(member.file_size for member in listed) > OWN_LIMIT:
            return {}
        if not _CORE_MARK.search(package.read(_CORE)):
            return {}
        return {member.filename: package.read(member) for member in listed}


def _digest(members: dict[str, bytes]) -> str:
    """The digest of a package's content, independent of order and times."""
    digest = hashlib.sha256()
    for name in sorted(members):
        digest.update(f"{name}\0{len(members[name])}\0".encode())
        digest.update(members[name])
    return digest.hexdigest()


def _member_order(name: str) -> tuple[bool, bool, str]:
    """Content types first, then the package's relations, as the format wants it."""
    return (name != "[Content_Types].xml", name != "_rels/.rels", name)
