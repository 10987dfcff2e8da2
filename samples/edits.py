"""What people do to a form besides filling it: labels changed, rows added, cells moved, things drawn on top."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from samples import wordml
from samples.wordml import Edit, Element, W, cell_after, elements, paragraph, run, text_of


def together(*edits: Edit) -> Edit:
    """All these changes, one after the other."""

    def apply(body: Element) -> None:
        for edit in edits:
            edit(body)

    return apply


def label_changed(old: str, new: str) -> Edit:
    """A printed label typed anew; line breaks in it are paragraphs."""

    def apply(body: Element) -> None:
        cell = _cell_of(body, old)
        first = cell.find(f"{W}p")
        for other in cell.findall(f"{W}p")[1:]:
            cell.remove(other)
        _words(first, new.split("\n", maxsplit=1)[0])
        for line in reversed(new.split("\n")[1:]):
            following = copy.deepcopy(first)
            _words(following, line)
            first.addnext(following)

    return apply


def line_changed(old: str, new: str) -> Edit:
    """Words changed wherever they stand in one run."""

    def apply(body: Element) -> None:
        for each in body.iter(f"{W}t"):
            if old in (each.text or ""):
                each.text = each.text.replace(old, new)

    return apply


def row_added(after: str, *texts: str) -> Edit:
    """A row of its own below the row of this label: label and value over the whole width."""

    def apply(body: Element) -> None:
        row = _cell_of(body, after).getparent()
        widths = (1814, *[7597 // (len(texts) - 1)] * (len(texts) - 1))
        spans = (1, *[5 // (len(texts) - 1)] * (len(texts) - 1))
        cells = "".join(
            wordml.cell(text, width=width, span=span) for text, width, span in zip(texts, widths, spans, strict=True)
        )
        row.addnext(elements(f"<w:tr>{cells}</w:tr>")[0])

    return apply


def pairs_swapped(first: str, second: str) -> Edit:
    """Two labels change places, each with its value; the widths stay with the places."""

    def apply(body: Element) -> None:
        left, right = _cell_of(body, first), _cell_of(body, second)
        for one, other in ((left, right), (left.getnext(), right.getnext())):
            mine, theirs = one.findall(f"{W}p"), other.findall(f"{W}p")
            for each in mine:
                other.append(each)
            for each in theirs:
                one.append(each)

    return apply


def rows_swapped(first: str, second: str) -> Edit:
    """Two whole rows change places."""

    def apply(body: Element) -> None:
        one, other = _cell_of(body, first).getparent(), _cell_of(body, second).getparent()
        mark = elements("<w:tr/>")[0]
        one.addprevious(mark)
        other.addprevious(one)
        mark.addprevious(other)
        mark.getparent().remove(mark)

    return apply


def value_split(label: str, more: str) -> Edit:
    """The value's cell cut in two, something else typed into the new one."""

    def apply(body: Element) -> None:
        value = _cell_of(body, label).getnext()
        span = value.find(f"{W}tcPr/{W}gridSpan")
        width = int(span.get(f"{W}val"))
        span.set(f"{W}val", str(width - 1))
        value.addnext(elements(wordml.cell(more))[0])

    return apply


def cell_controlled(label: str) -> Edit:
    """A content control around the whole cell of the value."""

    def apply(body: Element) -> None:
        _wrap(_cell_of(body, label).getnext())

    return apply


def row_controlled(label: str) -> Edit:
    """A content control around the whole row of this label."""

    def apply(body: Element) -> None:
        _wrap(_cell_of(body, label).getparent())

    return apply


def block_controlled(label: str) -> Edit:
    """A content control around the paragraph in the value's cell."""

    def apply(body: Element) -> None:
        _wrap(_cell_of(body, label).getnext().find(f"{W}p"))

    return apply


def asked_for(label: str) -> Edit:
    """An untouched content control in the value's cell, its prompt showing."""

    def apply(body: Element) -> None:
        control = (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            f"{run('单击此处输入文字。')}</w:sdtContent></w:sdt>"
        )
        _cell_of(body, label).getnext().find(f"{W}p").extend(elements(control))

    return apply


def table_inside(label: str, rows: Sequence[Sequence[str]]) -> Edit:
    """A table pasted into the value's cell, or into the label's own where the value stands there."""

    def apply(body: Element) -> None:
        cell = wordml.cell_with(body, label) if len(label) > 12 else cell_after(body, label)
        cell.append(elements(wordml.table(rows))[0])
        cell.append(elements("<w:p/>")[0])

    return apply


def paragraph_before_table(xml: str) -> Edit:
    """A paragraph with this inside, right above the table."""

    def apply(body: Element) -> None:
        body.find(f".//{W}tbl").addprevious(elements(paragraph("", inside=xml))[0])

    return apply


def _wrap(element: Element) -> None:
    control = elements("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")[0]
    element.addprevious(control)
    control.find(f"{W}sdtContent").append(element)


def _cell_of(body: Element, label: str) -> Element:
    wanted = "".join(label.split())
    return next(
        cell for row in wordml.rows_of(body) for cell in row if "".join(text_of(cell).split()).rstrip("：:") == wanted
    )


def _words(paragraph: Element, text: str) -> None:
    first, *others = paragraph.iter(f"{W}t")
    first.text = text
    for each in others:
        each.text = ""
