"""What would blow pdfium up is refused before it sees it: it ends the whole program when memory runs out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from qtdocs.errors import UnreadableFileError

UNPACKED_LIMIT = 100_000_000
"""Bytes one stream may unpack to."""
DRAWING_LIMIT = 1_000_000
"""Drawings a page may come to by drawings that draw drawings."""
_PACKED_FROM = 80_000  # deflate packs a thousandfold at most, so smaller streams stay far below the limit
_DEEPEST = 30
_LONGEST_HEAD = 4000
_NUMBER = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+$")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s+\d{1,5}\s+obj\b(.{0,4000}?)\bendobj", re.DOTALL)
_REFERENCE = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+R\b")
_DO = re.compile(rb"/[^\s/<>\[\]()]+\s+Do\b")


def preflight(data: bytes) -> None:
    """Refuses a file that unpacks or expands beyond all reason.

    Args:
        data: the whole file.

    Raises:
        UnreadableFileError: ``file-refused``.
    """
    packed = data.count(b"FlateDecode") and len(data) > _PACKED_FROM
    nested = data.count(b"/Form") > 3
    if not packed and not nested:
        return
    forms: dict[int, tuple[int, set[int]]] = {}
    for number, head, body in _streams(data):
        if b"/Image" in head:
            continue
        is_form = nested and b"/Form" in head
        if not is_form and len(body) < _PACKED_FROM:
            continue
        content = _unpacked(head, body)
        if len(content) > UNPACKED_LIMIT:
            raise UnreadableFileError("file-refused", "PDF 里有一段内容展开后大得反常")
        if is_form:
            forms[number] = len(_DO.findall(content)), {int(found) for found in _REFERENCE.findall(head)}
    if nested and _drawings(data, forms) > DRAWING_LIMIT:
        raise UnreadableFileError("file-refused", "PDF 里的图形层层套叠，展开后大得反常")


def _streams(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, dictionary and packed content of each stream."""
    at = data.find(b"stream")
    while at >= 0:
        end = data.find(b"endstream", at)
        end = len(data) if end < 0 else end
        start = data.rfind(b"obj", max(0, at - _LONGEST_HEAD), at)
        number = _NUMBER.search(data[max(0, start - 20) : start]) if start >= 0 else None
        if number:
            yield int(number[1]), data[start + 3 : at], data[at + 6 : end].lstrip(b"\r\n")
        at = data.find(b"stream", end + 9)


def _unpacked(head: bytes, body: bytes) -> bytes:
    """A stream's content, as much of it as shows whether it is too long."""
    if b"FlateDecode" not in head:
        return body
    try:
        return zlib.decompressobj().decompress(body, UNPACKED_LIMIT + 1)
    except zlib.error:
        return b""


def _drawings(data: bytes, forms: dict[int, tuple[int, set[int]]]) -> int:
    """How many drawings the worst form comes to, each use counted with all that is used inside."""
    plain = {int(found[1]): {int(one) for one in _REFERENCE.findall(found[2])} for found in _OBJECT.finditer(data)}
    sizes: dict[int, int] = {}

    def size(number: int, depth: int) -> int:
        if depth > _DEEPEST:
            return 1
        if number not in sizes:
            sizes[number] = 1  # a drawing that draws itself is stopped by pdfium
            uses, named = forms[number]
            inner = named.union(*(plain.get(one, set()) for one in named))
            largest = max((size(one, depth + 1) for one in inner if one in forms and one != number), default=1)
            sizes[number] = 1 + uses * largest
        return sizes[number]

    return max((size(number, 0) for number in forms), default=0)
