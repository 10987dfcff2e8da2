"""Fields whose label and value share a paragraph above, or now and then below, the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from qtdocs.editions.layout import DATE_TWIN, Anchor, Layout
from qtdocs.extract.labels import Found
from qtdocs.extract.segments import Segment, segments_in, twins_of
from qtdocs.extract.spots import OUTSIDE
from qtdocs.model.document import Cell, Document, Paragraph, Table
from qtdocs.model.record import Doubt
from qtdocs.text import label_twin

_TITLE_DRESS = 12
"""Most characters around a title on its line: 附件1, the year, （盖章版）."""
BOX = "文本框"
"""The part of a document that text boxes are."""
_LONGEST_BOX = 40
_NUMBER = re.compile(r"[0-9０-９]{1,4}")
ASIDE = frozenset({"批注", "脚注", "尾注"})
"""Parts of a document in which no field stands."""


def headers_in(document: Document, layout: Layout, keys: frozenset[str], used: set[int]) -> dict[str, Found]:
    """Fields whose label and value share a paragraph.

    Args:
        document: the filled form.
        layout: its layout.
        keys: keys that were found in cells already.
        used: takes the ``id`` of the paragraphs that gave a value.
    """
    wanted = [anchor for anchor in layout.anchors if _in_paragraphs(anchor) and anchor.spec.key not in keys]
    twins = twins_of(wanted)
    found: dict[str, Found] = {}
    before: dict[str, Found] = {}
    behind = False
    for block in document.blocks:
        if isinstance(block, Table):
            behind = behind or block.place.part not in OUTSIDE
            continue
        if not wanted or block.place.part in ASIDE or is_title(block.text, layout):
            continue
        here = _from_paragraph(block, twins)
        if not here and block.place.part == BOX:
            here = _boxed(block, before)
        if here:
            used.add(id(block))
        for key, value in here.items():
            found[key] = _merged(found.get(key), _behind_the_table(value, found.get(key)) if behind else value)
        before = here
    return found


def _behind_the_table(value: Found, before: Found | None) -> Found:
    """A value below the table, which may belong to something attached; a guess where the form's own blank is empty."""
    if not value.text:
        return value
    doubt = Doubt(code="field-unsure", detail=f"“{value.label}”写在表格后面，可能不是这张表的")
    return replace(value, doubts=(*value.doubts, doubt), grade="B" if before is None else "C")


def _boxed(box: Paragraph, before: Mapping[str, Found]) -> dict[str, Found]:
    """The text of a box laid over the only blank of the line before it."""
    empty = [key for key, value in before.items() if not value.text]
    if len(empty) != 1 or len(box.text) > _LONGEST_BOX or not box.text.strip():
        return {}
    cell = Cell(row=0, column=0, text=box.text.strip(), flags=box.flags, place=box.place)
    label = before[empty[0]].label
    doubt = Doubt(code="field-unsure", detail=f"“{label}”后面是空的，取的是盖在上面的文本框里的字")
    found = Found(
        text=cell.text, raw=box.text, cell=cell, label=label, method="header", doubts=(doubt,), grade="B"
    )  # fmt: skip
    return {empty[0]: found}


def is_title(text: str, layout: Layout) -> bool:
    """Whether a line is the form's title; a sentence that names it is none."""
    twin = label_twin(text)
    if twin.endswith(("。", ";", ",")):
        return False
    found = (match for pattern in layout.titles if (match := pattern.search(twin)))
    return any(len(twin) - len(match[0]) <= _TITLE_DRESS for match in found)


def _from_paragraph(paragraph: Paragraph, twins: dict[str, tuple[Anchor, ...]]) -> dict[str, Found]:
    underlined = "underlined" in paragraph.flags
    segments = _segments(paragraph.text, twins)
    if not segments or paragraph.text[: segments[0].start].strip(" \u3000\t_＿（("):
        return {}
    found: dict[str, Found] = {}
    for segment in segments:
        key = next((anchor.spec.key for anchor in segment.anchors if anchor.spec.key not in found), "")
        if not key:
            continue
        doubts: tuple[Doubt, ...] = ()
        if not segment.clear and not underlined and segment.text:
            doubts = (Doubt(code="field-unsure", detail=f"“{segment.label}”和填写的内容连在一起"),)
        cell = Cell(row=0, column=0, text=segment.text, flags=paragraph.flags, place=paragraph.place)
        found[key] = Found(
            text=segment.text,
            raw=segment.text,
            cell=cell,
            label=segment.label,
            method="header",
            doubts=doubts,
            grade="B" if doubts else "A",
        )
    return found


def _segments(text: str, twins: dict[str, tuple[Anchor, ...]]) -> tuple[Segment, ...]:
    """The labelled values of a line; a label with its number right behind it (序号3) counts beside such as stand clear.

    On a scan the blank between label and number may be narrower than one between two characters.
    """
    clear, every = segments_in(text, twins), segments_in(text, twins, loose=True)
    if not clear:
        return every
    starts = {each.start for each in clear}
    more = [each for each in every if each.start not in starts]
    numbered = all(_NUMBER.fullmatch(each.text) and text[: each.start][-2:].isspace() for each in more)
    return every if more and numbered else clear


def _merged(first: Found | None, second: Found) -> Found:
    if first is None or not first.text:
        return second
    if second.text and label_twin(first.text) != label_twin(second.text):
        doubt = Doubt(code="field-unsure", detail=f"“{first.label}”出现两次，另一处写的是“{second.text[:40]}”")
        return Found(
            text=first.text, raw=first.raw, cell=first.cell, label=first.label, method=first.method,
            doubts=(*first.doubts, doubt), grade="B",
        )  # fmt: skip
    return first


def _in_paragraphs(anchor: Anchor) -> bool:
    """Whether a field may stand in a paragraph: header fields, and the form's date under a word of its own."""
    return anchor.spec.where == "header" or (DATE_TWIN in anchor.official and not anchor.spec.beside)
