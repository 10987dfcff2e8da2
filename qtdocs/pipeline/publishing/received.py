"""Figures that other associations sent up in their own 统计表: added up where every one is sure, each addend told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from qtdocs.editions.form import FieldSpec
from qtdocs.model.record import FieldValue, Record, worded
from qtdocs.text import name_twin

_FIRST = ("word", "sheet", "pdf")
"""Which of several papers that say the same is quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addend:
    """One figure of one sheet that was received."""

    key: str
    """The field's key."""
    sender: str
    """Whose sheet it is."""
    file: str
    """The sheet, as people name it."""
    place: str
    """Where the figure stands."""
    written: str
    """As written; empty where nothing is."""
    number: Decimal | None
    """The figure; none where it is not sure."""
    deducted: bool
    """Whether it is not counted, because its sender is under an industry."""
    remark: str
    """What is to be said of it, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One figure added up."""

    key: str
    """The field's key."""
    number: Decimal | None
    """The sum; none where nothing came, or a figure is not sure."""
    addends: tuple[Addend, ...]
    """What it was added up from, deducted ones too."""
    why: str
    """How it came about, or why there is none, in Chinese."""


def added_up(
    received: Sequence[tuple[Record, str]], fields: Sequence[FieldSpec], *, deducted: Sequence[str]
) -> Mapping[str, Sum]:
    """The sums of some fields over the sheets received, by key.

    Args:
        received: the sheets, each with the name of its sender.
        fields: the fields.
        deducted: words in a sender's name by which it is known to be under an industry.
    """
    by_sender: dict[str, list[tuple[Record, str]]] = {}
    for record, sender in received:
        by_sender.setdefault(name_twin(sender), []).append((record, sender))
    return {
        spec.key: _sum(spec.key, [_addend(spec.key, sheets, deducted) for sheets in by_sender.values()])
        for spec in fields
    }


def plainly(number: Decimal) -> str:
    """A figure as people write it.

    >>> plainly(Decimal("12.50")), plainly(Decimal("1200"))
    ('12.5', '1200')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sum(key: str, addends: Sequence[Addend]) -> Sum:
    counted = [each for each in addends if not each.deducted]
    unsure = [f"{each.sender}{each.remark or '没有填'}" for each in counted if each.number is None]
    if not addends:
        return Sum(key=key, number=None, addends=(), why="没有收到下级的统计表，请填")
    if not counted or unsure:
        why = f"没有合计：{'；'.join(unsure)}" if unsure else "收到的都是行业直属的，请填"
        return Sum(key=key, number=None, addends=tuple(addends), why=why)
    total = sum((each.number for each in counted if each.number is not None), Decimal(0))
    left = [each for each in addends if each.deducted]
    off = "、".join(plainly(each.number) if each.number is not None else "没有数" for each in left)
    why = f"{len(counted)} 份下级统计表合计" + (f"，另有 {len(left)} 份行业直属的（{off}）已扣除" if left else "")
    return Sum(key=key, number=total, addends=tuple(addends), why=why)


def _addend(key: str, sheets: Sequence[tuple[Record, str]], deducted: Sequence[str]) -> Addend:
    """What one sender says; where its papers contradict each other, nothing is sure."""
    ordered = sorted(sheets, key=lambda each: _rank(each[0]))
    record, sender = ordered[0]
    value = record.fields.get(key)
    number, remark = _read(value)
    others = {plainly(found) for each, _ in ordered[1:] if (found := _read(each.fields.get(key))[0]) is not None}
    if number is not None and others - {plainly(number)}:
        told = "、".join(sorted({plainly(number), *others}))
        number, remark = None, f"的几份表不一样（{told}）"
    return Addend(
        key=key, sender=sender, file=record.file, place=str(value.place) if value is not None else "",
        written=value.text if value is not None else "", number=number,
        deducted=any(word in sender for word in deducted), remark=remark,
    )  # fmt: skip


def _read(value: FieldValue | None) -> tuple[Decimal | None, str]:
    """A figure, and what is doubtful about it; a guess is none."""
    written = worded(value.value) if value is not None else ""
    if value is None or not written:
        return None, "没有填"
    if value.grade == "C":
        return None, "的数读不准，请看原件"
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None, "写的不是数"
    return (number, "请对照原件" if value.grade == "B" else "") if number.is_finite() else (None, "写的不是数")


def _rank(record: Record) -> int:
    return _FIRST.index(record.medium) if record.medium in _FIRST else len(_FIRST)
