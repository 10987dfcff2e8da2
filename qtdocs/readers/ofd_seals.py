"""Electronic seals on OFD files: which seal, where, when, and whether the parts it names are as they were.

The digests are compared; the SM2 signature over them is not checked, so that equal digests prove nothing against a
forger. A part that differs is told as that: it is not what the seal's record says.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import ElectronicSeal
from qtdocs.model.place import Box, Place
from qtdocs.readers.certificates import SM2_SIGNATURES, SM3, Owner, certificate_in, moment_of, told
from qtdocs.readers.ofd_package import Body, Rectangle, located, rectangle, text_of, tree
from qtdocs.readers.package import Package
from qtdocs.readers.sealing_records import SealingRecord, record_in

SIGNATURE_LIMIT = 50
"""Signatures looked at in one document."""
PLACE_LIMIT = 100
"""Places at which one seal may show."""
REFERENCE_LIMIT = 4_000
"""Parts that one signature may name."""
DIGESTED_LIMIT = 200_000_000
"""Bytes digested for one file."""
_DIGESTS = {
    "md5": "md5", "sha1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sm3": "sm3", SM3: "sm3",
    "1.3.14.3.2.26": "sha1", "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.3": "sha512",
    "1.2.840.113549.2.5": "md5",
}  # fmt: skip
_NOT_CHECKED = "签名本身这里核验不了"


def seals_of(package: Package, bodies: Sequence[Body]) -> tuple[ElectronicSeal, ...]:
    """The electronic seals of an OFD file, each once for every place where it shows.

    Args:
        package: the file.
        bodies: its documents.
    """
    digests = _Digests(package)
    return tuple(seal for first, body in _numbered(bodies) for seal in _seals(package, body, first, digests))


def _numbered(bodies: Sequence[Body]) -> Iterator[tuple[int, Body]]:
    """Each document with the number of its first page."""
    first = 1
    for body in bodies:
        yield first, body
        first += len(body.leaves)


class _Digests:
    """Digests of parts, each computed once."""

    def __init__(self, package: Package) -> None:
        self._package, self._left = package, DIGESTED_LIMIT
        self._known: dict[tuple[str, str], bytes | None] = {}

    def of(self, part: str, method: str) -> bytes | None:
        """The digest of a part; none where it cannot be computed here."""
        if (part, method) not in self._known:
            self._known[part, method] = self._computed(part, method)
        return self._known[part, method]

    def _computed(self, part: str, method: str) -> bytes | None:
        entry = self._package.entries.get(part.lower())
        if entry is None or entry.size > self._left:
            return None
        self._left -= entry.size
        try:
            content = self._package.part(part)
        except UnreadableFileError:
            return None
        return None if content is None else digest_of(content, method)


def digest_of(content: bytes, method: str) -> bytes | None:
    """The digest of some bytes; none where this Python has no such method (not every OpenSSL has SM3)."""
    try:
        return hashlib.new(method, content, usedforsecurity=False).digest()
    except (ValueError, TypeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signature:
    """One signature as it describes itself."""

    part: str
    kind: str
    root: etree._Element
    record: SealingRecord | None
    seal: SealingRecord | None

    @property
    def signed(self) -> SealingRecord | None:
        """What it knows of its seal: as it was put on, else the seal alone."""
        return self.record or self.seal


def _seals(package: Package, body: Body, first: int, digests: _Digests) -> Iterator[ElectronicSeal]:
    try:
        listing = tree(package, body.signatures)
    except UnreadableFileError:
        yield _unread("签章的清单读不出来")
        return
    if listing is None:
        if any("/signs/" in name and name.endswith("signedvalue.dat") for name in package.entries):
            yield _unread("文件没有列出它")
        return
    for element in islice(listing.iterfind("{*}Signature"), SIGNATURE_LIMIT):
        part = located(package, body.signatures, element.get("BaseLoc"))
        try:
            root = tree(package, part)
        except UnreadableFileError:
            root = None
        if root is None:
            yield _unread("签章读不出来")
            continue
        yield from _shown(package, body, first, _signature(package, part, element.get("Type", "Seal"), root), digests)


def _unread(detail: str) -> ElectronicSeal:
    return ElectronicSeal(name="", place=Place(), state="unverifiable", detail=f"文件里有电子签章，但{detail}")


def _signature(package: Package, part: str, kind: str, root: etree._Element) -> _Signature:
    value = _content(package, located(package, part, text_of(root, "SignedValue")))
    seal = root.find("{*}SignedInfo/{*}Seal")
    alone = b"" if seal is None else _content(package, located(package, part, text_of(seal, "BaseLoc")))
    return _Signature(part=part, kind=kind, root=root, record=record_in(value), seal=record_in(alone))


def _content(package: Package, part: str) -> bytes:
    try:
        return package.part(part) or b"" if part else b""
    except UnreadableFileError:
        return b""


def _shown(
    package: Package, body: Body, first: int, signature: _Signature, digests: _Digests
) -> Iterator[ElectronicSeal]:
    """One seal at each of its places."""
    info = signature.root.find("{*}SignedInfo")
    known = signature.signed
    owner = certificate_in(known.certificate) if known else Owner()
    written = "" if info is None else moment_of(text_of(info, "SignatureDateTime"))
    signed_at = (known.signed_at if known else "") or written
    state, words = _verdict(package, body, first, signature, digests)
    words += _doubts(signature, owner, signed_at)
    name = (known.name if known else "") or owner.name
    for place, is_slice in _places(info, body, first):
        detail = "；".join([*words, "骑缝章的一部分"] if is_slice else words)
        yield ElectronicSeal(name=name, place=place, state=state, signed_at=signed_at, detail=detail)


def _places(info: etree._Element | None, body: Body, first: int) -> list[tuple[Place, bool]]:
    """Where a seal shows, and whether only a slice of it shows there."""
    numbers = {leaf.identity: number for number, leaf in enumerate(body.leaves, first)}
    corners = {leaf.identity: leaf.size for leaf in body.leaves}
    found = []
    for stamp in () if info is None else islice(info.iterfind("{*}StampAnnot"), PLACE_LIMIT):
        page, whole = stamp.get("PageRef", ""), rectangle(stamp.get("Boundary"))
        clip = rectangle(stamp.get("Clip"))
        box = None if whole is None else _box(whole, clip, corners.get(page))
        is_slice = bool(whole and clip and clip[2] * clip[3] < 0.9 * whole[2] * whole[3])
        found.append((Place(page=numbers.get(page), box=box), is_slice))
    return found or [(Place(), False)]


def _box(whole: Rectangle, clip: Rectangle | None, page: Rectangle | None) -> Box | None:
    """The part of a rectangle that is shown, millimetres from the page's corner; none where nothing is."""
    left, top, width, height = whole
    if clip is not None and min(clip[2:]) > 0:
        left, top, width, height = left + clip[0], top + clip[1], clip[2], clip[3]
    if min(width, height) <= 0.3:
        return None
    x, y = (page[0], page[1]) if page else (0.0, 0.0)
    edges = (left - x, top - y, left - x + width, top - y + height)
    return Box(**dict(zip(("left", "top", "right", "bottom"), (round(edge, 1) for edge in edges), strict=True)))


