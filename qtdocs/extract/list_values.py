"""The values of one column in one row of a list: typed, two of them told apart, 同上 looked up."""

from __future__ import annotations

import re
from dataclasses import replace

from qtdocs.editions.form import FieldSpec
from qtdocs.extract.list_heads import Column
from qtdocs.extract.list_lines import is_group
from qtdocs.extract.reading import Reading, doubted
from qtdocs.extract.values import read_value
from qtdocs.model.document import Cell
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue, Row, worded
from qtdocs.text import narrow

_SAME_AS_ABOVE = frozenset({"同上", "同前", "〃", '"', "''", "″", "”", "“", "do", "ditto", "上同"})
_PHONE_BEGINS = re.compile(r"[\s(（:：/、,，]*(?=[(（+]?\d)")
_LONGEST = 200
_EDGES = " \n\u3000:：/、,，(（)）"


def empty_values(column: Column, place: Place) -> dict[str, FieldValue]:
    """The empty values of a column where nothing is written, at the spot where it would be."""
    spot = replace(place, column=min(column.columns)) if place.column else place
    keys = (column.spec.key, column.spec.second, column.other.key if column.other else "")
    return {key: FieldValue(key=key, label=column.label, place=spot, method="column") for key in keys if key}


def shape_doubts(column: Column, filled: list[Cell], covered: tuple[str, ...]) -> tuple[Doubt, ...]:
    """Doubts about cells that do not fit the column: two of them, one over several columns, a group's title."""
    doubts = []
    if len(filled) > 1:
        words = "、".join(f"“{cell.text.strip()[:20]}”" for cell in filled)
        doubts.append(Doubt(code="field-unsure", detail=f"“{column.label}”一栏里有 {len(filled)} 格：{words}"))
    if covered:
        words = "、".join(f"“{label}”" for label in covered)
        doubts.append(Doubt(code="field-unsure", detail=f"这一格还盖住了{words}一栏"))
    if column.spec.type == "organisation" and is_group(filled[0].text):
        detail = f"“{filled[0].text.strip()[:20]}”像小标题或合计，不像名称"
        doubts.append(Doubt(code="field-unsure", detail=detail))
    return tuple(doubts)


def values_in(
    column: Column,
    filled: list[Cell],
    *,
    above: Row | None,
    doubts: tuple[Doubt, ...],
    shape: tuple[Doubt, ...],
    hidden_is_said: bool,
) -> dict[str, FieldValue]:
    """The values of a column in a row, by key.

    Args:
        column: the column.
        filled: its filled cells in this row, one as a rule.
        above: the entry before, for 同上.
        doubts: doubts about the whole table.
        shape: from ``shape_doubts``; they make a guess of the value.
        hidden_is_said: whether somebody else tells that the row is hidden.
    """
    cell, spec = filled[0], column.spec
    flags = cell.flags - {"hidden"} if hidden_is_said else cell.flags
    text = cell.text if len(filled) == 1 else "\n".join(each.text for each in filled)
    if column.other is not None:
        found = _two_readings(text, spec, column.other, flags)
    else:
        reading = read_value(text, spec, exact=cell.exact, flags=flags)
        found = {spec.key: reading}
        if spec.second:
            found[spec.second] = replace(reading, value=reading.second)
    doubts = column.doubts + doubts + shape
    grade = "C" if shape else "B" if doubts else "A"
    values = {}
    for key, part in found.items():
        reading = _not_repeated(key, text, part, above)
        values[key] = FieldValue(
            key=key, value=reading.value, text=text, label=column.label, place=cell.place, method="column",
            grade=max(grade, reading.grade), doubts=doubts + reading.doubts,
        )  # fmt: skip
    return values


def _not_repeated(key: str, text: str, reading: Reading, above: Row | None) -> Reading:
    """The reading, or the value above where the cell says 同上."""
    if len(text) > 8 or narrow(text).strip() not in _SAME_AS_ABOVE or above is None or key not in above.fields:
        return reading
    before = above.fields[key]
    if before.value is None:
        return reading
    detail = f"写的是“{text.strip()}”，按上一行读为“{worded(before.value)}”"
    return doubted(Reading(value=before.value, grade=before.grade), detail, code="field-placeholder")


def _two_readings(text: str, first: FieldSpec, second: FieldSpec, flags: frozenset[str]) -> dict[str, Reading]:
    """Two columns of the form that stand in one cell: names, or a name and its telephone."""
    if {first.type, second.type} == {"person", "phone"}:
        person, phone = (first, second) if first.type == "person" else (second, first)
        found = _PHONE_BEGINS.search(text[:_LONGEST])
        name, number = (text[: found.start()], text[found.end() :]) if found else (text, "")
        if found and not name.strip():
            return {first.key: read_value("", first), second.key: read_value(text, second, flags=flags)}
        return {
            person.key: read_value(name.strip(_EDGES), person, flags=flags),
            phone.key: read_value(number.strip(_EDGES), phone, flags=flags),
        }
    reading = read_value(text, first.model_copy(update={"second": second.key}), flags=flags)
    return {first.key: reading, second.key: replace(reading, value=reading.second)}
