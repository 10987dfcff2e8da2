"""From a result to what is published: who decided, the 公示, objections and what became of them, the final word."""

from __future__ import annotations

from dataclasses import dataclass

UPHELD, DISMISSED, TAKEN_BACK = "成立", "不成立", "撤回"
OUTCOMES = (UPHELD, DISMISSED, TAKEN_BACK)
"""How an objection may end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a meeting decided of one version of a result."""

    version: int
    """The version."""
    day: str
    """Day of the meeting, ISO 8601."""
    place: str = ""
    """Where it met."""
    chair: str = ""
    """Who led it."""
    present: tuple[str, ...] = ()
    """Who was there."""
    keeper: str = ""
    """Who kept the minutes."""
    remarks: str = ""
    """What was said besides, as it is to stand in the minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """The 公示 of one version of a result."""

    version: int
    """The version."""
    first: str
    """First day, ISO 8601."""
    last: str
    """Last day, ISO 8601; objections of that day still count."""
    days: int
    """How many working days that is."""
    source: str
    """The announcement of holidays by which they were counted, and where the number of days comes from."""
    because: str = ""
    """Why it is another than the one put down before; empty for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """An objection, and what became of it."""

    number: int
    """From 1, over the season."""
    version: int
    """The result that was published."""
    day: str
    """When it came, ISO 8601."""
    objector: str
    """Who objects; 匿名 where it came without a name."""
    entry: str
    """The entry's number that it is about; empty where it is about the whole."""
    words: str
    """What it says."""
    contact: str = ""
    """How to answer; in the office's register alone."""
    outcome: str = ""
    """成立, 不成立 or 撤回; empty as long as it is open."""
    answer: str = ""
    """处理意见."""
    decided_on: str = ""
    """When it was decided, ISO 8601."""
    decided_by: str = ""
    """Who decided."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return not self.outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """定稿 of one version of a result."""

    version: int
    """The version."""
    day: str
    """The day, ISO 8601."""
    award_number: str = ""
    """文号 of the paper that announces it; empty where it has none yet."""
