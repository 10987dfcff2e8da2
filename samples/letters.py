"""Mails byte by byte, as QQ mail, Foxmail, 163, Outlook and an old program write them, and the mailbox they lie in.

Every boundary, date and identifier is given or counted, so that the same letters give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import quopri
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

OFFICE = "省协会秘书处", "shoujian@example.com"
"""The mailbox that takes the papers in."""
_SERVER = "mx.example.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """How a mail program writes."""

    name: str
    """What it calls itself in ``X-Mailer``."""
    charset: str
    """Charset of texts and names."""
    label: str
    """What it calls that charset."""
    edge: str
    """How its boundaries begin."""
    names: str
    """How it writes names of files: ``words`` in one parameter and ``both`` in two (RFC 2047), ``extended`` (RFC 2231),
    ``raw`` as bytes."""


QQ = Program(name="QQMail 2.x", charset="gb18030", label="gb18030", edge="----=_NextPart_69D8A1F0", names="words")
FOXMAIL = Program(name="Foxmail 7.2.25.413[cn]", charset="gb18030", label="GB2312", edge="----=_001_Next", names="both")
NETEASE = Program(
    name="Coremail Webmail Server", charset="gb18030", label="GBK", edge="----=_Part_80417", names="words"
)
OUTLOOK = Program(
    name="Microsoft Outlook 16.0", charset="utf-8", label="utf-8", edge="----=_NextPart_000_0013_01DCD1", names="both"
)
EXTENDED = Program(name="Evolution 3.38", charset="gb18030", label="GB18030", edge="=-6WkBvJ5mHqLr", names="extended")
OLD = Program(name="Outlook Express 6.00", charset="gb18030", label="gb2312", edge="----=_NextPart_0A", names="raw")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file in a mail."""

    name: str
    data: bytes
    cid: str = ""
    """Where the text shows it as a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail."""

    program: Program
    sender: tuple[str, str]
    """Name and address."""
    subject: str
    text: str
    sent: str
    """The Date header."""
    received: str = ""
    """The date in the topmost Received header; none where the export lost it."""
    page: str = ""
    """The text as a web page, where it is more than the text."""
    files: Sequence[Enclosed] = ()
    inner: bytes = b""
    """A whole mail that this one forwards as an attachment."""


def written(letter: Letter) -> bytes:
    """The mail as it lies in an export."""
    key = hashlib.sha256(f"{letter.sender}{letter.subject}{letter.sent}".encode()).hexdigest()[:16].upper()
    kind, body = _body(letter, key)
    heads: list[tuple[str, str | bytes]] = [
        ("Return-Path", f"<{letter.sender[1]}>"),
        *([("Received", _received(letter, key))] if letter.received else []),
        ("From", _address(letter.program, *letter.sender)),
        ("To", _address(letter.program, *OFFICE)),
        ("Subject", _text(letter.program, letter.subject)),
        ("Date", letter.sent),
        ("Message-ID", f"<{key}@example.com>"),
        ("MIME-Version", "1.0"),
        ("X-Mailer", letter.program.name),
    ]
    return b"".join(_line(name, value) for name, value in heads) + kind + b"\r\n" + body


def mailbox(*mails: tuple[str, bytes]) -> bytes:
    """Mails as a program keeps them in one file, each behind a line with its date; LF, and ``From `` quoted."""
    return b"".join(
        f"From - {date}\n".encode() + mail.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") + b"\n\n"
        for date, mail in mails
    )


def _received(letter: Letter, key: str) -> str:
    return (
        f"from mail.example.com (unknown [192.0.2.25])\r\n\tby {_SERVER} (Postfix) with ESMTP id {key[:10]}"
        f"\r\n\tfor <{OFFICE[1]}>; {letter.received}"
    )


def _line(name: str, value: str | bytes) -> bytes:
    return name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) + b"\r\n"


def _text(program: Program, text: str) -> bytes:
    """Words of a header."""
    return text.encode(program.charset) if program.names == "raw" else _words(program, text)


