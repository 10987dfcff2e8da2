"""What a file is and whether it may be opened at all, told from its bytes in well under a millisecond.

This runs in the parent process: no document is opened here. What a reader refuses anyway may pass; what could end the
reader's process is refused before there is one.
"""

from __future__ import annotations

import os
import stat
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.folder import LARGEST
from qtdocs.kinds import sniff
from qtdocs.zipped import (
    ARCHIVE,
    archive_directory,
    directory,
    inflated,
    packed_bytes,
    refuse_unsafe,
    refused,
    strange,
)

CONTAINERS = frozenset({"zip", "rar", "7z", "gzip", "tar", "mail", "mbox", "msg"})
"""Kinds that hold other files and may therefore be large."""
_PACKAGES = frozenset({"docx", "xlsx", "pptx", "xlsb", "odt", "ods"})
_READ_WHOLE = 64 * 1024 * 1024
"""Bytes up to which a file is read into memory to look at it; larger ones are told by their head."""
_HEAD = 65_536
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
_MARKS_OF_A_PACKAGE = frozenset({"[content_types].xml", "mimetype"})
_PROLOGUE = 1024
"""Bytes of an XML part among which a document type is looked for; the reader looks at all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight:
    """What can be said of a file without opening it."""

    kind: str
    """What ``kinds.sniff`` says it is; ``unknown`` where its bytes cannot be had."""
    code: str = ""
    """Code of the finding where it must not be opened; else empty."""
    detail: str = ""
    """What was seen then, in Chinese, without a full stop."""


def preflight(path: Path) -> Preflight:
    """What a file is, and why it must not be opened, if so; whatever its bytes are, nothing is raised."""
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Preflight(kind="unknown", code="file-refused", detail="不是普通文件")
            return _looked_at(stream, status.st_size)
    except OSError:
        return Preflight(kind="unknown", code="file-damaged", detail="读不出来，可能没有权限、正被占用或刚刚被移走")


def _looked_at(stream: BinaryIO, size: int) -> Preflight:
    head = stream.read(_HEAD)
    kind = "zip" if head.startswith(_ZIP) else "unknown"
    try:
        if _to_be_read_whole(stream, head, size):
            stream.seek(0)
            data = stream.read()
            kind = sniff(data)
            _refuse(kind, size)
            _refuse_zip(kind, data)
        elif kind == "zip":
            _refuse(kind, size)
            refuse_unsafe(tuple(entry for entry, _ in archive_directory(stream)), ARCHIVE)
        else:
            kind = sniff(head)
            _refuse(kind, size)
    except UnreadableFileError as error:
        return Preflight(kind=kind, code=error.code, detail=error.detail)
    return Preflight(kind=kind)


def _to_be_read_whole(stream: BinaryIO, head: bytes, size: int) -> bool:
    """Whether the kind cannot be told without all bytes: small files, Office files, blanks in front of something."""
    if size <= _READ_WHOLE:
        return True
    if head.startswith(_ZIP):
        names = {entry.name.lower() for entry, _ in archive_directory(stream)}
        if size > LARGEST and "[content_types].xml" in names:
            raise _too_large(size)
        return size <= LARGEST and not _MARKS_OF_A_PACKAGE.isdisjoint(names)
    return size <= LARGEST and (head.startswith(_OLE) or sniff(head) == "empty")


def _refuse(kind: str, size: int) -> None:
    """Refuse what there is nothing to read in, and what is too large for its kind."""
    if kind == "empty":
        raise UnreadableFileError("file-empty", "文件里什么也没有存")
    if kind == "encrypted":
        raise UnreadableFileError("file-encrypted", "文件有密码")
    if size > (ARCHIVE.total if kind in CONTAINERS else LARGEST):
        raise _too_large(size)


def _too_large(size: int) -> UnreadableFileError:
    return refused(f"有 {size >> 20} MB，太大")


def _refuse_zip(kind: str, data: bytes) -> None:
    """Refuse a bomb, or an Office file that leaves open what it says."""
    if kind == "zip":
        refuse_unsafe(directory(data), ARCHIVE)
    elif kind in _PACKAGES:
        refuse_unsafe(directory(data))
        _refuse_document_types(data)


def _refuse_document_types(data: bytes) -> None:
    """Refuse an Office file of which a part declares a document type, as far as that stands in its first bytes."""
    for entry in directory(data):
        if entry.name.lower().endswith((".xml", ".rels")):
            try:
                prologue = inflated(packed_bytes(data, entry)[: 2 * _PROLOGUE], entry.method, _PROLOGUE)
            except (UnreadableFileError, struct.error, zlib.error):
                continue  # the reader says which part is broken, and only if it needs it
            if b"<!DOCTYPE" in prologue[:_PROLOGUE].replace(b"\x00", b""):
                raise strange()
