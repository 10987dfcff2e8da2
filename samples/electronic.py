"""Electronically sealed papers: signed PDFs and OFD files with seals of the national standard, all names invented.

The certificates are made here and worth nothing; the seals' SM2 signatures are mere bytes, which no reader here checks.
"""

from __future__ import annotations

import asyncio
import datetime
import hashlib
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

OWNER = "浙江甲建设有限公司"
AUTHORITY = "测试用电子认证（不可信）"
MOMENT = datetime.datetime(2026, 4, 10, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
SM2_SIGNATURE, SM2_CURVE, SM3 = "1.2.156.10197.1.501", "1.2.156.10197.1.301", "1.2.156.10197.1.401"
SEALED_BOX = (300, 100, 419, 219)
_BEGINS, _ENDS = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC), datetime.datetime(2028, 1, 1, tzinfo=datetime.UTC)


def private_key(seed: str) -> Any:
    """The same elliptic key for the same seed."""
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big") >> 1, ec.SECP256R1())


def certificate(owner: str, *, organisation: str = "", key: Any = None) -> bytes:
    """A self-signed certificate in DER.

    Args:
        owner: its common name.
        organisation: its organisation; empty for none.
        key: the private key; one made from the owner's name where there is none.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization

    key = key or private_key(owner)
    names = [x509.NameAttribute(x509.NameOID.COMMON_NAME, owner)]
    names += [x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, organisation)] if organisation else []
    issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, AUTHORITY)])
    builder = x509.CertificateBuilder(issuer, x509.Name(names), key.public_key(), 20260410, _BEGINS, _ENDS)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def sm2_certificate(owner: str) -> bytes:
    """A certificate for an SM2 key, in DER; key and signature are mere bytes."""
    from asn1crypto import core, keys, x509

    algorithm = {"algorithm": SM2_SIGNATURE}
    point = b"\x04" + hashlib.sha512(owner.encode()).digest()
    public = keys.PublicKeyInfo(
        {
            "algorithm": {"algorithm": "ec", "parameters": keys.ECDomainParameters(name="named", value=SM2_CURVE)},
            "public_key": keys.ECPointBitString(point),
        }
    )
    content = {
        "version": "v3",
        "serial_number": 20260410,
        "signature": algorithm,
        "issuer": x509.Name.build({"common_name": AUTHORITY}),
        "validity": {"not_before": x509.Time({"utc_time": _BEGINS}), "not_after": x509.Time({"utc_time": _ENDS})},
        "subject": x509.Name.build({"common_name": owner}),
        "subject_public_key_info": public,
    }
    whole = {
        "tbs_certificate": content,
        "signature_algorithm": algorithm,
        "signature_value": core.OctetBitString(bytes(range(64))),
    }
    return bytes(x509.Certificate(whole).dump())


Message = Callable[[bytes], bytes]
"""What makes the signature's own message out of the digest of the signed bytes."""


def signed(
    pdf: bytes,
    *,
    owner: str = OWNER,
    organisation: str = "",
    page: int = 1,
    box: tuple[int, int, int, int] | None = SEALED_BOX,
    picture: Image | None = None,
    field: str = "Seal1",
    key: Any = None,
    at: datetime.datetime = MOMENT,
) -> bytes:
    """The paper signed with a certificate that nobody knows.

    Args:
        pdf: the paper.
        owner: the certificate's common name.
        organisation: the certificate's organisation.
        page: on which the signature shows, from 1.
        box: where, in points from the lower left corner; none for a signature that does not show.
        picture: what shows there; nothing where there is none.
        field: the field's name.
        key: the private key; one made from the owner's name where there is none.
        at: when it claims to have been signed.
    """
    key = key or private_key(owner)
    made = message_with(key, certificate(owner, organisation=organisation, key=key), at=at)
    return embedded(pdf, made, owner=owner, page=page, box=box, picture=picture, field=field, at=at)


def signed_with_sm2(
    pdf: bytes,
    *,
    owner: str = OWNER,
    box: tuple[int, int, int, int] | None = SEALED_BOX,
    picture: Image | None = None,
    field: str = "Seal1",
    algorithm: str = SM2_SIGNATURE,
    digest: str = SM3,
) -> bytes:
    """The paper signed as Chinese authorities do, with SM2 and SM3, or with any algorithm that nobody knows."""

    def message(_: bytes) -> bytes:
        return sm2_message(owner, algorithm=algorithm, digest=digest)

    return embedded(pdf, message, owner=owner, page=1, box=box, picture=picture, field=field, at=MOMENT)


def embedded(
    pdf: bytes,
    message: Message,
    *,
    owner: str = OWNER,
    page: int = 1,
    box: tuple[int, int, int, int] | None = SEALED_BOX,
    picture: Image | None = None,
    field: str = "Seal1",
    at: datetime.datetime = MOMENT,
    kind: str = "/adbe.pkcs7.detached",
) -> bytes:
    """The paper with any message in the place of a signature.

    Args:
        pdf: the paper.
        message: makes the signature's message.
        owner: the name that the file itself claims.
        page: on which the signature shows, from 1.
        box: where, in points from the lower left corner; none for a signature that does not show.
        picture: what shows there.
        field: the field's name.
        at: the time that the file itself claims.
        kind: how the message is said to be packed.
    """
    from pyhanko.pdf_utils.generic import NameObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    if writer.prev.encrypted:
        writer.encrypt(b"")
    steps = PdfCMSEmbedder(SigFieldSpec(field, on_page=page - 1, box=box)).write_cms(field, writer)
    next(steps)
    signature = SignatureObject(bytes_reserved=16_384, name=owner, timestamp=at)
    signature["/SubFilter"] = NameObject(kind)
    steps.send(SigObjSetup(sig_placeholder=signature, appearance_setup=_appearance(picture, at)))
    prepared, out = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(message(prepared.document_digest))
    return bytes(out.getvalue())


