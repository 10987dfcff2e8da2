"""What became of one rule of the notice for one team: fine, defect, or not to be told from what came."""

from __future__ import annotations

from dataclasses import dataclass

VERDICTS = {"fine": "符合", "defect": "有问题", "unknown": "查不了"}
"""The three answers, and how people call them; ``unknown`` is as good an answer as the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One rule of the notice, held against one team."""

    rule: str
    """The rule's id in the programme: V01 to V25."""
    verdict: str
    """One of ``VERDICTS``."""
    detail: str
    """What it rests on, in Chinese, without a full stop; for ``unknown`` why it cannot be told."""
    ask: str = ""
    """How a person can find out elsewhere, where it cannot be told; empty where nothing is to be looked up."""
