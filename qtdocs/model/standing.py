"""Where an entry stands on its way from 收到 to 定级: every state, and every move from one to another, in one table."""

from __future__ import annotations

from dataclasses import dataclass

RECEIVED = "收到"
"""The state of an entry that has just come in."""
WITHDRAWN = "撤回"
"""The applicant took it back."""
DISQUALIFIED = "取消资格"
"""What a sanction does."""
STATES = {
    "收到": "刚收进来，还没有初选",
    "待补正": "要补材料或改正",
    "初选合格": "初选（合规性、完整性审核）合格",
    "评审": "正在评审材料",
    "发布": "进入成果发布",
    "定级": "评定了等级或称号",
    "淘汰": "不符合要求，不再参加",
    "取消资格": "违反规定，不再参加",
    "撤回": "申报单位自己撤回",
    "放弃": "没有到场发布，或自己放弃",
}
"""Every state and what it means, in the order of the way; the last four end it."""
ENDED = frozenset({"淘汰", DISQUALIFIED, WITHDRAWN, "放弃"})
"""The states after which an entry is in no output any more, though it stays in the ledger."""
OPEN = frozenset({RECEIVED, "待补正"})
"""The states in which nobody has decided yet, and papers are expected to come."""

PASSING = frozenset({"初选合格", "评审", "发布", "定级"})
"""The states that an entry reaches because somebody found it good; what is still open is shown before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A move that a person may make."""

    before: str
    """The state it starts from."""
    after: str
    """The state it ends in."""
    needs_reason: bool
    """Whether somebody must write down why."""
    is_back: bool = False
    """Whether it takes an earlier move back."""
    reason_over_errors: bool = False
    """Whether somebody must write down why where an error is still open."""


def _onward(before: str, *after: str) -> tuple[Move, ...]:
    return tuple(
        Move(before=before, after=each, needs_reason=each in ENDED, reason_over_errors=each in PASSING)
        for each in after
    )


_ONWARD = (
    *_onward("收到", "待补正", "初选合格", "淘汰", "取消资格", "撤回"),
    *_onward("待补正", "初选合格", "淘汰", "取消资格", "撤回"),
    *_onward("初选合格", "评审", "淘汰", "取消资格", "撤回", "放弃"),
    *_onward("评审", "发布", "定级", "淘汰", "取消资格", "撤回", "放弃"),
    *_onward("发布", "定级", "取消资格", "放弃"),
    *_onward("定级", "取消资格", "放弃"),
    *_onward("淘汰", "取消资格"),
    *_onward("撤回", "取消资格"),
    *_onward("放弃", "取消资格"),
)
MOVES: tuple[Move, ...] = (
    *_ONWARD,
    # whoever mistook one number for another must be able to mend it, and say so
    *(Move(before=each.after, after=each.before, needs_reason=True, is_back=True) for each in _ONWARD),
)
"""Every move there is: onward, and each one back again, which always needs a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One move as it was made: who, when, why."""

    number: str
    """The entry's number."""
    before: str
    """The state it had."""
    after: str
    """The state it got."""
    who: str
    """Who decided."""
    because: str
    """Why; empty where no reason is asked for and none was given."""
    at: str
    """When, ISO 8601."""
    papers: frozenset[str] = frozenset()
    """Digests of the papers that held then."""

    @property
    def is_decision(self) -> bool:
        """Whether it was decided on the papers as they were then."""
        return self.after not in OPEN


def move_between(before: str, after: str) -> Move | None:
    """The move from one state to another; none where there is none.

    >>> move_between("收到", "初选合格").needs_reason, move_between("收到", "定级")
    (False, None)
    """
    return next((each for each in MOVES if (each.before, each.after) == (before, after)), None)


def moves_from(before: str) -> tuple[Move, ...]:
    """Every move that starts from a state, onward ones first."""
    return tuple(each for each in MOVES if each.before == before)
