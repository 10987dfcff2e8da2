"""Digital signatures in a PDF: who signed, where it shows, and whether the content is as it was signed.

Nothing is fetched and no certificate is trusted. What this machine cannot check is said to be so, never to be altered.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from qtdocs.model.document import ElectronicSeal
from qtdocs.model.place import Place
from qtdocs.readers.certificates import MALFORMED, certificate_in, moment_of, told
from qtdocs.readers.pdf_signed_content import Effort, Verdict, failures, signed_content
from qtdocs.readers.pdf_widgets import places_of_widgets, resolved
from qtdocs.readers.sealing_records import record_in

logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # else it writes what it finds to the screen

SIGNATURE_LIMIT = 30
"""Signatures looked at in one file; a form has one to four."""
PLACE_LIMIT = 60
"""Places at which one signature may show: a company seals every page of a long paper at once."""
_MARK = b"/ByteRange"
_CONTENTS = re.compile(rb"/Contents\s*<30[0-9A-Fa-f]{60}")  # a message in DER, in hexadecimal
_UNREAD = ElectronicSeal(name="", place=Place(), state="unverifiable", detail="文件里有数字签名，但签名读不出来")


def signatures_in(data: bytes) -> tuple[ElectronicSeal, ...]:
    """The digital signatures of a PDF file, each once for every place where it shows; none where there are none.

    Args:
        data: the whole file; it should have passed ``preflight``.
    """
    if _MARK not in data and not _CONTENTS.search(data):
        return ()
    try:
        return tuple(_signatures(data)) or ((_UNREAD,) if _is_signed(data) else ())
    except failures():
        return (_UNREAD,) if _is_signed(data) else ()


def _is_signed(data: bytes) -> bool:
    """Whether pdfium, which mends broken files, sees a signature that holds anything; time stamps are none."""
    import ctypes

    import pypdfium2
    from pypdfium2 import raw

    if _CONTENTS.search(data) and b"ETSI.RFC3161" not in data:
        return True  # it lies in a part of the file that nobody finds any more
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return False
    try:
        kind = ctypes.create_string_buffer(40)
        for number in range(min(raw.FPDF_GetSignatureCount(document.raw), SIGNATURE_LIMIT)):
            signature = raw.FPDF_GetSignatureObject(document.raw, number)
            kind.value = b""
            raw.FPDFSignatureObj_GetSubFilter(signature, kind, 40)
            if raw.FPDFSignatureObj_GetContents(signature, None, 0) and kind.value != b"ETSI.RFC3161":
                return True
    finally:
        document.close()
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """One filled signature field."""

    name: str
    widget: Any
    signature: Any


def _signatures(data: bytes) -> Iterator[ElectronicSeal]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")  # forbidden to print or to change: readable all the same
    fields = list(_fields(reader))
    places = places_of_widgets(reader, [field.widget for field in fields])
    effort = Effort()
    for field, where in zip(fields, places, strict=True):
        seal = _seal(reader, field, effort)
        for place in where[:PLACE_LIMIT]:
            yield replace(seal, place=place)


def _fields(reader: Any) -> Iterator[_Field]:
    """The filled signature fields in the order in which they were signed, without mere time stamps."""
    from pyhanko.sign.fields import enumerate_sig_fields

    found = []
    for name, value, widget in enumerate_sig_fields(reader, filled_status=True):
        signature = resolved(value)
        if isinstance(signature, dict) and signature.get("/Type") != "/DocTimeStamp":
            found.append(_Field(name=name, widget=widget, signature=signature))
        if len(found) >= SIGNATURE_LIMIT:
            break
    yield from sorted(found, key=lambda field: _reach(field.signature))


def _reach(signature: Any) -> int:
    """How far into the file a signature reaches: later ones reach farther."""
    try:
        return int(signature["/ByteRange"][2]) + int(signature["/ByteRange"][3])
    except MALFORMED:
        return 0


def _seal(reader: Any, field: _Field, effort: Effort) -> ElectronicSeal:
    """What one signature says; what is wrong with it is said and never raised."""
    claimed = _claims(field.signature)
    try:
        contents = bytes(field.signature.raw_get("/Contents", decrypt=_raw()).original_bytes)
    except failures():
        return _worded(Verdict(state="unverifiable", detail="签名的内容读不出来"), claimed)
    record = record_in(contents)
    if record is not None:
        owner = certificate_in(record.certificate)
        detail = "国家标准格式的电子签章（SM2），这里核验不了"
        return ElectronicSeal(
            name=record.name or owner.name,
            place=Place(),
            state="unverifiable",
            signed_at=record.signed_at or claimed.signed_at,
            detail=detail,
        )
    try:
        verdict = signed_content(reader, field.widget, field.name, contents=contents, effort=effort)
    except failures():
        verdict = Verdict(state="unverifiable", detail="签名的结构读不懂，这里核验不了")
    return _worded(verdict, claimed)


def _raw() -> Any:
    from pyhanko.pdf_utils.generic import EncryptedObjAccess

    return EncryptedObjAccess.RAW


def _claims(signature: Any) -> ElectronicSeal:
    """What the file writes beside the signature: name and time, which nobody vouches for."""
    name, moment = (_text(signature, key) for key in ("/Name", "/M"))
    return ElectronicSeal(name=told(name), place=Place(), state="unverifiable", signed_at=moment_of(moment))


def _text(signature: Any, key: str) -> str:
    try:
        return str(signature.get(key, ""))
    except failures():
        return ""


def _worded(verdict: Verdict, claimed: ElectronicSeal) -> ElectronicSeal:
    """A verdict as it is shown; a name that only the file itself claims is no signer's, and only told."""
    words = [verdict.detail]
    if verdict.owner.subject:
        words.append(f"证书主体：{verdict.owner.subject}")
    if not verdict.owner.name and claimed.name:
        words.append(f"文件自己写的签名人是“{claimed.name}”，证书里没有读到")
    return ElectronicSeal(
        name=verdict.owner.name,
        place=Place(),
        state=verdict.state,
        signed_at=verdict.signed_at or claimed.signed_at,
        detail="；".join(words),
    )
