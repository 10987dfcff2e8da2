"""The value of each label that was found: right of it, below it, or in its own cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qtdocs.editions.form import FieldSpec
from qtdocs.editions.layout import Layout
from qtdocs.extract.matching import Match
from qtdocs.extract.same_cell import typed_in
from qtdocs.extract.spots import Spot
from qtdocs.model.document import Cell, Table
from qtdocs.model.record import Doubt
from qtdocs.text import label_twin

UNITS = frozenset({"个", "人", "次", "人次", "起", "%", "％", "万元", "元", "名", "h", "学时", "小时", "分"})
"""Units that people put into a cell of their own."""


_INSTRUCTION = re.compile(
    r"必填|选填|可不填|如实填写|请.{0,8}填|按.{0,10}填写|填写.{0,6}(?:说明|要求)|不超过\d+字|\d+字以内|限\d+字"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The written text of a field, before it is typed."""

    text: str
    """The cell's text without printed words."""
    raw: str
    """As written, printed words included."""
    cell: Cell
    """Where it stands."""
    label: str
    """The label as printed here."""
    method: str
    """right, below, in-cell, same-cell, inferred."""
    doubts: tuple[Doubt, ...] = ()
    """Why it should be looked at."""
    grade: str = "A"
    """How sure the place is."""


class Picker:
    """Picks values from a filled form whose labels have been matched.

    Args:
        layout: the form's layout.
        matches: label matches by key.
    """

    def __init__(self, layout: Layout, matches: Mapping[str, Match]) -> None:
        self.layout = layout
        self.used: set[int] = set()
        """``id`` of every cell that was a label or gave a value."""
        self._labels = {id(match.candidate.spot.cell) for match in matches.values()}
        self.used |= self._labels
        words = {twin for anchor in layout.anchors for twin in anchor.official}
        self._label_words = frozenset(words)

    def value(self, match: Match) -> Found:
        """The text that belongs to a matched label."""
        spec, candidate = match.anchor.spec, match.candidate
        if spec.where == "same-cell" or (spec.type == "long-text" and candidate.segment):
            return self._same_cell(match)
        if candidate.segment is None or not candidate.segment.text:
            return self._beside(spec, candidate.spot, candidate.label)
        return self._in_cell(match)

    def _in_cell(self, match: Match) -> Found:
        """What stands behind the label in its own cell, or what stands right of it where both places are open."""
        spec, spot, segment = match.anchor.spec, match.candidate.spot, match.candidate.segment
        assert segment is not None
        cell = spot.cell
        own = Found(text=segment.text, raw=segment.text, cell=cell, label=segment.label, method="in-cell")
        instructed = bool(_INSTRUCTION.search(segment.text))
        words = Doubt(code="form-altered", detail=f"“{segment.label}”后面多印了“{segment.text[:30]}”")
        alone = replace(own, text="", doubts=(words,)) if instructed else own
        if spec.where == "in-cell":  # the form's own place; a cell beside it is not looked at and stays unplaced
            return alone
        beside = self._beside(spec, spot, match.candidate.label)
        if beside.cell is cell:  # no place beside
            return alone
        if beside.text.strip() or instructed:
            if instructed:
                return replace(beside, doubts=(*beside.doubts, words))
            return replace(beside, doubts=(*beside.doubts, replace(words, code="field-unsure")), grade="B")
        doubt = Doubt(code="field-unsure", detail=f"“{segment.text[:30]}”写在栏目名的格子里，右边的格子空着")
        return replace(own, doubts=(doubt,), grade="B" if segment.clear and ":" in _narrow_colon(cell.text) else "C")

    def _same_cell(self, match: Match) -> Found:
        cell = match.candidate.spot.cell
        dated = any(
            spec.type == "date" and spec.beside == match.anchor.spec.key for spec in self.layout.form.fields
        )  # fmt: skip
        printed = _with_label(match)
        remainder = typed_in(cell.text, printed, dated=dated)
        doubts = tuple(
            Doubt(code="form-altered", detail=f"印好的提示被改动：“{line[:40]}”") for line in remainder.edited[:1]
        )
        if not remainder.text and match.candidate.segment is None:
            return self._beside(match.anchor.spec, match.candidate.spot, match.candidate.label)
        return Found(
            text=remainder.text, raw=remainder.text, cell=cell, label=match.candidate.label, method="same-cell",
            doubts=doubts,
        )  # fmt: skip

    def _beside(self, spec: FieldSpec, spot: Spot, label: str) -> Found:
        cell, table = spot.cell, spot.table
        cells = self._to_the_right(cell, table)
        printed = self._printed_among(cells, spec)
        filled = [each for each in cells if each.text.strip() and id(each) not in printed]
        if not cells:
            below = self._below(cell, table)
            if below is not None:
                return self._taken(below, label, "below", uncertain=not self._stands_squarely(cell, below, table))
        if not filled:
            empty = next((each for each in cells if not each.text.strip()), cell)
            doubts: tuple[Doubt, ...] = ()
            if "picture" in empty.flags:
                doubts = (Doubt(code="field-unsure", detail=f"“{label}”格里是一张图片，没有文字可读"),)
            return Found(
                text="", raw="", cell=empty, label=label, method="right", doubts=doubts, grade="B" if doubts else "A"
            )  # fmt: skip
        value, *others = filled
        further = self._further_rows(cell, table, value)
        others += further
        skipped = next((each for each in cells if id(each) not in printed), value) is not value
        others = [each for each in others if label_twin(each.text) not in UNITS]
        if others and label_twin(value.text) in UNITS and value.text.strip() not in spec.options:
            value, others = others[0], others[1:]
        found = self._taken(value, label, "right", others, skipped=skipped)
        return replace(found, grade="C") if further else found

    def _taken(
        self,
        cell: Cell,
        label: str,
        method: str,
        others: list[Cell] | None = None,
        *,
        skipped: bool = False,
        uncertain: bool = False,
    ) -> Found:
        self.used.add(id(cell))
        doubts: tuple[Doubt, ...] = ()
        if skipped:
            doubts = (Doubt(code="field-unsure", detail=f"“{label}”右边一格是空的，取的是再往右的一格"),)
        if uncertain:
            doubts = (Doubt(code="field-unsure", detail=f"“{label}”右边没有可填的格子，取的是下面一格"),)
        if others:
            words = "、".join(f"“{each.text.strip()[:30]}”" for each in others)
            doubts = (
                *doubts,
                Doubt(code="field-unsure", detail=f"“{label}”右边不止一格有字，另有{words}"),
            )
            self.used.update(id(each) for each in others)
        return Found(
            text=cell.text, raw=cell.text, cell=cell, label=label, method=method, doubts=doubts,
            grade="C" if skipped or uncertain else "B" if others else "A",
        )  # fmt: skip

    def _to_the_right(self, label: Cell, table: Table) -> list[Cell]:
        found: list[Cell] = []
        for column in range(label.column + label.column_span, table.columns + 1):
            cell = table.at(label.row, column)
            if cell is None or (found and cell is found[-1]):
                continue
            if id(cell) in self._labels or (found and self._is_label(cell)):
                break
            found.append(cell)
        return found

    def _further_rows(self, label: Cell, table: Table, value: Cell) -> list[Cell]:
        """Filled cells right of a label that runs over several rows, below the first."""
        found: list[Cell] = []
        for row in range(label.row + 1, label.row + label.row_span):
            for column in range(label.column + label.column_span, table.columns + 1):
                cell = table.at(row, column)
                if cell is None or cell is value or any(cell is each for each in found):
                    continue
                if id(cell) in self._labels or self._is_label(cell):
                    break
                if cell.text.strip():
                    found.append(cell)
        return found

    def _below(self, label: Cell, table: Table) -> Cell | None:
        cell = table.at(label.row + label.row_span, label.column)
        if cell is None or not cell.text.strip() or self._is_label(cell) or label_twin(cell.text) in self.layout.fixed:
            return None
        left = table.at(cell.row, cell.column - 1)
        return None if left is not None and self._is_label(left) else cell

    def _stands_squarely(self, label: Cell, below: Cell, table: Table) -> bool:
        """Whether label and value are as wide, and every other label of the row has a value below it too."""
        if (below.column, below.column_span) != (label.column, label.column_span):
            return False
        heads = [cell for cell in table.cells if cell.row == label.row and cell is not label and cell.text.strip()]
        under = [table.at(head.row + head.row_span, head.column) for head in heads]
        return all(map(self._is_label, heads)) and all(cell and not self._is_label(cell) for cell in under)

    def _is_label(self, cell: Cell) -> bool:
        return id(cell) in self._labels or (len(cell.text) < 40 and label_twin(cell.text) in self._label_words)

    def _printed_among(self, cells: list[Cell], spec: FieldSpec) -> frozenset[int]:
        """``id`` of the cells that the blank prints itself: a unit, the points, a criterion.

        Words are printed only where the blank prints them right of this label, and as often: full marks written
        behind the points are a score, and a department may be called as a label elsewhere on the form is.
        """
        if spec.options:
            return frozenset()
        here = Counter(next((each.right for each in self.layout.anchors if each.spec.key == spec.key), ()))
        found = set()
        for cell in cells:
            twin = label_twin(cell.text)
            if twin not in self.layout.fixed or any(label_twin(hint) in twin for hint in spec.hints):
                continue
            if here[twin] > 0:
                here[twin] -= 1
                found.add(id(cell))
        return frozenset(found)


