"""Date lines: in the cell of the opinion they sign, in a cell or a paragraph of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qtdocs.editions.layout import DATE_TWIN, Layout
from qtdocs.extract.labels import Found
from qtdocs.extract.matching import Match
from qtdocs.extract.same_cell import holds_date, signing_date
from qtdocs.extract.spots import Spot
from qtdocs.model.document import Cell, Document
from qtdocs.model.record import Doubt
from qtdocs.text import label_twin

_LABEL = "年 月 日"
_DATE_LINE = re.compile(
    r"[\s\d_＿年月日./．\-－〇○零一二三四五六七八九十０-９]+(?:[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?\s*)?"
)


def dates_in(
    document: Document, layout: Layout, matches: Mapping[str, Match], spots: Sequence[Spot], used: set[int]
) -> dict[str, Found]:
    """Date lines: in the cell of the field they stand beside, in a cell or a paragraph of their own."""
    found: dict[str, Found] = {}
    for anchor in layout.anchors:
        if DATE_TWIN not in anchor.official or anchor.spec.key in matches:
            continue
        owner = matches.get(anchor.spec.beside)
        if owner is not None:
            found[anchor.spec.key] = _signed(owner.candidate.spot.cell)
        elif not anchor.spec.beside:
            tables = {match.candidate.spot.number for match in matches.values()}
            line = _own_cell([spot for spot in spots if spot.number in tables], used) or _own_line(document, used)
            if line is not None:
                found[anchor.spec.key] = line
    return found


def _signed(cell: Cell) -> Found:
    """The signing date of an opinion's cell; a date elsewhere in it is a doubt."""
    date = signing_date(cell.text)
    doubts: tuple[Doubt, ...] = ()
    if not any(sign.isdigit() for sign in date) and holds_date(cell.text, whole=True):
        doubts = (Doubt(code="field-not-date", detail="格里有日期，但不在落款处，没有当作落款日期"),)
    return Found(
        text=date, raw=date, cell=cell, label=_LABEL, method="same-cell", doubts=doubts, grade="B" if doubts else "A"
    )  # fmt: skip


def _own_cell(spots: Sequence[Spot], used: set[int]) -> Found | None:
    """The last cell that is a date line alone in its row and no other field's value."""
    lines = [spot for spot in spots if id(spot.cell) not in used and _is_date_line(spot.cell.text)]
    alone = [spot for spot in lines if not any(other.line == spot.line and other is not spot for other in spots)]
    if not alone:
        return None
    last = alone[-1].cell
    used.update(id(spot.cell) for spot in alone)
    return _last_of(last, [spot.cell.text for spot in alone], "same-cell")


def _own_line(document: Document, used: set[int]) -> Found | None:
    """The last paragraph that is a date line."""
    lines = [
        paragraph for paragraph in document.paragraphs
        if not paragraph.place.part and _is_date_line(paragraph.text)
    ]  # fmt: skip
    if not lines:
        return None
    used.update(id(paragraph) for paragraph in lines)
    cell = Cell(row=0, column=0, text=lines[-1].text.strip(), flags=lines[-1].flags, place=lines[-1].place)
    return _last_of(cell, [paragraph.text for paragraph in lines], "header")


def _last_of(cell: Cell, texts: Sequence[str], method: str) -> Found:
    """The date of the last of some date lines; a guess where they differ."""
    dated = list(dict.fromkeys(label_twin(text) for text in texts if any(sign.isdigit() for sign in text)))
    doubts: tuple[Doubt, ...] = ()
    if len(dated) > 1:
        doubts = (Doubt(code="field-unsure", detail=f"有 {len(dated)} 处日期，取了最后一处“{cell.text.strip()}”"),)
    return Found(
        text=cell.text, raw=cell.text, cell=cell, label=_LABEL, method=method, doubts=doubts,
        grade="C" if doubts else "A",
    )  # fmt: skip


def _is_date_line(text: str) -> bool:
    return bool(_DATE_LINE.fullmatch(text)) and holds_date(text)
