"""The parts of a mail, found in its raw bytes: where each begins and ends, and what its transfer encoding hid.

The standard library builds all parts of all mails inside a mail at once, however deep they are nested, and cannot give
back the bytes of a forwarded mail. Here a forwarded mail is one part, and every part is a stretch of the bytes.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from qtdocs.errors import UnreadableFileError
from qtdocs.intake.headers import Head, head_of, parameters
from qtdocs.zipped import damaged, refused

MOST_PARTS = 1_000
"""Parts of one mail; no honest mail has a tenth of them."""
DEEPEST = 20
"""How deep parts may stand in parts."""
_LONGEST_HEAD = 2_000_000
"""Most bytes of a mail's headers; 20,000 addresses fit in."""
_LONGEST_PART_HEAD = 16_384
_STEP = 3 * (1 << 20)
_GUESSED_BOUNDARY = re.compile(rb"\n--([^\s-][^\r\n]{0,200}?)[ \t]*\r?\n")
_BEFORE_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?[\r\n]*")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BLANKS = b" \t\r\n\x0b\x0c\x00"
_UUENCODED = re.compile(rb"\nbegin[ \t]+[0-7]{3,4}[ \t]+([^\r\n]{1,500})\r?\n")
_IDENTITIES = {"", "7bit", "8bit", "binary", "none", "8-bit", "7-bit", "utf-8"}


class Part(NamedTuple):
    """One part of a mail that holds no further parts of the same mail."""

    head: Head
    """Its headers."""
    media: str
    """Its type in small letters, such as ``application/pdf``."""
    start: int
    """Where its body begins in the mail."""
    end: int
    """Where its body ends."""
    whole: bool
    """Whether the mail goes on behind it as it should; else the mail was cut off."""
    family: tuple[str, ...]
    """The types of the parts that it stands in, the outermost first."""


def mail_head(data: bytes) -> tuple[Head, int]:
    """The headers of a mail, and where they begin.

    Raises:
        UnreadableFileError: ``file-refused``, they are longer than any honest ones.
    """
    found = _BEFORE_HEAD.match(data)
    start = found.end() if found else 0
    head = head_of(data[start : start + _LONGEST_HEAD])
    if head.size == _LONGEST_HEAD < len(data) - start:
        raise refused("邮件的开头长得反常")
    return head, start


def parts_of(data: bytes) -> tuple[Head, list[Part]]:
    """The headers of a mail, and its parts in their order.

    Raises:
        UnreadableFileError: ``file-refused``, there are too many parts or they are nested too deep.
    """
    top, start = mail_head(data)
    found: list[Part] = []
    media = _media_of(top, "")
    waiting = [Part(top, media, start + top.size, len(data), True, ())]
    seen = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen + len(waiting) > MOST_PARTS:
            raise refused(f"邮件里的部分多于 {MOST_PARTS} 个，多得反常")
        boundary = _boundary(data, part) if part.media.startswith("multipart/") else b""
        if not boundary:
            found.append(part)
            continue
        if len(part.family) >= DEEPEST:
            raise refused(f"邮件里一层套一层，多于 {DEEPEST} 层，多得反常")
        waiting += reversed(_children(data, part, boundary))
    return top, found


def _media_of(head: Head, outer: str) -> str:
    media = parameters(head.get("content-type"))[0].split()
    if media and "/" in media[0]:
        return media[0]
    return "message/rfc822" if outer == "multipart/digest" else "text/plain"


def _boundary(data: bytes, part: Part) -> bytes:
    """What stands between the parts of a part; guessed where it is not told or does not occur; empty without any."""
    told = re.search(rb'(?i)\bboundary[ \t]*=[ \t]*(?:"([^"]*)"|([^\s;"]+))', part.head.get("content-type"))
    boundary = ((told[1] or told[2] or b"") if told else b"")[:300].rstrip()
    line = re.compile(rb"\n--" + re.escape(boundary))
    if boundary and line.search(data, max(0, part.start - 1), part.end):
        return boundary
    guessed = _GUESSED_BOUNDARY.search(data, max(0, part.start - 1), part.end)
    return guessed[1] if guessed else b""


