"""Who is honoured by a result: names and tiers, in the programme's own order, without scores or ranks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from qtdocs.editions.programme import Programme
from qtdocs.judging.words import FAILED, PASSED
from qtdocs.model.entry import Entry
from qtdocs.model.result import Ranked, Result
from qtdocs.publishing.order import PROGRAMME, keys_of
from qtdocs.render.context import text_of
from qtdocs.writing import safe_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Winner:
    """One team that is honoured."""

    entry: Entry
    """The entry as it stands today."""
    ranked: Ranked
    """What the result says of it."""

    @property
    def organisation(self) -> str:
        """Its organisation as it is printed."""
        return safe_text(text_of(self.entry, "organisation_name"))

    @property
    def team(self) -> str:
        """Its own name as it is printed."""
        return safe_text(text_of(self.entry, "team_name"))

    @property
    def nominator(self) -> str:
        """Who put it forward."""
        return safe_text(text_of(self.entry, "nominator_name"))


def winners(result: Result, teams: Sequence[Entry], programme: Programme) -> tuple[Winner, ...]:
    """Who is honoured: by tier, best first, in each by nominator, then by team, as the programme puts them in order.

    Where the programme has tiers a team without one is not honoured; where it has none, one that did not pass (不通过).
    """
    known = {team.number: team for team in teams}
    tiers = [tier.name for tier in programme.tiers]
    found = [
        Winner(entry=known[each.entry], ranked=each)
        for each in result.ranked
        if not each.out and each.entry in known and known[each.entry].in_running and _is_honoured(each, tiers)
    ]
    place = {name: number for number, name in enumerate(tiers)}
    return tuple(
        sorted(
            found,
            key=lambda each: (place.get(each.ranked.tier, len(tiers)), *_in_tier(each, programme)),
        )
    )


def tiers_given(result: Result, programme: Programme) -> Mapping[str, str]:
    """The tier of each entry that a result itself honours, whatever became of it since; empty without tiers."""
    tiers = [tier.name for tier in programme.tiers]
    return {
        each.entry: "" if each.tier == PASSED else each.tier
        for each in result.ranked
        if not each.out and _is_honoured(each, tiers)
    }


def _in_tier(each: Winner, programme: Programme) -> tuple[object, ...]:
    """What puts the teams of one tier in order: never their scores, never the codes of characters."""
    rules = programme.publishing
    key = partial(keys_of(rules.order), readings=rules.readings)
    nominator = (not each.nominator, key(each.nominator), each.nominator)
    if rules.order == PROGRAMME:
        return (programme.nominator_rank(each.nominator), *nominator, each.entry.number)
    team = key(each.team, person=text_of(each.entry, "team_leader"))
    return (*nominator, key(each.organisation), team, each.entry.number)


def _is_honoured(each: Ranked, tiers: Sequence[str]) -> bool:
    return each.tier in tiers if tiers else each.tier != FAILED


def by_tier(honoured: Sequence[Winner]) -> Mapping[str, tuple[Winner, ...]]:
    """The winners by tier, in their order; the empty tier where there are none."""
    found: dict[str, list[Winner]] = {}
    for each in honoured:
        found.setdefault("" if each.ranked.tier == PASSED else each.ranked.tier, []).append(each)
    return {tier: tuple(each) for tier, each in found.items()}


def counts_told(honoured: Sequence[Winner]) -> str:
    """How many there are of each tier: ``卓越级 2 个、示范级 6 个，共 8 个``."""
    groups = by_tier(honoured)
    if list(groups) in ([], [""]):
        return f"共 {len(honoured)} 个班组"
    each_tier = "、".join(f"{tier or '未分等级'} {len(each)} 个" for tier, each in groups.items())
    return f"{each_tier}，共 {len(honoured)} 个班组"


def changes_told(result: Result, honoured: Sequence[Winner]) -> Iterator[str]:
    """What the deciders gave instead of the rule's tier, with their reasons."""
    names = {each.entry.number: f"{each.organisation}“{each.team}”" for each in honoured}
    for each in result.ranked:
        if each.overridden:
            yield f"{each.entry} {names.get(each.entry, '')}：定为{each.tier or '不授予'}；{each.overridden}"
