"""Blanks filled in: values as people type them, put where the form's declaration says."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.text import label_twin
from samples import wordml
from samples.wordml import Dress, Edit, Element, W, elements, run, text_of

BOXES = "□☐"
DATE = "年    月    日"
_DATE = re.compile(r" *年 +月 +日")


def fill(
    blank: bytes,
    form: FormSpec,
    values: Mapping[str, str],
    *,
    rows: Sequence[Mapping[str, str]] = (),
    dress: Mapping[str, Dress] | None = None,
    edit: Edit | None = None,
) -> bytes:
    """The blank with these values in it.

    Args:
        blank: the blank's bytes, .docx or .xlsx.
        form: what the blank is.
        values: text as typed, by field; for choices the ticked words joined by ``、``, for yes/no one of its two words.
        rows: the entries of a list form, by column.
        dress: how single fields stand in Word's XML; a plain run where nothing is said.
        edit: changes the document after filling.
    """
    parts = wordml.open_package(blank)
    if "word/document.xml" not in parts:
        return _filled_sheet(blank, form, values, rows)
    body = wordml.body_of(parts)
    if any(not spec.printed and spec.key in values for spec in form.fields):
        _add_line(body, form, values)
    for spec in form.fields:
        if spec.key in values and spec.printed:
            _put(body, form, spec, values[spec.key], (dress or {}).get(spec.key, run))
    if rows:
        _put_rows(body, form, rows)
    if edit:
        edit(body)
    return wordml.with_body(parts, body)


def _put(body: Element, form: FormSpec, spec: FieldSpec, text: str, dress: Dress) -> None:
    if spec.type == "date" and label_twin(spec.labels[0]) == "年月日":
        _put_date(body, form, spec, text, dress)
    elif spec.where == "header":
        _put_in_line(body, spec, text, dress)
    elif spec.where == "in-cell":
        _append(_label_cell(body, spec, form), dress(text))
    elif spec.where == "same-cell":
        _put_below(_label_cell(body, spec, form), text, dress)
    elif spec.where == "document":
        body.find(f"{W}body").insert(-1, elements(f"<w:p>{dress(text)}</w:p>")[0])
    elif spec.options:
        _tick(_value_cell(body, spec, form), text.split("、"), spec)
    else:
        _put_into(_value_cell(body, spec, form), text, dress)


def _label_cell(body: Element, spec: FieldSpec, form: FormSpec) -> Element:
    wanted = label_twin(spec.labels[0])
    owner = next((each for each in form.fields if each.key == spec.beside), None)
    for row in wordml.rows_of(body):
        twins = [label_twin(text_of(cell)) for cell in row]
        if owner and label_twin(owner.labels[0]) not in twins:
            continue
        for cell, twin in zip(row, twins, strict=True):
            if twin == wanted or (spec.where in ("in-cell", "same-cell") and twin.startswith(wanted)):
                return cell
    raise LookupError(f"{form.id}: {spec.key}")


def _value_cell(body: Element, spec: FieldSpec, form: FormSpec) -> Element:
    """The first cell right of the label that is empty, or holds the form's hint or boxes; a new one if need be."""
    label = _label_cell(body, spec, form)
    for cell in label.itersiblings(f"{W}tc"):
        text = text_of(cell).strip()
        if not text or any(hint in text for hint in spec.hints) or (spec.options and any(box in text for box in BOXES)):
            return cell
    _add_score_column(label)
    return label.getparent().findall(f"{W}tc")[-1]


def _add_score_column(label: Element) -> None:
    """A column 得分 written behind a table that has none."""
    table = label.getparent().getparent()
    for number, row in enumerate(table.findall(f"{W}tr")):
        row.append(elements(wordml.cell("" if number else "得分"))[0])
    grid = table.find(f"{W}tblGrid")
    grid.append(copy.deepcopy(grid[-1]))


def _append(cell: Element, xml: str) -> None:
    cell.findall(f"{W}p")[-1].extend(elements(xml))


def _put_into(cell: Element, text: str, dress: Dress) -> None:
    _clear(cell)
    _append(cell, dress(text))


