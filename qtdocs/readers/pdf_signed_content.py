"""Whether the content of a PDF is still what was signed: its digest, the signature, and what was added later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from qtdocs.readers.certificates import MALFORMED, SM2_SIGNATURES, SM3, Owner, chinese_time, owner_of
from qtdocs.readers.pdf_widgets import resolved

State = Literal["unchanged", "changed", "unverifiable"]
DIGESTED_LIMIT = 400_000_000
"""Bytes digested for one file, all its signatures together."""
COMPARED_LIMIT = 60_000
"""Objects compared with those of later revisions, for all signatures of one file: a second and a half."""
LARGEST_COMPARED = 50_000_000
"""Bytes of a file whose revisions are compared."""
_DIGESTS = frozenset({"sha1", "sha224", "sha256", "sha384", "sha512", "md5"})
_SIGNATURES = frozenset({"rsassa_pkcs1v15", "rsassa_pss", "ecdsa", "dsa", "ed25519", "ed448"})
_DETACHED = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"})
_UNVERIFIABLE: State = "unverifiable"
_UNTRUSTED = "证书是否可信没有核验"
_SM2 = "签名用的是国密算法（SM2），这里核验不了"
_CHINESE_MESSAGE = bytes.fromhex("060a2a811ccf550601040202")  # 1.2.156.10197.6.1.4.2.2, signed data of GM/T 0010
_UNKNOWN = "签名用的算法这里不认识，核验不了"


class Effort:
    """How much may still be done for one file."""

    def __init__(self) -> None:
        self._bytes, self._objects = DIGESTED_LIMIT, COMPARED_LIMIT

    def allows_digest(self, size: int) -> bool:
        """Whether so many bytes may be digested; they count from then on."""
        self._bytes -= size
        return self._bytes >= 0

    def allows_comparison(self, objects: int) -> bool:
        """Whether so many objects may be compared; they count from then on."""
        self._objects -= objects
        return self._objects >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found out of one signature."""

    state: State
    """As in ``ElectronicSeal.state``."""
    detail: str
    """In Chinese, without a full stop."""
    owner: Owner = field(default_factory=Owner)
    """Whose certificate it was made with."""
    signed_at: str = ""
    """When the signer says it was, ISO 8601."""


def signed_content(reader: Any, widget: Any, name: str, *, contents: bytes, effort: Effort) -> Verdict:
    """What can be said of one signature and of the content under it.

    Args:
        reader: pyHanko's ``PdfFileReader``.
        widget: the signature field or a reference to it.
        name: the field's name.
        contents: the signature's message.
        effort: what may still be done for this file.

    Raises:
        Whatever pyHanko and asn1crypto raise on malformed bytes.
    """
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    if _CHINESE_MESSAGE in contents[:40]:
        return _unchecked(contents, _SM2)
    kind = str(resolved(resolved(widget)["/V"]).get("/SubFilter", ""))
    if kind not in _DETACHED:
        word = "".join(each for each in kind[1:40] if each.isalnum() or each in "._-")
        return _unchecked(contents, f"签名的格式（{word or '没有写明'}）这里核验不了")
    embedded = EmbeddedPdfSignature(reader, widget, name)
    owner, moment = _signer(embedded.signed_data, embedded.signer_info)
    unable = _unable(embedded, has_signer=owner is not None)
    if not unable and not effort.allows_digest(_size(embedded)):
        unable = "文件太大，签名没有核验"
    state, detail = _tried(embedded, effort) if not unable else (_UNVERIFIABLE, unable)
    if moment is not None and owner is not None and not owner.holds_at(moment):
        detail += "；签名时间不在证书有效期内"
    return Verdict(state=state, detail=detail, owner=owner or Owner(), signed_at=chinese_time(moment))


