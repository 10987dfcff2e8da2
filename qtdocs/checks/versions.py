"""Two versions of one paper that is no form: do they say the same?"""

from __future__ import annotations

import re

from qtdocs.checks.making import finding
from qtdocs.model.finding import Finding
from qtdocs.text import narrow

ALIKE = 0.9
"""Share of the text from which two versions count as one: pages have numbers, tables are read in another order."""
_SIGNS = re.compile(r"[\W_]+")
_FEWEST = 100
_MOST = 20_000


def likeness(one: str, other: str) -> float | None:
    """How much of two texts is the same, from 0 to 1, signs and spaces apart; none where one is too short to tell."""
    from rapidfuzz.distance import Indel

    here, there = (_SIGNS.sub("", narrow(text))[:_MOST] for text in (one, other))
    if min(len(here), len(there)) < _FEWEST:
        return None
    return Indel.normalized_similarity(here, there, score_cutoff=0)


def check_versions(name: str, one: tuple[str, str], other: tuple[str, str]) -> Finding | None:
    """Where two versions of a paper differ by more than the way they are written; none where they do not.

    Args:
        name: what the paper is called.
        one: the name of one file and its words.
        other: those of the other.
    """
    share = likeness(one[1], other[1])
    if share is None or share >= ALIKE:
        return None
    return finding(
        "pair-text-differs", file=other[0], label=name, name=name, share=f"{share:.0%}", first_file=f"“{one[0]}”",
        second_file=f"“{other[0]}”", detail="",
    )  # fmt: skip
