"""What a 防伪校验码 is about: the five facts of a certificate that it guards, and the keys that prove it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRecord:
    """The five facts that a code guards, as they are printed."""

    number: str
    """The certificate's number."""
    organisation: str
    """The organisation."""
    team: str
    """The team, without quotes."""
    tier: str
    """The tier; empty where there are none."""
    year: str
    """The year, as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """A public key and what became of it (``ActKind.KEY``, key fingerprint); the last word on it holds."""

    fingerprint: str
    """The first 16 hex digits of the SHA-256 of its 32 bytes."""
    key: str
    """Its 32 bytes in hex."""
    made_on: str
    """The day on which it was put down here, ISO 8601."""
    retired_on: str = ""
    """Since when nothing is made with it; empty while it is in use."""
    leaked: bool = False
    """Whether somebody else may have its private key: what it proves counts for nothing from then on."""
    because: str = ""
    """Why it was retired."""