def failures() -> tuple[type[Exception], ...]:
    """What pyHanko raises on files that are not what they should be."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.pdf_utils.misc import PdfError

    return (PdfError, UnsupportedAlgorithm, OSError, *MALFORMED)


def _unchecked(contents: bytes, detail: str) -> Verdict:
    """What can be said of a message that is packed in a way of its own: whose it is, if it is a message at all.

    GM/T 0010 gives its kinds other numbers, which is why the number is stepped over.
    """
    from asn1crypto import cms, parser

    try:
        whole = parser.parse(contents)[4]
        signed = cms.SignedData.load(parser.parse(whole[parser.peek(whole) :])[4])
        (signer,) = signed["signer_infos"]
        owner, moment = _signer(signed, signer)
    except MALFORMED:
        owner, moment = None, None
    return Verdict(state=_UNVERIFIABLE, detail=detail, owner=owner or Owner(), signed_at=chinese_time(moment))


def _signer(signed: Any, signer: Any) -> tuple[Owner | None, Any]:
    """Whose certificate is in the signature, none where it is not there, and when the signer says it was made."""
    from pyhanko.sign.general import extract_certificate_info
    from pyhanko.sign.validation.generic_cms import extract_self_reported_ts

    try:
        owner: Owner | None = owner_of(extract_certificate_info(signed).signer_cert)
    except MALFORMED:
        owner = None
    try:
        return owner, extract_self_reported_ts(signer)
    except MALFORMED:
        return owner, None


def _unable(embedded: Any, *, has_signer: bool) -> str:
    """Why this signature cannot be checked here; empty where it can."""
    signer = embedded.signer_info
    digest, algorithm = signer["digest_algorithm"]["algorithm"], signer["signature_algorithm"]
    if digest.dotted == SM3 or algorithm["algorithm"].dotted in SM2_SIGNATURES:
        return _SM2
    try:
        is_known = digest.native in _DIGESTS and algorithm.signature_algo in _SIGNATURES
    except ValueError:
        is_known = False
    if not is_known or embedded.signed_data["encap_content_info"]["content_type"].native != "data":
        return _UNKNOWN
    if embedded.signed_data["encap_content_info"]["content"].native is not None:
        return "签名的格式（内容另存一份）这里核验不了"
    if not has_signer:
        return "签名里没有签名人的证书，这里核验不了"
    return "" if _is_hole(embedded) else "签名没有管住整个文件，没有管住的部分核验不了"


def _is_hole(embedded: Any) -> bool:
    """Whether the signature covers all from the file's beginning but the hole it lies in itself.

    The hole is compared with what was read as the signature, for a later revision may show another one in its place.
    """
    if len(embedded.byte_range) != 4:
        return False
    ranges = [int(number) for number in embedded.byte_range]
    if ranges[0] != 0 or min(ranges) < 0:
        return False
    _, length, start, _ = ranges
    stream = embedded.reader.stream
    stream.seek(length)
    hole = stream.read(max(0, start - length)).strip()
    if hole[:1] != b"<" or hole[-1:] != b">":
        return False
    try:
        return bytes.fromhex(hole[1:-1].decode("ascii")) == bytes(embedded.pkcs7_content)
    except ValueError:
        return False


def _tried(embedded: Any, effort: Effort) -> tuple[State, str]:
    """State and words; whose signature it is is known, whatever goes wrong."""
    try:
        return _checked(embedded, effort)
    except failures():
        return _UNVERIFIABLE, "签名的结构有不合规范的地方，这里核验不了"


def _size(embedded: Any) -> int:
    return int(embedded.reader.stream.getbuffer().nbytes)


def _checked(embedded: Any, effort: Effort) -> tuple[State, str]:
    """State and words for a signature whose algorithms are known."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    certificate = embedded.signer_cert
    digest = embedded.compute_digest()
    intact, valid = validate_sig_integrity(embedded.signer_info, certificate, "data", digest)
    if not intact:
        return "changed", "签名后内容有改动"
    if not valid:
        return "changed", "签名与签名人的证书对不上，签名或证书被换过"
    return _since(embedded, effort)


def _since(embedded: Any, effort: Effort) -> tuple[State, str]:
    """State and words for what was added to the file after the signature, which itself holds."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    coverage = embedded.coverage = embedded.evaluate_signature_coverage()
    if coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "unchanged", f"签名后未改动，{_UNTRUSTED}"
    if coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return "unverifiable", "签名所管的部分没有动过，其余部分核验不了"
    if not _is_comparable(embedded, effort):
        return "unverifiable", "签名所管的部分没有动过，其后又追加了内容，追加了什么没有核对"
    return _added(embedded)


def _is_comparable(embedded: Any, effort: Effort) -> bool:
    """Whether two revisions can be compared in good time."""
    cross = embedded.reader.xrefs
    later = cross.total_revisions - 1 - embedded.signed_revision
    objects = sum(len(cross.explicit_refs_in_revision(number)) for number in range(cross.total_revisions))
    return _size(embedded) <= LARGEST_COMPARED and effort.allows_comparison(objects * later)


def _added(embedded: Any) -> tuple[State, str]:
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel

    found = embedded.evaluate_modifications(DEFAULT_DIFF_POLICY)
    if not isinstance(found, DiffResult) or found.modification_level > ModificationLevel.FORM_FILLING:
        return "changed", "签名所管的部分没有动过，其后又追加了改动，现在看到的可能不是签名时的样子"
    if found.modification_level <= ModificationLevel.LTA_UPDATES:
        return "unchanged", f"签名后未改动，{_UNTRUSTED}"
    if found.changed_form_fields - _signature_fields(embedded.reader):
        return "changed", "签名后又填写了表单"
    return "unchanged", f"签名后只加了别的签名，没有别的改动，{_UNTRUSTED}"


def _signature_fields(reader: Any) -> set[str]:
    from pyhanko.sign.fields import enumerate_sig_fields

    return {name for name, _, _ in enumerate_sig_fields(reader)}
