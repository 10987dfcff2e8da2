"""The codes of certificates: made when a certificate is issued, from the key that is in use."""

from __future__ import annotations

from dataclasses import dataclass

from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.ledger import Ledger
from qtdocs.model.code import CodeRecord
from qtdocs.model.honour import Certificate
from qtdocs.pipeline.publishing.key_files import Ask, signer_of
from qtdocs.pipeline.publishing.keys import key_in_use
from qtdocs.publishing.code_text import full_code, qr_text, short_code, signature_in, signed_bytes
from qtdocs.publishing.signing import Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """The code of one certificate in its three shapes."""

    short: str
    """防伪校验码, as it is printed for people to type: four groups of four; proves nothing without the list."""
    full: str
    """The whole of it, 103 letters: what ``Certificate.code`` keeps."""
    text: str
    """What the QR code holds, for ``render.publishing.qr.qr_of``: all facts and the whole code."""


def season_signer(ledger: Ledger, *, ask: Ask | None = None) -> Signer | None:
    """The private half of the key in use; none where the association makes no codes. Ask once for all certificates.

    Raises:
        UsageError: there is a key but its private half is not here, or its passphrase is wrong.
    """
    key = key_in_use(ledger)
    return None if key is None else signer_of(key, ask=ask)


def code_of(signer: Signer, certificate: Certificate, programme: Programme) -> Code:
    """The code of a certificate as it is issued; never for a draft, for it would check as sound.

    Args:
        signer: the key in use.
        certificate: the certificate, with everything as it is printed.
        programme: whose it is.

    Raises:
        UsageError: a name holds a control character.
    """
    try:
        signature = signer.sign(signed_bytes(record_of(certificate)))
    except ValueError as error:
        raise UsageError(
            f"证书 {certificate.number} 的名称里有看不见的控制字符，做不出防伪校验码。", "请在台账里改正名称后再做。"
        ) from error
    return _code(certificate, signature, programme)


def issued_code(certificate: Certificate, programme: Programme) -> Code | None:
    """The code that a certificate was issued with, for printing it once more; none where it has none."""
    signature = signature_in(certificate.code)
    return None if signature is None else _code(certificate, signature, programme)


def record_of(certificate: Certificate) -> CodeRecord:
    """What the code of a certificate guards."""
    return CodeRecord(
        number=certificate.number, organisation=certificate.organisation.strip(), team=certificate.team.strip(),
        tier=certificate.tier.strip(), year=certificate.year.strip(),
    )  # fmt: skip


def _code(certificate: Certificate, signature: bytes, programme: Programme) -> Code:
    text = qr_text(record_of(certificate), signature, url=programme.publishing.verify_url)
    return Code(short=short_code(signature), full=full_code(signature), text=text)
