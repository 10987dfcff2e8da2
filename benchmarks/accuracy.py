"""Right and wrong values by grade, for files with an ``X.expected.json`` beside them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qtdocs import intake, pipeline
from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.extract.values import read_value
from qtdocs.model.record import Record, Value

GRADES = "ABC"
TWO_IN_ONE = {"training": "training_people"}
"""What was typed into one cell with two numbers, and the field that it fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one typed value."""

    file: str
    key: str
    expected: Value
    seen: Value
    grade: str
    outcome: str
    """right, wrong or missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What became of all the typed values of some files."""

    files: int
    unrecognised: tuple[str, ...]
    verdicts: tuple[Verdict, ...]

    def number(self, outcome: str, grades: str = GRADES) -> int:
        """How many values had this outcome under one of these grades."""
        return sum(each.outcome == outcome and each.grade in grades for each in self.verdicts)

    @property
    def misses(self) -> tuple[Verdict, ...]:
        """What was not read right, wrong values under A first."""
        missed = [each for each in self.verdicts if each.outcome != "right"]
        return tuple(sorted(missed, key=lambda each: (each.outcome == "missing", each.grade)))


def expected_values(answer: dict[str, Any], form: FormSpec) -> Iterator[tuple[str, Value]]:
    """Key and canonical value of everything that was typed.

    Our own specimens tell the values meant. Where only the typed text is told, it is made canonical by the program's
    own rules: such files measure whether a text was found in the right place, not whether it was understood.
    """
    if "values" in answer:
        for key, value in answer["values"].items():
            yield key, tuple(value) if isinstance(value, list) else value
        return
    yield from _canonical(answer["typed"], form)


def _canonical(typed: dict[str, Any], form: FormSpec) -> Iterator[tuple[str, Value]]:
    specs = {spec.key: spec for spec in form.fields}
    for name, text in typed.items():
        spec: FieldSpec | None = specs.get(TWO_IN_ONE.get(name, name))
        if spec is None:
            continue
        if not isinstance(text, str):
            yield spec.key, tuple(text) if isinstance(text, list) else text
            continue
        reading = read_value(text, spec)
        yield spec.key, reading.value
        if spec.second:
            yield spec.second, reading.second


def score(paths: Sequence[Path], shelf: pipeline.Shelf, today: datetime.date) -> Score:
    """The score of the files that say what was typed into them."""
    told = {path: answer for path in paths if (answer := answer_of(path))}
    verdicts: list[Verdict] = []
    unrecognised = []
    for path, answer in told.items():
        form = shelf.programme(answer["programme"]).form(answer["form"])
        record = _record_in(path, answer, shelf, today)
        if form is None or record is None:
            unrecognised.append(path.name)
        else:
            verdicts += verdicts_on(record, expected_values(answer, form))
    return Score(files=len(told), unrecognised=tuple(unrecognised), verdicts=tuple(verdicts))


def answer_of(path: Path) -> dict[str, Any]:
    """What was typed into the file, from ``X.expected.json`` beside it; empty where nothing says so."""
    answer = path.with_name(path.name + ".expected.json")
    told = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else {}
    return told if told.get("form") and "typed" in told else {}


def _record_in(path: Path, answer: dict[str, Any], shelf: pipeline.Shelf, today: datetime.date) -> Record | None:
    """The file's record of the form that it is, or none."""
    attachment = intake.gather([path])[0].attachments[0]
    paper = pipeline.read_paper(attachment, shelf, programme="", today=today)
    wanted = (answer["programme"], answer["form"])
    return next((each for each in paper.records if (each.programme, each.form) == wanted), None)


def verdicts_on(record: Record, expected: Iterator[tuple[str, Value]]) -> Iterator[Verdict]:
    """What became of each value that was typed; empty ones do not count."""
    for key, value in expected:
        if value in (None, "", ()):
            continue
        seen = record.fields[key]
        if is_same(value, seen.value, pdf=record.kind == "pdf"):
            outcome = "right"
        else:
            outcome = "missing" if seen.value in (None, ()) else "wrong"
        yield Verdict(file=record.file, key=key, expected=value, seen=seen.value, grade=seen.grade, outcome=outcome)


def is_same(expected: Value, seen: Value, *, pdf: bool) -> bool:
    """Whether both are the same; a PDF does not tell a wrapped line from a line break."""
    if pdf and isinstance(expected, str) and isinstance(seen, str):
        return "".join(expected.split()) == "".join(seen.split())
    return expected == seen
