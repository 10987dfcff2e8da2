"""A seal that a form asks for, looked for on one paper: what was seen, and what a person said of it."""

from __future__ import annotations

from dataclasses import dataclass

from qtdocs.model.document import Mark

OUTCOMES = {
    "same": "有章，印文相符",
    "unread": "有章，印文看不清",
    "changed": "有电子印章，盖章之后内容有改动",
    "misplaced": "有章，位置不对",
    "other-kind": "有章，但不是公章",
    "differs": "有章，印文不符",
    "unseen": "没有看到章，但有的页没有看",
    "missing": "没有看到章",
}
"""What can become of a seal that is asked for, the best first, as people read it."""
ANSWERS = {
    "相符": "same",
    "看不清": "unread",
    "位置不对": "misplaced",
    "不是公章": "other-kind",
    "不符": "differs",
    "没有": "missing",
}
"""What a person may say who looked at the paper, and the outcome it stands for."""
TAKEN_BACK = "收回"
"""How a person takes back what was said of a seal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What a named person saw with their own eyes."""

    answer: str
    """One of ``ANSWERS``."""
    who: str
    """The person's name."""
    at: str
    """When it was put down, ISO 8601."""
    expected: str = ""
    """Whose seal it should have been then, as the form said; the word holds for that name alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealLook:
    """One seal that is asked for, looked for on one paper."""

    role: str
    """``applicant`` or ``nominator``."""
    box: str
    """The printed words beside which it belongs; empty where the form has no box for it."""
    expected: str
    """The organisation whose seal it should be; empty where the form does not tell."""
    file: str
    """The paper."""
    sha256: str
    """The paper's digest."""
    part: int = 0
    """From 1 where the file holds several forms; else 0."""
    outcome: str
    """One of ``OUTCOMES``."""
    mark: Mark | None = None
    """The seal that was seen; none where none was."""
    reads_as: str = ""
    """The organisation that the print reads as; empty where it cannot be said."""
    detail: str = ""
    """What was seen, in Chinese, without a full stop."""
    is_digital: bool = False
    """Whether it was told by a digital signature, not by pixels."""
    is_inferred: bool = False
    """Whether the notice does not say itself that the seal is asked for."""
    confirmed: Confirmation | None = None
    """What a person said; none as long as only the program looked."""
    saw: str = ""
    """The outcome that the program saw, where a person's word took its place; else empty."""
    lapsed: Confirmation | None = None
    """What a person said while another name stood on the form; it holds no more."""

    @property
    def key(self) -> tuple[str, int, str]:
        """What a person's word is bound to: the paper's bytes, the form in it, and the role."""
        return self.sha256, self.part, self.role

    @property
    def rank(self) -> int:
        """The lower the better; of two papers, a defect that a person saw stands behind what nobody has looked at."""
        if self.outcome == "same":
            return 0 if self.confirmed else 1
        return list(OUTCOMES).index(self.outcome) + 1 + (len(OUTCOMES) if self.confirmed else 0)
