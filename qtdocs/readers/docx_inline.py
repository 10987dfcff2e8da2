"""One paragraph of a docx as a line of text: final view of tracked changes, results of fields, ticks, hidden text."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from qtdocs.readers import docx_names as names
from qtdocs.readers.docx_account import Account, inked
from qtdocs.readers.docx_equations import drawn_text
from qtdocs.readers.docx_fields import Fields, reaches_out, tick_of
from qtdocs.readers.docx_looks import Looks
from qtdocs.readers.docx_styles import switched_on
from qtdocs.readers.docx_symbols import BOX_GLYPHS, BOXES, PRIVATE, as_seen, symbol_seen

# Looked up for every element: bound once.
_RUN, _TEXT, _RUN_PROPERTIES = names.RUN, names.TEXT, names.RUN_PROPERTIES
_UNSEEN = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_ODD = re.compile(f"{PRIVATE.pattern}|{BOXES.pattern}|{_UNSEEN.pattern}")


class Inline:
    """Reads the paragraphs of one story (body, a header, a comment); fields may run over several of them."""

    __slots__ = (
        "_account",
        "_asks_all",
        "_extent",
        "_fields",
        "_font",
        "_hiding",
        "_looks",
        "_marked",
        "_paragraph_style",
        "_pieces",
        "_script",
        "boxes",
        "joins",
        "seen",
        "table_style",
    )

    def __init__(self, account: Account, looks: Looks) -> None:
        self._account = account
        self._looks = looks
        # Only these runs have properties that matter; styles that hide concern every run. Asked for each: bound once.
        self._marked = looks.marked
        self._asks_all = looks.asks_all
        self._fields = Fields()
        self._pieces: list[str] = []
        self._font = ""
        self._script: dict[int, int] | None = None
        self._hiding = False
        self._extent = ""
        self._paragraph_style = ""
        self.joins = False
        """Whether the end of the paragraph read last is deleted or hidden: the next one stands on the same line."""
        self.seen: list[tuple[str, str]] = []
        """What was seen beside text, with its words: inserted, deleted, hidden, struck, underlined, drawn,
        picture (its link, width and height), object, cleaned, fetching. The caller takes it away."""
        self.boxes: list[etree._Element] = []
        """Text boxes anchored in what was read, their content not yet read. The caller takes them away."""
        self.table_style = ""
        """The style of the table around, for hiding through it."""

    def read(self, paragraph: etree._Element) -> str:
        """The text of a ``w:p``."""
        pieces = self._pieces = []
        self.joins = False
        self._paragraph_style = ""
        for child in paragraph:
            tag = child.tag
            # Nearly everything is a run; comparing is cheaper than looking up.
            if tag == _RUN:
                self._run(child)
            else:
                _HANDLERS.get(tag, _other)(self, child)
        text = "".join(pieces)
        return self._cleaned(text) if _ODD.search(text) else text

    def unfinished(self) -> list[str]:
        """Texts swallowed by fields that never ended, to be asked for at the end of the story."""
        return self._fields.unfinished()

    def _cleaned(self, text: str) -> str:
        """Ticks in private-use characters as ticks, control characters taken out."""
        text = as_seen(text, "")
        unseen = _UNSEEN.findall(text)
        if unseen:
            self._account.drop_text("".join(unseen))
            self.seen.append(("cleaned", ""))
        return _UNSEEN.sub("", text)

    def _children(self, parent: etree._Element) -> None:
        for child in parent:
            _HANDLERS.get(child.tag, _other)(self, child)

    def _read_properties(self, properties: etree._Element) -> None:
        """The properties of the paragraph: its style, and what became of its end."""
        for child in properties:
            if child.tag == names.RUN_PROPERTIES:
                self._read_mark(child)
            elif child.tag == names.PARAGRAPH_STYLE:
                self._paragraph_style = child.get(names.VALUE, "")

    def _read_mark(self, mark: etree._Element) -> None:
        for look in mark:
            tag = look.tag
            if tag in (names.DELETED, names.MOVED_AWAY):
                self.seen.append(("deleted", "↵"))
                self.joins = True
            elif tag in (names.INSERTED, names.MOVED_HERE):
                self.seen.append(("inserted", "↵"))
            elif tag == names.VANISH and switched_on(look):
                self.joins = True

    # -- runs ---------------------------------------------------------------------------------------------------

    def _run(self, run: etree._Element) -> None:
        if self._asks_all or run in self._marked:
            self._run_with_looks(run)
            return
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text = child.text
                if text and text.strip() is text and "\n" not in text and not self._fields:
                    self._pieces.append(text)
                else:
                    self._text(child)
            elif tag != _RUN_PROPERTIES:
                _HANDLERS.get(tag, _other)(self, child)

    def _run_with_looks(self, run: etree._Element) -> None:
        look = self._looks.of(run, table_style=self.table_style, paragraph_style=self._paragraph_style)
        self._font, self._script = look.font, look.script
        if look.is_hidden or look.is_white:
            self._read_hidden(run, is_white=look.is_white and not look.is_hidden)
        else:
            before = len(self._pieces)
            self._children(run)
            if look.flags and any(self._pieces[before:]):
                self.seen += [(flag, "") for flag in look.flags]
        self._font, self._script = "", None

    def _read_hidden(self, run: etree._Element, *, is_white: bool) -> None:
        """Read a hidden run for its fields and its text, but show nothing of it; pictures cannot be white."""
        pieces, self._pieces, self._hiding = self._pieces, [], not is_white
        before = len(self.seen)
        self._children(run)
        text = "".join(self._pieces)
        self._pieces, self._hiding = pieces, False
        self.seen[before:] = [(kind, words) for kind, words in self.seen[before:] if kind != "drawn"]
        if text.strip():
            self._account.drop_text(text)
            self.seen.append(("hidden", text))
        elif is_white:
            self._pieces.append(text)

    # -- text ---------------------------------------------------------------------------------------------------

    def _text(self, element: etree._Element) -> None:
        text = element.text
        if not text:
            return
        if text[0] in " \t\r\n" or text[-1] in " \t\r\n":
            text = text if element.get(names.SPACE) == "preserve" else text.strip(" \t\r\n")
        if "\n" in text:
            text = text.replace("\r", "").replace("\n", " ")
        if self._font:
            text = as_seen(text, self._font)
        if self._script:
            text = text.translate(self._script)
        if self._fields:
            self._show(text)
        else:
            self._pieces.append(text)

    def _show(self, text: str) -> None:
        """Put text on the line unless a field swallows it."""
        fields = self._fields
        if not fields:
            self._pieces.append(text)
        elif fields.are_mute:
            fields.swallow(text)
            self._account.drop_text(text)
        elif fields.is_box and text.strip() in BOX_GLYPHS:
            self._account.drop_text(text)
        else:
            fields.has_shown(text)
            self._pieces.append(text)

    def _add(self, text: str) -> None:
        """Put something on the line that is no text in the file."""
        if text:
            self._account.added += inked(text)
            self._show(text)

    def _symbol(self, element: etree._Element) -> None:
        self._show(symbol_seen(element.get(names.FONT, ""), element.get(names.CHARACTER, "")))

    def _tab(self, _: etree._Element) -> None:
        self._show("\t")

    def _break(self, _: etree._Element) -> None:
        self._show("\n")

    def _hyphen(self, _: etree._Element) -> None:
        self._add("-")

    def _ruby(self, element: etree._Element) -> None:
        for child in element:
            if child.tag == names.RUBY_BASE:
                self._children(child)
            else:
                self._account.drop(child)

    # -- tracked changes, content controls, alternatives --------------------------------------------------------

    def _inserted(self, element: etree._Element) -> None:
        before = len(self._pieces)
        self._children(element)
        self.seen.append(("inserted", "".join(self._pieces[before:])))

    def _deleted(self, element: etree._Element) -> None:
        self.seen.append(("deleted", self._account.drop(element)))

    def _control(self, element: etree._Element) -> None:
        content = self._account.content_of(element)
        if content is not None:
            self._children(content)

    def _alternates(self, element: etree._Element) -> None:
        chosen = self._account.chosen(element)
        if chosen is not None:
            self._children(chosen)

    # -- fields -------------------------------------------------------------------------------------------------

    def _field_character(self, element: etree._Element) -> None:
        kind = element.get(names.FIELD_TYPE)
        if kind == "begin":
            data = element.find(names.FIELD_DATA)
            self._add(tick_of(data))
            self._fields.begin(data)
        elif kind == "separate":
            self._judge_instruction(self._fields.separate())
        elif kind == "end":
            instruction, choice, drawn = self._fields.end()
            self._judge_instruction(instruction)
            self._add(choice)
            self._draw(drawn)

    def _instruction(self, element: etree._Element) -> None:
        self._fields.instruct(element.text or "")

    def _simple_field(self, element: etree._Element) -> None:
        instruction = element.get(names.INSTRUCTION_ATTRIBUTE, "")
        self._judge_instruction(instruction)
        before = len(self._pieces)
        self._children(element)
        if not "".join(self._pieces[before:]).strip():
            self._draw(drawn_text(instruction))

    def _draw(self, text: str) -> None:
        """Put on the line what a field without result draws; inside instructions it becomes one of their words."""
        if self._fields.are_mute:
            self._fields.instruct(text)
        elif text:
            self._add(text)
            self.seen.append(("drawn", ""))

    def _judge_instruction(self, instruction: str) -> None:
        if reaches_out(instruction):
            self.seen.append(("fetching", instruction.strip()))

    # -- drawings -----------------------------------------------------------------------------------------------

    def _drawing(self, element: etree._Element) -> None:
        if self._hiding or self._fields.are_mute:
            text = self._account.drop(element)
            if text.strip():
                self.seen.append(("hidden", text))
            return
        self._extent = ""
        self._boxes_in(element, is_object=element.tag == names.OBJECT)

    def _picture(self, link: str | None, *, is_object: bool) -> None:
        """Keep a picture that has an image; that of an embedded object is no photo."""
        if link:
            self.seen.append(("object" if is_object else "picture", f"{link} {self._extent}"))

    def _boxes_in(self, element: etree._Element, *, is_object: bool) -> None:
        for child in element:
            tag = child.tag
            if tag in (names.BOX_CONTENT, names.DRAWING_PARAGRAPH, names.VML_TEXT_PATH):
                self.boxes.append(child)
            elif tag == names.EXTENT:
                self._extent = f"{child.get('cx', '')} {child.get('cy', '')}"
            elif tag == names.BLIP:
                self._picture(child.get(names.LINK_EMBED) or child.get(names.LINK_LINK), is_object=is_object)
            elif tag in (names.VML_IMAGE, names.INK):
                self._picture(child.get(names.LINK), is_object=is_object)
            elif tag == names.ALTERNATES:
                chosen = self._account.chosen(child)
                if chosen is not None:
                    self._boxes_in(chosen, is_object=is_object)
            elif len(child):
                self._boxes_in(child, is_object=is_object)


def _other(inline: Inline, element: etree._Element) -> None:
    """A wrapper the reader need not know (hyperlink, smartTag, customXml): its content counts."""
    if len(element):
        inline._children(element)


def _nothing(inline: Inline, element: etree._Element) -> None:
    """Properties are no content."""


# A plain dictionary: it is asked once for every element.
_HANDLERS: dict[str, Callable[[Inline, etree._Element], None]] = {
    names.RUN: Inline._run,
    names.TEXT: Inline._text,
    names.MATH_TEXT: Inline._text,
    names.SYMBOL: Inline._symbol,
    names.TAB: Inline._tab,
    names.POSITION_TAB: Inline._tab,
    names.BREAK: Inline._break,
    names.RETURN: Inline._break,
    names.HYPHEN: Inline._hyphen,
    names.RUBY: Inline._ruby,
    names.INSERTED: Inline._inserted,
    names.MOVED_HERE: Inline._inserted,
    names.DELETED: Inline._deleted,
    names.MOVED_AWAY: Inline._deleted,
    names.CONTROL: Inline._control,
    names.ALTERNATES: Inline._alternates,
    names.FIELD_CHARACTER: Inline._field_character,
    names.INSTRUCTION: Inline._instruction,
    names.FIELD_SIMPLE: Inline._simple_field,
    names.DRAWING: Inline._drawing,
    names.PICTURE: Inline._drawing,
    names.OBJECT: Inline._drawing,
    names.PARAGRAPH_PROPERTIES: Inline._read_properties,
    names.RUN_PROPERTIES: _nothing,
}
