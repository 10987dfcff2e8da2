"""What certificates say of their owners, and the messages (CMS) that carry them; nothing in them is trusted."""

from __future__ import annotations

import datetime
import re
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from qtdocs.writing import safe_text

SM2_SIGNATURES = frozenset({"1.2.156.10197.1.501", "1.2.156.10197.1.301", "1.2.156.10197.1.301.1"})
"""How SM2 signatures are named; no library here can check them."""
SM3 = "1.2.156.10197.1.401"
"""How the digest SM3 is named."""
LONGEST_NAME = 200
"""Characters of a name that are kept; a company's has up to fifty."""
MALFORMED = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, AssertionError, EOFError,
    struct.error, zlib.error,
)  # fmt: skip
"""What asn1crypto and pyHanko raise, beside their own errors, on bytes that are not what they should be."""
_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_CHINESE = re.compile("[一-鿿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a certificate says it is."""

    name: str = ""
    """The organisation or person, as the clerk would write it."""
    subject: str = ""
    """The certificate's own words, where they say more than the name."""
    valid_from: datetime.datetime | None = None
    """When it begins to hold."""
    valid_until: datetime.datetime | None = None
    """When it ends."""

    def holds_at(self, moment: datetime.datetime) -> bool:
        """Whether the certificate held at a moment; one that tells no dates is not blamed."""
        if moment.tzinfo is None or self.valid_from is None or self.valid_until is None:
            return True
        return self.valid_from <= moment <= self.valid_until


def owner_of(certificate: Any) -> Owner:
    """Whose an ``asn1crypto`` certificate is; an empty owner where it cannot be told.

    Args:
        certificate: an ``asn1crypto.x509.Certificate``.
    """
    try:
        names = certificate.subject.native
        common, organisation = _one(names.get("common_name")), _one(names.get("organization_name"))
        validity = certificate["tbs_certificate"]["validity"]
        since, until = validity["not_before"].native, validity["not_after"].native
    except MALFORMED:
        return Owner()
    name = plain_name(common) or organisation
    words = [f"CN={common}"] if common and common != name else []
    words += [f"O={organisation}"] if organisation and organisation != name else []
    return Owner(name=name, subject="，".join(words), valid_from=since, valid_until=until)


def certificate_in(data: bytes) -> Owner:
    """Whose a certificate in DER is; an empty owner where these bytes are none."""
    from asn1crypto import x509

    try:
        return owner_of(x509.Certificate.load(data))
    except MALFORMED:
        return Owner()


def plain_name(common: str) -> str:
    """The owner's name out of a certificate's common name.

    The largest Chinese authority writes number, name, identity number and key number into one, with ``@`` between.

    >>> plain_name("051@浙江甲建设有限公司@Z91330000MA000000@1"), plain_name("浙江甲建设有限公司")
    ('浙江甲建设有限公司', '浙江甲建设有限公司')
    """
    chinese = [piece for piece in common.split("@") if _CHINESE.search(piece)]
    return chinese[0].strip() if "@" in common and len(chinese) == 1 else common


def told(text: object) -> str:
    """A name out of a file, fit to be shown: no control characters, one line, not endless."""
    if not isinstance(text, str):
        return ""
    return " ".join(safe_text(text[: 4 * LONGEST_NAME]).split())[:LONGEST_NAME]


def moment_of(text: str) -> str:
    """A time as these files write it, as clocks in China show it, ISO 8601; empty where it is none.

    >>> moment_of("20260410013000Z"), moment_of("2026-04-10T09:30:00"), moment_of("20260410")
    ('2026-04-10T09:30:00+08:00', '2026-04-10T09:30:00', '2026-04-10')
    >>> moment_of("D:20260410093000+08'00'"), moment_of("2026-02-30"), moment_of("昨天")
    ('2026-04-10T09:30:00+08:00', '', '')
    """
    text = re.sub(r"[\s\x00]+", "", text[:60])
    found = _MOMENT.fullmatch(text)
    if not found:
        return ""
    year, month, day, hour, minute, second, zone = found.groups()
    date = f"{year}-{month}-{day}"
    try:
        if hour is None:
            return datetime.date.fromisoformat(date).isoformat()
        whole = f"{date}T{hour}:{minute or '00'}:{second or '00'}{_zone(zone or '')}"
        return chinese_time(datetime.datetime.fromisoformat(whole))
    except ValueError:
        return ""


_MOMENT = re.compile(
    r"(?:D:)?(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})"
    r"(?:T?(\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.\d{1,9})?)?)?(Z.*|[+-]\d{2}[:']?\d{0,2}'?)?)?",
    re.ASCII,
)


def chinese_time(moment: datetime.datetime | None) -> str:
    """A moment as clocks in China show it, ISO 8601; empty for none, as it is where it knows no zone."""
    if moment is None:
        return ""
    try:
        return (moment if moment.tzinfo is None else moment.astimezone(_CHINA)).isoformat(timespec="seconds")
    except OverflowError:
        return ""


def _zone(zone: str) -> str:
    if not zone:
        return ""
    digits = re.sub(r"\D", "", zone)
    return f"{zone[0]}{digits[:2]}:{digits[2:4] or '00'}" if zone[0] in "+-" else "+00:00"


def _one(value: object) -> str:
    """One name; of several the last, which is the owner's own."""
    if isinstance(value, list):
        value = value[-1] if value else ""
    return told(value)
