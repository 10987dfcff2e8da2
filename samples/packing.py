"""Archives and .msg files byte by byte, as people pack their papers: names in GBK, times that never change."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

Files = Mapping[str, bytes]
_WHEN = datetime.datetime(2026, 4, 10, 9, 0, tzinfo=datetime.UTC)
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


class _Named(zipfile.ZipInfo):
    """A member whose name is written in GBK and not flagged as anything else."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 (the standard library's own name)
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def zipped(files: Files) -> bytes:
    """A zip as the Windows explorer of a Chinese office packs it: names in GBK, nothing that says so."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            entry = _Named(name, date_time=_WHEN.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return stream.getvalue()


def unpressed(package: bytes) -> bytes:
    """An Office file whose parts are only stored, the same bytes whatever packs them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, date_time=(2026, 3, 20, 9, 0, 0)), old.read(name))
    return stream.getvalue()


def sevenzipped(files: Files) -> bytes:
    """A 7z archive."""
    import py7zr
    from py7zr.helpers import ArchiveTimestamp

    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(data, name)
        for entry in archive.header.files_info.files:
            for time in ("creationtime", "lastwritetime", "lastaccesstime"):
                entry[time] = ArchiveTimestamp.from_datetime(_WHEN.timestamp())
    return stream.getvalue()


def rarred(files: Files) -> bytes:
    """A RAR archive of the old kind with files that are only stored, for no free program packs them."""
    blocks = b"".join(_rar_file(name.encode("gb18030"), data) for name, data in files.items())
    return b"Rar!\x1a\x07\x00" + _rar_block(0x73, 0, bytes(6)) + blocks + _rar_block(0x7B, 0x4000)


def _rar_file(name: bytes, data: bytes) -> bytes:
    fields = struct.pack("<IIBIIBBHI", len(data), len(data), 2, zlib.crc32(data), 0x5C8A4800, 29, 0x30, len(name), 0x20)
    return _rar_block(0x74, 0x8000, fields + name) + data


def _rar_block(kind: int, flags: int, fields: bytes = b"") -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def outlook_mail(*, sender: tuple[str, str], subject: str, text: str, headers: str, files: Files) -> bytes:
    """A mail as Outlook saves it (.msg)."""
    properties = {
        0x001A: "IPM.Note", 0x0037: subject, 0x007D: headers, 0x0C1A: sender[0], 0x0C1F: sender[1], 0x1000: text,
    }  # fmt: skip
    tree: dict[str, Any] = {"__nameid_version1.0": {"__substg1.0_00020102": b"\x00" * 16}}
    tree |= _properties(properties, header=32)
    for number, (name, data) in enumerate(files.items()):
        file = {0x3701: data, 0x3707: name, 0x3704: f"FILE{number}.DOC", 0x3705: 1}
        tree[f"__attach_version1.0_#{number:08X}"] = _properties(file, header=8)
    return compound(tree)


def _properties(values: Mapping[int, Any], *, header: int) -> dict[str, Any]:
    lines, streams = b"", {}
    for number, value in values.items():
        if isinstance(value, int):
            lines += struct.pack("<HHIII", 0x0003, number, 6, value, 0)
            continue
        kind, data = (0x0102, value) if isinstance(value, bytes) else (0x001F, value.encode("utf-16-le"))
        lines += struct.pack("<HHIII", kind, number, 6, len(data) + (2 if kind == 0x001F else 0), 0)
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
    return {"__properties_version1.0": bytes(header) + lines, **streams}


def compound(tree: Mapping[str, Any]) -> bytes:
    """A compound file (the container of .msg and .doc): streams are bytes, storages are mappings."""
    entries: list[list[Any]] = [["Root Entry", 5, _FREE, _FREE, _END, 0]]
    streams: dict[int, bytes] = {}
    _enter(tree, entries, streams, parent=0)
    mini, chains, big, table = b"", list[int](), b"", list[int]()
    for number, data in streams.items():
        entries[number][5] = len(data)
        if len(data) < _CUTOFF:
            entries[number][4] = len(chains) if data else _END
            chains += _chain(len(chains), -(-len(data) // _MINI))
            mini += _padded(data, _MINI)
        else:
            entries[number][4], big = len(table), big + _padded(data, _SECTOR)
            table += _chain(len(table), -(-len(data) // _SECTOR))
    entries[0][4:6] = len(table) if mini else _END, len(mini)
    short = struct.pack(f"<{len(chains)}I", *chains)
    starts = []
    for data, filler in ((mini, b"\x00"), (short, b"\xff"), (b"".join(_entry(*each) for each in entries), b"\x00")):
        starts.append(len(table) if data else _END)
        table += _chain(len(table), -(-len(data) // _SECTOR))
        big += _padded(data, _SECTOR, filler)
    sectors = next(count for count in range(1, 110) if count * 128 >= len(table) + count)
    spots = [*range(len(table), len(table) + sectors), *[_FREE] * (109 - sectors)]
    fat = struct.pack(f"<{len(table) + sectors}I", *table, *[_FAT] * sectors)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<4I", 0, sectors, starts[2], 0)
    head += struct.pack("<5I", _CUTOFF, starts[1], -(-len(short) // _SECTOR), _END, 0) + struct.pack("<109I", *spots)
    return head + big + _padded(fat, _SECTOR, b"\xff")


def _enter(tree: Mapping[str, Any], entries: list[list[Any]], streams: dict[int, bytes], *, parent: int) -> None:
    """Each child of a storage as the right neighbour of the one before."""
    before = 0
    for name, value in tree.items():
        number = len(entries)
        entries.append([name, 2 if isinstance(value, bytes) else 1, _FREE, _FREE, 0, 0])
        entries[before or parent][2 if before else 3] = number
        before = number
        if isinstance(value, bytes):
            streams[number] = value
        else:
            _enter(value, entries, streams, parent=number)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


def _padded(data: bytes, unit: int, filler: bytes = b"\x00") -> bytes:
    return data + filler * (-len(data) % unit)


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), _END] if length else []
