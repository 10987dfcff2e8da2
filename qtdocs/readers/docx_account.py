"""Bookkeeping of one docx: every character of it is either shown or left out for a reason.

The XML is a private copy, so what must not be shown (a prompt in a content control) is taken out of it here, and a
checkbox control gets its tick written in.
"""

from __future__ import annotations

import re

from lxml import etree

from qtdocs.model.document import TICKED, UNTICKED, Note
from qtdocs.model.place import Place
from qtdocs.readers import docx_names as names
from qtdocs.readers.docx_styles import switched_on
from qtdocs.readers.docx_symbols import BOX_GLYPHS, symbol_seen

_WORDS = (names.TEXT, names.MATH_TEXT, names.DRAWING_TEXT)
COUNTED = (*_WORDS, names.SYMBOL)
"""The elements that carry text; ``delText`` and instructions are none."""

_WITHOUT_CONTENT = (
    names.CELL_PROPERTIES,
    names.ROW_PROPERTIES,
    names.TABLE_PROPERTIES,
    names.TABLE_GRID,
    names.SECTION,
    names.PARAGRAPH_PROPERTIES,
    names.RUN_PROPERTIES,
    names.TABLE_EXCEPTIONS,
    names.CONTROL_PROPERTIES,
    names.CONTROL_END,
)
_HOLDERS = (names.PARAGRAPH, names.CELL, names.BOX_CONTENT)
_PROMPT = re.compile("单击|点击|此处|请|输入|填写|选择|[Cc]lick|[Tt]ap|[Ee]nter|[Cc]hoose")


def inked(text: str) -> int:
    r"""The number of characters that leave a trace on paper: all but white space.

    >>> inked("测量 一班\n")
    4
    """
    return len("".join(text.split()))


def texts_of(element: etree._Element) -> list[str]:
    """The texts under an element, as seen, in order."""
    return [
        symbol_seen(part.get(names.FONT, ""), part.get(names.CHARACTER, ""))
        if part.tag == names.SYMBOL
        else part.text or ""
        for part in element.iter(*COUNTED)
    ]


class Account:
    """What became of the characters of one docx, and what a person should know."""

    __slots__ = ("added", "dropped", "here", "notes", "total")

    def __init__(self) -> None:
        self.total = 0
        """Characters in the parts that were read."""
        self.dropped = 0
        """Characters left out for a reason."""
        self.added = 0
        """Characters that stand for something else than text: a tick of a form field."""
        self.notes: list[Note] = []
        self.here = Place()
        """Where the reading is."""

    @property
    def expected(self) -> int:
        """Characters that paragraphs and cells must hold, all in all."""
        return self.total + self.added - self.dropped

    def enter(self, root: etree._Element) -> None:
        """Count a part before it is read."""
        words = [part.text or "" for part in root.iter(*_WORDS)]
        signs = [sign for symbol in root.iter(names.SYMBOL) for sign in texts_of(symbol)]
        self.total += inked("".join(words + signs))

    def drop(self, element: etree._Element) -> str:
        """The text under an element that is left out, deleted text included."""
        self.dropped += inked("".join(texts_of(element)))
        return "".join(part.text or "" for part in element.iter(names.TEXT, names.DELETED_TEXT))

    def drop_text(self, text: str) -> None:
        """Count a text that is left out."""
        self.dropped += inked(text)

    def note(self, code: str, detail: str, place: Place) -> None:
        """Keep a note for the clerk."""
        self.notes.append(Note(code=code, detail=detail, place=place))

    def content_of(self, control: etree._Element) -> etree._Element | None:
        """What a content control shows; a prompt is taken out of it, a checkbox gets its tick."""
        content = control.find(names.CONTROL_CONTENT)
        properties = control.find(names.CONTROL_PROPERTIES)
        if content is None or properties is None:
            return content
        checkbox = properties.find(names.CHECKBOX)
        if checkbox is not None:
            self._tick(checkbox, content)
        elif switched_on(properties.find(names.PLACEHOLDER_SHOWN)):
            self._blank(content)
        return content

    def chosen(self, alternates: etree._Element) -> etree._Element | None:
        """The one of several equal contents that is read: the choice, or the fallback if only that has text."""
        choice = alternates.find(names.CHOICE)
        fallback = alternates.find(names.FALLBACK)
        if choice is None or fallback is None:
            return fallback if choice is None else choice
        rest = [other for other in alternates if other is not choice and other is not fallback]
        if any(texts_of(fallback)) and not any(texts_of(choice)):
            choice, fallback = fallback, choice
        for other in (fallback, *rest):
            self.drop(other)
        return choice

    def unwrapped(self, parent: etree._Element, wanted: tuple[str, ...]) -> list[etree._Element]:
        """The wanted elements under a parent, through any wrapping, in order; what is deleted is left out."""
        found: list[etree._Element] = []
        for child in parent:
            tag = child.tag
            if tag in wanted:
                found.append(child)
            elif tag not in _WITHOUT_CONTENT:
                found += self._unwrap(child, tag, wanted)
        return found

    def _unwrap(self, wrapper: etree._Element, tag: str, wanted: tuple[str, ...]) -> list[etree._Element]:
        if tag in (names.DELETED, names.MOVED_AWAY):
            self.drop(wrapper)
            return []
        content: etree._Element | None = wrapper
        if tag == names.CONTROL:
            content = self.content_of(wrapper)
        elif tag == names.ALTERNATES:
            content = self.chosen(wrapper)
        return [] if content is None or not len(content) else self.unwrapped(content, wanted)

    def _tick(self, checkbox: etree._Element, content: etree._Element) -> None:
        checked = checkbox.find(names.CHECKED)
        is_ticked = checked is not None and checked.get(names.VALUE_2010, "1") not in ("0", "false")
        tick = TICKED if is_ticked else UNTICKED
        for symbol in [symbol for symbol in content.iter(names.SYMBOL) if inked("".join(texts_of(symbol)))]:
            symbol.tag = names.TEXT
            symbol.text = UNTICKED
        glyph = next((part for part in content.iter(names.TEXT) if part.text and part.text.strip()), None)
        if glyph is None:
            self._write(tick, content)
        else:
            text = (glyph.text or "").lstrip()
            self.added += text[0] not in BOX_GLYPHS
            glyph.text = tick + (text[1:] if text[0] in BOX_GLYPHS else text)

    def _write(self, tick: str, content: etree._Element) -> None:
        """A checkbox without its glyph: a run of its own, in a paragraph."""
        around = next(content.iterancestors(*_HOLDERS), None)
        holder = next(content.iter(names.PARAGRAPH), content)
        if holder is content and (around is None or around.tag != names.PARAGRAPH):
            holder = etree.SubElement(content, names.PARAGRAPH)
        run = etree.SubElement(holder, names.RUN)
        etree.SubElement(run, names.TEXT).text = tick
        self.added += 1

    def _blank(self, content: etree._Element) -> None:
        text = self.drop(content).strip()
        is_styled = any(True for _ in content.iter(names.RUN_STYLE))
        if text and not is_styled and not _PROMPT.search(text):
            self.note("text-unread", f"这几个字被标为填写提示，没有当作填写的内容：「{text[:200]}」", self.here)
        for part in list(content.iter(names.TEXT, names.SYMBOL, names.DRAWING, names.PICTURE, names.MATH_TEXT)):
            above = part.getparent()
            if above is not None:
                above.remove(part)
