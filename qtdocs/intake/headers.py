"""Headers of mails out of their raw bytes: decoded words, parameters, names of files, in time that only grows evenly.

The standard library takes minutes or all memory for headers that somebody made long on purpose, and turns names in
raw GBK into question marks; so what is needed is decoded here, from bytes, and cut at a length no honest header has.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, takewhile
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from qtdocs.intake.names import decoded

LONGEST = 8_192
"""Most bytes of one header that are looked at."""
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_TOKEN = re.compile(rb'[^;"]+|"(?:[^"\\]|\\.)*"?|;', re.DOTALL)
_NUMBERED = re.compile(rb"([^*\s]+)(?:\*(\d{1,3}))?(\*)?")
_PERCENTS = re.compile(rb"(?:[^%]|%[0-9A-Fa-f]{2})+")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252"}
"""Names of encodings and what is written under that name."""
_CHARSETS = {"utf-8", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "hz", "big5hkscs", "cp950"}
_CHARSETS |= {"iso2022_jp", "euc_jp", "shift_jis", "cp932", "euc_kr", "cp949", "koi8-r"}
_CHARSETS |= {"cp1250", "cp1251", "cp1252", "iso8859-2", "iso8859-15"}  # others, such as punycode, take for ever
_CHINESE_AS_LATIN = re.compile(rb"(?:[\x00-\x7f]++|[\xb0-\xd7][\xa1-\xfe])++")
_USELESS_NAME = re.compile(r"tcmime[.\d]*\.bin|ATT\d+(\.\w+)?|[?_.\s]*|.*(\ufffd|\?\?).*", re.IGNORECASE | re.DOTALL)


class Head(NamedTuple):
    """The headers of a mail or of a part of one."""

    fields: Mapping[str, bytes]
    """The first value of each, by its name in small letters, unfolded, at most ``LONGEST`` bytes."""
    size: int
    """Where the body begins, in bytes behind the beginning of the head."""

    def get(self, name: str) -> bytes:
        """The first header of this name; empty where there is none."""
        return self.fields.get(name, b"")


def head_of(raw: bytes, *, strict: bool = False) -> Head:
    """The headers at the beginning of raw bytes, at least up to the first empty line.

    Args:
        raw: the bytes.
        strict: whether the first line that is no header begins the body; else it belongs to the header above it, for
            some programs break a long header without indenting the rest.
    """
    fields: dict[str, bytes] = {}
    name, value, size, position = "", [b""], 0, 0
    for line in _lines(raw):
        if not line.strip(b"\r\n"):
            return Head(_kept(fields, name, value), position + len(line))
        if found := _FIELD.match(line[: LONGEST + 200]):
            fields = _kept(fields, name, value)
            name, value, size = found[1].decode("ascii").lower(), [found[2]], len(line)
        elif line[:1] in b" \t" or (not strict and not line.startswith(b"--")):
            if size < LONGEST and name:
                value.append(line[:LONGEST])
            size += len(line)
        else:  # the empty line is missing
            return Head(_kept(fields, name, value), position)
        position += len(line)
    return Head(_kept(fields, name, value), len(raw))


def _lines(raw: bytes) -> Iterator[bytes]:
    position = 0
    while position < len(raw):
        end = raw.find(b"\n", position) + 1 or len(raw)
        yield raw[position:end]
        position = end


def _kept(fields: dict[str, bytes], name: str, value: Iterable[bytes]) -> dict[str, bytes]:
    """The fields with one more; the first of several holds, for it is the one our own server put on top."""
    if name and name not in fields:
        fields[name] = re.sub(rb"[\r\n]+", b"", b"".join(value)).strip()[:LONGEST]
    return fields


def text_of(raw: bytes) -> str:
    """The text of a header: RFC 2047 words decoded, the rest as UTF-8, GB 18030 or Big5.

    >>> text_of(b"=?gb2312?B?yeqxqLHt?=  =?utf-8?Q?=E8=A1=A8?= 1")
    '申报表表 1'
    """
    raw = raw[:LONGEST]
    if len(raw) == LONGEST and raw.rfind(b"=?") > raw.rfind(b"?="):  # its last word was cut
        raw = raw[: raw.rfind(b"=?")]
    pieces, position, pending = [], 0, _Pending()
    for word in _WORD.finditer(raw):
        between = raw[position : word.start()]
        if between.strip() or not position:  # white space between two words is none
            pieces += [pending.taken(), decoded(between)]
        pieces.append(pending.add(word[1].decode("latin-1"), word[2].lower() == b"b", word[3]))
        position = word.end()
    return "".join([*pieces, pending.taken(), decoded(raw[position:])])


class _Pending:
    """Words whose bytes belong together, for a sender may cut a character in two."""

    def __init__(self) -> None:
        self._charset, self._raw, self._code = "", b"", b""

    def add(self, charset: str, in_base64: bool, code: bytes) -> str:
        """Take one more word; the text of those before it where they are whole."""
        charset = charset.partition("*")[0].lower()  # RFC 2231 puts a language behind it
        before = self.taken() if charset != self._charset else ""
        self._charset = charset
        if in_base64:
            self._code += code
            if len(self._code) % 4 == 0 or code.endswith(b"="):
                self._flush()
        else:
            self._flush()
            self._raw += binascii.a2b_qp(code, header=True)
        return before

    def taken(self) -> str:
        """The text of the words so far."""
        self._flush()
        text = decoded_as(self._raw, self._charset) if self._raw else ""
        self._charset, self._raw = "", b""
        return text

    def _flush(self) -> None:
        """Decode the base64 letters so far, whatever their padding."""
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", self._code)
        letters = letters[:-1] if len(letters) % 4 == 1 else letters
        self._raw += binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
        self._code = b""


def decoded_as(raw: bytes, charset: str) -> str:
    """The text of bytes that say which encoding they are in, which is often wrong.

    >>> decoded_as("镕".encode("gbk"), "gb2312"), decoded_as("班组".encode("gbk"), "latin-1"), decoded_as(b"a", "x-?")
    ('镕', '班组', 'a')
    """
    try:
        name = codecs.lookup(charset.strip("'\" ")).name
    except (LookupError, ValueError, UnicodeError):
        name = ""
    name = _WIDER.get(name, name)
    if name == "cp1252" and not raw.isascii() and (_CHINESE_AS_LATIN.fullmatch(raw) or _is_utf8(raw)):
        name = ""
    if name in _CHARSETS:
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, ValueError):
            pass
    return decoded(raw)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    r"""The value of a header in small letters, and its parameters, each decoded however it was written.

    >>> parameters(b"Attachment; filename*0*=gbk''%D2%B; filename*1*=B%B0%E0"), parameters(b'a; b="c;d"')
    (('attachment', {'filename': '一班'}), ('a', {'b': 'c;d'}))
    """
    value, *rest = _parted(raw[:LONGEST])
    found: dict[str, dict[int, tuple[bytes, bool]]] = {}
    for piece in rest:
        key, equals, text = piece.partition(b"=")
        if equals and (told := _NUMBERED.fullmatch(key.strip())):
            name, starred = told[1].decode("latin-1").lower(), bool(told[3])
            number = int(told[2]) if told[2] else 0
            kind = name if told[2] is None and not starred else f"{name}*"
            found.setdefault(kind, {}).setdefault(number, (_unquoted(text.strip()), starred))
    told_values = {name: _joined(found[name]) for name in found if name.endswith("*")}
    told_values = {name[:-1]: text for name, text in told_values.items() if text}
    plain = {name: _plain(found[name][0][0]) for name in found if not name.endswith("*")}
    return decoded(value).strip().lower(), plain | told_values


def _parted(raw: bytes) -> list[bytes]:
    """The pieces between semicolons; one inside quotes parts nothing."""
    pieces = [[b""]]
    for token in _TOKEN.findall(raw):
        if token == b";":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [b"".join(piece) for piece in pieces]


def _unquoted(text: bytes) -> bytes:
    r"""The text without its quotes; a backslash before a letter is the sender's own, as in ``C:\Users``."""
    if not text.startswith(b'"'):
        return text
    return re.sub(rb'\\(["\\])', rb"\1", text[1:-1] if text.endswith(b'"') and len(text) > 1 else text[1:])