def _clear(cell: Element) -> None:
    for each in cell.iter(f"{W}t"):
        each.text = ""


def _put_below(cell: Element, text: str, dress: Dress) -> None:
    """A long text in the empty paragraph between what is printed above and the stamp line below."""
    paragraphs = cell.findall(f"{W}p")
    empty = [each for each in paragraphs if not text_of(each).strip()]
    first, *others = text.split("\n")
    if empty:
        here = empty[-1]
    else:
        here = elements("<w:p/>")[0]
        paragraphs[-1].addnext(here)
    here.extend(elements(dress(first)))
    for line in others:
        following = elements(f"<w:p>{dress(line)}</w:p>")[0]
        here.addnext(following)
        here = following


def _put_date(body: Element, form: FormSpec, spec: FieldSpec, text: str, dress: Dress) -> None:
    owner = next((each for each in form.fields if each.key == spec.beside), None)
    scope = _label_cell(body, owner, form) if owner else body
    line = next(each for each in scope.iter(f"{W}t") if DATE in (each.text or ""))
    before, _, after = (line.text or "").partition(DATE)
    line.text = before
    place = line.getparent()
    for element in reversed(elements(dress(text) + (run(after) if after else ""))):
        place.addnext(element)


def _put_in_line(body: Element, spec: FieldSpec, text: str, dress: Dress) -> None:
    """Puts the value on the underlined blank behind its label, or right behind the label."""
    wanted = label_twin(spec.labels[0])
    for line in body.iterfind(f"{W}body/{W}p"):
        runs = line.findall(f"{W}r")
        for label, blank in zip(runs, [*runs[1:], None], strict=True):
            if label_twin(text_of_run(label)) != wanted:
                continue
            if blank is not None and not text_of_run(blank).strip(" 0123456789"):
                _on_blank(blank, text, dress)
            else:
                for element in reversed(elements(dress(text))):
                    label.addnext(element)
            return
    raise LookupError(spec.key)


