"""Signatures by ed25519 (RFC 8032): one key pair, sound records told from changed ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY = 32
"""Bytes of a public key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A private key at hand; it is never shown or written by this."""

    private: Ed25519PrivateKey
    """The key."""

    @property
    def public(self) -> bytes:
        """The 32 bytes with which its signatures are checked."""
        return self.private.public_key().public_bytes_raw()

    @property
    def fingerprint(self) -> str:
        """What its public key is called."""
        return fingerprint_of(self.public)

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes that prove the data; the same data always gives the same."""
        return self.private.sign(data)


def new_signer() -> Signer:
    """A key pair that nobody has seen before."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Signer(private=Ed25519PrivateKey.generate())


def is_signed(data: bytes, signature: bytes, *, public: bytes) -> bool:
    """Whether a signature is one of these very bytes by the private half of this key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint_of(public: bytes) -> str:
    """The name of a public key: the first 16 hex digits of its SHA-256.

    >>> fingerprint_of(bytes(32))
    '66687aadf862bd77'
    """
    return hashlib.sha256(public).hexdigest()[:16]
