"""What keeps an expert from an entry: the same organisation, the same nominator, own word, a former employer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qtdocs.judging.kinship import ALIKE, SAME, Kinship, kinship
from qtdocs.model.expert import Conflict, DrawnEntry, DrawPlan, Expert
from qtdocs.model.registry import Registry
from qtdocs.near_names import loosened, same_nominator
from qtdocs.text import name_twin

RECUSED = "recused"
"""The kind of a conflict that was said after an earlier draw."""
_SHOWN = 3
_SHORTEST = 3
"""Characters of a team's name that tell it from words of every day."""
_GAPS = re.compile(r"[\s,，。.\-—:：]+")
_Found = Iterator[tuple[str, str, str]]
"""Numbers of entries, each with the kind of conflict and the reason."""


class Conflicts:
    """The conflicts of experts with the entries of a plan; worked out when an expert comes up, and kept.

    Args:
        plan: entries, and what keeps experts from them.
    """

    def __init__(self, plan: DrawPlan) -> None:
        self._plan = plan
        self._registry = Registry(renamings=plan.renamings)
        self._kin = Kinship(self._registry, (each.organisation for each in plan.entries))
        self._nominators = Kinship(self._registry, (each.nominator for each in plan.entries))
        self._found: dict[str, Mapping[str, Conflict]] = {}
        self._of_organisation: dict[str, list[str]] = {}
        self._of_nominator: dict[str, list[str]] = {}
        for each in plan.entries:
            self._of_organisation.setdefault(each.organisation, []).append(each.number)
            self._of_nominator.setdefault(each.nominator, []).append(each.number)

    def of(self, expert: Expert) -> Mapping[str, Conflict]:
        """The conflicts of an expert by the entry's number; of several reasons the first counts."""
        if expert.id not in self._found:
            found: dict[str, Conflict] = {}
            for number, kind, reason in self._reasons(expert):
                found.setdefault(number, Conflict(expert=expert.id, entry=number, kind=kind, reason=reason))
            self._found[expert.id] = found
        return self._found[expert.id]

    def same_house(self, one: Expert, other: Expert) -> bool:
        """Whether two experts are of one organisation, or of such that belong together."""
        return kinship(one.organisation, other.organisation, self._registry) not in ("", ALIKE)

    def unmatched(self, expert: Expert) -> tuple[str, ...]:
        """What an expert declared not to judge and no entry answers to; somebody should look at how it is written."""
        return tuple(word for word in expert.declared if not any(self._declared(word)))

    def _reasons(self, expert: Expert) -> _Found:
        known = frozenset(each.number for each in self._plan.entries)
        for expert_id, number in self._plan.recused:
            if expert_id == expert.id and number in known:
                yield number, RECUSED, "抽取后已登记回避"
        if "organisation" in self._plan.avoid:
            for other, kin in self._kin.of(expert.organisation).items():
                for number in self._of_organisation[other]:
                    yield number, "organisation", f"{kin}（{_both(expert.organisation, other)}）"
        if "past-employer" in self._plan.avoid:
            for past in expert.past_employers:
                yield from self._once_employed(past)
        if "declared" in self._plan.avoid:
            for word in expert.declared:
                yield from ((number, "declared", why) for number, why in self._declared(word))
        if "nominator" in self._plan.avoid:
            yield from self._nominated(expert)

    def _once_employed(self, past: str) -> _Found:
        for other, kin in self._kin.of(past).items():
            told = "曾在该单位任职" if kin == SAME else f"曾任职单位是{kin}"
            for number in self._of_organisation[other]:
                yield number, "past-employer", f"{told}（{_both(past, other)}）"

    def _nominated(self, expert: Expert) -> _Found:
        """Entries put forward by who put the expert forward, or by who employs the expert."""
        employers = self._nominators.of(expert.organisation)
        for nominator, numbers in self._of_nominator.items():
            if self._is_nominator(expert.nominator, nominator):
                told = "同一推荐单位"
            elif kin := employers.get(nominator, ""):
                told = "在推荐单位任职" if kin == SAME else f"单位与推荐单位是{kin}"
            else:
                continue
            for number in numbers:
                yield number, "nominator", f"{told}（{nominator}）"

    def _is_nominator(self, one: str, other: str) -> bool:
        if not one or not other:
            return False
        return name_twin(one) == name_twin(other) or same_nominator(one, other, self._plan.nominator_words)

    def _declared(self, word: str) -> Iterator[tuple[str, str]]:
        """Entries that a declared word means, each with the reason."""
        told, relatives = f"本人声明回避“{word}”", self._kin.of(word)
        bare = _GAPS.sub("", word)
        names = loosened(bare), name_twin(bare), name_twin(word)
        for each in self._plan.entries:
            if (why := self._meant(names, each)) is not None:
                yield each.number, told + why
            elif kin := relatives.get(each.organisation, ""):
                yield each.number, f"{told}（{kin}）"

    def _meant(self, names: tuple[str, str, str], entry: DrawnEntry) -> str | None:
        """What to add where a word is an entry's number or its team, alone or behind its organisation; else none."""
        loose, twin, written = names
        team = loosened(entry.team)
        if written == name_twin(entry.number):
            return ""
        if not team or not loose.endswith(team):
            return None
        if loose == team:
            return "（班组同名）" if len(team) >= _SHORTEST else None
        before = twin[: -len(name_twin(entry.team))]
        return "" if before and kinship(before, entry.organisation, self._registry) else None


def summed(conflicts: Iterable[Conflict]) -> str:
    """Conflicts of one expert with entries of a group, in a line: each reason once, with its entries.

    >>> summed([Conflict(expert="专1", entry=f"班000{n}", kind="declared", reason="本人声明") for n in (1, 2)])
    '本人声明：班0001、班0002'
    """
    reasons: dict[str, list[str]] = {}
    for each in conflicts:
        reasons.setdefault(each.reason, []).append(each.entry)
    return "；".join(f"{reason}：{some(numbers)}" for reason, numbers in reasons.items())


def some(words: Sequence[str], *, shown: int = _SHOWN, unit: str = "个") -> str:
    """The first of some words, and how many there are.

    >>> some(["甲", "乙", "丙", "丁"])
    '甲、乙、丙 等 4 个'
    """
    if len(words) <= shown:
        return "、".join(words)
    return f"{'、'.join(words[:shown])} 等 {len(words)} {unit}"


def _both(one: str, other: str) -> str:
    return one if name_twin(one) == name_twin(other) else f"{one}，{other}"
