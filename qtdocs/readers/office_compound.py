"""What an old compound file (.doc, .xls) says of itself without being opened: passwords and macros."""

from __future__ import annotations

import struct

_SMALL_STREAM = 4096
"""Shorter streams lie elsewhere, among others of their size; Word never writes so short a document."""
_MACROS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros")
_ENCRYPTED = 0x0100
"""The flag fEncrypted in the head of a Word document, for every kind of password to open it ([MS-DOC] 2.5.2)."""


def has_macros(data: bytes) -> bool:
    """Whether there is a store of macros in the file."""
    return any(_entry(data, name) is not None for name in _MACROS)


def is_encrypted_word(data: bytes) -> bool:
    """Whether a .doc asks for a password before it shows anything."""
    entry = _entry(data, "WordDocument")
    if entry is None or len(data) < 512:
        return False
    start, size = struct.unpack_from("<II", entry, 116)
    shift = struct.unpack_from("<H", data, 30)[0]
    if size < _SMALL_STREAM or shift not in (9, 12):
        return False
    head = data[(start + 1) << shift :][:12]
    return len(head) == 12 and bool(struct.unpack_from("<H", head, 10)[0] & _ENCRYPTED)


def _entry(data: bytes, name: str) -> bytes | None:
    """The directory entry of this name: 128 bytes on a 128-byte border, the name first, its length at 64."""
    written = name.encode("utf-16-le") + b"\x00\x00"
    position = data.find(written)
    while position >= 0:
        if position % 128 == 0 and data[position + 64 : position + 66] == struct.pack("<H", len(written)):
            return data[position : position + 128].ljust(128, b"\x00")
        position = data.find(written, position + 1)
    return None
