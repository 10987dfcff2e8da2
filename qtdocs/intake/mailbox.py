"""A mailbox (mbox): its single mails, read a little at a time, for an export may be larger than any memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO

from qtdocs.intake.crate import Crate
from qtdocs.model.parcel import Room, Unpacked
from qtdocs.zipped import damaged, too_many

_STEP = 1 << 20
_LONGEST_SEPARATOR = 4_096
"""Bytes of an empty line, a ``From `` line and the beginning of the header behind it."""
_SEPARATOR = re.compile(
    rb"\n\r?\n(?=From (?=[^\r\n]*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)(?=[^\r\n]*\b\d{1,2}:\d{2}\b)"
    rb"(?=[^\r\n]*\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b)(?=[^\r\n]*\b(?:19|20)\d\d\b)"
    rb"[^\r\n]{0,500}\r?\n(?:>From [^\r\n]{0,500}\r?\n)?[!-9;-~]{1,100}:)"
)
"""Between two mails: an empty line, ``From `` with a date, and a header; ``From 张三 …`` in a letter is none."""
_FIRST = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*From [^\r\n]*\r?\n")
_OPENING = re.compile(rb"From [^\r\n]*\r?\n")
_QUOTED = re.compile(rb"\n>(>*From )")


def unpack_mailbox(path: Path, into: Path, room: Room) -> Unpacked:
    """The mails of a mailbox as files of their own, in their order.

    Args:
        path: the mailbox.
        into: folder for the mails.
        room: what may still be unpacked.

    Raises:
        UnreadableFileError: ``file-damaged``, no mail is in it; ``file-refused``, too many are.
    """
    crate = Crate(into, room)
    number = 0
    with path.open("rb") as stream:
        for number, mail in groupby(_pieces(stream), key=itemgetter(0)):
            if number > room.members:
                raise too_many(room.members)
            crate.store(f"第{number:04}封.eml", (piece for _, piece in mail), claimed=None)
    if not number:
        raise damaged("不是完整的邮箱导出文件")
    return crate.unpacked


def _pieces(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The number of each mail with a piece of it, its quoted ``>From `` made ``From `` again."""
    waiting = stream.read(_STEP)
    first = _FIRST.match(waiting)
    if not first:
        return
    waiting, number, at_end = waiting[first.end() :], 1, False
    while waiting or not at_end:
        block = stream.read(_STEP)
        at_end = not block
        waiting += block
        start = 0
        for found in _SEPARATOR.finditer(waiting):
            if not at_end and found.start() > len(waiting) - _LONGEST_SEPARATOR:
                break
            yield number, _unquoted(waiting[start : found.start() + 1])
            opening = _OPENING.match(waiting, found.end())
            start, number = opening.end() if opening else found.end(), number + 1
        end = len(waiting) if at_end else _cut(waiting, start)
        yield number, _unquoted(waiting[start:end])
        waiting = waiting[end:]


def _cut(waiting: bytes, start: int) -> int:
    """Where a piece may end so that neither a separator nor a quoted line is torn: before the end of a line."""
    end = max(start, len(waiting) - _LONGEST_SEPARATOR)
    line = waiting.rfind(b"\n", start, end)
    return line if line > start else end


def _unquoted(piece: bytes) -> bytes:
    return _QUOTED.sub(rb"\n\1", piece)
