"""The bytes that are signed, the code that is printed, and what a QR code holds of a certificate; each way and back."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import astuple, dataclass, fields
from urllib.parse import unquote

from qtdocs.model.code import CodeRecord
from qtdocs.publishing.letters import bytes_of, check_letter, grouped, letters_of, plain

FORMAT = "qtdocs-certificate/1"
"""The first line of what is signed: no signature for anything else can pass for one of a certificate."""
SHORT_FORMAT = b"qtdocs-short-code/1\n"
"""Stands before a signature where its short code is made."""
SIGNATURE = 64
"""Bytes of a signature."""
SHORT = 16
"""Letters of a short code, the last of them its check letter."""
_FULL = 103  # letters of a whole code; what a telephone adds behind a text is not part of it
_SENTENCE = "证书防伪信息，可在发证单位的校验页核对。"
_LABELS = ("编号", "单位", "班组", "等级", "年度")
_CODE = "校验码"
_FRAGMENT = "1"
_NAMES = tuple(field.name for field in fields(CodeRecord))
_TEXT = re.compile(
    "".join(rf"{label}\s*[：:](?P<{name}>.*?)\s*" for label, name in zip(_LABELS, _NAMES, strict=True))
    + rf"{_CODE}\s*[：:]\s*(?P<code>[0-9A-Za-z\s-]+)",
    re.DOTALL,
)  # fmt: skip
_SHORT = re.compile(r"(?<![0-9A-Za-z-])[0-9A-Za-z]{4}(?:[-‐‑–—−]\s?[0-9A-Za-z]{4}){3}(?![0-9A-Za-z-])")
_LINK = re.compile(rf"#{_FRAGMENT}\.([0-9A-Za-z-]+)\.([0-9A-Za-z-]+)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a QR code or a text claims: these facts, with this signature."""

    record: CodeRecord
    """The facts."""
    signature: bytes | None
    """64 bytes; none where the code is not whole."""


def signed_bytes(record: CodeRecord) -> bytes:
    r"""The bytes that are signed: a line for the format, then one for each fact; UTF-8, NFC, each line ended by LF.

    >>> signed_bytes(CodeRecord(number="A-1", organisation="甲公司", team="一班", tier="", year="2026")).decode()
    'qtdocs-certificate/1\nnumber=A-1\norganisation=甲公司\nteam=一班\ntier=\nyear=2026\n'

    Raises:
        ValueError: a fact holds a control character, so that a line could pass for two.
    """
    named = zip(_NAMES, _facts(record), strict=True)
    return "\n".join([FORMAT, *(f"{name}={fact}" for name, fact in named), ""]).encode()


def is_plain(text: str) -> bool:
    """Whether a text is one line of characters that can be written down: no control character, no half of one."""
    return not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in text)


def full_code(signature: bytes) -> str:
    """The whole code: the signature as 103 letters."""
    return letters_of(signature)


def short_code(signature: bytes) -> str:
    """The code that is printed for people: 15 letters of a digest of the signature, and a check letter.

    >>> short_code(bytes(64))
    'ZEY1-919F-5327-CKAC'
    """
    letters = letters_of(hashlib.sha256(SHORT_FORMAT + signature).digest())[: SHORT - 1]
    return grouped(letters + check_letter(letters))


def short_code_in(typed: str) -> str | None:
    """A short code as people type it, in its printed form; none where it is none or a letter of it is wrong."""
    letters = plain(typed)
    if len(letters) != SHORT or not re.fullmatch("[0-9A-HJKMNP-TV-Z]+", letters):
        return None
    return grouped(letters) if check_letter(letters[:-1]) == letters[-1] else None


def short_codes_in(text: str) -> tuple[str, ...]:
    """The sound short codes that stand in a text in groups of four, in their printed form."""
    found = (short_code_in(match) for match in _SHORT.findall(unicodedata.normalize("NFKC", text)))
    return tuple(dict.fromkeys(code for code in found if code))


def qr_text(record: CodeRecord, signature: bytes, *, url: str = "") -> str:
    """What the QR code of a certificate holds: the page's address with all facts behind it, else plain Chinese.

    Args:
        record: the facts.
        signature: what proves them.
        url: the address of the page on which codes are checked; empty where there is none.
    """
    facts = _facts(record)
    if url:
        return f"{url}#{_FRAGMENT}.{letters_of(chr(10).join(facts).encode())}.{full_code(signature)}"
    lines = (f"{label}：{fact}" for label, fact in zip(_LABELS, facts, strict=True))
    return "\n".join([_SENTENCE, *lines, f"{_CODE}：{full_code(signature)}"])


def claim_in(text: str) -> Claim | None:
    """What a scanned text claims; none where it is no text of ours. Lines may have been run together on the way."""
    if link := _LINK.search(unquote(text)):
        return _linked(*link.groups())
    if (found := _TEXT.search(text)) is None:
        return None
    facts = {name: found[name].strip() for name in _NAMES}
    return Claim(record=CodeRecord(**facts), signature=signature_in(plain(found["code"])[:_FULL]))


def signature_in(code: str) -> bytes | None:
    """The signature that a whole code stands for; none where letters are missing or cannot be."""
    data = bytes_of(code)
    return data if data is not None and len(data) == SIGNATURE else None


def _linked(payload: str, code: str) -> Claim | None:
    try:
        facts = (bytes_of(payload) or b"").decode().split("\n")
    except UnicodeDecodeError:
        return None
    if len(facts) != len(_LABELS):
        return None
    named = dict(zip(_NAMES, facts, strict=True))
    return Claim(record=CodeRecord(**named), signature=signature_in(code))


def _facts(record: CodeRecord) -> tuple[str, ...]:
    """The facts in NFC, in their order; rare characters and full-width letters stay what they are."""
    facts = tuple(unicodedata.normalize("NFC", fact) for fact in astuple(record))
    if not all(map(is_plain, facts)):
        raise ValueError("control character in a fact")
    return facts
