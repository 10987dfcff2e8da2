"""校验名册 and 撤销名单: what was issued and what no longer holds, signed as a whole; as JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict, astuple, dataclass, replace

from qtdocs.model.code import CodeRecord
from qtdocs.publishing.code_text import full_code, is_plain, signature_in
from qtdocs.publishing.signing import Signer, is_signed
from qtdocs.writing import fixed_text

FORMAT = "qtdocs-list/1"
"""The first line of what is signed."""
VALID, REVOKED, REPLACED = "有效", "撤销", "换号"
"""What became of a certificate."""
_MARK = "qtdocs-text:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One certificate on a list: nothing that the announcement does not tell too."""

    number: str
    """Its number."""
    organisation: str
    """As printed."""
    team: str
    """As printed."""
    tier: str
    """As printed; empty where there are none."""
    year: str
    """As printed."""
    code: str
    """The whole code; empty where it was issued without one."""
    short: str
    """The short code; empty likewise."""
    state: str
    """有效, 撤销 or 换号."""
    since: str
    """Since when, ISO 8601."""
    replaced_by: str = ""
    """The number that came in its place; empty where none did."""

    @property
    def record(self) -> CodeRecord:
        """What its code guards."""
        return CodeRecord(
            number=self.number, organisation=self.organisation, team=self.team, tier=self.tier, year=self.year
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A list as it was published on one day."""

    kind: str
    """校验名册 (everything that was issued) or 撤销名单 (what no longer holds)."""
    association: str
    """Whose it is."""
    programme: str
    """Of which season."""
    day: str
    """When it was made, ISO 8601."""
    certificates: tuple[Listed, ...]
    """By number."""
    key: str = ""
    """Fingerprint of the key that signed it; empty where none did."""
    code: str = ""
    """The signature over all of it, as letters; empty likewise."""


def list_bytes(codes: CodeList) -> bytes:
    """What is signed: a line each for format, kind, association, programme and day, then one for each certificate.

    Raises:
        ValueError: a value holds a control character, so that a line could pass for two.
    """
    head = (FORMAT, codes.kind, codes.association, codes.programme, codes.day)
    rows = [*((each,) for each in head), *(astuple(each) for each in codes.certificates)]
    if not all(is_plain(value) for row in rows for value in row):
        raise ValueError("control character in a list")
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def signed_list(codes: CodeList, signer: Signer) -> CodeList:
    """The list with its signature."""
    return replace(codes, key=signer.fingerprint, code=full_code(signer.sign(list_bytes(codes))))


def is_sound_list(codes: CodeList, public: bytes) -> bool:
    """Whether the list is as it was signed by the private half of this key."""
    signature = signature_in(codes.code)
    return signature is not None and is_signed(list_bytes(codes), signature, public=public)


def list_json(codes: CodeList) -> bytes:
    """The list as a file."""
    told = {"format": FORMAT, **asdict(codes), "made_by": _MARK}
    return fixed_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def list_in(data: bytes) -> CodeList | None:
    """The list in a file; none where it is no list of ours."""
    try:
        told = json.loads(data.decode("utf-8-sig"))
        if told["format"] != FORMAT:
            return None
        certificates = tuple(
            Listed(**{name: _text(value) for name, value in row.items()}) for row in told["certificates"]
        )
        named = {name: _text(told[name]) for name in ("kind", "association", "programme", "day", "key", "code")}
        made = CodeList(**named, certificates=certificates)
        list_bytes(made)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return made


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
