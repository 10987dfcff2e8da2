"""Word blanks filled: each value where the form says, in the type of the place, no printed word changed."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.layout import DATE_TWIN
from qtdocs.errors import FormError
from qtdocs.render.filling import word_text
from qtdocs.render.filling.places import BOXES, TICK, Filled, Values, boxes_to_tick, chosen_in, words_of
from qtdocs.render.filling.word_free import put_text
from qtdocs.render.filling.word_rows import put_rows
from qtdocs.render.filling.word_text import BLANKS, Element, Line, W, is_open, paragraphs_of, run_with, text_of
from qtdocs.text import display_width, label_twin
from qtdocs.writing import plain_zip

_BODY = "word/document.xml"
_DATE = re.compile(rf"[\d{BLANKS}]*年[\d{BLANKS}]*月[\d{BLANKS}]*日")
_STAMP = re.compile(r"(?:盖|公|签)章|[章字][（(]|年\s*月\s*日")
_COLON = re.compile(r"\s*[:：]")
_GAP = "  "
"""Around a value on an open line, as people leave it."""


def filled_word(blank: bytes, form: FormSpec, values: Values, rows: Sequence[Values]) -> Filled:
    """A Word blank with these values in it.

    Args:
        blank: the blank's bytes.
        form: the form that it is the blank of.
        values: by key.
        rows: those of each row of a list.

    Raises:
        FormError: the blank is no Word file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(blank)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        document = etree.fromstring(parts[_BODY], etree.XMLParser(resolve_entities=False, no_network=True))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise FormError(form.id, (f"blank：空白表“{form.blank}”不是完好的 Word（.docx）文件。",)) from error
    filling = _Filling(document, form, values)
    filling.put_all()
    if rows:
        put_rows(document, form, rows)
    parts[_BODY] = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return Filled(data=plain_zip(stream.getvalue()), placeless=tuple(filling.placeless), added=tuple(filling.added))


