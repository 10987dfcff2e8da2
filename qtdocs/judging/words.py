"""The rules of judging in the words of the trade: what an option is called, and what it means."""

from __future__ import annotations

from collections.abc import Mapping

STATISTICS_SAID: Mapping[str, str] = {"mean": "平均", "median": "中位数", "trimmed": "去掉最高最低"}
"""What ``Stage.statistic`` is called."""
BASES_SAID: Mapping[str, str] = {"applied": "报名", "passed": "初选合格", "presented": "参加发布"}
"""What ``JudgingRules.base`` is called."""
TIES_SAID: Mapping[str, str] = {"below": "归下一级", "ask": "不建议"}
"""What ``JudgingRules.ties`` is called."""
CUTS_SAID: Mapping[str, str] = {"global": "合在一起", "room": "各会场"}
"""What ``JudgingRules.cut`` is called."""
ABSENCES_SAID: Mapping[str, str] = {"withdrawn": "视同放弃", "zero": "发布记零分", "ask": "未定"}
"""What becomes of a team that stays away from the presentation."""
PASSED, FAILED = "通过", "不通过"
"""What an entry gets where the programme has no tiers and the office decides."""
