"""Single boxes: left empty, doubtful, out of range."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from qtdocs.checks.case import ATTACHED, Box, Case
from qtdocs.model.finding import Finding
from qtdocs.text import label_twin, plain_date

_SIGNED = frozenset({"form_date", "organisation_date", "nomination_date"})
_EARLIEST = datetime.date(2000, 1, 1)
_DEFECTS = frozenset({"field-placeholder", "field-not-number", "field-not-date", "field-bad-phone"})
_NOMINATOR_PART = ("nominator_name", "nomination_reason")


def check_fields(case: Case) -> Iterator[Finding]:
    """What is wrong with each box by itself."""
    for box in case.boxes():
        required = is_required(box, case)
        if box.is_empty and not box.value.doubts:
            if required:
                yield _missing(box, case)
            continue
        yield from _doubts(box, case, required=required)
        yield from _out_of_range(box, case)
        yield from _date(box, case)


def is_required(box: Box, case: Case) -> bool:
    """Whether the box must be filled, in the way of applying that the paper itself shows."""
    if not box.spec.required:
        return False
    if not box.spec.modes:
        return True
    nominated = any(case.value(key) for key in _NOMINATOR_PART)
    shown = {mode.id for mode in case.programme.modes if mode.nominator is nominated}
    return bool(shown & set(box.spec.modes))


def _missing(box: Box, case: Case) -> Finding:
    if box.spec.attached:
        return case.find("field-missing", box, severity="note", detail="，按规定另附纸", advice=ATTACHED)
    written = label_twin(box.value.text)
    only_hint = any(label_twin(hint) in written for hint in box.spec.hints)
    return case.find("field-missing", box, detail="，只有印好的提示语" if only_hint else "")


def _doubts(box: Box, case: Case, *, required: bool) -> Iterator[Finding]:
    for doubt in box.value.doubts:
        severity = ""
        if required and (box.is_empty or (doubt.code in _DEFECTS and box.value.grade == "C")):
            severity = "note" if box.spec.attached else "error"
        yield case.find(doubt.code, box, severity=severity, detail=doubt.detail)


def _out_of_range(box: Box, case: Case) -> Iterator[Finding]:
    number = box.number
    if number is None:
        return
    percent = box.spec.type == "percent"
    least, most = box.spec.minimum, box.spec.maximum
    if percent:
        least, most = 0.0 if least is None else least, 100.0 if most is None else most
    if (least is not None and number < Decimal(str(least))) or (most is not None and number > Decimal(str(most))):
        seen = f"{box.text}%" if percent else box.text
        severity = "error" if percent or number < 0 else "warning"
        yield case.find("field-out-of-range", box, severity=severity, seen=seen, range=_range(least, most))


def _range(least: float | None, most: float | None) -> str:
    if least is not None and most is not None:
        return f"在 {least:.10g} 到 {most:.10g} 之间"
    return f"不小于 {least:.10g}" if least is not None else f"不大于 {most:.10g}"


def _date(box: Box, case: Case) -> Iterator[Finding]:
    if box.spec.type != "date" or not box.text:
        return
    date = datetime.date.fromisoformat(box.text)
    if date < _EARLIEST:
        yield case.find("field-out-of-range", box, seen=plain_date(date), range="在 2000 年以后")
    elif date > case.today and box.spec.key in _SIGNED:
        yield case.find("date-in-future", box, seen=plain_date(date), today=plain_date(case.today))
