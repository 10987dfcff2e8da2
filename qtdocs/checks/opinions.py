"""A nominator's opinion: does it speak of everything that the notice wants to hear?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qtdocs.checks.making import finding
from qtdocs.editions.programme import RuleUse
from qtdocs.model.finding import Finding
from qtdocs.text import name_twin


def unspoken(text: str, topics: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The topics of which a text has not a single word; a hint, for people say things in many ways."""
    said = name_twin(text)
    return tuple(topic for topic, words in topics.items() if not any(name_twin(word) in said for word in words))


def check_opinion(text: str, rule: RuleUse, *, file: str, label: str) -> Iterator[Finding]:
    """What a nominator's opinion leaves out.

    Args:
        text: the opinion.
        rule: the notice's rule with its topics.
        file: the paper it stands on.
        label: what it is called there.
    """
    if missing := unspoken(text, rule.topics):
        yield finding(
            "text-section-missing", file=file, field="nomination_reason", label=label, severity=rule.severity,
            detail="；".join(missing),
        )  # fmt: skip