def _address(program: Program, name: str, address: str) -> bytes:
    return b'"' + _text(program, name) + b'" <' + address.encode() + b">"


def _words(program: Program, text: str) -> bytes:
    """RFC 2047 words, none longer than a line; QQ mail and 163 fold them alike."""
    pieces = [text[at : at + 14] for at in range(0, len(text), 14)]
    coded = (base64.b64encode(piece.encode(program.charset)) for piece in pieces)
    return b"\r\n ".join(b"=?%s?B?%s?=" % (program.label.encode(), piece) for piece in coded)


def _body(letter: Letter, key: str) -> tuple[bytes, bytes]:
    """The headers of the content, and the content."""
    text = _text_part(letter, "plain", letter.text)
    edge = f"{letter.program.edge}_{key[:8]}"
    if letter.page:
        text = _multipart("alternative", f"{edge}.2", [text, _text_part(letter, "html", letter.page)])
        if pictures := [_file(letter.program, each) for each in letter.files if each.cid]:
            text = _multipart("related", f"{edge}.1", [text, *pictures])
    files = [_file(letter.program, each) for each in letter.files if not each.cid]
    if letter.inner:
        files.append((_line("Content-Type", "message/rfc822"), letter.inner))
    if not files:
        return text
    return _multipart("mixed", edge, [text, *files])


def _multipart(kind: str, edge: str, parts: Sequence[tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
    head = _line("Content-Type", f'multipart/{kind};\r\n\tboundary="{edge}"')
    line = b"--" + edge.encode()
    inside = b"".join(line + b"\r\n" + heads + b"\r\n" + content + b"\r\n" for heads, content in parts)
    preamble = b"This is a multi-part message in MIME format.\r\n\r\n" if kind == "mixed" else b""
    return head, preamble + inside + line + b"--\r\n"


def _text_part(letter: Letter, kind: str, text: str) -> tuple[bytes, bytes]:
    program = letter.program
    raw = text.replace("\n", "\r\n").encode(program.charset) + b"\r\n"
    if program is OUTLOOK:
        encoding, content = "quoted-printable", quopri.encodestring(raw)
    elif program is OLD:
        encoding, content = "8bit", raw
    else:
        encoding, content = "base64", base64.encodebytes(raw).replace(b"\n", b"\r\n")
    kinds = _line("Content-Type", f'text/{kind};\r\n\tcharset="{program.label}"')
    return kinds + _line("Content-Transfer-Encoding", encoding), content


def _file(program: Program, file: Enclosed) -> tuple[bytes, bytes]:
    """A file with its headers."""
    kind = b"image/png" if file.cid else b"application/octet-stream"
    disposition = b"inline" if file.cid else b"attachment"
    name = b";\r\n\tfilename=" + _quoted(program, file.name)
    if program.names == "extended" and not file.name.isascii():
        name = _continued(program, file.name)
    elif program.names == "both":
        kind += b";\r\n\tname=" + _quoted(program, file.name)
    heads = _line("Content-Type", kind) + _line("Content-Transfer-Encoding", "base64")
    heads += _line("Content-Disposition", disposition + name)
    if file.cid:
        heads += _line("Content-ID", f"<{file.cid}>")
    return heads, base64.encodebytes(file.data).replace(b"\n", b"\r\n")


def _quoted(program: Program, name: str) -> bytes:
    """A name as a parameter: its bytes as they are, or words where only plain letters should stand."""
    as_is = program.names == "raw" or name.isascii()
    return b'"' + (name.encode(program.charset) if as_is else _words(program, name)) + b'"'


def _continued(program: Program, name: str) -> bytes:
    """A name over several parameters (RFC 2231), eight characters in each."""
    pieces = (quote_from_bytes(name[at : at + 8].encode(program.charset)) for at in range(0, len(name), 8))
    first = f"{program.label}''"
    return "".join(
        f";\r\n\tfilename*{number}*={first if not number else ''}{piece}" for number, piece in enumerate(pieces)
    ).encode()
