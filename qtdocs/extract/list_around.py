"""What stands above and below a list: the nominator, the person to ask, the date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.layout import DATE_TWIN, Anchor, label_core
from qtdocs.extract.names import SEAL_WORDS
from qtdocs.extract.reading import doubted
from qtdocs.extract.segments import Segment, segments_in, twins_of
from qtdocs.extract.values import read_value
from qtdocs.model.document import Cell
from qtdocs.model.place import Place
from qtdocs.model.record import Doubt, FieldValue
from qtdocs.text import label_twin, narrow

_NUMERALS = "〇○零一二三四五六七八九十"
_DATE_TAIL = re.compile(
    rf"(?<![\d年月－-])(?P<date>(?:20\d\d|\d\d|20[_＿]*|[{_NUMERALS}]{{4}}|[_＿]*)\s*年"
    rf"[\s\d_＿{_NUMERALS}]*月[\s\d_＿{_NUMERALS}]*[日号]?)\s*$"
    r"|(?:^|\s)(?P<figures>20\d\d\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2})\s*$"
)
_HAN = "\u4e00-\u9fff"
_OTHER_LABEL = re.compile(
    rf"(?:^|[\s　，,；;、。|])(?P<label>[{_HAN}](?:[ 　][{_HAN}]){{1,3}}|[{_HAN}（）()]{{2,14}})[ 　]*[:：]"
)
_SEAL_PLACE = re.compile(rf"(?:^|(?<=\s))[{_HAN}]{{0,8}}(?:公章|盖章|章)(?=\s|$)")
_DATE_LABEL = re.compile(rf"(?P<label>[{_HAN}]{{0,6}}(?:日期|时间))\s*(?:[（(][^()（）]*[)）])?\s*[:：]\s*$")
_GAP = re.compile(r"\S{2}[ \t　]{3,}\S|\S[ \t　]{3,}\S{2}")
_BLANKS = " \t\r\n\u3000_＿:：,，;；、。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A cell or paragraph outside the rows, with the cell right of it."""

    cell: Cell
    """The cell; a paragraph as one."""
    right: Cell | None = None
    """The next filled cell to the right."""
    paragraph: bool = False
    """Whether it is a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundFound:
    """The fields around a list."""

    fields: dict[str, FieldValue]
    """Every key of the form's own fields."""
    used: tuple[Cell, ...]
    """Cells and paragraphs that hold a label or a value."""
    doubts: tuple[tuple[Doubt, Place], ...]
    """What else is written in them."""


def around_in(lines: Sequence[Line], form: FormSpec) -> AroundFound:
    """The fields that stand around a list.

    Args:
        lines: the cells and paragraphs outside the rows, in reading order.
        form: the declaration.
    """
    reading = _Around(form)
    notes = {label_twin(note) for note in form.notes}
    for line in lines:
        if label_twin(line.cell.text) not in notes:
            reading.read(line)
    return reading.found()