def _children(data: bytes, outer: Part, boundary: bytes) -> list[Part]:
    """The parts between the boundaries, at most one more than there may be."""
    line = re.compile(rb"\n--" + re.escape(boundary) + rb"(--)?[ \t]*\r?(?=\n|\Z)")
    family, children, start = (*outer.family, outer.media), list[Part](), -1
    for found in line.finditer(data, max(0, outer.start - 1), outer.end):
        if start >= 0:
            children.append(_part(data, start, max(start, found.start()), family, whole=True))
        if len(children) > MOST_PARTS or found[1]:
            return children
        start = min(found.end() + 1, outer.end)
    if start >= 0:
        children.append(_part(data, start, outer.end, family, whole=outer.end < len(data)))
    return children


def _part(data: bytes, start: int, end: int, family: tuple[str, ...], *, whole: bool) -> Part:
    end -= end > start and end < len(data) and data[end - 1 : end] == b"\r"
    head = head_of(data[start : min(end, start + _LONGEST_PART_HEAD)], strict=True)
    return Part(head, _media_of(head, family[-1]), min(start + head.size, end), end, whole, family)


def content(data: bytes, part: Part) -> Iterator[bytes]:
    """The bytes of a part, out of its transfer encoding.

    Raises:
        UnreadableFileError: ``file-damaged``, they cannot be had as they were sent.
    """
    encoding = parameters(part.head.get("content-transfer-encoding"))[0].strip("\"' ")
    if encoding == "base64":
        yield from _from_base64(data, part)
    elif encoding in {"quoted-printable", "quoted_printable"}:
        yield binascii.a2b_qp(data[part.start : part.end])
    elif encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        opening = _UUENCODED.search(data, max(0, part.start - 1), part.end)
        if not opening:
            raise damaged("附件的编码不完整")
        yield from _from_uu(data, opening.end(), part.end)
    elif encoding in _IDENTITIES:
        yield from (data[at : min(at + _STEP, part.end)] for at in range(part.start, part.end, _STEP))
    else:
        raise damaged("附件用了不认识的编码")


def _from_base64(data: bytes, part: Part) -> Iterator[bytes]:
    rest, ended = b"", False
    for at in range(part.start, part.end, _STEP):
        letters = rest + data[at : min(at + _STEP, part.end)].translate(None, _BLANKS)
        before, pad, behind = letters.partition(b"=")
        if before.translate(None, _LETTERS) or behind.strip(b"=") or (ended and before):
            raise damaged("附件的编码里混进了别的字符")
        ended = ended or bool(pad)
        size = len(before) if ended else len(before) // 4 * 4
        rest = b"" if ended else before[size:]
        yield _quads(before[:size])
    if rest and not part.whole:
        raise damaged("附件没有传完")
    yield _quads(rest)


def _quads(letters: bytes) -> bytes:
    if len(letters) % 4 == 1:
        raise damaged("附件的编码不完整")
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def uuencoded(data: bytes, part: Part) -> Iterator[tuple[bytes, Iterator[bytes]]]:
    """Name and bytes of each file that an old program wrote into a text between ``begin`` and ``end``."""
    if re.search(rb"\nend[ \t]*\r?(?=\n|\Z)", data[part.start : part.end]):
        for opening in _UUENCODED.finditer(data, max(0, part.start - 1), part.end):
            if re.compile(rb"[!-M][ -`]*\r?\n").match(data, opening.end(), part.end):  # old programs write 0 as a blank
                yield opening[1], _from_uu(data, opening.end(), part.end)


def _from_uu(data: bytes, start: int, end: int) -> Iterator[bytes]:
    while start < end:
        after = data.find(b"\n", start, end) + 1 or end
        line = data[start:after].rstrip(b"\r\n")
        if line.strip() == b"end":
            return
        try:
            yield binascii.a2b_uu(line)
        except binascii.Error as error:
            raise damaged("附件的编码不完整") from error
        start = after
    raise damaged("附件没有传完")


def text_bytes(data: bytes, part: Part, *, most: int) -> bytes:
    """The first bytes of a text; as they stand where the transfer encoding is broken, for they are only searched."""
    taken = b""
    try:
        for chunk in content(data, part):
            taken += chunk[: most - len(taken)]
            if len(taken) >= most:
                break
    except UnreadableFileError:
        return taken or data[part.start : min(part.end, part.start + most)]
    return taken