class _Filling:
    """One blank while it is filled."""

    def __init__(self, document: Element, form: FormSpec, values: Values) -> None:
        self._body = document.find(f"{W}body")
        self._form, self._values = form, values
        self._put: Mapping[str, Callable[[FieldSpec, str], bool]] = {
            "right": self._beside, "in-cell": self._behind, "same-cell": self._below, "header": self._on_line,
            "document": self._as_text,
        }  # fmt: skip
        self.placeless: list[str] = []
        self.added: list[str] = []

    def put_all(self) -> None:
        """Put every value into its place."""
        unprinted = []
        for spec in self._form.fields:
            words = words_of(spec, self._values)
            if not words or words == spec.preset:
                continue
            if not spec.printed:
                unprinted.append(f"{spec.labels[0]}：{words}")
                self.added.append(spec.key)
            elif not self._put_one(spec, words):
                self.placeless.append(spec.key)
        if unprinted:
            self._add_line(unprinted)

    def _put_one(self, spec: FieldSpec, words: str) -> bool:
        if spec.type == "date" and label_twin(spec.labels[0]) == DATE_TWIN:
            return self._on_date(spec, words)
        return self._put[spec.where](spec, words)

    def _label(self, spec: FieldSpec) -> Element | None:
        """The cell that holds a field's label; of labels that occur twice the one beside its owner."""
        wanted = label_twin(spec.labels[0])
        owner = next((each for each in self._form.fields if each.key == spec.beside), None)
        leading = spec.where in ("in-cell", "same-cell")
        for row in word_text.rows_of(self._body):
            twins = [label_twin(text_of(cell)) for cell in row]
            if owner is not None and label_twin(owner.labels[0]) not in twins:
                continue
            for cell, twin in zip(row, twins, strict=True):
                if twin == wanted or (leading and twin.startswith(wanted)):
                    return cell
        return None

    def _beside(self, spec: FieldSpec, words: str) -> bool:
        """Into the first open cell right of the label; what it hints at stays behind the value."""
        label = self._label(spec)
        if label is None:
            return False
        row = word_text.cells_of(word_text.row_of(label))
        for cell in row[row.index(label) + 1 :]:
            text = text_of(cell)
            if spec.options and any(box in text for box in BOXES):
                return self._tick(cell, spec)
            if is_open(text) or any(hint in text for hint in spec.hints):
                self._into(cell, words)
                return True
        return self._into_new_column(label, spec, words)

    def _into(self, cell: Element, words: str) -> None:
        word_text.give_room(cell)
        paragraph = paragraphs_of(cell)[0]
        line = Line(paragraph)
        if is_open(line.text) and line.text:
            line.replace(0, len(line.text), words)
        elif line.text:
            line.insert(0, f"{words} ")
        else:
            run = run_with(words, like=_type_near(cell), paragraph=paragraph)
            word_text.fit(run, cell, words)
            paragraph.append(run)

    def _into_new_column(self, label: Element, spec: FieldSpec, words: str) -> bool:
        """A column 得分 behind a score table that has none; into no other table is anything added."""
        if self._form.kind != "scoresheet":
            return False
        table = next(label.iterancestors(f"{W}tbl"))
        if not self.added:
            _add_column(table, "得分")
        self.added.append(spec.key)
        self._into(word_text.cells_of(word_text.row_of(label))[-1], words)
        return True

    def _tick(self, cell: Element, spec: FieldSpec) -> bool:
        chosen = chosen_in(spec, self._values)
        ticked = 0
        for paragraph in paragraphs_of(cell):
            for index in boxes_to_tick(Line(paragraph).text, chosen, spec):
                Line(paragraph).replace(index, index + 1, TICK)
                ticked += 1
        return ticked == len(chosen)

    def _behind(self, spec: FieldSpec, words: str) -> bool:
        """Behind the label and its colon in the label's own cell."""
        cell = self._label(spec)
        if cell is None:
            return False
        word_text.give_room(cell)
        return any(self._after_label(Line(each), spec, words, gap="") for each in paragraphs_of(cell))

    def _on_line(self, spec: FieldSpec, words: str) -> bool:
        """On the open place behind the label in a line outside the tables."""
        return any(self._after_label(Line(each), spec, words, gap=_GAP) for each in paragraphs_of(self._body))

    def _after_label(self, line: Line, spec: FieldSpec, words: str, *, gap: str) -> bool:
        for label in spec.labels[:1]:
            found = line.find(label)
            if found is None:
                continue
            start = found[1]
            if colon := _COLON.match(line.text, start):
                start = colon.end()
            rest = line.text[start:]
            end = start + len(rest) - len(rest.lstrip(BLANKS))
            if spec.preset and line.text[end:].startswith(spec.preset):
                end += len(spec.preset)
            if end == start:
                line.insert(start, words)
            else:
                begin = _second_run(line, start, end)
                end = min(end, line.end_of_piece(begin)) if line.text[end:] else end
                line.replace(begin, end, _on_open_place(words, end - begin) if gap else words)
            return True
        return False

    def _below(self, spec: FieldSpec, words: str) -> bool:
        """Below the label and its prompts in one cell, above the line for the stamp."""
        cell = self._label(spec)
        if cell is None:
            return False
        word_text.let_break(cell)
        paragraphs = paragraphs_of(cell)
        empty = [each for each in paragraphs if is_open(Line(each).text)]
        here = empty[-1] if empty else self._new_paragraph(paragraphs)
        first, *others = words.split("\n")
        like = _type_near(cell)
        here.append(run_with(first, like=like, paragraph=here))
        for text in others:
            following = word_text.paragraph_like(here)
            following.append(run_with(text, like=like, paragraph=following))
            here.addnext(following)
            here = following
        return True

    def _new_paragraph(self, paragraphs: Sequence[Element]) -> Element:
        """A paragraph above the line for stamp and date, else behind all that is printed."""
        made = word_text.paragraph_like(paragraphs[0])
        stamp = next((each for each in paragraphs[1:] if _STAMP.search(Line(each).text)), None)
        if stamp is None:
            paragraphs[-1].addnext(made)
        else:
            stamp.addprevious(made)
        return made

    def _on_date(self, spec: FieldSpec, words: str) -> bool:
        """On a printed 年 月 日: in the cell of the opinion that it signs, else the first one."""
        owner = next((each for each in self._form.fields if each.key == spec.beside), None)
        scope = self._label(owner) if owner is not None else self._body
        for paragraph in scope.iter(f"{W}p") if scope is not None else ():
            line = Line(paragraph)
            if found := _DATE.search(line.text):
                start = found.start() + len(found[0]) - len(found[0].lstrip(BLANKS))
                line.replace(start, found.end(), words)
                return True
        return False

    def _as_text(self, _: FieldSpec, words: str) -> bool:
        """As the text of a paper that is written freely."""
        put_text(self._body, words, self._form.sections)
        return True

    def _add_line(self, words: Sequence[str]) -> None:
        """A line above the table for what the form has no place for: whose score sheet it is."""
        table = self._body.find(f".//{W}tbl")
        paragraphs = paragraphs_of(self._body)
        made = word_text.paragraph_like(paragraphs[-1])
        made.append(run_with("    ".join(words), like=_type_near(table), paragraph=made))
        table.addprevious(made)


def _on_open_place(words: str, room: int) -> str:
    """Words on an open place of so many blanks, which stays as long as it was where there is room."""
    taken = 2 * int(display_width(words) + 0.5)  # a blank is a quarter of a Chinese character
    return f"{_GAP}{words}{' ' * max(len(_GAP), room - len(_GAP) - taken)}"


def _second_run(line: Line, start: int, end: int) -> int:
    """Where the underlined blank begins, where the label ends in the same run with a space of its own."""
    return start + 1 if end - start > 2 and line.text[start] == " " else start


def _type_near(element: Element) -> Element | None:
    """A run whose type a value takes: one in the cell, else one in its row, else in the table."""
    if element.tag == f"{W}tc":
        scopes = [element, word_text.row_of(element), next(element.iterancestors(f"{W}tbl"))]
    else:
        scopes = [element]
    return next((run for scope in scopes for run in [word_text.last_run(scope)] if run is not None), None)


def _add_column(table: Element, heading: str) -> None:
    for number, row in enumerate(table.findall(f"{W}tr")):
        model = word_text.cells_of(row)[-1]
        cell = copy.deepcopy(model)
        first, *others = paragraphs_of(cell)
        for each in others:
            each.getparent().remove(each)
        for run in list(first.iter(f"{W}r")):
            run.getparent().remove(run)
        if not number:
            first.append(run_with(heading, like=_type_near(model), paragraph=first))
        model.addnext(cell)
    grid = table.find(f"{W}tblGrid")
    if grid is not None and len(grid):
        grid.append(copy.deepcopy(grid[-1]))
