"""A form laid beside its blank: where each label is printed and what else is printed around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.model.document import Document, Table
from qtdocs.text import label_twin

DATE_TWIN = "年月日"
"""The twin of an empty date line."""
_DRESS = re.compile(r"^\(?\d{1,2}[).、](?!\d)|[%°*★☆#]")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_HARMLESS = re.compile(
    r"[人个名次起年岁]?|人次|%|万元(?:/年)?|班组|电话|手机|姓名|全称|可选项|单选|可?多选|打√|手写|签[字章名]|公章为准|"
    r"(?:请?加?)?盖公?章|简要说明|另附.*|必填.*|选填.*|如实填写|请.*|.*填写?.*|.*公章.*|.*\d+.*字.*"
)


def label_core(twin: str) -> str:
    """The twin without harmless notes in brackets, per cent signs, stars and a number in front.

    A note that changes the meaning stays: 班组人数（女） is not 班组人数.

    >>> label_core("企业名称(公章为准)")
    '企业名称'
    >>> label_core("3、*单位名称(必填)"), label_core("单位名称(曾用名)")
    ('单位名称', '单位名称(曾用名)')
    """
    bare = _BRACKETED.sub(lambda note: "" if is_harmless(note[1]) else note[0], twin)
    return _DRESS.sub("", bare) or twin


def is_harmless(note: str) -> bool:
    """Whether a note in brackets behind a label leaves its meaning: a unit, how to fill it in, where to stamp."""
    return bool(_HARMLESS.fullmatch(note))


def declared_core(twin: str) -> str:
    """The twin of a declared label without any brackets: people leave out what the form prints in them."""
    return label_core(_BRACKETED.sub("", twin)) or twin


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A field's label as the blank prints it."""

    spec: FieldSpec
    """The field."""
    official: frozenset[str]
    """Twins of the words this form prints for it."""
    own: frozenset[str] = frozenset()
    """The same with their cores: what recognition looks for."""
    synonyms: frozenset[str]
    """Twins of what people put instead, and cores."""
    table: int = 0
    """Number of the table in the blank from 1; 0 where the label stands in no cell."""
    row: int = 0
    """Row in the blank."""
    column: int = 0
    """Column in the blank."""
    printed: tuple[str, ...] = ()
    """Twins of the lines printed in the label's cell, for same-cell values."""
    right: tuple[str, ...] = ()
    """Twins of the cells printed right of the label, in its row: criteria, points, units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A form, its programme and the anchors of its blank."""

    programme: str
    """Programme id."""
    year: int
    """The edition's year."""
    form: FormSpec
    """The declaration."""
    anchors: tuple[Anchor, ...]
    """One per field, in the form's order."""
    fixed: frozenset[str]
    """Twins of every line and cell that the blank prints."""
    lines: tuple[str, ...]
    """The same lines in reading order, each once, for telling edited words."""
    titles: tuple[re.Pattern[str], ...]
    """Patterns of the titles' twins, the year left open."""
    mates: Mapping[str, frozenset[str]]
    """For each key the keys printed in the same row of the blank."""


def layout(form: FormSpec, blank: Document | None, *, programme: str, year: int) -> Layout:
    """The layout of a form.

    Args:
        form: the declaration.
        blank: its blank as read by a reader; none for a form without one.
        programme: programme id.
        year: the edition's year.
    """
    tables = blank.tables if blank else ()
    found: dict[str, Anchor] = {}
    for spec in form.fields:
        found[spec.key] = _anchor(spec, tables, found)
    anchors = tuple(found.values())
    lines = tuple(dict.fromkeys(_printed(blank.texts()))) if blank else ()
    return Layout(
        programme=programme,
        year=year,
        form=form,
        anchors=anchors,
        fixed=frozenset(lines),
        lines=lines,
        titles=tuple(title_pattern(title) for title in form.titles),
        mates={anchor.spec.key: _mates(anchor, anchors) for anchor in anchors},
    )


def title_pattern(title: str) -> re.Pattern[str]:
    """A pattern over twins in which ``{year}`` is any four digits, caught as a group."""
    parts = [re.escape(label_twin(part)) for part in title.split("{year}")]
    return re.compile(r"(\d{4})".join(parts))


def _anchor(spec: FieldSpec, tables: tuple[Table, ...], earlier: Mapping[str, Anchor]) -> Anchor:
    official = frozenset({label_twin(spec.labels[0])})
    own = official | {declared_core(twin) for twin in official}
    twins = [label_twin(label) for label in spec.labels]
    synonyms = frozenset(twins) | frozenset(declared_core(twin) for twin in twins)
    beside = earlier.get(spec.beside)
    for number, table in enumerate(tables, 1):
        for cell in table.cells:
            if not cell.text or not _holds(spec, cell.text, official):
                continue
            if beside and beside.table and (number, cell.row) != (beside.table, beside.row):
                continue
            printed = tuple(_printed([cell.text]))
            right = (other for other in table.cells if other.row == cell.row and other.column > cell.column)
            return Anchor(
                spec=spec, official=official, own=own, synonyms=synonyms, printed=printed, table=number, row=cell.row,
                column=cell.column, right=tuple(twin for other in right if (twin := label_twin(other.text))),
            )  # fmt: skip
    return Anchor(spec=spec, official=official, own=own, synonyms=synonyms)


def _holds(spec: FieldSpec, text: str, official: frozenset[str]) -> bool:
    """Whether this text of the blank is, or begins with, the field's label."""
    twin = label_twin(text)
    if twin in official:
        return True
    if spec.where in ("right", "header"):
        return False
    return any(label in twin if label == DATE_TWIN else twin.startswith(label) for label in official)


def _printed(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        yield from (twin for line in text.split("\n") if (twin := label_twin(line)))
        whole = label_twin(text)
        if whole and "\n" in text:
            yield whole


def _mates(anchor: Anchor, anchors: Iterable[Anchor]) -> frozenset[str]:
    if not anchor.table:
        return frozenset()
    place = (anchor.table, anchor.row)
    return frozenset(other.spec.key for other in anchors if other is not anchor and (other.table, other.row) == place)
