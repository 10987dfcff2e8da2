"""What a person typed into the ledger workbook, as the value of its box; typed by the same rules as what is read."""

from __future__ import annotations

import datetime

from qtdocs.editions.form import NUMBER_TYPES, FieldSpec
from qtdocs.editions.programme import Programme
from qtdocs.errors import UsageError
from qtdocs.extract.names import is_name
from qtdocs.extract.values import read_value
from qtdocs.intake.ledger_workbook import Edited
from qtdocs.model.entry import Entry
from qtdocs.model.record import Value
from qtdocs.text import excel_day
from qtdocs.writing import safe_text

_VERBATIM = frozenset({"text", "organisation", "person", "long-text"})
_YES_NO = {"是": True, "否": False}
_SHOWN = 30
_FIRST_YEAR = 1990
"""No day on a paper of these programmes is earlier; 1900 is what a spreadsheet makes of a small number."""


def value_typed(edited: Edited, key: str, entry: Entry, edition: Programme) -> Value:
    """The canonical value of what was typed.

    Names and texts are taken to the letter: whoever typed them saw what the program would have doubted. A number, a
    day or a telephone that can be taken in two ways is refused, for nobody would see afterwards which one was meant.

    Args:
        edited: the cell.
        key: the field's key.
        entry: the team.
        edition: the programme.

    Raises:
        UsageError: it is no value of the field's type, or may be several; the cell is named.
    """
    text = edited.text
    if not text:
        return None
    spec = _spec(key, entry, edition)
    if spec.type in _VERBATIM:
        return safe_text(edited.typed) if spec.type == "long-text" else _on_one_line(edited, spec)
    if spec.type == "date" and (day := _day(text)) and day.year >= _FIRST_YEAR:
        return day.isoformat()
    if spec.type == "yes-no" and text in _YES_NO:
        return _YES_NO[text]
    if spec.type == "choices":
        return _chosen(text, spec, edited.where)
    reading = read_value(text, spec)
    long_ago = spec.type == "date" and str(reading.value)[:4] < str(_FIRST_YEAR)
    if reading.value is None or reading.grade != "A" or reading.doubts or long_ago:
        reason = "；".join(doubt.detail.rstrip("。") for doubt in reading.doubts)
        told = f"{edited.where}“{edited.label}”写的是“{text[:_SHOWN]}”，读不出一个确定的内容"
        raise UsageError(f"{told}{f'：{reason}' if reason else ''}。", _HOW.get(spec.type, "请改成这一栏该填的内容。"))
    return reading.value


_HOW = {
    "integer": "请只写一个整数。",
    "decimal": "请只写一个数。",
    "percent": "请写成 98.5 或 98.5%；不到 1 的要写上百分号，例如 0.5%。",
    "date": "请写成 2026-04-10。",
    "phone": "手机写 11 位，固定电话写上区号（0571-86660001）；几个号码一行一个。",
    "email": "请只写一个邮箱地址。",
    "postcode": "请写 6 位数字；开头的 0 没有了的，先把这一格设成文本。",
    "yes-no": "请写是或否。",
}
"""How a box of each type is to be filled in."""


def _on_one_line(edited: Edited, spec: FieldSpec) -> str:
    """A name or a short text as typed; of a name that was typed on several lines nobody can say how it joins."""
    text = safe_text(edited.typed)
    if "\n" in text and is_name(spec):
        raise UsageError(f"{edited.where}“{edited.label}”写成了几行。", "请写在一行里。")
    return text


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
        raise UsageError(f"{where} 里的“{strange[0][:_SHOWN]}”不是可选的。", f"可选：{'、'.join(spec.options)}。")
    return words
