"""Mails as bytes, made by hand: every way in which mail programs write the names of files, and mailboxes of mails."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from urllib.parse import quote_from_bytes

RECEIVED = (
    "from mail.example.com (unknown [192.0.2.1]) by mx.example.org with SMTP id a1; Mon, 27 Apr 2026 23:59:00 +0800"
)
NAME_STYLES = (
    "word-utf8", "word-gb18030", "word-gb2312-label", "word-in-q", "word-split", "word-glued", "word-padless",
    "extended-utf8", "extended-gbk", "extended-continued", "continued-words", "both", "name-only", "name-extended",
    "raw-gbk", "raw-utf8", "raw-big5", "percent", "tcmime", "question-marks", "unquoted", "unclosed", "latin-label",
)  # fmt: skip
"""Ways to write a name; ``raw-big5`` fits traditional characters only."""


def word(text: str, charset: str = "utf-8", *, label: str = "", q: bool = False) -> bytes:
    """An RFC 2047 word."""
    raw, label = text.encode(charset), label or charset
    if q:
        return b"=?%s?Q?%s?=" % (label.encode(), b"".join(b"=%02X" % byte for byte in raw))
    return b"=?%s?B?%s?=" % (label.encode(), base64.b64encode(raw))


def split_word(text: str, charset: str = "utf-8", *, at: int = 4, between: bytes = b"\r\n ") -> bytes:
    """Two RFC 2047 words that part the bytes of a character."""
    raw = text.encode(charset)
    pieces = (base64.b64encode(piece) for piece in (raw[:at], raw[at:]))
    return between.join(b"=?%s?B?%s?=" % (charset.encode(), piece) for piece in pieces)


def naming(name: str, style: str) -> dict[str, bytes]:
    """The headers that name a file in one of ``NAME_STYLES``."""
    utf8, gbk = name.encode(), name.encode("gb18030", "replace")
    quoted, half = quote_from_bytes(utf8).encode(), len(gbk) // 2
    file = b"attachment; filename="
    simple = {
        "word-utf8": file + b'"' + word(name) + b'"',
        "word-gb18030": file + b'"' + word(name, "gb18030") + b'"',
        "word-gb2312-label": file + b'"' + word(name, "gb18030", label="gb2312") + b'"',
        "word-in-q": file + b'"' + word(name, "gb18030", q=True) + b'"',
        "word-split": file + b'"' + split_word(name, "gb18030", at=3) + b'"',
        "word-glued": file + b'"' + split_word(name, at=4, between=b"") + b'"',
        "word-padless": file + b'"' + word(name).replace(b"=?=", b"?=").replace(b"=?=", b"?=") + b'"',
        "extended-utf8": b"attachment;\r\n filename*=UTF-8''" + quoted,
        "extended-gbk": b"attachment; filename*=GBK''" + quote_from_bytes(gbk).encode(),
        "extended-continued": b"attachment;\r\n filename*0*=gb2312''%s;\r\n filename*1*=%s"
        % (quote_from_bytes(gbk[:half]).encode(), quote_from_bytes(gbk[half:]).encode()),
        "continued-words": b'attachment;\r\n filename*0="%s";\r\n filename*1="%s"' % (word(name)[:20], word(name)[20:]),
        "both": b"attachment; filename=\"a.bin\"; filename*=UTF-8''" + quoted,
        "raw-gbk": file + b'"' + gbk + b'"',
        "raw-utf8": file + b'"' + utf8 + b'"',
        "raw-big5": file + b'"' + name.encode("big5hkscs", "replace") + b'"',
        "percent": file + b'"' + quoted + b'"',
        "unquoted": file + utf8,
        "unclosed": file + b'"' + utf8,
        "latin-label": file + b'"' + word(name, "gb18030", label="iso-8859-1") + b'"',
    }
    if style in simple:
        return {"Content-Disposition": simple[style]}
    named = b'application/octet-stream; name="' + word(name, "gb18030") + b'"'
    disposition = {
        "tcmime": file + b'"tcmime.1388.1527.1742.bin"',
        "question-marks": file + b'"' + b"?" * len(name) + b'.docx"',
        "name-only": b"attachment",
        "name-extended": b"attachment",
    }[style]
    if style == "name-extended":
        named = b"application/octet-stream; name*=UTF-8''" + quoted
    return {"Content-Type": named, "Content-Disposition": disposition}


def part(data: bytes, headers: Mapping[str, bytes | str] | None = None, *, encoding: str = "base64") -> bytes:
    """One part of a mail: its headers, an empty line, and its bytes in a transfer encoding."""
    body = {
        "base64": lambda: base64.encodebytes(data).replace(b"\n", b"\r\n").rstrip(b"\r\n"),
        "quoted-printable": lambda: binascii.b2a_qp(data, istext=False),
        "8bit": lambda: data,
    }[encoding]()
    return _head({"Content-Transfer-Encoding": encoding, **(headers or {})}) + b"\r\n" + body


def text_part(text: str, media: str = "text/plain", charset: str = "utf-8") -> bytes:
    """What the sender wrote."""
    return part(text.encode(charset), {"Content-Type": f"{media}; charset={charset}"}, encoding="8bit")


def attached(name: str, data: bytes, style: str = "word-gb18030") -> bytes:
    """A file."""
    return part(data, {"Content-Type": "application/octet-stream", **naming(name, style)})


def forwarded(data: bytes) -> bytes:
    """A mail inside a mail."""
    return part(data, {"Content-Type": "message/rfc822"}, encoding="8bit")


def multipart(*parts: bytes, media: str = "multipart/mixed", boundary: str = "b1", closed: bool = True) -> bytes:
    """Parts one behind the other, with the header that says so."""
    edge = b"--" + boundary.encode()
    body = b"".join(edge + b"\r\n" + each + b"\r\n" for each in parts) + (edge + b"--\r\n" if closed else b"")
    return _head({"Content-Type": f'{media};\r\n boundary="{boundary}"'}) + b"\r\n" + body


def mail(
    *parts: bytes,
    subject: bytes | str = "申报材料",
    sender: bytes | str = "张三 <zhang@example.com>",
    received: Iterable[str] = (RECEIVED,),
    date: str = "Mon, 27 Apr 2026 23:58:00 +0800",
    boundary: str = "b1",
    closed: bool = True,
) -> bytes:
    """A mail with these parts; with a short text where there are none. One inside another needs its own boundary."""
    head = _head({"Return-Path": "<zhang@example.com>"}) + b"".join(_head({"Received": each}) for each in received)
    head += _head({"From": sender, "To": "office@example.org", "Subject": subject, "MIME-Version": "1.0"})
    head += _head({"Date": date}) if date else b""
    return head + (multipart(*parts, boundary=boundary, closed=closed) if parts else text_part("您好"))


def mailbox(*mails: bytes) -> bytes:
    """A mailbox as Thunderbird and many servers keep it."""
    return b"".join(
        b"From - Mon Apr 27 23:59:00 2026\n" + each.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") + b"\n\n"
        for each in mails
    )


def _head(headers: Mapping[str, bytes | str]) -> bytes:
    return b"".join(
        name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) + b"\r\n"
        for name, value in headers.items()
    )
