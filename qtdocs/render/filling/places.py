"""What is put into the places of a blank: values in the words in which people write them, and boxes ticked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qtdocs.editions.form import NUMBER_TYPES, FieldSpec
from qtdocs.model.record import Value, worded
from qtdocs.text import label_twin, plain_date
from qtdocs.writing import safe_text

BOXES = "□☐"
"""Boxes as blanks print them."""
TICK = "☑"
Values = Mapping[str, Value]
"""Canonical values by key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A filled form."""

    data: bytes
    """Its bytes."""
    placeless: tuple[str, ...] = ()
    """Keys of values for which the blank has no place that could be found."""
    added: tuple[str, ...] = ()
    """Keys of values for which a column or a line was added, because the blank has no room for them."""


def words_of(spec: FieldSpec, values: Values) -> str:
    """What is written for a field; empty where there is nothing.

    >>> spec = FieldSpec(key="training_people", labels=("人数/时数",), type="integer", second="training_hours")
    >>> words_of(spec, {"training_people": "36", "training_hours": "288"})
    '36/288'
    """
    first = _words(values.get(spec.key), spec.type)
    if not spec.second:
        return first
    kind = spec.type if spec.type in NUMBER_TYPES else "text"
    second = _words(values.get(spec.second), kind)
    return f"{first}/{second}" if first and second else first or (f"/{second}" if second else "")


def _words(value: Value, kind: str) -> str:
    words = safe_text(worded(value))
    if not words:
        return ""
    if kind == "percent":
        return f"{words}%"
    if kind == "date" and isinstance(value, str):
        return _day(value)
    return words


def _day(text: str) -> str:
    try:
        return plain_date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def chosen_in(spec: FieldSpec, values: Values) -> tuple[str, ...]:
    """The printed options that a value means."""
    value = values.get(spec.key)
    if spec.type == "yes-no" and isinstance(value, bool):
        return (spec.options[0 if value else 1],)
    return value if isinstance(value, tuple) else ()


def boxes_to_tick(printed: str, chosen: Sequence[str], spec: FieldSpec) -> tuple[int, ...]:
    """Where the boxes stand, in a printed line of options, that are to be ticked.

    >>> spec = FieldSpec(key="held", labels=("是否",), type="yes-no", options=("是", "否"), box="before")
    >>> boxes_to_tick("□ 是  □ 否", ["否"], spec)
    (5,)
    """
    wanted = {label_twin(word) for word in chosen}
    boxes = [index for index, sign in enumerate(printed) if sign in BOXES]
    edges = [-1, *boxes, len(printed)]
    found = []
    for number, index in enumerate(boxes, 1):
        behind = spec.box == "after"
        words = printed[edges[number - 1] + 1 : index] if behind else printed[index + 1 : edges[number + 1]]
        if label_twin(words) in wanted:
            found.append(index)
    return tuple(found)
