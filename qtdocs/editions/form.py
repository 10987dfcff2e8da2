"""A form as its file declares it: labels, fields, list columns, seals."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

FieldType = Literal[
    "text",
    "organisation",
    "person",
    "integer",
    "decimal",
    "percent",
    "date",
    "phone",
    "email",
    "postcode",
    "yes-no",
    "choices",
    "long-text",
]
NUMBER_TYPES = frozenset({"integer", "decimal", "percent"})
"""The types whose canonical value is a number."""
Where = Literal["right", "in-cell", "same-cell", "header", "document"]
Medium = Literal["word", "pdf", "excel", "slides", "paper", "disc"]


class Spec(BaseModel):
    """The ground of all declarations: frozen, unknown keys forbidden."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldSpec(Spec):
    """One field of a form, or one column of a list."""

    key: str = Field(pattern=r"^[a-z][a-z_.]*$")
    """The key of the vocabulary."""
    labels: tuple[str, ...] = Field(min_length=1)
    """The printed words, the official one first, then what people put instead."""
    type: FieldType = "text"
    """Decides the canonical value."""
    where: Where = "right"
    """How the blank holds the value: the cell right of the label, after a colon in the label's cell (in-cell),
    below the label and prompts in one cell (same-cell), after a label in a paragraph (header), the whole document."""
    beside: str = ""
    """Key of the field in whose row this one stands, for labels that occur twice (手机)."""
    required: StrictBool = False
    """Whether an empty value is a defect; ``modes`` narrows it."""
    modes: tuple[str, ...] = ()
    """Ways of applying in which it is required; empty means all."""
    source: str = ""
    """The article or note that requires it."""
    hints: tuple[str, ...] = ()
    """Words pre-printed in the value's place; left alone they are no value."""
    prompts: tuple[str, ...] = ()
    """Numbered prompts printed above a long text."""
    options: tuple[str, ...] = ()
    """The printed choices, for yes-no and choices."""
    box: Literal["before", "after", ""] = ""
    """On which side of its option each box is printed; empty where there is none."""
    unit: str = ""
    """The printed unit: %, 万元."""
    minimum: float | None = None
    """Smallest plausible number."""
    maximum: float | None = None
    """Largest plausible number."""
    min_words: int | None = None
    """Fewest words, counted as Word counts."""
    max_words: int | None = None
    """Most words."""
    attached: StrictBool = False
    """The text comes on a sheet of its own (另附纸): the limits do not apply to the cell."""
    second: str = ""
    """Key of a second number in the same cell (人数/时数), or of the second name (企业/班组名称)."""
    none_is_zero: StrictBool = False
    """Whether 无 means 0: counts of accidents and complaints."""
    preset: str = ""
    """The value the blank prints itself (申报年度：2021); alone it fills no form."""
    printed: StrictBool = True
    """Whether the blank prints the label; false for what people add of their own accord (班组名称 on a score sheet)."""


class TableSpec(Spec):
    """A list: one row per entry."""

    columns: tuple[FieldSpec, ...] = Field(min_length=2)
    """The columns; found by their headings, never by position."""
    keys: tuple[str, ...] = ("organisation_name", "team_name")
    """A row counts only where one of these is filled."""


class SealSpec(Spec):
    """A seal that a form asks for."""

    role: str
    """applicant or nominator."""
    near: str
    """The printed words beside which it belongs; empty where the form has no box."""
    whose: str
    """Key of the organisation whose name it must carry."""
    media: tuple[Medium, ...]
    """On which media it is asked for; on others its absence is right."""
    modes: tuple[str, ...] = ()
    """Ways of applying in which it is asked for; empty means all."""
    source: str
    """The notice's words or article; 推断 where the notice is silent."""


class Relation(Spec):
    """Two figures of one form that must stand in order."""

    smaller: str
    """Key of the figure that may not exceed the other."""
    larger: str
    """Key of the other."""
    text: str
    """What the relation says, in Chinese."""
    source: str
    """The notice's words; 推断 where it follows from the meaning."""


class FormSpec(Spec):
    """One form of one edition."""

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    """Unique within the programme: application, statistics …"""
    kind: str
    """The kind of paper, from the vocabulary."""
    name: str
    """What people call it: 申报表."""
    titles: tuple[str, ...] = Field(min_length=1)
    """Printed titles, the official one first; ``{year}`` stands for any four digits."""
    blank: str = ""
    """File name of the blank beside the form file."""
    provisional: StrictBool = False
    """Whether the official form is not public and this one is inferred from the notice."""
    period: str = ""
    """The period its figures are about, as printed."""
    original: StrictBool = False
    """Whether the notice wants the paper original (原件)."""
    per_entry: StrictBool = False
    """Whether one filled form makes one team."""
    fields: tuple[FieldSpec, ...] = ()
    """The fields in the form's order."""
    table: TableSpec | None = None
    """The list, for list forms."""
    sections: tuple[str, ...] = ()
    """Headings that a free document must have."""
    seals: tuple[SealSpec, ...] = ()
    """The seals it must carry."""
    relations: tuple[Relation, ...] = ()
    """Figures that must stand in order."""
    notes: tuple[str, ...] = ()
    """Printed notes that are neither label nor value."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key of the form's fields, in order, second numbers included."""
        found: list[str] = []
        for spec in self.fields:
            found.append(spec.key)
            if spec.second:
                found.append(spec.second)
        return tuple(found)