def _joined(pieces: Mapping[int, tuple[bytes, bool]]) -> str:
    """The value of an RFC 2231 parameter out of its numbered pieces, up to the first that is missing."""
    there = list(takewhile(lambda number: number in pieces, range(len(pieces))))
    found, charset = [pieces[number] for number in there], ""
    if found and found[0][1] and found[0][0].count(b"'") >= 2:
        label, _, text = found[0][0].split(b"'", 2)
        found[0], charset = (text, True), label.decode("latin-1")
    runs = [(starred, b"".join(text for text, _ in run)) for starred, run in groupby(found, key=itemgetter(1))]
    # joined first: some senders cut a %XX in two
    raw = b"".join(unquote_to_bytes(text) if starred else text for starred, text in runs)
    if not any(starred for starred, _ in runs):
        return _plain(raw)
    return decoded_as(raw, charset) if charset else decoded(raw)


def _plain(raw: bytes) -> str:
    """The value of an ordinary parameter, which by the standard holds no encoded words but in life does."""
    if _WORD.search(raw):
        return text_of(raw)
    plain = unquote_to_bytes(raw) if raw.isascii() and _PERCENTS.fullmatch(raw) else raw
    return plain.decode() if not plain.isascii() and _is_utf8(plain) else decoded(raw)


def file_name(head: Head) -> str:
    """The name that a part gives its file, as it is told; empty where it gives none.

    Some mail programs put a made-up name (``tcmime.1388.1527.bin``, ``????.docx``) into one header and the real one
    into the other.
    """
    told = parameters(head.get("content-disposition"))[1].get("filename", "")
    named = parameters(head.get("content-type"))[1].get("name", "")
    described = text_of(head.get("content-description"))
    good = [name for name in (told, named) if name.strip() and not _USELESS_NAME.fullmatch(name)]
    if not good and (told or named) and re.fullmatch(r".*\.\w{2,4}", described):
        good = [described]
    return next((name for name in [*good, told, named] if name.strip()), "")


def header_text(head: Head, name: str) -> str:
    """The text of a header on one line; empty where there is none."""
    return " ".join(text_of(head.get(name)).split())
