"""Ballots and findings about them as lines: for people, and as JSON for other programs."""

from __future__ import annotations

import json
from typing import Any

from qtdocs.model.ballot import Ballot
from qtdocs.model.finding import SEVERITY_NAMES, Finding
from qtdocs.text import plain_number
from qtdocs.writing import safe_text

SCHEMA_VERSION = 1
"""Raised whenever a reader of the lines would have to change."""


def json_line(kind: str, **told: Any) -> str:
    """One thing as a line of JSON."""
    return json.dumps({"schema_version": SCHEMA_VERSION, "kind": kind, **told}, ensure_ascii=False)


def ballot_json(ballot: Ballot) -> dict[str, Any]:
    """A ballot as other programs read it."""
    scores = {
        key: {"value": None if each.value is None else plain_number(each.value), "text": each.text, "place": each.place}
        for key, each in ballot.scores.items()
    }
    return {
        "stage": ballot.stage, "judge": ballot.judge, "entry": ballot.entry, "medium": ballot.medium,
        "file": ballot.file, "spot": ballot.spot, "recused": ballot.recused, "scores": scores,
        "points": None if ballot.points is None else plain_number(ballot.points), "comment": ballot.comment,
    }  # fmt: skip


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as other programs read it."""
    return {
        "code": finding.code, "severity": finding.severity, "file": finding.file, "message": finding.message,
        "advice": finding.advice,
    }  # fmt: skip


def finding_line(finding: Finding) -> str:
    """A finding as people read it; with its file where its words do not name it."""
    file = f"{safe_text(finding.file)}：" if finding.file and finding.code.startswith("file-") else ""
    return f"[{SEVERITY_NAMES[finding.severity]}] {file}{finding.message}{finding.advice}（{finding.code}）"
