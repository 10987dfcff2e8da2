"""Fields of a docx: from ``begin`` to ``separate`` stand instructions, from there to ``end`` what a person sees."""

from __future__ import annotations

import re

from lxml import etree

from qtdocs.model.document import TICKED, UNTICKED
from qtdocs.readers import docx_names as names
from qtdocs.readers.docx_equations import drawn_text
from qtdocs.readers.docx_styles import switched_on

_REACHING_OUT = re.compile(r"\s*(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT)\b", re.IGNORECASE)
_LONGEST_INSTRUCTION = 2_000


def reaches_out(instruction: str) -> bool:
    """Whether the field would fetch something from outside the file.

    >>> reaches_out(' DDEAUTO c:/x.exe "/k" '), reaches_out(" DATE ")
    (True, False)
    """
    return _REACHING_OUT.match(instruction) is not None


class _Field:
    """A field that has begun and not yet ended."""

    __slots__ = ("choice", "has_result", "instruction", "is_box", "shows")

    def __init__(self) -> None:
        self.shows = False
        self.is_box = False
        self.choice = ""
        self.has_result = False
        self.instruction = ""


class Fields:
    """The fields that are open at a spot; they may run over several paragraphs."""

    __slots__ = ("_muting", "_open", "_swallowed")

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._muting = 0
        self._swallowed: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def are_mute(self) -> bool:
        """Whether the spot lies inside instructions."""
        return self._muting > 0

    @property
    def is_box(self) -> bool:
        """Whether the innermost field is a checkbox, whose state is known without its result."""
        return self._open[-1].is_box

    def swallow(self, text: str) -> None:
        """Keep a text that stands inside instructions, in case the field never ends; it is one of their words."""
        self._swallowed.append(text)
        self.instruct(text)

    def has_shown(self, text: str) -> None:
        """Know that the open fields have a result."""
        if text.strip():
            for field in self._open:
                field.has_result = True

    def unfinished(self) -> list[str]:
        """Texts swallowed by fields that never ended."""
        return self._swallowed if self._muting else []

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field that does not show its result yet."""
        field = next((field for field in reversed(self._open) if not field.shows), None)
        if field is not None and len(field.instruction) < _LONGEST_INSTRUCTION:
            field.instruction += text

    def begin(self, data: etree._Element | None) -> None:
        """Open a field with its ``ffData``; from here on instructions stand."""
        field = _Field()
        choices = None if data is None else data.find(names.FORM_LIST)
        field.is_box = data is not None and data.find(names.FORM_BOX) is not None
        field.choice = "" if choices is None else _selected(choices)
        self._open.append(field)
        self._muting += 1

    def separate(self) -> str:
        """Let the innermost field show its result; gives its instruction."""
        if not self._open or self._open[-1].shows:
            return ""
        self._open[-1].shows = True
        self._unmute()
        return self._open[-1].instruction

    def end(self) -> tuple[str, str, str]:
        """Close the innermost field.

        Returns:
            Its instruction, if not given before; and if it has no result, what was chosen in it, and what it draws.
        """
        if not self._open:
            return "", "", ""
        field = self._open.pop()
        if not field.shows:
            self._unmute()
        instruction = "" if field.shows else field.instruction
        return (instruction, "", "") if field.has_result else (instruction, field.choice, drawn_text(field.instruction))

    def _unmute(self) -> None:
        self._muting -= 1
        if not self._muting:
            self._swallowed = []


def tick_of(data: etree._Element | None) -> str:
    """The tick of a checkbox field, from its ``ffData``; empty for other fields."""
    box = None if data is None else data.find(names.FORM_BOX)
    if box is None:
        return ""
    state = box.find(names.FORM_BOX_CHECKED)
    state = box.find(names.FORM_BOX_DEFAULT) if state is None else state
    return TICKED if switched_on(state) else UNTICKED


def _selected(choices: etree._Element) -> str:
    """The chosen entry of a drop-down list; the first where none was chosen."""
    entries = [entry.get(names.VALUE, "") for entry in choices.iterchildren(names.FORM_LIST_ENTRY)]
    chosen = choices.find(names.FORM_LIST_RESULT)
    chosen = choices.find(names.FORM_BOX_DEFAULT) if chosen is None else chosen
    number = "0" if chosen is None else chosen.get(names.VALUE, "0")
    return entries[int(number)] if number.isascii() and number.isdecimal() and int(number) < len(entries) else ""
