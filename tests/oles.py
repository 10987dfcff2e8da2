"""Compound files written by hand (the container of .msg, .doc and .xls): storages and streams of any size."""

from __future__ import annotations

import struct
from typing import Any

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def written(tree: dict[str, Any]) -> bytes:
    """A compound file: streams are bytes, storages are dictionaries. Small streams lie in the mini stream.

    The children of a storage form a list of right siblings and not the balanced tree that Office writes; readers take
    both.
    """
    entries: list[list[Any]] = [["Root Entry", 5, FREE, FREE, FREE, END, 0]]
    streams: dict[int, bytes] = {}
    _enter(tree, entries, streams, parent=0)
    mini, mini_table, big, table = b"", list[int](), b"", list[int]()
    for number, data in streams.items():
        entries[number][6] = len(data)
        if not data:
            continue
        if len(data) < CUTOFF:
            entries[number][5] = len(mini_table)
            mini += _padded(data, MINI)
            mini_table += _chain(len(mini_table), len(_padded(data, MINI)) // MINI)
        else:
            entries[number][5], big = len(table), big + _padded(data, SECTOR)
            table += _chain(len(table), len(_padded(data, SECTOR)) // SECTOR)
    places = {}
    directory = b"".join(_entry(*entry) for entry in entries)
    for name, data in (
        ("mini", mini),
        ("minifat", struct.pack(f"<{len(mini_table)}I", *mini_table)),
        ("directory", directory),
    ):
        places[name] = len(table) if data else END
        big += _padded(data, SECTOR, b"\xff" if name == "minifat" else b"\x00")
        table += _chain(len(table), len(_padded(data, SECTOR)) // SECTOR)
    entries[0][5], entries[0][6] = places["mini"], len(mini)
    directory = b"".join(_entry(*entry) for entry in entries)
    big = big[: places["directory"] * SECTOR] + _padded(directory, SECTOR)
    tables = next(count for count in range(1, 110) if count * 128 >= len(table) + count)
    spots = [len(table) + number for number in range(tables)]
    table += [FAT] * tables
    fat = _padded(struct.pack(f"<{len(table)}I", *table), SECTOR, b"\xff")
    minifat_sectors = -(-len(mini_table) * 4 // SECTOR)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<4I", 0, tables, places["directory"], 0)
    header += struct.pack("<5I", CUTOFF, places["minifat"], minifat_sectors, END, 0)
    header += struct.pack("<109I", *spots, *[FREE] * (109 - tables))
    return header + big + fat


def _enter(tree: dict[str, Any], entries: list[list[Any]], streams: dict[int, bytes], *, parent: int) -> None:
    before = None
    for name, value in tree.items():
        number = len(entries)
        entries.append([name, 1 if isinstance(value, dict) else 2, FREE, FREE, FREE, 0, 0])
        if before is None:
            entries[parent][4] = number
        else:
            entries[before][3] = number
        before = number
        if isinstance(value, dict):
            _enter(value, entries, streams, parent=number)
        else:
            streams[number] = value


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, left, right, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


def _padded(data: bytes, unit: int, filler: bytes = b"\x00") -> bytes:
    return data + filler * (-len(data) % unit)


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), END] if length else []


def message(*attachments: dict[str, Any], header: int = 32, **properties: Any) -> dict[str, Any]:
    """The storages of a mail that Outlook saved: properties named like ``p0037`` and attachments of ``attachment``."""
    tree = {"__nameid_version1.0": {"__substg1.0_00020102": b"x"}} if header == 32 else {}
    tree |= _properties(properties, header)
    return tree | {f"__attach_version1.0_#{number:08X}": each for number, each in enumerate(attachments)}


def attachment(**properties: Any) -> dict[str, Any]:
    """The storage of one attachment; a dictionary under ``p3701`` is a mail inside."""
    return _properties(properties, 8)


def _properties(properties: dict[str, Any], header: int) -> dict[str, Any]:
    """Texts as UTF-16, ``(text, charset)`` as 8-bit text, bytes, whole numbers, floats as seconds since 1970."""
    lines, tree = b"", {}
    for name, value in properties.items():
        number = int(name[1:], 16)
        kind, fixed, stream = _property(value)
        lines += struct.pack("<HHI", kind, number, 6) + fixed
        if stream is not None:
            tree[f"__substg1.0_{number:04X}{kind:04X}"] = stream
    return {"__properties_version1.0": bytes(header) + lines, **tree}


def _property(value: Any) -> tuple[int, bytes, Any]:
    if isinstance(value, str):
        raw = value.encode("utf-16-le")
        return 0x001F, struct.pack("<II", len(raw) + 2, 0), raw
    if isinstance(value, tuple):
        raw = value[0].encode(value[1])
        return 0x001E, struct.pack("<II", len(raw) + 1, 0), raw
    if isinstance(value, bytes):
        return 0x0102, struct.pack("<II", len(value), 0), value
    if isinstance(value, dict):
        return 0x000D, struct.pack("<II", 0xFFFFFFFF, 1), value
    if isinstance(value, float):
        return 0x0040, struct.pack("<Q", int((value + 11_644_473_600) * 10_000_000)), None
    return 0x0003, struct.pack("<II", value, 0), None
