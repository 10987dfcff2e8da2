"""What an electronic seal of the national standard (GB/T 38540, before it GM/T 0031) says of itself.

The records of both versions are walked by position, not by a fixed grammar: makers deviate in what surrounds them.
The SM2 signatures in them are not checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qtdocs.readers.certificates import MALFORMED, moment_of, told

_LARGEST = 20_000_000
_MOST_PIECES = 64
_INTEGER, _BITS, _OCTETS, _OBJECT, _UTF8, _SEQUENCE = 2, 3, 4, 6, 12, 16
_UTC, _GENERALIZED = 23, 24
_TEXTS = {12: "utf-8", 19: "latin-1", 22: "latin-1", 30: "utf-16-be"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingRecord:
    """One seal, and, where it was put on something, when and on what."""

    name: str
    """The seal's name: ``浙江甲建设有限公司``, now and then ``浙江甲建设有限公司公章``."""
    version: int
    """1 for GM/T 0031, 4 for GB/T 38540."""
    identity: str
    """The seal's own number."""
    valid_from: str
    """ISO 8601; empty where it does not say."""
    valid_until: str
    """ISO 8601; empty where it does not say."""
    picture: bytes
    """The seal's picture."""
    picture_kind: str
    """``PNG``, ``GIF``, ``JPG``, ``OFD``, as it says."""
    width: float
    """Millimetres; 0 where it does not say."""
    height: float
    """Millimetres; 0 where it does not say."""
    certificate: bytes = b""
    """The sealer's certificate; empty in a seal that was put on nothing."""
    signed_at: str = ""
    """When it says it was put on, ISO 8601."""
    digest: bytes = b""
    """Digest of the signature's own description; empty in a seal that was put on nothing."""
    target: str = ""
    """Which description that is."""
    algorithm: str = ""
    """How it was signed, as a dotted number."""


class _Piece(NamedTuple):
    """One value of ASN.1."""

    tag: int
    content: bytes
    is_plain: bool

    def text(self) -> str:
        return self.content.decode(_TEXTS[self.tag], "replace") if self.is_plain and self.tag in _TEXTS else ""

    def number(self) -> int:
        return int.from_bytes(self.content[:8], "big", signed=True) if self.tag == _INTEGER else 0

    def moment(self) -> str:
        """A time; in version 1 it may be wrapped into a string of bits."""
        content = self.content
        if self.tag == _BITS and content[:1] == b"\0":
            inner = _pieces(content[1:])
            if len(inner) == 1 and inner[0].tag in (_UTC, _GENERALIZED):
                return inner[0].moment()
            content = content[1:]
        text = content[:40].decode("latin-1")
        if self.tag == _UTC:
            text = ("19" if text[:2] >= "50" else "20") + text
        return moment_of(text)


def record_in(data: bytes) -> SealingRecord | None:
    """The seal in the bytes of a ``Seal.esl`` or ``SignedValue.dat``; none where they are nothing of the kind.

    Args:
        data: the whole part, zeros behind it allowed.
    """
    if not 20 < len(data) <= _LARGEST or data[0] != 0x30:
        return None
    try:
        outer = _inside(data)
        sealing = _inside_piece(outer[0])
        if len(sealing) >= 5 and sealing[0].tag == _INTEGER and sealing[1].tag == _SEQUENCE:
            return _put_on(outer, sealing)
        return _seal(_inside_piece(outer[0]))
    except MALFORMED:
        return None


def _put_on(outer: Sequence[_Piece], sealing: Sequence[_Piece]) -> SealingRecord | None:
    """A seal that was put on something: version, seal, time, digest, what it was, and whose certificate."""
    seal = _seal(_inside_piece(_inside_piece(sealing[1])[0]))
    if seal is None:
        return None
    rest = [*sealing[5:], *outer[1:]]  # version 1 keeps certificate and algorithm inside, version 4 behind
    certificate = next((piece.content for piece in rest if piece.tag == _OCTETS), b"")
    algorithm = next((piece.content for piece in rest if piece.tag == _OBJECT), b"")
    return SealingRecord(
        **{name: getattr(seal, name) for name in _OF_SEAL},
        certificate=certificate,
        signed_at=sealing[2].moment(),
        digest=sealing[3].content[1:] if sealing[3].tag == _BITS else sealing[3].content,
        target=told(sealing[4].text()),
        algorithm=_dotted(algorithm),
    )


_OF_SEAL = (
    "name", "version", "identity", "valid_from", "valid_until", "picture", "picture_kind", "width", "height",
)  # fmt: skip


def _seal(info: Sequence[_Piece]) -> SealingRecord | None:
    """The seal itself: header, number, properties, picture."""
    header, identity, properties, picture = info[:4]
    head, told_of, shown = _inside_piece(header), _inside_piece(properties), _inside_piece(picture)
    if head[0].text() != "ES" or len(told_of) < 6 or not told_of[1].text():
        return None
    dates = [piece.moment() for piece in told_of[2:] if piece.tag in (_UTC, _GENERALIZED)]
    return SealingRecord(
        name=told(told_of[1].text()),
        version=head[1].number(),
        identity=told(identity.text()),
        valid_from=dates[-2] if len(dates) >= 2 else "",
        valid_until=dates[-1] if len(dates) >= 2 else "",
        picture=shown[1].content,
        picture_kind=told(shown[0].text()).upper(),
        width=float(max(0, shown[2].number())),
        height=float(max(0, shown[3].number())),
    )


def _inside(data: bytes) -> list[_Piece]:
    """The values inside a sequence at the beginning of these bytes."""
    return _inside_piece(_pieces(data, most=1)[0])


def _inside_piece(piece: _Piece) -> list[_Piece]:
    if piece.tag != _SEQUENCE or not piece.is_plain:
        raise ValueError("no sequence")
    return _pieces(piece.content)


def _pieces(content: bytes, *, most: int = _MOST_PIECES) -> list[_Piece]:
    """The values one after the other in these bytes."""
    from asn1crypto import parser

    found: list[_Piece] = []
    while content and len(found) < most:
        kind, _, tag, header, value, trailer = parser.parse(content)
        found.append(_Piece(tag, value, kind == 0))
        content = content[len(header) + len(value) + len(trailer) :]
    return found


def _dotted(content: bytes) -> str:
    from asn1crypto import core

    try:
        return str(core.ObjectIdentifier(contents=content).dotted) if content else ""
    except MALFORMED:
        return ""