def _on_blank(blank: Element, text: str, dress: Dress) -> None:
    if dress is not run:
        for element in reversed(elements(dress(text))):
            blank.addnext(element)
        blank.getparent().remove(blank)
        return
    words = blank.find(f"{W}t")
    words.text = f"  {text}  "
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def text_of_run(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def _tick(cell: Element, chosen: Sequence[str], spec: FieldSpec) -> None:
    for each in cell.iter(f"{W}t"):
        each.text = ticked(each.text or "", chosen, spec)


def ticked(printed: str, chosen: Sequence[str], spec: FieldSpec, *, tick: str = "☑") -> str:
    """The printed options with these ticked.

    >>> spec = FieldSpec(key="held", labels=("是否",), type="yes-no", options=("是", "否"), box="before")
    >>> ticked("□ 是  □ 否", ["否"], spec)
    '□ 是  ☑ 否'
    """
    squeezed = {label_twin(word) for word in chosen}
    signs = list(printed)
    boxes = [index for index, sign in enumerate(signs) if sign in BOXES]
    edges = [-1, *boxes, len(signs)]
    for number, index in enumerate(boxes, 1):
        words = (
            printed[edges[number - 1] + 1 : index] if spec.box == "after" else printed[index + 1 : edges[number + 1]]
        )
        if label_twin(words) in squeezed:
            signs[index] = tick
    return "".join(signs)


def _add_line(body: Element, form: FormSpec, values: Mapping[str, str]) -> None:
    """A line above the table for what the form has no place for: whose score sheet it is."""
    words = [f"{spec.labels[0]}：{values[spec.key]}" for spec in form.fields if not spec.printed and spec.key in values]
    body.find(f".//{W}tbl").addprevious(elements(wordml.paragraph("    ".join(words)))[0])


def columns_of(form: FormSpec, heads: Sequence[Sequence[str]]) -> dict[str, int]:
    """Number of each column by key, found by what is printed above it (several readings of a two-row head)."""
    assert form.table is not None
    found: dict[str, int] = {}
    for spec in form.table.columns:
        for twin in (label_twin(label) for label in spec.labels):
            here = [number for number, words in enumerate(heads) if twin in map(label_twin, words)]
            if here and spec.key not in found and here[0] not in found.values():
                found[spec.key] = here[0]
    return found


def _put_rows(body: Element, form: FormSpec, rows: Sequence[Mapping[str, str]]) -> None:
    assert form.table is not None
    lines = body.find(f".//{W}tbl").findall(f"{W}tr")
    heads = [[text_of(cell)] for cell in lines[0].findall(f"{W}tc")]
    places = columns_of(form, heads)
    for line, row in zip(lines[1:], rows, strict=False):
        cells = line.findall(f"{W}tc")
        for key, text in row.items():
            _clear(cells[places[key]])
            _append(cells[places[key]], run(text))


def _filled_sheet(blank: bytes, form: FormSpec, values: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """A workbook's blank with its rows and the lines above and below them."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = book.worksheets[0]
    for spec in form.fields:
        if spec.key in values and spec.printed:
            _put_on_sheet(sheet, spec, values[spec.key])
        elif spec.key in values:
            sheet.cell(sheet.max_row + 1, 1).value = f"{spec.labels[0]}：{values[spec.key]}"
    if rows:
        _put_sheet_rows(sheet, form, rows)
    stream = io.BytesIO()
    book.save(stream)
    return settled(stream.getvalue())


def settled(data: bytes) -> bytes:
    """A workbook whose bytes tell nothing of the moment it was saved."""
    parts = wordml.open_package(data)
    core = etree.fromstring(parts["docProps/core.xml"])
    for element in core:
        if etree.QName(element).localname in ("created", "modified"):
            element.text = "2026-03-20T09:00:00Z"
    parts["docProps/core.xml"] = etree.tostring(core)
    return wordml.closed_package(parts)


def _put_on_sheet(sheet: Any, spec: FieldSpec, text: str) -> None:
    """Puts a value behind its label in the label's cell, or on the date's blank."""
    twins = [label_twin(label) for label in spec.labels]
    for line in sheet.iter_rows():
        for cell in line:
            if not isinstance(cell.value, str):
                continue
            if spec.type == "date" and (blank := _DATE.search(cell.value)):
                cell.value = cell.value.replace(blank[0], text)
                return
            for label in spec.labels:
                start = cell.value.find(f"{label}：")
                if start >= 0:
                    behind = start + len(label) + 1
                    cell.value = f"{cell.value[:behind]}{text}{cell.value[behind:]}"
                    return
            if label_twin(cell.value) in twins:
                sheet.cell(cell.row, cell.column + 1).value = text
                return
    raise LookupError(spec.key)


def _put_sheet_rows(sheet: Any, form: FormSpec, rows: Sequence[Mapping[str, str]]) -> None:
    top, places = _head_of(sheet, form)
    for number, row in enumerate(rows, top):
        for key, text in row.items():
            sheet.cell(number, places[key] + 1).value = text


def _head_of(sheet: Any, form: FormSpec) -> tuple[int, dict[str, int]]:
    """First row below the head, and the columns by key."""
    for number in range(1, 13):
        upper, lower = (_printed_in(sheet, number + step) for step in (0, 1))
        plain = columns_of(form, [[word] for word in upper])
        joined = columns_of(form, [[up + low, low or up] for up, low in zip(upper, lower, strict=True)])
        if len(plain) >= 4:
            two = any(low and low != up and not str(low).isdigit() for up, low in zip(upper, lower, strict=True))
            return (number + 2, joined) if two else (number + 1, plain)
    raise LookupError("no head")


def _printed_in(sheet: Any, number: int) -> list[str]:
    """The words of a row, a merged cell's in every column it covers."""
    words = [str(cell.value or "") for cell in sheet[number]]
    for area in sheet.merged_cells.ranges:
        if area.min_row == number:
            for column in range(area.min_col, area.max_col + 1):
                words[column - 1] = str(sheet.cell(number, area.min_col).value or "")
    return words
