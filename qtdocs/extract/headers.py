"""Fields that stand in paragraphs, on a date line, or in the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from qtdocs.editions.layout import DATE_TWIN, Anchor, Layout
from qtdocs.extract.labels import Found
from qtdocs.extract.matching import Match
from qtdocs.extract.same_cell import holds_date, signing_date
from qtdocs.extract.segments import segments_in, twins_of
from qtdocs.extract.spots import Spot
from qtdocs.model.document import Cell, Document, Paragraph
from qtdocs.model.record import Doubt
from qtdocs.text import label_twin

_TITLE_DRESS = 12
"""Most characters around a title on its line: 附件1, the year, （盖章版）."""
BOX = "文本框"
"""The part of a document that text boxes are."""
_LONGEST_BOX = 40
ASIDE = frozenset({"批注", "脚注", "尾注"})
"""Parts of a document in which no field stands."""
_DATE_LINE = re.compile(
    r"[\s\d_＿年月日./．\-－〇○零一二三四五六七八九十０-９]+(?:[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?\s*)?"
)


def headers_in(document: Document, layout: Layout, keys: frozenset[str]) -> dict[str, Found]:
    """Fields whose label and value share a paragraph.

    Args:
        document: the filled form.
        layout: its layout.
        keys: keys that were found in cells already.
    """
    wanted = [anchor for anchor in layout.anchors if _in_paragraphs(anchor) and anchor.spec.key not in keys]
    twins = twins_of(wanted)
    found: dict[str, Found] = {}
    before: dict[str, Found] = {}
    for paragraph in document.paragraphs:
        if not wanted or paragraph.place.part in ASIDE or is_title(paragraph.text, layout):
            continue
        here = _from_paragraph(paragraph, twins)
        if not here and paragraph.place.part == BOX:
            here = _boxed(paragraph, before)
        for key, value in here.items():
            found[key] = _merged(found.get(key), value)
        before = here
    return found


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
    segments = segments_in(paragraph.text, twins) or segments_in(paragraph.text, twins, loose=True)
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


def dates_in(
    document: Document, layout: Layout, matches: Mapping[str, Match], spots: Iterable[Spot], used: set[int]
) -> dict[str, Found]:
    """Date lines: in the cell of the field they stand beside, in a cell or a paragraph of their own."""
    found: dict[str, Found] = {}
    for anchor in layout.anchors:
        if DATE_TWIN not in anchor.official or anchor.spec.key in matches:
            continue
        owner = matches.get(anchor.spec.beside)
        if owner is not None:
            cell = owner.candidate.spot.cell
            date = signing_date(cell.text)
            found[anchor.spec.key] = Found(text=date, raw=date, cell=cell, label="年 月 日", method="same-cell")
        elif not anchor.spec.beside:
            line = _own_line(document, spots, used)
            if line is not None:
                found[anchor.spec.key] = line
    return found


def _own_line(document: Document, spots: Iterable[Spot], used: set[int]) -> Found | None:
    """The last date line that is no other field's value; a cell before a paragraph."""
    cells = [spot.cell for spot in spots if id(spot.cell) not in used and _is_date_line(spot.cell.text)]
    if cells:
        used.add(id(cells[-1]))
        return Found(
            text=cells[-1].text, raw=cells[-1].text, cell=cells[-1], label="年 月 日", method="same-cell"
        )  # fmt: skip
    lines = [
        paragraph for paragraph in document.paragraphs
        if not paragraph.place.part and _is_date_line(paragraph.text)
    ]  # fmt: skip
    if not lines:
        return None
    cell = Cell(row=0, column=0, text=lines[-1].text, flags=lines[-1].flags, place=lines[-1].place)
    return Found(text=cell.text.strip(), raw=cell.text, cell=cell, label="年 月 日", method="header")


def _is_date_line(text: str) -> bool:
    return bool(_DATE_LINE.fullmatch(text)) and holds_date(text)


def _in_paragraphs(anchor: Anchor) -> bool:
    """Whether a field may stand in a paragraph: header fields, and the form's date under a word of its own."""
    return anchor.spec.where == "header" or (DATE_TWIN in anchor.official and not anchor.spec.beside)
