"""What xlrd passes over in an old workbook: text boxes, boxes to tick and links to other files, at least counted."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator

_OBJECT = 0x005D
_SUPPORTING_BOOK = 0x01AE
_COMMON_DATA = 0x0015
_OBJECTS = {0x06: "文本框", 0x0B: "勾选框", 0x0C: "单选框", 0x14: "下拉框"}
"""Types of drawn objects with something to read in them ([MS-XLS] 2.5.143)."""
_OWN_BOOK = (b"\x01\x04", b"\x01\x3a")
"""How a workbook names itself and add-ins among the books that it refers to."""


def unread_objects(stream: bytes) -> str:
    """The objects whose words and ticks stay unread, in Chinese (``勾选框 2 个``); empty where there are none."""
    kinds = Counter(
        struct.unpack_from("<H", data, 4)[0]
        for code, data in _records(stream)
        if code == _OBJECT and len(data) >= 6 and struct.unpack_from("<H", data)[0] == _COMMON_DATA
    )
    return "、".join(f"{name} {kinds[kind]} 个" for kind, name in _OBJECTS.items() if kinds[kind])


def outside_books(stream: bytes) -> int:
    """How many other files formulas of the workbook refer to."""
    books = [data for code, data in _records(stream) if code == _SUPPORTING_BOOK]
    return sum(len(data) > 4 and data[2:4] not in _OWN_BOOK for data in books)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Code and content of each record, to the first that cannot be one."""
    position = 0
    while position + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, position)
        if not code and not length:
            return
        yield code, stream[position + 4 : position + 4 + length]
        position += 4 + length