class _Around:
    """Collects the fields."""

    def __init__(self, form: FormSpec) -> None:
        self._specs = {spec.key: spec for spec in form.fields}
        self._twins = twins_of([_anchor(spec) for spec in form.fields])
        self._dates = [spec for spec in form.fields if spec.type == "date"]
        self._fields: dict[str, FieldValue] = {}
        self._used: dict[int, Cell] = {}
        self._doubts: list[tuple[Doubt, Place]] = []

    def found(self) -> AroundFound:
        fields = {}
        for spec in self._specs.values():
            for key in (spec.key, spec.second):
                if key:
                    fields[key] = self._fields.get(key, FieldValue(key=key, method="header"))
        return AroundFound(fields=fields, used=tuple(self._used.values()), doubts=tuple(self._doubts))

    def read(self, line: Line) -> None:
        if id(line.cell) in self._used:
            return
        body = _SEAL_PLACE.sub("", line.cell.text)
        segments = segments_in(body, self._twins)
        before = body[: segments[0].start] if segments else body
        rest, date = self._dated(line, before) if self._dates else (before, False)
        if not segments and not date and not self._whole_label(body):
            return
        self._used[id(line.cell)] = line.cell
        if not segments and rest.strip(_BLANKS) and not date:
            self._beside(line, self._whole_label(body), body)
        for number, segment in enumerate(segments):
            self._segment(line, segment, last=number + 1 == len(segments))
        if segments or date:
            self._unknown(line, rest)

    def _dated(self, line: Line, text: str) -> tuple[str, bool]:
        """The text without a date at its end, and whether there was one; the date is kept."""
        found = _DATE_TAIL.search(text)
        if found is None:
            return text, False
        name = "date" if found["date"] is not None else "figures"
        before, date = text[: found.start(name)], found[name]
        label = _DATE_LABEL.search(before)
        if not re.search(r"[\d〇一二三四五六七八九]", narrow(date)):
            date = ""
        free = [spec for spec in self._dates if spec.key not in self._fields]
        if free and date:
            printed = label["label"] if label else "年 月 日"
            self._keep((_anchor(free[0]),), date, printed, line.cell, "header" if line.paragraph else "in-cell")
        return before[: label.start()] if label else before, True

    def _whole_label(self, text: str) -> tuple[Anchor, ...]:
        twin = label_twin(text)
        return self._twins.get(twin) or self._twins.get(label_core(twin)) or ()

    def _beside(self, line: Line, anchors: tuple[Anchor, ...], label: str) -> None:
        """A label that fills its cell; the value stands to the right."""
        if line.right is None or segments_in(line.right.text, self._twins) or self._whole_label(line.right.text):
            return
        self._used[id(line.right)] = line.right
        self._keep(anchors, line.right.text, label, line.right, "right")

    def _segment(self, line: Line, segment: Segment, *, last: bool) -> None:
        text, dated = segment.text, False
        if self._dates and segment.anchors[0].spec.type != "date":
            text, dated = self._dated(line, text)
        cut = _OTHER_LABEL.search(text)
        if cut is not None:
            self._unknown(line, text[cut.start("label") :])
            text = text[: cut.start()]
        text = SEAL_WORDS.sub(" ", text).strip(_BLANKS)
        if not text and last and cut is None and not dated:
            self._beside(line, segment.anchors, segment.label)
            return
        self._keep(segment.anchors, text, segment.label, line.cell, "header" if line.paragraph else "in-cell")

    def _keep(self, anchors: tuple[Anchor, ...], text: str, label: str, cell: Cell, method: str) -> None:
        spec = next((anchor.spec for anchor in anchors if anchor.spec.key not in self._fields), anchors[0].spec)
        whole = text == cell.text
        reading = read_value(text, spec, exact=cell.exact if whole else "", flags=cell.flags)
        if spec.type in ("organisation", "person", "text") and _GAP.search(text):
            reading = doubted(reading, f"“{text[:40]}”中间有一段空白，后面的字可能不属于“{label.strip(_BLANKS)}”")
        values = {spec.key: reading.value} | ({spec.second: reading.second} if spec.second else {})
        for key, value in values.items():
            new = FieldValue(
                key=key, value=value, text=text, label=label.strip(_BLANKS), place=cell.place, method=method,
                grade=reading.grade, doubts=reading.doubts,
            )  # fmt: skip
            known = self._fields.get(key)
            if known is None or known.value is None:
                self._fields[key] = new
            elif value is not None and label_twin(str(value)) != label_twin(str(known.value)):
                detail = f"“{known.label}”出现两次，另一处写的是“{text[:40]}”"
                doubt = Doubt(code="field-unsure", detail=detail)
                self._fields[key] = replace(known, grade="C", doubts=(*known.doubts, doubt))

    def _unknown(self, line: Line, text: str) -> None:
        """Words in such a line that no field asks for; a bare label without value is none."""
        words = SEAL_WORDS.sub(" ", text).strip(_BLANKS)
        typed = _OTHER_LABEL.sub(" ", SEAL_WORDS.sub(" ", text)).strip(_BLANKS)
        if typed and not re.fullmatch(r"[年月日\s_＿]*", typed):
            self._doubts.append((Doubt(code="text-unplaced", detail=words[:80]), line.cell.place))


def _anchor(spec: FieldSpec) -> Anchor:
    twins = [label_twin(label) for label in spec.labels]
    cores = frozenset(label_core(twin) for twin in twins)
    return Anchor(spec=spec, official=frozenset(twins[:1]) - {DATE_TWIN}, synonyms=frozenset(twins) | cores)


def lines_of(cells: Iterable[Cell]) -> list[Line]:
    """Cells outside the rows with their right-hand neighbours."""
    ordered = list(cells)
    following: list[Cell | None] = [*ordered[1:], None]
    return [
        Line(cell=cell, right=after if after is not None and after.row == cell.row else None)
        for cell, after in zip(ordered, following[: len(ordered)], strict=True)
    ]
