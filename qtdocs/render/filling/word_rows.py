"""The rows of a list in a Word blank: one a team, more of them than were printed where there are more teams."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from qtdocs.editions.form import FormSpec
from qtdocs.errors import FormError
from qtdocs.render.filling.places import Values, words_of
from qtdocs.render.filling.word_text import (
    Element,
    Line,
    W,
    cells_of,
    give_room,
    is_open,
    paragraphs_of,
    run_with,
    text_of,
)
from qtdocs.text import label_twin


def put_rows(document: Element, form: FormSpec, rows: Sequence[Values]) -> None:
    """Put the rows of a list into the table whose heads are the form's.

    Raises:
        FormError: no table has them.
    """
    lines, places = _table_of(document, form)
    while len(lines) - 1 < len(rows):
        fresh = copy.deepcopy(lines[-1])
        lines[-1].addnext(fresh)
        lines.append(fresh)
    number_place = places.get("row_no")
    for number, (line, row) in enumerate(zip(lines[1:], rows, strict=False), 1):
        cells = cells_of(line)
        if number_place is not None and row.get("row_no") is None:
            _put(cells[number_place], str(number))
        for spec in form.table.columns if form.table else ():
            if spec.key in places and (words := words_of(spec, row)):
                _put(cells[places[spec.key]], words)


def _table_of(document: Element, form: FormSpec) -> tuple[list[Element], Mapping[str, int]]:
    keys = set(form.table.keys) if form.table else set()
    for table in document.iter(f"{W}tbl"):
        lines = table.findall(f"{W}tr")
        places = _columns(form, [text_of(cell) for cell in cells_of(lines[0])]) if len(lines) > 1 else {}
        if len(places) > 2 and (keys & set(places) or _seconds(form) & keys):
            return lines, places
    raise FormError(form.id, (f"blank：空白表“{form.blank}”里没有找到列表的表头。",))


def _seconds(form: FormSpec) -> set[str]:
    return {spec.second for spec in form.table.columns if spec.second} if form.table else set()


def _columns(form: FormSpec, heads: Sequence[str]) -> dict[str, int]:
    """The number of each column by key, found by its printed words."""
    twins = [label_twin(head) for head in heads]
    found: dict[str, int] = {}
    for spec in form.table.columns if form.table else ():
        for twin in map(label_twin, spec.labels):
            free = [number for number, head in enumerate(twins) if head == twin and number not in found.values()]
            if free:
                found[spec.key] = free[0]
                break
    return found


def _put(cell: Element, words: str) -> None:
    """Put words into a cell of a list, in the place of the number or of nothing that was printed there."""
    give_room(cell)
    first, *others = paragraphs_of(cell)
    for each in others:
        if is_open(Line(each).text):
            each.getparent().remove(each)
    line = Line(first)
    if line.text:
        line.replace(0, len(line.text), words)
    else:
        runs = list(cell.getparent().iter(f"{W}r"))
        first.append(run_with(words, like=runs[0] if runs else None, paragraph=first))
