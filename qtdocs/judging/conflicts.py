"""What keeps an expert from an entry: the same organisation, the same nominator, own word, a former employer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qtdocs.judging.kinship import ALIKE, SAME, Kinship
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


class Conflicts:
    """The conflicts of experts with the entries of a plan; worked out when an expert comes up, and kept.

    Args:
        plan: entries, and what keeps experts from them.
    """

    def __init__(self, plan: DrawPlan) -> None:
        self._plan = plan
        self._kin = Kinship(Registry(renamings=plan.renamings))
        self._found: dict[str, Mapping[str, Conflict]] = {}
        self._nominators: dict[tuple[str, str], bool] = {}
        self._recused = frozenset(plan.recused)

    def of(self, expert: Expert) -> Mapping[str, Conflict]:
        """The conflicts of an expert by the entry's number; of several reasons the first counts."""
        if expert.id not in self._found:
            found = ((each.number, self._between(expert, each)) for each in self._plan.entries)
            self._found[expert.id] = {number: conflict for number, conflict in found if conflict is not None}
        return self._found[expert.id]

    def same_house(self, one: Expert, other: Expert) -> bool:
        """Whether two experts are of one organisation, or of such that belong together."""
        return self._kin.between(one.organisation, other.organisation) not in ("", ALIKE)

    def unmatched(self, expert: Expert) -> tuple[str, ...]:
        """What an expert declared not to judge and no entry answers to; somebody should look at how it is written."""
        return tuple(
            word for word in expert.declared if not any(self._declared(word, each) for each in self._plan.entries)
        )

    def _between(self, expert: Expert, entry: DrawnEntry) -> Conflict | None:
        if (expert.id, entry.number) in self._recused:
            return Conflict(expert=expert.id, entry=entry.number, kind=RECUSED, reason="抽取后已登记回避")
        found = next(iter(self._reasons(expert, entry)), None)
        return found and Conflict(expert=expert.id, entry=entry.number, kind=found[0], reason=found[1])

    def _reasons(self, expert: Expert, entry: DrawnEntry) -> Iterator[tuple[str, str]]:
        if "organisation" in self._plan.avoid and (kin := self._kin.between(expert.organisation, entry.organisation)):
            yield "organisation", f"{kin}（{_both(expert.organisation, entry.organisation)}）"
        if "past-employer" in self._plan.avoid:
            for past in expert.past_employers:
                if kin := self._kin.between(past, entry.organisation):
                    told = "曾在该单位任职" if kin == SAME else f"曾任职单位是{kin}"
                    yield "past-employer", f"{told}（{_both(past, entry.organisation)}）"
        if "declared" in self._plan.avoid:
            for word in expert.declared:
                if why := self._declared(word, entry):
                    yield "declared", why
        if "nominator" in self._plan.avoid and entry.nominator:
            if self._is_nominator(expert.nominator, entry.nominator):
                yield "nominator", f"同一推荐单位（{entry.nominator}）"
            elif kin := self._kin.between(expert.organisation, entry.nominator):
                told = "在推荐单位任职" if kin == SAME else f"单位与推荐单位是{kin}"
                yield "nominator", f"{told}（{entry.nominator}）"

    def _is_nominator(self, one: str, other: str) -> bool:
        if not one:
            return False
        if (one, other) not in self._nominators:
            same = name_twin(one) == name_twin(other) or same_nominator(one, other, self._plan.nominator_words)
            self._nominators[one, other] = same
        return self._nominators[one, other]

    def _declared(self, word: str, entry: DrawnEntry) -> str:
        """Why an entry is one that was declared; empty where it is not."""
        told = f"本人声明回避“{word}”"
        if name_twin(word) == name_twin(entry.number):
            return told
        twin, team = loosened(_GAPS.sub("", word)), loosened(entry.team)
        if team and twin == loosened(f"{entry.organisation}{entry.team}"):
            return told
        if team and twin.endswith(team) and len(twin) > len(team):  # a company and one of its teams in one word
            before = name_twin(_GAPS.sub("", word))[: -len(name_twin(entry.team))]
            return told if self._kin.between(before, entry.organisation) else ""
        if len(team) >= _SHORTEST and twin == team:
            return f"{told}（班组同名）"
        kin = self._kin.between(word, entry.organisation)
        return f"{told}（{kin}）" if kin else ""


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