def _with_label(match: Match) -> tuple[str, ...]:
    """The printed lines of the anchor's cell, its label in the words of this paper first."""
    here = match.candidate.twin
    official = sorted(match.anchor.official, key=len, reverse=True)
    lines = match.anchor.printed or tuple(official)
    wanted = (here, *official)
    extra = tuple(word for word in wanted if not any(line.startswith(word) for line in lines))
    return (*extra, *lines)


def _narrow_colon(text: str) -> str:
    return text.replace("：", ":")


def turned_rows(
    found: Mapping[str, Found], matches: Mapping[str, Match], spots: Sequence[Spot], used: set[int]
) -> dict[str, Found]:
    """The values of rows that look as if they were typed left of their labels, as guesses.

    Such a row has a text that nobody claims left of its first label, and nothing right of its last.
    """
    rows: dict[tuple[int, int], list[str]] = {}
    for key, match in matches.items():
        if match.anchor.spec.where == "right" and match.candidate.segment is None:
            rows.setdefault(match.candidate.spot.line, []).append(key)
    guessed: dict[str, Found] = {}
    for line, keys in rows.items():
        labels = [matches[key].candidate.spot.cell for key in keys]
        first, last = min(cell.column for cell in labels), max(cell.column for cell in labels)
        row = [spot.cell for spot in spots if spot.line == line]
        left = [cell for cell in row if cell.column < first and id(cell) not in used]
        if left and not any(cell.column > last for cell in row):
            doubt = Doubt(code="field-unsure", detail="这一行像是内容在左、栏目在右，可能对错了位")
            guessed |= {key: replace(found[key], doubts=(*found[key].doubts, doubt), grade="C") for key in keys}
    return guessed
