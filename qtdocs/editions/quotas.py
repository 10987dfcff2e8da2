"""How many teams a nominator may put forward, where the association says so."""

from __future__ import annotations

from pydantic import Field

from qtdocs.editions.form import Spec


class NominatorQuota(Spec):
    """The quota of one nominator, or of each that has none of its own."""

    nominator: str = ""
    """The word that tells the nominator from the others (杭州); empty for every nominator that is not named."""
    most: int = Field(ge=0)
    """Most teams."""
    source: str
    """Article or note."""


def quota_of(nominator: str, quotas: tuple[NominatorQuota, ...]) -> NominatorQuota | None:
    """The quota that holds for a nominator: the one with the longest word in its name, else the general one.

    >>> quotas = (NominatorQuota(nominator="杭州", most=5, source="一"), NominatorQuota(most=2, source="二"))
    >>> [quota_of(name, quotas).most for name in ("杭州市建筑业协会", "宁波市建筑业协会")]
    [5, 2]
    """
    found = [each for each in quotas if each.nominator in nominator]
    return max(found, key=lambda each: len(each.nominator), default=None)
