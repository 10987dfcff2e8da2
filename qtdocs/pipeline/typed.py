"""What a person typed into the ledger workbook, as the value of its box; typed by the same rules as what is read."""

from __future__ import annotations

import datetime

from qtdocs.editions.form import NUMBER_TYPES, FieldSpec
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.extract.values import read_value
from qtdocs.model.entry import Entry
from qtdocs.model.record import Value
from qtdocs.text import excel_day

_VERBATIM = frozenset({"text", "organisation", "person", "long-text"})
_YES_NO = {"是": True, "否": False}


def value_typed(text: str, key: str, entry: Entry, edition: Programme, *, where: str) -> tuple[Value, str]:
    """The canonical value of what was typed, and what a person should know of how it was taken.

    Args:
        text: what stands in the cell.
        key: the field's key.
        entry: the team.
        edition: the programme.
        where: the cell, for messages.

    Raises:
        UsageError: it is no value of the field's type.
    """
    if not text:
        return None, ""
    spec = _spec(key, entry, edition)
    if spec.type in _VERBATIM:
        return text, ""
    if spec.type == "date" and (day := _day(text)):
        return day.isoformat(), ""
    if spec.type == "yes-no":
        if text not in _YES_NO:
            raise UsageError(f"{where} 写的是“{text[:30]}”，应当写“是”或“否”。")
        return _YES_NO[text], ""
    if spec.type == "choices":
        return _chosen(text, spec, where), ""
    reading = read_value(text, spec)
    details = "；".join(doubt.detail.rstrip("。") for doubt in reading.doubts)
    if reading.value is None or reading.grade == "C":
        label = spec.labels[0]
        raise UsageError(f"{where} 写的是“{text[:30]}”，不像“{label}”该填的内容{f'：{details}' if details else ''}。")
    return reading.value, details


def _spec(key: str, entry: Entry, edition: Programme) -> FieldSpec:
    """How the form declares a field; a box that asks for two values is taken as two boxes."""
    forms = sorted((form for form in edition.forms if form.per_entry), key=lambda form: form.id != entry.source.form)
    for form in forms:
        for spec in form.fields:
            if spec.key == key:
                return spec.model_copy(update={"second": "", "hints": (), "prompts": ()})
            if spec.second == key:
                kind = "decimal" if spec.type in NUMBER_TYPES else spec.type
                return spec.model_copy(update={"key": key, "second": "", "type": kind, "hints": ()})
    raise UsageError(f"本活动的表上没有“{key}”这一栏。")


def _day(text: str) -> datetime.date | None:
    """A day as a workbook keeps it: ISO, or Excel's number of it."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return excel_day(text)


def _chosen(text: str, spec: FieldSpec, where: str) -> tuple[str, ...]:
    words = tuple(word.strip() for word in text.replace("\n", "、").split("、") if word.strip())
    strange = [word for word in words if word not in spec.options]
    if strange:
        raise UsageError(f"{where} 里的“{strange[0][:30]}”不是可选的，可选：{'、'.join(spec.options)}。")
    return words
