"""Whether what a certificate claims is so: 相符, 不符, 已撤销 or 查不了, each with what was seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from qtdocs.model.code import CodeRecord
from qtdocs.publishing.code_list import VALID, Listed
from qtdocs.publishing.code_text import Claim, full_code, short_code_in, signed_bytes
from qtdocs.publishing.signing import fingerprint_of, is_signed

AGREES, DIFFERS, REVOKED, UNKNOWN = "相符", "不符", "已撤销", "查不了"
"""The four answers."""
MEANINGS = {
    AGREES: "编号、单位、班组、等级、年度与发证单位登记的一样。不说明纸和印章是真的，也不说明拿证书的就是这个班组；"
    "请把上面的内容与证书上印的逐字比。",
    DIFFERS: "与发证单位登记的不一样：内容改过、抄错了，或者不是这个单位发的。请向发证单位问清，不要只凭这句话认定。",
    REVOKED: "发过这张证书，现在不算数了。",
    UNKNOWN: "既不能说是真的，也不能说是假的。",
}
"""What each answer means, and what it does not."""
LABELS = dict(zip((each.name for each in fields(CodeRecord)), ("编号", "单位", "班组", "等级", "年度"), strict=True))
"""The five facts in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedKey:
    """A public key that the association calls its own."""

    public: bytes
    """Its 32 bytes."""
    is_leaked: bool = False
    """Whether somebody else may have its private half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known where something is checked."""

    keys: tuple[TrustedKey, ...]
    """The association's keys; none where there are none at hand."""
    listed: tuple[Listed, ...] | None = None
    """Everything that was issued; none where no list is at hand."""
    revoked: tuple[Listed, ...] = ()
    """What a list of revocations says, where only that is at hand."""
    day: str = ""
    """Of which day the list is."""

    def entry(self, number: str) -> Listed | None:
        """What a list says of a number; revocations first, for they may be newer."""
        return next((each for each in (*self.revoked, *(self.listed or ())) if each.number == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a check comes to."""

    outcome: str
    """相符, 不符, 已撤销 or 查不了."""
    seen: tuple[str, ...]
    """Why, in Chinese, a sentence each."""
    record: CodeRecord | None = None
    """What was claimed; of a short code what the list has."""


def claim_checked(claim: Claim, known: Known) -> Answer:
    """Whether the facts of a QR code are as the association signed them, and still hold."""
    record, signature = claim.record, claim.signature
    if signature is None:
        return Answer(outcome=UNKNOWN, seen=("校验码不完整，应有 103 个字母数字；请重新扫一次。",), record=record)
    entry = known.entry(_same(record.number))
    if not known.keys and known.listed is None and entry is None:
        return Answer(outcome=UNKNOWN, seen=("没有发证单位的公钥，也没有校验名册。",), record=record)
    key = _signer(record, signature, known.keys)
    if key is None and known.keys:
        return Answer(outcome=DIFFERS, seen=("与发证单位的公钥对不上。", *_against(entry, record)), record=record)
    if entry is None:
        return _unlisted(key, record, known)
    if key is None or key.is_leaked:
        return _by_list_alone(entry, claim, known)
    if differing := tuple(_differing(entry, record)):
        seen = ("校验码是真的，但名册里这个编号现在是另外的内容，以名册为准。", *differing)
        return Answer(outcome=DIFFERS, seen=seen, record=record)
    return _by_state(entry, record, f"用公钥 {fingerprint_of(key.public)} 核对，{_list(known)}也有。")


def short_checked(typed: str, number: str, known: Known) -> Answer:
    """What the list has of a short code; without a list nothing can be said.

    Args:
        typed: the short code as somebody typed it.
        number: the certificate's number; empty where nobody typed it.
        known: what is known.
    """
    short = short_code_in(typed)
    if short is None:
        return Answer(outcome=UNKNOWN, seen=("校验码打错了或不全，应有 16 个字母数字，四个一组；请对照证书再打一次。",))
    if known.listed is None:
        return Answer(
            outcome=UNKNOWN, seen=("短的校验码要与校验名册比，这里没有名册；请扫二维码，或用发证单位的校验页。",)
        )
    found = next((each for each in known.listed if each.short == short), None)
    wanted = _typed(number)
    asked = next((each for each in known.listed if wanted and _typed(each.number) == wanted), None)
    if found is not None and wanted in ("", _typed(found.number)):
        return _by_state(known.entry(found.number) or found, found.record, f"{_list(known)}里有这个校验码。")
    if asked is not None:
        return Answer(outcome=DIFFERS, seen=(f"{_list(known)}里编号 {asked.number} 的校验码不是这个。",))
    if found is not None:
        return Answer(outcome=DIFFERS, seen=(f"这个校验码是编号 {found.number} 的，不是 {number} 的。",))
    return Answer(outcome=UNKNOWN, seen=(f"{_list(known)}里没有这个校验码；可能是另一届的证书，或发证在这以后。",))


def _signer(record: CodeRecord, signature: bytes, keys: Sequence[TrustedKey]) -> TrustedKey | None:
    try:
        data = signed_bytes(record)
    except ValueError:
        return None
    return next((key for key in keys if is_signed(data, signature, public=key.public)), None)


def _unlisted(key: TrustedKey | None, record: CodeRecord, known: Known) -> Answer:
    """Of a number that no list has."""
    if key is None:
        return Answer(outcome=UNKNOWN, seen=(f"没有公钥，{_list(known)}里也没有编号 {record.number}。",), record=record)
    if key.is_leaked:
        seen = "做这个校验码的私钥可能在别人手里，单凭它不能算数，名册里又没有这个编号。"
        return Answer(outcome=UNKNOWN, seen=(seen,), record=record)
    seen = f"用公钥 {fingerprint_of(key.public)} 核对。"
    if known.listed is None:
        return Answer(outcome=AGREES, seen=(seen, "没有校验名册，不知道后来有没有撤销。"), record=record)
    more = f"{_list(known)}里没有这个编号：可能是另一届的，或发证在这以后；有没有撤销请问发证单位。"
    return Answer(outcome=AGREES, seen=(seen, more), record=record)


def _by_list_alone(entry: Listed, claim: Claim, known: Known) -> Answer:
    """Where the signature counts for nothing, or cannot be checked: what the list has, to the letter."""
    differing = tuple(_differing(entry, claim.record))
    same_code = claim.signature is not None and entry.code == full_code(claim.signature)
    if differing or not same_code:
        more = () if same_code else (f"{_list(known)}里的校验码也不是这个。",)
        return Answer(outcome=DIFFERS, seen=(*differing, *more), record=claim.record)
    return _by_state(entry, claim.record, f"没有用公钥核对，只与{_list(known)}比过，完全一样。")


def _by_state(entry: Listed, record: CodeRecord, why: str) -> Answer:
    if entry.state == VALID:
        return Answer(outcome=AGREES, seen=(why,), record=record)
    more = f"，换成 {entry.replaced_by}" if entry.replaced_by else ""
    return Answer(outcome=REVOKED, seen=(f"{entry.since[:10]} {entry.state}{more}。",), record=record)


def _against(entry: Listed | None, record: CodeRecord) -> Iterator[str]:
    """What a list has of a number whose signature is wrong."""
    if entry is None:
        return
    differing = tuple(_differing(entry, record))
    yield from differing or (f"名册里编号 {entry.number} 的五项内容与此一样，但校验码不是它的。",)


def _differing(entry: Listed, record: CodeRecord) -> Iterator[str]:
    for name, label in LABELS.items():
        here, there = getattr(record, name), getattr(entry, name)
        if _same(here) != _same(there):
            yield f"{label}：这里是“{here}”，名册里是“{there}”。"


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _typed(number: str) -> str:
    """A number as people type it: full-width letters, long strokes, blanks and small letters do not matter."""
    squeezed = "".join(unicodedata.normalize("NFKC", number).split())
    return re.sub("[‐‑–—−]", "-", squeezed).upper()


def _list(known: Known) -> str:
    return f"校验名册（{known.day}）" if known.day else "校验名册"