def _appearance(picture: Image | None, at: datetime.datetime) -> Any:
    from pyhanko.pdf_utils.images import PdfImage
    from pyhanko.sign.signers.cms_embedder import SigAppearanceSetup
    from pyhanko.stamp import StaticStampStyle

    if picture is None:
        return None
    style = StaticStampStyle(border_width=0, background=PdfImage(picture.convert("RGBA")), background_opacity=1)
    return SigAppearanceSetup(style=style, timestamp=at, name=None)


def message_with(key: Any, encoded_certificate: bytes, *, at: datetime.datetime = MOMENT) -> Message:
    """Signs digests with a key, whether or not it is the certificate's."""
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    encoded_key = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = SimpleSigner(
        x509.Certificate.load(encoded_certificate), keys.PrivateKeyInfo.load(encoded_key), SimpleCertificateStore()
    )

    def message(digest: bytes) -> bytes:
        attributes = PdfCMSSignedAttributes(signing_time=at)
        found = asyncio.run(signer.async_sign(digest, "sha256", signed_attr_settings=attributes))
        return bytes(found.dump())

    return message


def sm2_message(owner: str, *, algorithm: str = SM2_SIGNATURE, digest: str = SM3, kind: str = "signed_data") -> bytes:
    """A signature's message whose algorithms are named by these numbers; the signature in it is mere bytes."""
    from asn1crypto import cms, core, x509

    holder = x509.Certificate.load(sm2_certificate(owner))
    attributes = [
        {"type": "content_type", "values": ["data"]},
        {"type": "signing_time", "values": [cms.Time({"utc_time": MOMENT})]},
        {"type": "message_digest", "values": [bytes(32)]},
    ]
    signer = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": {"issuer": holder.issuer, "serial_number": holder.serial_number}},
        "digest_algorithm": {"algorithm": digest},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": algorithm},
        "signature": bytes(range(70)),
    }
    content = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": digest}],
        "encap_content_info": {"content_type": "data"},
        "certificates": [holder],
        "signer_infos": [signer],
    }
    if kind == "signed_data":
        return bytes(cms.ContentInfo({"content_type": kind, "content": cms.SignedData(content)}).dump())
    inner = bytes(cms.SignedData(content).dump())
    body = bytes(core.ObjectIdentifier(kind).dump()) + b"\xa0\x82" + len(inner).to_bytes(2, "big") + inner
    return b"\x30\x82" + len(body).to_bytes(2, "big") + body


def altered(file: bytes, old: bytes, new: bytes) -> bytes:
    """The file with a few bytes of it changed in place."""
    assert len(old) == len(new)
    assert old in file
    return file.replace(old, new, 1)


def written_on(pdf: bytes, text: str = "99.9%") -> bytes:
    """The paper with something written on its first page afterwards, appended as programs do."""
    from pyhanko.pdf_utils.generic import StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    drawing = StreamObject(stream_data=f"q 1 1 1 rg 60 60 80 20 re f Q % {text}".encode())
    writer.add_stream_to_page(0, writer.add_object(drawing))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def filled_in(pdf: bytes, field: str, value: str) -> bytes:
    """The paper with another value in one of its text fields, appended as programs do."""
    from pyhanko.pdf_utils.generic import TextStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    for reference in writer.root["/AcroForm"]["/Fields"]:
        dictionary = reference.get_object()
        if dictionary.get("/T") == field:
            dictionary["/V"] = TextStringObject(value)
            writer.update_container(dictionary)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def stretched(pdf: bytes) -> bytes:
    """The signed paper with a later revision, and a signature that seems to reach to the end of it.

    The revision shows the same message with so many zeros behind it that signed bytes and message together come to the
    length of the file, which is all that some programs look at.
    """
    found = re.search(rb"(\d+) 0 obj\s*<<(?:(?!endobj).)*?/Contents <([0-9a-fA-F]+)>.*?endobj", pdf, re.DOTALL)
    assert found is not None
    message = bytes.fromhex(found[2].decode()).rstrip(b"\0")
    literal = re.sub(rb"([\\()\r\n])", lambda sign: b"\\%03o" % sign[0][0], message)
    signed_length = len(pdf) - len(found[2]) - 2
    zeros = 0
    for _ in range(4):  # the length of the file stands in the file
        contents = b"/Contents (" + literal + b"\0" * zeros + b")"
        hexadecimal = b"/Contents <" + found[2] + b">"
        grown = _appended(pdf, int(found[1]), found[0].replace(hexadecimal, contents))
        zeros += len(grown) - signed_length - 2 * (len(message) + zeros) - 2
    return grown


def _appended(pdf: bytes, number: int, body: bytes) -> bytes:
    """The file with a later revision of one object."""
    last = [int(each) for each in re.findall(rb"startxref\s+(\d+)", pdf)][-1]
    root, size = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1], re.findall(rb"/Size (\d+)", pdf)[-1]
    start = len(pdf) + 1
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    trailer = b"trailer\n<< /Size %s /Root %s /Prev %d >>" % (size, root, last)
    at = start + len(body) + 1
    return pdf + b"\n" + body + b"\n" + table + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % at


def locked(pdf: bytes) -> bytes:
    """The paper as one that opens without a password and may not be printed or changed."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(pdf), strict=False))
    writer.encrypt(owner_pass="甲", user_pass="")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
