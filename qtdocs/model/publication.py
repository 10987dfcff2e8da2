"""What people put down of papers that leave the house: number and date, the seal, who took what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuance:
    """Number and day of the paper that announces the honours (``ActKind.ISSUED``, key kind of paper)."""

    number: str
    """文号: 某质协〔2026〕4号; empty where it has none."""
    day: str
    """成文日期, ISO 8601."""
    because: str = ""
    """Why those whom it names are others than those in the 公示, with the decision; empty where they are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """One paper on which the association put its seal (``ActKind.SEALED``, key number)."""

    number: int
    """From 1, over the season."""
    paper: str
    """What it is called."""
    document_number: str = ""
    """Its 文号; empty where it has none."""
    copies: int = 1
    """How many copies."""
    receiver: str = ""
    """For whom."""
    seal: str = "公章"
    """Which seal."""
    approved_by: str = ""
    """Who allowed it."""
    day: str = ""
    """When, ISO 8601."""
    remark: str = ""
    """Whatever else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFor:
    """Who took what was made for one team (``ActKind.SIGNED_FOR``, key entry)."""

    entry: str
    """The entry's number."""
    taker: str
    """Who signed."""
    day: str = ""
    """When, ISO 8601; empty where nobody wrote it."""
    remark: str = ""
    """What was written beside: 代领, 快递."""
    number: str = ""
    """The certificate's number as the sheet has it; empty where it had none."""
    file: str = ""
    """The sheet that tells it, as people name it."""
    sha256: str = ""
    """Hex digest of its bytes."""


SIGNING_SHEET = "签收表"
"""The worksheet on which people sign for what they took."""
SIGNING_COLUMNS = (
    ("row", "序号"),
    ("entry", "班组编号"),
    ("number", "证书编号"),
    ("tier", "等级"),
    ("organisation", "单位名称"),
    ("team", "班组名称"),
    ("nominator", "推荐单位"),
    ("taker", "签收人"),
    ("day", "签收日期"),
    ("remark", "备注"),
)
"""Key and heading of each column; the last three are for people."""
