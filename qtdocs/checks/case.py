"""What a check looks at: one record with its form, its programme and the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from qtdocs.checks.making import finding, sent_again
from qtdocs.editions.form import NUMBER_TYPES, FieldSpec, FormSpec
from qtdocs.editions.programme import Programme, RuleUse
from qtdocs.model.finding import Finding
from qtdocs.model.place import Place
from qtdocs.model.record import FieldValue, Record, Value

ATTACHED = "请看是否另有附件；有附件的不用处理。"
"""The advice where the text belongs on a sheet of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box of a form, or of one row of a list, with what stands in it."""

    spec: FieldSpec
    """As the form declares it."""
    value: FieldValue
    """What was read."""
    place: Place
    """Where; the row where the box itself has none."""
    owner: str = ""
    """The label in whose row this one stands, where the form prints a word twice (手机)."""

    @property
    def label(self) -> str:
        """The word printed on this paper, else the form's own; with its owner where it is printed twice."""
        label = self.value.label or self.spec.labels[0]
        return f"{label}（{self.owner}）" if self.owner else label

    @property
    def text(self) -> str:
        """The value as text; empty where there is none."""
        return self.value.value if isinstance(self.value.value, str) else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in or ticked."""
        return self.value.value is None or self.value.value == ()

    @property
    def number(self) -> Decimal | None:
        """The value as a number; none where it is none or only guessed."""
        if self.spec.type not in NUMBER_TYPES or not self.text or self.value.grade == "C":
            return None
        return Decimal(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A record and all that is needed to judge it."""

    record: Record
    """What was read."""
    form: FormSpec
    """Its form."""
    programme: Programme
    """Its programme."""
    today: datetime.date
    """The day of the run."""
    _groups: tuple[dict[str, Box], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        groups = [_boxes(self.form.fields, self.record.fields, Place())]
        if self.form.table:
            groups += [_boxes(self.form.table.columns, row.fields, row.place) for row in self.record.rows]
        object.__setattr__(self, "_groups", tuple(groups))  # every check asks for them

    def boxes(self) -> Iterator[Box]:
        """Every box of the form, then those of the list's rows."""
        for group in self._groups:
            yield from group.values()

    def groups(self) -> tuple[dict[str, Box], ...]:
        """The boxes that belong together, by key: those of the form, then those of each row."""
        return self._groups

    def rule(self, rule_id: str) -> RuleUse | None:
        """The programme's rule of this id; none where the programme has no such rule."""
        return next((rule for rule in self.programme.rules if rule.id == rule_id), None)

    def value(self, key: str) -> Value:
        """The value of a field; none where it is not filled."""
        return self.record.fields[key].value if key in self.record.fields else None

    def find(self, code: str, box: Box, *, severity: str = "", advice: str = "", **facts: str) -> Finding:
        """A finding about one box."""
        facts = {"medium": sent_again(self.record.medium, is_sheet=self.form.blank.endswith(".xlsx"))} | facts
        about = {"file": self.record.file, "field": box.spec.key, "label": box.label}
        return finding(code, place=box.place, severity=severity, advice=advice, **about, **facts)


def _boxes(specs: tuple[FieldSpec, ...], values: Mapping[str, FieldValue], place: Place) -> dict[str, Box]:
    labels = {spec.key: spec.labels[0] for spec in specs}
    found = ((spec, values.get(spec.key)) for spec in specs)
    return {
        spec.key: Box(
            spec=spec,
            value=value,
            place=value.place if value.place != Place() else place,
            owner=labels.get(spec.beside, ""),
        )
        for spec, value in found
        if value is not None
    }