@dataclass(slots=True, kw_only=True)
class _Compared:
    """What comparing the digests of the named parts gave."""

    differing: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unknown: int = 0
    equal: set[str] = field(default_factory=set)


def _verdict(
    package: Package, body: Body, first: int, signature: _Signature, digests: _Digests
) -> tuple[str, list[str]]:
    """State, and words for what the digests say."""
    compared = _compared(package, signature, digests)
    pages = {leaf.part: f"第{number}页" for number, leaf in enumerate(body.leaves, first)}
    own = _own_digest(signature, digests)
    if compared.differing or compared.missing or own is False:
        words = [_listed(compared.differing, pages, "与签章记录的摘要不一致")] if compared.differing else []
        words += [_listed(compared.missing, pages, "在签章记录里有，文件里没有")] if compared.missing else []
        words += ["签章说明与签章数据里的摘要不一致"] if own is False else []
        return "changed", words
    if compared.unknown or not compared.equal:
        return "unverifiable", [f"摘要没有核对（没有记录，或算法这里没有），{_NOT_CHECKED}"]
    if uncovered := [name for part, name in pages.items() if part and part.lower() not in compared.equal]:
        return "unverifiable", [f"{'、'.join(uncovered[:5])}不在签章所管的范围内，{_NOT_CHECKED}"]
    return "unverifiable", [f"各文件的摘要与签章记录一致，{_NOT_CHECKED}"]


def _listed(parts: Sequence[str], pages: dict[str, str], what: str) -> str:
    """Parts as a clerk reads them: pages by their number."""
    names = list(dict.fromkeys(pages.get(part, told(part)) for part in parts))
    return f"{'、'.join(names[:5])}{'等' if len(names) > 5 else ''}{what}"


def _compared(package: Package, signature: _Signature, digests: _Digests) -> _Compared:
    found = _Compared()
    listing = signature.root.find("{*}SignedInfo/{*}References")
    if listing is None:
        return found
    method = _DIGESTS.get((listing.get("CheckMethod") or "MD5").strip().lower(), "")
    for reference in islice(listing.iterfind("{*}Reference"), REFERENCE_LIMIT):
        location = (reference.get("FileRef") or "").strip()
        part = located(package, signature.part, location)
        written, actual = _decoded(text_of(reference, "CheckValue")), None
        if not part:
            found.missing.append(location.lstrip("/"))
            continue
        actual = digests.of(part, method) if method else None
        if actual is None or len(written) != len(actual):
            found.unknown += 1
        elif actual == written:
            found.equal.add(part.lower())
        else:
            found.differing.append(part)
    return found


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _own_digest(signature: _Signature, digests: _Digests) -> bool | None:
    """Whether the signature's own description has the digest that the seal's record tells; none where it tells none."""
    record = signature.record
    if record is None or record.algorithm not in SM2_SIGNATURES or len(record.digest) != 32:
        return None
    actual = digests.of(signature.part, "sm3")
    return None if actual is None else actual == record.digest


def _doubts(signature: _Signature, owner: Owner, signed_at: str) -> list[str]:
    """What else is odd about a seal, or worth knowing."""
    known = signature.signed
    if known is None:
        return ["印章数据读不出来" if signature.kind.lower() != "sign" else "是数字签名，不是印章"]
    words = []
    if signature.record and signature.seal and signature.record.name != signature.seal.name:
        words.append(f"附带的印章文件写的是“{signature.seal.name}”，两者不同")
    if owner.name and owner.name not in known.name:
        words.append(f"盖章人证书：{owner.name}")
    day = signed_at[:10]
    if day and known.valid_from and known.valid_until and not known.valid_from[:10] <= day <= known.valid_until[:10]:
        words.append(f"盖章时间不在印章有效期（{known.valid_from[:10]}至{known.valid_until[:10]}）内")
    return words
