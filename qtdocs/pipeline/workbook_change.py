"""One thing that a person changed in the ledger workbook, and how it is told to people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qtdocs import checks, render
from qtdocs.model.correction import NAME_KEYS, RULINGS
from qtdocs.model.entry import Entry
from qtdocs.model.record import Value, worded
from qtdocs.model.seal import SealLook
from qtdocs.text import name_twin

_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValue:
    """A box that should read otherwise."""

    entry: Entry
    """The team."""
    key: str
    """The field's key."""
    label: str
    """Its heading."""
    old: Value
    """What the papers say."""
    shown: str
    """What the ledger said so far."""
    new: Value
    """What holds from now on."""
    seen: tuple[str, ...]
    """What stands in this box of each paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRuling:
    """What a person says of a finding."""

    entry: Entry | None
    """The team; none for a finding of no team."""
    finding: str
    """The finding's key."""
    code: str
    """The finding's code."""
    message: str
    """What it says."""
    ruling: str
    """One of ``RULINGS``, or empty where it is taken back."""
    who: str
    """The person."""
    why: str
    """Why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLook:
    """What a person saw of a seal."""

    look: SealLook
    """The seal."""
    answer: str
    """One of ``ANSWERS``."""
    who: str
    """The person."""


Change = NewValue | NewRuling | NewLook


def told(change: Change, who: str) -> str:
    """A change as people read it: whose, which box, old, new, by whom."""
    if isinstance(change, NewValue):
        return f"  {change.entry.number} {_name(change.entry)}“{change.label}”：{_step(change)}　{who}"
    if isinstance(change, NewLook):
        return f"  {change.look.file} 的章：看到 {change.answer}　{change.who}"
    whose = f"{change.entry.number} {_name(change.entry)}" if change.entry else "（整批）"
    word = RULINGS.get(change.ruling, "收回处理")
    why = f"，{change.why}" if change.why else ""
    title = checks.RULES[change.code].title if change.code in checks.RULES else change.code
    return f"  {whose} {title}“{shortened(change.message)}”：{word}{why}　{change.who or who}"


def _step(change: NewValue) -> str:
    """From what to what; of a guess that was right, that it is right, with what is written on the paper."""
    new = shortened(worded(change.new) or "（清空）")
    held = change.entry.fields[change.key]
    if held.grade == "C" and held.value == change.new:
        alike = name_twin(held.text) == name_twin(worded(held.value))
        return f"确认是 {new}（原来只是猜测{'' if alike else f'，材料上写的是“{shortened(held.text)}”'}）"
    return f"{shortened(change.shown or '（空）')} → {new}"


def namesakes(changes: Sequence[Change], teams: Sequence[Entry]) -> Iterator[str]:
    """What is to be said of entries that are called alike after the changes: they stay two."""
    names = {team.id: [name_twin(render.text_of(team, key)) for key in NAME_KEYS] for team in teams}
    numbers = {team.id: team.number for team in teams}
    renamed = [each for each in changes if isinstance(each, NewValue) and each.key in NAME_KEYS]
    for each in renamed:
        names[each.entry.id][NAME_KEYS.index(each.key)] = name_twin(worded(each.new))
    for own in dict.fromkeys(each.entry.id for each in renamed):
        alike = [numbers[other] for other in names if other != own and names[other] == names[own]]
        if alike:
            yield f"  注意：改后 {numbers[own]} 和 {'、'.join(alike)} 同名，仍是各自的条目，材料不会合到一起。"


def _name(entry: Entry) -> str:
    return render.text_of(entry, "team_name") or "（班组名称未定）"


def shortened(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = text.replace("\n", "／")
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…（共 {len(text)} 字）"
