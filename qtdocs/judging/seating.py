"""Experts take the seats of groups: always the first in the order who may; who is passed over, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qtdocs.judging.conflicts import Conflicts, some, summed
from qtdocs.model.expert import BRIDGE, LEADER, DrawPlan, Expert, Panel, Seat
from qtdocs.text import natural_order

NOT_LEADER = "不能任组长"


class Group:
    """A group that is being filled.

    Args:
        name: its name.
        entries: its entries.
    """

    def __init__(self, name: str, entries: tuple[str, ...]) -> None:
        self.name, self.entries = name, entries
        self.seats: list[Seat] = []
        self.avoided: dict[str, tuple[str, ...]] = {}

    @property
    def panel(self) -> Panel:
        """The group as it stands, the leader first, then members, then those who sit in every group."""
        roles = {LEADER: 0, BRIDGE: 2}
        seats = tuple(sorted(self.seats, key=lambda seat: roles.get(seat.role, 1)))
        avoided = {seat.expert: self.avoided[seat.expert] for seat in seats if self.avoided.get(seat.expert)}
        return Panel(name=self.name, seats=seats, entries=self.entries, avoided=avoided)


def group_of(panel: Panel) -> Group:
    """A group that can be changed, as a panel stands."""
    group = Group(panel.name, panel.entries)
    group.seats, group.avoided = list(panel.seats), dict(panel.avoided)
    return group


class Seating:
    """One draw while its seats are taken.

    Args:
        plan: what the draw goes by.
        experts: the pool by id.
    """

    def __init__(self, plan: DrawPlan, experts: Mapping[str, Expert]) -> None:
        self.plan, self.experts = plan, experts
        self.conflicts = Conflicts(plan)
        self.passed: dict[str, dict[str, None]] = {}

    def take(self, groups: Sequence[Group], role: str, order: Iterable[str], *, size: int) -> str:
        """Seat the first of an order who may sit in all of some groups; gives the id, empty where nobody may.

        First somebody is looked for whom nothing keeps from any entry of the groups; where there is nobody, the first
        is taken who avoids single entries and leaves each of them enough judges.

        Args:
            groups: the groups of the seat; several for who sits in every group.
            role: the seat.
            order: ids of those who may be asked, in their order.
            size: how many judges a group will have when all its seats are taken.
        """
        kept_away = []
        for expert in order:
            if not self._may_sit(self.experts[expert], groups, role):
                continue
            against = self._against(expert, groups)
            if not any(against.values()):
                return self._seat(expert, groups, role, against)
            self._note_conflicts(expert, groups, against)
            kept_away.append((expert, against))
        for expert, against in kept_away:
            if all(self._leaves_enough(group, against[group.name], size) for group in groups):
                return self._seat(expert, groups, role, against)
        return ""

    def _may_sit(self, expert: Expert, groups: Sequence[Group], role: str) -> bool:
        """Whether nothing but single entries keeps an expert from a seat; what does is noted."""
        if role == LEADER and not expert.may_lead:
            self.note(expert.id, NOT_LEADER)
            return False
        if not self.plan.one_per_organisation:
            return True
        for group in groups:
            for seat in group.seats:
                if self.conflicts.same_house(expert, self.experts[seat.expert]):
                    self.note(expert.id, f"{group.name}：组内已有同一单位的专家（{expert.organisation}）")
                    return False
        return True

    def _against(self, expert: str, groups: Sequence[Group]) -> Mapping[str, tuple[str, ...]]:
        """The entries of each group that an expert must not judge."""
        found = self.conflicts.of(self.experts[expert])
        return {group.name: tuple(number for number in group.entries if number in found) for group in groups}

    def _note_conflicts(self, expert: str, groups: Sequence[Group], against: Mapping[str, tuple[str, ...]]) -> None:
        found = self.conflicts.of(self.experts[expert])
        for group in groups:
            if numbers := against[group.name]:
                self.note(expert, f"{group.name}：{summed(found[number] for number in numbers)}")

    def note(self, expert: str, reason: str) -> None:
        """Put down why an expert who came up was not taken."""
        self.passed.setdefault(expert, {}).setdefault(reason)

    def _leaves_enough(self, group: Group, against: Sequence[str], size: int) -> bool:
        missing = Counter(number for numbers in group.avoided.values() for number in numbers)
        return all(size - missing[number] - 1 >= self.plan.least for number in against)

    def _seat(self, expert: str, groups: Sequence[Group], role: str, against: Mapping[str, tuple[str, ...]]) -> str:
        for group in groups:
            group.seats.append(Seat(expert=expert, role=role))
            if against[group.name]:
                group.avoided[expert] = against[group.name]
        return expert


def blocking(seating: Seating, groups: Sequence[Group], role: str, order: Sequence[str]) -> Iterator[str]:
    """Why nobody is left for a seat, a line each: how many do not count for what reason, and whose entries block."""
    blocked: Counter[str] = Counter()
    entries: dict[str, dict[str, None]] = {}
    for expert in map(seating.experts.__getitem__, order):
        if role == LEADER and not expert.may_lead:
            blocked[NOT_LEADER] += 1
            continue
        found = seating.conflicts.of(expert)
        reasons = {found[number].reason for group in groups for number in group.entries if number in found}
        for group in groups:
            for number in group.entries:
                if number in found:
                    entries.setdefault(found[number].reason, {}).setdefault(number)
        blocked["与班组有回避关系" if reasons else "与组内专家同一单位"] += 1
    if not order:
        yield "专家库里没有人了：能参加的都已经在组里"
    yield from (f"{why} {count} 人" for why, count in blocked.items())
    largest = sorted(entries.items(), key=lambda each: -len(each[1]))
    yield from (f"{reason}：{some(sorted(numbers, key=natural_order))}" for reason, numbers in largest[:5])
