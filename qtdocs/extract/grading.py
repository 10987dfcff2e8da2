"""A found text becomes a field's value: typed, with a grade and the reasons for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from qtdocs.editions.form import FieldSpec
from qtdocs.editions.layout import Layout
from qtdocs.extract.labels import Found
from qtdocs.extract.matching import Match
from qtdocs.extract.values import read_value
from qtdocs.model.document import UNTICKED
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue, Value
from qtdocs.text import label_twin

_ORDER = "ABC"
_NAMES = frozenset({"text", "organisation", "person"})
_LONGEST_NAME = 80


def worst(*grades: str) -> str:
    """The lowest of some grades.

    >>> worst("A", "C", "B")
    'C'
    """
    return max(grades, key=_ORDER.index)


def field_values(spec: FieldSpec, found: Found, match: Match | None, layout: Layout) -> dict[str, FieldValue]:
    """The values of one field, two where a cell holds a second number.

    Args:
        spec: the field.
        found: the text picked for it.
        match: how its label was found; none for paragraphs and date lines.
        layout: the form's layout.
    """
    reading = read_value(found.text, spec, exact=found.cell.exact, flags=found.cell.flags)
    if spec.type == "choices" and reading.value is None and not reading.doubts and UNTICKED in found.text:
        reading = replace(reading, value=())
    doubts = (*_label_doubts(spec, found, match), *found.doubts, *reading.doubts)
    grade = worst(reading.grade, _label_grade(match), found.grade)
    filled = reading.value not in (None, ()) or reading.second is not None
    if filled and _is_a_label(found.text, layout):
        grade = "C"
        doubts = (*doubts, Doubt(code="field-unsure", detail=f"“{found.text.strip()[:30]}”像栏目名，不像填的内容"))
    elif filled and (other := _label_inside(found.text, spec, layout)):
        grade = "C"
        doubts = (*doubts, Doubt(code="field-unsure", detail=f"读到的内容里还有栏目名“{other}”，可能连着另一栏的内容"))
    if not filled and not reading.doubts and not found.doubts and _label_grade(match) == "A":
        grade, doubts = "A", ()
    method = "inferred" if match is not None and match.quality == "inferred" else found.method

    def value(key: str, content: Value) -> FieldValue:
        return FieldValue(
            key=key, value=content, text=found.raw, label=found.label, place=found.cell.place, method=method,
            grade=grade, doubts=doubts,
        )  # fmt: skip

    values = {spec.key: value(spec.key, reading.value)}
    if spec.second:
        values[spec.second] = value(spec.second, reading.second)
    return values


def empty_values(spec: FieldSpec, place: Place) -> dict[str, FieldValue]:
    """A field whose label is nowhere on the paper; its absence is doubtful where the blank prints it."""
    keys = (spec.key, spec.second) if spec.second else (spec.key,)
    doubt = Doubt(code="field-unsure", detail=f"表上没有找到“{spec.labels[0]}”这一栏")
    grade, doubts = ("B", (doubt,)) if spec.printed and not spec.beside else ("A", ())
    return {key: FieldValue(key=key, label="", place=place, grade=grade, doubts=doubts) for key in keys}


def _label_grade(match: Match | None) -> str:
    if match is None:
        return "A"
    return {"exact": "A", "synonym": "A", "similar": "B"}.get(match.quality, "C")


def _label_doubts(spec: FieldSpec, found: Found, match: Match | None) -> tuple[Doubt, ...]:
    if match is None or match.quality in ("exact", "synonym"):
        return ()
    official = spec.labels[0]
    detail = {
        "similar": f"表上印的是“{found.label}”，按“{official}”读取",
        "distant": f"表上印的是“{found.label}”，只是像“{official}”",
        "unit": f"表上印的是“{found.label}”，单位和“{official}”不同，数没有换算",
        "close": _rivalry(found.label, official),
        "inferred": f"没有找到“{official}”，按位置取了“{found.label}”旁边的内容",
    }[match.quality]
    return (Doubt(code="field-unsure", detail=detail),)


def _rivalry(label: str, official: str) -> str:
    if label_twin(label) == label_twin(official):
        return f"表上不止一处“{label}”，不能肯定是这一处"
    return f"“{label}”可能是“{official}”，也可能是别的栏目"


def _is_a_label(text: str, layout: Layout) -> bool:
    """Whether a value is, or nearly is, another label of the form: a sign that label and value were confused."""
    from rapidfuzz import fuzz, process

    twin = label_twin(text) if len(text) < 60 else ""
    if not 2 < len(twin) < 24:
        return False
    words = [word for anchor in layout.anchors for word in anchor.official if len(word) > 2]
    return process.extractOne(twin, words, scorer=fuzz.ratio, score_cutoff=75) is not None


def _label_inside(text: str, spec: FieldSpec, layout: Layout) -> str:
    """Another field's label that stands in a short text, apart from what is before it; empty where there is none."""
    if spec.type not in _NAMES or spec.second or len(text) > _LONGEST_NAME:
        return ""
    words = {word for anchor in layout.anchors if anchor.spec.key != spec.key for word in anchor.official}
    for word in sorted(words, key=lambda each: (-len(each), each)):
        apart, joined = (
            rf"\S(?:\s{{2,}}{re.escape(word)}|\s{re.escape(word)}(?![\u4e00-\u9fff]))",
            rf"\S{re.escape(word)}\s*[:：0-9]",
        )
        if len(word) > 1 and re.search(f"{apart}|{joined}", text):
            return word
    return ""


def is_blank(fields: Mapping[str, FieldValue], presets: Mapping[str, str]) -> bool:
    """Whether nothing was filled in but what the blank prints itself."""
    return all(
        value.value in (None, (), presets.get(key)) and not (value.doubts and value.text)
        for key, value in fields.items()
    )  # fmt: skip
